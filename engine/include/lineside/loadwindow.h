// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lineside {

/// The time of day, local, at which models may be loaded for a station: minutes since midnight, `from` included, `to` not; over midnight
/// where `to` is smaller. Equal: at any time. Value type.
struct LoadWindow {
    int from = 0, to = 0;

    bool always() const { return from == to; }
    bool operator==(const LoadWindow &) const = default;
};

/// "22:00-05:30"; empty: at any time. Pure.
inline std::string toString(const LoadWindow &window)
{
    if (window.always())
        return {};
    const auto two = [](int number) { return std::string(1, static_cast<char>('0' + number / 10)) + static_cast<char>('0' + number % 10); };
    return two(window.from / 60) + ":" + two(window.from % 60) + "-" + two(window.to / 60) + ":" + two(window.to % 60);
}

/// Of that text; empty: it is none. Pure.
inline std::optional<LoadWindow> loadWindowOf(std::string_view text)
{
    if (text.empty())
        return LoadWindow{};
    const auto minutes = [](std::string_view t) -> std::optional<int> {  // "05:30"
        if (t.size() != 5 || t[2] != ':')
            return std::nullopt;
        const auto digit = [&](std::size_t i) { return t[i] >= '0' && t[i] <= '9' ? t[i] - '0' : 100; };
        const int hour = 10 * digit(0) + digit(1), minute = 10 * digit(3) + digit(4);
        return hour < 24 && minute < 60 ? std::optional(60 * hour + minute) : std::nullopt;
    };
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos)
        return std::nullopt;
    const auto from = minutes(text.substr(0, dash)), to = minutes(text.substr(dash + 1));
    return from && to && *from != *to ? std::optional(LoadWindow{*from, *to}) : std::nullopt;
}

}  // namespace lineside
