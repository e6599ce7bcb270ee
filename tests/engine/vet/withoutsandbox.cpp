// SPDX-License-Identifier: GPL-3.0-or-later
// Runs lineside-vet on a system that knows none of seccomp filters, Landlock, namespaces and memory that is never code: as an old kernel, or
// a container that forbids them.
#include <seccomp.h>

#include <cerrno>
#include <sys/prctl.h>
#include <unistd.h>

int main()
{
    constexpr int kMemoryDenyWriteExecute = 65;  // PR_SET_MDWE
    const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    const auto unknown = SCMP_ACT_ERRNO(ENOSYS);
    if (!filter || seccomp_rule_add(filter, unknown, SCMP_SYS(seccomp), 0) != 0 || seccomp_rule_add(filter, unknown, SCMP_SYS(landlock_create_ruleset), 0) != 0
        || seccomp_rule_add(filter, unknown, SCMP_SYS(unshare), 0) != 0 || seccomp_rule_add(filter, unknown, SCMP_SYS(chroot), 0) != 0
        || seccomp_rule_add(filter, unknown, SCMP_SYS(prctl), 1, SCMP_A0(SCMP_CMP_EQ, kMemoryDenyWriteExecute)) != 0
        || seccomp_rule_add(filter, unknown, SCMP_SYS(prctl), 1, SCMP_A0(SCMP_CMP_EQ, PR_SET_SECCOMP)) != 0 || seccomp_load(filter) != 0)
        return 4;
    ::execl(LINESIDE_VET, LINESIDE_VET, nullptr);
    return 5;
}
