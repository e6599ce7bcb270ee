// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointF>
#include <QRectF>
#include <QSize>

namespace lineside {

/// Which spot of a picture is seen, and how large. Views that share one show the same spot at the same size. UI thread only.
class PictureViewport : public QObject {
    Q_OBJECT

public:
    /// A place on the screen that a picture is seen in.
    struct View {
        QSize picture;     ///< pixels of the camera
        QRectF area;       ///< logical pixels of the widget
        double ratio = 1;  ///< screen pixels to a logical one
    };
    static constexpr double kLeast = 0.25, kMost = 8;

    using QObject::QObject;

    /// The whole picture as large as the view allows, whatever size that has.
    bool whole() const { return m_scale == 0; }
    /// Screen pixels to one of the picture; 1 is one to one.
    double scale(const View &view) const;
    /// Where the whole picture lies, seen or not; logical pixels of the widget, on whole screen pixels.
    QRectF place(const View &view) const;

    void showWhole();
    /// Between `kLeast` and `kMost`, or as far as the whole picture needs; `fixed` (of the widget) stays where it is.
    void setScale(double scale, QPointF fixed, const View &view);
    /// Moves the picture, as far as there is more of it; logical pixels.
    void pan(QPointF by, const View &view);

signals:
    void changed();

private:
    double scaleOfWhole(const View &view) const;
    void moveTo(double scale, QPointF centre, const View &view);

    double m_scale = 0;  ///< 0: the whole picture
    QPointF m_centre{0.5, 0.5};  ///< shares of the picture's width and height
};

}  // namespace lineside
