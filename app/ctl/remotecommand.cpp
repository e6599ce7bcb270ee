// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/installation.h"
#include "ctl/commands.h"
#include "ctl/output.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocalSocket>

#include <filesystem>
#include <iomanip>
#include <iostream>

namespace lineside::ctl {
namespace {

using nlohmann::ordered_json;

constexpr int kConnectMs = 2000;
constexpr int kAnswerMs = 120000;

std::string word(const ordered_json &object, const char *key)
{
    return object.contains(key) && object[key].is_string() ? object[key].get<std::string>() : "–";
}

std::string clock(const ordered_json &object, const char *key)
{
    return object.contains(key) && object[key].is_number_integer()
             ? QDateTime::fromMSecsSinceEpoch(object[key].get<qint64>()).toString(QStringLiteral("HH:mm:ss")).toStdString()
             : "–";
}

/// "line-v3 waits until 14:05:00: rate"
std::string waitingText(const ordered_json &load)
{
    const std::string what = load.contains("model") && load["model"].is_string() ? word(load, "model") : word(load, "file");
    return what + " for " + word(load, "station") + " waits to be loaded until " + clock(load, "until_ms") + ": " + word(load, "waits_for");
}

void printStatus(const ordered_json &status)
{
    std::cout << std::fixed << std::setprecision(1);
    for (const ordered_json &s : status.at("stations")) {
        std::cout << s.at("id").get<std::string>() << "  " << word(s, "name") << "\n  source    " << word(s, "source") << ", "
                  << s.at("camera_fps").get<double>() << "/s\n  model     " << word(s, "model") << ", judges "
                  << s.at("judged_fps").get<double>() << "/s\n  offered   " << word(s, "offered") << "\n  previous  " << word(s, "previous")
                  << "\n  frames    " << s.at("accepted") << " accepted, " << s.at("judged") << " judged, " << s.at("in_flight") << " in flight, "
                  << s.at("lost") << " lost, " << s.at("skipped") << " skipped\n";
    }
    for (const ordered_json &load : status.at("loading").at("waiting"))
        std::cout << "waits     " << waitingText(load) << '\n';
    if (const ordered_json &safe = status.at("safe_mode"); !safe.is_null())
        std::cout << "safe mode: " << safe.at("starts") << " starts in " << safe.at("seconds").get<double>()
                  << " s ended without being told to; only what is known to work is loaded. linesidectl leave-safe-mode loads the rest\n";
    for (const char *key : {"config_error", "save_error"}) {
        if (!status.at(key).is_null())
            std::cout << key << ": " << word(status[key], "code") << ": " << word(status[key], "detail") << '\n';
    }
    if (const ordered_json &gap = status.at("record_gap"); !gap.is_null())
        std::cout << "record_gap: " << word(gap.at("error"), "code") << ": " << word(gap.at("error"), "detail") << '\n';
    std::cout << std::flush;
}

}  // namespace

int command(const CommandOptions &o)
{
    int argc = 1;
    char name[] = "linesidectl";
    char *argv[] = {name, nullptr};
    QCoreApplication app(argc, argv);
    const Installation installation = findInstallation(o.config);
    QLocalSocket socket;
    socket.connectToServer(QString::fromStdString(installation.socketName));
    if (!socket.waitForConnected(kConnectMs)) {
        const char *const hint = o.config.empty() ? "; one that was started with a configuration file is found with --config FILE" : "";
        return refuse(Error{ErrorCode::NotFound, "no running instance uses " + installation.dataDir.string() + hint}, o.json);
    }
    ordered_json request{{"command", o.command}};
    if (!o.station.empty())
        request["station"] = o.station;
    if (o.now)
        request["now"] = true;
    if (!o.reason.empty())
        request["reason"] = o.reason;
    if (!o.by.empty())
        request["by"] = o.by;
    std::error_code unknown;
    if (!o.model.empty())
        request["model"] = std::filesystem::exists(o.model, unknown) ? std::filesystem::absolute(o.model).string() : o.model;
    const std::string line = request.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
    socket.write(line.data(), static_cast<qint64>(line.size()));
    ordered_json answer;
    do {
        // What waits says until when; else a swap copies, checks and loads a file first.
        const int patience = answer.is_object() ? -1 : kAnswerMs;
        while (!socket.canReadLine()) {
            if (!socket.waitForReadyRead(patience))
                return refuse(Error{ErrorCode::Io, "the running instance did not answer"}, o.json);
        }
        const QByteArray text = socket.readLine();
        answer = ordered_json::parse(text.begin(), text.end(), nullptr, false);
        if (!answer.is_object())
            return refuse(Error{ErrorCode::Io, "the running instance did not answer in JSON"}, o.json);
        if (answer.contains("waiting"))
            std::cerr << "linesidectl: " << waitingText(answer["waiting"]) << std::endl;
    } while (answer.contains("waiting"));
    try {
        const bool ok = answer.at("ok").get<bool>();
        const ordered_json error = ok ? ordered_json() : answer.at("error");
        if (o.json)
            print(answer);
        else if (!ok)
            std::cerr << "linesidectl: " << word(error, "code") << ": " << word(error, "detail") << std::endl;
        else if (o.command == "status")
            printStatus(answer);
        else if (o.command == "leave-safe-mode")
            std::cout << "no safe mode" << std::endl;
        else
            std::cout << word(answer, "station") << ": " << word(answer, "model") << " judges now" << std::endl;
        return ok ? kDone : kRefused;
    } catch (const ordered_json::exception &e) {
        return refuse(Error{ErrorCode::Io, std::string("the running instance answered something else: ") + e.what()}, o.json);
    }
}

}  // namespace lineside::ctl
