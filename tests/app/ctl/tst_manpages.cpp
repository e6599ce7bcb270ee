// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/support/commandline.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace lineside::test;

namespace {

const QStringList kCommands{"inspect", "detect", "compare", "run", "record", "history", "swap", "rollback", "lot", "shadow", "golden list", "golden drop", "status", "leave-safe-mode", "audit verify", "audit head",
                            "canary start", "canary approve", "canary pause", "canary resume", "canary abort", "canary list", "canary save", "canary remove",
                            "people list", "people add", "people secret", "people role", "people remove"};

QSet<QString> optionsIn(const QString &text)
{
    QSet<QString> options;
    static const QRegularExpression kOption("(?<![\\w-])--[a-z][a-z-]*");
    auto match = kOption.globalMatch(text);
    while (match.hasNext())
        options.insert(match.next().captured());
    return options;
}

QString manFile(const char *program)
{
    return QStringLiteral(LINESIDE_SOURCE_DIR "/docs/man/%1.1").arg(program);
}

QString manText(const char *program)
{
    QFile file(manFile(program));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).replace("\\-", "-");
}

}  // namespace

class TestManPages : public QObject {
    Q_OBJECT

    QTemporaryDir m_home;

    QString help(const QString &program, const QStringList &arguments) const
    {
        QProcessEnvironment environment = ownUser(m_home.path());
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        const Answer a = runProgram(program, arguments, environment);
        return a.exitCode == 0 ? QString::fromUtf8(a.out) : QString();
    }

private slots:
    void every_option_of_a_program_is_in_its_page_and_no_other_data()
    {
        QTest::addColumn<QStringList>("commands");
        for (const QByteArray &program : QByteArray(LINESIDE_PROGRAMS).split(','))
            QTest::newRow(program) << (program == "linesidectl" ? kCommands : QStringList());
    }
    void every_option_of_a_program_is_in_its_page_and_no_other()
    {
        QFETCH(QStringList, commands);
        const QString program = QStringLiteral(LINESIDE_BINARY_DIR "/bin/%1").arg(QTest::currentDataTag());
        const QString page = manText(QTest::currentDataTag());
        const QSet<QString> documented = optionsIn(page);
        QSet<QString> offered = optionsIn(help(program, {"--help"}));
        QVERIFY(offered.contains("--version"));
        for (const QString &command : commands) {
            QVERIFY2(page.contains(QStringLiteral(".SS %1").arg(command)), qPrintable(command));
            const QString text = help(program, command.split(' ') + QStringList{"--help"});
            QVERIFY(text.contains("--json"));
            offered += optionsIn(text);
        }
        QVERIFY2((offered - documented).isEmpty(), qPrintable((offered - documented).values().join(' ')));
        QVERIFY2((documented - offered).isEmpty(), qPrintable((documented - offered).values().join(' ')));
    }
    void the_pages_are_clean_for_man()
    {
        if (QStandardPaths::findExecutable("man").isEmpty()) {
            if (qEnvironmentVariable("CI") == QLatin1String("true"))
                QFAIL("man is required where CI=true");
            QSKIP("man is not installed here");
        }
        for (const char *program : {"linesidectl", "lineside"}) {
            const Answer a = runProgram("man", {"-l", "--warnings", "-E", "UTF-8", "-Tutf8", "-Z", manFile(program)}, ownUser(m_home.path()));
            QCOMPARE(a.exitCode, 0);
            QVERIFY2(a.err.isEmpty(), a.err.constData());
            QVERIFY(!a.out.isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestManPages)
#include "tst_manpages.moc"
