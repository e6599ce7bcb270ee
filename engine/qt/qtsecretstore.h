// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/patience.h"
#include "base/secretstore.h"

#include <QThread>

#include <chrono>

namespace lineside {

/// The keychain of the desktop over QtKeychain (libsecret, KWallet, Windows credentials). Its work happens on a thread of
/// its own, because QtKeychain wants one thread with an event loop; a call waits for it up to `patience`. Needs a
/// QCoreApplication. Thread-safe.
class QtSecretStore final : public SecretStore {
public:
    /// `service`: the application's name in the keychain. `patience` includes the time the user takes to unlock it.
    explicit QtSecretStore(std::string service = "lineside",
                           std::chrono::milliseconds patience = std::chrono::seconds(60));
    ~QtSecretStore() override;

    /// The program ends: calls in hand and later ones wait until `grace` from now at most, then answer with Io and that reason.
    void end(std::chrono::milliseconds grace) { m_patience.end(grace); }

    Result<Credential> read(const std::string &entry) override;
    Result<void> write(const std::string &entry, const Credential &credential) override;
    Result<void> remove(const std::string &entry) override;

private:
    struct Answer;
    template <class Job, class Prepare> Answer run(const std::string &entry, Prepare prepare);

    const std::string m_service;
    const SystemClock m_clock;
    Patience m_patience;
    QThread m_thread;
    QObject *const m_worker;  ///< lives on m_thread, deleted with it
};

}  // namespace lineside
