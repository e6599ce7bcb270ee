// SPDX-License-Identifier: GPL-3.0-or-later
// Models that go on air step by step.
#include "support/fakeengine.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace lineside::test {

void FakeEngine::applyCanaryPlans(std::vector<CanaryPlan> plans, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    std::string names;
    for (const CanaryPlan &plan : plans)
        names += " " + plan.name;
    calls.push_back("applyCanaryPlans" + names);
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    state.canaryPlans = std::move(plans);
    publish();
    answer(std::move(done), {});
}

void FakeEngine::startCanary(CanaryPlan plan, const ModelId &model, PromotionNote note, Done done)
{
    calls.push_back("startCanary " + plan.name + " " + model.text() + " " + note.by + ": " + note.reason);
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    CanarySnapshot canary;
    for (std::size_t step = 0; step < planCheck.steps.size(); ++step) {
        for (const StationId &id : planCheck.steps[step])
            canary.progress.stations.push_back({id, station(id).active.value_or(ModelId{}), static_cast<int>(step), 0, 0});
    }
    canary.progress.plan = std::move(plan);
    canary.progress.model = model;
    canary.progress.by = std::move(note.by);
    state.canary = std::make_shared<const CanarySnapshot>(std::move(canary));
    publish();
    answer(std::move(done), {});
}

void FakeEngine::steerCanary(CanaryHand hand, Done done, Actor actor)
{
    static constexpr const char *kWords[] = {"none", "approve", "pause", "resume", "abort"};
    calls.push_back(std::string("steerCanary ") + kWords[static_cast<int>(hand)] + " " + actor.name);
    actors.push_back(std::move(actor));
    answer(std::move(done), refuseWith ? Result<void>(*refuseWith) : Result<void>());
}

void FakeEngine::reviewReject(std::uint64_t number, Truth truth, Done done, Actor actor)
{
    static constexpr const char *kWords[] = {"unknown", "good", "defective", "even"};
    calls.push_back("reviewReject " + std::to_string(number) + " " + kWords[static_cast<int>(truth)] + (actor.name.empty() ? "" : " by " + actor.name));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    const auto found = std::ranges::find(rejects, number, &RejectReview::number);
    if (found == rejects.end())
        return answer(std::move(done), Error{ErrorCode::NotFound, std::to_string(number)});
    found->truth = truth;
    found->by = std::move(actor.name);
    answer(std::move(done), {});
}

}  // namespace lineside::test
