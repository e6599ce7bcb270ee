// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/wall.h"

#include "bridge/enginebridge.h"
#include "live/stationtile.h"
#include "live/tilelayout.h"
#include "settings/interfacesettings.h"

#include <QApplication>
#include <QKeyEvent>

#include <algorithm>
#include <array>
#include <utility>

namespace lineside {

namespace {

constexpr int kGap = 8;
constexpr unsigned kTicksPerWords = 3;

}  // namespace

Wall::Wall(EngineBridge &bridge, QWidget *parent) : QWidget(parent), m_bridge(bridge)
{
    setObjectName(QStringLiteral("wall"));
    setFocusPolicy(Qt::ClickFocus);  // by Tab one comes to the tiles
    connect(&bridge, &EngineBridge::structureChanged, this, &Wall::sync);
    connect(&bridge, &EngineBridge::tick, this, &Wall::refreshWords);
    connect(&bridge, &EngineBridge::pictureTick, this, &Wall::refreshPictures);
    sync();
}

Wall::Grid Wall::gridFor(int tiles, bool portrait)
{
    Grid grid = tiles <= 1 ? Grid{1, 1} : tiles <= 2 ? Grid{2, 1} : tiles <= 4 ? Grid{2, 2}
              : tiles <= 6 ? Grid{3, 2} : tiles <= 9 ? Grid{3, 3} : Grid{4, 4};
    if (portrait)
        std::swap(grid.columns, grid.rows);
    return grid;
}

int Wall::effectiveTiles() const
{
    if (m_chosen > 0)
        return m_chosen;
    const QSize least = TileLayout::leastSize(font());
    // The panel of files beside the wall makes tiles narrow for a while; it does not send them to other pages.
    const int wide = std::max(width(), window()->width() * 4 / 5);
    const auto cell = [&](int tiles) {
        const Grid grid = gridFor(tiles, height() > width());
        return QSize((wide - kGap * (grid.columns - 1)) / grid.columns, (height() - kGap * (grid.rows - 1)) / grid.rows);
    };
    constexpr std::array kSteps{1, 2, 4, 6, 9, 16};
    const auto all = std::ranges::find_if(kSteps, [&](int tiles) { return static_cast<int>(m_tiles.size()) <= tiles; });
    const int wanted = all == kSteps.end() ? kSteps.back() : *all;
    if (cell(wanted).height() >= least.height())
        return wanted;
    // Pages are needed: then with tiles that show the whole verdict.
    int most = 1;
    for (const int tiles : kSteps) {
        if (tiles <= wanted && cell(tiles).width() >= least.width() && cell(tiles).height() >= least.height())
            most = tiles;
    }
    return most;
}

int Wall::pages() const
{
    return std::max(1, (static_cast<int>(m_tiles.size()) + effectiveTiles() - 1) / effectiveTiles());
}

void Wall::setTilesShown(int tiles)
{
    m_chosen = tiles;
    m_page = std::clamp(m_selected / effectiveTiles(), 0, pages() - 1);
    arrange();
    emit pagesChanged();
}

void Wall::setPage(int page)
{
    page = std::clamp(page, 0, pages() - 1);
    if (page == m_page)
        return;
    m_page = page;
    // Qt would hand the focus of a tile that is hidden on to whatever comes next by Tab, which would then be selected.
    QWidget *focus = QApplication::focusWidget();
    const bool inside = isAncestorOf(focus);
    if (inside)
        focus->clearFocus();
    arrange();
    emit pagesChanged();
    // Keys act on the selected station: it must be one that is seen.
    if (m_selected >= 0 && m_selected / effectiveTiles() != m_page)
        mark(m_page * effectiveTiles());
    if (inside)
        setFocus();
}

StationTile *Wall::tileOf(const StationId &station) const
{
    const auto it = std::ranges::find(m_tiles, station, &StationTile::station);
    return it == m_tiles.end() ? nullptr : *it;
}

StationId Wall::selected() const
{
    return m_selected < 0 ? StationId() : m_tiles[static_cast<std::size_t>(m_selected)]->station();
}

void Wall::select(const StationId &station)
{
    const auto it = std::ranges::find(m_tiles, station, &StationTile::station);
    if (it != m_tiles.end())
        selectIndex(static_cast<int>(it - m_tiles.begin()));
}

void Wall::selectIndex(int index)
{
    if (m_tiles.empty())
        return;
    index = std::clamp(index, 0, static_cast<int>(m_tiles.size()) - 1);
    mark(index);
    setPage(index / effectiveTiles());
    m_tiles[static_cast<std::size_t>(index)]->setFocus();
}

void Wall::mark(int index)
{
    const bool changed = std::exchange(m_selected, index) != index;
    for (std::size_t i = 0; i < m_tiles.size(); ++i)
        m_tiles[i]->setSelected(static_cast<int>(i) == index);
    if (changed)
        emit selectionChanged(selected());
}

void Wall::markTile(const StationTile *tile)
{
    if (const auto it = std::ranges::find(m_tiles, tile); it != m_tiles.end())
        mark(static_cast<int>(it - m_tiles.begin()));
}

void Wall::sync()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    const auto same = [](const StationSnapshot &s, const StationTile *tile) { return s.config.id == tile->station(); };
    const bool unchanged = std::ranges::equal(snapshot->stations, m_tiles, same);
    if (!unchanged) {
        const StationId before = selected();
        std::vector<StationTile *> kept;
        for (const StationSnapshot &s : snapshot->stations) {
            StationTile *tile = tileOf(s.config.id);
            if (!tile) {
                tile = new StationTile(m_bridge, s.config.id, this);
                tile->setBoxes(m_boxes);
                tile->setLabels(m_labels);
                connect(tile, &StationTile::reviewRequested, this, &Wall::reviewRequested);
                connect(tile, &StationTile::chosen, this, [this, tile] { select(tile->station()); });
                connect(tile, &StationTile::worked, this, [this, tile] { markTile(tile); });
                connect(tile, &StationTile::openRequested, this, [this, tile] { emit openRequested(tile->station()); });
            }
            kept.push_back(tile);
        }
        for (StationTile *tile : m_tiles) {
            if (std::ranges::find(kept, tile) == kept.end()) {
                tile->hide();
                tile->deleteLater();
            }
        }
        m_tiles = std::move(kept);
        m_selected = -1;
        for (std::size_t i = 0; i < m_tiles.size(); ++i) {
            const bool selected = m_tiles[i]->station() == before;
            m_tiles[i]->setSelected(selected);
            if (selected)
                m_selected = static_cast<int>(i);
            if (i > 0)
                m_tiles[i]->followInTabOrder(*m_tiles[i - 1]);
        }
        m_page = m_selected < 0 ? std::clamp(m_page, 0, pages() - 1) : m_selected / effectiveTiles();
        arrange();
        emit stationsChanged();
        emit pagesChanged();
    }
    if (!isVisible())
        return;  // when it is shown it looks anew; a picture that nobody sees must not count as asked for
    for (StationTile *tile : m_tiles)
        tile->refresh(true);
}

void Wall::refreshWords()
{
    if (!isVisible())
        return;
    ++m_tick;
    // Words are looked at in turns, so that no tick has to do all tiles.
    for (std::size_t i = 0; i < m_tiles.size(); ++i)
        if (m_tiles[i]->isVisible() && (m_tick + i) % kTicksPerWords == 0)
            m_tiles[i]->refresh(true);
}

void Wall::refreshPictures()
{
    if (!isVisible())
        return;
    for (StationTile *tile : m_tiles)
        if (tile->isVisible())
            tile->refresh(false);
}

void Wall::arrange()
{
    const int shown = m_shown = effectiveTiles();
    const Grid grid = gridFor(shown, height() > width());
    const int first = m_page * shown;
    const double cellWidth = (width() - kGap * (grid.columns - 1)) / static_cast<double>(grid.columns);
    const double cellHeight = (height() - kGap * (grid.rows - 1)) / static_cast<double>(grid.rows);
    for (int i = 0; i < static_cast<int>(m_tiles.size()); ++i) {
        StationTile *tile = m_tiles[static_cast<std::size_t>(i)];
        const int place = i - first;
        const bool visible = place >= 0 && place < grid.columns * grid.rows && place < shown;
        if (visible) {
            const int column = place % grid.columns;
            const int row = place / grid.columns;
            const int left = qRound(column * (cellWidth + kGap)), top = qRound(row * (cellHeight + kGap));
            tile->setGeometry(left, top, qRound(column * (cellWidth + kGap) + cellWidth) - left,
                              qRound(row * (cellHeight + kGap) + cellHeight) - top);
        }
        tile->setVisible(visible);
    }
}

void Wall::resizeEvent(QResizeEvent *)
{
    if (m_shown != effectiveTiles()) {
        m_page = std::clamp(std::max(0, m_selected) / effectiveTiles(), 0, pages() - 1);
        emit pagesChanged();
    }
    arrange();
}

void Wall::focusInEvent(QFocusEvent *)
{
    if (StationTile *tile = tileOf(selected()))
        tile->setFocus();
}

void Wall::showEvent(QShowEvent *)
{
    for (StationTile *tile : m_tiles)
        tile->refresh(true);
}

bool Wall::singleKey(int key)
{
    if (!InterfaceSettings::singleKeys())
        return false;
    switch (key) {
    case Qt::Key_Space:
        if (StationTile *tile = tileOf(selected()))
            tile->toggleFreeze();
        return true;
    case Qt::Key_B:
        m_boxes = !m_boxes;
        for (StationTile *tile : m_tiles)
            tile->setBoxes(m_boxes);
        return true;
    case Qt::Key_C:
        if (m_selected >= 0)
            emit compareRequested(selected());
        return true;
    case Qt::Key_L:
        m_labels = !m_labels;
        for (StationTile *tile : m_tiles)
            tile->setLabels(m_labels);
        return true;
    default:
        if (key < Qt::Key_1 || key > Qt::Key_9)
            return false;
        if (key - Qt::Key_1 < static_cast<int>(m_tiles.size()))
            selectIndex(key - Qt::Key_1);
        return true;
    }
}

void Wall::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() & ~Qt::KeypadModifier)
        return QWidget::keyPressEvent(event);
    const int columns = gridFor(effectiveTiles(), height() > width()).columns;
    switch (event->key()) {
    case Qt::Key_Left: selectIndex(m_selected - 1); break;
    case Qt::Key_Right: selectIndex(m_selected + 1); break;
    case Qt::Key_Up: selectIndex(m_selected < columns ? m_selected : m_selected - columns); break;
    case Qt::Key_Down:
        selectIndex(m_selected < 0 ? 0 : m_selected + columns < static_cast<int>(m_tiles.size()) ? m_selected + columns : m_selected);
        break;
    case Qt::Key_Home: selectIndex(0); break;
    case Qt::Key_End: selectIndex(static_cast<int>(m_tiles.size()) - 1); break;
    case Qt::Key_PageUp: setPage(m_page - 1); break;
    case Qt::Key_PageDown: setPage(m_page + 1); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!event->isAutoRepeat() && m_selected >= 0)
            emit openRequested(selected());
        break;
    default:
        if (event->isAutoRepeat() || !singleKey(event->key()))
            QWidget::keyPressEvent(event);
    }
}

}  // namespace lineside
