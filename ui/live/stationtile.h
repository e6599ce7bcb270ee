// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/engine.h"

#include "live/boxpainter.h"
#include "live/picturescaler.h"
#include "live/tilelayout.h"
#include "live/tiletext.h"

#include <QTimer>
#include <QWidget>

class QPushButton;

namespace lineside {

class EngineBridge;
class TransitionButton;

/// One station on the wall: header, moving picture with boxes, verdict band, figures; painted by hand, because the
/// picture changes thirty times a second. Repaints only the part that changed. UI thread only.
class StationTile : public QWidget {
    Q_OBJECT

public:
    StationTile(EngineBridge &bridge, StationId station, QWidget *parent = nullptr);

    const StationId &station() const { return m_station; }
    const TileText &text() const { return m_text; }
    const ShownFrame &shown() const { return m_picture.shown(); }
    const TileLayout &zones() const { return m_layout; }
    bool frozen() const { return m_frozen.frame != nullptr; }
    bool selected() const { return m_selected; }

    void setSelected(bool selected);
    void setBoxes(bool boxes);
    void setLabels(bool labels);
    /// Holds the picture; the live one goes on small in the corner. Ends by itself after a minute.
    void toggleFreeze();
    /// Tab comes to this tile and its buttons after those of `before`.
    void followInTabOrder(const StationTile &before);
    /// Takes over what the bridge has now. Called by the wall: pictures with each look at the feeds, words ten times a second.
    void refresh(bool words);

    static constexpr int kFreezeSeconds = 60;

    QSize sizeHint() const override { return {480, 360}; }
    QSize minimumSizeHint() const override { return {200, 150}; }

signals:
    void reviewRequested(const lineside::StationId &station);
    void chosen();  ///< pressed, or come to by Tab
    void worked();  ///< one of its buttons was pressed or come to: what follows by keys is meant for this station
    void openRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void refreshWords(const StationSnapshot &station);
    void showButton(QPushButton *button, bool shown);
    void placeButtons();
    QRect pictureRect() const;
    void paintHeader(QPainter &painter);
    void paintPicture(QPainter &painter, const QRegion &exposed);
    void paintStrip(QPainter &painter);
    /// The place of the words in the band, which a button makes smaller.
    struct NoteRoom {
        QRect whole, words;
        bool bar = false;   ///< the share of rejects stands below the words
        bool fits = false;  ///< none of the words is cut
        bool wraps = false;  ///< in two lines
    };
    NoteRoom noteRoom() const;
    void paintBand(QPainter &painter);
    void paintFigures(QPainter &painter);
    void announce(const TileText &before);

    EngineBridge &m_bridge;
    StationId m_station;
    FrameFeedPtr m_feed;
    TileText m_text;
    TileLayout m_layout;
    StationPicture m_picture;
    ShownFrame m_frozen;
    PictureScaler m_scaler, m_insetScaler;
    BoxPainter m_boxPainter;
    TransitionButton *m_transition;
    QPushButton *m_retry;
    QTimer m_thaw;
    SteadyTime m_failUntil, m_announcedAt;
    int m_figuresIn = 0;
    bool m_boxes = true, m_labels = true, m_selected = false;
};

}  // namespace lineside
