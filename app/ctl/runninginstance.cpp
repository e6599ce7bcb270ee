// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/runninginstance.h"

#include "common/installation.h"
#include "ctl/commands.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocalSocket>

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

int askInstance(const std::string &config, const ordered_json &request, bool json, const std::function<void(const ordered_json &)> &tell)
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
    const std::string line = request.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
    socket.write(line.data(), static_cast<qint64>(line.size()));
    ordered_json answer;
    do {
        // What waits says until when; else a swap copies, checks and loads a file first.
        const int patience = answer.is_object() ? -1 : kAnswerMs;
        while (!socket.canReadLine()) {
            if (!socket.waitForReadyRead(patience))
                return refuse(Error{ErrorCode::Io, "the running instance did not answer"}, json);
        }
        const QByteArray text = socket.readLine();
        answer = ordered_json::parse(text.begin(), text.end(), nullptr, false);
        if (!answer.is_object())
            return refuse(Error{ErrorCode::Io, "the running instance did not answer in JSON"}, json);
        if (answer.contains("waiting"))
            std::cerr << "linesidectl: " << waitingText(answer["waiting"]) << std::endl;
    } while (answer.contains("waiting"));
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
