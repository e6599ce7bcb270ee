// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/access.h"
#include "lineside/promotion.h"
#include "lineside/result.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace lineside {

/// Somebody who has shown who he is. Value type.
struct SignedIn {
    std::string name;
    Role role = Role::Operator;
    std::chrono::system_clock::time_point since;

    bool operator==(const SignedIn &) const = default;
};

/// Why somebody was not signed in. Whether it was the name or the secret is not told. Value type.
struct SignInRefusal {
    enum class Why {
        Wrong,    ///< no such name with this secret
        Wait,     ///< too many wrong ones for this name: nothing was looked at, `wait` says how long that goes on
        Trouble,  ///< it could not be found out; `detail` says why, and nothing was counted
    };
    Why why = Why::Wrong;
    std::chrono::milliseconds wait{0};  ///< also after a wrong one: until the next is looked at
    std::string detail;
};

/// Who is at one window or one connection, and what he may do. Value type.
struct AccessStatus {
    bool asked = false;           ///< there are people: who has not signed in is an operator, and everything above asks for a name
    std::optional<SignedIn> who;  ///< empty: nobody has signed in
    std::optional<Error> trouble; ///< the list of people cannot be read, and nobody gets beyond an operator by that; or its copy serves

    /// Without people everybody may do everything, as on a computer that one person has for himself.
    bool may(Deed deed) const noexcept { return !asked || lineside::may(who ? who->role : Role::Operator, deed); }
};

/// Where people say who they are, for one window or one connection: the engine that goes with it does what they may and refuses the rest
/// (NotAllowed). Answers come on another thread, never before the call returned. Secrets are wiped by whoever takes them. Thread-safe.
class AccessDesk {
public:
    virtual ~AccessDesk() = default;

    virtual AccessStatus status() const = 0;
    /// Names of those who may sign in, as they were added. Empty where nobody is asked for.
    virtual std::vector<std::string> names() const = 0;
    virtual void signIn(std::string name, std::string secret, std::function<void(Result<SignedIn, SignInRefusal>)> done) = 0;
    virtual void signOut() = 0;
    /// Has whoever is signed in show again who he is, and gives a signature with that meaning. It is good for one promotion, within five minutes. Trouble: nobody is signed in.
    virtual void sign(std::string secret, std::string meaning, std::function<void(Result<ElectronicSignature, SignInRefusal>)> done) = 0;
};

}  // namespace lineside
