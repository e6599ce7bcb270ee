// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/refusal.h"
#include "lineside/result.h"
#include "signature/signaturecheck.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace lineside::ctl {

/// What is known of the signature of a file.
struct FileSignature {
    SignatureInfo info;
    std::optional<Refusal> refusal;  ///< it is not good
};

/// Looks beside a file, and, where there is a signature, into a configuration for the keys; empty: the user's own, which may be
/// missing. An error where the keys cannot be read.
Result<FileSignature> signatureOf(const std::string &file, const SignedFile &content, const std::string &config);

nlohmann::ordered_json signatureJson(const FileSignature &signature);
std::string signatureText(const FileSignature &signature);  ///< for a terminal, one line or two

}  // namespace lineside::ctl
