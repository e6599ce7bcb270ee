// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/rejectanswers.h"

#include <algorithm>
#include <utility>

namespace lineside {

void RejectAnswers::setParts(std::vector<RejectReview> parts)
{
    m_parts = std::move(parts);
    const auto gone = [this](std::uint64_t number) { return std::ranges::find(m_parts, number, &RejectReview::number) == m_parts.end(); };
    std::erase_if(m_given, gone);
    std::erase_if(m_asked, [&](const auto &asked) { return gone(asked.first); });
}

void RejectAnswers::dropPictures()
{
    for (RejectReview &part : m_parts)
        part.judged.reset();
}

// What was asked of the engine last is what the person sees.
Truth RejectAnswers::truthOf(const RejectReview &part) const
{
    const auto asked = m_asked.find(part.number);
    return asked == m_asked.end() ? part.truth : asked->second;
}

const RejectReview *RejectAnswers::current() const
{
    const auto waits = [this](const RejectReview &part) { return truthOf(part) == Truth::Unknown; };
    const auto again = m_again ? std::ranges::find(m_parts, *m_again, &RejectReview::number) : m_parts.end();
    if (again != m_parts.end() && waits(*again))
        return &*again;
    const auto oldest = std::ranges::find_if(m_parts, waits);
    return oldest == m_parts.end() ? nullptr : &*oldest;
}

std::optional<std::uint64_t> RejectAnswers::answer(Truth truth)
{
    const RejectReview *part = current();
    if (!part)
        return {};
    const std::uint64_t number = part->number;
    m_asked[number] = truth;
    m_given.push_back(number);
    m_again.reset();
    return number;
}

std::optional<std::uint64_t> RejectAnswers::undo()
{
    if (m_given.empty())
        return {};
    const std::uint64_t number = m_given.back();
    m_given.pop_back();
    m_asked[number] = Truth::Unknown;
    m_again = number;
    return number;
}

void RejectAnswers::settle(std::uint64_t number, Truth truth, bool taken)
{
    if (const auto asked = m_asked.find(number); asked != m_asked.end() && asked->second == truth)
        m_asked.erase(asked);  // else something newer was asked since
    if (taken)
        return;
    if (truth != Truth::Unknown)
        std::erase(m_given, number);
    else if (std::ranges::find(m_given, number) == m_given.end() && std::ranges::find(m_parts, number, &RejectReview::number) != m_parts.end())
        m_given.push_back(number);
}

std::size_t RejectAnswers::answered() const
{
    return static_cast<std::size_t>(std::ranges::count_if(m_parts, [this](const RejectReview &part) { return truthOf(part) != Truth::Unknown; }));
}

}  // namespace lineside
