// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/localengine.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace lineside::test {

/// Which picture of which station: written into its pixels, so that an executor can tell. Value type.
struct PictureMark {
    int station = 0;
    std::uint32_t number = 0;  ///< 0: no picture of a station
    auto operator<=>(const PictureMark &) const = default;

    static constexpr int kSide = 32, kPixels = 4;

    FramePtr picture() const
    {
        auto frame = std::make_shared<Frame>();
        frame->image.resize(kSide, kSide);
        const MutableImageView view = frame->image.view();
        std::fill_n(view.pixels, view.strideBytes * view.height, std::uint8_t{0});
        for (int i = 0; i < kPixels - 1; ++i)
            view.pixels[4 * i] = static_cast<std::uint8_t>(number >> (8 * i));
        view.pixels[4 * (kPixels - 1)] = static_cast<std::uint8_t>(station);
        frame->sequence = number;
        frame->capturedAt = std::chrono::steady_clock::now();
        return frame;
    }
    static PictureMark in(std::span<const float> input)  ///< planes of red, green, blue
    {
        const auto blue = [&](int i) { return static_cast<std::uint32_t>(input[static_cast<std::size_t>(2 * kSide * kSide + i)] * 255 + 0.5f); };
        return {static_cast<int>(blue(3)), blue(0) | blue(1) << 8 | blue(2) << 16};
    }
};

/// What is around an engine: weight files, the device that computes, memory. A file is "tiny VERSION"; who runs says so. Thread-safe.
struct Surroundings {
    std::function<void()> takesTime = [] {};                        ///< where the product does something that lasts
    std::function<void(int version, PictureMark)> judges = [](int, PictureMark) {};  ///< before it takes time
    std::function<void(int version)> makes = [](int) {};                             ///< the same, of an executor
    std::atomic<bool> deviceLost{false};                            ///< nothing can be made or run on it
    std::array<std::atomic<int>, 10> alive{};                       ///< executors by version

    class Tiny final : public Executor {
    public:
        Tiny(int version, Surroundings &around) : m_version(version), m_around(around)
        {
            m_network.labels = {"Bottle", "Cap"};
            m_network.inputWidth = m_network.inputHeight = PictureMark::kSide;
            m_network.head = HeadKind::AnchorFree;
            ++m_around.alive.at(static_cast<std::size_t>(version));
        }
        ~Tiny() override { --m_around.alive.at(static_cast<std::size_t>(m_version)); }
        const ExecutorInfo &info() const noexcept override { return m_info; }
        const NetworkInfo &network() const noexcept override { return m_network; }
        std::span<float> input() noexcept override { return m_input; }
        Result<TensorView> run() override
        {
            m_around.judges(m_version, PictureMark::in(m_input));
            m_around.takesTime();
            if (m_around.deviceLost)
                return Error{ErrorCode::Internal, "device lost"};
            return TensorView{m_output.data(), {1, static_cast<std::int64_t>(m_output.size()), 1}, 3};
        }

    private:
        const int m_version;
        Surroundings &m_around;
        NetworkInfo m_network;
        const ExecutorInfo m_info{"tiny", "CPU", "f32"};
        std::vector<float> m_input = std::vector<float>(3 * PictureMark::kSide * PictureMark::kSide), m_output = std::vector<float>(6);
    };

    Result<VettedFile, Refusal> vet(const std::filesystem::path &path, const VetOptions &options)
    {
        takesTime();
        if (options.cancelled && *options.cancelled)
            return Refusal{RefusalReason::Cancelled, {}, {}, {}};
        std::string word, version;
        if (!(std::ifstream(path) >> word >> version))
            return Refusal{RefusalReason::Unreadable, {}, {}, path.string()};
        auto network = std::make_shared<NetworkSpec>();
        network->info.family = version;
        network->info.labels = {"Bottle", "Cap"};
        network->info.inputWidth = network->info.inputHeight = PictureMark::kSide;
        return VettedFile{WeightFile{path, WeightFormat::Pt, 16, std::move(network)}, {}};
    }

    /// An engine without stations in a folder of its own.
    EngineParts parts(const std::filesystem::path &folder, const Clock &clock)
    {
        EngineParts parts;
        parts.dataDir = folder;
        parts.loading.perMinute = 0;  // time does not pass by schedules
        parts.configFile = folder / "lineside.json";
        parts.vetFile = [this](const std::filesystem::path &path, const VetOptions &options) { return vet(path, options); };
        parts.executors.make = [this](const WeightFile &file, const ExecutorOptions &) -> Result<std::unique_ptr<Executor>> {
            const int version = std::stoi(file.network->info.family);
            makes(version);
            takesTime();
            if (deviceLost)
                return Error{ErrorCode::Internal, "device lost"};
            return std::unique_ptr<Executor>(new Tiny(version, *this));
        };
        parts.resize = [](ImageView, MutableImageView target) { std::fill_n(target.pixels, target.strideBytes * target.height, std::uint8_t{0}); };
        parts.clock = &clock;
        parts.computeDevice = "tiny";
        parts.acceleration = Acceleration::Used;  // one lane, however many processors there are
        parts.memory = [this] {
            takesTime();
            return MemoryInfo{1 << 20, 1 << 20, std::uint64_t{64} << 30, std::uint64_t{64} << 30};
        };
        return parts;
    }

    static std::filesystem::path write(const std::filesystem::path &folder, int version)
    {
        const std::filesystem::path file = folder / ("tiny-v" + std::to_string(version) + ".pt");
        if (!std::filesystem::exists(file))
            std::ofstream(file) << "tiny " << version << '\n';
        return file;
    }
};

}  // namespace lineside::test
