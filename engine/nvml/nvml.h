// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace lineside {

/// Memory of a whole GPU as its driver reports it: what every program together holds, not only this one. Bytes.
struct GpuMemory {
    std::uint64_t total = 0;
    std::uint64_t used = 0;
};

/// NVIDIA's management library (NVML), which comes with the driver. Loaded at run time; a computer without it gives no figures,
/// and nothing is put in their place. A GPU is named by its PCI address ("0000:65:00.0"), because the order in which programs
/// count GPUs differs. Thread-safe.
class Nvml {
public:
    /// Null where the library is not installed, lacks a function or finds no driver.
    static std::unique_ptr<const Nvml> load(const std::string &library = "libnvidia-ml.so.1");
    ~Nvml();
    Nvml(const Nvml &) = delete;
    Nvml &operator=(const Nvml &) = delete;

    /// Empty where the driver has no figure for that address.
    std::optional<GpuMemory> memory(const std::string &pciAddress) const;
    /// Share of the driver's last sample period (a sixth of a second to one) in which any kernel ran, 0…1; empty where the driver has no
    /// figure for that address.
    std::optional<double> busy(const std::string &pciAddress) const;

private:
    struct Functions;
    explicit Nvml(std::unique_ptr<Functions> functions);

    std::unique_ptr<Functions> m_functions;
};

}  // namespace lineside
