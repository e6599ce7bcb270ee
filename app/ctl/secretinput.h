// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/secret.h"
#include "lineside/result.h"

#include <optional>
#include <string>

namespace lineside::ctl {

/// A new secret, from whoever runs this program: one line of `descriptor`, or of standard input; where that is a terminal, typed twice at the
/// program's own without being shown. Errors: InvalidInput (none was given, one that may not be chosen, two that
/// are not the same), Io (the words of the system). A signal that ends the program does so with the terminal as it was before.
Result<Secret> askForNewSecret(const std::string &name, std::optional<int> descriptor);

/// The secret of somebody who has one: the same, typed once, and whatever he gives.
Result<Secret> askForSecret(const std::string &name, std::optional<int> descriptor);

}  // namespace lineside::ctl
