// SPDX-License-Identifier: GPL-3.0-or-later
#include "offline/offlinereview.h"

#include <utility>

namespace lineside {

Result<std::shared_ptr<const OfflineReport>> OfflineReview::answered(const OfflineReport &report, std::size_t index, Truth truth, std::string by)
{
    if (index >= report.disagreements.size() || index >= m_discordant.size())
        return Error{ErrorCode::NotFound, "no place " + std::to_string(index) + " where they differ"};
    if (report.disagreements[index].truth)
        return Error{ErrorCode::InvalidInput, report.disagreements[index].picture + ": the labels say what it is"};
    auto next = std::make_shared<OfflineReport>(report);
    m_comparison.review(m_discordant[index], truth);
    next->verdict = m_comparison.status();
    OfflineDisagreement &said = next->disagreements[index];
    said.review = truth;
    said.reviewedBy = truth == Truth::Unknown ? std::string() : std::move(by);
    return std::shared_ptr<const OfflineReport>(std::move(next));
}

}  // namespace lineside
