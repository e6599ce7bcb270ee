// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/reviewqueue.h"

#include <QString>

#include <algorithm>
#include <iterator>
#include <random>
#include <utility>

namespace lineside {
namespace {

bool same(const std::string &a, const std::string &b)
{
    return QString::fromStdString(a).compare(QString::fromStdString(b), Qt::CaseInsensitive) == 0;
}

std::optional<std::uint64_t> pictureOf(const ReviewPart &part)
{
    return part.frame ? std::optional(part.frame->active->frame->sequence) : std::nullopt;
}

}  // namespace

bool ReviewQueue::isAnother(const Given &given) const
{
    const auto part = std::ranges::find(m_parts, given.part, &ReviewPart::number);
    return part != m_parts.end() && given.picture && pictureOf(*part) && pictureOf(*part) != given.picture;
}

bool ReviewQueue::waits(const ReviewPart &part) const
{
    // What was answered here waits no more, also before the engine says so.
    return part.truth == Truth::Unknown && part.opinions.size() < m_reviewers && std::ranges::none_of(part.opinions, [this](const ReviewOpinion &o) { return same(o.by, m_by); })
           && std::ranges::none_of(m_given, [&](const Given &given) { return given.part == part.number; });
}

void ReviewQueue::setParts(std::vector<ReviewPart> parts)
{
    m_parts = std::move(parts);
    if (std::ranges::any_of(m_given, [this](const Given &given) { return isAnother(given); })) {
        m_given.clear();
        m_skipped.clear();
    }
    const ReviewPart *now = current();
    if (!now || !waits(*now))
        goOn();
}

const ReviewPart *ReviewQueue::current() const
{
    const auto part = std::ranges::find_if(m_parts, [this](const ReviewPart &p) { return p.number == m_current; });
    return m_current && part != m_parts.end() ? &*part : nullptr;
}

bool ReviewQueue::leftIsB() const
{
    std::seed_seq mix{m_seed, static_cast<std::uint32_t>(m_current.value_or(0)), static_cast<std::uint32_t>(m_current.value_or(0) >> 32)};
    return std::minstd_rand(mix)() >> 8 & 1;
}

void ReviewQueue::goOn()
{
    m_current.reset();
    for (const bool again : {false, true}) {
        if (again)
            m_skipped.clear();
        for (const ReviewPart &part : m_parts) {
            if (!waits(part) || m_skipped.contains(part.number))
                continue;
            m_current = part.number;
            return;
        }
    }
}

std::optional<ReviewQueue::Given> ReviewQueue::answer(ReviewAnswer answer)
{
    const ReviewPart *part = current();
    if (!part)
        return std::nullopt;
    const bool leftWasB = leftIsB();
    Given given{part->number, Truth::Even, leftWasB, pictureOf(*part)};
    if (answer == ReviewAnswer::LeftIsRight || answer == ReviewAnswer::RightIsRight)
        given.truth = part->ifRight(leftWasB == (answer == ReviewAnswer::LeftIsRight));
    m_given.push_back(given);
    goOn();
    return given;
}

void ReviewQueue::skip()
{
    if (!m_current)
        return;
    m_skipped.insert(*m_current);
    goOn();
}

std::optional<std::uint64_t> ReviewQueue::undo()
{
    if (m_given.empty())
        return std::nullopt;
    const std::uint64_t part = m_given.back().part;
    m_given.pop_back();
    m_current = part;
    const auto there = std::ranges::find(m_parts, part, &ReviewPart::number);
    if (there == m_parts.end())
        goOn();
    else
        there->truth = Truth::Unknown;
    return part;
}

void ReviewQueue::retract(std::uint64_t part)
{
    const auto newest = std::ranges::find(m_given.rbegin(), m_given.rend(), part, &Given::part);
    if (newest != m_given.rend())
        m_given.erase(std::next(newest).base());
    if (!current())
        goOn();
}

std::size_t ReviewQueue::waiting() const
{
    return static_cast<std::size_t>(std::ranges::count_if(m_parts, [this](const ReviewPart &part) { return waits(part); }));
}

std::size_t ReviewQueue::waitingForOthers() const
{
    return static_cast<std::size_t>(std::ranges::count_if(m_parts, [this](const ReviewPart &part) { return part.truth == Truth::Unknown && part.opinions.size() < m_reviewers && !waits(part); }));
}

std::size_t ReviewQueue::differing() const
{
    return static_cast<std::size_t>(std::ranges::count_if(m_parts, [](const ReviewPart &part) { return part.truth == Truth::Unknown && part.opinions.size() > 1; }));
}

}  // namespace lineside
