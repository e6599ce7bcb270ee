// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/access.h"
#include "lineside/result.h"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lineside {

inline constexpr std::size_t kMaxPeople = 200;
inline constexpr std::size_t kMaxPersonNameBytes = 100;

/// Somebody who may sign in. Value type.
struct Person {
    std::string name;        ///< UTF-8 that can be shown, without blanks around it
    Role role = Role::Operator;
    std::string secretHash;  ///< as `hashSecret` gives it
    std::chrono::system_clock::time_point added;  ///< to the millisecond

    bool operator==(const Person &) const = default;
};

/// Who is what here, in the order in which they were added. No two have the same name, whatever its capitals, and once there is anybody
/// there is an administrator: what would leave none is refused (Busy). Each change is made as a whole or not at all. Value type.
class People {
public:
    /// These. InvalidInput where they are more than kMaxPeople, one of them cannot be, two have the same name, or none is an administrator.
    static Result<People> of(std::vector<Person> all);

    bool empty() const noexcept { return m_all.empty(); }
    const std::vector<Person> &all() const noexcept { return m_all; }
    /// The person of that name, whatever its capitals; null where there is none. Valid until the next change.
    const Person *find(std::string_view name) const;

    /// InvalidInput: no name or hash that may be, the first is no administrator, or there are kMaxPeople already. Busy, with the name that is
    /// there already, where it is the same.
    Result<void> add(Person person);
    /// NotFound, InvalidInput where it is no hash.
    Result<void> setSecret(std::string_view name, std::string secretHash);
    /// NotFound, Busy.
    Result<void> setRole(std::string_view name, Role role);
    /// NotFound, Busy.
    Result<void> remove(std::string_view name);

    bool operator==(const People &) const = default;

private:
    Result<void> append(Person person);
    Result<std::size_t> placeOf(std::string_view name) const;
    /// Is that one, an administrator, the only one?
    bool isLastAdministrator(std::size_t place) const;

    std::vector<Person> m_all;
};

/// InvalidInput where nobody can be called so. Pure.
Result<void> checkPersonName(std::string_view name);

}  // namespace lineside
