// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/megabytes.h"
#include "lineside/refusal.h"
#include "lineside/result.h"
#include "weights/networkspec.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace lineside {

enum class WeightFormat { Pt, TorchScript, Onnx, OpenVino /* an IR in a zip */ };

const char *toString(WeightFormat format) noexcept;  ///< "pt", "torchscript", "onnx", "openvino"

enum class HeadChoice { Auto, OneToOne, OneToMany };

struct InputSize {
    int width = 0;   ///< pixels
    int height = 0;
    bool operator==(const InputSize &) const = default;
};

inline constexpr std::uint64_t kMaxWeightBytes = 1000 * kMegabyte;

struct ReadOptions {
    std::optional<InputSize> inputSize;  ///< instead of what the file says; refused where the file's size is fixed
    HeadChoice head = HeadChoice::Auto;
    ModelLayout layout = ModelLayout::Auto;  ///< how to read an export that says nothing of itself; refused (Layout) where it says something else
    std::vector<std::string> labels;         ///< with a layout: the names of the classes, by index, where the file has none
    std::uint64_t maxBytes = kMaxWeightBytes;  ///< larger files are refused
};

/// A weight file that was read and checked, without having run anything in it. Value type.
struct WeightFile {
    std::filesystem::path path;
    WeightFormat format = WeightFormat::Pt;
    std::uint64_t sizeBytes = 0;
    std::shared_ptr<const NetworkSpec> network;  ///< canonical, with what is known of it; never null in what a reader returns
};

/// Reads the bytes of a weight file: format by content (never by suffix), structure, labels, head. Nothing in them is executed. `path`
/// of the result is empty. Thread-safe.
Result<WeightFile, Refusal> readWeights(std::span<const std::byte> bytes, const ReadOptions &options = {});

/// The same of a file, in this process: for tests and measurements. The engine never reads an offered file itself, see vet/.
/// Any thread; blocks on the disk.
Result<WeightFile, Refusal> readWeightFile(const std::filesystem::path &path, const ReadOptions &options = {});

}  // namespace lineside
