// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/compareviewport.h"
#include "lineside/verdict.h"

#include <QStackedWidget>

#include <vector>

namespace lineside {

class CompareView;

/// The pictures of a comparison, in the three ways to look at them. All show the same frame and the same spot of it.
/// UI thread only.
class CompareViews : public QStackedWidget {
    Q_OBJECT

public:
    enum class Way {
        Overlay,     ///< one picture with the boxes of both
        SideBySide,  ///< B, the preview, left; A, on air, right
        Wipe,        ///< one picture, B left and A right of a line that can be moved
    };

    explicit CompareViews(QWidget *parent = nullptr);

    void setWay(Way way);
    Way way() const { return m_way; }
    void setFrame(const ComparedFramePtr &frame);  ///< null: none
    /// What is said in place of a picture.
    void setEmptyText(const QString &text);
    void resetZoom() { m_viewport.reset(); }

private:
    CompareViewport m_viewport;
    std::vector<CompareView *> m_all;
    Way m_way = Way::SideBySide;
};

}  // namespace lineside
