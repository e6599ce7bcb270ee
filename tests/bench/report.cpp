// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <thread>

namespace lineside::bench {
namespace {

/// What the system says of its first processor; empty where it does not say it.
std::string ofProcessor(const std::string &what)
{
    std::ifstream cpu("/proc/cpuinfo");
    for (std::string line; std::getline(cpu, line);) {
        const std::size_t colon = line.find(": ");
        if (line.starts_with(what) && colon != std::string::npos)
            return line.substr(colon + 2);
    }
    return {};
}

/// What a figure depends on: "2 processors, AVX-512, no bf16".
std::string machine()
{
    const std::string flags = " " + ofProcessor("flags") + " ";
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

std::string mustReach(const Figure &figure)
{
    return figure.bound == Bound::None ? "-" : formatted("%s %.3f", figure.bound == Bound::AtMost ? "<=" : ">=", figure.limit);
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
    return bound == Bound::AtLeast ? *low : *high;
}

double Figure::best() const
{
    const auto [low, high] = std::minmax_element(samples.begin(), samples.end());
    return bound == Bound::AtLeast ? *high : *low;
}

std::string tableOf(const std::vector<Figure> &figures)
{
    std::size_t longest = 6;
    for (const Figure &f : figures)
        longest = std::max(longest, f.name.size());
    const int width = static_cast<int>(longest);
    std::string text = machine() + "\n\n";
    text += formatted("%-*s %9s %12s   %-7s %9s %9s %9s %5s  %s\n", width, "figure", "measured", "must reach", "judged", "median", "best", "worst", "times", "");
    for (const Figure &f : figures) {
        if (!f.notMeasured.empty()) {
            text += formatted("%-*s %9s %12s   not measured: %s\n", width, f.name.c_str(), "-", mustReach(f).c_str(), f.notMeasured.c_str());
            continue;
        }
        text += formatted("%-*s %9.3f %12s   %-7s %9.3f %9.3f %9.3f %5zu  %s\n", width, f.name.c_str(), f.value(), mustReach(f).c_str(), wordOf(f.judged),
                          f.median(), f.best(), f.worst(), f.samples.size(), f.bound == Bound::None ? "" : f.holds() ? "ok" : "MISSED");
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

std::string markdownOf(const std::vector<Figure> &figures)
{
    const std::string processor = ofProcessor("model name");
    std::string text = (processor.empty() ? "" : processor + ": ") + machine() + ".\n\n";
    text += "| figure | what is divided by what | must reach | measured | judged | median | worst |\n| --- | --- | --- | --- | --- | --- | --- |\n";
    for (const Figure &f : figures) {
        std::string meaning = f.meaning;
        for (std::size_t at = 0; (at = meaning.find('|', at)) != std::string::npos; at += 2)
            meaning.insert(at, "\\");  // it would begin a column
        const std::string reach = f.bound == Bound::None ? "" : formatted("%s %.4g", f.bound == Bound::AtMost ? "≤" : "≥", f.limit);
        text += "| `" + f.name + "` | " + meaning + " | " + reach + " | ";
        if (!f.notMeasured.empty())
            text += "not measured: " + f.notMeasured + " | | | |\n";
        else
            text += formatted("**%.3f%s** | %s | %.3f | %.3f |\n", f.value(), f.holds() ? "" : ": missed", wordOf(f.judged), f.median(), f.worst());
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
        nlohmann::ordered_json figure{{"name", f.name}, {"meaning", f.meaning}};
        if (f.bound != Bound::None)
            figure.update({{"bound", f.bound == Bound::AtMost ? "at most" : "at least"}, {"limit", f.limit}});
        if (!f.notMeasured.empty())
            figure.update({{"not measured", f.notMeasured}});
        else
            figure.update({{"value", f.value()},
                           {"judged", wordOf(f.judged)},
                           {"holds", f.holds()},
                           {"median", f.median()},
                           {"best", f.best()},
                           {"worst", f.worst()},
                           {"samples", f.samples},
                           {"facts", facts}});
        out["figures"].push_back(std::move(figure));
    }
    return out.dump(2) + "\n";
}

}  // namespace lineside::bench
