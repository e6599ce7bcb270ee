// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace lineside::weights {

// What code that torch writes for a traced YOLO network calls, by name. Whatever is called must be here. Pure.

/// "torch.add", "ops.torchvision.nms": a dotted name of torch's own.
bool isKnownOperator(std::string_view dottedName);
/// "int", "getattr": a function without a dot. Nothing may be given such a name.
bool isKnownBuiltIn(std::string_view name);
/// "forward", "forward12": the only methods.
bool isForward(std::string_view name);
/// "torch", "ops", "__torch__", "CONSTANTS": what names of the run time's own begin with. Nothing may be given such a name.
bool isRoot(std::string_view name);
/// "for", "import", "lambda": words of the language that such code does without.
bool isForeignKeyword(std::string_view name);
/// "if", "return": words of the language before which a bracket is no call.
bool isPlainKeyword(std::string_view name);

}  // namespace lineside::weights
