// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/station.h"

#include <QRect>
#include <QString>

#include <vector>

class QMimeData;
class QWidget;

namespace lineside {

/// A place of the window where a file can be dropped for one station. Value type.
struct DropTarget {
    QRect area;  ///< in coordinates of the window
    StationId station;
    QString name;  ///< of the station, as shown
};

/// A page that has places for dropped files besides the library strip. UI thread only.
class DropTargets {
public:
    virtual ~DropTargets() = default;
    virtual std::vector<DropTarget> dropTargets(const QWidget *window) const = 0;
};

/// A page that takes dropped files which are no weight files, itself. UI thread only.
class DropTaker {
public:
    virtual ~DropTaker() = default;
    virtual bool takesDrop(const QMimeData &data) const = 0;
};

}  // namespace lineside
