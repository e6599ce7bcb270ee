// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/offline.h"
#include "lineside/verdict.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

namespace lineside {

/// Reads the picture of a place where two models differ, a file or what the report keeps of a video, on a thread of its own, which its end waits for. UI thread only.
class RecordedReader : public QObject {
    Q_OBJECT

public:
    explicit RecordedReader(QObject *parent = nullptr);
    ~RecordedReader() override;

    /// Begins; what was asked for before and has not come is left out. Null: nothing is wanted.
    void read(const std::shared_ptr<const OfflineReport> &report, const OfflineDisagreement *disagreement);

    /// The picture with what both said; null: it has not come, or cannot be had.
    const ComparedFramePtr &frame() const { return m_frame; }
    /// Why it cannot be had, for people; empty: it is here, or has not come.
    QString problem() const;

signals:
    void came();  ///< the picture, or that it cannot be had; never from within `read`

private:
    bool wasNotKept() const;

    std::shared_ptr<const OfflineReport> m_report;
    OfflineDisagreement m_wanted;
    ComparedFramePtr m_frame;
    QString m_problem;
    quint64 m_asked = 0;  ///< number of the picture that was asked for last
    QThreadPool m_reader;
};

}  // namespace lineside
