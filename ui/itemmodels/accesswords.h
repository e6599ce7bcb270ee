// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/accessdesk.h"

#include <QCoreApplication>
#include <QString>

namespace lineside {

/// Roles, deeds and signatures in the operator's words. Nothing but texts; UI thread only.
struct AccessWords {
    Q_DECLARE_TR_FUNCTIONS(AccessWords)

public:
    static QString role(Role role);                        ///< "engineer"
    static std::optional<Role> roleOf(const std::string &word);  ///< of the word that an error has as its detail
    static QString oneOf(Role role);                       ///< "an engineer"
    /// "Putting a model on air needs an engineer."
    static QString needed(Deed deed);
    /// The same, and what to do: sign in, or have somebody do it whose role is enough.
    static QString refused(Deed deed, const AccessStatus &status);
    /// "For an engineer: sign in first.", where it is seen before it is tried.
    static QString locked(Deed deed, const AccessStatus &status);
    /// The same, of a file that is held over the window.
    static QString dropRefused(const AccessStatus &status);
    static QString person(const std::string &name, std::optional<Role> role);  ///< "Nina Berg · engineer"; without a role the name
    static QString meaning(const std::string &word);       ///< of "approved", "reviewed", "emergency"; others as they are
    static QString signature(const ElectronicSignature &signature);  ///< "Nina Berg · Approved · 2026-03-02 13:05:12"
    /// Why a secret was not taken; `seconds`: until the next is looked at, 0: at once.
    static QString notTaken(const SignInRefusal &refusal, int seconds);
};

/// The meanings that a signature can have, in the order of the list that offers them.
inline constexpr const char *kMeanings[] = {"approved", "reviewed", "emergency"};

}  // namespace lineside
