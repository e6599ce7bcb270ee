// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractAxis;
class QFont;

namespace lineside {

struct Theme;

/// Gives an axis of a chart the colours of the theme and the font of its page. UI thread only.
void dressAxis(QAbstractAxis &axis, const Theme &theme, const QFont &font);

}  // namespace lineside
