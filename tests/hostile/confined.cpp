// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostile/confined.h"

#include <csignal>
#include <cstdlib>

#include <fcntl.h>
#include <seccomp.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lineside::test {
namespace {

/// From here on this process can only read and compute.
bool confine(int answer, int other)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (!filter)
        return false;
    int error = 0;
    const auto allow = [&](int call) { error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0); };
    for (const int call : {SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(statx), SCMP_SYS(mmap), SCMP_SYS(munmap),
                           SCMP_SYS(mremap), SCMP_SYS(mprotect), SCMP_SYS(madvise), SCMP_SYS(brk), SCMP_SYS(futex), SCMP_SYS(getrandom), SCMP_SYS(clock_gettime), SCMP_SYS(exit_group)})
        allow(call);
    constexpr scmp_datum_t kWriting = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND;
    error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, kWriting, scmp_datum_t{O_RDONLY}));
    for (const int fd : {answer, other}) {
        if (fd >= 0)
            error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, SCMP_A0(SCMP_CMP_EQ, scmp_datum_t(fd)));
    }
    error |= seccomp_load(filter);
    seccomp_release(filter);
    return error == 0;
}

[[noreturn]] void child(int answer, const std::function<int()> &prepare, const std::function<void(const std::function<void(const std::string &)> &)> &work)
{
    const int other = prepare();
    if (!confine(answer, other))
        ::_exit(2);
    work([answer](const std::string &text) {
        for (std::size_t done = 0; done < text.size();) {
            const ssize_t n = ::write(answer, text.data() + done, text.size() - done);
            if (n <= 0)
                ::_exit(3);
            done += std::size_t(n);
        }
    });
    ::_exit(0);
}

}  // namespace

Confined runConfined(const std::function<int()> &prepare, const std::function<void(const std::function<void(const std::string &)> &say)> &work)
{
    Confined result;
    int ends[2];
    if (::pipe(ends) != 0)
        return result;
    const pid_t process = ::fork();
    if (process == 0) {
        ::close(ends[0]);
        child(ends[1], prepare, work);
    }
    ::close(ends[1]);
    char buffer[4096];
    for (ssize_t n = 0; (n = ::read(ends[0], buffer, sizeof buffer)) > 0;)
        result.said.append(buffer, std::size_t(n));
    ::close(ends[0]);
    int status = 0;
    if (process > 0 && ::waitpid(process, &status, 0) == process) {
        result.finished = WIFEXITED(status) && WEXITSTATUS(status) == 0;
        result.forbiddenCall = WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
    }
    return result;
}

}  // namespace lineside::test
