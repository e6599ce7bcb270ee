// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger.h"
#include "pipeline/framesource.h"

#include <array>
#include <memory>

namespace lineside::soak {

/// How a source drops out.
enum class Outage { PulledOut, Silent, Ended };
inline constexpr int kOutages = 3;
const char *toString(Outage outage) noexcept;

/// Sources that drop out and come back, at moments and for times that a seed says. Off in the beginning. Thread-safe.
class Outages {
public:
    Outages(std::size_t stations, std::uint64_t seed, Ledger &ledger);
    ~Outages();

    /// The same sources for that station, with its drop-outs; all that passes is noted in the ledger.
    Result<std::unique_ptr<FrameSource>> around(std::size_t station, const std::function<Result<std::unique_ptr<FrameSource>>()> &make);

    /// Off: what is out comes back, and nothing drops out.
    void setOn(bool on);
    /// Nothing is handed over at all, without a word: before the first model is on air, and at the end.
    void setClosed(bool closed);
    /// So many of each kind so far, over all stations.
    std::array<std::uint64_t, kOutages> counts() const;

    struct Plan;

private:
    std::vector<std::shared_ptr<Plan>> m_plans;
    Ledger &m_ledger;
};

}  // namespace lineside::soak
