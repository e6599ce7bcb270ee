// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/abverdict.h"

#include <QtTest>

#include <algorithm>
#include <span>
#include <vector>

using namespace lineside;

namespace {

/// After the first `parts` parts, as far as their blocks are complete, looked at once.
AbState stateAfter(std::span<const DiscordantPart> discordant, std::int64_t parts, const BlockRule &rule, Stream stream)
{
    BlockRange range;
    RunPlace run;
    AbBets bets;
    auto part = discordant.begin();
    for (std::int64_t end = rule.length; end <= parts; end += rule.length) {
        const auto next = std::find_if(part, discordant.end(), [end](const DiscordantPart &p) { return p.index >= end; });
        bets.add(addBlock(range, {part, next}, stream, rule.length, run), rule);
        part = next;
    }
    return decide({}, bets.evidence(rule), 0.01).state;
}

}  // namespace

class AbVerdictTest : public QObject {
    Q_OBJECT
private slots:
    void an_identical_model_is_as_good_after_fourteen_hundred_parts()
    {
        const BlockRule rule = blockRule(0.005);
        const auto after = [&](std::int64_t parts) { return stateAfter({}, parts, rule, Stream::FalseReject); };
        QCOMPARE(after(1360), AbState::Open);
        QCOMPARE(after(1400), AbState::AtLeastAsGood);
    }
    void a_blind_model_is_worse_after_some_dozen_reviews()
    {
        const BlockRule rule = blockRule(0.005);
        std::vector<DiscordantPart> missed;
        AbState state = AbState::Open;
        for (std::int64_t part = 0; state == AbState::Open && part < 10'000; part += 50) {
            missed.push_back({part, false, Truth::Defective});
            state = stateAfter(missed, part + 20, rule, Stream::Escape);
        }
        QCOMPARE(state, AbState::Worse);
        QVERIFY2(missed.size() > 5 && missed.size() < 15, qPrintable(QString::number(missed.size())));
    }
    void what_waits_for_a_person_decides_nothing()
    {
        const BlockRule rule = blockRule(0.005);
        std::vector<DiscordantPart> pending;
        for (std::int64_t part = 0; part < 10'000; part += 50)
            pending.push_back({part, false, Truth::Unknown});
        const auto state = [&] { return stateAfter(pending, 10'000, rule, Stream::Escape); };
        QCOMPARE(state(), AbState::Open);
        for (DiscordantPart &part : pending)
            part.truth = Truth::Good;  // A was wrong, and not by an escape
        QCOMPARE(state(), AbState::AtLeastAsGood);
    }
    void the_first_to_cross_decides_and_what_contradicts_it_is_told()
    {
        const AbDecision good = decide({}, {5, 0}, 0.01);
        QCOMPARE(good, (AbDecision{AbState::AtLeastAsGood, false}));
        QCOMPARE(decide(good, {1, 1}, 0.01), good);
        const AbDecision doubted = decide(good, {5, 5}, 0.01);
        QCOMPARE(doubted, (AbDecision{AbState::AtLeastAsGood, true}));
        QCOMPARE(decide(doubted, {5, 0}, 0.01), doubted);
        QCOMPARE(decide({AbState::Worse, false}, {5, 0}, 0.01), (AbDecision{AbState::Worse, true}));
    }
    void both_at_once_is_worse_by_less_than_the_margin()
    {
        const AbDecision decision = decide({}, {5, 5}, 0.01);
        QCOMPARE(decision, (AbDecision{AbState::WorseWithinMargin, false}));
        QCOMPARE(decide(decision, {9, 9}, 0.01), decision);
    }
    void as_good_needs_both_streams_and_worse_only_one()
    {
        QCOMPARE(together(AbState::AtLeastAsGood, AbState::AtLeastAsGood), AbState::AtLeastAsGood);
        QCOMPARE(together(AbState::AtLeastAsGood, AbState::Open), AbState::Open);
        QCOMPARE(together(AbState::Open, AbState::Worse), AbState::Worse);
        QCOMPARE(together(AbState::Worse, AbState::WorseWithinMargin), AbState::Worse);
        QCOMPARE(together(AbState::AtLeastAsGood, AbState::WorseWithinMargin), AbState::WorseWithinMargin);
    }
};

QTEST_APPLESS_MAIN(AbVerdictTest)
#include "tst_abverdict.moc"
