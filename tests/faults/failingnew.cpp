// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/failingnew.h"

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>

#include <sys/prctl.h>

namespace lineside::test {
namespace {

std::atomic<bool> failing{false};
std::atomic<std::uint64_t> seen{0};
std::uint64_t firstOne = 0, afterLast = 0;
const char *whose = "";

bool isMeant()
{
    char name[16] = {};
    return *whose == 0 || (::prctl(PR_GET_NAME, name) == 0 && std::strcmp(name, whose) == 0);
}

void failWhereMeant()
{
    if (!failing.load(std::memory_order_acquire) || !isMeant())
        return;
    if (const std::uint64_t n = ++seen; n >= firstOne && n < afterLast)
        throw std::bad_alloc();
}

}  // namespace

void failAllocations(std::uint64_t first, std::uint64_t count, const char *threadName)
{
    firstOne = first;
    afterLast = first + count;
    whose = threadName;
    seen = 0;
    failing.store(true, std::memory_order_release);
}

std::uint64_t stopFailing()
{
    failing = false;
    return seen;
}

}  // namespace lineside::test

void *operator new(std::size_t size)
{
    lineside::test::failWhereMeant();
    if (void *memory = std::malloc(size > 0 ? size : 1))
        return memory;
    throw std::bad_alloc();
}

void *operator new(std::size_t size, std::align_val_t alignment)
{
    lineside::test::failWhereMeant();
    void *memory = nullptr;
    if (::posix_memalign(&memory, static_cast<std::size_t>(alignment), size > 0 ? size : 1) == 0)
        return memory;
    throw std::bad_alloc();
}

void operator delete(void *memory) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::align_val_t) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::size_t, std::align_val_t) noexcept
{
    std::free(memory);
}
