// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/blocks.h"

#include <QtTest>

#include <cmath>
#include <vector>

using namespace lineside;

namespace {

DiscordantPart failedByB(std::int64_t index, Truth truth)
{
    return {index, true, truth};
}
DiscordantPart passedByB(std::int64_t index, Truth truth)
{
    return {index, false, truth};
}

}  // namespace

class BlocksTest : public QObject {
    Q_OBJECT
private slots:
    void only_complete_blocks_count()
    {
        QCOMPARE(countBlocks({}, 59, 20, Stream::Escape).worst, (BlockCounts{0, 2, 0}));
        QCOMPARE(countBlocks({}, 60, 20, Stream::Escape).worst, (BlockCounts{0, 3, 0}));
        const std::vector discordant{failedByB(41, Truth::Good)};
        QCOMPARE(countBlocks(discordant, 59, 20, Stream::FalseReject).worst, (BlockCounts{0, 2, 0}));
        QCOMPARE(countBlocks(discordant, 60, 20, Stream::FalseReject).worst, (BlockCounts{1, 2, 0}));
    }
    void a_good_part_that_b_failed_is_a_false_reject_of_b()
    {
        const std::vector discordant{failedByB(3, Truth::Good)};
        QCOMPARE(countBlocks(discordant, 20, 20, Stream::FalseReject).worst, (BlockCounts{1, 0, 0}));
        QCOMPARE(countBlocks(discordant, 20, 20, Stream::Escape).worst, (BlockCounts{0, 1, 0}));
    }
    void a_defective_part_that_b_passed_is_an_escape_of_b()
    {
        const std::vector discordant{passedByB(3, Truth::Defective)};
        QCOMPARE(countBlocks(discordant, 20, 20, Stream::Escape).worst, (BlockCounts{1, 0, 0}));
        QCOMPARE(countBlocks(discordant, 20, 20, Stream::FalseReject).worst, (BlockCounts{0, 1, 0}));
    }
    void what_a_judged_wrongly_speaks_for_b()
    {
        QCOMPARE(countBlocks(std::vector{passedByB(3, Truth::Good)}, 20, 20, Stream::FalseReject).best, (BlockCounts{0, 0, 1}));
        QCOMPARE(countBlocks(std::vector{failedByB(3, Truth::Defective)}, 20, 20, Stream::Escape).best, (BlockCounts{0, 0, 1}));
    }
    void a_block_counts_once_by_the_sign_of_its_sum()
    {
        const std::vector discordant{failedByB(1, Truth::Good), failedByB(2, Truth::Good), passedByB(19, Truth::Good),     // +1
                                     failedByB(20, Truth::Good), passedByB(21, Truth::Good),                              //  0
                                     passedByB(40, Truth::Good), passedByB(41, Truth::Good)};                             // -1
        QCOMPARE(countBlocks(discordant, 80, 20, Stream::FalseReject).worst, (BlockCounts{1, 2, 1}));
    }
    void a_run_across_two_blocks_counts_in_the_one_in_which_it_began()
    {
        const std::vector discordant{failedByB(18, Truth::Good), failedByB(19, Truth::Good), failedByB(20, Truth::Good), failedByB(23, Truth::Good),  // three parts behind: the same run
                                     passedByB(27, Truth::Good),                                                                                      // four behind: another one
                                     failedByB(59, Truth::Good)};
        QCOMPARE(countBlocks(discordant, 60, 20, Stream::FalseReject).worst, (BlockCounts{2, 0, 1}));
        BlockRange range;
        RunPlace run{17, 17};
        addBlock(range, std::vector{failedByB(20, Truth::Unknown)}, Stream::FalseReject, 20, run);
        QCOMPARE(range.worst, (BlockCounts{0, 1, 0}));
        QCOMPARE(range.pending, 1);  // a person may look all the same
        run = {};
        addBlock(range, std::vector{failedByB(0, Truth::Good)}, Stream::FalseReject, 20, run);  // nothing was before the first part
        QCOMPARE(range.worst, (BlockCounts{1, 1, 0}));
    }
    void a_run_that_is_longer_than_a_block_is_no_clump_and_counts_in_each()
    {
        std::vector<DiscordantPart> discordant;
        for (int part = 10; part < 200; ++part)
            discordant.push_back(failedByB(part, Truth::Good));
        QCOMPARE(countBlocks(discordant, 200, 20, Stream::FalseReject).worst, (BlockCounts{10, 0, 0}));
        QCOMPARE(countBlocks(discordant, 200, 1, Stream::FalseReject).worst, (BlockCounts{190, 10, 0}));
    }
    void what_nobody_has_reviewed_is_taken_for_the_worst_and_for_the_best_it_may_be()
    {
        const std::vector discordant{failedByB(1, Truth::Unknown), passedByB(21, Truth::Unknown)};
        const BlockRange rejects = countBlocks(discordant, 40, 20, Stream::FalseReject), escapes = countBlocks(discordant, 40, 20, Stream::Escape);
        // What B failed may be its false reject, and never its escape; what it passed may be A's false reject.
        QCOMPARE(rejects.worst, (BlockCounts{1, 1, 0}));
        QCOMPARE(rejects.best, (BlockCounts{0, 1, 1}));
        QCOMPARE(escapes.worst, (BlockCounts{1, 1, 0}));
        QCOMPARE(escapes.best, (BlockCounts{0, 1, 1}));
        QCOMPARE(rejects.pending, 2);
        QCOMPARE(escapes.pending, 2);
    }
    void a_margin_is_that_of_twenty_parts_or_of_fewer_where_it_would_be_half_a_block()
    {
        QCOMPARE(blockRule(0.005).length, 20);
        QVERIFY(std::abs(blockRule(0.005).margin - 0.0905) < 1e-3);
        QVERIFY(std::abs(blockRule(0.005, 2).margin - 0.0475) < 5e-4);
        QVERIFY(blockRule(0.005, 5).margin < 0.02 && blockRule(0.005, 5).margin > 0.0195);
        for (const double perPart : {0.0001, 0.01, 0.027, 0.028, 0.05, 0.2, 0.5}) {
            const BlockRule rule = blockRule(perPart);
            QVERIFY(rule.length >= 1 && rule.length <= 20);
            QVERIFY(rule.margin > 0 && rule.margin < 0.5);
        }
        QCOMPARE(blockRule(0.05).length, 9);
        QVERIFY(blockMargin(20, 0.005, 1, 0.05) < 0.07);  // several differ in a block: most of a small difference is lost in its sign
        QCOMPARE(blockMargin(20, 0.005, 1, 0.001), blockRule(0.005).margin);
        QCOMPARE(blockRule(0.5).length, 1);
    }
};

QTEST_APPLESS_MAIN(BlocksTest)
#include "tst_blocks.moc"
