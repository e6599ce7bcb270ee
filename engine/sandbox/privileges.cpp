// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/privileges.h"

#include <csignal>
#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace lineside {
namespace {

constexpr uid_t kNobody = 65534;
constexpr int kMemoryDenyWriteExecute = 65, kRefuseGain = 1;  // PR_SET_MDWE, which headers of older systems do not name

using Capabilities = __user_cap_data_struct[_LINUX_CAPABILITY_U32S_3];

bool capabilities(int call, Capabilities &sets) noexcept
{
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    return ::syscall(call, &header, sets) == 0;
}

}  // namespace

bool leaveRoot() noexcept
{
    if (::geteuid() != 0)
        return true;
    if (::prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) != 0 || ::setgroups(0, nullptr) != 0 || ::setresgid(kNobody, kNobody, kNobody) != 0
        || ::setresuid(kNobody, kNobody, kNobody) != 0)
        return false;
    Capabilities sets{};
    if (capabilities(SYS_capget, sets)) {
        for (auto &part : sets)
            part.effective = part.permitted;
        (void)capabilities(SYS_capset, sets);  // without them it may be that less can be closed
    }
    return true;
}

bool dropPrivileges() noexcept
{
    Capabilities none{};
    return capabilities(SYS_capset, none) && ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0;
}

bool closeMemoryToCode() noexcept
{
    return ::prctl(kMemoryDenyWriteExecute, kRefuseGain, 0, 0, 0) == 0;
}

}  // namespace lineside
