// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/station.h"

#include <functional>

class QMenu;
class QWidget;

namespace lineside {

class EngineBridge;

/// The menu of one station: Roll back first, then what may go into its preview, then its camera. Nothing in it promotes.
/// The caller shows it; it deletes itself when closed. UI thread only.
QMenu *makeStationMenu(EngineBridge &bridge, const StationId &station, std::function<void()> open, QWidget *parent);

}  // namespace lineside
