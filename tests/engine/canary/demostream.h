// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canary/stationguard.h"

#include <array>
#include <random>
#include <string>
#include <vector>

namespace lineside {

/// Parts of four stations "a" to "d" that see the same product, as on the demo line: one part of each a second, in turn. Owned by a test.
class DemoStream {
public:
    explicit DemoStream(unsigned seed, double rate = 0.02) : rate(rate), m_random(seed) {}

    double rate;                              ///< of rejects
    std::array<double, 4> harm{1, 1, 1, 1};   ///< what a station's model makes of it
    std::array<bool, 4> blind{}, still{};     ///< finds nothing; finishes nothing
    std::string lot;

    CanaryPart part()
    {
        std::size_t station = m_next;
        do {
            station = m_next;
            m_next = (m_next + 1) % 4;
            m_at += std::chrono::milliseconds(250);
        } while (still[station]);
        const bool bad = m_chance(m_random) < rate, nothing = blind[station] || m_chance(m_random) < 0.001;
        const bool rejected = !nothing && (harm[station] > 1 ? bad || m_chance(m_random) < rate * (harm[station] - 1) : bad);
        m_oldRejected = bad && !nothing;
        return {names()[station], m_at, rejected, nothing, lot};
    }
    bool oldRejected() const { return m_oldRejected; }  ///< the last part, by the model before
    std::vector<CanaryPart> parts(int count)
    {
        std::vector<CanaryPart> all;
        for (int i = 0; i < count; ++i)
            all.push_back(part());
        return all;
    }
    static const std::vector<StationId> &names()
    {
        static const std::vector<StationId> all{"a", "b", "c", "d"};
        return all;
    }
    static std::vector<StationId> allBut(const StationId &station)
    {
        std::vector<StationId> rest = names();
        std::erase(rest, station);
        return rest;
    }

private:
    std::mt19937 m_random;
    std::uniform_real_distribution<double> m_chance;
    std::size_t m_next = 0;
    bool m_oldRejected = false;
    std::chrono::system_clock::time_point m_at{std::chrono::hours(24 * 365 * 56)};
};

}  // namespace lineside
