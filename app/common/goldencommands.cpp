// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/goldencommands.h"

#include "store/recordjson.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace lineside {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using Reply = std::function<void(Result<ordered_json, CommandError>)>;

ordered_json frameJson(const StationId &station, const GoldenFrame &frame)
{
    return {{"station", station},
            {"id", frame.id},
            {"expected", toString(frame.expected)},
            {"label", frame.label},
            {"a", frame.a.text()},
            {"b", frame.b.text()},
            {"by", frame.by},
            {"at_ms", toMs(frame.at)},
            {"width", frame.width},
            {"height", frame.height}};
}

void list(Engine &engine, const json &request, const Reply &reply)
{
    const std::string wanted = request.value("station", std::string());
    const EngineSnapshotPtr now = engine.snapshot();
    ordered_json frames = ordered_json::array();
    bool known = !request.contains("station");
    for (const StationSnapshot &s : now->stations) {
        if (request.contains("station") && s.config.id != wanted)
            continue;
        known = true;
        for (const GoldenFrame &frame : engine.goldenFrames(s.config.id))
            frames.push_back(frameJson(s.config.id, frame));
    }
    if (!known)
        return reply(commandError(Error{ErrorCode::NotFound, "no station " + wanted}));
    reply(ordered_json{{"golden", frames}});
}

void drop(Engine &engine, const json &request, const Reply &reply)
{
    const StationId station = request.at("station").get<std::string>();
    if (!request.at("id").is_number_unsigned())
        return reply(commandError(Error{ErrorCode::InvalidInput, "the id of a golden frame is a whole number"}));
    const auto id = request["id"].get<std::uint64_t>();
    engine.dropGolden(station, id, [station, id, reply](const Result<void> &result) {
        if (result)
            reply(ordered_json{{"station", station}, {"id", id}});
        else
            reply(commandError(result.error()));
    }, {request.value("by", std::string()), {}});
}

}  // namespace

void goldenCommand(Engine &engine, const json &request, const Reply &reply)
{
    const std::string deed = request.at("do").get<std::string>();
    if (deed == "list")
        return list(engine, request, reply);
    if (deed == "drop")
        return drop(engine, request, reply);
    reply(commandError(Error{ErrorCode::Unsupported, "unknown command golden " + deed}));
}

}  // namespace lineside
