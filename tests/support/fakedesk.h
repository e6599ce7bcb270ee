// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/accessdesk.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace lineside::test {

/// A scripted desk for tests of the screens: people with a secret and a role, calls in the order given. Answers wait for `answer` where `holds`, else they come through the event loop.
/// UI thread only.
class FakeDesk : public AccessDesk {
public:
    struct Person {
        std::string name, secret;
        Role role;
    };

    std::vector<Person> people{{"Nina Berg", "260311", Role::Engineer}, {"Tom", "working the line", Role::Operator}, {"Ada", "all is well", Role::Administrator}};
    AccessStatus state{true, std::nullopt, std::nullopt};
    std::vector<std::string> calls;  ///< "signIn Nina Berg", "sign approved", "signOut"; never a secret
    std::optional<SignInRefusal> refuseWith;
    bool holds = false;

    AccessStatus status() const override { return state; }
    std::vector<std::string> names() const override
    {
        std::vector<std::string> names;
        for (const Person &person : people)
            names.push_back(person.name);
        return names;
    }
    void signIn(std::string name, std::string secret, std::function<void(Result<SignedIn, SignInRefusal>)> done) override
    {
        calls.push_back("signIn " + name);
        later([this, name, secret, done = std::move(done)] {
            const auto person = std::ranges::find(people, name, &Person::name);
            if (refuseWith || person == people.end() || person->secret != secret)
                return done(refuseWith.value_or(SignInRefusal{}));
            state.who = SignedIn{name, person->role, std::chrono::system_clock::now()};
            done(*state.who);
        });
    }
    void signOut() override
    {
        calls.emplace_back("signOut");
        state.who.reset();
    }
    void sign(std::string secret, std::string meaning, std::function<void(Result<ElectronicSignature, SignInRefusal>)> done) override
    {
        calls.push_back("sign " + meaning);
        later([this, secret, meaning, done = std::move(done)] {
            const auto person = state.who ? std::ranges::find(people, state.who->name, &Person::name) : people.end();
            if (refuseWith || person == people.end() || person->secret != secret)
                return done(refuseWith.value_or(SignInRefusal{}));
            done(ElectronicSignature{person->name, meaning, std::chrono::system_clock::now()});
        });
    }

    /// Somebody is signed in from now on, as if he had been before.
    void seat(const std::string &name)
    {
        const auto person = std::ranges::find(people, name, &Person::name);
        state.who = SignedIn{name, person->role, std::chrono::system_clock::now()};
    }
    /// Gives the answers that were held.
    void answer()
    {
        for (auto &work : std::exchange(m_held, {}))
            work();
    }

private:
    void later(std::function<void()> work)
    {
        if (holds)
            m_held.push_back(std::move(work));
        else
            QMetaObject::invokeMethod(qApp, std::move(work), Qt::QueuedConnection);
    }

    std::vector<std::function<void()>> m_held;
};

}  // namespace lineside::test
