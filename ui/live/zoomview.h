// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"
#include "live/picturescaler.h"
#include "live/pictureviewport.h"

#include <QTransform>
#include <QWidget>

namespace lineside {

/// A picture that can be looked at closely, from 25 to 800 %: wheel, + and - zoom; Z and a double click change between the whole
/// picture and 1:1; 0 shows the whole; dragging and arrow keys move it. Views that share a viewport, which must outlive them,
/// move in step. What stands around and on the picture is painted by the class that derives. UI thread only.
class ZoomView : public QWidget {
    Q_OBJECT

public:
    explicit ZoomView(PictureViewport &viewport, QWidget *parent = nullptr);

    double scale() const { return m_viewport.scale(view()); }  ///< screen pixels to one of the picture
    void zoomBy(double factor);                                ///< around the middle
    void toggleOneToOne();                                     ///< between the whole picture and 1:1
    /// Does what a key means for the picture; false: nothing.
    bool navigate(const QKeyEvent &event);
    /// From pixels of the picture to those of the widget.
    QTransform toWidget() const;
    /// The place of the widget that the picture is seen in.
    virtual QRectF pictureArea() const = 0;

signals:
    void scaleChanged();

protected:
    static constexpr int kBorder = 4;  ///< logical pixels around everything, for `paintBorder`

    const FramePtr &picture() const { return m_picture; }
    void setPicture(const FramePtr &picture);
    /// The part of the picture that is in its area, and black around it; returns where the whole lies.
    QRectF paintPicture(QPainter &painter, const QColor &around);
    /// Solid: on air; dashed: not. Heavier with the focus.
    void paintBorder(QPainter &painter, const QColor &ink, bool dashed) const;

    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    PictureViewport::View view() const;
    bool reachesOut() const;
    void showCursor(bool held);

    PictureViewport &m_viewport;
    FramePtr m_picture;
    PictureScaler m_scaler;
    QPointF m_dragFrom;
};

}  // namespace lineside
