// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/review.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace lineside {

/// What a person says of two answers that stand beside each other without names.
enum class ReviewAnswer { LeftIsRight, RightIsRight, BothAreRight, NeitherIsRight };

/// Which part is asked about, on which side B's answer stands, and what was answered. Blind: the side is drawn anew for each part. Value type.
class ReviewQueue {
public:
    struct Given {
        std::uint64_t part = 0;
        Truth truth = Truth::Unknown;
        bool leftWasB = false;
        std::optional<std::uint64_t> picture = {};  ///< that it was answered by, its number; empty: there was none
    };

    /// `seed`: of the sides. `by`: who answers; parts on which he has answered wait for him no more, nor those on which `reviewers` have.
    explicit ReviewQueue(std::uint32_t seed, std::string by = {}, int reviewers = 1) : m_seed(seed), m_by(std::move(by)), m_reviewers(static_cast<std::size_t>(reviewers)) {}

    /// The parts that the engine has, the oldest first. The one at hand stays, unless it is gone. Where an answered number has another picture now, it is another comparison, and what was answered in the one before
    /// does not count.
    void setParts(std::vector<ReviewPart> parts);

    const ReviewPart *current() const;  ///< null: nothing waits
    bool leftIsB() const;               ///< of that one
    /// Answers the one at hand and goes on to the next; none where nothing waits.
    std::optional<Given> answer(ReviewAnswer answer);
    /// Goes on without an answer; the part comes again once the others are through.
    void skip();
    /// Takes the newest answer back: its part is at hand again, if it is still there. None: there is none to take back.
    std::optional<std::uint64_t> undo();
    /// The newest answer on that part does not count: it was not stored, so that the part waits.
    void retract(std::uint64_t part);

    std::size_t answered() const noexcept { return m_given.size(); }  ///< here, and not taken back
    std::size_t waiting() const;
    std::size_t waitingForOthers() const;  ///< that who answers here has answered, and somebody else has not yet
    std::size_t differing() const;         ///< on which people differ
    const std::string &by() const noexcept { return m_by; }
    const std::vector<ReviewPart> &parts() const noexcept { return m_parts; }
    const std::vector<Given> &given() const noexcept { return m_given; }

private:
    bool waits(const ReviewPart &part) const;
    bool isAnother(const Given &given) const;  ///< the part of that number is not the one that was answered
    void goOn();

    std::uint32_t m_seed;
    std::string m_by;
    std::size_t m_reviewers;
    std::vector<ReviewPart> m_parts;
    std::optional<std::uint64_t> m_current;
    std::vector<Given> m_given;
    std::set<std::uint64_t> m_skipped;
};

}  // namespace lineside
