// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/accesswords.h"

#include "itemmodels/words.h"
#include "widgets/format.h"

#include <iterator>

namespace lineside {

QString AccessWords::role(Role role)
{
    switch (role) {
    case Role::Viewer: return tr("viewer", "role");
    case Role::Operator: return tr("operator", "role");
    case Role::Engineer: return tr("engineer", "role");
    case Role::Administrator: return tr("administrator", "role");
    }
    return {};
}

std::optional<Role> AccessWords::roleOf(const std::string &word)
{
    static constexpr const char *kWords[] = {"viewer", "operator", "engineer", "administrator"};
    static_assert(std::size(kWords) == std::size(kRoles));
    for (std::size_t i = 0; i < std::size(kWords); ++i)
        if (word == kWords[i])
            return kRoles[i];
    return std::nullopt;
}

QString AccessWords::oneOf(Role role)
{
    switch (role) {
    case Role::Viewer: return tr("a viewer");
    case Role::Operator: return tr("an operator");
    case Role::Engineer: return tr("an engineer");
    case Role::Administrator: return tr("an administrator");
    }
    return {};
}

namespace {

QString deedWords(Deed deed)
{
    switch (deed) {
    case Deed::Acknowledge: return AccessWords::tr("Saying that something was seen");
    case Deed::Shelve: return AccessWords::tr("Keeping an alarm quiet");
    case Deed::RollBack: return AccessWords::tr("Rolling back");
    case Deed::StopCanary: return AccessWords::tr("Holding or ending a canary");
    case Deed::ReviewParts: return AccessWords::tr("Saying which model or verdict is right");
    case Deed::RetrySource: return AccessWords::tr("Connecting a camera again");
    case Deed::ShelveLong: return AccessWords::tr("Keeping an alarm quiet for a shift");
    case Deed::ImportModel: return AccessWords::tr("Offering a model");
    case Deed::LoadNow: return AccessWords::tr("Loading a model at once");
    case Deed::Compare: return AccessWords::tr("Comparing models");
    case Deed::Promote:
    case Deed::OverrideVerdict: return AccessWords::tr("Putting a model on air");
    case Deed::RunCanary: return AccessWords::tr("Beginning a canary, and going on with it,");
    case Deed::LeaveSafeMode: return AccessWords::tr("Leaving safe mode");
    case Deed::RemoveModel: return AccessWords::tr("Removing a model");
    case Deed::ChangePlans: return AccessWords::tr("Changing a plan");
    case Deed::ChangeSettings: return AccessWords::tr("Changing a setting of the line");
    case Deed::ChangeKeys: return AccessWords::tr("Changing which files are trusted");
    case Deed::ChangePeople: return AccessWords::tr("Changing who may do what");
    }
    return {};
}

}  // namespace

QString AccessWords::needed(Deed deed)
{
    return tr("%1 needs %2.", "what is done, least role").arg(deedWords(deed), oneOf(lineside::needed(deed)));
}

QString AccessWords::refused(Deed deed, const AccessStatus &status)
{
    if (!status.who)
        return tr("%1 Sign in and press again.", "what it needs").arg(needed(deed));
    return tr("%1 You are %2. Have one sign in and press again.", "what it needs, name and role").arg(needed(deed), person(status.who->name, status.who->role));
}

QString AccessWords::locked(Deed deed, const AccessStatus &status)
{
    const QString who = oneOf(lineside::needed(deed));
    return status.who ? tr("For %1: have one sign in first.", "least role: an engineer").arg(who) : tr("For %1: sign in first.", "least role: an engineer").arg(who);
}

QString AccessWords::dropRefused(const AccessStatus &status)
{
    const QString what = needed(Deed::ImportModel);
    return status.who ? tr("%1 Have one sign in first, then drop it here.", "what it needs").arg(what) : tr("%1 Sign in first, then drop it here.", "what it needs").arg(what);
}

QString AccessWords::person(const std::string &name, std::optional<Role> role)
{
    if (!role)
        return Words::text(name);
    return name.empty() ? AccessWords::role(*role) : tr("%1 · %2", "name, role").arg(Words::text(name), AccessWords::role(*role));
}

QString AccessWords::meaning(const std::string &word)
{
    if (word == kMeanings[0])
        return tr("Approved");
    if (word == kMeanings[1])
        return tr("Reviewed");
    return word == kMeanings[2] ? tr("Emergency") : Words::text(word);
}

QString AccessWords::signature(const ElectronicSignature &signature)
{
    return tr("%1 · %2 · %3", "who signed, what it means, when").arg(Words::text(signature.name), meaning(signature.meaning), Format::dateTime(signature.at));
}

QString AccessWords::notTaken(const SignInRefusal &refusal, int seconds)
{
    const QString wait = seconds > 0 ? tr("The next one is looked at in %n s.", nullptr, seconds) : QString();
    switch (refusal.why) {
    case SignInRefusal::Why::Wrong:
        return wait.isEmpty() ? tr("That is not the PIN or password of this name. Try again.") : tr("That is not the PIN or password of this name. %1", "when the next").arg(wait);
    case SignInRefusal::Why::Wait: return wait.isEmpty() ? tr("Try again now.") : tr("Too many wrong ones for this name. %1", "when the next").arg(wait);
    case SignInRefusal::Why::Trouble: break;
    }
    return tr("It could not be found out who you are (%1). Try again; the line runs on.", "why").arg(Words::text(refusal.detail));
}

}  // namespace lineside
