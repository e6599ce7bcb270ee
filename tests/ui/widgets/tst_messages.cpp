// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/language.h"
#include "widgets/messages.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QtTest>

#include <algorithm>

using namespace lineside;

namespace {

constexpr int kReasons = static_cast<int>(RefusalReason::Internal) + 1;
constexpr int kErrors = static_cast<int>(ErrorCode::VerdictMissing) + 1;

const QString kFile = QStringLiteral("best.pt"), kStation = QStringLiteral("Station 2"), kModel = QStringLiteral("line-v2");

/// Words that blame, shout or tell nothing.
QStringList bannedWords()
{
    return {"failed", "failure", "invalid", "error", "please", "!", "失败", "无效", "错误", "请", "！", "非法"};
}

QStringList sentencesOf(const QString &text)
{
    static const QRegularExpression end(QStringLiteral("(?<=[。.])(?=\\s|[^\\w\\s.,)]|$)|(?<=。)"));
    QStringList parts;
    for (const QString &part : text.split(end, Qt::SkipEmptyParts))
        if (!part.trimmed().isEmpty())
            parts << part.trimmed();
    return parts;
}

/// What is wrong with a message; empty where nothing is. Three parts: what happened, what still runs (all of `still` in one
/// sentence), what to do next; the code at the end.
QString problemOf(const QString &message, const QString &code, const QStringList &still = {kModel, kStation})
{
    for (const QString &word : bannedWords())
        if (message.contains(word, Qt::CaseInsensitive))
            return QStringLiteral("says “%1”").arg(word);
    if (message.contains(QLatin1Char('%')))
        return QStringLiteral("has a place that was not filled");
    static const QRegularExpression end(QStringLiteral("[(（](L-\\d{3})( · [^)）]*)?[)）]$"));
    const auto match = end.match(message);
    if (!match.hasMatch() || match.captured(1) != code)
        return QStringLiteral("does not end with its code");
    const QStringList sentences = sentencesOf(message.left(match.capturedStart()));
    const auto runs = std::find_if(sentences.begin(), sentences.end(), [&](const QString &s) {
        return std::ranges::all_of(still, [&](const QString &word) { return s.contains(word); });
    });
    if (runs == sentences.end())
        return QStringLiteral("does not say in one sentence what still runs where");
    if (runs == sentences.begin())
        return QStringLiteral("does not say first what happened");
    if (runs + 1 == sentences.end())
        return QStringLiteral("does not say what to do next");
    return {};
}

}  // namespace

/// Every code that the engine can give becomes a message that helps, in both languages.
class TstMessages : public QObject {
    Q_OBJECT

private slots:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << "en";
        QTest::newRow("Chinese") << "zh_CN";
    }
    void init()
    {
        QFETCH_GLOBAL(QString, language);
        m_language.apply(language);
        QCOMPARE(m_language.current(), language);
    }

    void every_refusal_has_three_parts_names_model_and_station_and_ends_with_its_code_data() { reasons(); }
    void every_refusal_has_three_parts_names_model_and_station_and_ends_with_its_code()
    {
        QFETCH(int, reason);
        QFETCH(bool, figures);
        const auto code = static_cast<RefusalReason>(reason);
        const Refusal refusal{code, figures ? "120" : "", figures ? "310" : "", "KeyError: 'model' failed"};
        const QString message = refusalSentence(refusal, kFile, kStation, kModel);
        QVERIFY2(message.contains(kFile), qPrintable(message));
        const QString problem = problemOf(message, refusalCode(code));
        QVERIFY2(problem.isEmpty(), qPrintable(problem + QStringLiteral(": ") + message));
        const QString words = refusalWords(code);
        QVERIFY(!words.isEmpty() && words.size() < 30);
        for (const QString &word : bannedWords())
            QVERIFY2(!words.contains(word, Qt::CaseInsensitive), qPrintable(words));
    }

    void a_limit_of_the_station_is_named_with_the_place_where_it_is_changed()
    {
        QFETCH_GLOBAL(QString, language);
        const QString message = refusalSentence({RefusalReason::MemoryLimit, "200", "310", {}}, kFile, kStation, kModel);
        if (language == QLatin1String("en"))
            QVERIFY2(message.contains(QStringLiteral("it needs 310 MB of memory, the contract of Station 2 allows 200 MB."))
                         && message.contains(QStringLiteral("raise the limit under Station 2 → Contract.")), qPrintable(message));
        else
            QVERIFY2(message.contains(QStringLiteral("310 MB")) && message.contains(QStringLiteral("200 MB")) && message.contains(QString::fromUtf8("约定")),
                     qPrintable(message));
    }

    void every_refused_import_says_that_the_line_is_untouched_and_names_no_station_data() { reasons(); }
    void every_refused_import_says_that_the_line_is_untouched_and_names_no_station()
    {
        QFETCH(int, reason);
        QFETCH(bool, figures);
        QFETCH_GLOBAL(QString, language);
        const auto code = static_cast<RefusalReason>(reason);
        const Refusal refusal{code, figures ? "120" : "", figures ? "310" : "", "KeyError: 'model' failed"};
        const QString message = refusalSentence(refusal, kFile, {}, {});
        const QString problem = problemOf(message, refusalCode(code), {language == QLatin1String("en") ? "Nothing changed on the line" : "产线没有变化"});
        QVERIFY2(problem.isEmpty(), qPrintable(problem + QStringLiteral(": ") + message));
        QVERIFY2(message.contains(kFile) && !message.contains(kStation) && !message.contains(kModel), qPrintable(message));
        for (const char *hole : {"“”", "  ", "%"})
            QVERIFY2(!message.contains(QString::fromUtf8(hole)), qPrintable(message));
    }
    void every_refusal_at_a_station_without_a_model_says_that_nothing_changed_there_data() { reasons(); }
    void every_refusal_at_a_station_without_a_model_says_that_nothing_changed_there()
    {
        QFETCH(int, reason);
        QFETCH(bool, figures);
        QFETCH_GLOBAL(QString, language);
        const auto code = static_cast<RefusalReason>(reason);
        const Refusal refusal{code, figures ? "120" : "", figures ? "310" : "", "KeyError: 'model' failed"};
        const QString message = refusalSentence(refusal, kFile, kStation, {});
        const QString problem = problemOf(message, refusalCode(code), {kStation, language == QLatin1String("en") ? "Nothing changed" : "没有变化"});
        QVERIFY2(problem.isEmpty(), qPrintable(problem + QStringLiteral(": ") + message));
        QVERIFY2(message.contains(kFile) && !message.contains(kModel), qPrintable(message));
    }

    void every_command_that_was_not_carried_out_is_told_the_same_way_data()
    {
        QTest::addColumn<int>("code");
        for (int code = 0; code < kErrors; ++code)
            QTest::newRow(toString(static_cast<ErrorCode>(code))) << code;
    }
    void every_command_that_was_not_carried_out_is_told_the_same_way()
    {
        QFETCH(int, code);
        const auto error = static_cast<ErrorCode>(code);
        const QString message = errorSentence({error, {}}, kStation, kModel);
        const QString problem = problemOf(message, errorCode(error));
        QVERIFY2(problem.isEmpty(), qPrintable(problem + QStringLiteral(": ") + message));
    }

    void codes_are_unique()
    {
        QSet<QString> codes;
        for (int reason = 0; reason < kReasons; ++reason)
            codes.insert(refusalCode(static_cast<RefusalReason>(reason)));
        for (int code = 0; code < kErrors; ++code)
            codes.insert(errorCode(static_cast<ErrorCode>(code)));
        QCOMPARE(codes.size(), kReasons + kErrors);
    }

    void an_import_says_that_the_line_is_untouched()
    {
        const QString message = refusalSentence({RefusalReason::Truncated, {}, {}, "pickle ends early"}, kFile, {}, {});
        QFETCH_GLOBAL(QString, language);
        if (language == QLatin1String("en"))
            QCOMPARE(message, QStringLiteral("“best.pt” was not taken: it ends before it should. Nothing changed on the line. Copy it again; "
                                             "if it comes from a share, wait until copying is done. (L-201)"));
        QVERIFY(message.contains(kFile) && message.contains(QStringLiteral("L-201")));
    }

    void wrong_labels_name_both_sets()
    {
        const QString message = refusalSentence({RefusalReason::Labels, "Bottle, Cap", "Car, Bus", {}}, kFile, kStation, kModel);
        for (const char *label : {"Bottle, Cap", "Car, Bus"})
            QVERIFY2(message.contains(QLatin1String(label)), qPrintable(message));
    }

    void a_file_without_names_or_for_several_pictures_is_told_with_what_to_export()
    {
        QFETCH_GLOBAL(QString, language);
        const QString nameless = refusalSentence({RefusalReason::NoNames, {}, {}, {}}, kFile, kStation, kModel);
        const QString several = refusalSentence({RefusalReason::InputShape, "[1, 3, H, W]", "[2, 3, H, W]", {}}, kFile, kStation, kModel);
        if (language == QLatin1String("en")) {
            QCOMPARE(nameless, QStringLiteral("“best.pt” was not taken: it does not say which classes it finds, and its output does not show it. line-v2 keeps judging "
                                              "at Station 2. Export it again with Ultralytics, which writes the names of the classes into the file. (L-214)"));
            QCOMPARE(several, QStringLiteral("“best.pt” was not taken: its network takes [2, 3, H, W], not one colour picture at a time. line-v2 keeps judging "
                                             "at Station 2. Export it again for one colour picture at a time (“batch=1”). (L-213)"));
        }
        QVERIFY2(nameless.contains(QStringLiteral("Ultralytics")) && problemOf(nameless, refusalCode(RefusalReason::NoNames)).isEmpty(), qPrintable(nameless));
        QVERIFY2(several.contains(QStringLiteral("batch=1")) && problemOf(several, refusalCode(RefusalReason::InputShape)).isEmpty(), qPrintable(several));
    }

    void a_model_that_is_too_slow_is_told_with_both_times_and_the_setting()
    {
        const QString message = refusalSentence({RefusalReason::TooSlow, "80.0", "123.5", {}}, kFile, kStation, kModel);
        QFETCH_GLOBAL(QString, language);
        if (language == QLatin1String("en"))
            QCOMPARE(message, QStringLiteral("“best.pt” was not taken: it needs 123.5 ms for a picture, Station 2 allows 80.0 ms. line-v2 keeps "
                                             "judging at Station 2. Export a smaller one, or raise the limit under Station 2 → Contract. (L-306)"));
        QVERIFY(message.contains(QStringLiteral("123.5")) && message.contains(QStringLiteral("80.0")));
    }

    void what_stands_in_a_file_is_shown_as_text_and_fills_no_place()
    {
        const QString message = refusalSentence({RefusalReason::UnsupportedLayer, {}, "%1 %2 <b>os.system</b>", {}}, "a%2.pt", kStation, kModel);
        QVERIFY2(message.contains(QStringLiteral("a%2.pt")) && message.contains(QStringLiteral("%1 %2 <b>os.system</b>")), qPrintable(message));
    }

    /// LINESIDE_WRITE_PAGES=1 writes the table that is missing.
    void the_page_of_refusals_has_every_one_in_the_words_of_the_screen()
    {
        QFETCH_GLOBAL(QString, language);
        const bool english = language == QLatin1String("en");
        QStringList rows;
        for (int i = 0; i < kReasons; ++i) {
            const auto reason = static_cast<RefusalReason>(i);
            QString sentence = refusalSentence({reason, {}, {}, {}}, kFile, kStation, kModel);
            sentence.truncate(sentence.lastIndexOf(english ? QLatin1Char('(') : sentence.contains(QChar(0xFF08)) ? QChar(0xFF08) : QLatin1Char('(')));
            rows << QStringLiteral("| %1 | `%2` | %3 |").arg(refusalCode(reason), QString::fromLatin1(toString(reason)), sentence.trimmed());
        }
        rows.sort();
        const QString table = rows.join(QLatin1Char('\n')) + QLatin1Char('\n');
        QFile page(QStringLiteral(LINESIDE_SOURCE_DIR "/docs/") + (english ? "refusals.md" : "refusals.zh_CN.md"));
        QVERIFY(page.open(QIODevice::ReadWrite));
        const QString text = QString::fromUtf8(page.readAll());
        const QString line = QStringLiteral("| --- | --- | --- |\n");
        const qsizetype begin = text.indexOf(line) + line.size();
        QVERIFY(begin >= line.size());
        if (qEnvironmentVariableIsSet("LINESIDE_WRITE_PAGES")) {
            page.resize(0);
            page.write((text.left(begin) + table).toUtf8());
        } else {
            QCOMPARE(text.mid(begin), table);
        }
    }

private:
    static void reasons()
    {
        QTest::addColumn<int>("reason");
        QTest::addColumn<bool>("figures");
        for (int reason = 0; reason < kReasons; ++reason) {
            const QByteArray name = toString(static_cast<RefusalReason>(reason));
            QTest::newRow(name.constData()) << reason << false;
            QTest::newRow((name + " with figures").constData()) << reason << true;
        }
    }

    Language m_language;
};

QTEST_MAIN(TstMessages)
#include "tst_messages.moc"
