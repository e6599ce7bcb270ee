// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/people.h"
#include "access/secrethash.h"
#include "access/signinguard.h"
#include "base/clock.h"
#include "lineside/accessdesk.h"

#include <functional>
#include <mutex>
#include <string>

namespace lineside {

/// Finds out whether somebody is who he says. A name that nobody has takes as long as another. One secret is looked at at a time, so that
/// many at once are no way around waiting, and take no more memory than one. Thread-safe.
class SignIn {
public:
    using Verify = std::function<Result<bool>(const Secret &, const std::string &hash)>;

    /// `clock` outlives this. `verify`: what takes the time.
    explicit SignIn(const Clock &clock, SignInRule rule = {}, Verify verify = verifySecret);

    /// The person of that name, where it is his secret. Blocks as long as a hash is made, and while others are looked at: not for the UI
    /// and engine threads.
    Result<Person, SignInRefusal> attempt(const People &people, std::string_view name, const Secret &secret);

private:
    const Clock &m_clock;
    const Verify m_verify;
    std::mutex m_mutex;
    SignInGuard m_guard;
};

}  // namespace lineside
