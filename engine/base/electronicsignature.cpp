// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/electronicsignature.h"

#include "base/utf8.h"

namespace lineside {
namespace {

bool isShown(std::string_view text, std::size_t most)
{
    if (text.empty() || text.size() > most)
        return false;
    while (!text.empty()) {
        const std::size_t length = characterLength(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

}  // namespace

bool isMeaning(std::string_view meaning)
{
    return isShown(meaning, kMaxMeaning);
}

bool isSignature(const ElectronicSignature &signature)
{
    return isShown(signature.name, PromotionNote::kMaxBy) && isMeaning(signature.meaning);
}

}  // namespace lineside
