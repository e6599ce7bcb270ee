// SPDX-License-Identifier: GPL-3.0-or-later
#include "torch/torchdevice.h"

#include <ATen/DeviceAccelerator.h>
#include <ATen/cpu/Utils.h>

#include <algorithm>
#include <cctype>

#ifdef LINESIDE_CUDA
#include <dlfcn.h>
#endif

namespace lineside {

namespace {

#ifdef LINESIDE_CUDA
/// The CUDA half registers itself when it is loaded; nothing links to it, so that one program runs with and without. Never
/// unloaded: what it registered would dangle.
void loadCudaHalf()
{
    static const void *const library = dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL);
    (void)library;  // absent: the device count below says so
}
#else
void loadCudaHalf() {}
#endif

bool cpuHasBf16()
{
    const auto capabilities = at::cpu::get_cpu_capabilities();
    const auto has = [&capabilities](const char *name) {
        const auto it = capabilities.find(name);
        return it != capabilities.end() && it->second.isBool() && it->second.toBool();
    };
    return has("avx512_bf16") || has("amx_bf16");
}

}  // namespace

std::string TorchDevice::name() const
{
    std::string text = device.str();  // "cpu", "cuda:0"
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

std::string TorchDevice::precision() const
{
    switch (type) {
    case c10::ScalarType::BFloat16: return "bf16";
    case c10::ScalarType::Half: return "f16";
    default: return "f32";
    }
}

std::vector<c10::Device> torchAccelerators()
{
    loadCudaHalf();
    std::vector<c10::Device> devices;
    const auto kind = at::accelerator::getAccelerator();
    for (c10::DeviceIndex i = 0; kind && i < at::accelerator::deviceCount(); ++i)
        devices.emplace_back(*kind, i);
    return devices;
}

TorchDevice chooseTorchDevice(Precision precision)
{
    TorchDevice chosen;
    const bool fast = precision == Precision::Fast;
    if (const auto accelerators = torchAccelerators(); !accelerators.empty()) {
        chosen.device = accelerators.front();
        chosen.type = fast ? c10::ScalarType::Half : c10::ScalarType::Float;
    } else if (fast && cpuHasBf16()) {
        chosen.type = c10::ScalarType::BFloat16;
    }
    return chosen;
}

}  // namespace lineside
