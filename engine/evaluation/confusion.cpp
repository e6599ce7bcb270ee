// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/confusion.h"

#include <algorithm>
#include <functional>

namespace lineside {
namespace {

struct Pair {
    double overlap = 0;
    std::size_t truth = 0, found = 0;
};

}  // namespace

Confusion confusionOf(std::span<const LabelledPicture> pictures, int classCount, double confidence, double iou)
{
    Confusion confusion(classCount);
    const auto known = [classCount](int classIndex) { return classIndex >= 0 && classIndex < classCount; };
    for (const LabelledPicture &picture : pictures) {
        const auto counts = [&](const ScoredObject &object) { return known(object.classIndex) && double{object.score} >= confidence; };
        std::vector<Pair> pairs;
        for (std::size_t t = 0; t < picture.truth.size(); ++t) {
            for (std::size_t f = 0; f < picture.found.size(); ++f) {
                if (!known(picture.truth[t].classIndex) || !counts(picture.found[f]))
                    continue;
                if (const double overlap = exactIou(picture.truth[t].box, picture.found[f].box); overlap >= iou)
                    pairs.push_back({overlap, t, f});
            }
        }
        std::ranges::stable_sort(pairs, std::greater(), &Pair::overlap);
        std::vector<bool> truthTaken(picture.truth.size()), foundTaken(picture.found.size());
        for (const Pair &pair : pairs) {
            if (truthTaken[pair.truth] || foundTaken[pair.found])
                continue;
            truthTaken[pair.truth] = foundTaken[pair.found] = true;
            confusion.add(picture.truth[pair.truth].classIndex, picture.found[pair.found].classIndex);
        }
        for (std::size_t t = 0; t < picture.truth.size(); ++t)
            if (!truthTaken[t] && known(picture.truth[t].classIndex))
                confusion.add(picture.truth[t].classIndex, confusion.nothing());
        for (std::size_t f = 0; f < picture.found.size(); ++f)
            if (!foundTaken[f] && counts(picture.found[f]))
                confusion.add(confusion.nothing(), picture.found[f].classIndex);
    }
    return confusion;
}

}  // namespace lineside
