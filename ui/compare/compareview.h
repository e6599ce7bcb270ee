// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/overlaypainter.h"

#include <QWidget>

namespace lineside {

class CompareViewport;

/// One picture of a comparison with the boxes of B, of A, or of both. Owned by the page; the viewport is shared.
/// UI thread only.
class CompareView : public QWidget {
    Q_OBJECT

public:
    enum class Shows { A, B, Both };

    CompareView(Shows shows, CompareViewport &viewport, QWidget *parent = nullptr);

    void setFrame(const ComparedFramePtr &frame);
    const ComparedFramePtr &frame() const { return m_frame; }
    /// What is said in place of a picture.
    void setEmptyText(const QString &text);

    QSize sizeHint() const override { return {640, 360}; }
    QSize minimumSizeHint() const override { return {240, 135}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

    virtual QString title() const;
    /// Draws the boxes over the picture; `toArea` maps pixels of the frame. Only called while there is a frame.
    virtual void paintAnswers(QPainter &painter, const QRectF &area, const QTransform &toArea);
    QRectF pictureArea() const;

private:
    void drawFrame(QPainter &painter);
    void drawHeader(QPainter &painter);
    void describe();

    Shows m_shows;
    CompareViewport &m_viewport;
    ComparedFramePtr m_frame;
    QString m_emptyText;
    QPointF m_dragFrom;
};

}  // namespace lineside
