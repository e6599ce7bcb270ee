// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/evidence.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

using namespace lineside;

namespace {

enum Null { AtLeastHalfAPercent, AtMostNothing };

double logOf(const BlockCounts &counts, Null null)
{
    return null == AtLeastHalfAPercent ? logMixture(counts, notWorseFactors(0.005)) : logMixture(counts, worseFactors());
}

/// These outcomes so often, against "at least `margin`" or, without one, "at most nothing".
double logOf(const std::vector<int> &outcomes, int times, double margin, double expected)
{
    const StakeFactors factors = margin > 0 ? notWorseFactors(margin) : worseFactors();
    FollowingBets bets;
    for (int i = 0; i < times; ++i)
        for (const int outcome : outcomes)
            bets.add(outcome, factors, expected);
    return bets.logEvidence(factors);
}

}  // namespace

class EvidenceTest : public QObject {
    Q_OBJECT
private slots:
    void is_what_was_calculated_elsewhere_data()
    {
        QTest::addColumn<int>("worse");
        QTest::addColumn<int>("even");
        QTest::addColumn<int>("better");
        QTest::addColumn<int>("null");
        QTest::addColumn<double>("expected");
        QTest::newRow("a hundred even ones") << 0 << 100 << 0 << int(AtLeastHalfAPercent) << 0.227065031;
        QTest::newRow("921 even ones") << 0 << 921 << 0 << int(AtLeastHalfAPercent) << 2.971385836;
        QTest::newRow("one worse among 99 even ones") << 1 << 99 << 0 << int(AtLeastHalfAPercent) << -0.428263510;
        QTest::newRow("two better, two even") << 0 << 2 << 2 << int(AtLeastHalfAPercent) << 0.773102455;
        QTest::newRow("one worse") << 1 << 0 << 0 << int(AtMostNothing) << 0.354441683;
        QTest::newRow("five worse") << 5 << 0 << 0 << int(AtMostNothing) << 2.228782745;
        QTest::newRow("four worse, one better") << 4 << 3 << 1 << int(AtMostNothing) << 0.540108633;
        QTest::newRow("six worse, one better") << 6 << 0 << 1 << int(AtMostNothing) << 1.331164487;
    }
    void is_what_was_calculated_elsewhere()
    {
        QFETCH(int, worse);
        QFETCH(int, even);
        QFETCH(int, better);
        QFETCH(int, null);
        QFETCH(double, expected);
        QVERIFY(std::abs(logOf({worse, even, better}, Null(null)) - expected) < 1e-9);
    }
    void bets_that_follow_the_blocks_are_what_was_calculated_elsewhere()
    {
        const auto is = [](double log, double expected) { return std::abs(log - expected) < 1e-9; };
        std::vector<int> oneWorse(100, 0), late(41, 0);
        oneWorse[50] = 1;
        QVERIFY(is(logOf({0}, 100, 0.09, -0.045), 7.264146608));
        QVERIFY(is(logOf(oneWorse, 1, 0.09, -0.045), 5.177492341));
        std::ranges::rotate(oneWorse, oneWorse.begin() + 50);  // as many of each, and the worse one first
        QVERIFY(is(logOf(oneWorse, 1, 0.09, -0.045), 5.952000333));
        QVERIFY(is(logOf({1, -1, 0, 0}, 25, 0.05, -0.025), -0.253966301));
        QVERIFY(is(logOf({1}, 5, 0, 0.135), 1.961523426));
        late.back() = 1;
        late.insert(late.end(), {1, 0, 1, -1, 1});
        QVERIFY(is(logOf(late, 1, 0, 0.135), 0.482783348));
    }
    void begins_at_nothing()
    {
        QCOMPARE(logMixture({}, notWorseFactors(0.09)), 0.0);
        QCOMPARE(logMixture({}, worseFactors()), 0.0);
        QCOMPARE(logEvidenceAbove({}, 0.2), 0.0);
        QVERIFY(std::abs(FollowingBets().logEvidence(worseFactors())) < 1e-12);
    }
    void a_stake_is_chosen_before_the_block_that_it_is_put_on()
    {
        // What comes next changes nothing of what was bet before: the mean of what either outcome comes to is what it came to, where the mean outcome is what is bet against.
        const double margin = 0.09, better = 0.03, worse = margin + better;
        const StakeFactors factors = notWorseFactors(margin);
        std::mt19937 random(5);
        FollowingBets bets;
        for (int block = 0; block < 300; ++block) {
            const auto after = [&](int outcome) {
                FollowingBets next = bets;
                next.add(outcome, factors, -0.045);
                return std::exp(next.logEvidence(factors) - bets.logEvidence(factors));
            };
            QVERIFY(std::abs(worse * after(1) + better * after(-1) + (1 - worse - better) * after(0) - 1) < 1e-9);
            bets.add(random() % 10 ? 0 : random() % 2 ? 1 : -1, factors, -0.045);
        }
    }
    void where_many_parts_differ_bets_that_follow_earn_more_than_the_mean_of_all()
    {
        // Every other block is uneven, and B is better by half a margin.
        std::vector<int> outcomes(100, 0);
        for (int i = 0; i < 50; ++i)
            outcomes[static_cast<std::size_t>(2 * i)] = i % 2 && i < 47 ? 1 : -1;
        const auto of = [&](int outcome) { return std::ranges::count(outcomes, outcome); };
        QCOMPARE(of(1) - of(-1), -4);
        const double mean = logMixture({10 * of(1), 10 * of(0), 10 * of(-1)}, notWorseFactors(0.08)), follows = logOf(outcomes, 10, 0.08, -0.04);
        QVERIFY2(follows > mean + 0.5, qPrintable(QStringLiteral("%1 %2").arg(follows).arg(mean)));
    }
    void a_worse_block_speaks_against_as_good_and_for_worse()
    {
        QVERIFY(logOf({1}, 1, 0.09, -0.045) < logOf({0}, 1, 0.09, -0.045));
        QVERIFY(logOf({0}, 1, 0.09, -0.045) < logOf({-1}, 1, 0.09, -0.045));
        QVERIFY(logOf({1}, 1, 0, 0.135) > logOf({0}, 1, 0, 0.135));
        QVERIFY(logEvidenceAbove({1, 0, 0}, 0.2) > logEvidenceAbove({0, 1, 0}, 0.2));
    }
    void on_its_boundary_the_next_block_is_worth_nothing_in_the_mean()
    {
        // The expected factor of each stake where the mean outcome is exactly what the hypothesis allows.
        for (const double margin : {0.018, 0.09, 0.3}) {
            for (const LogFactors &f : notWorseFactors(margin)) {
                const double worse = margin + 0.02, better = 0.02;
                QVERIFY(std::abs(worse * std::exp(f.worse) + better * std::exp(f.better) + (1 - worse - better) * std::exp(f.even) - 1) < 1e-12);
            }
        }
    }
    void a_million_blocks_overflow_nothing()
    {
        QVERIFY(std::isfinite(logOf({0}, 1'000'000, 0.09, -0.045)));
        QVERIFY(logOf({0}, 1'000'000, 0.09, -0.045) > 1000);
        QVERIFY(std::isfinite(logOf({-1}, 1'000'000, 0, 0.135)));
        QVERIFY(logOf({-1}, 1'000'000, 0, 0.135) < -1000);
        QCOMPARE(logMeanExp(std::array{1000.0, 1000.0}), 1000.0);
        QCOMPARE(logMeanExp(std::array{-1e308, -5.0}), -5.0 + std::log(0.5));
    }
    void looking_after_every_block_seldom_finds_what_is_not_there()
    {
        // 400 lines that are worse by exactly the margin, looked at 1,000 times each: by chance at most one in a hundred may ever be called as good.
        const StakeFactors factors = notWorseFactors(0.09);
        int wrong = 0;
        for (int run = 0; run < 400; ++run) {
            std::mt19937 random(static_cast<unsigned>(run));
            std::uniform_real_distribution<double> chance;
            FollowingBets bets;
            bool crossed = false;
            for (int block = 0; block < 1000 && !crossed; ++block) {
                const double x = chance(random);
                bets.add(x < 0.14 ? 1 : x < 0.19 ? -1 : 0, factors, -0.045);
                crossed = bets.logEvidence(factors) >= std::log(100);
            }
            wrong += crossed;
        }
        QVERIFY2(wrong <= 10, qPrintable(QString::number(wrong)));  // 4 are expected at most; more than 10 has a chance of 0.3 %
    }
};

QTEST_APPLESS_MAIN(EvidenceTest)
#include "tst_evidence.moc"
