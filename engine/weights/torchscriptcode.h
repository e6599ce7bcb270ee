// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lineside::weights {

enum class CodeKind : std::uint8_t {
    None,
    Bool,       ///< integer 0 or 1
    Int,        ///< integer
    Float,      ///< real
    Text,       ///< text, without its quotes and as it stands between them
    Name,       ///< text
    Attribute,  ///< items: of what; text: its name
    Subscript,  ///< items: of what, which
    Call,       ///< items: what is called, then arguments
    Keyword,    ///< an argument with a name: text; items: its value
    List,       ///< items
    Tuple,      ///< items
};

using CodeRef = std::uint32_t;

/// A part of an expression. Value type.
struct CodeNode {
    CodeKind kind = CodeKind::None;
    std::int64_t integer = 0;
    double real = 0;
    std::string_view text;
    std::vector<CodeRef> items;
};

/// One line of a method. Value type.
struct CodeStatement {
    std::vector<std::string_view> targets;  ///< names that are given; none of a bare expression
    bool takesApart = false;                ///< the value is a sequence with one item a target
    bool returns = false;
    CodeRef value = 0;
};

struct CodeMethod {
    std::vector<std::string_view> parameters;  ///< "self" first
    std::vector<CodeStatement> statements;
};

/// The methods of an archive's classes, as data: straight lines of assignments, as a tracer writes them. Value type, but views into
/// `sources`: moved, not copied.
struct TorchScriptCode {
    std::deque<std::string> sources;
    std::vector<CodeNode> nodes;
    std::map<std::string, CodeMethod, std::less<>> methods;  ///< by "__torch__.package.Class.forward"

    TorchScriptCode() = default;
    TorchScriptCode(TorchScriptCode &&) = default;
    TorchScriptCode &operator=(TorchScriptCode &&) = default;
    TorchScriptCode(const TorchScriptCode &) = delete;
    TorchScriptCode &operator=(const TorchScriptCode &) = delete;
};

/// Adds the classes of one source file; `package` is its path as a dotted name, "__torch__.models.common". Throws OutsideSet for what is no straight line (if, for, …), Refused (Corrupt) for what is no code. Thread-safe.
void parseTorchScript(std::string source, const std::string &package, TorchScriptCode &code);

}  // namespace lineside::weights
