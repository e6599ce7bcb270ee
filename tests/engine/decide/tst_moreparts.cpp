// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/moreparts.h"

#include "decide/evidence.h"

#include <QtTest>

using namespace lineside;

namespace {
constexpr double kAlpha = 0.01;

std::optional<MoreParts> untilNotWorse(const BlockCounts &counts, const BlockRule &rule = blockRule(0.005))
{
    return morePartsUntilNotWorse(counts, logMixture(counts, notWorseFactors(rule.margin)), rule, kAlpha);
}

std::optional<MoreParts> untilWorse(const BlockCounts &counts)
{
    return morePartsUntilWorse(counts, logMixture(counts, worseFactors()), blockRule(0.005), kAlpha);
}
}

class MorePartsTest : public QObject {
    Q_OBJECT
private slots:
    void an_identical_model_needs_about_fourteen_hundred_in_all()
    {
        const auto more = untilNotWorse({0, 35, 0});
        QVERIFY(more);
        QVERIFY2(more->parts > 500 && more->parts < 1500, qPrintable(QString::number(more->parts)));
        QVERIFY(more->least <= more->parts);
        QVERIFY(!untilWorse({0, 35, 0}));
    }
    void what_is_decided_needs_none()
    {
        QCOMPARE(untilNotWorse({0, 100, 0})->parts, 0.0);
        QCOMPARE(untilWorse({20, 10, 0})->parts, 0.0);
    }
    void a_worse_model_never_gets_there_and_is_worse_soon()
    {
        const BlockCounts counts{6, 40, 0};
        QVERIFY(!untilNotWorse(counts));
        const auto worse = untilWorse(counts);
        QVERIFY(worse);
        QVERIFY2(worse->parts > 20 && worse->parts < 1000, qPrintable(QString::number(worse->parts)));
        QVERIFY(!worse->most || *worse->most >= worse->parts);
    }
    void the_more_is_known_the_narrower_the_range()
    {
        const auto early = untilNotWorse({0, 9, 1}, blockRule(0.001)), later = untilNotWorse({0, 90, 1}, blockRule(0.001));
        QVERIFY(early && later);
        QVERIFY(later->least / later->parts > early->least / early->parts);
    }
    void before_the_first_block_nothing_can_be_said()
    {
        QVERIFY(!untilWorse({}));
        QVERIFY(!untilNotWorse({}));
        QVERIFY(untilNotWorse({0, 1, 0}));
    }
};

QTEST_APPLESS_MAIN(MorePartsTest)
#include "tst_moreparts.moc"
