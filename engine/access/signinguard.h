// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace lineside {

/// When a secret for a name is looked at again after wrong ones. Value type.
struct SignInRule {
    int free = 5;                              ///< so many wrong ones in a row,
    std::chrono::seconds first{30};            ///< and the next is looked at after this time; each wrong one after that doubles it,
    std::chrono::seconds most{15 * 60};        ///< up to this
    std::chrono::seconds forgotten{60 * 60};   ///< after the newest wrong one: as if there had been none
    std::size_t names = 1000;                  ///< of people who are not known are remembered at most
};

/// How often a wrong secret was given for a name, so that nobody can try them all. Names are told apart as `People` does, and those that
/// nobody has are treated alike: what is refused does not tell who is there. Kept in memory: a restart begins anew. Pure, the time is given.
class SignInGuard {
public:
    explicit SignInGuard(SignInRule rule = {}) : m_rule(rule) {}

    /// How long until a secret for that name is looked at; zero: now.
    std::chrono::milliseconds waitFor(std::string_view name, SteadyTime now) const;
    /// A wrong one was given. `known`: there is somebody of that name; he is never forgotten to make room for others.
    void failed(std::string_view name, bool known, SteadyTime now);
    /// The right one was given.
    void succeeded(std::string_view name);

private:
    struct Tries {
        int wrong = 0;
        bool known = false;
        SteadyTime newest{}, until{};
    };
    bool isForgotten(const Tries &tries, SteadyTime now) const { return now - tries.newest >= m_rule.forgotten; }
    void makeRoom(SteadyTime now);

    SignInRule m_rule;
    std::map<std::string, Tries, std::less<>> m_names;  ///< by `keyOf` the name
};

}  // namespace lineside
