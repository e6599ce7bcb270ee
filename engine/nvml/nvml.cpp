// SPDX-License-Identifier: GPL-3.0-or-later
#include "nvml/nvml.h"

#include <dlfcn.h>

#include <utility>

namespace lineside {

// The few declarations of NVML's stable C interface that are called here.
namespace {
constexpr int kSuccess = 0;
using Device = struct DeviceTag *;
struct MemoryInfo {
    unsigned long long total, free, used;  // bytes
};
struct Utilization {
    unsigned int gpu, memory;  // percent
};
}  // namespace

struct Nvml::Functions {
    void *library = nullptr;
    int (*start)() = nullptr;
    int (*stop)() = nullptr;
    int (*deviceAt)(const char *pciAddress, Device *device) = nullptr;
    int (*memoryOf)(Device device, MemoryInfo *memory) = nullptr;
    int (*busyOf)(Device device, Utilization *share) = nullptr;  // null: an old driver

    ~Functions()
    {
        if (library)
            dlclose(library);
    }

    template <class F>
    bool find(F &function, const char *name)
    {
        function = reinterpret_cast<F>(dlsym(library, name));
        return function != nullptr;
    }
};

std::unique_ptr<const Nvml> Nvml::load(const std::string &library)
{
    auto f = std::make_unique<Functions>();
    f->library = dlopen(library.c_str(), RTLD_LAZY | RTLD_LOCAL);
    if (!f->library)
        return nullptr;
    const bool whole = f->find(f->start, "nvmlInit_v2") && f->find(f->stop, "nvmlShutdown")
        && f->find(f->deviceAt, "nvmlDeviceGetHandleByPciBusId_v2") && f->find(f->memoryOf, "nvmlDeviceGetMemoryInfo");
    f->find(f->busyOf, "nvmlDeviceGetUtilizationRates");
    if (!whole || f->start() != kSuccess)
        return nullptr;
    return std::unique_ptr<const Nvml>(new Nvml(std::move(f)));
}

Nvml::Nvml(std::unique_ptr<Functions> functions) : m_functions(std::move(functions)) {}

Nvml::~Nvml()
{
    m_functions->stop();
}

std::optional<GpuMemory> Nvml::memory(const std::string &pciAddress) const
{
    Device device = nullptr;
    MemoryInfo info{};
    if (pciAddress.empty() || m_functions->deviceAt(pciAddress.c_str(), &device) != kSuccess
        || m_functions->memoryOf(device, &info) != kSuccess)
        return std::nullopt;
    // A driver that contradicts itself gives no figure.
    if (info.total == 0 || info.used > info.total)
        return std::nullopt;
    return GpuMemory{info.total, info.used};
}

std::optional<double> Nvml::busy(const std::string &pciAddress) const
{
    Device device = nullptr;
    Utilization share{};
    if (!m_functions->busyOf || pciAddress.empty() || m_functions->deviceAt(pciAddress.c_str(), &device) != kSuccess
        || m_functions->busyOf(device, &share) != kSuccess || share.gpu > 100)
        return std::nullopt;
    return share.gpu / 100.0;
}

}  // namespace lineside
