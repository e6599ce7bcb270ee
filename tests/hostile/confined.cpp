// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostile/confined.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <sstream>

#include <fcntl.h>
#include <seccomp.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lineside::test {
namespace {

constexpr char kOpened = '\x01';          // begins a line that names an opened file
constexpr long kFromHandler = 0x6c696e65;  // an argument that openat does not look at: this call may pass
int g_answer = -1;

/// Called by the kernel instead of openat: notes the name, then makes the call.
void noteOpening(int, siginfo_t *, void *context)
{
    greg_t *registers = static_cast<ucontext_t *>(context)->uc_mcontext.gregs;
    const int error = errno;
    const char *path = reinterpret_cast<const char *>(registers[REG_RSI]);
    char line[4096] = {kOpened};
    const std::size_t length = ::strnlen(path, sizeof line - 2);
    std::memcpy(line + 1, path, length);
    line[length + 1] = '\n';
    [[maybe_unused]] const ssize_t n = ::write(g_answer, line, length + 2);
    const long result = ::syscall(SYS_openat, registers[REG_RDI], path, registers[REG_RDX], registers[REG_R10], kFromHandler);
    registers[REG_RAX] = result < 0 ? -errno : result;
    errno = error;
}

/// From here on this process can only read and compute.
bool confine(int answer, int other)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (!filter)
        return false;
    int error = 0;
    const auto allow = [&](int call) { error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0); };
    for (const int call : {SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(statx), SCMP_SYS(mmap), SCMP_SYS(munmap),
                           SCMP_SYS(mremap), SCMP_SYS(mprotect), SCMP_SYS(madvise), SCMP_SYS(brk), SCMP_SYS(futex), SCMP_SYS(getrandom), SCMP_SYS(clock_gettime), SCMP_SYS(rt_sigreturn), SCMP_SYS(exit_group)})
        allow(call);
    constexpr scmp_datum_t kWriting = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND;
    const auto reading = SCMP_A2(SCMP_CMP_MASKED_EQ, kWriting, scmp_datum_t{O_RDONLY});
    error |= seccomp_rule_add(filter, SCMP_ACT_TRAP, SCMP_SYS(openat), 2, reading, SCMP_A4(SCMP_CMP_NE, scmp_datum_t{kFromHandler}));
    error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 2, reading, SCMP_A4(SCMP_CMP_EQ, scmp_datum_t{kFromHandler}));
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
    g_answer = answer;
    struct sigaction action {};
    action.sa_sigaction = noteOpening;
    action.sa_flags = SA_SIGINFO | SA_NODEFER;
    ::sigaction(SIGSYS, &action, nullptr);
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
    std::string all;
    for (ssize_t n = 0; (n = ::read(ends[0], buffer, sizeof buffer)) > 0;)
        all.append(buffer, std::size_t(n));
    std::istringstream lines(all);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(kOpened))
            result.opened.push_back(line.substr(1));
        else
            result.said += line + '\n';
    }
    ::close(ends[0]);
    int status = 0;
    if (process > 0 && ::waitpid(process, &status, 0) == process) {
        result.finished = WIFEXITED(status) && WEXITSTATUS(status) == 0;
        result.forbiddenCall = WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
    }
    return result;
}

}  // namespace lineside::test
