// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/localengine.h"
#include "pipeline/pacedsource.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

namespace lineside::test {

/// Sees nothing, at once.
class StubExecutor final : public Executor {
public:
    explicit StubExecutor(NetworkInfo network) : m_network(std::move(network)), m_output(4 + m_network.labels.size())
    {
        m_network.inputWidth = m_network.inputHeight = 32;
        m_network.head = HeadKind::AnchorFree;
    }
    const ExecutorInfo &info() const noexcept override { return m_info; }
    const NetworkInfo &network() const noexcept override { return m_network; }
    std::span<float> input() noexcept override { return m_input; }
    Result<TensorView> run() override { return TensorView{m_output.data(), {1, static_cast<std::int64_t>(m_output.size()), 1}, 3}; }

private:
    NetworkInfo m_network;
    const ExecutorInfo m_info{"stub", "CPU", "f32"};
    std::vector<float> m_input = std::vector<float>(3 * 32 * 32);
    std::vector<float> m_output;
};

/// Small black pictures without end.
class StubReader final : public PictureReader {
public:
    Result<double> open() override { return 50.0; }
    Result<std::shared_ptr<Frame>> next(FramePool &pool) override
    {
        auto frame = pool.acquire(64, 36);
        const MutableImageView view = frame->image.view();
        std::fill_n(view.pixels, view.strideBytes * view.height, std::uint8_t{0});
        return frame;
    }
    Result<void> rewind() override { return {}; }
};

/// An engine without any library that reads pictures or runs networks: starts in no time.
inline EngineParts stubParts(const std::filesystem::path &dataDir, const Clock &clock)
{
    EngineParts parts;
    parts.dataDir = dataDir;
    parts.configFile = dataDir / "lineside.json";
    StationConfig station;
    station.id = station.name = "a";
    station.source.targetFps = 50;
    station.promotion = PromotionPolicy::Nothing;  // what a station asks for has tests of its own
    parts.defaultStations = {station};
    parts.sources = [](const SourceConfig &config) -> Result<std::unique_ptr<FrameSource>> {
        return std::unique_ptr<FrameSource>(new PacedSource(std::make_unique<StubReader>(), PlaySettings{config.targetFps}));
    };
    parts.vetFile = [](const std::filesystem::path &path, const VetOptions &options) -> Result<VettedFile, Refusal> {
        auto file = readWeightFile(path, options.read);
        if (!file)
            return file.error();
        return VettedFile{std::move(*file), {}};
    };
    parts.executors.make = [](const WeightFile &file, const ExecutorOptions &) -> Result<std::unique_ptr<Executor>> {
        return std::unique_ptr<Executor>(new StubExecutor(file.network->info));
    };
    parts.executors.identity = "stub";  // what its trial run found is kept
    parts.resize = [](ImageView, MutableImageView target) { std::fill_n(target.pixels, target.strideBytes * target.height, std::uint8_t{0}); };
    parts.clock = &clock;
    parts.computeDevice = "none";
    parts.loading.perMinute = 0;  // who tests that loads wait sets it
    return parts;
}

}  // namespace lineside::test
