// SPDX-License-Identifier: GPL-3.0-or-later
#include "vet/childprocess.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <memory>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lineside {
namespace {

constexpr std::chrono::milliseconds kLook{20};  // how often a cancel is looked for

struct SpawnFiles {
    posix_spawn_file_actions_t actions;
    SpawnFiles() { ::posix_spawn_file_actions_init(&actions); }
    ~SpawnFiles() { ::posix_spawn_file_actions_destroy(&actions); }
};

struct SpawnAttributes {
    posix_spawnattr_t attributes;
    SpawnAttributes()
    {
        ::posix_spawnattr_init(&attributes);
        sigset_t signals;
        ::sigemptyset(&signals);
        ::posix_spawnattr_setsigmask(&attributes, &signals);
        ::sigfillset(&signals);
        ::posix_spawnattr_setsigdefault(&attributes, &signals);
        // A group of its own: Ctrl+C in the terminal is for us, who then end it.
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    ~SpawnAttributes() { ::posix_spawnattr_destroy(&attributes); }
};

}  // namespace

Result<ChildProcess> ChildProcess::start(const std::filesystem::path &program, const std::vector<int> &descriptors)
{
    // Copies above all of the places that they go to, so that none is overwritten before it was moved.
    const int count = int(descriptors.size());
    std::vector<FileDescriptor> copies;
    SpawnFiles files;
    for (int place = 0; place < count; ++place) {
        copies.emplace_back(::fcntl(descriptors[std::size_t(place)], F_DUPFD_CLOEXEC, count));
        if (!copies.back())
            return Error{ErrorCode::Internal, std::string("dup: ") + std::strerror(errno)};
        ::posix_spawn_file_actions_adddup2(&files.actions, copies.back().get(), place);
    }
    ::posix_spawn_file_actions_addclosefrom_np(&files.actions, count);
    const SpawnAttributes attributes;
    std::string name = program.string(), locale = "LC_ALL=C";
    // Such a process fills much fresh memory and ends: in large pages where the system lends them on request, from one heap that nothing is
    // given back from meanwhile. The C library's names for that; an older one passes over them.
    std::string memory = "GLIBC_TUNABLES=glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=1073741824:glibc.malloc.trim_threshold=17179869184";
    char *arguments[] = {name.data(), nullptr};
    char *environment[] = {locale.data(), memory.data(), nullptr};
    pid_t pid = -1;
    const int error = ::posix_spawn(&pid, name.c_str(), &files.actions, &attributes.attributes, arguments, environment);
    if (error != 0) {
        const ErrorCode code = error == ENOENT || error == EACCES ? ErrorCode::NotFound : error == ENOMEM || error == EAGAIN ? ErrorCode::OutOfMemory : ErrorCode::Internal;
        return Error{code, name + ": " + std::strerror(error)};
    }
    return ChildProcess(pid, FileDescriptor(int(::syscall(SYS_pidfd_open, pid, 0))));
}

ChildProcess::ChildProcess(ChildProcess &&other) noexcept : m_pid(std::exchange(other.m_pid, -1)), m_handle(std::move(other.m_handle)) {}

ChildProcess::~ChildProcess()
{
    if (m_pid < 0)
        return;
    ::kill(m_pid, SIGKILL);
    reap();
}

int ChildProcess::reap()
{
    int status = 0;
    while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
    }
    m_pid = -1;
    return status;
}

ProcessEnd ChildProcess::wait(std::chrono::milliseconds patience, const std::function<bool()> &cancelled)
{
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + patience;
    const auto killed = [&](ProcessEnd::How how) {
        ::kill(m_pid, SIGKILL);
        reap();
        return ProcessEnd{how, SIGKILL};
    };
    for (;;) {
        pollfd ended{m_handle.get(), POLLIN, 0};
        if (::poll(&ended, 1, int(kLook.count())) > 0 && (ended.revents & POLLIN))
            break;
        if (cancelled && cancelled())
            return killed(ProcessEnd::How::Cancelled);
        if (Clock::now() >= end)
            return killed(ProcessEnd::How::TimedOut);
    }
    const int status = reap();
    return WIFSIGNALED(status) ? ProcessEnd{ProcessEnd::How::Signalled, WTERMSIG(status)} : ProcessEnd{ProcessEnd::How::Exited, WEXITSTATUS(status)};
}

}  // namespace lineside
