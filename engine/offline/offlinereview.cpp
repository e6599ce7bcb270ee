// SPDX-License-Identifier: GPL-3.0-or-later
#include "offline/offlinereview.h"

#include <algorithm>
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

void OfflineReview::recall(OfflineReport &report, const std::function<Said(const OfflineDisagreement &)> &said)
{
    for (std::size_t i = 0; i < std::min(report.disagreements.size(), m_discordant.size()); ++i) {
        OfflineDisagreement &place = report.disagreements[i];
        if (place.truth)
            continue;
        Said before = said(place);
        if (before.truth == Truth::Unknown)
            continue;
        m_comparison.review(m_discordant[i], before.truth);
        place.review = before.truth;
        place.reviewedBy = std::move(before.by);
    }
    report.verdict = m_comparison.status();
}

}  // namespace lineside
