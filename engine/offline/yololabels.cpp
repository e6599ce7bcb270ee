// SPDX-License-Identifier: GPL-3.0-or-later
#include "offline/picturelabels.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

namespace lineside {
namespace {

constexpr double kBeyondEdge = 0.01;  ///< shares that rounding may have moved out of the picture

/// The numbers of one line; none: something else is in it.
std::vector<double> numbersOf(const std::string &line, bool &fine)
{
    std::vector<double> numbers;
    const char *at = line.data(), *const end = at + line.size();
    fine = true;
    for (;;) {
        while (at != end && (*at == ' ' || *at == '\t' || *at == '\r'))
            ++at;
        if (at == end)
            return numbers;
        double number = 0;
        const auto [next, error] = std::from_chars(at, end, number);
        if (error != std::errc() || !std::isfinite(number) || (next != end && *next != ' ' && *next != '\t' && *next != '\r')) {
            fine = false;
            return {};
        }
        numbers.push_back(number);
        at = next;
    }
}

}  // namespace

Result<std::vector<LabelledObject>> parseYoloLabels(const std::string &text, std::size_t classes, int width, int height)
{
    std::vector<LabelledObject> objects;
    std::istringstream lines(text);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        const auto wrong = [number](const char *what) { return Error{ErrorCode::InvalidInput, "line " + std::to_string(number) + ": " + what}; };
        bool fine = false;
        const std::vector<double> numbers = numbersOf(line, fine);
        if (!fine)
            return wrong("not numbers alone");
        if (numbers.empty())
            continue;
        const bool box = numbers.size() == 5, outline = numbers.size() >= 7 && numbers.size() % 2 == 1;
        if (!box && !outline)
            return wrong("neither a box nor an outline");
        if (numbers[0] < 0 || numbers[0] >= static_cast<double>(classes) || numbers[0] != std::floor(numbers[0]))
            return wrong("no class of this number has a name");
        if (std::any_of(numbers.begin() + 1, numbers.end(), [](double share) { return share < -kBeyondEdge || share > 1 + kBeyondEdge; }))
            return wrong("not in the picture");
        double x1 = numbers[1] - numbers[3] / 2, y1 = numbers[2] - numbers[4] / 2, x2 = numbers[1] + numbers[3] / 2, y2 = numbers[2] + numbers[4] / 2;
        if (outline) {
            x1 = y1 = 2;
            x2 = y2 = -2;
            for (std::size_t i = 1; i < numbers.size(); i += 2) {
                x1 = std::min(x1, numbers[i]);
                x2 = std::max(x2, numbers[i]);
                y1 = std::min(y1, numbers[i + 1]);
                y2 = std::max(y2, numbers[i + 1]);
            }
        }
        if (objects.size() == PictureLabels::kMaxObjects)
            return wrong("too many objects");
        objects.push_back({static_cast<int>(numbers[0]),
                           {static_cast<float>(x1 * width), static_cast<float>(y1 * height), static_cast<float>(x2 * width), static_cast<float>(y2 * height)}});
    }
    return objects;
}

}  // namespace lineside
