// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/controlserver.h"

#include <QLocalSocket>
#include <QPointer>
#include <QTimer>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

namespace lineside {
namespace {

using nlohmann::json;

constexpr qint64 kMaxLine = 64 * 1024;
constexpr int kPollMs = 50;

json answerOf(const Result<void> &result)
{
    if (result)
        return {{"ok", true}};
    return {{"ok", false}, {"error", {{"code", toString(result.error().code)}, {"detail", result.error().detail}}}};
}

std::optional<ModelId> libraryModel(const EngineSnapshot &snapshot, const std::string &text)
{
    for (const ModelSnapshot &m : snapshot.models) {
        if (m.id.text() == text)
            return m.id;
    }
    return std::nullopt;
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
            while (socket->canReadLine())
                onLine(socket, socket->readLine(kMaxLine));
            if (socket->bytesAvailable() > kMaxLine)
                socket->abort();
        });
    }
}

void ControlServer::onLine(QLocalSocket *socket, const QByteArray &line)
{
    const auto reply = [this, guard = QPointer<QLocalSocket>(socket)](const Result<void> &result) {
        QMetaObject::invokeMethod(this, [guard, text = answerOf(result).dump() + "\n"] {
            if (guard) {
                guard->write(text.data(), static_cast<qint64>(text.size()));
                guard->flush();
            }
        });
    };
    try {
        const json request = json::parse(line.begin(), line.end());
        const std::string command = request.at("command").get<std::string>();
        const StationId station = request.at("station").get<std::string>();
        if (command == "swap")
            swapModel(m_engine, station, request.at("model").get<std::string>(), reply, this);
        else if (command == "rollback")
            m_engine.rollBack(station, reply);
        else
            reply(Error{ErrorCode::Unsupported, "unknown command " + command});
    } catch (const json::exception &e) {
        reply(Error{ErrorCode::InvalidInput, e.what()});
    }
}

void swapModel(Engine &engine, const StationId &station, const std::string &model, Engine::Done done, QObject *context)
{
    const EngineSnapshotPtr now = engine.snapshot();
    if (std::none_of(now->stations.begin(), now->stations.end(), [&](const auto &s) { return s.config.id == station; }))
        return done(Error{ErrorCode::NotFound, "no station " + station});
    const auto promote = [&engine, station, done](const ModelId &id) { engine.promote(station, id, done); };
    if (const auto known = libraryModel(*now, model)) {
        engine.offerModel(station, *known, [promote, known, done](Result<void> offered) {
            if (offered)
                promote(*known);
            else
                done(offered);
        });
        return;
    }
    const CandidateId candidate = engine.offerFile(model, station);
    auto *timer = new QTimer(context);
    QObject::connect(timer, &QTimer::timeout, context, [&engine, candidate, timer, promote, done] {
        const EngineSnapshotPtr snapshot = engine.snapshot();
        const auto it = std::find_if(snapshot->candidates.begin(), snapshot->candidates.end(), [&](const auto &c) { return c.id == candidate; });
        if (it == snapshot->candidates.end() || !it->finished)
            return;
        timer->stop();
        timer->deleteLater();
        if (it->refusal) {
            const Refusal &r = *it->refusal;
            done(Error{ErrorCode::InvalidInput, std::string(toString(r.reason)) + ": found \"" + r.found + "\", expected \"" + r.expected +
                                                    "\" " + r.detail});
        } else {
            promote(*it->model);
        }
        engine.dismissCandidate(candidate);
    });
    timer->start(kPollMs);
}

}  // namespace lineside
