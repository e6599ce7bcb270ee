// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/station.h"

#include <QWidget>

#include <vector>

namespace lineside {

class EngineBridge;
class StationTile;

/// The tiles of all stations in a grid, with one selected. Arrows and 1 to 9 select, Enter opens, Space holds the picture,
/// B and L switch boxes and labels, C compares. Places never change by themselves. UI thread only.
class Wall : public QWidget {
    Q_OBJECT

public:
    explicit Wall(EngineBridge &bridge, QWidget *parent = nullptr);

    /// Tiles shown at once: 1, 2, 4, 6, 9, 16; 0: as many as there are stations and as the window is high for.
    void setTilesShown(int tiles);
    int tilesShown() const { return m_chosen; }
    int page() const { return m_page; }
    int pages() const;
    void setPage(int page);

    const std::vector<StationTile *> &tiles() const { return m_tiles; }
    StationTile *tileOf(const StationId &station) const;
    StationId selected() const;  ///< empty: none
    void select(const StationId &station);

    struct Grid {
        int columns = 1, rows = 1;
    };
    static Grid gridFor(int tiles, bool portrait);

signals:
    void selectionChanged(const lineside::StationId &station);
    void openRequested(const lineside::StationId &station);
    void reviewRequested(const lineside::StationId &station);
    void compareRequested(const lineside::StationId &station);
    void pagesChanged();
    void stationsChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void sync();
    void refreshWords();
    void refreshPictures();
    void arrange();
    void selectIndex(int index);
    void mark(int index);
    void markTile(const StationTile *tile);
    int effectiveTiles() const;
    bool singleKey(int key);

    EngineBridge &m_bridge;
    std::vector<StationTile *> m_tiles;  ///< owned by this widget, in the order of the stations
    int m_chosen = 0;
    int m_page = 0;
    int m_shown = 0;  ///< tiles of a page, as last arranged
    int m_selected = -1;
    unsigned m_tick = 0;
    bool m_boxes = true, m_labels = true;
};

}  // namespace lineside
