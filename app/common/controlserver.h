// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/commanderror.h"
#include "lineside/engine.h"

#include <QLocalServer>
#include <QObject>

#include <functional>

class QLocalSocket;

namespace lineside {

/// Takes commands of `linesidectl swap`, `rollback` and `status` from the same user on a local socket: one JSON object a line in, one
/// out. Lines over 64 KiB end the connection. Lives on the thread that made it.
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

/// Brings a model (a weight file, or "name-vN" of the library) live at a station: offers it, waits until it is ready, promotes.
/// `reason`: for the history; a station may ask for it.
/// Answers done where it runs there already. `done` is called once, on any thread.
void swapModel(Engine &engine, const StationId &station, const std::string &model, const std::string &reason,
               std::function<void(Result<void, CommandError>)> done, QObject *context);

}  // namespace lineside
