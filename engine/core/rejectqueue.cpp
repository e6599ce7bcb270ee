// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rejectqueue.h"

#include <algorithm>
#include <set>
#include <utility>

namespace lineside {
namespace {

constexpr std::size_t kLeastShare = 2;

}  // namespace

void RejectQueue::shareAmong(std::size_t stations)
{
    m_share = std::max(kLeastShare, kMostRejectReviews / std::max<std::size_t>(stations, 1));
    std::set<StationId> named;
    for (const RejectReview &reject : m_all)
        named.insert(reject.station);
    for (const StationId &station : named) {
        while (of(station) > m_share) {
            if (!dropAnswered(&station))
                m_all.erase(std::ranges::find(m_all.rbegin(), m_all.rend(), station, &RejectReview::station).base() - 1);
        }
    }
}

bool RejectQueue::add(RejectReview reject)
{
    if (of(reject.station) >= m_share && !dropAnswered(&reject.station))
        return false;
    if (m_all.size() >= kMostRejectReviews && !dropAnswered(nullptr))
        return false;
    m_all.push_back(std::move(reject));
    return true;
}

std::optional<RejectQueue::Before> RejectQueue::answer(std::uint64_t number, Truth truth, std::string by)
{
    const auto found = std::ranges::find(m_all, number, &RejectReview::number);
    if (found == m_all.end())
        return std::nullopt;
    std::erase(m_answered, number);
    if (truth != Truth::Unknown)
        m_answered.push_back(number);
    found->by = truth == Truth::Unknown ? std::string() : std::move(by);
    return Before{found->station, std::exchange(found->truth, truth)};
}

void RejectQueue::clear()
{
    m_all.clear();
    m_answered.clear();
}

std::int64_t RejectQueue::waiting() const
{
    return std::ranges::count(m_all, Truth::Unknown, &RejectReview::truth);
}

std::size_t RejectQueue::of(const StationId &station) const
{
    return static_cast<std::size_t>(std::ranges::count(m_all, station, &RejectReview::station));
}

bool RejectQueue::dropAnswered(const StationId *station)
{
    for (const std::uint64_t number : m_answered) {
        const auto at = std::ranges::find(m_all, number, &RejectReview::number);
        if (station && at->station != *station)
            continue;
        m_all.erase(at);
        std::erase(m_answered, std::uint64_t{number});
        return true;
    }
    return false;
}

}  // namespace lineside
