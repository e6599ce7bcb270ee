// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/allocations.h"

#include <execinfo.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <vector>

// What the C library has under its public names; free() stays its own, the memory is too.
extern "C" {
void *__libc_malloc(std::size_t size);
void *__libc_calloc(std::size_t count, std::size_t size);
void *__libc_realloc(void *memory, std::size_t size);
void *__libc_memalign(std::size_t alignment, std::size_t size);
}

namespace lineside::test {
namespace {

struct Slot {
    std::atomic<pid_t> thread{0};
    std::atomic<std::uint64_t> count{0};
};
// Never given back, so that nothing is missed of a thread that has ended: more than a test starts. The last is for the rest.
std::array<Slot, 1024> slots;
std::atomic<std::size_t> slotsTaken{0};

constexpr int kOwnCalls = 2;  // note() and malloc()
struct Stack {
    std::array<void *, 12> calls;
    int depth;
};
std::array<Stack, 64> stacks;
std::atomic<std::size_t> stacksTaken{stacks.size()};  // all: nobody wants to know

thread_local Slot *ofThisThread = nullptr;
thread_local bool inHand = false;  // what the counting itself asks for

void note()
{
    if (inHand)
        return;
    inHand = true;
    if (!ofThisThread) {
        ofThisThread = &slots[std::min(slotsTaken.fetch_add(1), slots.size() - 1)];
        ofThisThread->thread = gettid();
    }
    ++ofThisThread->count;
    if (stacksTaken.load() < stacks.size()) {
        if (const std::size_t mine = stacksTaken.fetch_add(1); mine < stacks.size())
            stacks[mine].depth = backtrace(stacks[mine].calls.data(), static_cast<int>(stacks[mine].calls.size()));
    }
    inHand = false;
}

}  // namespace

std::uint64_t allocations()
{
    std::uint64_t sum = 0;
    for (const Slot &slot : slots)
        sum += slot.count;
    return sum;
}

std::uint64_t allocationsOfThisThread()
{
    return ofThisThread ? ofThisThread->count.load() : 0;
}

std::map<std::string, std::uint64_t> allocationsByThread()
{
    std::map<std::string, std::uint64_t> counts;
    for (const Slot &slot : slots) {
        std::string name;
        std::ifstream file("/proc/self/task/" + std::to_string(slot.thread) + "/comm");
        if (slot.thread != 0 && std::getline(file, name))
            counts[name] += slot.count;
    }
    return counts;
}

WhoAllocates::WhoAllocates()
{
    void *first = nullptr;
    (void)backtrace(&first, 1);  // loads what it needs
    stacksTaken = 0;
}

WhoAllocates::~WhoAllocates()
{
    stacksTaken = stacks.size();
}

std::string WhoAllocates::text() const
{
    const std::size_t taken = std::min(stacksTaken.exchange(stacks.size()), stacks.size());
    std::map<std::vector<void *>, int> times;
    for (std::size_t i = 0; i < taken; ++i)
        ++times[std::vector<void *>(stacks[i].calls.begin() + kOwnCalls, stacks[i].calls.begin() + std::max(stacks[i].depth, kOwnCalls))];
    std::string text;
    for (const auto &[calls, count] : times) {
        const std::unique_ptr<char *, decltype(&std::free)> names(backtrace_symbols(calls.data(), static_cast<int>(calls.size())), &std::free);
        text += "\n" + std::to_string(count) + " times:\n";
        for (std::size_t i = 0; i < calls.size(); ++i)
            text += std::string("    ") + std::filesystem::path(names.get()[i]).filename().string() + "\n";
    }
    return text;
}

}  // namespace lineside::test

extern "C" {

void *malloc(std::size_t size)
{
    lineside::test::note();
    return __libc_malloc(size);
}

void *calloc(std::size_t count, std::size_t size)
{
    lineside::test::note();
    return __libc_calloc(count, size);
}

void *realloc(void *memory, std::size_t size)
{
    lineside::test::note();
    return __libc_realloc(memory, size);
}

void *memalign(std::size_t alignment, std::size_t size)
{
    lineside::test::note();
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(std::size_t alignment, std::size_t size)
{
    lineside::test::note();
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, std::size_t alignment, std::size_t size)
{
    lineside::test::note();
    if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0)
        return EINVAL;
    void *const taken = __libc_memalign(alignment, size);
    if (!taken)
        return ENOMEM;
    *memory = taken;
    return 0;
}

}
