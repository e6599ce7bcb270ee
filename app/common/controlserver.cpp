// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/controlserver.h"

#include "common/canarycommands.h"
#include "common/goldencommands.h"
#include "common/shadowcommands.h"
#include "common/statusjson.h"
#include "common/swapmodel.h"
#include "store/recordjson.h"

#include <QCoreApplication>
#include <QLocalSocket>
#include <QPointer>

#include <nlohmann/json.hpp>

#include <string.h>  // explicit_bzero

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

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

/// On the thread of the application, after whatever it does now.
void later(std::function<void()> task)
{
    QMetaObject::invokeMethod(QCoreApplication::instance(), std::move(task), Qt::QueuedConnection);
}

/// Any thread.
void answerLater(const QPointer<QLocalSocket> &socket, std::string text)
{
    // Names of files may hold bytes that are no UTF-8; the line stays valid JSON because whoever formatted it replaced them.
    later([socket, text = std::move(text) + "\n"] {
        if (socket) {
            socket->write(text.data(), static_cast<qint64>(text.size()));
            socket->flush();
        }
    });
}

std::string waitText(const SignInRefusal &why)
{
    return std::to_string((why.wait.count() + 999) / 1000) + " s";
}

CommandError signInError(const SignInRefusal &why)
{
    switch (why.why) {
    case SignInRefusal::Why::Wrong:
        return {"not_signed_in", "nobody of that name has this PIN or password" + (why.wait.count() > 0 ? "; the next is looked at after " + waitText(why) : std::string())};
    case SignInRefusal::Why::Wait: return {"sign_in_waits", "too many wrong ones: the next is looked at after " + waitText(why)};
    case SignInRefusal::Why::Trouble: break;
    }
    return {"sign_in_trouble", why.detail};
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

/// One client. Outlives its socket where an answer comes late.
struct ControlServer::Connection {
    QPointer<QLocalSocket> socket;  ///< looked at on the main thread only
    Guest guest;
    std::optional<ElectronicSignature> signature;  ///< for the next swap or canary; main thread only
};

ControlServer::ControlServer(Engine &engine, QString socketName, std::function<Guest()> admit, QObject *parent)
    : QObject(parent), m_engine(engine), m_socketName(std::move(socketName)), m_admit(std::move(admit))
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
        const auto connection = std::make_shared<Connection>(Connection{socket, m_admit ? m_admit() : Guest(), {}});
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket, connection] {
            while (socket->canReadLine()) {
                QByteArray line = socket->readLine(kMaxLine + 1);
                if (!line.endsWith('\n'))
                    return socket->abort();
                onLine(connection, std::move(line));
            }
            if (socket->bytesAvailable() > kMaxLine)
                socket->abort();
        });
    }
}

void ControlServer::onLine(const std::shared_ptr<Connection> &connection, QByteArray line)
{
    json request = json::parse(line.begin(), line.end(), nullptr, false);
    ::explicit_bzero(line.data(), static_cast<std::size_t>(line.size()));  // it may hold a secret
    const std::string command = request.is_object() && request.contains("command") && request["command"].is_string() ? request["command"].get<std::string>() : std::string();
    if (command == "sign-in" || command == "sign")
        return identify(connection, std::move(request));
    if (!connection->guest.desk || command == "status")
        return carryOut(connection, request);
    // As things are now, and after what the same client said before.
    connection->guest.desk->look([own = QPointer<ControlServer>(this), connection, request = std::move(request)] {
        later([own, connection, request] {
            if (own)
                own->carryOut(connection, request);
        });
    });
}

void ControlServer::identify(const std::shared_ptr<Connection> &connection, json request)
{
    const auto send = [connection](const json &object) { answerLater(connection->socket, object.dump(-1, ' ', false, json::error_handler_t::replace)); };
    const auto refused = [send](const SignInRefusal &why) { send(toJson(Answer(signInError(why)))); };
    const auto text = [&request](const char *key) { return request.contains(key) && request[key].is_string() ? request[key].get<std::string>() : std::string(); };
    if (!connection->guest.desk)
        return send(toJson(Answer(commandError(Error{ErrorCode::Unsupported, "nobody is asked who he is here"}))));
    if (text("command") == "sign-in") {
        connection->guest.desk->signIn(text("name"), text("secret"), [send, refused](const Result<SignedIn, SignInRefusal> &who) {
            if (who)
                send({{"ok", true}, {"name", who->name}, {"role", toString(who->role)}});
            else
                refused(who.error());
        });
    } else {
        connection->guest.desk->sign(text("secret"), text("meaning"), [send, refused, connection](const Result<ElectronicSignature, SignInRefusal> &signature) {
            if (!signature)
                return refused(signature.error());
            later([connection, signature = *signature] { connection->signature = signature; });
            send({{"ok", true}, {"name", signature->name}, {"meaning", signature->meaning}});
        });
    }
    if (request.contains("secret") && request["secret"].is_string()) {
        auto &secret = request["secret"].get_ref<std::string &>();
        ::explicit_bzero(secret.data(), secret.size());
    }
}

void ControlServer::carryOut(const std::shared_ptr<Connection> &connection, const json &request)
{
    Engine &engine = connection->guest.engine ? static_cast<Engine &>(*connection->guest.engine) : m_engine;
    // The engine may answer when this server is gone already, from its own thread: it must not be touched there. What waits keeps the engine of the connection.
    const auto send = [connection](const auto &object) { answerLater(connection->socket, object.dump(-1, ' ', false, json::error_handler_t::replace)); };
    const auto reply = [send](const Answer &answer) { send(toJson(answer)); };
    try {
        if (request.is_discarded())
            return reply(commandError(Error{ErrorCode::InvalidInput, "no JSON"}));
        const std::string command = request.at("command").get<std::string>();
        if (command == "status") {
            nlohmann::ordered_json status{{"ok", true}};
            status.update(statusJson(*engine.snapshot()));
            return send(status);
        }
        if (command == "leave-safe-mode")
            return engine.leaveSafeMode([reply](const Result<void> &result) { reply(toAnswer(result)); });
        // Lines before the answer: who waits for it is to know why.
        const auto waits = [send, &engine](const WaitingLoad &load) { send(nlohmann::ordered_json{{"waiting", waitingJson(load, *engine.snapshot())}}); };
        const auto tell = [send, reply](const Result<nlohmann::ordered_json, CommandError> &answer) {
            if (!answer)
                return reply(answer.error());
            nlohmann::ordered_json object{{"ok", true}};
            object.update(*answer);
            send(object);
        };
        if (command == "canary")
            return canaryCommand(engine, request, std::exchange(connection->signature, std::nullopt), waits, tell, this);
        if (command == "golden")
            return goldenCommand(engine, request, tell);
        if (command == "shadow")
            return shadowCommand(engine, request, waits, tell, this);
        const StationId station = request.at("station").get<std::string>();
        // Whoever asked for the change reads what judges now.
        const auto changed = [send, station, &engine](const Answer &answer) {
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
        if (command == "swap") {
            SwapOrder order;
            order.station = station;
            order.model = request.at("model").get<std::string>();
            order.note.reason = request.value("reason", std::string());
            order.note.by = request.value("by", std::string());
            order.note.signature = std::exchange(connection->signature, std::nullopt);
            order.now = request.value("now", false);
            order.acceptsChange = request.value("accept_change", false);
            return swapModel(engine, order, waits, changed, this);
        }
        if (command == "lot")
            return lotOf(engine, station, request, send, reply);
        if (command == "rollback")
            return engine.rollBack(station, [changed](const Result<void> &result) { changed(toAnswer(result)); });
        reply(commandError(Error{ErrorCode::Unsupported, "unknown command " + command}));
    } catch (const json::exception &e) {
        reply(commandError(Error{ErrorCode::InvalidInput, e.what()}));
    }
}

}  // namespace lineside
