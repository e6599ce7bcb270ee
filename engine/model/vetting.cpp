// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/vetting.h"

#include "base/megabytes.h"
#include "weights/networkcost.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace lineside {
namespace {

constexpr std::uint64_t kHeadRoom = 256 * kMegabyte;  // left to the line and the system
constexpr std::uint64_t kRuntimeShare = 24 * kMegabyte;

std::vector<std::string> sorted(std::vector<std::string> words)
{
    std::sort(words.begin(), words.end());
    return words;
}

std::string joined(const std::vector<std::string> &words)
{
    std::string text;
    for (const std::string &word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

/// With one decimal, whatever the language of the system.
std::string inTenths(double tenths)
{
    const auto whole = static_cast<long long>(tenths);
    return std::to_string(whole / 10) + "." + std::to_string(whole % 10);
}

}  // namespace

std::optional<Refusal> checkContract(const NetworkInfo &network, const StationContract &contract)
{
    if (contract.layout != ModelLayout::Auto && network.layout != contract.layout)
        return Refusal{RefusalReason::Layout, toString(contract.layout), network.layout == ModelLayout::Auto ? network.family : toString(network.layout), {}};
    if (!contract.labels.empty()) {
        const std::vector<std::string> expected = sorted(contract.labels);
        const std::vector<std::string> found = sorted(network.labels);
        if (network.labels.size() != contract.labels.size())
            return Refusal{RefusalReason::ClassCount, std::to_string(contract.labels.size()), std::to_string(network.labels.size()),
                           "expected " + joined(expected) + "; found " + joined(found)};
        if (expected != found)
            return Refusal{RefusalReason::Labels, joined(expected), joined(found), {}};
    }
    const int smallest = std::min(network.inputWidth, network.inputHeight);
    const int largest = std::max(network.inputWidth, network.inputHeight);
    if (smallest < contract.minInputSize || largest > contract.maxInputSize)
        return Refusal{RefusalReason::InputSize, std::to_string(contract.minInputSize) + "…" + std::to_string(contract.maxInputSize),
                       std::to_string(network.inputWidth) + "×" + std::to_string(network.inputHeight), {}};
    return std::nullopt;
}

std::uint64_t estimateMemory(const WeightFile &file)
{
    const NetworkInfo &network = file.network->info;
    const std::uint64_t weights = network.parameters > 0 ? static_cast<std::uint64_t>(network.parameters) * 4 : file.sizeBytes;
    const auto pixels = static_cast<std::uint64_t>(network.inputWidth) * static_cast<std::uint64_t>(network.inputHeight);
    const std::uint64_t values = std::max(pixels * 4 * 48, costOf(*file.network).valueBytes);
    return 3 * weights + 2 * values + kRuntimeShare;
}

std::uint64_t memoryToRead(std::uint64_t fileBytes)
{
    return 3 * fileBytes;
}

std::uint64_t memoryLimit(const StationContract &contract)
{
    return static_cast<std::uint64_t>(contract.maxMemoryMb) * kMegabyte;
}

std::optional<Refusal> checkMemory(std::uint64_t needed, std::uint64_t available, std::uint64_t maxBytes)
{
    const std::uint64_t free = available > kHeadRoom ? available - kHeadRoom : 0;
    const bool limited = maxBytes > 0 && maxBytes < free;
    const std::uint64_t limit = limited ? maxBytes : free;
    if (needed > limit)
        return Refusal{limited ? RefusalReason::MemoryLimit : RefusalReason::Memory, megabytesThere(limit), megabytesNeeded(needed), {}};
    return std::nullopt;
}

std::optional<Refusal> checkLatency(double ms, double allowedMs)
{
    // Needed rounded up, allowed rounded down: never "needs 80.0 ms, 80.0 ms are allowed".
    if (allowedMs > 0 && ms > allowedMs)
        return Refusal{RefusalReason::TooSlow, inTenths(std::floor(allowedMs * 10)), inTenths(std::ceil(ms * 10)), "milliseconds for a picture"};
    return std::nullopt;
}

std::optional<Refusal> checkLoaded(const LoadedModel &model, const StationContract &contract)
{
    if (auto refusal = checkContract(model.network, contract))
        return refusal;
    if (auto refusal = checkLatency(model.choice.usedMs(), contract.maxLatencyMs))
        return refusal;
    const std::uint64_t limit = memoryLimit(contract);
    if (limit > 0 && model.memoryBytes > limit)
        return Refusal{RefusalReason::MemoryLimit, megabytesThere(limit), megabytesNeeded(model.memoryBytes), {}};
    return std::nullopt;
}

}  // namespace lineside
