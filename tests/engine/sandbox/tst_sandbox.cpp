// SPDX-License-Identifier: GPL-3.0-or-later
// A process that was taken over by what it read tries what it could gain from.
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

constexpr int kDenied = 0, kDone = 1;
const QString kAllLayers = QStringLiteral("plnsc");  // privileges, limits, namespaces, Landlock ("s": the second wall), system calls
constexpr int kPatience = 60000;

struct Action {
    QString name;
    bool anybody = false;
};

QList<Action> actions()
{
    QProcess child;
    child.start(QStringLiteral(LINESIDE_BADCHILD), {QStringLiteral("list")});
    if (!child.waitForFinished(kPatience))
        return {};
    QList<Action> all;
    for (const QString &line : QString::fromUtf8(child.readAllStandardOutput()).split('\n', Qt::SkipEmptyParts))
        all.append({line.mid(2), line.startsWith('1')});
    return all;
}

QStringList wallsOf(const QString &who)
{
    QProcess child;
    child.start(QStringLiteral(LINESIDE_BADCHILD), {QStringLiteral("walls"), who});
    if (!child.waitForFinished(kPatience) || child.exitCode() != 0)
        return {};
    return QString::fromUtf8(child.readAllStandardOutput()).split(' ');
}

/// What became of one action: kDenied, kDone, or another number; `why`: the words of its error.
int tried(const QString &who, const QString &layers, const QString &action, QString *why = nullptr)
{
    QTemporaryDir folder;
    QFile there(folder.filePath("there"));
    if (!there.open(QIODevice::WriteOnly) || there.write("content") != 7)
        return -1;
    there.close();
    // For "user", who is another one than the tests where those run as root.
    there.setPermissions(QFile::Permissions(0x7777));
    QFile::setPermissions(folder.path(), QFile::Permissions(0x7777));
    if (::geteuid() == 0 && who == QLatin1String("user") && ::chown(there.fileName().toUtf8(), 65534, 65534) != 0)
        return -1;
    QProcess child;
    child.start(QStringLiteral(LINESIDE_BADCHILD), {who, layers, action, folder.path()});
    if (!child.waitForFinished(kPatience) || child.exitStatus() != QProcess::NormalExit)
        return -1;
    if (why)
        *why = QString::fromUtf8(child.readAllStandardOutput());
    return child.exitCode();
}

QStringList peopleHere()
{
    return ::geteuid() == 0 ? QStringList{"root", "user"} : QStringList{"user"};
}

}  // namespace

class TestSandbox : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_actions = actions();
        QVERIFY(m_actions.size() >= 50);
    }

    void without_a_sandbox_anybody_can_do_most_of_it()
    {
        for (const Action &action : m_actions) {
            const int end = tried(QStringLiteral("user"), QStringLiteral("-"), action.name);
            if (action.anybody)
                QVERIFY2(end == kDone, qPrintable(QString("%1: %2").arg(action.name).arg(end)));
        }
    }

    void in_the_sandbox_everything_is_denied_data()
    {
        QTest::addColumn<QString>("who");
        for (const QString &who : peopleHere())
            QTest::newRow(qPrintable("as " + who)) << who;
    }
    void in_the_sandbox_everything_is_denied()
    {
        QFETCH(QString, who);
        for (const Action &action : m_actions) {
            const int end = tried(who, kAllLayers, action.name);
            QVERIFY2(end == kDenied, qPrintable(QString("%1: %2").arg(action.name).arg(end)));
        }
    }

    void with_any_one_wall_missing_most_is_still_denied_data()
    {
        QTest::addColumn<QString>("who");
        QTest::addColumn<QString>("missing");
        for (const QString &who : peopleHere()) {
            for (const char *missing : {"p", "l", "n", "s", "c", "nc"})  // the last: in a container that allows neither
                QTest::newRow(qPrintable(who + " without " + missing)) << who << QString(missing);
        }
    }
    void with_any_one_wall_missing_most_is_still_denied()
    {
        QFETCH(QString, who);
        QFETCH(QString, missing);
        QString layers = kAllLayers;
        for (const QChar wall : missing)
            layers.remove(wall);
        int denied = 0;
        QStringList done;
        for (const Action &action : m_actions) {
            QString why;
            if (tried(who, layers, action.name, &why) == kDenied)
                ++denied;
            else
                done << action.name + (why.isEmpty() ? QString() : " (" + why + ")");
        }
        qInfo("%d of %d denied; not: %s", denied, int(m_actions.size()), qPrintable(done.join(", ")));
        if (!missing.contains('c')) {
            QCOMPARE(denied, int(m_actions.size()));
            return;
        }
        // What the kernel has of the walls behind the system calls.
        const QStringList walls = wallsOf(who);
        int expected = int(m_actions.size()) - 8;
        if (!walls.contains("noNewCode"))
            expected -= 2;
        if (!walls.contains("landlock"))
            expected -= 14;
        if (missing == QLatin1String("nc") || !walls.contains("emptyRoot"))
            expected -= 3;
        QVERIFY2(denied >= expected, qPrintable(QString("%1 expected with %2").arg(expected).arg(walls.join(' '))));
    }

    void it_ends_with_its_parent_data()
    {
        QTest::addColumn<QString>("who");
        for (const QString &who : peopleHere())
            QTest::newRow(qPrintable("as " + who)) << who;
    }
    void it_ends_with_its_parent()
    {
        QFETCH(QString, who);
        QProcess parent;
        parent.start(QStringLiteral(LINESIDE_BADCHILD), {QStringLiteral("parent"), who});
        QByteArray told;
        QTRY_VERIFY_WITH_TIMEOUT((told += parent.readAllStandardOutput()).contains('\n') && told.contains('x'), kPatience);
        const int pid = told.replace("x", "").trimmed().toInt();
        QVERIFY(pid > 1);
        pollfd child{int(::syscall(SYS_pidfd_open, pid, 0)), POLLIN, 0};
        QVERIFY(child.fd >= 0);
        QCOMPARE(::poll(&child, 1, 0), 0);  // it lives
        parent.kill();
        QCOMPARE(::poll(&child, 1, kPatience), 1);
        ::close(child.fd);
        QVERIFY(parent.waitForFinished(kPatience));
    }

private:
    QList<Action> m_actions;
};

QTEST_GUILESS_MAIN(TestSandbox)
#include "tst_sandbox.moc"
