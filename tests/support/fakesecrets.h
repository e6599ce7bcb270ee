// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secretstore.h"

#include <map>
#include <mutex>

namespace lineside::test {

/// A keychain in memory. Thread-safe.
class FakeSecrets final : public SecretStore {
public:
    Result<Credential> read(const std::string &entry) override
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_entries.find(entry);
        if (found == m_entries.end())
            return Error{ErrorCode::NotFound, "no such entry"};
        return found->second;
    }
    Result<void> write(const std::string &entry, const Credential &credential) override
    {
        const std::lock_guard lock(m_mutex);
        m_entries[entry] = credential;
        return {};
    }
    Result<void> remove(const std::string &entry) override
    {
        const std::lock_guard lock(m_mutex);
        m_entries.erase(entry);
        return {};
    }

private:
    std::mutex m_mutex;
    std::map<std::string, Credential> m_entries;
};

}  // namespace lineside::test
