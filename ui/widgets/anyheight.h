// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>

namespace lineside {

/// A widget whose content is at home in any height, because it scrolls inside or shrinks: words that wrap somewhere in it
/// must not make it ask for the height in which they would all be seen.
template <class W>
class AnyHeight : public W {
public:
    using W::W;
    bool hasHeightForWidth() const override { return false; }
};

}  // namespace lineside
