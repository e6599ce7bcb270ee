// SPDX-License-Identifier: GPL-3.0-or-later
#include "torch/torchmemory.h"

#include "torch/torchdevice.h"
#include "torch/torcherror.h"

#include <ATen/DeviceAccelerator.h>
#include <c10/util/Exception.h>

#include <dlfcn.h>

#include <array>
#include <utility>

namespace lineside {

namespace {

/// The CUDA run-time library is in the program because libtorch_cpu needs it, but its headers are not needed for one call.
std::string pciAddressOf(c10::Device device)
{
    using Ask = int (*)(char *address, int length, int index);
    static const auto ask = reinterpret_cast<Ask>(dlsym(RTLD_DEFAULT, "cudaDeviceGetPCIBusId"));
    std::array<char, 32> address{};
    if (!device.is_cuda() || !ask || ask(address.data(), static_cast<int>(address.size()) - 1, device.index()) != 0)
        return {};
    return address.data();
}

void addAllocated(TorchMemory &memory, c10::Device device)
{
    auto *allocator = at::getDeviceAllocator(device.type());
    if (!allocator->initialized())
        return;
    constexpr auto kAll = static_cast<std::size_t>(c10::CachingAllocator::StatType::AGGREGATE);
    const auto stats = allocator->getDeviceStats(device.index());
    memory.reserved = static_cast<std::uint64_t>(stats.reserved_bytes[kAll].current);
    memory.allocated = static_cast<std::uint64_t>(stats.allocated_bytes[kAll].current);
}

}  // namespace

std::vector<TorchMemory> torchMemory()
{
    std::vector<TorchMemory> all;
    for (const c10::Device device : torchAccelerators()) {
        TorchMemory memory{TorchDevice{device, c10::ScalarType::Float}.name(), pciAddressOf(device), {}, {}};
        try {
            addAllocated(memory, device);
        } catch (const c10::Error &) {
            // This kind of accelerator keeps no such statistics: no figure.
        }
        all.push_back(std::move(memory));
    }
    return all;
}

Result<void> returnTorchMemory()
{
    const auto accelerators = torchAccelerators();
    if (accelerators.empty())
        return {};
    try {
        if (auto *allocator = at::getDeviceAllocator(accelerators.front().type()); allocator->initialized())
            allocator->emptyCache();
        return {};
    } catch (const std::exception &e) {
        return torchError(e);
    }
}

}  // namespace lineside
