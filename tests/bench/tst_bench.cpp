// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure.h"
#include "sharebound.h"
#include "support/shareddata.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace lineside::bench;

class TestBench : public QObject {
    Q_OBJECT

private slots:
    void the_median_of_an_even_number_lies_between_the_two_in_the_middle()
    {
        QCOMPARE(medianOf({4, 1, 3}), 3.0);
        QCOMPARE(medianOf({4, 1, 3, 2}), 2.5);
        QCOMPARE(medianOf({7}), 7.0);
    }

    void a_figure_is_held_against_its_limit_from_the_right_side()
    {
        Figure most{"most", "", Bound::AtMost, 1.0, Judged::Worst, {0.5, 1.5, 0.9}};
        QVERIFY(!most.holds());
        most.judged = Judged::Median;
        QVERIFY(most.holds());
        Figure least{"least", "", Bound::AtLeast, 1.0, Judged::Worst, {2.0, 0.5, 1.2}};
        QVERIFY(!least.holds());
        QCOMPARE(least.worst(), 0.5);
        QCOMPARE(least.best(), 2.0);
        least.judged = Judged::Median;
        QVERIFY(least.holds());
        QVERIFY((Figure{"none", "", Bound::AtMost, 0.0, Judged::Worst, {0.0}}.holds()));
    }

    void a_missed_limit_is_seen_in_the_table()
    {
        const Figure missed{"missed", "a / b", Bound::AtMost, 1.0, Judged::Median, {1.5}};
        QVERIFY(QString::fromStdString(tableOf({missed})).contains("MISSED"));
    }

    void what_was_not_measured_misses_nothing_and_says_why()
    {
        const Figure figure{.name = "away", .meaning = "a / b", .bound = Bound::AtLeast, .limit = 4.0, .samples = {}, .notMeasured = "needs PEERS=1"};
        QVERIFY(figure.holds());
        const QString table = QString::fromStdString(tableOf({figure}));
        QVERIFY2(table.contains(">= 4.000   not measured: needs PEERS=1"), qPrintable(table));
        const auto json = nlohmann::json::parse(jsonOf({figure}, {})).at("figures").at(0);
        QCOMPARE(json.at("not measured").get<std::string>(), std::string("needs PEERS=1"));
        QVERIFY(!json.contains("value") && !json.contains("holds"));
    }

    void the_table_for_a_page_names_the_processor_what_was_missed_and_what_was_not_measured()
    {
        const Figure missed{"missed", "a | b / c", Bound::AtMost, 1.0, Judged::Median, {1.5}}, met{"met", "d / e", Bound::AtLeast, 2.0, Judged::Worst, {2.5, 3.0}};
        const Figure away{.name = "away", .meaning = "f / g", .bound = Bound::AtLeast, .limit = 4.0, .samples = {}, .notMeasured = "no CUDA device here"};
        const QString page = QString::fromStdString(markdownOf({missed, met, away}));
        QVERIFY2(page.contains("| `missed` | a \\| b / c | ≤ 1 | **1.500: missed** | median | 1.500 | 1.500 |"), qPrintable(page));
        QVERIFY2(page.contains("| `met` | d / e | ≥ 2 | **2.500** | worst | 2.750 | 2.500 |"), qPrintable(page));
        QVERIFY2(page.contains("| `away` | f / g | ≥ 4 | not measured: no CUDA device here | | | |"), qPrintable(page));
        QFile cpu(QStringLiteral("/proc/cpuinfo"));
        QVERIFY(cpu.open(QIODevice::ReadOnly));
        const auto name = QRegularExpression(QStringLiteral("^model name\\s*: (.*)$"), QRegularExpression::MultilineOption).match(QString::fromUtf8(cpu.readAll()));
        if (name.hasMatch())
            QVERIFY2(page.startsWith(name.captured(1) + QStringLiteral(": ")), qPrintable(page));
    }

    void a_share_is_at_most_that_with_which_so_few_are_seen_once_in_twenty()
    {
        QVERIFY(std::abs(mostAt95(0, 2000) - (1 - std::pow(.05, 1.0 / 2000))) < 1e-9);
        QVERIFY(std::abs(mostAt95(1, 10) - .3941633) < 1e-6);  // of the tables of Clopper and Pearson
        QVERIFY(mostAt95(20, 2000) > .0137 && mostAt95(20, 2000) < .0146);
        QCOMPARE(mostAt95(3, 3), 1.0);
    }

    void as_many_of_each_kind_as_are_asked_for_are_simulated()
    {
        QCOMPARE((Options{.quick = true}.runsOr(2000, 8)), 8);
        QCOMPARE((Options{}.runsOr(2000, 8)), 2000);
        QCOMPARE((Options{.quick = true, .runs = 70}.runsOr(2000, 8)), 70);
    }

    void a_fact_has_nothing_to_reach()
    {
        const Figure fact{"fact", "a / b", Bound::None, 0, Judged::Worst, {3.0, 7.0}};
        QVERIFY(fact.holds());
        QCOMPARE(fact.worst(), 7.0);
        QVERIFY(!QString::fromStdString(tableOf({fact})).contains("ok"));
        QVERIFY(!nlohmann::json::parse(jsonOf({fact}, {})).at("figures").at(0).contains("limit"));
    }

    void a_quick_run_prints_every_figure()
    {
        QTemporaryDir dir;
        const QString jsonFile = dir.filePath("figures.json");
        QProcess bench;
        bench.start(QStringLiteral(LINESIDE_BENCH), {"--quick", "--json", jsonFile});
        QVERIFY(bench.waitForFinished(540'000));
        QVERIFY2(bench.exitStatus() == QProcess::NormalExit && bench.exitCode() == 0, bench.readAllStandardError().constData());
        const QString table = QString::fromUtf8(bench.readAllStandardOutput());
        QFile file(jsonFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto json = nlohmann::json::parse(file.readAll().toStdString());
        QStringList names, measured;
        for (const auto &figure : json.at("figures")) {
            names << QString::fromStdString(figure.at("name"));
            QVERIFY2(table.contains(names.last()), qPrintable(names.last()));
            if (figure.contains("not measured"))
                continue;
            measured << names.last();
            QVERIFY2(!figure.at("samples").empty(), qPrintable(names.last()));
            QVERIFY2(figure.at("value").is_number(), qPrintable(names.last()));  // not a number would be null here
        }
        const QStringList peers = names.filter(QRegularExpression(QStringLiteral("^(peers|reload)\\.")));
        QCOMPARE(peers.size(), 16);
        QVERIFY(table.contains("not measured: needs PEERS=1"));
        QStringList withData;
        if (!lineside::test::sharedData().isEmpty() || lineside::test::sharedDataRequired())
            withData = {"pairs.blind.wrong", "pairs.blind.parts", "pairs.noisy.wrong", "pairs.noisy.parts", "pairs.equal.wrong", "pairs.equal.parts"};
        else
            QVERIFY(names.contains("pairs.equal.wrong"));
        QCOMPARE(measured, (QStringList{"detect", "forms.openvino", "forms.torch", "vet", "vet.large", "vet.time", "vet.memory", "feed", "wall", "ui.block", "line", "promote", "rollback", "swap.latency", "swap.gap", "swap.lost", "swap.beside.computing", "swap.beside.walking", "swap.beside.mapping", "load.picture", "load.wall", "load.lost", "load.memory",
                                         "ready", "ready.time", "ready.warm", "thousand.lost", "thousand.memory", "thousand.slope", "release", "shadow", "scale", "scale.flat", "record.cost", "record.query",
                                         "decide.margin.wrong", "decide.margin.parts", "decide.equal.wrong", "decide.equal.parts", "decide.close.wrong",
                                         "decide.close.parts", "decide.identical.wrong", "decide.identical.parts", "decide.better.wrong", "decide.better.parts",
                                         "decide.worse.wrong", "decide.worse.parts", "decide.blind.wrong", "decide.blind.parts", "decide.escapes.margin.wrong",
                                         "decide.escapes.margin.parts", "decide.escapes.equal.wrong", "decide.escapes.equal.parts", "decide.escapes.identical.wrong",
                                         "decide.escapes.identical.parts", "decide.clumps.margin.wrong", "decide.clumps.margin.parts", "decide.clumps.equal.wrong",
                                         "decide.clumps.equal.parts", "decide.clumps.varied.wrong", "decide.clumps.varied.parts", "decide.clumps.long.wrong", "decide.clumps.long.parts",
                                         "decide.clumps.long.equal.wrong", "decide.dense.wrong", "decide.canary.usual", "decide.past.usual", "decide.canary.few",
                                         "decide.past.few", "decide.canary.many", "decide.past.many", "decide.canary.lots", "decide.past.lots", "decide.canary.camera",
                                         "decide.past.camera", "decide.canary.clumps", "decide.past.clumps", "decide.canary.longclumps", "decide.past.longclumps",
                                         "decide.canary.tolerated", "decide.past.tolerated", "decide.canary.x2", "decide.past.x2", "decide.canary.x3", "decide.past.x3",
                                         "decide.canary.x5", "decide.past.x5", "decide.canary.x15", "decide.past.x15", "decide.canary.few.x5", "decide.past.few.x5",
                                         "decide.canary.few.x20", "decide.past.few.x20", "decide.canary.lots.x5", "decide.past.lots.x5", "decide.canary.clumps.x5",
                                         "decide.past.clumps.x5", "decide.canary.late.x5", "decide.past.late.x5", "decide.canary.vanished", "decide.past.vanished",
                                         "decide.canary.fewer", "decide.past.fewer", "decide.canary.few.vanished", "decide.past.few.vanished", "decide.canary.many.vanished",
                                         "decide.past.many.vanished", "decide.most",
                                         "canary.harm", "canary.rounds", "canary.parts", "canary.false", "canary.plan.harm", "canary.plan.parts", "canary.plan.false", "canary.better", "canary.better.harm",
                                         "review.limit", "review.low", "review.high", "review.clumps", "review.x3", "review.low.x3", "review.clumps.x3"} + withData));
    }

    void an_unknown_figure_is_an_error_of_use()
    {
        QProcess bench;
        bench.start(QStringLiteral(LINESIDE_BENCH), {"--filter", "speed of light"});
        QVERIFY(bench.waitForFinished(60'000));
        QCOMPARE(bench.exitCode(), 2);
    }
};

QTEST_GUILESS_MAIN(TestBench)
#include "tst_bench.moc"
