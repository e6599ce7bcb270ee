// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/verdict.h"
#include "live/pictureviewport.h"

#include <QWidget>

namespace lineside {

class CompareView;

/// The pictures of a comparison, in the three ways to look at them, with a column between B and A or beside the one picture.
/// All show the same frame and the same spot of it. UI thread only.
class CompareViews : public QWidget {
    Q_OBJECT

public:
    bool hasHeightForWidth() const override { return false; }  ///< pictures are at home in any height
    enum class Way {
        Overlay,     ///< one picture with the boxes of both
        SideBySide,  ///< B, the preview, left; A, on air, right
        Wipe,        ///< one picture, B left and A right of a line that can be moved
    };

    /// Takes over `column`.
    explicit CompareViews(QWidget *column, QWidget *parent = nullptr);

    void setWay(Way way);
    Way way() const { return m_way; }
    void setFrame(const ComparedFramePtr &frame);  ///< null: none
    /// What is said in place of a picture.
    void setEmptyText(const QString &text);
    void showWhole() { m_viewport.showWhole(); }
    /// The picture, or the left one of two.
    CompareView *mainView() const;

private:
    PictureViewport m_viewport;
    CompareView *m_b, *m_a, *m_both, *m_wipe;
    Way m_way = Way::SideBySide;
};

}  // namespace lineside
