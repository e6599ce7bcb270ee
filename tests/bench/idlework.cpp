// SPDX-License-Identifier: GPL-3.0-or-later
#include "idlework.h"

#include "base/taskrunner.h"

#include <sys/mman.h>

#include <cstddef>
#include <vector>

namespace lineside::bench {
namespace {

constexpr std::size_t kWalked = std::size_t{64} << 20, kMapped = std::size_t{4} << 20, kLine = 64, kPage = 4096;

void compute(const std::stop_token &stop)
{
    volatile double kept = 1;
    while (!stop.stop_requested()) {
        double value = kept;
        for (int i = 0; i < 100'000; ++i)
            value = value * 0.999999 + 1e-9;
        kept = value;
    }
}

void walk(const std::stop_token &stop)
{
    std::vector<unsigned char> memory(kWalked, 1);
    while (!stop.stop_requested()) {
        for (std::size_t at = 0; at < memory.size(); at += kLine)
            ++memory[at];
    }
}

void map(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        void *const pages = ::mmap(nullptr, kMapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (pages == MAP_FAILED)
            return;
        for (std::size_t at = 0; at < kMapped; at += kPage)
            static_cast<volatile unsigned char *>(pages)[at] = 1;
        ::munmap(pages, kMapped);
    }
}

}  // namespace

IdleWork::IdleWork(IdleWorkKind kind)
    : m_thread([kind](const std::stop_token &stop) {
          nameThisThread("idle-work");
          setThisThreadPriority(ThreadPriority::Idle);
          kind == IdleWorkKind::Computing ? compute(stop) : kind == IdleWorkKind::Walking ? walk(stop) : map(stop);
      })
{
}

}  // namespace lineside::bench
