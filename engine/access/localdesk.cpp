// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/localdesk.h"

#include "base/electronicsignature.h"

#include <string.h>  // explicit_bzero

#include <mutex>
#include <new>
#include <utility>

namespace lineside {
namespace {

using Why = SignInRefusal::Why;

SignInRefusal trouble(std::string detail)
{
    return {Why::Trouble, {}, std::move(detail)};
}

/// Where memory has none for secrets, null. What was given is wiped.
std::shared_ptr<const Secret> taken(std::string &given)
{
    std::shared_ptr<const Secret> secret;
    try {
        secret = std::make_shared<Secret>(given);
    } catch (const std::bad_alloc &) {
        // told as trouble
    }
    ::explicit_bzero(given.data(), given.size());
    given.clear();
    return secret;
}

}  // namespace

struct LocalDesk::State {
    struct Someone {
        SignedIn who;
        std::string secretHash;  ///< of the secret that he gave
    };
    struct Given {
        ElectronicSignature signature;
        SteadyTime at;
    };

    std::mutex mutex;
    std::uint64_t session = 0;  ///< grows with each sign-out: what was asked for before it does not count any more
    std::optional<Someone> someone;
    std::optional<Given> given;

    /// Whoever is signed in, as the list has him now.
    std::optional<SignedIn> whoNow(const KnownPeople &known)
    {
        const std::lock_guard lock(mutex);
        const Person *const person = someone && known.believed ? known.people.find(someone->who.name) : nullptr;
        if (!person || person->secretHash != someone->secretHash)
            return std::nullopt;
        return SignedIn{person->name, person->role, someone->who.since};
    }
};

LocalDesk::LocalDesk(Reception &reception) : m_reception(reception), m_state(std::make_shared<State>()) {}

AccessStatus LocalDesk::status() const
{
    const auto known = m_reception.known();
    return {known->asked(), m_state->whoNow(*known), known->trouble};
}

std::vector<std::string> LocalDesk::names() const
{
    const auto known = m_reception.known();
    std::vector<std::string> names;
    for (const Person &person : known->people.all())
        names.push_back(person.name);
    return names;
}

void LocalDesk::signIn(std::string name, std::string secret, std::function<void(Result<SignedIn, SignInRefusal>)> done)
{
    std::uint64_t session = 0;
    {
        const std::lock_guard lock(m_state->mutex);
        session = m_state->session;
    }
    auto given = taken(secret);
    if (!given)
        return m_reception.look([done = std::move(done)] { done(trouble("no memory for a secret")); });
    m_reception.attempt(std::move(name), std::move(given), [state = m_state, session, &clock = m_reception.clock(), done = std::move(done)](Result<Person, SignInRefusal> person) {
        if (!person)
            return done(person.error());
        const SignedIn who{person->name, person->role, clock.wallNow()};
        bool current = false;
        {
            const std::lock_guard lock(state->mutex);
            current = state->session == session;
            if (current) {
                state->someone = State::Someone{who, person->secretHash};
                state->given.reset();
            }
        }
        if (current)
            done(who);
        else
            done(trouble("signed out meanwhile"));
    });
}

void LocalDesk::signOut()
{
    const std::lock_guard lock(m_state->mutex);
    ++m_state->session;
    m_state->someone.reset();
    m_state->given.reset();
}

void LocalDesk::sign(std::string secret, std::string meaning, std::function<void(Result<ElectronicSignature, SignInRefusal>)> done)
{
    auto given = taken(secret);
    const auto who = status().who;
    const char *const lack = !who ? "nobody is signed in" : !isMeaning(meaning) ? "that is no meaning of a signature" : !given ? "no memory for a secret" : nullptr;
    if (lack)
        return m_reception.look([lack, done = std::move(done)] { done(trouble(lack)); });
    m_reception.attempt(who->name, std::move(given), [state = m_state, reception = &m_reception, meaning = std::move(meaning), done = std::move(done)](Result<Person, SignInRefusal> person) {
        if (!person)
            return done(person.error());
        const auto now = state->whoNow(*reception->known());
        if (!now || now->name != person->name)
            return done(trouble("nobody is signed in"));
        const ElectronicSignature signature{person->name, meaning, std::chrono::floor<std::chrono::milliseconds>(reception->clock().wallNow())};
        {
            const std::lock_guard lock(state->mutex);
            state->given = State::Given{signature, reception->clock().now()};
        }
        done(signature);
    });
}

bool LocalDesk::redeem(const ElectronicSignature &signature)
{
    const auto who = status().who;
    const std::lock_guard lock(m_state->mutex);
    if (!m_state->given || !(m_state->given->signature == signature) || !who || who->name != signature.name)
        return false;
    const auto age = m_reception.clock().now() - m_state->given->at;
    m_state->given.reset();
    return age <= kSignatureLasts;
}

}  // namespace lineside
