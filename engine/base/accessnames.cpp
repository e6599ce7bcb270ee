// SPDX-License-Identifier: GPL-3.0-or-later
// The stable words of roles and deeds. Never translated, never changed.
#include "lineside/access.h"

namespace lineside {

const char *toString(Role role) noexcept
{
    switch (role) {
    case Role::Viewer: return "viewer";
    case Role::Operator: return "operator";
    case Role::Engineer: return "engineer";
    case Role::Administrator: return "administrator";
    }
    return "viewer";
}

std::optional<Role> roleOf(std::string_view word) noexcept
{
    for (const Role role : kRoles) {
        if (word == toString(role))
            return role;
    }
    return std::nullopt;
}

const char *toString(Deed deed) noexcept
{
    switch (deed) {
    case Deed::Acknowledge: return "acknowledge";
    case Deed::Shelve: return "shelve";
    case Deed::RollBack: return "roll_back";
    case Deed::StopCanary: return "stop_canary";
    case Deed::ReviewParts: return "review_parts";
    case Deed::RetrySource: return "retry_source";
    case Deed::ShelveLong: return "shelve_long";
    case Deed::ImportModel: return "import_model";
    case Deed::LoadNow: return "load_now";
    case Deed::Compare: return "compare";
    case Deed::Promote: return "promote";
    case Deed::OverrideVerdict: return "override_verdict";
    case Deed::RunCanary: return "run_canary";
    case Deed::LeaveSafeMode: return "leave_safe_mode";
    case Deed::RemoveModel: return "remove_model";
    case Deed::ChangePlans: return "change_plans";
    case Deed::ChangeSettings: return "change_settings";
    case Deed::ChangeKeys: return "change_keys";
    case Deed::ChangePeople: return "change_people";
    }
    return "change_people";
}

}  // namespace lineside
