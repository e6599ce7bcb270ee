// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/canarytext.h"
#include "ctl/commands.h"
#include "ctl/runninginstance.h"
#include "store/canaryjson.h"
#include "store/files.h"

#include <cstdint>
#include <filesystem>
#include <iostream>
#include <sstream>

namespace lineside::ctl {
namespace {

using nlohmann::ordered_json;

/// The plan in a file, or the name of one that the instance keeps.
Result<ordered_json> planArgument(const std::string &plan, bool mustBeFile)
{
    std::error_code unknown;
    if (!mustBeFile && !std::filesystem::exists(plan, unknown))
        return ordered_json(plan);
    const auto text = readSmallFile(plan, kMostPlanBytes);
    const auto read = text ? planFrom(*text) : Result<CanaryPlan>(text.error());
    if (!read)
        return Error{read.error().code, plan + ": " + read.error().detail};
    return planJson(*read);
}

/// "812.00 of at most 143.00 ms": what is held against a limit.
std::string held(const ordered_json &guard)
{
    std::ostringstream text;
    text.setf(std::ios::fixed);
    text.precision(2);
    text << guard.at("now").get<double>() << " of at most " << guard.at("limit").get<double>() << (guard.at("guard") == "memory" ? " MB" : " ms");
    return text.str();
}

/// ", 9.1 %, usually 2.0 %": what a guard measured and against what, where it is known.
std::string shares(const ordered_json &guard)
{
    if (!guard.contains("share") || !guard.at("share").is_number() || !guard.at("usual").is_number())
        return {};
    std::ostringstream text;
    text.setf(std::ios::fixed);
    text.precision(1);
    text << ", " << 100 * guard.at("share").get<double>() << " %, " << (guard.at("guard") == "review" ? "at most " : "usually ") << 100 * guard.at("usual").get<double>() << " %";
    return text.str();
}

}  // namespace

std::string canaryText(const ordered_json &canary)
{
    std::ostringstream text;
    text.setf(std::ios::fixed);
    text.precision(2);
    text << "canary    " << word(canary, "plan") << ": " << word(canary, "model") << ", step " << canary.at("step") << " of " << canary.at("steps") << ", " << word(canary, "state");
    if (canary.at("pause").is_string())
        text << " (" << word(canary, "pause") << ")";
    text << '\n';
    for (const ordered_json &s : canary.at("stations"))
        text << "  step " << s.at("step") << "  " << word(s, "station") << ", before " << word(s, "before") << ", " << (s.at("has_model").get<bool>() ? s.at("parts").dump() + " parts" : std::string("waits")) << '\n';
    for (const ordered_json &g : canary.at("evidence").at("guards")) {
        text << "  guard   " << word(g, "guard") << " at " << word(g, "station") << ": ";
        if (g.contains("limit") && g.at("limit").is_number()) {  // bets nothing
            text << held(g) << '\n';
            continue;
        }
        text << g.at("log").get<double>() << " of " << g.at("threshold").get<double>() << shares(g) << (g.at("few_before").get<bool>() ? ", few rejects before: only gross harm can be seen" : "") << '\n';
    }
    if (const auto waiting = canary.value("rejects_waiting", std::int64_t{0}); waiting > 0)
        text << "  review  " << waiting << (waiting == 1 ? " reject waits" : " rejects wait") << " for somebody to say whether the part is defective\n";
    if (const ordered_json &harm = canary.at("harm"); !harm.is_null())
        text << "  harm    " << word(harm, "guard") << " at " << word(harm, "station") << ", after " << harm.at("part") << " parts" << shares(harm) << (harm.at("limit").is_number() ? ", " + held(harm) : std::string()) << '\n';
    return text.str();
}

int canary(const CanaryOptions &o)
{
    ordered_json request{{"command", "canary"}, {"do", o.deed}};
    if (!o.plan.empty()) {
        auto plan = o.deed == "remove" ? Result<ordered_json>(ordered_json(o.plan)) : planArgument(o.plan, o.deed == "save");
        if (!plan)
            return refuse(plan.error(), o.json);
        request["plan"] = std::move(*plan);
    }
    std::error_code unknown;
    if (!o.model.empty())
        request["model"] = std::filesystem::exists(o.model, unknown) ? std::filesystem::absolute(o.model).string() : o.model;
    if (!o.reason.empty())
        request["reason"] = o.reason;
    if (o.acceptsChange)
        request["accept_change"] = true;
    if (!o.by.empty())
        request["by"] = o.by;
    return askInstance(o.config, request, o.who, o.json, [&](const ordered_json &answer) {
        if (o.deed == "list") {
            for (const ordered_json &plan : answer.at("plans"))
                std::cout << word(plan, "name") << ": " << plan.at("steps").size() << " steps\n";
        }
        if (answer.contains("canary") && !answer.at("canary").is_null())
            std::cout << canaryText(answer.at("canary"));
        std::cout << std::flush;
    });
}

}  // namespace lineside::ctl
