// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/offlineanswers.h"

#include "store/files.h"

#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <fstream>
#include <memory>

#include <nlohmann/json.hpp>

using namespace lineside;
using nlohmann::json;

namespace {

OfflineDisagreement place(const std::string &picture, Truth review = Truth::Unknown)
{
    OfflineDisagreement d;
    d.picture = picture;
    d.label = "cap";
    d.box = {10.25f, 20.1f, 30, 40};
    d.a = Verdict::Pass;
    d.b = Verdict::Fail;
    d.review = review;
    d.reviewedBy = review == Truth::Unknown ? "" : "Nina";
    return d;
}

OfflineReport reportOf(std::vector<OfflineDisagreement> places)
{
    OfflineReport report;
    report.disagreements = std::move(places);
    return report;
}

std::string keyOf(int number)
{
    return std::string(62, 'a') + std::to_string(10 + number);
}

}  // namespace

/// What people said of recorded comparisons, beyond the end of the program.
class TestOfflineAnswers : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::filesystem::path file() const { return std::filesystem::path(m_dir->path().toStdString()) / "offline-answers.json"; }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void answers_come_back_as_they_were_and_are_of_the_same_places()
    {
        const auto report = reportOf({place("/p/1.png", Truth::Good), place("/p/2.png"), place("/p/clip.mp4#7", Truth::Even)});
        const std::vector<OfflineAnswers> all{{keyOf(1), answersOf(report)}, {keyOf(2), {}}};
        QCOMPARE(all[0].answers.size(), std::size_t{2});
        const auto again = offlineAnswersFrom(offlineAnswersText(all));
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().detail.c_str());
        QCOMPARE(*again, all);
        const OfflineAnswer &answer = (*again)[0].answers[0];
        QVERIFY(answer.isOf(report.disagreements[0]) && !answer.isOf(report.disagreements[1]));
        auto other = report.disagreements[0];
        other.box.x1 += 0.9f;
        QVERIFY(answer.isOf(other));
        other.box.x1 += 1;
        QVERIFY(!answer.isOf(other));
        other = report.disagreements[0];
        std::swap(other.a, other.b);
        QVERIFY(!answer.isOf(other));
        other = report.disagreements[0];
        other.label = "gap";
        QVERIFY(!answer.isOf(other));
    }
    void a_comparison_is_the_same_where_models_pictures_and_settings_are()
    {
        OfflineRequest request;
        request.input = "/pictures";
        request.station = "a";
        StationConfig counts;
        const std::string a(64, 'a'), b(64, 'b'), same = comparisonKey(request, a, b, counts);
        QCOMPARE(comparisonKey(request, a, b, counts), same);
        QVERIFY(comparisonKey(request, b, a, counts) != same);
        OfflineRequest other = request;
        other.input = "/pictures2";
        QVERIFY(comparisonKey(other, a, b, counts) != same);
        other = request;
        other.sequence = true;
        QVERIFY(comparisonKey(other, a, b, counts) != same);
        StationConfig rule = counts;
        rule.rule.rejectLabels = {"cap"};
        QVERIFY(comparisonKey(request, a, b, rule) != same);
        other = request;
        other.station.clear();  // objects are counted, whatever the rule
        QVERIFY(comparisonKey(other, a, b, counts) != same);
        QCOMPARE(comparisonKey(other, a, b, counts), comparisonKey(other, a, b, rule));
        StationConfig renamed = counts;
        renamed.name = "Filler";
        QCOMPARE(comparisonKey(request, a, b, renamed), same);
    }
    void what_was_kept_is_there_after_a_restart()
    {
        QVERIFY(OfflineAnswerFile(file()).keep(keyOf(1), reportOf({place("1.png", Truth::Good)})));
        OfflineAnswerFile again(file());
        QCOMPARE(again.of(keyOf(1))->size(), std::size_t{1});
        QVERIFY(again.of(keyOf(2))->empty());
        QVERIFY(again.keep(keyOf(1), reportOf({place("1.png")})));  // taken back
        QVERIFY(OfflineAnswerFile(file()).of(keyOf(1))->empty());
    }
    void answers_to_places_that_a_cancelled_comparison_did_not_come_to_stay()
    {
        OfflineAnswerFile answers(file());
        QVERIFY(answers.keep(keyOf(1), reportOf({place("1.png", Truth::Good), place("2.png", Truth::Defective)})));
        QVERIFY(answers.keep(keyOf(1), reportOf({place("1.png", Truth::Even)})));
        const auto now = answers.of(keyOf(1));
        QCOMPARE(now->size(), std::size_t{2});
        QCOMPARE(now->front().truth, Truth::Even);
        QCOMPARE(now->back().picture, std::string("2.png"));
    }
    void only_the_newest_comparisons_are_kept()
    {
        OfflineAnswerFile answers(file());
        for (int i = 0; i < static_cast<int>(kMostAnsweredComparisons); ++i)
            QVERIFY(answers.keep(keyOf(i), reportOf({place("1.png", Truth::Good)})));
        QVERIFY(answers.keep(keyOf(0), reportOf({place("1.png", Truth::Even)})));  // it is the newest now
        QVERIFY(answers.keep(keyOf(50), reportOf({place("1.png", Truth::Good)})));
        OfflineAnswerFile again(file());
        QVERIFY(again.of(keyOf(1))->empty());
        QCOMPARE(again.of(keyOf(0))->size(), std::size_t{1});
        QCOMPARE(again.of(keyOf(50))->size(), std::size_t{1});
    }
    void names_beyond_all_measure_do_not_make_a_file_that_cannot_be_read_again()
    {
        std::vector<OfflineDisagreement> places;
        for (std::size_t i = 0; i < OfflineReport::kMaxDisagreements; ++i)
            places.push_back(place(std::string(4000, 'x') + std::to_string(i), Truth::Good));
        places.push_back(place(std::string(5000, 'y'), Truth::Good));
        OfflineAnswerFile answers(file());
        for (int i = 0; i < static_cast<int>(kMostAnsweredComparisons); ++i)
            QVERIFY(answers.keep(keyOf(i), reportOf(places)));
        const auto kept = OfflineAnswerFile(file()).of(keyOf(3));
        QVERIFY2(kept.ok(), kept.ok() ? "" : kept.error().detail.c_str());
        QVERIFY(!kept->empty() && kept->size() < places.size());
        OfflineDisagreement bytes = place("\xff\xfe.png", Truth::Good);  // no text
        QVERIFY(answers.keep(keyOf(60), reportOf({bytes})));
        QVERIFY(OfflineAnswerFile(file()).of(keyOf(60)).ok());
    }
    void what_is_no_such_file_is_said_once_and_replaced()
    {
        std::ofstream(file()) << "{\"comparisons\": 7}";
        OfflineAnswerFile answers(file());
        QVERIFY(!answers.of(keyOf(1)));
        QVERIFY(answers.of(keyOf(1)));
        QVERIFY(answers.keep(keyOf(1), reportOf({place("1.png", Truth::Good)})));
        QCOMPARE(OfflineAnswerFile(file()).of(keyOf(1))->size(), std::size_t{1});
    }
    void bytes_that_changed_on_the_disk_are_not_believed()
    {
        QVERIFY(OfflineAnswerFile(file()).keep(keyOf(1), reportOf({place("1.png", Truth::Good)})));
        auto text = *readSmallFile(file(), 1 << 20);
        text.replace(text.find("\"truth\":1"), 9, "\"truth\":2");
        std::ofstream(file()) << text;
        QVERIFY(!OfflineAnswerFile(file()).of(keyOf(1)));
    }
    void anything_else_is_refused_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QString>("value");
        QTest::newRow("nobody has said") << "truth" << "0";
        QTest::newRow("no such answer") << "truth" << "9";
        QTest::newRow("a fraction") << "truth" << "1.5";
        QTest::newRow("no box") << "box" << "[1,2,3]";
        QTest::newRow("a box beyond all pictures") << "box" << "[1e300,2,3,4]";
        QTest::newRow("no name") << "picture" << "7";
        QTest::newRow("no word") << "failed_by_b" << "1";
        QTest::newRow("too long a text") << "by" << QLatin1Char('"') + QString(5000, 'x') + QLatin1Char('"');
    }
    void anything_else_is_refused()
    {
        QFETCH(QString, member);
        QFETCH(QString, value);
        json whole = json::parse(offlineAnswersText({{keyOf(1), answersOf(reportOf({place("1.png", Truth::Good)}))}}));
        whole["comparisons"][0]["answers"][0][member.toStdString()] = json::parse(value.toStdString());
        QVERIFY(!offlineAnswersFrom(whole.dump()));
        QVERIFY(!offlineAnswersFrom("not json") && !offlineAnswersFrom(std::string(kMostOfflineAnswersBytes + 1, ' ')));
        whole["comparisons"][0]["answers"].clear();
        QVERIFY(offlineAnswersFrom(whole.dump()));
        whole["comparisons"][0]["of"] = "short";
        QVERIFY(!offlineAnswersFrom(whole.dump()));
    }
};

QTEST_APPLESS_MAIN(TestOfflineAnswers)
#include "tst_offlineanswers.moc"
