// SPDX-License-Identifier: GPL-3.0-or-later
#include "soakresult.h"

#include "support/theilsen.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <numeric>

namespace lineside::soak {
namespace {

constexpr std::size_t kEnd = 50;  // samples at either end that stand for it

template <class... Values>
std::string text(const char *format, Values... values)
{
    char buffer[512];
    std::snprintf(buffer, sizeof buffer, format, values...);
    return buffer;
}

unsigned long long n(std::uint64_t number)
{
    return number;
}

double medianOf(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// What of the first is not in the second, and the reverse: "+2 /dev/shm/x".
std::string differences(const std::map<std::string, int> &before, const std::map<std::string, int> &after)
{
    std::map<std::string, int> changed;
    for (const auto &[name, count] : after)
        changed[name] += count;
    for (const auto &[name, count] : before)
        changed[name] -= count;
    std::string all;
    for (const auto &[name, count] : changed) {
        if (count != 0)
            all += text(" %+d ", count) + name;
    }
    return all;
}

void checkFrames(const SoakResult &result, std::vector<Check> &checks)
{
    std::uint64_t handed = 0, judged = 0, skipped = 0, lost = 0, twice = 0, missing = 0, miscounted = 0;
    for (std::size_t i = 0; i < result.tallies.size(); ++i) {
        const StationTally &t = result.tallies[i];
        const StationCounters &c = result.counters[i];
        handed += t.handedOver;
        judged += t.judged;
        skipped += c.skipped;
        lost += c.lost + (c.accepted - c.judged - c.lost);
        twice += t.outOfOrder + t.neverCame;
        const std::uint64_t known = t.judged + c.skipped;
        missing += t.handedOver > known ? t.handedOver - known : known - t.handedOver;
        miscounted += c.captured != t.handedOver || c.judged != t.judged || c.accepted != t.judged;
    }
    checks.push_back({"every frame that a detector took was judged exactly once", text("%llu judged, %llu lost, %llu judged twice or out of turn", n(judged), n(lost), n(twice)),
                      judged > 0 && lost == 0 && twice == 0});
    checks.push_back({"every frame handed over is accounted for: judged, or skipped because all detectors were busy",
                      text("%llu handed over = %llu judged + %llu skipped (%.2f %%), %llu missing", n(handed), n(judged), n(skipped),
                           handed > 0 ? 100.0 * static_cast<double>(skipped) / static_cast<double>(handed) : 0.0, n(missing)),
                      handed > 0 && missing == 0});
    checks.push_back({"the engine's own counters say the same", text("%llu stations differ", n(miscounted)), miscounted == 0});
    checks.push_back({"no verdict of a model that was not on air", text("%zu", result.strange.size()), result.strange.empty()});
}

/// How much of something may come by the swap, and in all, of a share of what it began with and an absolute number the larger. Value type.
struct Limits {
    const char *what, *unit;
    double slope;
    double share = 0, growth = 0;  ///< meant where the ends are looked at
};

constexpr Limits kMemory{"resident memory", " MB", 0.02};
// Six models of three sizes come and go: a moment at either end says above all which of them are there.
constexpr Limits kBesideModels{"resident memory without what loading the models took that are there", " MB", 0.02, 0.05, 50};
// Of 65,530 that the kernel allows. Their number goes up and down with the models in memory and what the run-time keeps of its code.
constexpr Limits kPieces{"the number of pieces of memory without a file", "", 0.01, 0.05, 50};

/// A check that needs many samples.
template <class Judge>
Check judgedBy(std::string what, const std::vector<double> &samples, Judge &&judge)
{
    Check check{std::move(what), "", true};
    check.judged = samples.size() >= kEnoughSamples;
    if (check.judged)
        judge(check);
    else
        check.found = text("not judged: %zu samples are too few", samples.size());
    return check;
}

Check slopeOf(const std::vector<double> &samples, const Limits &limits)
{
    return judgedBy(text("%s does not grow by the swap: slope (Theil-Sen), upper 95 %% bound, at most %g%s", limits.what, limits.slope, limits.unit), samples, [&](Check &check) {
        std::vector<double> swap(samples.size());
        std::iota(swap.begin(), swap.end(), 0.0);
        const auto fit = test::theilSen(swap, samples);
        check.holds = fit.upper <= limits.slope;
        check.found = text("%+.5f%s a swap (%+.5f … %+.5f)", fit.median, limits.unit, fit.lower, fit.upper);
    });
}

Check endsOf(const std::vector<double> &samples, const Limits &limits)
{
    return judgedBy(text("%s from after the warm-up to the end: at most %g %% or %g%s more", limits.what, 100 * limits.share, limits.growth, limits.unit), samples, [&](Check &check) {
        const double first = medianOf({samples.begin(), samples.begin() + kEnd}), last = medianOf({samples.end() - kEnd, samples.end()});
        check.holds = last - first <= std::max(limits.growth, limits.share * first);
        check.found = text("%.1f%s → %.1f%s", first, limits.unit, last, limits.unit);
    });
}

std::vector<double> difference(std::vector<double> values, const std::vector<double> &others)
{
    std::ranges::transform(values, others, values.begin(), std::minus<>());
    return values;
}

void checkProcess(const SoakResult &result, std::vector<Check> &checks)
{
    const ProcessState &warm = result.warm, &end = result.end;
    checks.push_back({"as many open descriptors as after the warm-up", text("%zu → %zu", warm.descriptors, end.descriptors), warm.descriptors == end.descriptors});
    checks.push_back({"as many threads", text("%zu → %zu", warm.threadCount(), end.threadCount()) + differences(warm.threads, end.threads), warm.threads == end.threads});
    checks.push_back({"the same files mapped", text("%zu → %zu", warm.fileMaps(), end.fileMaps()) + differences(warm.files, end.files), warm.files == end.files});
}

}  // namespace

std::vector<Check> check(const SoakResult &result)
{
    std::vector<Check> checks;
    checkFrames(result, checks);
    const std::vector<double> besideModels = difference(result.residentMb, result.modelsMb);
    checks.push_back(slopeOf(result.residentMb, kMemory));
    checks.push_back(slopeOf(besideModels, kBesideModels));
    checks.push_back(endsOf(besideModels, kBesideModels));
    checks.push_back(slopeOf(result.pieces, kPieces));
    checks.push_back(endsOf(result.pieces, kPieces));
    checkProcess(result, checks);
    checks.push_back({"all sources are back", result.sourcesBack ? "yes" : "no", result.sourcesBack});
    return checks;
}

std::string reportOf(const SoakResult &result, const std::vector<Check> &checks)
{
    const WorkCounts &w = result.work;
    std::string report = text("soak of %.1f minutes, seed %llu\n", result.minutes, n(result.seed));
    report += text("  %llu swaps: %llu promoted (%llu loaded first), %llu rolled back; %llu taken back by the engine\n", n(w.swaps()), n(w.promoted), n(w.loaded),
                   n(w.rolledBack), n(w.takenBack));
    report += text("  %llu files dropped, %llu that are no model refused, %llu offers withdrawn, %llu models removed, %llu shadows set and %llu stopped\n",
                   n(w.dropped), n(w.refused), n(w.withdrawn), n(w.removed), n(w.shadowsSet), n(w.shadowsStopped));
    std::uint64_t withheld = 0;
    for (const StationTally &t : result.tallies)
        withheld += t.withheld;
    report += "  sources dropped out:";
    for (std::size_t i = 0; i < result.outages.size(); ++i)
        report += text(" %llu ", n(result.outages[i])) + toString(static_cast<Outage>(i)) + (i + 1 < result.outages.size() ? "," : "");
    report += text("; %llu pictures did not come for it\n", n(withheld));
    for (const Check &c : checks)
        report += text("%-8s", !c.judged ? "-" : c.holds ? "ok" : "WRONG") + c.what + ": " + c.found + "\n";
    return report;
}

std::string jsonOf(const SoakResult &result, const std::vector<Check> &checks)
{
    nlohmann::json json{{"seed", result.seed}, {"minutes", result.minutes}, {"swaps", result.work.swaps()}, {"resident_mb", result.residentMb}, {"own_mb", result.ownMb}, {"models_mb", result.modelsMb}, {"asked_mb", result.askedMb},
                        {"pieces", result.pieces}};
    for (const Check &c : checks)
        json["checks"].push_back({{"what", c.what}, {"found", c.found}, {"judged", c.judged}, {"holds", c.holds}});
    for (std::size_t i = 0; i < result.tallies.size(); ++i)
        json["stations"].push_back({{"handed_over", result.tallies[i].handedOver}, {"withheld", result.tallies[i].withheld}, {"judged", result.tallies[i].judged},
                                    {"skipped", result.counters[i].skipped}, {"lost", result.counters[i].lost}});
    return json.dump(2) + "\n";
}

}  // namespace lineside::soak
