// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <thread>

namespace lineside::bench {

/// What a load does to a machine, one thing at a time.
enum class IdleWorkKind {
    Computing,  ///< in registers: what is left is another thread's taking turns
    Walking,    ///< through 64 MB, which no cache holds
    Mapping,    ///< takes pages from the system and gives them back, of which every processor that the process runs on is told
};

/// A thread of the priority at which models are loaded beside a line, which works without end as long as this lives.
class IdleWork {
public:
    explicit IdleWork(IdleWorkKind kind);

private:
    std::jthread m_thread;
};

}  // namespace lineside::bench
