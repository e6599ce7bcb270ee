// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace lineside {

enum class Glyph { Live, Library, Compare, Canary, History, Memory, Settings, Help, Lock };

/// The icons of the rail, and the lock of menus, drawn in the text colour of the palette in force, sharp at every scale. UI thread only.
QIcon glyphIcon(Glyph glyph);

/// The program's own icon.
QIcon programIcon();

}  // namespace lineside
