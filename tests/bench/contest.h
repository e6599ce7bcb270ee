// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure.h"
#include "lineside/result.h"

#include <functional>
#include <string>
#include <vector>

namespace lineside::bench {

/// One that takes part in a contest.
struct Contestant {
    std::string name;   ///< "onnxruntime"
    std::string about;  ///< "ONNX Runtime 1.31.1, 2 threads"
    /// Judges the picture so often: the milliseconds of each time; `boxes` becomes how many boxes it found.
    std::function<Result<std::vector<double>>(int times, int &boxes)> run;
    std::vector<double> ms{};  ///< the median of each round
    int boxes = 0;
};

/// Lets all judge the same picture in turn: round by round, one after the other, so that what else the machine does falls on all. Value type.
class Contest {
public:
    explicit Contest(std::vector<Contestant> contestants) : m_contestants(std::move(contestants)) {}

    /// Rounds in which each judges `pictures` times, after one that does not count, for the threads of the one before to go to sleep; and one
    /// whole round before those that counts for nobody. To be called once: who took part is let go. Error: of the first that fails, with its name.
    Result<void> hold(int rounds, int pictures);

    const Contestant &at(const std::string &name) const;  ///< must take part

    /// How many times as quick `ours` is as `theirs`, one sample a round.
    std::vector<double> timesAsQuick(const std::string &ours, const std::string &theirs) const;

private:
    std::vector<Contestant> m_contestants;
};

}  // namespace lineside::bench
