// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/shadowcommands.h"

#include "common/importmodel.h"

#include <algorithm>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace lineside {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using Reply = std::function<void(Result<ordered_json, CommandError>)>;

/// What the stations of one command answer, in whatever order and on whatever threads.
struct Answers {
    std::mutex mutex;
    std::size_t missing = 0;
    std::vector<StationId> done;
    std::vector<std::pair<StationId, Error>> refused;
};

/// Those that a command for all is meant for.
std::vector<StationId> everyStation(const EngineSnapshot &snapshot, const std::optional<ModelId> &model)
{
    std::vector<StationId> ids;
    for (const StationSnapshot &s : snapshot.stations) {
        if (model ? s.active && s.active != model && !s.shadow : s.shadow.has_value())
            ids.push_back(s.config.id);
    }
    return ids;
}

void tell(const Answers &answers, const std::optional<ModelId> &model, const Reply &reply)
{
    if (answers.refused.empty()) {
        ordered_json stations = ordered_json::array();
        for (const StationId &id : answers.done)
            stations.push_back({{"station", id}, {"shadow", model ? ordered_json(model->text()) : ordered_json()}});
        return reply(ordered_json{{"stations", stations}});
    }
    CommandError error = commandError(answers.refused.front().second);
    error.detail.clear();
    for (const auto &[id, why] : answers.refused)
        error.detail += (error.detail.empty() ? "" : "; ") + id + ": " + commandError(why).detail;
    for (const StationId &id : answers.done)
        error.detail += (id == answers.done.front() ? std::string("; done at ") : std::string(", ")) + id;
    reply(error);
}

void carryOut(Engine &engine, const std::vector<StationId> &stations, const std::optional<ModelId> &model, const Actor &by, const Reply &reply)
{
    const auto answers = std::make_shared<Answers>();
    answers->missing = stations.size();
    for (const StationId &id : stations) {
        engine.setShadow(id, model, [answers, id, model, reply](const Result<void> &result) {
            bool all = false;
            {
                const std::lock_guard lock(answers->mutex);
                if (result)
                    answers->done.push_back(id);
                else
                    answers->refused.emplace_back(id, result.error());
                all = --answers->missing == 0;
            }
            if (all)
                tell(*answers, model, reply);
        }, by);
    }
}

}  // namespace

void shadowCommand(Engine &engine, const json &request, Waits waits, Reply reply, QObject *context)
{
    const json &model = request.at("model");
    const bool all = request.value("all", false);
    std::vector<StationId> named;
    if (!all)
        named = request.at("stations").get<std::vector<StationId>>();
    const Actor by{request.value("by", std::string()), {}};
    const auto begin = [&engine, all, named, by, reply](const std::optional<ModelId> &wanted) {
        const EngineSnapshotPtr now = engine.snapshot();
        const std::vector<StationId> stations = all ? everyStation(*now, wanted) : named;
        for (const StationId &id : stations) {  // a slip of the pen changes nothing at the others
            if (std::ranges::find(now->stations, id, [](const StationSnapshot &s) { return s.config.id; }) == now->stations.end())
                return reply(commandError(Error{ErrorCode::NotFound, "no station " + id}));
            if (std::ranges::count(stations, id) > 1)
                return reply(commandError(Error{ErrorCode::InvalidInput, id + " is named twice"}));
        }
        if (stations.empty())
            return reply(commandError(Error{ErrorCode::NotFound, wanted ? "no station where it could be compared: none has another model on air and compares nothing yet" : "no station compares a model"}));
        carryOut(engine, stations, wanted, by, reply);
    };
    if (model.is_null())
        return begin(std::nullopt);
    const std::string text = model.get<std::string>();
    if (const auto known = libraryModel(*engine.snapshot(), text))
        return begin(*known);
    importModel(engine, text, std::nullopt, std::make_shared<WaitTeller>(engine, std::string(), std::move(waits)), [begin, reply](const Result<ModelId, CommandError> &imported) {
        if (imported)
            begin(*imported);
        else
            reply(imported.error());
    }, context);
}

}  // namespace lineside
