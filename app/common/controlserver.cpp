// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/controlserver.h"

#include "common/canarycommands.h"
#include "common/statusjson.h"
#include "common/swapmodel.h"
#include "store/recordjson.h"

#include <QCoreApplication>
#include <QLocalSocket>
#include <QPointer>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

namespace lineside {
namespace {

using nlohmann::json;
using Answer = Result<void, CommandError>;

constexpr qint64 kMaxLine = 64 * 1024;
constexpr int kPollMs = 50;

json toJson(const Answer &answer)
{
    if (answer)
        return {{"ok", true}};
    return {{"ok", false}, {"error", {{"code", answer.error().code}, {"detail", answer.error().detail}}}};
}

Answer toAnswer(const Result<void> &result)
{
    return result ? Answer() : Answer(commandError(result.error()));
}

const StationSnapshot *findStation(const EngineSnapshot &snapshot, const StationId &id)
{
    const auto it = std::ranges::find(snapshot.stations, id, [](const StationSnapshot &s) { return s.config.id; });
    return it == snapshot.stations.end() ? nullptr : &*it;
}

/// The model on air at a station.
std::optional<ModelId> modelAt(const EngineSnapshot &snapshot, const StationId &id)
{
    const StationSnapshot *s = findStation(snapshot, id);
    return s ? s->active : std::nullopt;
}

/// Tells the lot that runs at the station, where the request has another after it is that one.
template <class Send, class Reply>
void lotOf(Engine &engine, const StationId &station, const json &request, const Send &send, const Reply &reply)
{
    const auto tell = [&engine, station, send, reply](const Result<void> &result) {
        if (!result)
            return reply(toAnswer(result));
        const EngineSnapshotPtr now = engine.snapshot();
        const StationSnapshot *s = findStation(*now, station);
        if (!s)
            return reply(commandError(Error{ErrorCode::NotFound, "no station " + station}));
        send(nlohmann::ordered_json{{"ok", true}, {"station", station}, {"lot", s->lot}});
    };
    if (request.contains("lot"))
        engine.setLot(station, request.at("lot").get<std::string>(), tell, {request.value("by", std::string()), {}});
    else
        tell({});
}

}  // namespace

ControlServer::ControlServer(Engine &engine, QString socketName, QObject *parent)
    : QObject(parent), m_engine(engine), m_socketName(std::move(socketName))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &ControlServer::onConnection);
}

Result<void> ControlServer::listen()
{
    QLocalSocket probe;
    probe.connectToServer(m_socketName);
    if (probe.waitForConnected(500))
        return Error{ErrorCode::Busy, "another instance uses this data folder"};
    QLocalServer::removeServer(m_socketName);  // left by one that was killed
    if (!m_server.listen(m_socketName))
        return Error{ErrorCode::Io, m_server.errorString().toStdString()};
    return {};
}

void ControlServer::onConnection()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            while (socket->canReadLine()) {
                const QByteArray line = socket->readLine(kMaxLine + 1);
                if (!line.endsWith('\n'))
                    return socket->abort();
                onLine(socket, line);
            }
            if (socket->bytesAvailable() > kMaxLine)
                socket->abort();
        });
    }
}

void ControlServer::onLine(QLocalSocket *socket, const QByteArray &line)
{
    // The engine may answer when this server is gone already, from its own thread: it must not be touched there.
    const auto send = [guard = QPointer<QLocalSocket>(socket)](const auto &object) {
        // Names of files may hold bytes that are no UTF-8; the line must stay valid JSON.
        QMetaObject::invokeMethod(QCoreApplication::instance(), [guard, text = object.dump(-1, ' ', false, json::error_handler_t::replace) + "\n"] {
            if (guard) {
                guard->write(text.data(), static_cast<qint64>(text.size()));
                guard->flush();
            }
        }, Qt::QueuedConnection);
    };
    const auto reply = [send](const Answer &answer) { send(toJson(answer)); };
    try {
        const json request = json::parse(line.begin(), line.end());
        const std::string command = request.at("command").get<std::string>();
        if (command == "status") {
            nlohmann::ordered_json status{{"ok", true}};
            status.update(statusJson(*m_engine.snapshot()));
            return send(status);
        }
        if (command == "leave-safe-mode")
            return m_engine.leaveSafeMode([reply](const Result<void> &result) { reply(toAnswer(result)); });
        // Lines before the answer: who waits for it is to know why.
        const auto waits = [send, &engine = m_engine](const WaitingLoad &load) { send(nlohmann::ordered_json{{"waiting", waitingJson(load, *engine.snapshot())}}); };
        if (command == "canary") {
            return canaryCommand(m_engine, request, waits, [send, reply](const Result<nlohmann::ordered_json, CommandError> &answer) {
                if (!answer)
                    return reply(answer.error());
                nlohmann::ordered_json object{{"ok", true}};
                object.update(*answer);
                send(object);
            }, this);
        }
        const StationId station = request.at("station").get<std::string>();
        // Whoever asked for the change reads what judges now.
        const auto changed = [send, station, &engine = m_engine](const Answer &answer) {
            json object = toJson(answer);
            if (answer) {
                object["station"] = station;
                const EngineSnapshotPtr now = engine.snapshot();
                const auto model = modelAt(*now, station);
                object["model"] = model ? json(model->text()) : json();
                const auto known = std::ranges::find_if(now->models, [&](const ModelSnapshot &m) { return m.id == model; });
                if (known != now->models.end())
                    object["signature"] = lineside::toJson(known->signature);
            }
            send(object);
        };
        if (command == "swap")
            swapModel(m_engine, {station, request.at("model").get<std::string>(), {request.value("reason", std::string()), request.value("by", std::string())}, request.value("now", false)}, waits, changed, this);
        else if (command == "lot")
            lotOf(m_engine, station, request, send, reply);
        else if (command == "rollback")
            m_engine.rollBack(station, [changed](const Result<void> &result) { changed(toAnswer(result)); });
        else
            reply(commandError(Error{ErrorCode::Unsupported, "unknown command " + command}));
    } catch (const json::exception &e) {
        reply(commandError(Error{ErrorCode::InvalidInput, e.what()}));
    }
}

}  // namespace lineside
