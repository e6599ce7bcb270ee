// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/family.h"

#include <cctype>

namespace lineside::weights {

std::string familyOf(const std::set<std::string> &classes, bool plainDistances)
{
    const auto has = [&](const char *name) { return classes.contains(name); };
    if (has("SCDown") || has("C2fCIB") || has("v10Detect"))
        return "yolov10";
    if (has("A2C2f"))
        return "yolo12";
    if (has("C3k2"))
        return plainDistances ? "yolo26" : "yolo11";
    if (has("RepNCSPELAN4") || has("ELAN1"))
        return "yolov9";
    if (has("C2f"))
        return "yolov8";
    if (has("C3") || has("BottleneckCSP"))
        return has("DFL") ? "yolov5u" : "yolov5";
    return "yolo";
}

std::string familyInText(std::string_view text)
{
    for (std::size_t at = 0; at + 5 <= text.size(); ++at) {
        std::string word;
        for (std::size_t i = at; i < text.size() && word.size() < 10; ++i)
            word += char(std::tolower(static_cast<unsigned char>(text[i])));
        if (!word.starts_with("yolo"))
            continue;
        std::size_t end = 4;
        if (end < word.size() && word[end] == 'v')
            ++end;
        const std::size_t digits = end;
        while (end < word.size() && end < digits + 2 && std::isdigit(static_cast<unsigned char>(word[end])))
            ++end;
        if (end > digits) {
            const bool anchorFree5 = word.substr(digits, end - digits) == "5" && word.find('u', end) == end + 1;
            return word.substr(0, end) + (anchorFree5 ? "u" : "");
        }
    }
    return {};
}

}  // namespace lineside::weights
