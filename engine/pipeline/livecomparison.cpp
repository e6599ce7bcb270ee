// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/livecomparison.h"

#include <algorithm>

namespace lineside {

LiveComparison::LiveComparison(const RuleConfig &rule, const AbLimits &limits, Runs past) : m_follower(partFollower(rule, FrameOrder::Sequence)), m_verdict(limits, past)
{
    m_reviews.reserve(kWaiting + 1);
}

void LiveComparison::add(const ComparedFramePtr &frame)
{
    const JudgedFrame &a = *frame->active, &b = *frame->shadow;
    std::visit(
        [&](auto &follower) {
            const auto ended = follower.add({&a.detections, &b.detections}, a.frame->image.width(), a.frame->sequence);
            for (const std::uint64_t part : follower.telling()) {
                const auto known = std::ranges::find(m_telling, part, [](const auto &entry) { return entry.first; });
                if (known == m_telling.end())
                    m_telling.emplace_back(part, frame);
                else
                    known->second = frame;
            }
            if (!ended.empty()) {
                ComparedFramePtr answered;  // released outside the lock
                const std::lock_guard lock(m_mutex);
                for (const JudgedPart &part : ended) {
                    if (!part.discordant()) {
                        m_verdict.addConcordant();
                        continue;
                    }
                    const bool byB = JudgedPart::fails(part.b);
                    const std::size_t number = m_verdict.addDiscordant(byB);
                    const auto told = std::ranges::find(m_telling, part.id, [](const auto &entry) { return entry.first; });
                    if (told == m_telling.end())
                        continue;
                    if (m_reviews.size() == kWaiting) {  // an answer that was given makes room
                        const auto done = std::ranges::find_if(m_reviews, [](const ReviewPart &r) { return r.truth != Truth::Unknown; });
                        if (done == m_reviews.end())
                            continue;
                        answered = std::move(done->frame);
                        m_reviews.erase(done);
                    }
                    m_reviews.push_back({number, std::move(told->second), part.box, part.label, byB, Truth::Unknown});
                }
            }
            for (const std::uint64_t part : follower.left())
                std::erase_if(m_telling, [part](const auto &entry) { return entry.first == part; });
        },
        m_follower);
}

ComparisonSnapshot LiveComparison::snapshot() const
{
    const std::lock_guard lock(m_mutex);
    return {m_verdict.status(), std::holds_alternative<ObjectVerdicts>(m_follower), std::ranges::count(m_reviews, Truth::Unknown, &ReviewPart::truth)};
}

Runs LiveComparison::runs() const
{
    const std::lock_guard lock(m_mutex);
    return m_verdict.runs();
}

std::vector<ReviewPart> LiveComparison::reviews() const
{
    const std::lock_guard lock(m_mutex);
    return m_reviews;
}

bool LiveComparison::review(std::uint64_t number, Truth truth)
{
    const std::lock_guard lock(m_mutex);
    const auto part = std::ranges::find(m_reviews, number, &ReviewPart::number);
    if (part == m_reviews.end())
        return false;
    part->truth = truth;
    m_verdict.review(number, truth);
    return true;
}

}  // namespace lineside
