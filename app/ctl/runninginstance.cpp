// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/runninginstance.h"

#include "common/installation.h"
#include "ctl/secretinput.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocalSocket>

#include <string.h>  // explicit_bzero

#include <iostream>

namespace lineside::ctl {
namespace {

using nlohmann::ordered_json;

constexpr int kConnectMs = 2000;
constexpr int kAnswerMs = 120000;

std::string clock(const ordered_json &object, const char *key)
{
    return object.contains(key) && object[key].is_number_integer()
             ? QDateTime::fromMSecsSinceEpoch(object[key].get<qint64>()).toString(QStringLiteral("HH:mm:ss")).toStdString()
             : "–";
}

void send(QLocalSocket &socket, const ordered_json &request)
{
    std::string line = request.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
    socket.write(line.data(), static_cast<qint64>(line.size()));
    ::explicit_bzero(line.data(), line.size());  // it may hold a secret
}

/// The next line of it.
Result<ordered_json> answerOf(QLocalSocket &socket, int patience)
{
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(patience))
            return Error{ErrorCode::Io, "the running instance did not answer"};
    }
    const QByteArray text = socket.readLine();
    ordered_json answer = ordered_json::parse(text.begin(), text.end(), nullptr, false);
    if (!answer.is_object())
        return Error{ErrorCode::Io, "the running instance did not answer in JSON"};
    return answer;
}

/// What it says to somebody who signs in, and signs where that is wanted; the last answer.
Result<ordered_json> identify(QLocalSocket &socket, const WhoOptions &who)
{
    const auto secret = askForSecret(who.name, who.secretDescriptor);
    if (!secret)
        return secret.error();
    const auto ask = [&](ordered_json request) {
        request["secret"] = std::string(secret->view());
        send(socket, request);
        auto &copy = request["secret"].get_ref<std::string &>();
        ::explicit_bzero(copy.data(), copy.size());
        return answerOf(socket, kAnswerMs);
    };
    auto answer = ask({{"command", "sign-in"}, {"name", who.name}});
    const bool in = answer && answer->value("ok", false);
    return in && !who.meaning.empty() ? ask({{"command", "sign"}, {"meaning", who.meaning}}) : answer;
}

}  // namespace

std::string word(const ordered_json &object, const char *key)
{
    return object.contains(key) && object[key].is_string() ? object[key].get<std::string>() : "–";
}

std::string waitingText(const ordered_json &load)
{
    const std::string what = load.contains("model") && load["model"].is_string() ? word(load, "model") : word(load, "file");
    return what + " for " + word(load, "station") + " waits to be loaded until " + clock(load, "until_ms") + ": " + word(load, "waits_for");
}

int askInstance(const std::string &config, const ordered_json &request, const WhoOptions &who, bool json, const std::function<void(const ordered_json &)> &tell)
{
    int argc = 1;
    char name[] = "linesidectl";
    char *argv[] = {name, nullptr};
    QCoreApplication app(argc, argv);
    const Installation installation = findInstallation(config);
    QLocalSocket socket;
    socket.connectToServer(QString::fromStdString(installation.socketName));
    if (!socket.waitForConnected(kConnectMs)) {
        const char *const hint = config.empty() ? "; one that was started with a configuration file is found with --config FILE" : "";
        return refuse(Error{ErrorCode::NotFound, "no running instance uses " + installation.dataDir.string() + hint}, json);
    }
    ordered_json answer{{"ok", true}};
    if (!who.name.empty()) {
        auto known = identify(socket, who);
        if (!known)
            return refuse(known.error(), json);
        answer = std::move(*known);
    }
    const bool goesOn = answer.value("ok", false);
    if (goesOn) {
        send(socket, request);
        answer = nullptr;
    }
    while (goesOn && (answer.is_null() || answer.contains("waiting"))) {
        // What waits says until when; else a swap copies, checks and loads a file first.
        const int patience = answer.is_object() ? -1 : kAnswerMs;
        auto next = answerOf(socket, patience);
        if (!next)
            return refuse(next.error(), json);
        answer = std::move(*next);
        if (answer.contains("waiting"))
            std::cerr << "linesidectl: " << waitingText(answer["waiting"]) << std::endl;
    }
    try {
        const bool ok = answer.at("ok").get<bool>();
        const ordered_json error = ok ? ordered_json() : answer.at("error");
        if (json)
            print(answer);
        else if (!ok)
            std::cerr << "linesidectl: " << word(error, "code") << ": " << word(error, "detail") << std::endl;
        else
            tell(answer);
        return ok ? kDone : kRefused;
    } catch (const ordered_json::exception &e) {
        return refuse(Error{ErrorCode::Io, std::string("the running instance answered something else: ") + e.what()}, json);
    }
}

}  // namespace lineside::ctl
