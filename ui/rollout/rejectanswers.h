// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/review.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace lineside {

/// Which rejected part of a canary a person is asked about, and what was answered at this window. An answer counts here at once, and is forgotten where the engine refuses it. Value type.
class RejectAnswers {
public:
    /// The parts that the engine has, the oldest first.
    void setParts(std::vector<RejectReview> parts);
    /// Lets go of the pictures, which are large, until there are parts again.
    void dropPictures();

    const RejectReview *current() const;  ///< the one that waits longest, or whose answer was taken back; null: nothing waits
    /// Answers the one at hand. None: nothing waits.
    std::optional<std::uint64_t> answer(Truth truth);
    /// Takes the newest answer back: its part is at hand again. None: there is none to take back.
    std::optional<std::uint64_t> undo();
    /// What the engine said to an answer, or (`truth` Unknown) to one that was taken back.
    void settle(std::uint64_t number, Truth truth, bool taken);

    std::size_t answered() const;
    std::size_t waiting() const { return m_parts.size() - answered(); }
    bool canUndo() const { return !m_given.empty(); }

private:
    Truth truthOf(const RejectReview &part) const;

    std::vector<RejectReview> m_parts;
    std::map<std::uint64_t, Truth> m_asked;  ///< of the engine, which has not said anything to it yet
    std::vector<std::uint64_t> m_given;      ///< here, the newest last
    std::optional<std::uint64_t> m_again;    ///< its answer was taken back
};

}  // namespace lineside
