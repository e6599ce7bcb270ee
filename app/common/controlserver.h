// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/engine.h"

#include <QLocalServer>
#include <QObject>

class QLocalSocket;

namespace lineside {

/// Takes commands of `linesidectl swap`, `rollback`, `canary`, `status` and `leave-safe-mode` from the same user on a local socket: one JSON object a line in, one
/// out; before that of a swap one with "waiting" whenever the load begins to wait for something. Lines over 64 KiB end the connection. Lives on the thread that made it.
class ControlServer : public QObject {
    Q_OBJECT

public:
    ControlServer(Engine &engine, QString socketName, QObject *parent = nullptr);

    /// False when another instance serves this installation already.
    Result<void> listen();

private:
    void onConnection();
    void onLine(QLocalSocket *socket, const QByteArray &line);

    Engine &m_engine;
    const QString m_socketName;
    QLocalServer m_server;
};

}  // namespace lineside
