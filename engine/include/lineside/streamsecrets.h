// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

namespace lineside {

/// What an address may have in place of a user name and password: they are put in from the keychain, in memory only.
inline constexpr std::string_view kUserPlace = "$user", kPasswordPlace = "$password";

/// Whether a stream's address holds a user name or password in the open: before an "@", or as a value of its query
/// ("?user=nina&pwd=…") that is not one of the places above. Such an address must not reach a file or a log.
inline bool holdsSecret(std::string_view address)
{
    constexpr std::array<std::string_view, 11> kNames{"user",   "usr", "username", "login",    "loginuse", "pass",
                                                      "passwd", "pwd", "password", "loginpas", "loginpass"};
    const auto query = address.find('?');
    const std::string_view place = address.substr(0, query);
    if (place.find('@') != std::string_view::npos)
        return true;
    std::string_view rest = query == std::string_view::npos ? std::string_view() : address.substr(query + 1);
    while (!rest.empty()) {
        const auto end = std::min(rest.find_first_of("&;#"), rest.size());
        const std::string_view pair = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos)
            continue;
        std::string name(pair.substr(0, equals));
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        const std::string_view value = pair.substr(equals + 1);
        if (std::find(kNames.begin(), kNames.end(), name) != kNames.end() && !value.empty() && value != kUserPlace
            && value != kPasswordPlace)
            return true;
    }
    return false;
}

}  // namespace lineside
