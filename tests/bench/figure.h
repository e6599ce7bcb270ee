// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace lineside::bench {

enum class Bound { AtMost, AtLeast, None };  ///< None: nothing has to be reached, the figure is a fact
/// Which of the repetitions is held against the limit.
enum class Judged { Median, Worst };

/// One figure: a ratio, measured several times in one run. Value type.
struct Figure {
    std::string name;     ///< "detect"
    std::string meaning;  ///< what is divided by what
    Bound bound = Bound::AtMost;
    double limit = 0;
    Judged judged = Judged::Median;
    std::vector<double> samples;  ///< one a repetition, or one of each thing that is measured; empty only where it was not measured
    std::vector<std::pair<std::string, double>> facts{};  ///< absolute figures of this run, for the reader: {"bare inference, ms", 47.1}
    std::string notMeasured{};  ///< why it was not: "needs PEERS=1"; then only name, meaning and limit are meant

    double median() const;
    double worst() const;  ///< the one farthest to the wrong side
    double best() const;
    double value() const { return judged == Judged::Median ? median() : worst(); }
    /// What was not measured misses nothing: the table says that it was not.
    bool holds() const
    {
        return !notMeasured.empty() || bound == Bound::None || (bound == Bound::AtMost ? value() <= limit : value() >= limit);
    }
};

double medianOf(std::vector<double> values);

struct Options {
    bool quick = false;  ///< the fewest repetitions that still give every figure
    int runs = 0;  ///< of each kind that is simulated; 0: as many as are usual
    std::string peers{};  ///< the Python that peers/setup.sh made; empty: no peer is measured

    int runsOr(int usual, int quickly) const noexcept { return runs > 0 ? runs : quick ? quickly : usual; }
};

/// The table for a reader.
std::string tableOf(const std::vector<Figure> &figures);
/// The same as a table of Markdown, with the name of the processor above it; what was not measured says why.
std::string markdownOf(const std::vector<Figure> &figures);
/// The same and every repetition, for a program.
std::string jsonOf(const std::vector<Figure> &figures, const Options &options);

}  // namespace lineside::bench
