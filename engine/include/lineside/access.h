// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lineside {

/// What somebody is at the line. Each may do what the one before may.
enum class Role {
    Viewer,         ///< looks, and changes nothing
    Operator,       ///< runs the line; whoever has not signed in is never more
    Engineer,       ///< answers for models
    Administrator,  ///< answers for the installation: stations, keys, people
};
inline constexpr Role kRoles[] = {Role::Viewer, Role::Operator, Role::Engineer, Role::Administrator};
/// "viewer", "operator", "engineer", "administrator": the words of files and commands.
const char *toString(Role role) noexcept;
/// The role of such a word.
std::optional<Role> roleOf(std::string_view word) noexcept;

/// Who does something, for the history. Value type.
struct Actor {
    std::string name;          ///< empty: nobody said
    std::optional<Role> role;  ///< that he had then; empty: nobody is asked for one here

    bool operator==(const Actor &) const = default;
};

/// What can be done and not everybody may do. To look, and to change what only one's own screen shows, is no deed.
enum class Deed {
    Acknowledge,      ///< say that something was seen: an alarm, a card of an offered file
    Shelve,           ///< keep an alarm quiet for half an hour at most
    RollBack,         ///< bring the model before on air again
    StopCanary,       ///< hold a canary, or end it, which brings the models before back
    ReviewParts,      ///< say which of two models is right
    RetrySource,      ///< have a camera that is down tried at once
    ShelveLong,       ///< keep an alarm quiet for a shift
    ImportModel,      ///< offer a file or a model of the library, withdraw or cancel it
    LoadNow,          ///< load a model that would wait for a better moment
    Compare,          ///< begin and end a comparison
    Promote,          ///< bring a model on air
    OverrideVerdict,  ///< bring one on air of which no comparison has said that it is at least as good
    RunCanary,        ///< begin a canary, approve its steps and go on with it
    LeaveSafeMode,    ///< load what a start in safe mode left out
    RemoveModel,      ///< take a model out of the library for good
    ChangePlans,      ///< say how a change goes from one station to the others
    ChangeSettings,   ///< stations, cameras and their secrets, the watched folder, limits
    ChangeKeys,       ///< whose signatures count, and how offered files are read
    ChangePeople,     ///< who is what here
};
inline constexpr int kDeeds = static_cast<int>(Deed::ChangePeople) + 1;
/// A stable, lower-case name for logs and JSON, e.g. "roll_back".
const char *toString(Deed deed) noexcept;

/// The least that somebody must be to do it. Pure.
constexpr Role needed(Deed deed) noexcept
{
    switch (deed) {
    case Deed::Acknowledge:
    case Deed::Shelve:
    case Deed::RollBack:
    case Deed::StopCanary:
    case Deed::ReviewParts:
    case Deed::RetrySource: return Role::Operator;
    case Deed::ShelveLong:
    case Deed::ImportModel:
    case Deed::LoadNow:
    case Deed::Compare:
    case Deed::Promote:
    case Deed::OverrideVerdict:
    case Deed::RunCanary:
    case Deed::LeaveSafeMode: return Role::Engineer;
    case Deed::RemoveModel:
    case Deed::ChangePlans:
    case Deed::ChangeSettings:
    case Deed::ChangeKeys:
    case Deed::ChangePeople: break;
    }
    return Role::Administrator;  // and for whatever is none of these
}

/// May somebody who is that do it? Pure.
constexpr bool may(Role role, Deed deed) noexcept
{
    return role >= needed(deed);
}

}  // namespace lineside
