// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "actions/dropcheck.h"
#include "actions/droptargets.h"

#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QDropEvent;
class QDragLeaveEvent;

namespace lineside {

class DropPlate;
class EngineBridge;

/// While a file is dragged over the window: dims everything but the places where it may land, and writes there what will
/// happen. Lies over the whole window; gets the drag events from the window (and, in a real drag, before any other
/// widget of it). Always a copy: the operator's file stays where it is. UI thread only.
class DropOverlay : public QWidget {
    Q_OBJECT

public:
    DropOverlay(EngineBridge &bridge, QWidget *window);

    /// Where files can go on the page shown; asked at the start of each drag.
    void setTargets(std::function<std::vector<DropTarget>()> targets) { m_findTargets = std::move(targets); }
    /// The part of the window below its top bar, beside the rail: there the library strip stands.
    void setContentArea(std::function<QRect()> area) { m_findContent = std::move(area); }

    /// What the page shown takes itself is none of this overlay's.
    void setElsewhere(std::function<bool(const QMimeData &)> takes) { m_elsewhere = std::move(takes); }

    /// True where the event was for this overlay; then it has been accepted or ignored.
    bool handle(QEvent *event);
    void cancel();

    bool active() const { return isVisible(); }
    const DropCheck &check() const { return m_check; }
    const std::vector<DropTarget> &targets() const { return m_targets; }
    QRect strip() const { return m_strip; }
    QString stripText() const;
    QString targetText(const DropTarget &target) const;

signals:
    void offeredTo(const lineside::StationId &station);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void begin(const QDropEvent &event);
    void placePlates();
    /// Shows over which place the file is held.
    void markPlates();
    void decide(QDropEvent &event);
    bool overStrip(QPoint position) const { return m_strip.contains(position); }
    const DropTarget *targetAt(QPoint position) const;
    bool concerns(const QDropEvent &event) const;

    EngineBridge &m_bridge;
    std::function<std::vector<DropTarget>()> m_findTargets;
    std::function<QRect()> m_findContent;
    std::function<bool(const QMimeData &)> m_elsewhere;
    DropCheck m_check;
    std::vector<DropTarget> m_targets;
    std::vector<DropPlate *> m_plates;  ///< one for each target, and those of earlier drags that had more
    DropPlate *m_stripPlate;
    QRect m_content, m_strip;
    QPoint m_position;
    bool m_cancelled = false;
    bool m_refused = false;  ///< whoever is here may not offer files
};

}  // namespace lineside
