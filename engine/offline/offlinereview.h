// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide/abcomparison.h"
#include "lineside/offline.h"
#include "lineside/result.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace lineside {

/// What a report was made from, so that people can say afterwards what the parts are on which two models differ. Value type; not shared between threads.
class OfflineReview {
public:
    OfflineReview() = default;
    /// `discordant`: for each disagreement of the report, in its order, its number in the comparison.
    OfflineReview(AbComparison comparison, std::vector<std::size_t> discordant) : m_comparison(std::move(comparison)), m_discordant(std::move(discordant)) {}

    /// The report with what a person says of one of its disagreements, or says no more (Unknown), and with the verdict that follows; the places stay. Error: NotFound: there is no such place; InvalidInput: the labels say
    /// what it is.
    Result<std::shared_ptr<const OfflineReport>> answered(const OfflineReport &report, std::size_t index, Truth truth, std::string by);

    /// What was said before of its places, into the report: of each what `said` has; Unknown: nothing. What the labels tell stays.
    struct Said {
        Truth truth = Truth::Unknown;
        std::string by;
    };
    void recall(OfflineReport &report, const std::function<Said(const OfflineDisagreement &)> &said);

private:
    AbComparison m_comparison;
    std::vector<std::size_t> m_discordant;
};

}  // namespace lineside
