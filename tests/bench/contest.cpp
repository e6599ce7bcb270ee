// SPDX-License-Identifier: GPL-3.0-or-later
#include "contest.h"

#include <algorithm>
#include <stdexcept>

namespace lineside::bench {

Result<void> Contest::hold(int rounds, int pictures)
{
    for (int round = -1; round < rounds; ++round) {
        for (Contestant &contestant : m_contestants) {
            auto ms = contestant.run(1 + pictures, contestant.boxes);
            if (!ms)
                return Error{ms.error().code, contestant.name + ": " + ms.error().detail};
            ms->erase(ms->begin());
            if (round >= 0)
                contestant.ms.push_back(medianOf(*std::move(ms)));
        }
    }
    for (Contestant &contestant : m_contestants)
        contestant.run = nullptr;  // what ran is let go
    return {};
}

const Contestant &Contest::at(const std::string &name) const
{
    const auto found = std::ranges::find(m_contestants, name, &Contestant::name);
    if (found == m_contestants.end())
        throw std::logic_error("nobody is called " + name);
    return *found;
}

std::vector<double> Contest::timesAsQuick(const std::string &ours, const std::string &theirs) const
{
    const std::vector<double> &mine = at(ours).ms, &other = at(theirs).ms;
    std::vector<double> ratios;
    for (std::size_t round = 0; round < mine.size(); ++round)
        ratios.push_back(other[round] / mine[round]);
    return ratios;
}

}  // namespace lineside::bench
