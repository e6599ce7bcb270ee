// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/recordedreader.h"
#include "compare/reviewview.h"

#include <optional>

namespace lineside {

/// The parts or objects on which two models differ over recorded pictures and of which labels say nothing, for a person to say which is right. A part whose picture cannot be had says so, and cannot be answered.
/// UI thread only.
class RecordedReview : public ReviewView {
    Q_OBJECT

public:
    explicit RecordedReview(EngineBridge &bridge, QWidget *parent = nullptr);

    /// The comparison as it is now; of another one than before it begins anew. It has a report.
    void setJob(const OfflineJobPtr &job);
    std::size_t waiting() const { return queue().waiting(); }
    bool asks() const { return !queue().parts().empty(); }  ///< there is anything that a person can say

protected:
    void answered(const ReviewQueue::Given &given) override;
    void takenBack(std::uint64_t part) override;
    ComparedFramePtr pictureOf(const ReviewPart &part) const override;
    QString withoutPicture(const ReviewPart &part) const override;
    QString nothingWaits() const override;
    void partShown() override;
    void showEvent(QShowEvent *event) override;

private:
    void send(std::uint64_t part, Truth truth);

    OfflineJobPtr m_job;
    RecordedReader m_reader;
    std::optional<std::uint64_t> m_read;  ///< the part whose picture was asked for last
};

}  // namespace lineside
