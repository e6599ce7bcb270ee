// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/detection.h"
#include "lineside/snapshot.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace lineside {

/// What two models saw of each class, added up over the frames that both judged. Classes are the same where their names are. Value type.
class ClassSums {
public:
    ClassSums() = default;
    /// Those of `active` in its order, then those that `shadow` has beside them.
    ClassSums(const Labels &active, const Labels &shadow);

    /// A frame that both judged. `onlyActive`: boxes of `active` that have no partner in `shadow`. Asks for no memory.
    void add(const Detections &active, const Detections &shadow, std::span<const Detection *const> onlyActive) noexcept;
    std::vector<ShadowClass> classes() const;

private:
    struct Sum {
        std::uint64_t boxes = 0;
        double score = 0;

        double mean() const noexcept { return boxes > 0 ? score / static_cast<double>(boxes) : 0; }
    };
    struct Class {
        Sum active, shadow;
        std::uint64_t onlyActive = 0;
    };
    Class *find(const std::vector<std::size_t> &places, const Detection &d) noexcept;

    Labels m_names;
    std::vector<std::size_t> m_ofActive, m_ofShadow;  ///< the place in `m_names`, by class index
    std::vector<Class> m_classes;                     ///< as `m_names`
};

}  // namespace lineside
