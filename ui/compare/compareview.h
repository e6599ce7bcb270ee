// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/overlaypainter.h"
#include "live/zoomview.h"

namespace lineside {

/// One picture of a comparison with the boxes of B, of A, or of both. While Tab is held, a view with the focus shows the other
/// side at the same spot; a short press of Tab goes on to the next widget, as everywhere. Owned by the page; the viewport is
/// shared. UI thread only.
class CompareView : public ZoomView {
    Q_OBJECT

public:
    enum class Shows { A, B, Both };
    static constexpr quint64 kShortPressMs = 300;

    CompareView(Shows shows, PictureViewport &viewport, QWidget *parent = nullptr);

    void setFrame(const ComparedFramePtr &frame);
    const ComparedFramePtr &frame() const { return m_frame; }
    /// What is said in place of a picture.
    void setEmptyText(const QString &text);
    /// Tab is held.
    bool flipped() const { return m_flipped; }
    /// Whose boxes are seen now.
    virtual Shows shown() const;

    QRectF pictureArea() const override;
    QSize sizeHint() const override { return {640, 360}; }
    QSize minimumSizeHint() const override { return {240, 135}; }

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

    virtual QString title() const;
    /// At the right of the title, of the frame that is there: which it is, and what is said of it.
    virtual QString caption() const;
    /// Draws the boxes over the picture; `toArea` maps pixels of the frame. Only called while there is a frame.
    virtual void paintAnswers(QPainter &painter, const QRectF &area, const QTransform &toArea);

private:
    bool handleTab(const QKeyEvent &key);
    void flip(bool on);
    void drawHeader(QPainter &painter);
    void describe();

    Shows m_shows;
    Shows m_alone = Shows::A;  ///< of a view with both: whose boxes the last flip showed
    bool m_flipped = false;
    quint64 m_pressedAt = 0;  ///< time stamp of the key that flipped, milliseconds
    ComparedFramePtr m_frame;
    QString m_emptyText;
};

}  // namespace lineside
