// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secretstore.h"
#include "lineside/result.h"

#include <QUrl>

#include <string>

namespace lineside {

/// The address of a stream as a player needs it, user name and password inside: for memory only. They go where "$user" and
/// "$password" stand in the query ("?user=$user&pwd=$password", as cheap cameras want it), otherwise before the host. Errors: InvalidInput
/// (not an address, a name or password in it that belongs into the keychain), Unsupported (another scheme than rtsp,
/// rtsps, http, https). The error text never repeats the address.
Result<QUrl> streamUrl(const std::string &address, const Credential &credential);

/// Takes a camera's user name and password, and anything between "//" and "@", out of a text. Drivers quote the address
/// they were given.
std::string withoutSecrets(std::string text, const Credential &credential);

}  // namespace lineside
