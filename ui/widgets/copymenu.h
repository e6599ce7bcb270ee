// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLabel;

namespace lineside {

/// Gives a label of running text a menu that copies the whole of it. Qt's own selectable text is cut at the edge of its lines,
/// which takes the accents of capital letters away. Takes no ownership. UI thread only.
void addCopyMenu(QLabel *label);

}  // namespace lineside
