// SPDX-License-Identifier: GPL-3.0-or-later
// What is set.
#include "support/fakeengine.h"

#include <algorithm>
#include <utility>

namespace lineside::test {

void FakeEngine::setLot(const StationId &id, std::string lot, Done done, Actor)
{
    calls.push_back("setLot " + id + " " + lot);
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    if (!knows(id))
        return answer(std::move(done), Error{ErrorCode::NotFound, id});
    station(id).lot = std::move(lot);
    publish();
    answer(std::move(done), {});
}

void FakeEngine::applyRecording(RecordingPolicy policy, Done done, Actor)
{
    calls.push_back("applyRecording " + std::to_string(policy.days));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    state.recording = policy;
    publish();
    answer(std::move(done), {});
}

void FakeEngine::applyStations(std::vector<StationConfig> stations, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back("applyStations " + std::to_string(stations.size()));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    appliedStations = stations;
    std::vector<StationSnapshot> kept;
    kept.swap(state.stations);
    for (StationConfig &config : stations) {
        const auto it = std::ranges::find(kept, config.id, [](const StationSnapshot &s) { return s.config.id; });
        if (it != kept.end())
            state.stations.push_back(*it);
        else
            addStation(config.id, config.name).source.state = SourceState::Connecting;
        state.stations.back().config = std::move(config);
    }
    publish();
    answer(std::move(done), {});
}

void FakeEngine::applySigningKeys(SigningKeys keys, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back("applySigningKeys " + std::to_string(keys.trusted.size()) + " " + std::to_string(keys.revoked.size()));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    for (std::vector<SigningKey> *list : {&keys.trusted, &keys.revoked})
        for (SigningKey &key : *list)
            key.id = key.id.empty() ? "00000000" + key.key.substr(0, 8) : key.id;
    state.signingKeys = std::move(keys);
    publish();
    answer(std::move(done), {});
}

void FakeEngine::applyVetting(VettingPolicy policy, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back(std::string("applyVetting ") + (policy.onlySandboxed ? "only sandboxed" : "anywhere"));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    state.vetting = policy;
    publish();
    answer(std::move(done), {});
}

void FakeEngine::applyWatchedFolder(WatchedFolder folder, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back("applyWatchedFolder " + folder.path + " " + folder.station + " " + std::to_string(folder.pollSeconds));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    state.watchedFolder = std::move(folder);
    publish();
    answer(std::move(done), {});
}

void FakeEngine::applyLoading(LoadingPolicy policy, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back("applyLoading " + std::to_string(policy.busyPercent) + " " + std::to_string(policy.busyWaitSeconds) + " " + std::to_string(policy.perMinute) + " "
                    + std::to_string(policy.windowWaitMinutes));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    state.loading.policy = policy;
    publish();
    answer(std::move(done), {});
}

void FakeEngine::loadNow(LoadId load, std::string reason, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back("loadNow " + std::to_string(load) + " " + reason);
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    std::erase_if(state.loading.waiting, [load](const WaitingLoad &w) { return w.id == load; });
    publish();
    answer(std::move(done), {});
}

}  // namespace lineside::test
