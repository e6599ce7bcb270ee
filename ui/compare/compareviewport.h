// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointF>
#include <QTransform>

#include <algorithm>

namespace lineside {

/// Zoom and position that all views of a comparison share, so that they always show the same spot. The centre is in
/// shares of the picture's width and height. UI thread only.
class CompareViewport : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    double zoom() const { return m_zoom; }        ///< 1: the whole picture fits
    QPointF centre() const { return m_centre; }

    void set(double zoom, QPointF centre)
    {
        zoom = std::clamp(zoom, 1.0, 16.0);
        const double reach = 0.5 / zoom;
        centre = {std::clamp(centre.x(), reach, 1 - reach), std::clamp(centre.y(), reach, 1 - reach)};
        if (zoom == m_zoom && centre == m_centre)
            return;
        m_zoom = zoom;
        m_centre = centre;
        emit changed();
    }
    void reset() { set(1, {0.5, 0.5}); }

    /// From pixels of a picture to a view.
    QTransform map(QSizeF picture, QSizeF view) const
    {
        const double scale = std::min(view.width() / picture.width(), view.height() / picture.height()) * m_zoom;
        QTransform t;
        t.translate(view.width() / 2, view.height() / 2);
        t.scale(scale, scale);
        t.translate(-m_centre.x() * picture.width(), -m_centre.y() * picture.height());
        return t;
    }

signals:
    void changed();

private:
    double m_zoom = 1;
    QPointF m_centre{0.5, 0.5};
};

}  // namespace lineside
