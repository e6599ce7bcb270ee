// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/reception.h"
#include "lineside/accessdesk.h"

#include <memory>

namespace lineside {

/// A desk of this process: one for each window and each connection. Whoever is signed in is what the list of people says he is now: removed, or with another
/// secret than the one that he gave, he is not signed in any more. Thread-safe.
class LocalDesk final : public AccessDesk {
public:
    static constexpr std::chrono::minutes kSignatureLasts{5};

    /// `reception` outlives this.
    explicit LocalDesk(Reception &reception);

    AccessStatus status() const override;
    std::vector<std::string> names() const override;
    void signIn(std::string name, std::string secret, std::function<void(Result<SignedIn, SignInRefusal>)> done) override;
    void signOut() override;
    void sign(std::string secret, std::string meaning, std::function<void(Result<ElectronicSignature, SignInRefusal>)> done) override;

    /// Is that the signature that this desk gave last, to whoever is signed in now and not too long ago? Once: afterwards it is none any more.
    bool redeem(const ElectronicSignature &signature);
    /// Has the list of people looked at; `done` on another thread, when `status` is of that moment.
    void look(std::function<void()> done) { m_reception.look(std::move(done)); }

private:
    struct State;

    Reception &m_reception;
    const std::shared_ptr<State> m_state;  ///< outlives this where an answer comes late
};

}  // namespace lineside
