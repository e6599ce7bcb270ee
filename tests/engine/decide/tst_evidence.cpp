// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/evidence.h"

#include <QtTest>

#include <array>
#include <cmath>
#include <random>

using namespace lineside;

namespace {

enum Null { AtLeastHalfAPercent, AtMostNothing };

double logOf(const BlockCounts &counts, Null null)
{
    return null == AtLeastHalfAPercent ? logEvidenceNotWorse(counts, 0.005) : logEvidenceWorse(counts);
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
    void begins_at_nothing()
    {
        QCOMPARE(logEvidenceNotWorse({}, 0.09), 0.0);
        QCOMPARE(logEvidenceWorse({}), 0.0);
        QCOMPARE(logEvidenceAbove({}, 0.2), 0.0);
    }
    void a_worse_block_speaks_against_as_good_and_for_worse()
    {
        QVERIFY(logEvidenceNotWorse({1, 0, 0}, 0.09) < logEvidenceNotWorse({0, 1, 0}, 0.09));
        QVERIFY(logEvidenceNotWorse({0, 1, 0}, 0.09) < logEvidenceNotWorse({0, 0, 1}, 0.09));
        QVERIFY(logEvidenceWorse({1, 0, 0}) > logEvidenceWorse({0, 1, 0}));
        QVERIFY(logEvidenceAbove({1, 0, 0}, 0.2) > logEvidenceAbove({0, 1, 0}, 0.2));
    }
    void on_its_boundary_the_next_block_is_worth_nothing_in_the_mean()
    {
        // The expected factor of each stake where the mean outcome is exactly what the hypothesis allows.
        for (const double margin : {0.018, 0.09, 0.3}) {
            for (const double stake : evidenceStakes()) {
                const LogFactors f = notWorseFactors(stake, margin);
                const double worse = margin + 0.02, better = 0.02;
                QVERIFY(std::abs(worse * std::exp(f.worse) + better * std::exp(f.better) + (1 - worse - better) * std::exp(f.even) - 1) < 1e-12);
            }
        }
    }
    void a_million_blocks_overflow_nothing()
    {
        QVERIFY(std::isfinite(logEvidenceNotWorse({0, 1'000'000, 0}, 0.09)));
        QVERIFY(logEvidenceNotWorse({0, 1'000'000, 0}, 0.09) > 1000);
        QVERIFY(std::isfinite(logEvidenceWorse({0, 0, 1'000'000})));
        QVERIFY(logEvidenceWorse({0, 0, 1'000'000}) < -1000);
        QCOMPARE(logMeanExp(std::array{1000.0, 1000.0}), 1000.0);
        QCOMPARE(logMeanExp(std::array{-1e308, -5.0}), -5.0 + std::log(0.5));
    }
    void looking_after_every_block_seldom_finds_what_is_not_there()
    {
        // 400 lines that are worse by exactly the margin, looked at 1,000 times each: by chance at most one in a hundred may ever be called as good.
        int wrong = 0;
        for (int run = 0; run < 400; ++run) {
            std::mt19937 random(static_cast<unsigned>(run));
            std::uniform_real_distribution<double> chance;
            BlockCounts counts;
            bool crossed = false;
            for (int block = 0; block < 1000 && !crossed; ++block) {
                const double x = chance(random);
                ++(x < 0.14 ? counts.worse : x < 0.19 ? counts.better : counts.even);
                crossed = logEvidenceNotWorse(counts, 0.09) >= std::log(100);
            }
            wrong += crossed;
        }
        QVERIFY2(wrong <= 10, qPrintable(QString::number(wrong)));  // 4 are expected at most; more than 10 has a chance of 0.3 %
    }
};

QTEST_APPLESS_MAIN(EvidenceTest)
#include "tst_evidence.moc"
