// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lineside::weights {

/// Index of a value in a PickleTree. The same index is the same object: a pickle's sharing and cycles are kept.
using PickleRef = std::uint32_t;

inline constexpr PickleRef kPickleNone = 0;  ///< the one None of every tree

enum class PickleKind : std::uint8_t {
    None,
    Bool,     ///< integer 0 or 1
    Int,      ///< integer
    Float,    ///< real
    String,   ///< text, UTF-8 as found
    Bytes,    ///< text
    Tuple,    ///< items
    List,     ///< items
    Set,      ///< items
    Dict,     ///< items: key, value, key, value, …; also an OrderedDict
    Global,   ///< a name of a class or function, never resolved: text "module\nname"
    Object,   ///< items: class (Global), arguments, state or None
    Storage,  ///< a persistent id: items: type (Global), key (String), number of elements (Int)
    Tensor,   ///< items: storage, offset (Int, in elements), sizes (Tuple), strides (Tuple), element type (Global) or None
};

struct PickleNode {
    PickleKind kind = PickleKind::None;
    union {
        std::int64_t integer = 0;
        double real;
    };
    std::string_view text;         ///< into the bytes that were parsed
    std::vector<PickleRef> items;
};

/// What a pickle describes, as inert data: nothing is imported, called or constructed, unknown classes stay names. The
/// nodes lie in one array, so neither cycles nor depth can hurt whoever frees it; whoever walks it keeps a budget.
/// Views into the parsed bytes, which must outlive it. Value type.
struct PickleTree {
    std::vector<PickleNode> nodes;
    PickleRef root = 0;

    const PickleNode &operator[](PickleRef ref) const { return nodes[ref]; }
    /// The value of a text key in a Dict, or null. The last one wins, as in Python.
    const PickleNode *find(const PickleNode &dict, std::string_view key) const;
};

/// "module" and "name" of a Global.
std::string_view globalModule(const PickleNode &global);
std::string_view globalName(const PickleNode &global);
std::string globalPath(const PickleNode &global);  ///< "module.name"

/// Runs the pickle's stack machine over the opcodes that torch writes (protocol 2 to 5). Throws Refused: Truncated where the bytes end
/// early, Corrupt for a forbidden opcode, a contradiction or an exceeded limit. Thread-safe.
PickleTree parsePickle(std::span<const std::byte> bytes);

}  // namespace lineside::weights
