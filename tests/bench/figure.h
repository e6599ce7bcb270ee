// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace lineside::bench {

enum class Bound { AtMost, AtLeast };
/// Which of the repetitions is held against the limit.
enum class Judged { Median, Worst };

/// One figure: a ratio, measured several times in one run. Value type.
struct Figure {
    std::string name;     ///< "detect"
    std::string meaning;  ///< what is divided by what
    Bound bound = Bound::AtMost;
    double limit = 0;
    Judged judged = Judged::Median;
    std::vector<double> samples;  ///< one a repetition, or one of each thing that is measured; never empty
    std::vector<std::pair<std::string, double>> facts{};  ///< absolute figures of this run, for the reader: {"bare inference, ms", 47.1}

    double median() const;
    double worst() const;  ///< the one farthest to the wrong side
    double best() const;
    double value() const { return judged == Judged::Median ? median() : worst(); }
    bool holds() const { return bound == Bound::AtMost ? value() <= limit : value() >= limit; }
};

double medianOf(std::vector<double> values);

struct Options {
    bool quick = false;  ///< the fewest repetitions that still give every figure
};

/// The table for a reader.
std::string tableOf(const std::vector<Figure> &figures);
/// The same and every repetition, for a program.
std::string jsonOf(const std::vector<Figure> &figures, const Options &options);

}  // namespace lineside::bench
