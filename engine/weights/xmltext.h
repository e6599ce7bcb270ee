// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace lineside::weights {

/// The attributes of an XML element by name. They live as long as the call that gives them.
using XmlAttributes = std::map<std::string_view, std::string_view>;

/// What is done at each step through an XML text. Each may throw Refused. Value type.
struct XmlSteps {
    std::function<void(std::string_view name, const XmlAttributes &attributes)> begin;
    std::function<void(std::string_view text)> text;  ///< inside the innermost element; may come in pieces
    std::function<void()> end;
};

/// Goes through an XML text once, from its beginning to its end, without building a tree. UTF-8 only. There are no document types and so
/// no entities but the five of XML; at most 32 levels, 64 attributes an element and 1 MiB an attribute. Refused as Corrupt where it
/// is no such text. Throws Refused. Thread-safe.
void walkXml(std::string_view text, const XmlSteps &steps);

}  // namespace lineside::weights
