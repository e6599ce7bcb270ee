// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/commands.h"
#include "ctl/runninginstance.h"

#include <filesystem>
#include <iostream>

namespace lineside::ctl {

using nlohmann::ordered_json;

int shadow(const ShadowOptions &o)
{
    if (o.stop == !o.model.empty()) {
        std::cerr << "linesidectl: shadow takes a MODEL, or --stop\n";
        return kUsage;
    }
    if (o.all == !o.stations.empty()) {
        std::cerr << "linesidectl: shadow takes --station, once for each, or --all\n";
        return kUsage;
    }
    ordered_json request{{"command", "shadow"}, {"model", nullptr}};
    std::error_code unknown;
    if (!o.stop)
        request["model"] = std::filesystem::exists(o.model, unknown) ? std::filesystem::absolute(o.model).string() : o.model;
    if (o.all)
        request["all"] = true;
    else
        request["stations"] = o.stations;
    if (!o.by.empty())
        request["by"] = o.by;
    return askInstance(o.config, request, o.who, o.json, [](const ordered_json &answer) {
        for (const ordered_json &s : answer.at("stations"))
            std::cout << word(s, "station") << ": " << (s.at("shadow").is_null() ? std::string("no comparison") : word(s, "shadow") + " is compared now") << '\n';
        std::cout << std::flush;
    });
}

}  // namespace lineside::ctl
