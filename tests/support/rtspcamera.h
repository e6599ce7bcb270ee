// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

#include <csignal>

namespace lineside::test {

/// A camera on the network that can be pulled out, plugged in again and stopped: the program of rtspserver.cpp.
class RtspCamera {
public:
    explicit RtspCamera(QStringList arguments = {}) : m_arguments(std::move(arguments)) {}
    ~RtspCamera() { unplug(); }

    /// Starts it; on the port it had before, if it had one. False where it does not come up.
    bool plugIn()
    {
        m_process.start(QStringLiteral(LINESIDE_RTSP_SERVER),
                        QStringList{QStringLiteral("--port"), QString::number(m_port)} + m_arguments);
        if (!m_process.waitForReadyRead(20'000))
            return false;
        const QByteArray line = m_process.readLine();
        m_port = line.mid(5).trimmed().toInt();
        return line.startsWith("port ") && m_port > 0;
    }
    void unplug()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.kill();
        m_process.waitForFinished();
    }
    void freeze() { ::kill(static_cast<pid_t>(m_process.processId()), SIGSTOP); }
    void thaw() { ::kill(static_cast<pid_t>(m_process.processId()), SIGCONT); }

    std::string address(const char *path = "/cam") const
    {
        return "rtsp://127.0.0.1:" + std::to_string(m_port) + path;
    }
    int port() const { return m_port; }

private:
    const QStringList m_arguments;
    QProcess m_process;
    int m_port = 0;
};

}  // namespace lineside::test
