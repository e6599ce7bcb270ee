// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/averageprecision.h"

#include "detect/nms.h"

#include <algorithm>
#include <map>
#include <set>

namespace lineside::test {

double averagePrecision(const std::vector<TrueObject> &truth, const std::vector<FoundObject> &found, int classIndex, double iou)
{
    struct Target {
        Box box;
        bool taken = false;
    };
    std::map<int, std::vector<Target>> targets;  // by picture
    std::size_t objects = 0;
    for (const TrueObject &object : truth)
        if (object.classIndex == classIndex) {
            targets[object.picture].push_back({object.box});
            ++objects;
        }
    std::vector<FoundObject> boxes;
    std::copy_if(found.begin(), found.end(), std::back_inserter(boxes), [&](const FoundObject &f) { return f.classIndex == classIndex; });
    std::stable_sort(boxes.begin(), boxes.end(), [](const FoundObject &a, const FoundObject &b) { return a.score > b.score; });

    std::vector<double> precision, recall;
    std::size_t right = 0;
    for (const FoundObject &box : boxes) {
        Target *best = nullptr;
        double most = iou;
        for (Target &target : targets[box.picture]) {
            const auto overlap = static_cast<double>(intersectionOverUnion(target.box, box.box));
            if (!target.taken && overlap >= most) {
                best = &target;
                most = overlap;
            }
        }
        if (best != nullptr) {
            best->taken = true;
            ++right;
        }
        precision.push_back(static_cast<double>(right) / static_cast<double>(precision.size() + 1));
        recall.push_back(static_cast<double>(right) / static_cast<double>(std::max<std::size_t>(objects, 1)));
    }
    for (std::size_t i = precision.size(); i-- > 1;)
        precision[i - 1] = std::max(precision[i - 1], precision[i]);
    double sum = 0;
    for (int step = 0; step <= 100; ++step) {
        const auto first = std::lower_bound(recall.begin(), recall.end(), step / 100.0);
        if (first != recall.end())
            sum += precision[static_cast<std::size_t>(first - recall.begin())];
    }
    return objects > 0 ? sum / 101 : 0;
}

double meanAveragePrecision(const std::vector<TrueObject> &truth, const std::vector<FoundObject> &found)
{
    std::set<int> classes;
    for (const TrueObject &object : truth)
        classes.insert(object.classIndex);
    double sum = 0;
    for (const int classIndex : classes)
        for (int step = 0; step < 10; ++step)
            sum += averagePrecision(truth, found, classIndex, 0.5 + 0.05 * step);
    return classes.empty() ? 0 : sum / (10.0 * static_cast<double>(classes.size()));
}

}  // namespace lineside::test
