// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/patientlines.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <utility>

#include <poll.h>
#include <unistd.h>

namespace lineside {

PatientLines::PatientLines(int descriptor, std::function<std::string(std::uint64_t)> leftOut, std::size_t mostBytes)
    : m_descriptor(descriptor), m_leftOutLine(std::move(leftOut)), m_mostBytes(mostBytes)
{
}

void PatientLines::add(std::string_view line)
{
    if (m_broken)
        return;
    if (m_text.size() - m_written + line.size() + 1 > m_mostBytes) {
        ++m_leftOut;
        return;
    }
    tellLeftOut();
    m_text.append(line) += '\n';
}

void PatientLines::write()
{
    while (pending() && isTaken(0) && writePiece()) {
    }
}

void PatientLines::writeFor(std::chrono::milliseconds most)
{
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + most;
    tellLeftOut();
    while (pending()) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
        if (left <= 0 || !isTaken(static_cast<int>(left)) || !writePiece())
            return;
    }
}

void PatientLines::tellLeftOut()
{
    if (m_leftOut > 0)
        m_text.append(m_leftOutLine(std::exchange(m_leftOut, 0))) += '\n';
}

// A pipe or socket that poll(2) calls writable takes PIPE_BUF bytes without waiting; more would wait for the reader.
bool PatientLines::isTaken(int waitMs)
{
    pollfd output{m_descriptor, POLLOUT, 0};
    int ready = 0;
    do
        ready = ::poll(&output, 1, waitMs);
    while (ready < 0 && errno == EINTR);
    return ready > 0;
}

bool PatientLines::writePiece()
{
    const std::size_t size = std::min<std::size_t>(m_text.size() - m_written, PIPE_BUF);
    const ssize_t written = ::write(m_descriptor, m_text.data() + m_written, size);
    if (written < 0) {
        if (errno == EINTR || errno == EAGAIN)
            return false;
        m_broken = true;
        m_text.clear();
        m_written = 0;
        return false;
    }
    m_written += static_cast<std::size_t>(written);
    if (m_written == m_text.size() || m_written > m_mostBytes) {
        m_text.erase(0, m_written);
        m_written = 0;
    }
    return true;
}

}  // namespace lineside
