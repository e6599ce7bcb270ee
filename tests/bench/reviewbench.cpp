// SPDX-License-Identifier: GPL-3.0-or-later
// People who answer whether rejects of a canary were right: how often a model is taken back that keeps the limit, and after how many answers one that does not.
#include "benches.h"
#include "canary/canaryguard.h"
#include "sharebound.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <utility>
#include <vector>

namespace lineside::bench {
namespace {

constexpr double kRejects = .05;  // of the parts, before and after
constexpr int kAnswers = 500;     // at most, of a canary
constexpr double kAlpha = .01;
constexpr double kOtherGuards = 14 / 3.0;  // with the usual guards beside it, and a second step, it has three shares of fourteen

/// What is true of the rejects, and what is allowed. Value type.
struct ReviewCase {
    const char *name;
    const char *meaning;
    double limit, good;  ///< share of the rejects that may be good; that are
    int clump = 1;       ///< rejects that come one behind the other and are all alike
    bool harm = false;   ///< what is right: it is taken back
};

constexpr ReviewCase kCases[] = {
    {"review.limit", "20 % of the rejects are good, as many as may be", .2, .2},
    {"review.low", "5 %, as many as may be", .05, .05},
    {"review.high", "50 %, as many as may be", .5, .5},
    {"review.clumps", "20 %, as many as may be, in clumps of five that are alike", .2, .2, 5},
    {"review.x3", "60 % where 20 % may be", .2, .6, 1, true},
    {"review.low.x3", "15 % where 5 % may be", .05, .15, 1, true},
    {"review.clumps.x3", "60 % where 20 % may be, in clumps of five that are alike", .2, .6, 5, true},
};

/// Parts of one station, and whether those that it rejects are good.
class Rejects {
public:
    Rejects(const ReviewCase &c, std::uint64_t seed) : m_case(c), m_random(seed) {}

    CanaryPart part()
    {
        if (m_left == 0 && m_chance(m_random) < kRejects / m_case.clump) {
            m_left = m_case.clump;
            m_good = m_chance(m_random) < m_case.good;
        }
        const bool rejected = m_left > 0;
        m_left -= rejected;
        return {"a", {}, rejected, false, {}};
    }
    bool good() const { return m_good; }  ///< the last reject

private:
    const ReviewCase &m_case;
    std::mt19937_64 m_random;
    std::uniform_real_distribution<double> m_chance;
    int m_left = 0;
    bool m_good = false;
};

/// Answers until the model was taken back, and until it would have been beside the other guards; infinite: it was not.
std::pair<double, double> answersUntilBack(const ReviewCase &c, std::uint64_t seed)
{
    Rejects line(c, seed);
    std::vector<CanaryPart> history;
    for (int i = 0; i < kPartsBefore; ++i)
        history.push_back(line.part());
    CanaryGuard guard({.alpha = kAlpha, .controls = false, .ownPast = false, .collapse = false, .reviewLimit = c.limit}, {{"a", 0}});
    const std::vector<StationId> none;
    guard.begin(std::vector<std::pair<StationId, StationPast>>{{"a", learnPast("a", none, history)}});
    double back = std::numeric_limits<double>::infinity(), beside = back;
    for (int answers = 0; answers < kAnswers && beside == std::numeric_limits<double>::infinity();) {
        const CanaryPart part = line.part();
        guard.add(part);
        if (!guard.asksAbout(part))
            continue;
        ++answers;
        guard.reviewed("a", Truth::Unknown, line.good() ? Truth::Good : Truth::Defective);
        const CanaryEvidence evidence = guard.evidence();
        if (guard.harm())
            back = std::min<double>(back, answers);
        if (evidence.log >= evidence.threshold + std::log(kOtherGuards))
            beside = answers;
    }
    return {back, beside};
}

/// What any rule needs in expectation: ln(1 / alpha) / KL.
double leastAnswers(const ReviewCase &c)
{
    return -std::log(kAlpha) / (c.good * std::log(c.good / c.limit) + (1 - c.good) * std::log((1 - c.good) / (1 - c.limit)));
}

}  // namespace

Figures benchReview(const Options &options)
{
    const int runs = options.runsOr(2000, 20);
    std::vector<Figure> figures;
    for (const ReviewCase &c : kCases) {
        std::vector<double> answers, beside;
        double back = 0;
        for (int i = 0; i < runs; ++i) {
            const auto [alone, shared] = answersUntilBack(c, 3000 + static_cast<std::uint64_t>(i));
            answers.push_back(alone);
            beside.push_back(shared);
            back += alone < std::numeric_limits<double>::infinity();
        }
        const std::vector<std::pair<std::string, double>> facts{{"taken back", back / runs}, {"at most, Clopper-Pearson 95 %", mostAt95(static_cast<int>(back), runs)}, {"canaries", runs}, {"answers at most", kAnswers}};
        if (!c.harm) {
            figures.push_back({c.name, std::string("share of simulated canaries taken back though people call no more rejects good than may be: ") + c.meaning, Bound::AtMost, kAlpha, Judged::Worst, {back / runs}, facts});
            continue;
        }
        std::ranges::sort(answers);
        Figure figure{c.name, std::string("answers until half of the simulated canaries are taken back / what any rule needs in expectation: ") + c.meaning, Bound::AtMost, 1.5, Judged::Worst, {medianOf(answers) / leastAnswers(c)}, facts};
        figure.facts.emplace_back("answers", medianOf(answers));
        figure.facts.emplace_back("95 % by", answers[answers.size() * 95 / 100]);
        figure.facts.emplace_back("answers beside the usual guards, in two steps", medianOf(beside));
        figures.push_back(std::move(figure));
    }
    return figures;
}

}  // namespace lineside::bench
