// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/heldmemory.h"

#include "base/memoryinfo.h"
#include "lineside/picturememory.h"

namespace lineside {
namespace {

// Cameras that start while a model is loaded, as all do when the program starts, take memory that is not the model's; nor are the
// libraries its own that the first one of a kind brings in.
std::uint64_t memoryWithoutPictures()
{
    const std::uint64_t own = readMemoryInfo().processOwn, pictures = bytesInPictures;
    return own > pictures ? own - pictures : 0;
}

}  // namespace

HeldMemory HeldMemory::now(const OnAccelerator &onAccelerator, const InGap &inGap)
{
    HeldMemory held{memoryWithoutPictures(), {}};
    if (onAccelerator)
        inGap([&] { held.accelerator = onAccelerator(); });
    return held;
}

std::uint64_t HeldMemory::since(const HeldMemory &before) const noexcept
{
    const auto growth = [](std::uint64_t from, std::uint64_t to) { return to > from ? to - from : 0; };
    return accelerator ? growth(before.accelerator.value_or(0), *accelerator) : growth(before.process, process);
}

}  // namespace lineside
