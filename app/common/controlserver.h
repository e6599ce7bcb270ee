// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/guest.h"
#include "lineside/engine.h"

#include <QLocalServer>
#include <QObject>

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <memory>

class QLocalSocket;

namespace lineside {

/// Takes commands of `linesidectl swap`, `rollback`, `shadow`, `canary`, `status` and `leave-safe-mode` from the same user on a local socket: one JSON object a line in, one
/// out; before that of a swap one with "waiting" whenever the load begins to wait for something. Where people have to say who they are, a connection is an operator's until
/// it has said {"command": "sign-in", "name", "secret"}; {"command": "sign", "secret", "meaning"} then signs for the next swap or canary of it. Lines over 64 KiB end
/// the connection. Lives on the thread that made it.
class ControlServer : public QObject {
    Q_OBJECT

public:
    /// `admit` makes what each connection has to itself; empty: nobody is asked who he is.
    ControlServer(Engine &engine, QString socketName, std::function<Guest()> admit = {}, QObject *parent = nullptr);

    /// False when another instance serves this installation already.
    Result<void> listen();

private:
    void onConnection();
    struct Connection;
    void onLine(const std::shared_ptr<Connection> &connection, QByteArray line);
    void identify(const std::shared_ptr<Connection> &connection, nlohmann::json request);
    void carryOut(const std::shared_ptr<Connection> &connection, const nlohmann::json &request);

    Engine &m_engine;
    const QString m_socketName;
    const std::function<Guest()> m_admit;
    QLocalServer m_server;
};

}  // namespace lineside
