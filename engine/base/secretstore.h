// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"

#include <string>

namespace lineside {

/// User name and password of a camera. Lives in memory only while it is needed; never written to a log, an error text or
/// a file. Value type.
struct Credential {
    std::string user;
    std::string password;
};

/// The system's keychain. Every call blocks, for seconds where the keychain asks the user to unlock it: not for the UI
/// and engine threads. Errors: NotFound (no such entry, or the keychain is locked: it does not tell which), Unsupported
/// (there is no keychain), InvalidInput, Io (everything else, in the keychain's words). Thread-safe.
class SecretStore {
public:
    virtual ~SecretStore() = default;

    virtual Result<Credential> read(const std::string &entry) = 0;
    virtual Result<void> write(const std::string &entry, const Credential &credential) = 0;
    /// Success where there was no entry.
    virtual Result<void> remove(const std::string &entry) = 0;
};

}  // namespace lineside
