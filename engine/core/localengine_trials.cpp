// SPDX-License-Identifier: GPL-3.0-or-later
// What trying out a model found, for the next time that the same bytes are loaded.
#include "base/unlessoutofmemory.h"
#include "core/localengine.h"

#include <spdlog/spdlog.h>

namespace lineside {

TrialConditions LocalEngine::trialConditions(const StoredModel &stored, const DetectSettings &settings) const
{
    TrialConditions conditions;
    conditions.sha256 = stored.sha256;
    conditions.identity = m_parts.executors.identity;
    conditions.lanes = m_loader->lanes();
    conditions.settings = settings;
    return conditions;
}

void LocalEngine::recallTrial(const StoredModel &stored, LoadRequest &request) const
{
    request.fastAgreedBefore = stored.fastAgrees.value_or(false);
    if (!m_parts.executors.identity.empty())
        request.known = m_store.trial(stored.id, trialConditions(stored, request.settings));
}

void LocalEngine::noteTrial(const ModelId &id, const LoadRequest &request, const ExecutorChoice &choice)
{
    const bool knew = request.known && request.known->fastMs == choice.fastMs && request.known->exactMs == choice.exactMs;
    if (knew || m_parts.executors.identity.empty())
        return;
    unlessOutOfMemory(
        [&] {
            const auto stored = m_store.find(id);
            if (!stored)
                return;
            // Member by member: where there is no memory for a later one, g++ 12 frees the first of a list twice.
            TrialRecord record;
            record.conditions = trialConditions(*stored, request.settings);
            record.choice = choice;
            if (const auto noted = m_store.noteTrial(id, record); !noted)
                spdlog::warn("{}: what its trial run found is not kept: {}", id.text(), noted.error().detail);
        },
        [] {});  // it is found out again
}

// For the loads to come whose trial frames have nothing on them, as when the program starts.
void LocalEngine::noteAgreement(const ModelId &id, const LoadedModel &model)
{
    const auto stored = m_store.find(id);
    if (!stored || model.choice.comparedBoxes == 0 || stored->fastAgrees == model.choice.fastAgrees)
        return;
    if (const auto noted = m_store.noteAgreement(id, model.choice.fastAgrees); !noted)
        spdlog::warn("{}: {}", id.text(), noted.error().detail);
}

}  // namespace lineside
