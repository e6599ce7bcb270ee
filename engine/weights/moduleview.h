// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/pickle.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lineside::weights {

/// A pickled torch module seen through its attributes: a cheap pointer into a PickleTree plus the module's path for messages
/// ("model.2.cv1"). Getters that return no optional refuse a missing or wrongly typed attribute. The tree must outlive it.
/// Throws Refused. Value type.
class ModuleView {
public:
    ModuleView(const PickleTree &tree, const PickleNode &object, std::string path);

    /// True for a pickled object with the state that every torch module has.
    static bool isModule(const PickleTree &tree, const PickleNode &node);

    const std::string &path() const noexcept { return m_path; }
    std::string_view className() const noexcept { return m_className; }       ///< "Conv"
    const std::string &classPath() const noexcept { return m_classPath; }     ///< "ultralytics.nn.modules.conv.Conv"
    /// From a package whose layers are known; a look-alike from elsewhere is not trusted to be what its name says.
    bool fromKnownPackage() const noexcept;

    std::optional<ModuleView> child(std::string_view name) const;  ///< none where absent or None
    ModuleView needChild(std::string_view name) const;
    std::vector<ModuleView> children() const;                      ///< in order, None left out

    const PickleNode *parameter(std::string_view name) const;      ///< the tensor; null where absent or None
    const PickleNode *buffer(std::string_view name) const;
    std::vector<PickleRef> parameters() const;                     ///< tensors of the module itself, without its children's
    std::vector<PickleRef> buffers() const;                        ///< the same

    const PickleNode *attribute(std::string_view name) const;      ///< null where absent; None stays a None node
    std::optional<std::int64_t> integer(std::string_view name) const;
    std::optional<double> number(std::string_view name) const;     ///< an int counts as well
    std::optional<bool> flag(std::string_view name) const;
    std::optional<std::string> text(std::string_view name) const;
    std::int64_t needInteger(std::string_view name, std::int64_t least, std::int64_t most) const;
    /// A list or tuple of at most `count` ints.
    std::vector<std::int64_t> needIntegers(std::string_view name, std::int64_t least, std::int64_t most, std::size_t count) const;
    /// An int for both, or a tuple of two: height, width.
    std::pair<int, int> needPair(std::string_view name, int least, int most) const;

    const PickleTree &tree() const noexcept { return *m_tree; }
    const PickleNode &node() const noexcept { return *m_node; }

    [[noreturn]] void refuseCorrupt(const std::string &what) const;
    [[noreturn]] void refuseUnsupported(const std::string &what) const;

private:
    std::vector<PickleRef> tensorsIn(std::string_view dict) const;
    const PickleNode *dictEntry(std::string_view dict, std::string_view name) const;

    const PickleTree *m_tree;
    const PickleNode *m_node;
    const PickleNode *m_state;
    std::string m_path;
    std::string_view m_className;
    std::string m_classPath;
};

}  // namespace lineside::weights
