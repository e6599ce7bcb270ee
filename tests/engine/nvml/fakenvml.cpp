// SPDX-License-Identifier: GPL-3.0-or-later
// The functions of NVML that Lineside calls, with two GPUs: one that answers and one that contradicts itself.
#include <cstring>

namespace {
struct Memory {
    unsigned long long total, free, used;
};
int g_started = 0;
}  // namespace

extern "C" {

int nvmlInit_v2()
{
#ifdef FAKE_NVML_nodriver
    return 9;  // NVML_ERROR_DRIVER_NOT_LOADED
#else
    ++g_started;
    return 0;
#endif
}

int nvmlShutdown()
{
    --g_started;
    return 0;
}

int nvmlDeviceGetHandleByPciBusId_v2(const char *address, void **device)
{
    static int first = 1, second = 2;
    if (g_started < 1)
        return 1;  // NVML_ERROR_UNINITIALIZED
    if (std::strcmp(address, "0000:65:00.0") == 0)
        *device = &first;
    else if (std::strcmp(address, "0000:B3:00.0") == 0)
        *device = &second;
    else
        return 6;  // NVML_ERROR_NOT_FOUND
    return 0;
}

#ifndef FAKE_NVML_incomplete
int nvmlDeviceGetMemoryInfo(void *device, Memory *memory)
{
    *memory = *static_cast<int *>(device) == 1 ? Memory{8'000'000'000, 5'500'000'000, 2'500'000'000} : Memory{100, 0, 200};
    return 0;
}
#endif

#ifndef FAKE_NVML_old
int nvmlDeviceGetUtilizationRates(void *device, unsigned int *share)
{
    share[0] = *static_cast<int *>(device) == 1 ? 87 : 101;
    share[1] = 12;
    return 0;
}
#endif

int fakeNvmlStarted()
{
    return g_started;
}
}
