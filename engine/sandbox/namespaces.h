// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lineside {

/// What `moveApart` could do. Value type.
struct Apart {
    bool network = false;  ///< a network with nobody else in it, not even this host; the same for System V's shared memory and queues
    bool root = false;     ///< an empty folder is all that there is of files
};

/// Moves this process, which must have one thread, into a world of its own, for good: nothing that others listen on, share or store has
/// a name there. With the privileges that it has, else with those of a user namespace; a container may forbid both.
Apart moveApart() noexcept;

}  // namespace lineside
