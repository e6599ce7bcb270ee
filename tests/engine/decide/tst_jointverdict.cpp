// SPDX-License-Identifier: GPL-3.0-or-later
// Several stations that compare the same two models, taken together: what their evidence comes to, how many more parts it takes, and what the assumption that they see different parts is worth.
#include "decide/jointverdict.h"

#include "decide/abcomparison.h"
#include "decide/evidence.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace lineside;

namespace {

const double kEnough = std::log(100);

JointVerdict together(const std::vector<AbStatus> &stations)
{
    std::vector<const AbStatus *> given;
    for (const AbStatus &s : stations)
        given.push_back(&s);
    return jointVerdict(given);
}

/// With this evidence that B is not worse in either stream, and none that it is.
AbStatus withEvidence(double notWorse, std::int64_t parts = 1000)
{
    AbStatus s;
    s.escapes.logNotWorse = s.falseRejects.logNotWorse = s.logNotWorse = notWorse;
    s.parts = parts;
    return s;
}

AbStatus identical(int parts)
{
    AbComparison comparison;
    for (int i = 0; i < parts; ++i)
        comparison.addConcordant();
    return comparison.status();
}

/// How often B alone, and A alone, fail a good part.
struct Errors {
    double onlyB = 0, onlyA = 0;
};

enum class Part { Alike, OnlyA, OnlyB };

Part partOf(std::mt19937 &random, const Errors &errors)
{
    const double at = std::uniform_real_distribution<double>(0, 1)(random);
    return at < errors.onlyB ? Part::OnlyB : at < errors.onlyB + errors.onlyA ? Part::OnlyA : Part::Alike;
}

void add(AbComparison &comparison, Part part)
{
    if (part == Part::Alike)
        comparison.addConcordant();
    else
        comparison.addDiscordant(part == Part::OnlyB, Truth::Good);
}

/// What the second station sees.
enum class Second { DifferentParts, SameParts, Nothing };

/// How `runs` comparisons at two stations ended, looked at after every block of each.
struct Outcome {
    int asGood = 0, worse = 0, open = 0;
    std::vector<std::int64_t> parts;  ///< of all, where they ended as good
};

Outcome simulate(int runs, const Errors &first, const Errors &second, Second sees)
{
    const AbLimits limits{0.005, 0.005, 0.01};
    Outcome outcome;
    for (int run = 0; run < runs; ++run) {
        std::mt19937 random(static_cast<unsigned>(run) + 1);
        AbComparison a(limits), b(limits);
        AbState state = AbState::Open;
        std::int64_t parts = 0;
        for (int block = 0; block < 500 && state == AbState::Open; ++block) {
            for (int i = 0; i < 20; ++i) {
                const Part seen = partOf(random, first);
                add(a, seen);
                if (sees != Second::Nothing)
                    add(b, sees == Second::SameParts ? seen : partOf(random, second));
            }
            const AbStatus one = a.status(), two = b.status();
            const AbStatus *both[] = {&one, &two};
            const JointVerdict joint = jointVerdict(both);
            state = joint.state;
            parts = joint.parts;
        }
        outcome.asGood += state == AbState::AtLeastAsGood;
        outcome.worse += state == AbState::Worse || state == AbState::WorseWithinMargin;
        outcome.open += state == AbState::Open;
        if (state == AbState::AtLeastAsGood)
            outcome.parts.push_back(parts);
    }
    std::ranges::sort(outcome.parts);
    return outcome;
}

/// Half of all had ended as good by then; -1: not so many did.
std::int64_t median(const Outcome &o, int runs)
{
    const auto half = static_cast<std::size_t>(runs) / 2;
    return o.parts.size() > half ? o.parts[half] : -1;
}

void print(const char *name, const Outcome &o, int runs)
{
    const auto share = [runs](int n) { return 100.0 * n / runs; };
    qInfo("%-52s as good %5.1f %%, worse %5.1f %%, open %5.1f %% of %d; half as good by %lld parts", name, share(o.asGood), share(o.worse), share(o.open), runs,
          static_cast<long long>(median(o, runs)));
}

}  // namespace

class TestJointVerdict : public QObject {
    Q_OBJECT

private slots:
    void logarithms_of_stations_add_up_data()
    {
        // Vectors of the rule, whose evidence is known to nine digits.
        QTest::addColumn<double>("first");
        QTest::addColumn<double>("second");
        QTest::addColumn<double>("sum");
        const auto log = [](BlockCounts counts) { return logMixture(counts, notWorseFactors(0.005)); };
        QTest::newRow("921 even, 921 even") << log({0, 921, 0}) << log({0, 921, 0}) << 2 * 2.971385836;
        QTest::newRow("100 even, one worse of 100") << log({0, 100, 0}) << log({1, 99, 0}) << 0.227065031 - 0.428263510;
        QTest::newRow("100 even, two better of four") << log({0, 100, 0}) << log({0, 2, 2}) << 0.227065031 + 0.773102455;
    }
    void logarithms_of_stations_add_up()
    {
        QFETCH(double, first);
        QFETCH(double, second);
        QFETCH(double, sum);
        const JointVerdict joint = together({withEvidence(first), withEvidence(second)});
        QVERIFY2(std::abs(joint.logNotWorse - sum) < 2e-9, qPrintable(QString::number(joint.logNotWorse, 'g', 12)));
        QCOMPARE(joint.state, sum >= kEnough ? AbState::AtLeastAsGood : AbState::Open);
        QCOMPARE(joint.parts, 2000);
    }
    void evidence_that_b_is_worse_adds_up_too()
    {
        AbStatus one, two;
        one.falseRejects.logWorse = logMixture({5, 0, 0}, worseFactors());
        two.falseRejects.logWorse = logMixture({5, 3, 1}, worseFactors());
        QVERIFY(std::abs(one.falseRejects.logWorse - 2.228782745) < 1e-9);
        const JointVerdict open = together({one, two});
        QCOMPARE(open.logWorse, one.falseRejects.logWorse + two.falseRejects.logWorse);
        QCOMPARE(open.state, AbState::Open);
        two.falseRejects.logWorse = 2.4;
        QCOMPARE(together({one, two}).state, AbState::Worse);
    }
    void both_ways_to_be_wrong_have_to_be_shown()
    {
        AbStatus one = withEvidence(3), two = withEvidence(3);
        QCOMPARE(together({one, two}).state, AbState::AtLeastAsGood);
        two.escapes.logNotWorse = 1;
        const JointVerdict joint = together({one, two});
        QCOMPARE(joint.state, AbState::Open);
        QCOMPARE(joint.logNotWorse, 4.0);  // the lesser
        // What is shown in both streams of each station alone, but of none together, is none.
        one.escapes.logNotWorse = -2;
        one.falseRejects.logNotWorse = 9;
        two.escapes.logNotWorse = 5;
        two.falseRejects.logNotWorse = -9;
        QCOMPARE(together({one, two}).state, AbState::Open);
    }
    void worse_and_not_worse_by_the_margin_is_worse_within_it()
    {
        AbStatus one = withEvidence(3), two = withEvidence(3);
        one.escapes.logWorse = two.escapes.logWorse = 2.4;
        QCOMPARE(together({one, two}).state, AbState::WorseWithinMargin);
    }
    void a_station_that_says_worse_is_believed_whatever_the_others_have_seen_data()
    {
        QTest::addColumn<int>("said");
        QTest::newRow("worse") << int(AbState::Worse);
        QTest::newRow("worse within the margin") << int(AbState::WorseWithinMargin);
    }
    void a_station_that_says_worse_is_believed_whatever_the_others_have_seen()
    {
        QFETCH(int, said);
        AbStatus says = withEvidence(-1);
        says.state = static_cast<AbState>(said);
        QCOMPARE(together({withEvidence(40), withEvidence(40), says}).state, says.state);
        QCOMPARE(together({withEvidence(0), says}).state, says.state);
    }
    void one_that_says_as_good_does_not_speak_for_the_others()
    {
        AbStatus good = withEvidence(5);
        good.state = AbState::AtLeastAsGood;
        QCOMPARE(together({good, withEvidence(-3)}).state, AbState::Open);
        QCOMPARE(together({good, withEvidence(0)}).state, AbState::AtLeastAsGood);
    }
    void one_whose_own_evidence_speaks_against_it_is_not_outvoted()
    {
        AbStatus doubts = withEvidence(0);
        for (auto stream : {&AbStatus::escapes, &AbStatus::falseRejects}) {
            doubts = withEvidence(0);
            QCOMPARE(together({withEvidence(20), doubts}).state, AbState::AtLeastAsGood);
            (doubts.*stream).logNotWorse = -0.01;
            const JointVerdict joint = together({withEvidence(20), doubts});
            QCOMPARE(joint.state, AbState::Open);
            QVERIFY(!joint.more);  // nothing is known of what it earns
            QVERIFY(joint.logNotWorse > kEnough);
            (doubts.*stream).untilNotWorse = MoreParts{461.5, 92.3, {}};  // it earns 0.01 a part
            const JointVerdict later = together({withEvidence(20), doubts});
            QVERIFY(later.more && std::abs(later.more->parts - 2) < 0.01);  // each other part is its own
            QVERIFY(std::abs(later.more->least - 0.4) < 0.01 && !later.more->most);
        }
    }
    void a_contradiction_at_one_of_them_is_told()
    {
        AbStatus contradicted = withEvidence(5);
        contradicted.contradicted = true;
        QVERIFY(together({withEvidence(5), contradicted}).contradicted);
        QVERIFY(!together({withEvidence(5), withEvidence(5)}).contradicted);
    }
    void counts_are_added_up()
    {
        AbStatus one, two;
        one.parts = 1200;
        one.discordant = 7;
        one.pending = 3;
        two.parts = 300;
        two.discordant = 2;
        two.pending = 1;
        const JointVerdict joint = together({one, two});
        QCOMPARE(joint.parts, 1500);
        QCOMPARE(joint.discordant, 9);
        QCOMPARE(joint.pending, 4);
    }
    void of_one_station_it_is_what_that_says()
    {
        const AbStatus alone = identical(2000);
        const JointVerdict joint = together({alone});
        QCOMPARE(joint.logNotWorse, alone.logNotWorse);
        QCOMPARE(joint.state, alone.state);
        QVERIFY(joint.more && alone.more);
        QVERIFY(std::abs(joint.more->parts - alone.more->parts) < 1e-6 * alone.more->parts);
        QVERIFY(std::abs(joint.more->least - alone.more->least) < 1e-6 * alone.more->least);
    }
    void what_is_said_of_how_many_more_parts_comes_true()
    {
        // Two stations at an unlike pace, of models that agree on everything.
        const int one = 2000, two = 4000;
        const JointVerdict joint = together({identical(one), identical(two)});
        QCOMPARE(joint.state, AbState::Open);
        QVERIFY(joint.more.has_value());
        const auto after = [&](double parts) { return together({identical(one + static_cast<int>(parts / 3)), identical(two + static_cast<int>(parts * 2 / 3))}); };
        QCOMPARE(after(joint.more->least).state, AbState::Open);
        QCOMPARE(after(joint.more->parts + 60).state, AbState::AtLeastAsGood);  // blocks of 20 parts at each
    }
    void where_no_station_earns_anything_it_is_not_to_be_reached()
    {
        AbComparison comparison;  // each of them differs so often that nothing is earned either way
        for (int i = 0; i < 600; ++i)
            comparison.addDiscordant(i % 2);
        const AbStatus s = comparison.status();
        QVERIFY(!s.more);
        QVERIFY(!together({s, s}).more);
        QVERIFY(together({s, identical(2000)}).parts == 2600);
    }
    void a_station_without_parts_changes_nothing()
    {
        const AbStatus seen = identical(3000);
        const JointVerdict joint = together({seen, AbComparison().status()});
        QCOMPARE(joint.logNotWorse, seen.logNotWorse);
        QVERIFY(joint.more && std::abs(joint.more->parts - seen.more->parts) < 1e-6 * seen.more->parts);
    }
    void how_often_it_is_wrong()
    {
        constexpr int kRuns = 200;
        const Errors byTheMargin{0.0075, 0.0025}, equal{0.005, 0.005};
        const Outcome worse = simulate(kRuns, byTheMargin, byTheMargin, Second::DifferentParts), same = simulate(kRuns, byTheMargin, byTheMargin, Second::SameParts), good = simulate(kRuns, equal, equal, Second::DifferentParts),
                      unlike = simulate(kRuns, byTheMargin, {0, 0}, Second::DifferentParts), alone = simulate(kRuns, equal, {}, Second::Nothing);
        print("worse by the margin at both, different parts", worse, kRuns);
        print("worse by the margin, the same parts at both", same, kRuns);
        print("equal, 1 % discordant at both, different parts", good, kRuns);
        print("equal, 1 % discordant, one station alone", alone, kRuns);
        print("worse by the margin at one, the same at the other", unlike, kRuns);
        QVERIFY(worse.asGood <= 5);            // 1 % is promised: more than 5 of 200 come by chance in under 2 of 100 such tests
        QVERIFY(good.worse <= 5);
        QVERIFY(good.asGood >= 180);
        QVERIFY(worse.worse >= 180);
        QVERIFY(median(good, kRuns) > 0 && median(good, kRuns) < 2 * median(alone, kRuns));  // it takes less time, if not fewer parts
        // What is assumed matters: evidence of the same parts counts twice, and a difference that only one station has can be missed before that station says so.
        QVERIFY(same.asGood > worse.asGood);
        QVERIFY(unlike.asGood > worse.asGood);
        QVERIFY(unlike.asGood <= 90);  // without the word that each station has in it, 170 of these 200
    }
};

QTEST_APPLESS_MAIN(TestJointVerdict)
#include "tst_jointverdict.moc"
