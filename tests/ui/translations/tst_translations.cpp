// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/enginebridge.h"
#include "compare/comparepage.h"
#include "firstrun/firstruncard.h"
#include "history/historypage.h"
#include "library/librarypage.h"
#include "memory/memorypage.h"
#include "settings/language.h"
#include "settings/settingspage.h"
#include "support/linescene.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QProcess>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

struct Text {
    QString context, source, comment;
    bool numerus = false;
    bool unfinished = false;
    QStringList forms;

    QString key() const { return context + QLatin1Char('|') + source + QLatin1Char('|') + comment; }
};

QList<Text> readTexts(const QString &path)
{
    QList<Text> texts;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return texts;
    QXmlStreamReader xml(&file);
    QString context;
    Text text;
    while (!xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::StartElement) {
            const auto name = xml.name();
            if (name == QLatin1String("message")) {
                text = {};
                text.context = context;
                text.numerus = xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
            } else if (name == QLatin1String("name")) {
                context = xml.readElementText();
            } else if (name == QLatin1String("source")) {
                text.source = xml.readElementText();
            } else if (name == QLatin1String("comment")) {
                text.comment = xml.readElementText();
            } else if (name == QLatin1String("translation")) {
                text.unfinished = xml.attributes().hasAttribute(QLatin1String("type"));
                if (!text.numerus)
                    text.forms << xml.readElementText();
            } else if (name == QLatin1String("numerusform")) {
                text.forms << xml.readElementText();
            }
        } else if (token == QXmlStreamReader::EndElement && xml.name() == QLatin1String("message")) {
            texts << text;
        }
    }
    return xml.hasError() ? QList<Text>() : texts;
}

QStringList placeholders(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("%(?:\\d+|L?n)"));
    QStringList found;
    for (auto it = pattern.globalMatch(text); it.hasNext();)
        found << it.next().captured();
    found.sort();
    return found;
}

const QString kRoot = QStringLiteral(LINESIDE_SOURCE_DIR);
const QString kChinese = kRoot + QStringLiteral("/translations/lineside_zh_CN.ts");
const QString kEnglish = kRoot + QStringLiteral("/translations/lineside_en.ts");

}  // namespace

/// Every text of the screens exists in every language, and the language changes while the program runs.
class TstTranslations : public QObject {
    Q_OBJECT

private slots:
    void every_text_is_translated_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("forms");
        QTest::newRow("zh_CN") << kChinese << 1;
        QTest::newRow("en") << kEnglish << 2;
    }
    void every_text_is_translated()
    {
        QFETCH(QString, file);
        QFETCH(int, forms);
        const QList<Text> texts = readTexts(file);
        QVERIFY2(!texts.isEmpty(), qPrintable(file));
        QStringList problems;
        for (const Text &text : texts) {
            if (text.unfinished)
                problems << QStringLiteral("unfinished: ") + text.key();
            if (text.numerus && text.forms.size() != forms)
                problems << QStringLiteral("%1 plural forms: %2").arg(text.forms.size()).arg(text.key());
            for (const QString &form : text.forms) {
                if (form.trimmed().isEmpty() && !text.source.trimmed().isEmpty())
                    problems << QStringLiteral("empty: ") + text.key();
                if (placeholders(form) != placeholders(text.source) && !(text.numerus && forms > 1))
                    problems << QStringLiteral("other placeholders: ") + text.key() + QStringLiteral(" → ") + form;
            }
        }
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
    }

    void no_text_of_the_sources_is_missing_in_the_files_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QStringList>("options");
        QTest::newRow("zh_CN") << kChinese << QStringList{QStringLiteral("-target-language"), QStringLiteral("zh_CN")};
        QTest::newRow("en") << kEnglish << QStringList{QStringLiteral("-pluralonly"), QStringLiteral("-target-language"), QStringLiteral("en")};
    }
    void no_text_of_the_sources_is_missing_in_the_files()
    {
        QFETCH(QString, file);
        QFETCH(QStringList, options);
        QTemporaryDir folder;
        const QString fresh = folder.filePath(QStringLiteral("fresh.ts"));
        QProcess lupdate;
        lupdate.setWorkingDirectory(kRoot);
        lupdate.start(QStringLiteral(LINESIDE_LUPDATE),
                      QStringList{QStringLiteral("-silent"), QStringLiteral("ui"), QStringLiteral("app"),
                                  QStringLiteral("-extensions"), QStringLiteral("cpp,h"), QStringLiteral("-locations"),
                                  QStringLiteral("none"), QStringLiteral("-source-language"), QStringLiteral("en")}
                          + options + QStringList{QStringLiteral("-ts"), fresh});
        QVERIFY2(lupdate.waitForFinished(120000) && lupdate.exitCode() == 0, lupdate.readAllStandardError().constData());
        QSet<QString> known;
        for (const Text &text : readTexts(file))
            known.insert(text.key());
        const QList<Text> texts = readTexts(fresh);
        QVERIFY(texts.size() > 5);
        QStringList missing;
        for (const Text &text : texts) {
            if (!known.contains(text.key()))
                missing << text.key();
        }
        QVERIFY2(missing.isEmpty(), qPrintable(QStringLiteral("build the target update_texts and translate:\n") + missing.join(QLatin1Char('\n'))));
    }

    void collecting_the_texts_leaves_lines_that_did_not_change_as_they_are()
    {
        const auto lines = [](const QString &path) {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split(QLatin1Char('\n')) : QStringList();
        };
        QTemporaryDir folder;
        const QString name = QStringLiteral("lineside_zh_CN.ts"), copy = folder.filePath(name);
        const QString original = kRoot + QStringLiteral("/translations/") + name;
        QVERIFY(QFile::copy(original, copy));
        const auto run = [](const QString &program, const QStringList &arguments) {
            QProcess process;
            process.setWorkingDirectory(kRoot);
            process.start(program, arguments);
            return process.waitForFinished(120000) && process.exitCode() == 0;
        };
        QVERIFY(run(QStringLiteral(LINESIDE_LUPDATE),
                    {QStringLiteral("-silent"), QStringLiteral("ui"), QStringLiteral("app"), QStringLiteral("-extensions"), QStringLiteral("cpp,h"),
                     QStringLiteral("-locations"), QStringLiteral("none"), QStringLiteral("-no-obsolete"), QStringLiteral("-source-language"),
                     QStringLiteral("en"), QStringLiteral("-target-language"), QStringLiteral("zh_CN"), QStringLiteral("-ts"), copy}));
        QVERIFY(run(QStringLiteral(LINESIDE_CMAKE), {QStringLiteral("-D"), QStringLiteral("FILE=") + copy, QStringLiteral("-P"),
                                                     kRoot + QStringLiteral("/cmake/KeepTsLook.cmake")}));
        QStringList before = lines(original), after = lines(copy);
        QCOMPARE(after.mid(0, 4), before.mid(0, 4));
        // Whoever adds a text by hand may put it anywhere; lupdate sorts.
        before.sort();
        after.sort();
        QCOMPARE(after, before);
    }

    void the_words_of_the_trade_are_the_agreed_ones()
    {
        const QHash<QString, QString> agreed{{QStringLiteral("Roll back"), QString::fromUtf8("回滚")},
                                             {QStringLiteral("Preview"), QString::fromUtf8("候选")},
                                             {QStringLiteral("On air"), QString::fromUtf8("在线")},
                                             {QStringLiteral("Refused"), QString::fromUtf8("已拒绝")},
                                             {QStringLiteral("UNKNOWN"), QString::fromUtf8("未知")},
                                             {QStringLiteral("offline"), QString::fromUtf8("离线")}};
        int found = 0;
        for (const Text &text : readTexts(kChinese)) {
            if (const auto word = agreed.find(text.source); word != agreed.end()) {
                QCOMPARE(text.forms.value(0), *word);
                ++found;
            }
        }
        QVERIFY(found >= agreed.size());
    }

    void english_sentences_use_no_banned_words()
    {
        static const QRegularExpression banned(QStringLiteral("\\b(failed to|invalid|error|please)\\b|!"),
                                               QRegularExpression::CaseInsensitiveOption);
        QStringList problems;
        for (const Text &text : readTexts(kChinese)) {
            if (banned.match(text.source).hasMatch())
                problems << text.source;
        }
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
    }

    void the_language_changes_while_the_pages_are_open()
    {
        FakeEngine engine;
        fillLine(engine);
        EngineBridge bridge(engine);
        Language language;
        language.apply(QStringLiteral("en"));
        LibraryPage library(bridge);
        ComparePage compare(bridge);
        HistoryPage history(bridge);
        MemoryPage memory(bridge);
        SettingsPage settings(bridge);
        FirstRunCard card(bridge);
        const QList<QWidget *> pages{&library, &compare, &history, &memory, &settings, &card};
        for (QWidget *page : pages)
            page->show();
        QHash<QWidget *, QStringList> english;
        for (QWidget *page : pages)
            english[page] = words(*page);
        language.apply(QStringLiteral("zh_CN"));
        QCoreApplication::processEvents();
        QCOMPARE(QLocale().name(), QStringLiteral("zh_CN"));
        static const QRegularExpression han(QStringLiteral("\\p{Han}"));
        for (QWidget *page : pages) {
            QStringList left;
            for (const QString &text : words(*page)) {
                // What is shown in both languages and has English words in it was forgotten; names and data have none.
                static const QRegularExpression sentence(QStringLiteral("[A-Za-z]{3,} [a-z]{2,}"));
                static const QRegularExpression data(QStringLiteral("^([0-9a-f]{8} ?)+$|^openvino "));
                if (data.match(text).hasMatch())
                    continue;
                if (!han.match(text).hasMatch() && sentence.match(text).hasMatch() && english[page].contains(text))
                    left << text;
            }
            QVERIFY2(left.isEmpty(), qPrintable(page->objectName() + QLatin1String(": ") + left.join(QLatin1String(" | "))));
        }
        language.apply(QStringLiteral("en"));
        QCoreApplication::processEvents();
        for (QWidget *page : pages)
            QCOMPARE(words(*page), english[page]);
    }

    void numbers_get_the_right_plural()
    {
        Language language;
        language.apply(QStringLiteral("en"));
        QCOMPARE(QCoreApplication::translate("lineside::LibraryPage", "%Ln version(s)", nullptr, 1), QStringLiteral("1 version"));
        QCOMPARE(QCoreApplication::translate("lineside::LibraryPage", "%Ln version(s)", nullptr, 2), QStringLiteral("2 versions"));
        language.apply(QStringLiteral("zh_CN"));
        QCOMPARE(QCoreApplication::translate("lineside::LibraryPage", "%Ln version(s)", nullptr, 2), QString::fromUtf8("2 个版本"));
        language.apply(QStringLiteral("en"));
    }

private:
    static QStringList words(const QWidget &page)
    {
        QStringList list;
        for (const QLabel *label : page.findChildren<QLabel *>())
            list << label->text();
        for (const QAbstractButton *button : page.findChildren<QAbstractButton *>())
            list << button->text() << button->accessibleName();
        for (const QComboBox *box : page.findChildren<QComboBox *>()) {
            for (int i = 0; i < box->count(); ++i)
                list << box->itemText(i);
        }
        return list;
    }
};

QTEST_MAIN(TstTranslations)
#include "tst_translations.moc"
