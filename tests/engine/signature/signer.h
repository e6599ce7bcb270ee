// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/signature.h"
#include "signature/minisign.h"

#include <string>

namespace lineside::test {

/// Signs as `minisign -S` does, with a key that is made from a number: the same number gives the same key. For tests only.
class Signer {
public:
    explicit Signer(unsigned char number);

    const minisign::PublicKey &publicKey() const { return m_public; }
    /// The key as the settings keep it.
    SigningKey key(const std::string &name) const;
    /// The text of a .pub file.
    std::string publicText() const;
    /// The text of a .minisig file for a file with this content.
    std::string sign(const std::string &content, const std::string &trustedComment) const;

private:
    std::string signatureOf(const std::string &message) const;

    minisign::PublicKey m_public;
    std::string m_secret;
};

std::string base64(const std::string &bytes);

}  // namespace lineside::test
