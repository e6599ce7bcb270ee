// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/modelid.h"
#include "lineside/snapshot.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <concepts>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

namespace lineside {

/// What the files of the data folder write in the same way. Reading throws a std::exception where something else is there. Pure.
inline nlohmann::ordered_json toJson(const ModelId &id)
{
    return {{"name", id.name}, {"version", id.version}};
}
/// A whole number that a T holds; the library would cast a fraction, and a number beyond T, without a word.
template <std::integral T>
T integerFrom(const nlohmann::json &j)
{
    const bool fits = j.is_number_unsigned() ? std::in_range<T>(j.get<std::uint64_t>()) : j.is_number_integer() && std::in_range<T>(j.get<std::int64_t>());
    if (!fits)
        throw std::out_of_range("not a whole number of the right size");
    return j.get<T>();
}
inline ModelId modelFrom(const nlohmann::json &j)
{
    return {j.at("name").get<std::string>(), integerFrom<int>(j.at("version"))};
}

inline nlohmann::ordered_json toJson(const SignatureInfo &s)
{
    return {{"state", toString(s.state)}, {"key_id", s.keyId}, {"signer", s.signer}, {"trusted_comment", s.trustedComment}};
}
inline SignatureInfo signatureFrom(const nlohmann::json &j)
{
    const auto state = j.at("state").get<std::string>();
    for (const SignatureState known : {SignatureState::None, SignatureState::Good, SignatureState::UnknownKey, SignatureState::RevokedKey}) {
        if (state == toString(known))
            return {known, j.at("key_id").get<std::string>(), j.at("signer").get<std::string>(), j.at("trusted_comment").get<std::string>()};
    }
    throw std::invalid_argument("no such state of a signature: " + state);
}

inline ModelLayout layoutFrom(const nlohmann::json &j)
{
    const auto word = j.get<std::string>();
    const auto known = modelLayoutOf(word);
    if (!known)
        throw std::invalid_argument("no such layout: " + word);
    return *known;
}

/// Milliseconds since 1970.
inline std::int64_t toMs(WallTime t)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(t.time_since_epoch()).count();
}
inline WallTime timeFrom(std::int64_t ms)
{
    constexpr auto kLast = std::chrono::floor<std::chrono::milliseconds>(WallTime::duration::max()).count();
    if (ms < -kLast || ms > kLast)
        throw std::out_of_range("no such time: " + std::to_string(ms));
    return WallTime(std::chrono::milliseconds(ms));
}

}  // namespace lineside
