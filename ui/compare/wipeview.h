// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/compareview.h"

namespace lineside {

/// One picture of a comparison with a line across: left of it the boxes of B, right of it those of A. The line follows
/// the mouse while it is dragged, and the arrow keys; with Shift these move the picture. Tab held exchanges the sides. UI thread only.
class WipeView : public CompareView {
    Q_OBJECT

public:
    explicit WipeView(PictureViewport &viewport, QWidget *parent = nullptr);

    double split() const { return m_split; }  ///< share of the picture's place that is B's, 0…1
    void setSplit(double split);
    Shows shown() const override { return Shows::Both; }

protected:
    QString title() const override;
    void paintAnswers(QPainter &painter, const QRectF &area, const QTransform &toArea) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    bool nearLine(QPointF position) const;

    double m_split = 0.5;
    bool m_dragging = false;
};

}  // namespace lineside
