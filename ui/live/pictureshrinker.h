// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace lineside {

/// Makes the small picture of a tile out of a camera's large one: each pixel is the mean of four around its place, which
/// does not shimmer. Two by two; where a pixel stands for three or more, four of one row: fetching the rows is
/// what costs. Remembers which columns it reads. One thread at a time.
class PictureShrinker {
public:
    /// Smaller both ways, and neither of them empty.
    static bool canShrink(const ImageView &from, int width, int height) noexcept;
    /// Fills all of `to`. Only where canShrink().
    void shrink(const ImageView &from, const MutableImageView &to);

private:
    void placeColumns(int sourceWidth, int width, int taken);

    std::vector<std::ptrdiff_t> m_columns;  ///< byte in the source's row where each result pixel is read
    std::pair<int, int> m_columnsFor{0, 0};  ///< width of the source, pixels taken of a row
};

}  // namespace lineside
