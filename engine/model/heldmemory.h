// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

namespace lineside {

/// What is held by all networks together at a moment, bytes: what one of them took is how much more it is afterwards. Value type.
struct HeldMemory {
    using OnAccelerator = std::function<std::optional<std::uint64_t>()>;
    using InGap = std::function<void(const std::function<void()> &)>;

    std::uint64_t process = 0;  ///< this process's own, without the pictures in it
    std::optional<std::uint64_t> accelerator;

    /// Looks. `onAccelerator`: as in ExecutorMaker; may be empty. `inGap`: runs it between two frames, since what a frame needs meanwhile is no model's. Waits for the gap.
    static HeldMemory now(const OnAccelerator &onAccelerator, const InGap &inGap);
    /// On the accelerator, if there is one, else in the process.
    std::uint64_t since(const HeldMemory &before) const noexcept;
};

}  // namespace lineside
