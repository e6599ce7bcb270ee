// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/systemcalls.h"

#include <seccomp.h>

#include <cerrno>
#include <memory>
#include <sys/mman.h>

namespace lineside {
namespace {

// Harmless whatever their arguments are: nothing leaves the process by them.
constexpr int kAllowed[] = {
    SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(close), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(brk), SCMP_SYS(madvise), SCMP_SYS(futex),
    SCMP_SYS(clock_gettime), SCMP_SYS(getrandom), SCMP_SYS(restart_syscall), SCMP_SYS(rt_sigreturn), SCMP_SYS(exit), SCMP_SYS(exit_group),
#ifdef __SANITIZE_ADDRESS__
    SCMP_SYS(sigaltstack),  // it looks for the stack of signals with every exception
#endif
};

}  // namespace

bool closeBySystemCalls(std::initializer_list<int> writable) noexcept
{
    const std::unique_ptr<void, void (*)(scmp_filter_ctx)> filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)), seccomp_release);
    if (!filter)
        return false;
    bool made = true;
    for (const int call : kAllowed)
        made = made && seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0) == 0;
    // Memory may never become code.
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)})
        made = made && seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
    for (const int call : {SCMP_SYS(write), SCMP_SYS(pwrite64)}) {
        for (const int fd : writable)
            made = made && seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 1, SCMP_A0(SCMP_CMP_EQ, scmp_datum_t(fd))) == 0;
    }
    return made && seccomp_load(filter.get()) == 0;
}

}  // namespace lineside
