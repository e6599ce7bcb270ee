// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace lineside {

/// What the files of a canary are read and written with: nothing is there but what is known, and nothing is more than there may be. Reading throws a std::exception where something else is there. Pure.

inline constexpr std::size_t kMostTextBytes = 4096;
inline constexpr std::int64_t kLongestMs = std::int64_t(1) << 50;  ///< sums of times must not overflow

[[noreturn]] inline void refuse(const std::string &what)
{
    throw std::invalid_argument(what);
}
inline std::string textFrom(const nlohmann::json &j)
{
    if (!j.is_string() || j.get_ref<const std::string &>().size() > kMostTextBytes)
        refuse("not a text, or too long a one");
    return j.get<std::string>();
}
inline double numberFrom(const nlohmann::json &j)
{
    if (!j.is_number() || !std::isfinite(j.get<double>()))
        refuse("not a number");
    return j.get<double>();
}
inline bool truthFrom(const nlohmann::json &j)
{
    if (!j.is_boolean())
        refuse("neither true nor false");
    return j.get<bool>();
}
/// The value of that word, of all up to `last`.
template <class Enum>
Enum enumFrom(const nlohmann::json &j, Enum last)
{
    const std::string word = textFrom(j);
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        if (word == toString(static_cast<Enum>(i)))
            return static_cast<Enum>(i);
    }
    refuse("no such word: " + word.substr(0, 40));
}
/// A list of at most so many.
template <class Read>
auto listFrom(const nlohmann::json &j, std::size_t most, Read read)
{
    if (!j.is_array() || j.size() > most)
        refuse("not a list, or too long a one");
    std::vector<decltype(read(j))> all;
    for (const nlohmann::json &item : j)
        all.push_back(read(item));
    return all;
}
/// An object with that many members; those that are missing are refused where they are read, so that none is unknown.
inline const nlohmann::json &objectFrom(const nlohmann::json &j, std::size_t members)
{
    if (!j.is_object() || j.size() != members)
        refuse("not an object with " + std::to_string(members) + " members");
    return j;
}

template <class T, class Write>
nlohmann::ordered_json listOf(const std::vector<T> &all, Write write)
{
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const T &one : all)
        list.push_back(write(one));
    return list;
}

}  // namespace lineside
