// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/verdict.h"

#include <cstdint>
#include <string>

namespace lineside {

/// One part, or where a rule says nothing one object, with what each model says of it over all its frames. An object that a model sees is a Fail, one that it does not see a Pass. Value type.
struct JudgedPart {
    std::uint64_t id = 0;  ///< ascending, by when it appeared
    Verdict a = Verdict::Unknown, b = Verdict::Unknown;  ///< Unknown: not seen
    Verdict truth = Verdict::Unknown;   ///< what a judge who is always right would say; meant where `truthKnown`
    bool truthKnown = false;
    std::uint64_t frame = 0;  ///< number of the frame that shows best where they differ, else of the first one that counted
    Box box;                  ///< in that frame
    std::string label;        ///< that decided there

    /// A part that is not seen goes on down the line like one that passes; one that nobody is sure of does not.
    static constexpr bool fails(Verdict v) noexcept { return v == Verdict::Fail || v == Verdict::Unsure; }
    bool discordant() const noexcept { return fails(a) != fails(b); }
};

}  // namespace lineside
