// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <thread>

namespace lineside::bench {
namespace {

/// What a figure depends on: "2 processors, AVX-512, no bf16".
std::string machine()
{
    std::string flags;
    std::ifstream cpu("/proc/cpuinfo");
    for (std::string line; std::getline(cpu, line);) {
        if (line.starts_with("flags")) {
            flags = line + " ";
            break;
        }
    }
    const auto has = [&](const char *flag) { return flags.find(std::string(" ") + flag + " ") != std::string::npos; };
    const unsigned processors = std::max(1u, std::thread::hardware_concurrency());
    return std::to_string(processors) + (processors == 1 ? " processor, " : " processors, ")
        + (has("avx512f") ? "AVX-512" : has("avx2") ? "AVX2" : "no AVX2") + (has("avx512_bf16") || has("amx_bf16") ? ", bf16" : ", no bf16");
}

const char *wordOf(Judged judged)
{
    return judged == Judged::Median ? "median" : "worst";
}

std::string formatted(const char *format, auto... values)
{
    char text[512];
    std::snprintf(text, sizeof text, format, values...);
    return text;
}

}  // namespace

double medianOf(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1)
        return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

double Figure::median() const
{
    return medianOf(samples);
}

double Figure::worst() const
{
    const auto [low, high] = std::minmax_element(samples.begin(), samples.end());
    return bound == Bound::AtMost ? *high : *low;
}

double Figure::best() const
{
    const auto [low, high] = std::minmax_element(samples.begin(), samples.end());
    return bound == Bound::AtMost ? *low : *high;
}

std::string tableOf(const std::vector<Figure> &figures)
{
    std::string text = machine() + "\n\n";
    text += formatted("%-14s %9s %10s   %-7s %9s %9s %9s %5s  %s\n", "figure", "value", "limit", "judged", "median", "best", "worst", "times", "");
    for (const Figure &f : figures) {
        text += formatted("%-14s %9.3f %2s %7.3f   %-7s %9.3f %9.3f %9.3f %5zu  %s\n", f.name.c_str(), f.value(),
                          f.bound == Bound::AtMost ? "<=" : ">=", f.limit, wordOf(f.judged), f.median(), f.best(), f.worst(), f.samples.size(),
                          f.holds() ? "ok" : "MISSED");
    }
    text += "\n";
    for (const Figure &f : figures) {
        text += f.name + ": " + f.meaning;
        for (const auto &[what, value] : f.facts)
            text += formatted("; %s %.4g", what.c_str(), value);
        text += "\n";
    }
    return text;
}

std::string jsonOf(const std::vector<Figure> &figures, const Options &options)
{
    nlohmann::ordered_json out{{"machine", machine()}, {"quick", options.quick}, {"figures", nlohmann::ordered_json::array()}};
    for (const Figure &f : figures) {
        nlohmann::ordered_json facts = nlohmann::ordered_json::object();
        for (const auto &[what, value] : f.facts)
            facts[what] = value;
        out["figures"].push_back({{"name", f.name},
                                  {"meaning", f.meaning},
                                  {"value", f.value()},
                                  {"bound", f.bound == Bound::AtMost ? "at most" : "at least"},
                                  {"limit", f.limit},
                                  {"judged", wordOf(f.judged)},
                                  {"holds", f.holds()},
                                  {"median", f.median()},
                                  {"best", f.best()},
                                  {"worst", f.worst()},
                                  {"samples", f.samples},
                                  {"facts", facts}});
    }
    return out.dump(2) + "\n";
}

}  // namespace lineside::bench
