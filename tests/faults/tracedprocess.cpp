// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/tracedprocess.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>

#include <seccomp.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lineside::test {
namespace {

void need(bool condition, const char *what)
{
    if (condition)
        return;
    std::fprintf(stderr, "%s: %s\n", what, std::strerror(errno));
    std::exit(2);
}

void stopBeforeEach(const std::vector<long> &calls)
{
    const scmp_filter_ctx filter = seccomp_init(calls.empty() ? SCMP_ACT_TRACE(0) : SCMP_ACT_ALLOW);
    need(filter != nullptr, "seccomp_init");
    for (const long call : calls)
        need(seccomp_rule_add(filter, SCMP_ACT_TRACE(0), static_cast<int>(call), 0) == 0, "seccomp_rule_add");
    need(seccomp_load(filter) == 0, "seccomp_load");
    seccomp_release(filter);
}

void goOn(__ptrace_request request, pid_t thread, int signal = 0)
{
    // ESRCH: it was killed meanwhile, which the next wait tells.
    need(::ptrace(request, thread, 0, signal) == 0 || errno == ESRCH, "ptrace");
}

/// The call is not made; the thread sees this error.
void makeFail(pid_t thread, int error)
{
    user_regs_struct registers{};
    need(::ptrace(PTRACE_GETREGS, thread, 0, &registers) == 0, "PTRACE_GETREGS");
    registers.orig_rax = static_cast<unsigned long long>(-1);
    registers.rax = static_cast<unsigned long long>(-error);
    need(::ptrace(PTRACE_SETREGS, thread, 0, &registers) == 0, "PTRACE_SETREGS");
}

class Tracer {
public:
    Tracer(pid_t process, CallWatcher &watcher) : m_process(process), m_watcher(watcher) {}

    Ended watch()
    {
        int status = 0;
        need(::waitpid(m_process, &status, __WALL) == m_process && WIFSTOPPED(status), "the child did not stop");
        need(::ptrace(PTRACE_SETOPTIONS, m_process, 0,
                      PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE | PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) == 0,
             "PTRACE_SETOPTIONS");
        m_known.insert(m_process);
        goOn(PTRACE_CONT, m_process);
        while (!m_gone) {
            const pid_t thread = ::waitpid(-1, &status, __WALL);
            need(thread > 0, "waitpid");
            onStatus(thread, status);
        }
        return m_ended;
    }

private:
    void onStatus(pid_t thread, int status)
    {
        if (WIFEXITED(status) || WIFSIGNALED(status)) {
            if (thread != m_process)
                return;
            m_gone = true;
            m_ended.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
            m_ended.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
        } else if (status >> 8 == (SIGTRAP | (PTRACE_EVENT_SECCOMP << 8))) {
            onCall(thread);
        } else if (status >> 16 != 0) {
            goOn(PTRACE_CONT, thread);  // a new thread was made
        } else {
            const bool begins = m_known.insert(thread).second && WSTOPSIG(status) == SIGSTOP;
            goOn(PTRACE_CONT, thread, begins ? 0 : WSTOPSIG(status));
        }
    }

    void onCall(pid_t thread)
    {
        __ptrace_syscall_info info{};
        if (::ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info) < 0)
            return;  // killed meanwhile
        SystemCall call{thread, static_cast<long>(info.seccomp.nr), {}};
        for (std::size_t i = 0; i < call.arguments.size(); ++i)
            call.arguments[i] = info.seccomp.args[i];
        const Verdict verdict = m_ended.killed ? Verdict{} : m_watcher.onCall(call);
        switch (verdict.what) {
        case Verdict::Made: return goOn(PTRACE_CONT, thread);
        case Verdict::MadeAndTold: return tellResult(call);
        case Verdict::Fails: makeFail(thread, verdict.error); return goOn(PTRACE_CONT, thread);
        case Verdict::KillsTheProcess:
            m_ended.killed = true;
            ::kill(m_process, SIGKILL);
            return;
        }
    }

    /// Nobody else goes on meanwhile, so that what is told has one order.
    void tellResult(const SystemCall &call)
    {
        for (int signal = 0;;) {
            goOn(PTRACE_SYSCALL, call.thread, signal);
            int status = 0;
            need(::waitpid(call.thread, &status, __WALL) == call.thread, "waitpid");
            if (!WIFSTOPPED(status))
                return onStatus(call.thread, status);
            if (WSTOPSIG(status) == (SIGTRAP | 0x80))
                break;
            signal = WSTOPSIG(status);
        }
        __ptrace_syscall_info info{};
        if (::ptrace(PTRACE_GET_SYSCALL_INFO, call.thread, sizeof info, &info) < 0)
            return;
        m_watcher.onResult(call, info.exit.rval);
        goOn(PTRACE_CONT, call.thread);
    }

    const pid_t m_process;
    CallWatcher &m_watcher;
    std::set<pid_t> m_known;
    Ended m_ended;
    bool m_gone = false;
};

pid_t begin(const std::function<void()> &work)
{
    std::fflush(nullptr);
    const pid_t child = ::fork();
    need(child >= 0, "fork");
    if (child > 0)
        return child;
    work();
    std::fflush(nullptr);
    ::_exit(0);
}

}  // namespace

Ended runTraced(const std::function<void()> &work, const std::vector<long> &calls, CallWatcher &watcher)
{
    const pid_t child = begin([&] {
        need(::ptrace(PTRACE_TRACEME, 0, 0, 0) == 0, "PTRACE_TRACEME");
        ::raise(SIGSTOP);
        stopBeforeEach(calls);
        work();
    });
    return Tracer(child, watcher).watch();
}

Ended runApart(const std::function<void()> &work)
{
    const pid_t child = begin(work);
    int status = 0;
    need(::waitpid(child, &status, 0) == child, "waitpid");
    return {false, WIFEXITED(status) ? WEXITSTATUS(status) : 0, WIFSIGNALED(status) ? WTERMSIG(status) : 0};
}

std::string readMemory(pid_t process, std::uint64_t address, std::size_t size)
{
    std::string bytes(size, '\0');
    const iovec here{bytes.data(), size}, there{reinterpret_cast<void *>(address), size};
    const ssize_t got = ::process_vm_readv(process, &here, 1, &there, 1, 0);
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
}

std::string readText(pid_t process, std::uint64_t address)
{
    std::string text;
    constexpr std::uint64_t kPage = 4096;  // what follows the end may be nobody's memory
    while (text.size() < kPage) {
        const std::string piece = readMemory(process, address + text.size(), kPage - (address + text.size()) % kPage);
        const auto end = piece.find('\0');
        text += piece.substr(0, end);
        if (piece.empty() || end != std::string::npos)
            break;
    }
    return text;
}

}  // namespace lineside::test
