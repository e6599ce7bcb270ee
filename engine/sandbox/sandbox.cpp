// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandbox.h"

#include "sandbox/landlock.h"
#include "sandbox/namespaces.h"
#include "sandbox/privileges.h"
#include "sandbox/systemcalls.h"

#include <algorithm>
#include <linux/ioprio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace lineside {
namespace {

constexpr int kNice = 10;

bool limit(__rlimit_resource what, rlim_t value) noexcept
{
    const rlimit both{value, value};
    return ::setrlimit(what, &both) == 0;
}

void closeAllBut(std::initializer_list<int> readable, std::initializer_list<int> writable) noexcept
{
    const auto kept = [&](int fd) { return std::ranges::count(readable, fd) > 0 || std::ranges::count(writable, fd) > 0; };
    const int last = std::max({-1, readable.size() ? std::max(readable) : -1, writable.size() ? std::max(writable) : -1});
    ::close_range(unsigned(last) + 1, ~0U, 0);
    for (int fd = 0; fd < last; ++fd) {
        if (!kept(fd))
            ::close(fd);
    }
}

bool setLimits(const SandboxLimits &limits) noexcept
{
    // A little later than the signal that says why comes the one that cannot be ignored.
    const rlimit processor{limits.cpuSeconds, limits.cpuSeconds + 2};
    bool set = ::setrlimit(RLIMIT_CPU, &processor) == 0 && limit(RLIMIT_FSIZE, limits.writeBytes) && limit(RLIMIT_NPROC, 0)
               && limit(RLIMIT_NOFILE, 0)  // what is open stays open, and nothing that needs a descriptor can be had: no socket, no memory file
               && limit(RLIMIT_CORE, 0) && limit(RLIMIT_MEMLOCK, 0) && limit(RLIMIT_MSGQUEUE, 0);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // whose shadow takes more address space than there is memory
    set = set && limit(RLIMIT_AS, limits.memoryBytes);
#endif
    return set;
}

}  // namespace

void becomeModest(int last) noexcept
{
    ::close_range(unsigned(last) + 1, ~0U, 0);
    // Where these fail the reading is less polite and as safe.
    (void)::setpriority(PRIO_PROCESS, 0, kNice);
    (void)::syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, IOPRIO_PRIO_VALUE(IOPRIO_CLASS_IDLE, 0));
}

SandboxState enterSandbox(const SandboxLimits &limits, std::initializer_list<int> readable, std::initializer_list<int> writable,
                          const SandboxLayers &layers) noexcept
{
    SandboxState state;
    const bool noMore = ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;  // which the others need
    if (layers.privileges)
        state.notRoot = leaveRoot();
    if (layers.namespaces) {  // with the privileges that are still there
        const Apart apart = moveApart();
        state.ownNetwork = apart.network;
        state.emptyRoot = apart.root;
    }
    if (layers.privileges) {
        state.privileges = noMore && dropPrivileges();
        state.noNewCode = closeMemoryToCode();
    }
    if (layers.landlock)
        state.landlock = closeByLandlock();
    if (layers.limits) {  // after all that needs a descriptor of its own
        closeAllBut(readable, writable);
        state.limits = setLimits(limits);
    }
    if (layers.systemCalls)  // the last, as it takes away what the others need
        state.systemCalls = closeBySystemCalls(writable);
    return state;
}

}  // namespace lineside
