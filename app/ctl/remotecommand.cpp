// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/commands.h"
#include "ctl/canarytext.h"
#include "ctl/runninginstance.h"

#include <filesystem>
#include <iomanip>
#include <iostream>
#include <set>

namespace lineside::ctl {
namespace {

using nlohmann::ordered_json;

void printStatus(const ordered_json &status)
{
    std::cout << std::fixed << std::setprecision(1);
    for (const ordered_json &s : status.at("stations")) {
        std::cout << s.at("id").get<std::string>() << "  " << word(s, "name") << "\n  source    " << word(s, "source") << ", "
                  << s.at("camera_fps").get<double>() << "/s\n  model     " << word(s, "model") << ", judges "
                  << s.at("judged_fps").get<double>() << "/s\n  lot       " << word(s, "lot") << "\n  offered   " << word(s, "offered") << "\n  compared  " << word(s, "shadow") << "\n  previous  " << word(s, "previous")
                  << "\n  frames    " << s.at("accepted") << " accepted, " << s.at("judged") << " judged, " << s.at("in_flight") << " in flight, "
                  << s.at("lost") << " lost, " << s.at("skipped") << " skipped\n";
    }
    std::set<ordered_json> told;  // each has the same word from all of them
    for (const ordered_json &s : status.at("stations")) {
        if (const ordered_json &j = s.at("joint"); !j.is_null() && told.insert(j.at("stations")).second)
            std::cout << "together  " << word(s, "shadow") << " at " << j.at("stations").size() << " stations: " << word(j, "state") << ", " << j.at("parts") << " parts, " << j.at("discordant") << " differ, "
                      << j.at("pending") << " unanswered\n";
    }
    for (const ordered_json &load : status.at("loading").at("waiting"))
        std::cout << "waits     " << waitingText(load) << '\n';
    if (const ordered_json &canary = status.at("canary"); !canary.is_null())
        std::cout << canaryText(canary);
    if (const ordered_json &safe = status.at("safe_mode"); !safe.is_null())
        std::cout << "safe mode: " << safe.at("starts") << " starts in " << safe.at("seconds").get<double>()
                  << " s ended without being told to; only what is known to work is loaded. linesidectl leave-safe-mode loads the rest\n";
    for (const char *key : {"config_error", "save_error"}) {
        if (!status.at(key).is_null())
            std::cout << key << ": " << word(status[key], "code") << ": " << word(status[key], "detail") << '\n';
    }
    if (const ordered_json &gap = status.at("record_gap"); !gap.is_null())
        std::cout << "record_gap: " << word(gap.at("error"), "code") << ": " << word(gap.at("error"), "detail") << '\n';
    if (const ordered_json &trouble = status.at("not_sealed"); !trouble.is_null())
        std::cout << "not_sealed: " << word(trouble.at("error"), "code") << ": " << word(trouble.at("error"), "detail")
                  << "; inspection and recording go on. linesidectl audit verify says which parts are not as they were sealed; look at the disk\n";
    std::cout << std::flush;
}

}  // namespace

int command(const CommandOptions &o)
{
    ordered_json request{{"command", o.command}};
    if (!o.station.empty())
        request["station"] = o.station;
    if (o.acceptsChange)
        request["accept_change"] = true;
    if (o.now)
        request["now"] = true;
    if (!o.reason.empty())
        request["reason"] = o.reason;
    if (!o.by.empty())
        request["by"] = o.by;
    if (o.lot)
        request["lot"] = *o.lot;
    std::error_code unknown;
    if (!o.model.empty())
        request["model"] = std::filesystem::exists(o.model, unknown) ? std::filesystem::absolute(o.model).string() : o.model;
    return askInstance(o.config, request, o.who, o.json, [&](const ordered_json &answer) {
        if (o.command == "status")
            printStatus(answer);
        else if (o.command == "lot")
            std::cout << word(answer, "station") << ": " << (word(answer, "lot").empty() ? "no lot" : "lot " + word(answer, "lot")) << std::endl;
        else if (o.command == "leave-safe-mode")
            std::cout << "no safe mode" << std::endl;
        else
            std::cout << word(answer, "station") << ": " << word(answer, "model") << " judges now" << std::endl;
    });
}

}  // namespace lineside::ctl
