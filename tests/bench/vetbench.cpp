// SPDX-License-Identifier: GPL-3.0-or-later
#include "benches.h"

#include "engine/weights/modelzoo.h"
#include "milliseconds.h"
#include "vet/vetprocess.h"

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <optional>

namespace lineside::bench {
namespace {

constexpr double kAllowedMs = 150;       // for the process
constexpr double kAllowedLargeMs = 3000;  // for reading a file of the size of YOLOv8x
constexpr double kAllowedMemory = 1.3;   // beyond the network, of the file

/// A line of the kernel's account of this process, bytes.
double status(const std::string &line)
{
    std::ifstream file("/proc/self/status");
    for (std::string word; file >> word;) {
        double kilobytes = 0;
        if (word == line + ":" && file >> kilobytes)
            return kilobytes * 1024;
    }
    return 0;
}

/// Milliseconds of reading a file in this process and in one of its own, by round.
struct Times {
    std::vector<double> here, there;
};

Result<Times, Refusal> timesOf(const std::filesystem::path &path, int rounds)
{
    Times times;
    for (int round = -1; round < rounds; ++round) {
        std::optional<Refusal> refused;
        const double inside = millisecondsOf([&] {
            if (const auto file = readWeightFile(path); !file)
                refused = file.error();
        });
        const double outside = millisecondsOf([&] {
            if (const auto file = vetWeightFile(LINESIDE_VET, path, {}); !file)
                refused = file.error();
        });
        if (refused)
            return *refused;
        if (round < 0)
            continue;  // the files come from the disk
        times.here.push_back(inside);
        times.there.push_back(outside);
    }
    return times;
}

Figure costOf(const std::string &name, const std::string &file, const Times &times)
{
    Figure figure{name, "what reading " + file + " in a process without rights costs more than in this one / 150 ms", Bound::AtMost, 1, Judged::Median, {}};
    for (std::size_t i = 0; i < times.here.size(); ++i)
        figure.samples.push_back((times.there[i] - times.here[i]) / kAllowedMs);
    figure.facts = {{"in a process of its own ms", medianOf(times.there)}, {"in this process ms", medianOf(times.here)}};
    return figure;
}

/// The most memory that reading takes, without the network that is read, by the size of the file.
Result<Figure, Refusal> memoryOf(const std::filesystem::path &path, int rounds)
{
    Figure figure{"vet.memory", "most memory while reading it, beyond the network / the file", Bound::AtMost, kAllowedMemory, Judged::Worst, {}};
    const auto bytes = double(std::filesystem::file_size(path));
    for (int round = 0; round < rounds; ++round) {
        std::ofstream("/proc/self/clear_refs") << "5";  // the most ever used begins anew
        const double before = status("VmRSS");
        const auto file = readWeightFile(path);
        if (!file)
            return file.error();
        const double network = double(file->network->info.parameters) * sizeof(float);
        figure.samples.push_back((status("VmHWM") - before - network) / bytes);
        figure.facts = {{"file MB", bytes / 1e6}, {"network MB", network / 1e6}};
    }
    return figure;
}

}  // namespace

Figures benchVet(const Options &options)
{
    std::string path = LINESIDE_SOURCE_DIR "/../shared/data/reference/weights/coco-v8n.pt";
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        path = demoWeights("line-v2.pt");
    const auto usual = timesOf(path, options.quick ? 3 : 15);
    if (!usual)
        return Error{ErrorCode::InvalidInput, path + ": " + usual.error().detail};

    const QTemporaryDir folder;
    const std::string large = folder.filePath(QStringLiteral("yolov8x.pt")).toStdString();
    if (!(std::ofstream(large, std::ios::binary) << test::zooCheckpoint("yolov8x", 640, test::Filled::Halves)).flush())
        return Error{ErrorCode::Io, large + ": cannot be written"};
    const auto times = timesOf(large, options.quick ? 3 : 9);
    const auto memory = memoryOf(large, options.quick ? 1 : 3);
    if (!times || !memory)
        return Error{ErrorCode::InvalidInput, large + ": " + (!times ? times.error() : memory.error()).detail};
    Figure whole{"vet.time", "reading it in a process without rights / 3 s", Bound::AtMost, 1, Judged::Median, {}};
    for (const double ms : times->there)
        whole.samples.push_back(ms / kAllowedLargeMs);
    return std::vector{costOf("vet", std::filesystem::path(path).filename().string(), *usual), costOf("vet.large", "a file of the size of YOLOv8x", *times),
                       std::move(whole), *memory};
}

}  // namespace lineside::bench
