// SPDX-License-Identifier: GPL-3.0-or-later
// How often the statistics decide wrongly, and after how many parts, on simulated lines whose truth is known; beside the rules that a dashboard would use.
#include "benches.h"
#include "decide/abverdict.h"
#include "decide/clumps.h"
#include "decide/controlguard.h"
#include "decide/evidence.h"
#include "decide/rateguard.h"
#include "sharebound.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <limits>
#include <random>
#include <span>
#include <utility>

namespace lineside::bench {
namespace {

constexpr double kAlpha = 0.01;
constexpr double kMostAt95 = 0.015;  ///< upper bound of what may be wrong
constexpr double kMuchSlower = 1.15;  ///< than what the same rules came to elsewhere

// ---- A against B, before a promotion

/// Two models on one line. Value type.
struct AbCase {
    const char *name;
    const char *meaning;
    double onlyBWrong, onlyAWrong;  ///< shares of the parts
    double margin;                  ///< a part
    bool worse;                     ///< what is right: B is worse, else at least as good
    double expected;                ///< parts until half of the comparisons are decided; 0: nothing was said of that, it is no figure
    int clump = 1;                  ///< discordant parts that come one behind the other
    bool varies = false;            ///< in the mean, with geometric lengths
    bool known = false;             ///< the station has been compared before: 100 such clumps
    std::int64_t longest = 60'000;  ///< parts; what is not decided by then stays open
};

constexpr AbCase kAbCases[] = {
    {"decide.margin", "worse by exactly the margin of 0.5 %", .0075, .0025, .005, true, 4060},
    {"decide.equal", "equally good, 1 % of the parts differ", .005, .005, .005, false, 4740},
    {"decide.close", "equally good, 0.2 % differ", .001, .001, .005, false, 1870},
    {"decide.identical", "identical", 0, 0, .005, false, 1400},
    {"decide.better", "wrong a third as often, 1 % differ", .0025, .0075, .005, false, 1160},
    {"decide.worse", "wrong three times as often, 2 % differ", .015, .005, .005, true, 2180},
    {"decide.blind", "wrong in 2 %, never alone right", .02, 0, .005, true, 580},
    {"decide.escapes.margin", "worse by exactly a margin of 0.1 %", .0015, .0005, .001, true, 18'310, 1, false, false, 200'000},
    {"decide.escapes.equal", "equally good, margin 0.1 %, 0.1 % differ", .0005, .0005, .001, false, 15'800, 1, false, false, 200'000},
    {"decide.escapes.identical", "identical, margin 0.1 %", 0, 0, .001, false, 7260, 1, false, false, 200'000},
    {"decide.clumps.margin", "worse by exactly the margin, in clumps of two", .0075, .0025, .005, true, 7350, 2},
    {"decide.clumps.equal", "equally good, 1 % differ, in clumps of two", .005, .005, .005, false, 8040, 2},
    {"decide.clumps.varied", "worse by exactly the margin, in clumps of two in the mean", .0075, .0025, .005, true, 7350, 2, true},
    {"decide.clumps.long", "worse by exactly the margin, in clumps of five, as before at this station", .0075, .0025, .005, true, 13'040, 5, false, true},
    {"decide.clumps.long.equal", "equally good, 1 % differ, in clumps of five, as before at this station", .005, .005, .005, false, 0, 5, false, true},
    {"decide.dense", "worse by exactly the margin where 5 % differ", .0275, .0225, .005, true, 0, 1, false, false, 200'000},
};

struct AbRun {
    AbState state = AbState::Open;
    double parts = std::numeric_limits<double>::infinity();  ///< until it was decided
    double reviews = 0;
    bool naivePromotes = false, naiveRejects = false;
    double naiveParts = std::numeric_limits<double>::infinity();
};

/// Looked at after each block, and by the usual rule after each part that differs: promote after 20 of them if B has no more errors than A, reject where it has more by two standard deviations.
AbRun runComparison(const AbCase &c, std::mt19937_64 &random)
{
    Runs runs;
    if (c.known)
        runs = {10'000, 100 * c.clump, 100};
    const std::int64_t partsBefore = runs.parts;
    BlockRule rule = blockRule(c.margin, clumpLengthSoFar(runs));
    const int length = rule.length;
    std::int64_t before = RunPlace().last;
    RunPlace place;
    const double differs = (c.onlyBWrong + c.onlyAWrong) / c.clump;  // that a clump begins at a part
    std::geometric_distribution<std::int64_t> apart(differs > 0 ? differs : 1);
    std::bernoulli_distribution isB(differs > 0 ? c.onlyBWrong / (c.onlyBWrong + c.onlyAWrong) : 0);
    std::bernoulli_distribution goesOn(1 - 1.0 / c.clump);
    AbRun run;
    BlockRange blocks;
    AbBets bets;
    AbDecision decision;
    std::vector<DiscordantPart> ofBlock;
    std::int64_t next = differs > 0 ? apart(random) : c.longest, inClump = 0, reviewed = 0, b = 0, a = 0;
    bool fromB = differs > 0 && isB(random);
    for (std::int64_t begin = 0; begin + length <= c.longest; begin += length) {
        ofBlock.clear();
        while (next < begin + length) {
            ofBlock.push_back({next, fromB, Truth::Good});
            ++(fromB ? b : a);
            ++reviewed;
            ++runs.events;
            runs.runs += next - std::exchange(before, next) > kWithinRun;
            const double z = static_cast<double>(b - a) / std::sqrt(static_cast<double>(a + b));
            if (!run.naivePromotes && !run.naiveRejects) {
                run.naiveRejects = z > 2;
                run.naivePromotes = !run.naiveRejects && a + b >= 20 && b <= a;
                if (run.naivePromotes || run.naiveRejects)
                    run.naiveParts = static_cast<double>(next + 1);
            }
            if (c.varies ? goesOn(random) : ++inClump < c.clump) {
                ++next;
                continue;
            }
            inClump = 0;
            next += 1 + apart(random);
            fromB = isB(random);
        }
        const std::int64_t counted = begin + length;
        bets.add(addBlock(blocks, ofBlock, Stream::FalseReject, length, place), rule);
        runs.parts = partsBefore + counted;
        const double differing = static_cast<double>(blocks.differing + 1) / static_cast<double>(std::max<std::int64_t>(counted, 100));
        rule.margin = blockMargin(length, c.margin, clumpLengthSoFar(runs), differing);
        if (run.state == AbState::Open) {
            decision = decide(decision, bets.evidence(rule), kAlpha);
            if (decision.state != AbState::Open) {
                run.state = decision.state;
                run.parts = static_cast<double>(counted);
                run.reviews = static_cast<double>(reviewed);
            }
        }
        if (run.state != AbState::Open && (run.naivePromotes || run.naiveRejects))
            break;
    }
    return run;
}

double quantileOf(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

/// The lower limit in expectation of any rule that is wrong as seldom: ln(1/alpha) / KL, a part, against the nearest thing that the other decision allows, for independent parts.
double leastParts(const AbCase &c)
{
    // Of the three outcomes of a part, moved by as little as makes the other hypothesis true: by a factor for each side.
    const double b = c.onlyBWrong, a = c.onlyAWrong, none = 1 - a - b;
    const double wanted = c.worse ? 0 : c.margin;  // b - a of the nearest model of the other hypothesis
    double best = std::numeric_limits<double>::infinity();
    for (int i = 1; i < 1e6 * (b + a + c.margin); ++i) {
        const double otherA = 1e-6 * i, otherB = otherA + wanted, otherNone = 1 - otherA - otherB;
        const auto term = [](double p, double q) { return p > 0 ? p * std::log(p / q) : 0; };
        if (otherB > 0)
            best = std::min(best, term(b, otherB) + term(a, otherA) + term(none, otherNone));
    }
    return -std::log(kAlpha) / best;
}

/// `bounds`: gets the upper bound of what is wrong.
void measureAb(const AbCase &c, int runs, std::vector<Figure> &figures, std::vector<double> &bounds)
{
    std::mt19937_64 random(20'261);
    std::vector<double> parts, reviews, naiveParts;
    double wrong = 0, right = 0, naiveWrong = 0, naiveRight = 0;
    for (int i = 0; i < runs; ++i) {
        const AbRun run = runComparison(c, random);
        const bool asGood = run.state == AbState::AtLeastAsGood, open = run.state == AbState::Open;
        wrong += !open && asGood == c.worse;
        right += !open && asGood != c.worse;
        naiveWrong += c.worse ? run.naivePromotes : run.naiveRejects;
        naiveRight += c.worse ? run.naiveRejects : run.naivePromotes;
        parts.push_back(run.parts);
        naiveParts.push_back(run.naiveParts);
        if (!open)
            reviews.push_back(run.reviews);
    }
    Figure error{std::string(c.name) + ".wrong", std::string("share of simulated comparisons that end with the wrong verdict, looked at after every block: ") + c.meaning,
                 Bound::AtMost, kAlpha, Judged::Worst, {wrong / runs}};
    const double bound = mostAt95(static_cast<int>(wrong), runs);
    bounds.push_back(bound);
    error.facts = {{"at most, Clopper-Pearson 95 %", bound}, {"right", right / runs}, {"the usual rule wrong", naiveWrong / runs}, {"the usual rule right", naiveRight / runs}, {"its median of parts", medianOf(naiveParts)}, {"comparisons", runs}};
    const double median = medianOf(parts);
    if (c.expected == 0) {
        error.facts.insert(error.facts.end(), {{"parts", median}, {"95 % by", quantileOf(parts, .95)}, {"times what any rule needs in expectation", median / leastParts(c)}});
        figures.push_back(std::move(error));
        return;
    }
    Figure speed{std::string(c.name) + ".parts", "parts until half of them are decided / what these rules came to elsewhere", Bound::AtMost, kMuchSlower, Judged::Worst, {median / c.expected}};
    speed.facts = {{"parts", median}, {"reviews", reviews.empty() ? 0 : medianOf(reviews)}, {"95 % by", quantileOf(parts, .95)}, {"times what any rule needs in expectation", median / leastParts(c)}};
    figures.push_back(std::move(error));
    figures.push_back(std::move(speed));
}

// ---- the guard of a canary

constexpr int kControls = 3;
constexpr int kHistory = 10'000, kWatched = 12'000;  ///< rounds
constexpr std::size_t kPartsOfPast = 5'000;          ///< that the own past looks at

/// A station in a canary and its control stations. Value type.
struct CanaryCase {
    const char *name;
    const char *meaning;
    double rate = .02;     ///< of rejects
    double harm = 1;       ///< what the new model makes of the station's
    double camera = 1;     ///< what the station's place makes of it, before too
    int clump = 1;
    bool lots = false;     ///< the common rate goes up fourfold for 2,000 rounds and back
    int quiet = 0;         ///< rounds before the harm begins
    double expected = 0;   ///< rounds after it until half are rolled back; 0: so many never are
    double past = 0;       ///< the same by the station's own past alone
    bool isSeen = true;    ///< by the own past, which sees only what goes up, and takes lots and clumps for what they are not: else its figure is a fact

    bool harmful() const { return harm < 1 || harm > 1.25; }
};

constexpr CanaryCase kCanaryCases[] = {
    {"usual", "no harm, 2 % rejects"},
    {"few", "no harm, 0.5 % rejects", .005},
    {"many", "no harm, 10 % rejects", .10},
    {"lots", "no harm, lots with four times the rejects", .02, 1, 1, 1, true, 0, 0, 0, false},
    {"camera", "no harm, a camera that rejects 1.8 times as often by its place", .02, 1, 1.8},
    {"clumps", "no harm, rejects in clumps of five", .02, 1, 1, 5},
    {"longclumps", "no harm, rejects in clumps of twenty", .02, 1, 1, 20, false, 0, 0, 0, false},
    {"tolerated", "1.25 times the rejects", .02, 1.25},
    {"x2", "twice the rejects", .02, 2, 1, 1},
    {"x3", "three times the rejects", .02, 3, 1, 1, false, 0, 1336, 638},
    {"x5", "five times", .02, 5, 1, 1, false, 0, 264, 125},
    {"x15", "fifteen times", .02, 15, 1, 1, false, 0, 38, 15},
    {"few.x5", "0.5 %, five times", .005, 5, 1, 1, false, 0, 1399, 575},
    {"few.x20", "0.5 %, twenty times", .005, 20, 1, 1, false, 0, 107, 35},
    {"lots.x5", "lots, five times", .02, 5, 1, 1, true, 0, 149, 252},
    {"clumps.x5", "clumps of five, five times", .02, 5, 1, 5, false, 0, 2530, 0, false},
    {"late.x5", "five times, after 6,000 quiet rounds", .02, 5, 1, 1, false, 6000, 821, 0, false},
    {"vanished", "no rejects any more", .02, 0, 1, 1, false, 0, 598, 0, false},
    {"fewer", "four fifths of the rejects gone", .02, .2, 1, 1, false, 0, 1977, 0, false},
    {"few.vanished", "0.5 %, none any more", .005, 0, 1, 1, false, 0, 2772, 0, false},
    {"many.vanished", "10 %, none any more", .10, 0, 1, 1, false, 0, 128, 0, false},
};

/// Rounds of a line: which of its streams reject their part.
class Line {
public:
    Line(const CanaryCase &c, std::uint64_t seed) : m_case(c), m_random(seed) {}

    RejectMask round(bool harmed)
    {
        const double lot = m_case.lots && m_round++ / 2000 % 2 ? 4 : 1;
        RejectMask mask = 0;
        for (int stream = 0; stream <= kControls; ++stream) {
            int &left = m_left[static_cast<std::size_t>(stream)];
            const double factor = stream > 0 ? 1 : m_case.camera * (harmed ? m_case.harm : 1);
            const double rate = std::min(.97, m_case.rate * lot * factor) / m_case.clump;
            if (left == 0 && m_chance(m_random) < rate)
                left = m_case.clump;
            if (left > 0) {
                mask |= RejectMask{1} << stream;
                --left;
            }
        }
        return mask;
    }

private:
    const CanaryCase &m_case;
    std::mt19937_64 m_random;
    std::uniform_real_distribution<double> m_chance;
    std::array<int, kControls + 1> m_left{};
    std::int64_t m_round = 0;
};

/// The usual alarm: more than twice as many rejects among the last 500 parts as before.
class UsualAlarm {
public:
    explicit UsualAlarm(double usual) : m_most(2 * usual * 500) {}

    bool add(bool reject)
    {
        m_last.push_back(reject);
        m_rejects += reject;
        if (m_last.size() > 500) {
            m_rejects -= m_last.front();
            m_last.pop_front();
        }
        return m_last.size() == 500 && m_rejects > m_most;
    }

private:
    double m_most;
    std::deque<bool> m_last;
    int m_rejects = 0;
};

/// The station's own past alone: the last 5,000 parts before.
RateEvidence ownPast(const std::vector<RejectMask> &history)
{
    std::vector<std::int64_t> rejects;
    for (std::size_t i = history.size() - kPartsOfPast; i < history.size(); ++i)
        if (history[i] & 1)
            rejects.push_back(static_cast<std::int64_t>(i + kPartsOfPast - history.size()));
    const int skip = partsToSkip(clumpLengthBeyondChance(runsOf(rejects, kPartsOfPast)));
    const RateBaseline past = rateBaseline(std::ssize(rejects), kPartsOfPast, skip);
    return RateEvidence(past.most, RateEvidence::higher(), past.skip);
}

double relativeEntropy(double p, double q)
{
    const auto term = [](double x, double y) { return x > 0 ? x * std::log(x / y) : 0; };
    return term(p, q) + term(1 - p, 1 - q);
}

double oddsOf(double p)
{
    return p / (1 - p);
}

/// What any rule needs in expectation that looks at all streams and knows the odds before exactly: ln(1/alpha) / KL, a round, from the nearest line on which the station's odds are 1.5 times as high or as low as before,
/// whatever the common rate is; rejects independent of each other.
double leastRounds(const CanaryCase &c)
{
    double entropy = 0;
    for (const double lot : {1., c.lots ? 4. : 1.}) {
        const double others = c.rate * lot, station = std::min(.97, others * c.camera * c.harm), before = oddsOf(others * c.camera) / oddsOf(others);
        const double odds = c.harm > 1 ? before * 1.5 : before / 1.5;
        double least = std::numeric_limits<double>::infinity();
        for (double rate = others / 20; rate < .97; rate *= 1.001) {
            const double nearest = odds * oddsOf(rate);
            least = std::min(least, kControls * relativeEntropy(others, rate) + relativeEntropy(station, nearest / (1 + nearest)));
        }
        entropy += least / 2;
    }
    return -std::log(kAlpha) / entropy;
}

/// The same of a rule that looks at the station alone: from 1.5 times its rate before.
double leastPartsOfPast(const CanaryCase &c)
{
    double entropy = 0;
    for (const double lot : {1., c.lots ? 4. : 1.})
        entropy += relativeEntropy(std::min(.97, c.rate * lot * c.camera * c.harm), std::min(.97, 1.5 * c.rate * c.camera)) / 2;
    return -std::log(kAlpha) / entropy;
}

/// Rounds of harm until each canary was rolled back by one of the guards; infinite: it was not. Value type.
class UntilRolledBack {
public:
    void add(double rounds) { m_rounds.push_back(rounds); }
    int rolledBack() const { return static_cast<int>(std::ranges::count_if(m_rounds, [](double r) { return std::isfinite(r); })); }
    double share() const { return static_cast<double>(rolledBack()) / static_cast<double>(m_rounds.size()); }
    double median() const { return medianOf(m_rounds); }
    double by95() const { return quantileOf(m_rounds, .95); }
    double medianOfThose() const
    {
        std::vector<double> those = m_rounds;
        std::erase_if(those, [](double r) { return std::isinf(r); });
        return those.empty() ? 0 : medianOf(std::move(those));
    }
    double bound() const { return mostAt95(rolledBack(), static_cast<int>(m_rounds.size())); }

    /// `expected`: rounds until half are; 0: how many are rolled back is the figure. `isSeen`: by this guard. `least`: what any rule needs.
    Figure figure(const std::string &name, const CanaryCase &c, double expected, bool isSeen, double least) const
    {
        if (expected == 0) {
            Figure figure{name, std::string("share of simulated canaries rolled back: ") + c.meaning, isSeen && !c.harmful() ? Bound::AtMost : Bound::None, kAlpha, Judged::Worst, {share()}};
            if (!c.harmful())
                figure.facts = {{"at most, Clopper-Pearson 95 %", bound()}};
            else
                figure.facts = {{"rounds", median()}, {"95 % by", by95()}, {"times what any rule needs in expectation", median() / least}, {"rounds of those that are", medianOfThose()}};
            return figure;
        }
        Figure figure{name, std::string("rounds of harm until half of the simulated canaries are rolled back / what these rules came to elsewhere: ") + c.meaning,
                      Bound::AtMost, kMuchSlower, Judged::Worst, {median() / expected}};
        figure.facts = {{"rolled back", share()}, {"rounds", median()}, {"95 % by", by95()}, {"times what any rule needs in expectation", median() / least}};
        return figure;
    }

private:
    std::vector<double> m_rounds;
};

void measureCanary(const CanaryCase &c, int runs, std::vector<Figure> &figures, std::vector<double> &bounds)
{
    UntilRolledBack controls, past, usually;
    for (int i = 0; i < runs; ++i) {
        Line line(c, 1000 + static_cast<std::uint64_t>(i));
        std::vector<RejectMask> history(kHistory);
        double before = 0;
        for (RejectMask &round : history) {
            round = line.round(false);
            before += round & 1;
        }
        ControlGuard guard(learnBaseline(history, kControls));
        RateEvidence own = ownPast(history);
        UsualAlarm usual(before / kHistory);
        for (const RejectMask round : std::span(history).last(500))
            usual.add(round & 1);
        double until = std::numeric_limits<double>::infinity(), untilOwn = until, untilUsual = until;
        for (int j = 0; j < c.quiet + kWatched && std::max({until, untilOwn, untilUsual}) == std::numeric_limits<double>::infinity(); ++j) {
            const RejectMask round = line.round(j >= c.quiet);
            const double now = j + 1 - c.quiet;
            if (usual.add(round & 1))
                untilUsual = std::min(untilUsual, now);
            own.add(round & 1);
            if (round & 1 && own.log() >= -std::log(kAlpha))  // a part that is not rejected speaks against it
                untilOwn = std::min(untilOwn, now);
            guard.add(round);
            if (round && guard.log() >= -std::log(kAlpha))
                until = std::min(until, now);
        }
        controls.add(until);
        past.add(untilOwn);
        usually.add(untilUsual);
    }
    Figure figure = controls.figure(std::string("decide.canary.") + c.name, c, c.expected, true, leastRounds(c));
    figure.facts.insert(figure.facts.end(), {{"the usual alarm", usually.share()}, {"its median of rounds", usually.median()}, {"canaries", runs}, {"rounds each, after 10,000 before", kWatched}});
    figures.push_back(std::move(figure));
    figures.push_back(past.figure(std::string("decide.past.") + c.name, c, c.past, c.isSeen, leastPartsOfPast(c)));
    if (c.harmful())
        return;
    bounds.push_back(controls.bound());
    if (c.isSeen)
        bounds.push_back(past.bound());
}

}  // namespace

Figures benchDecide(const Options &options)
{
    std::vector<Figure> figures;
    std::vector<double> bounds;
    for (const AbCase &c : kAbCases)
        measureAb(c, options.runsOr(2000, 40), figures, bounds);
    for (const CanaryCase &c : kCanaryCases)
        measureCanary(c, options.runsOr(2000, 8), figures, bounds);
    figures.push_back({"decide.most", "upper bounds at 95 % (Clopper-Pearson, one-sided) of what is wrong, in each row in which a share of at most 1 % may be", Bound::AtMost, kMostAt95, Judged::Worst, std::move(bounds)});
    return figures;
}

}  // namespace lineside::bench
