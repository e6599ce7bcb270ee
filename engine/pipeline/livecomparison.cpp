// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/livecomparison.h"

#include "base/foldcase.h"
#include "parts/partweight.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <tuple>

namespace lineside {
namespace {

constexpr std::size_t kMostOpinions = 8;  ///< of a part

/// Where one is enough there is one opinion, whoever gave it.
std::string whose(const std::string &by, int reviewers)
{
    return reviewers > 1 ? foldCase(by) : std::string();
}

Truth agreed(const std::vector<ReviewOpinion> &opinions, int reviewers)
{
    const bool same = std::ranges::all_of(opinions, [&](const ReviewOpinion &o) { return o.truth == opinions.front().truth; });
    return same && !opinions.empty() && opinions.size() >= static_cast<std::size_t>(reviewers) ? opinions.front().truth : Truth::Unknown;
}

/// Nobody has to be asked about it any more, or somebody was who would not be believed alone.
bool isAnswered(const ReviewPart &part)
{
    return part.truth != Truth::Unknown || part.opinions.size() > 1;
}

float scoreIn(const JudgedFrame &judged, const ReviewPart &part)
{
    return judged.detections.labels ? scoreWithin(judged.detections.items, *judged.detections.labels, part.box, part.label) : 0;
}

PartWeight weightOf(const ReviewPart &part, const AbLimits &limits)
{
    const bool said = part.truth == Truth::Good || part.truth == Truth::Defective;
    const float gap = std::abs(scoreIn(*part.frame->active, part) - scoreIn(*part.frame->shadow, part));
    return weightOf(said ? std::optional(part.truth == Truth::Defective) : std::nullopt, limits, gap);
}

}  // namespace

LiveComparison::LiveComparison(const RuleConfig &rule, const AbLimits &limits, Runs past)
    : m_follower(partFollower(rule, FrameOrder::Sequence)), m_countsPictures(rule.partLabel.empty() && !rule.pictureIsPart && std::holds_alternative<PartVerdicts>(m_follower)), m_limits(limits),
      m_verdict(limits, past)
{
    m_reviews.reserve(kWaiting + 1);
}

std::span<const JudgedPart> LiveComparison::add(const ComparedFramePtr &frame, std::string_view lot, std::chrono::system_clock::time_point at)
{
    const std::int64_t hour = std::chrono::floor<std::chrono::hours>(at.time_since_epoch()).count();
    const JudgedFrame &a = *frame->active, &b = *frame->shadow;
    return std::visit(
        [&](auto &follower) {
            const std::span<const JudgedPart> ended = follower.add({&a.detections, &b.detections}, a.frame->image.width(), a.frame->sequence);
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
                    if (waiting() + m_recalling >= kMostWaitingReviews)  // before it is looked at
                        continue;
                    m_coverage.add(lot, hour);
                    if (!part.discordant()) {
                        m_verdict.addConcordant();
                        continue;
                    }
                    const bool byB = JudgedPart::fails(part.b);
                    const std::size_t number = m_verdict.addDiscordant(byB);
                    const auto told = std::ranges::find(m_telling, part.id, [](const auto &entry) { return entry.first; });
                    if (told == m_telling.end())
                        continue;
                    if (m_reviews.size() >= kWaiting) {  // an answer that was given makes room
                        const auto agreed = std::ranges::find_if(m_reviews, [](const ReviewPart &part) { return part.truth != Truth::Unknown; });
                        const auto done = agreed != m_reviews.end() ? agreed : std::ranges::find_if(m_reviews, isAnswered);
                        answered = std::move(done->frame);
                        m_reviews.erase(done);
                    }
                    m_reviews.push_back({number, std::move(told->second), part.box, part.label, byB});
                }
            }
            for (const std::uint64_t part : follower.left())
                std::erase_if(m_telling, [part](const auto &entry) { return entry.first == part; });
            return ended;
        },
        m_follower);
}

std::int64_t LiveComparison::waiting() const
{
    return std::ranges::count_if(m_reviews, [](const ReviewPart &part) { return !isAnswered(part); });
}

std::int64_t LiveComparison::differing() const
{
    return std::ranges::count_if(m_reviews, [](const ReviewPart &part) { return isAnswered(part) && part.truth == Truth::Unknown; });
}

ComparisonSnapshot LiveComparison::snapshot(const CoverageLimits &coverage) const
{
    const std::lock_guard lock(m_mutex);
    return {m_verdict.status(), std::holds_alternative<ObjectVerdicts>(m_follower), waiting() + m_recalling, m_countsPictures, m_coverage.seen(), coverage, {}, differing()};
}

Runs LiveComparison::runs() const
{
    const std::lock_guard lock(m_mutex);
    return m_verdict.runs();
}

AbMemory LiveComparison::memory() const
{
    const std::lock_guard lock(m_mutex);
    return m_verdict.memory();
}

bool LiveComparison::recall(AbMemory memory, Coverage coverage)
{
    auto told = AbComparison::recall(m_limits, std::move(memory));
    if (!told)
        return false;
    const std::lock_guard lock(m_mutex);
    m_verdict = std::move(*told);
    m_coverage = std::move(coverage);
    m_recalling = std::ranges::count(m_verdict.discordant(), Truth::Unknown, &DiscordantPart::truth);
    return true;
}

LiveComparison::Kept LiveComparison::kept() const
{
    Kept all;
    const std::lock_guard lock(m_mutex);
    all.told = m_verdict.memory();
    all.recalling = m_recalling > 0;
    all.coverage = m_coverage;
    std::ranges::copy_if(m_reviews, std::back_inserter(all.parts), [](const ReviewPart &part) { return part.truth == Truth::Unknown; });
    return all;
}

void LiveComparison::recallReviews(std::vector<ReviewPart> parts)
{
    const std::lock_guard lock(m_mutex);
    m_recalling = 0;
    const auto told = m_verdict.discordant();
    for (ReviewPart &part : parts) {
        if (m_reviews.size() >= kWaiting)
            break;
        const bool pending = part.frame && part.number < told.size() && told[part.number].truth == Truth::Unknown && told[part.number].failedByB == part.failedByB;
        if (pending && std::ranges::find(m_reviews, part.number, &ReviewPart::number) == m_reviews.end())
            m_reviews.push_back(std::move(part));
    }
    std::ranges::sort(m_reviews, {}, &ReviewPart::number);
}

std::vector<ReviewPart> LiveComparison::reviews() const
{
    const std::lock_guard lock(m_mutex);
    return m_reviews;
}

std::vector<ComparedFramePtr> LiveComparison::telling() const
{
    struct Telling {
        bool waits = false;
        PartWeight weight;
        std::uint64_t number = 0;
        ComparedFramePtr frame;
    };
    std::vector<Telling> parts;
    for (const ReviewPart &part : reviews())
        parts.push_back({!isAnswered(part), weightOf(part, m_limits), part.number, part.frame});
    std::ranges::sort(parts, std::greater(), [](const Telling &part) { return std::tuple(part.waits, part.weight, part.number); });
    std::vector<ComparedFramePtr> frames;
    for (Telling &part : parts)
        frames.push_back(std::move(part.frame));
    return frames;
}

bool LiveComparison::review(std::uint64_t number, ReviewOpinion opinion, int reviewers)
{
    const std::lock_guard lock(m_mutex);
    const auto part = std::ranges::find(m_reviews, number, &ReviewPart::number);
    if (part == m_reviews.end())
        return false;
    std::erase_if(part->opinions, [&, who = whose(opinion.by, reviewers)](const ReviewOpinion &known) { return whose(known.by, reviewers) == who; });
    if (opinion.truth != Truth::Unknown && part->opinions.size() < kMostOpinions)
        part->opinions.push_back(std::move(opinion));
    part->truth = agreed(part->opinions, reviewers);
    m_verdict.review(number, part->truth);
    return true;
}

}  // namespace lineside
