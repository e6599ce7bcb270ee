// SPDX-License-Identifier: GPL-3.0-or-later
// Makes lineside-vet fail for want of memory: started as NAME-FIRST-COUNT, see failingnew.h. It has no arguments and no environment to say it in.
#include "faults/failingnew.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace {

[[gnu::constructor]] void starve()
{
    unsigned long long first = 0, count = 0;
    const char *numbers = std::strchr(program_invocation_short_name, '-');
    if (numbers && std::sscanf(numbers, "-%llu-%llu", &first, &count) == 2)
        lineside::test::failAllocations(first, count, "");
}

}  // namespace
