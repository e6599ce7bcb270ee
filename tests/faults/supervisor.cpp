// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/supervisor.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lineside::test {
namespace {

constexpr int kLookMs = 1;

void need(bool done, const char *what)
{
    if (!done)
        throw std::runtime_error(what);
}

}  // namespace

Supervisor::Supervisor(const std::filesystem::path &folder, std::function<void()> work, std::chrono::milliseconds watchdog, std::chrono::milliseconds restart)
    : m_work(std::move(work)), m_watchdog(watchdog), m_restart(restart), m_socketName((folder / "notify").string())
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    need(m_socketName.size() < sizeof address.sun_path, "the folder's name is too long for a socket");
    m_socketName.copy(address.sun_path, sizeof address.sun_path - 1);
    std::filesystem::remove(m_socketName);
    m_socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    need(m_socket >= 0 && ::bind(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0, "no socket");
}

Supervisor::~Supervisor()
{
    if (m_process > 0) {
        ::kill(m_process, SIGKILL);
        ::waitpid(m_process, nullptr, 0);
    }
    ::close(m_socket);
}

void Supervisor::start()
{
    std::fflush(nullptr);
    m_ready = m_stopping = false;
    const pid_t child = ::fork();
    need(child >= 0, "fork");
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        const rlimit none{};
        ::setrlimit(RLIMIT_CORE, &none);
        ::setenv("NOTIFY_SOCKET", m_socketName.c_str(), 1);
        ::setenv("WATCHDOG_USEC", std::to_string(std::chrono::microseconds(m_watchdog).count()).c_str(), 1);
        ::setenv("WATCHDOG_PID", std::to_string(::getpid()).c_str(), 1);
        m_work();
        std::fflush(nullptr);
        ::_exit(0);
    }
    m_process = child;
    ++m_starts;
}

void Supervisor::listen()
{
    char message[1024];
    for (ssize_t got = 0; (got = ::recv(m_socket, message, sizeof message, 0)) >= 0;) {
        const std::string_view text(message, static_cast<std::size_t>(got));
        const bool ready = text.find("READY=1") != text.npos;
        m_ready = m_ready || ready;
        m_stopping = m_stopping || text.find("STOPPING=1") != text.npos;
        if (ready || text.find("WATCHDOG=1") != text.npos)
            m_lastBeat = Clock::now();
    }
}

bool Supervisor::gone()
{
    int status = 0;
    if (m_process == 0 || ::waitpid(m_process, &status, WNOHANG) != m_process)
        return false;
    listen();  // what it said last is not the next one's
    m_process = 0;
    ++m_ends;
    m_nextStart = Clock::now() + m_restart;
    return true;
}

bool Supervisor::until(const std::function<bool()> &wanted, Clock::time_point end)
{
    while (!wanted()) {
        if (Clock::now() >= end)
            return false;
        if (m_process == 0 && Clock::now() >= m_nextStart)
            start();
        pollfd socket{m_socket, POLLIN, 0};
        (void)::poll(&socket, 1, kLookMs);
        listen();
        if (!gone() && m_process > 0 && m_ready && !m_stopping && Clock::now() - m_lastBeat > m_watchdog) {
            ++m_hangs;
            ::kill(m_process, SIGKILL);
            m_ready = false;
        }
    }
    return true;
}

bool Supervisor::awaitOrderlyEnd(Clock::time_point end)
{
    while (m_process > 0) {
        pollfd socket{m_socket, POLLIN, 0};
        (void)::poll(&socket, 1, kLookMs);
        listen();
        if (!gone() && Clock::now() >= end)
            return false;
    }
    return true;
}

}  // namespace lineside::test
