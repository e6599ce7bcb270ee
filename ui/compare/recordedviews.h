// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/recordedreader.h"
#include "live/pictureviewport.h"

#include <QWidget>

class QToolButton;

namespace lineside {

class RecordedView;

/// The picture of a place where two models differ over recorded pictures: one with the boxes of both, or B and A side by side at the same spot. UI thread only.
class RecordedViews : public QWidget {
    Q_OBJECT

public:
    enum class Way {
        Overlay,     ///< one picture with the boxes of both
        SideBySide,  ///< B left, A right
    };

    explicit RecordedViews(QWidget *parent = nullptr);

    bool hasHeightForWidth() const override { return false; }  ///< pictures are at home in any height
    /// Reads the picture of a disagreement of the report and shows it. Null: nothing.
    void open(const std::shared_ptr<const OfflineReport> &report, const OfflineDisagreement *disagreement);
    void setWay(Way way);
    void showWhole() { m_viewport.showWhole(); }
    /// Does what a key means here: 1 and 2 choose the way; false: nothing.
    bool take(const QKeyEvent &key);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void showRead();

    PictureViewport m_viewport;
    RecordedReader m_reader;
    bool m_any = false;  ///< a place is shown
    QToolButton *m_overlay, *m_side;
    RecordedView *m_both, *m_b, *m_a;
};

}  // namespace lineside
