// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/signin.h"

#include <utility>

namespace lineside {
namespace {

/// As dear as that of somebody who is there, where somebody is.
std::string hashFor(const People &people, const Person *person)
{
    if (person)
        return person->secretHash;
    const auto cost = people.empty() ? Result<HashCost>(HashCost()) : costOf(people.all().back().secretHash);
    return hashOfNobody(cost ? *cost : HashCost());
}

}  // namespace

SignIn::SignIn(const Clock &clock, SignInRule rule, Verify verify) : m_clock(clock), m_verify(std::move(verify)), m_guard(rule) {}

Result<Person, SignInRefusal> SignIn::attempt(const People &people, std::string_view name, const Secret &secret)
{
    const std::scoped_lock lock(m_mutex);
    if (const auto wait = m_guard.waitFor(name, m_clock.now()); wait.count() > 0)
        return SignInRefusal{SignInRefusal::Why::Wait, wait, {}};
    const Person *const person = people.find(name);
    const auto right = m_verify(secret, hashFor(people, person));
    if (!right)
        return SignInRefusal{SignInRefusal::Why::Trouble, {}, right.error().detail};
    if (person && *right) {
        m_guard.succeeded(name);
        return *person;
    }
    const SteadyTime now = m_clock.now();
    m_guard.failed(name, person != nullptr, now);
    return SignInRefusal{SignInRefusal::Why::Wrong, m_guard.waitFor(name, now), {}};
}

}  // namespace lineside
