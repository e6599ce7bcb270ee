// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/classsums.h"

#include <algorithm>
#include <unordered_map>

namespace lineside {

ClassSums::ClassSums(const Labels &active, const Labels &shadow)
{
    std::unordered_map<std::string, std::size_t> places;
    const auto placesOf = [&](const Labels &labels) {
        std::vector<std::size_t> of;
        for (const std::string &name : labels) {
            const auto [known, isNew] = places.emplace(name, m_names.size());
            if (isNew)
                m_names.push_back(name);
            of.push_back(known->second);
        }
        return of;
    };
    m_ofActive = placesOf(active);
    m_ofShadow = placesOf(shadow);
    m_classes.resize(m_names.size());
}

ClassSums::Class *ClassSums::find(const std::vector<std::size_t> &places, const Detection &d) noexcept
{
    const auto index = static_cast<std::size_t>(d.classIndex);
    return d.classIndex >= 0 && index < places.size() ? &m_classes[places[index]] : nullptr;
}

void ClassSums::add(const Detections &active, const Detections &shadow, std::span<const Detection *const> onlyActive) noexcept
{
    const auto sum = [](Sum &of, const Detection &d) {
        ++of.boxes;
        of.score += static_cast<double>(d.score);
    };
    for (const Detection &d : active.items) {
        if (Class *known = find(m_ofActive, d))
            sum(known->active, d);
    }
    for (const Detection &d : shadow.items) {
        if (Class *known = find(m_ofShadow, d))
            sum(known->shadow, d);
    }
    for (const Detection *d : onlyActive) {
        if (Class *known = find(m_ofActive, *d))
            ++known->onlyActive;
    }
}

std::vector<ShadowClass> ClassSums::classes() const
{
    std::vector<ShadowClass> all;
    all.reserve(m_classes.size());
    for (std::size_t i = 0; i < m_classes.size(); ++i) {
        const Class &c = m_classes[i];
        all.push_back({m_names[i], c.active.boxes, c.shadow.boxes, c.active.boxes - c.onlyActive, c.active.mean(), c.shadow.mean()});
    }
    return all;
}

}  // namespace lineside
