// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/access.h"
#include "lineside/comparison.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace lineside {

/// What a station asks for before a model goes on air in place of another. The way back asks for nothing.
enum class PromotionPolicy {
    Nothing,
    Reason,   ///< why
    Verdict,  ///< that the model is at least as good by the comparison that runs there; without it, who answers for it and why
};
const char *toString(PromotionPolicy policy) noexcept;  ///< "nothing", "reason", "verdict"

/// What has to be asked now. `proven`: by the comparison that runs there, as ComparisonSnapshot::proves says.
constexpr PromotionPolicy asked(PromotionPolicy policy, bool inPlaceOfAnother, bool proven) noexcept
{
    return policy == PromotionPolicy::Verdict && (proven || !inPlaceOfAnother) ? PromotionPolicy::Nothing : policy;
}

/// What somebody puts his name to, after he has shown that it is he. Value type.
struct ElectronicSignature {
    std::string name;     ///< as it is printed
    std::string meaning;  ///< "approved", "reviewed", "emergency"
    std::chrono::system_clock::time_point at;

    bool operator==(const ElectronicSignature &) const = default;
};

/// Why a model goes on air, and who answers for it. For the history; any may be empty. Value type.
struct PromotionNote {
    std::string reason;
    std::string by;
    std::optional<Role> role = {};  ///< of `by`
    std::optional<ElectronicSignature> signature = {};

    static constexpr std::size_t kMaxReason = 2000, kMaxBy = 200;  ///< bytes
};

/// What was known of a model against the one on air when it went on air in its place. Value type.
struct PromotionEvidence {
    AbState state = AbState::Open;
    bool contradicted = false;
    bool countsObjects = false;  ///< instead of parts
    std::int64_t parts = 0, discordant = 0, pending = 0;
    double logNotWorse = 0, logWorse = 0;
    AbLimits limits;
    CoverageSeen seen = {};  ///< by the comparison
    int stations = 1;        ///< whose comparisons it is, taken together

    bool operator==(const PromotionEvidence &) const = default;
};

}  // namespace lineside
