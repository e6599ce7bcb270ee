// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/moreparts.h"

#include <QtTest>

using namespace lineside;

namespace {
constexpr double kAlpha = 0.01;
}

class MorePartsTest : public QObject {
    Q_OBJECT
private slots:
    void an_identical_model_needs_about_fourteen_hundred_in_all()
    {
        const auto more = morePartsUntilNotWorse({0, 35, 0}, blockRule(0.005), kAlpha);
        QVERIFY(more);
        QVERIFY2(more->parts > 500 && more->parts < 1500, qPrintable(QString::number(more->parts)));
        QVERIFY(more->least <= more->parts);
        QVERIFY(!morePartsUntilWorse({0, 35, 0}, blockRule(0.005), kAlpha));
    }
    void what_is_decided_needs_none()
    {
        QCOMPARE(morePartsUntilNotWorse({0, 100, 0}, blockRule(0.005), kAlpha)->parts, 0.0);
        QCOMPARE(morePartsUntilWorse({20, 10, 0}, blockRule(0.005), kAlpha)->parts, 0.0);
    }
    void a_worse_model_never_gets_there_and_is_worse_soon()
    {
        const BlockCounts counts{6, 40, 0};
        QVERIFY(!morePartsUntilNotWorse(counts, blockRule(0.005), kAlpha));
        const auto worse = morePartsUntilWorse(counts, blockRule(0.005), kAlpha);
        QVERIFY(worse);
        QVERIFY2(worse->parts > 20 && worse->parts < 1000, qPrintable(QString::number(worse->parts)));
        QVERIFY(!worse->most || *worse->most >= worse->parts);
    }
    void the_more_is_known_the_narrower_the_range()
    {
        const auto early = morePartsUntilNotWorse({0, 9, 1}, blockRule(0.001), kAlpha), later = morePartsUntilNotWorse({0, 90, 1}, blockRule(0.001), kAlpha);
        QVERIFY(early && later);
        QVERIFY(later->least / later->parts > early->least / early->parts);
    }
    void before_the_first_block_something_is_said_all_the_same()
    {
        QVERIFY(!morePartsUntilWorse({}, blockRule(0.005), kAlpha));
        const auto more = morePartsUntilNotWorse({}, blockRule(0.005), kAlpha);
        QVERIFY(!more || more->parts > 0);
    }
};

QTEST_APPLESS_MAIN(MorePartsTest)
#include "tst_moreparts.moc"
