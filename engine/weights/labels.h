// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/moduleview.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lineside::weights {

/// The labels of a pickled model by class index: `names`, a dict from index or a list. Without names "class 0", "class 1", ….
/// Refuses another number of names than the head has classes (Corrupt). Throws Refused. Thread-safe.
std::vector<std::string> readLabels(const PickleTree &tree, const ModuleView &model, std::size_t classes);

/// "class 0", "class 1", …
std::vector<std::string> numberedLabels(std::size_t classes);

/// Text from a file that is going to be shown: valid UTF-8 is kept, control characters and broken bytes become '?', the length is
/// limited to maxBytes.
std::string printable(std::string_view text, std::size_t maxBytes);

inline constexpr std::size_t kMaxLabelBytes = 256;

}  // namespace lineside::weights
