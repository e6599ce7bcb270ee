// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/compareview.h"
#include "lineside/offline.h"

#include <QThreadPool>

#include <memory>

namespace lineside {

/// A recorded picture with the boxes of both models; Tab held shows one after the other alone. The picture, a file or what the report keeps of a video, is read on a thread of its own, which its end waits for. UI thread
/// only.
class RecordedView : public CompareView {
    Q_OBJECT

public:
    explicit RecordedView(PictureViewport &viewport, QWidget *parent = nullptr);
    ~RecordedView() override;

    /// Reads the picture of a disagreement of the report and shows it; what was asked for before and has not come is left out. Null: nothing.
    void open(const std::shared_ptr<const OfflineReport> &report, const OfflineDisagreement *disagreement);

protected:
    QString title() const override;
    QString caption() const override;
    void changeEvent(QEvent *event) override;

private:
    void read();
    bool wasNotKept() const;
    void retranslate();

    std::shared_ptr<const OfflineReport> m_report;
    OfflineDisagreement m_shown;
    QString m_problem;     ///< why it cannot be read; empty: it has not come
    quint64 m_asked = 0;   ///< number of the picture that was asked for last
    QThreadPool m_reader;
};

}  // namespace lineside
