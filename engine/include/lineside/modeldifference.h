// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace lineside {

/// What besides its weights differs between the model on air and the one that would follow: labels by their names, in whatever order. Value type.
struct ModelDifference {
    struct Size {
        int width = 0, height = 0;  ///< pixels

        bool operator==(const Size &) const = default;
    };

    Labels gone, added;
    Size inputNow, inputThen;

    /// Nothing where either is null.
    static ModelDifference between(const ModelSnapshot *now, const ModelSnapshot *then)
    {
        ModelDifference d;
        if (!now || !then)
            return d;
        const auto without = [](const Labels &all, const Labels &known) {
            Labels rest;
            std::ranges::copy_if(all, std::back_inserter(rest), [&](const std::string &label) { return std::ranges::find(known, label) == known.end(); });
            return rest;
        };
        d.gone = without(now->labels, then->labels);
        d.added = without(then->labels, now->labels);
        d.inputNow = {now->inputWidth, now->inputHeight};
        d.inputThen = {then->inputWidth, then->inputHeight};
        return d;
    }

    bool resized() const { return inputNow != inputThen; }
    /// Whether somebody has to say that it is meant before the model goes on air.
    bool any() const { return !gone.empty() || !added.empty() || resized(); }

    bool operator==(const ModelDifference &) const = default;
};

/// The difference at one station.
struct StationDifference {
    StationId station;
    ModelDifference difference;

    bool operator==(const StationDifference &) const = default;
};

/// Those of `stations`, in that order, where `model` has other labels or another input size than what is on air there.
inline std::vector<StationDifference> differencesAt(const EngineSnapshot &snapshot, const std::vector<StationId> &stations, const ModelId &model)
{
    const auto known = [&](const ModelId &id) {
        const auto it = std::ranges::find(snapshot.models, id, &ModelSnapshot::id);
        return it == snapshot.models.end() ? nullptr : &*it;
    };
    std::vector<StationDifference> all;
    for (const StationId &id : stations) {
        const auto s = std::ranges::find(snapshot.stations, id, [](const StationSnapshot &at) -> const StationId & { return at.config.id; });
        if (s == snapshot.stations.end() || !s->active)
            continue;
        if (auto difference = ModelDifference::between(known(*s->active), known(model)); difference.any())
            all.push_back({id, std::move(difference)});
    }
    return all;
}

}  // namespace lineside
