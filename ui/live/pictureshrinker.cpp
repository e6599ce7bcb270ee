// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/pictureshrinker.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace lineside {

namespace {

constexpr int kRowsAhead = 2;  // of the result, that memory is asked for before they are made
constexpr int kAtOnce = 4;     // pixels of the result

// Vectors of the compiler: whatever the processor has for 16 bytes, and plain words where it has nothing.
using Words64 = std::uint64_t __attribute__((vector_size(16)));  // two pairs of pixels
using Words32 = std::uint32_t __attribute__((vector_size(16)));  // four pixels

// Halves of each byte before the sum, so that all bytes of a word are averaged at once without spilling over.
Words64 meanOf(Words64 a, Words64 b) noexcept
{
    return (a & b) + (((a ^ b) >> 1) & 0x7f7f7f7f7f7f7f7fULL);
}
Words32 meanOf(Words32 a, Words32 b) noexcept
{
    return (a & b) + (((a ^ b) >> 1) & 0x7f7f7f7fU);
}

Words64 pairAt(const std::uint8_t *left, const std::uint8_t *right) noexcept
{
    std::uint64_t a, b;
    std::memcpy(&a, left, 8);
    std::memcpy(&b, right, 8);
    return Words64{a, b};
}

/// Where the pairs of pixels lie whose means two neighbouring result pixels are: beside each other in one row, ...
struct InOneRow {
    Words64 operator()(const std::uint8_t *left, const std::uint8_t *right) const noexcept
    {
        Words64 a, b;
        std::memcpy(&a, left, 16);
        std::memcpy(&b, right, 16);
        return meanOf(__builtin_shufflevector(a, b, 0, 2), __builtin_shufflevector(a, b, 1, 3));
    }
};
/// ... or one below the other.
struct TwoByTwo {
    std::ptrdiff_t below;

    Words64 operator()(const std::uint8_t *left, const std::uint8_t *right) const noexcept
    {
        return meanOf(pairAt(left, right), pairAt(left + below, right + below));
    }
};

/// Four pixels of the result.
template <class Taking>
void putFour(std::uint8_t *out, const std::uint8_t *row, const std::ptrdiff_t *columns, Taking taking) noexcept
{
    const auto a = reinterpret_cast<Words32>(taking(row + columns[0], row + columns[1]));
    const auto b = reinterpret_cast<Words32>(taking(row + columns[2], row + columns[3]));
    const Words32 four = meanOf(__builtin_shufflevector(a, b, 0, 2, 4, 6), __builtin_shufflevector(a, b, 1, 3, 5, 7));
    std::memcpy(out, &four, sizeof four);
}

/// Asks for memory that is read soon. The rows of a picture that are used lie too far apart for the processor to guess.
void fetchAhead(const void *address) noexcept
{
    __builtin_prefetch(address);
}

}  // namespace

bool PictureShrinker::canShrink(const ImageView &from, int width, int height) noexcept
{
    return !from.empty() && width > 0 && height > 0 && width < from.width && height < from.height;
}

void PictureShrinker::placeColumns(int sourceWidth, int width, int taken)
{
    if (static_cast<int>(m_columns.size()) == width && m_columnsFor == std::pair(sourceWidth, taken))
        return;
    m_columns.resize(static_cast<std::size_t>(width));
    for (int x = 0; x < width; ++x)
        m_columns[static_cast<std::size_t>(x)] =
            std::ptrdiff_t{4} * std::min(static_cast<int>(static_cast<long long>(x) * sourceWidth / width), sourceWidth - taken);
    m_columnsFor = {sourceWidth, taken};
}

void PictureShrinker::shrink(const ImageView &from, const MutableImageView &to)
{
    const bool oneRow = from.width >= std::max(4, 3 * to.width) && from.height >= 3 * to.height;
    placeColumns(from.width, to.width, oneRow ? 4 : 2);
    const auto byteOf = [&](int y) {
        return from.strideBytes * std::min(static_cast<int>(static_cast<long long>(y) * from.height / to.height), from.height - 2);
    };
    const auto make = [&](auto taking, bool below) {
        for (int y = 0; y < to.height; ++y) {
            const std::uint8_t *row = from.pixels + byteOf(y);
            const std::ptrdiff_t ahead = byteOf(std::min(y + kRowsAhead, to.height - 1)) - byteOf(y);
            std::uint8_t *out = to.pixels + y * to.strideBytes;
            const std::ptrdiff_t *columns = m_columns.data();
            int x = 0;
            for (; x + kAtOnce <= to.width; x += kAtOnce, columns += kAtOnce, out += 4 * kAtOnce) {
                fetchAhead(row + columns[0] + ahead);
                if (below)
                    fetchAhead(row + columns[0] + ahead + from.strideBytes);
                putFour(out, row, columns, taking);
            }
            if (x == to.width)
                continue;
            // What is left of the row, with the last column for those that are not there.
            std::ptrdiff_t last[kAtOnce];
            std::uint8_t four[4 * kAtOnce];
            for (int i = 0; i < kAtOnce; ++i)
                last[i] = columns[std::min(i, to.width - x - 1)];
            putFour(four, row, last, taking);
            std::memcpy(out, four, static_cast<std::size_t>(4 * (to.width - x)));
        }
    };
    if (oneRow)
        make(InOneRow{}, false);
    else
        make(TwoByTwo{from.strideBytes}, true);
}

}  // namespace lineside
