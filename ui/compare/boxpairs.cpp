// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/boxpairs.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace lineside {
namespace {

std::vector<Box> boxesOf(std::span<const Detection> found, const auto &isWanted)
{
    std::vector<Box> boxes;
    for (const Detection &d : found) {
        if (isWanted(d))
            boxes.push_back(d.box);
    }
    return boxes;
}

/// Whether any box has no partner.
bool anyAlone(const std::vector<Box> &a, std::vector<Box> b)
{
    for (const Box &box : a) {
        const auto partner = std::ranges::find_if(b, [&](const Box &other) { return samePlace(box, other); });
        if (partner == b.end())
            return true;
        b.erase(partner);
    }
    return !b.empty();
}

std::vector<Box> boxesOf(const Detections &found, const std::string &label)
{
    return boxesOf(found.items, [&](const Detection &d) { return found.labels && found.label(d) == label; });
}

}  // namespace

bool samePlace(const Box &a, const Box &b) noexcept
{
    const float width = std::min(a.x2, b.x2) - std::max(a.x1, b.x1), height = std::min(a.y2, b.y2) - std::max(a.y1, b.y1);
    const float shared = std::max(width, 0.0f) * std::max(height, 0.0f);
    return shared >= 0.5f * (a.width() * a.height() + b.width() * b.height() - shared);
}

bool differIn(const ComparedFrame &frame, const std::string &label)
{
    return anyAlone(boxesOf(frame.active->detections, label), boxesOf(frame.shadow->detections, label));
}

bool differIn(const OfflineReport &report, const OfflineDisagreement &place, const std::string &label)
{
    const auto isWanted = [&](const Detection &d) {
        return d.classIndex >= 0 && std::cmp_less(d.classIndex, report.classes.size()) && report.classes[static_cast<std::size_t>(d.classIndex)].name == label;
    };
    return place.label == label || anyAlone(boxesOf(place.boxesA, isWanted), boxesOf(place.boxesB, isWanted));
}

}  // namespace lineside
