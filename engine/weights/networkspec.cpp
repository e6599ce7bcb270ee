// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/networkspec.h"

namespace lineside {

const char *toString(HeadKind kind) noexcept
{
    switch (kind) {
    case HeadKind::AnchorFree: return "anchor_free";
    case HeadKind::AnchorFreeT: return "anchor_free_transposed";
    case HeadKind::EndToEnd: return "end_to_end";
    case HeadKind::AnchorBased: return "anchor_based";
    }
    return "unknown";
}

const char *toString(PicturePlace place) noexcept
{
    switch (place) {
    case PicturePlace::Centre: return "centre";
    case PicturePlace::UpperLeft: return "upper_left";
    }
    return "centre";
}

}  // namespace lineside
