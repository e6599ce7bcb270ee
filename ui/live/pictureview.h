// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "live/boxpainter.h"
#include "live/shownframe.h"
#include "live/tiletext.h"
#include "live/zoomview.h"

namespace lineside {

/// One of the two large pictures of a station: PREVIEW in a dashed frame or ON AIR in a solid one, always with its word
/// and its model. UI thread only.
class PictureView : public ZoomView {
    Q_OBJECT

public:
    enum class Role { Preview, OnAir };

    PictureView(Role role, PictureViewport &viewport, QWidget *parent = nullptr);

    void setTitle(const QString &model);
    /// Instead of a picture; empty: none.
    void setPlaceholder(const QString &words);
    void setFrame(const ShownFrame &shown);
    void setState(TileText::Picture picture, const QString &age, const QString &message);
    void setBoxes(bool boxes, bool labels);

    QRectF pictureArea() const override;
    QSize sizeHint() const override { return {640, 400}; }
    QSize minimumSizeHint() const override { return {140, 120}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QRect titleArea() const;
    void describe();

    Role m_role;
    QString m_title, m_placeholder, m_age, m_message;
    JudgedFramePtr m_judged;
    TileText::Picture m_state = TileText::Picture::Live;
    bool m_boxes = true, m_labels = true;
    BoxPainter m_boxPainter;
};

}  // namespace lineside
