// SPDX-License-Identifier: GPL-3.0-or-later
#include "soakline.h"

#include "bench/premadesource.h"
#include "demo/demoline.h"
#include "store/historyline.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/videoio.hpp>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <future>
#include <thread>
#include <utility>

namespace lineside::soak {
namespace {

namespace fs = std::filesystem;

constexpr int kWidth = 320, kHeight = 192;

/// Runs what it holds, and lets the ledger look before each run.
class WatchedExecutor final : public Executor {
public:
    WatchedExecutor(std::unique_ptr<Executor> inner, Ledger &ledger) : m_inner(std::move(inner)), m_ledger(ledger) {}
    const ExecutorInfo &info() const noexcept override { return m_inner->info(); }
    const NetworkInfo &network() const noexcept override { return m_inner->network(); }
    std::span<float> input() noexcept override { return m_inner->input(); }
    Result<TensorView> run() override
    {
        m_ledger.look();
        return m_inner->run();
    }
    Result<std::unique_ptr<Executor>> twin() override
    {
        auto other = m_inner->twin();
        if (!other)
            return other.error();
        return std::unique_ptr<Executor>(std::make_unique<WatchedExecutor>(std::move(*other), m_ledger));
    }

private:
    const std::unique_ptr<Executor> m_inner;
    Ledger &m_ledger;
};

ExecutorMaker watched(ExecutorMaker maker, Ledger &ledger)
{
    maker.make = [make = std::move(maker.make), &ledger](const WeightFile &file, const ExecutorOptions &options) -> Result<std::unique_ptr<Executor>> {
        auto inner = make(file, options);
        if (!inner)
            return inner.error();
        return std::unique_ptr<Executor>(std::make_unique<WatchedExecutor>(std::move(*inner), ledger));
    };
    return maker;
}

cv::Mat threeChannels(const Image &picture)
{
    cv::Mat image(picture.height(), picture.width(), CV_8UC3);
    const ImageView view = picture.view();
    for (int y = 0; y < view.height; ++y) {
        for (int x = 0; x < view.width; ++x)
            std::copy_n(view.pixels + y * view.strideBytes + 4 * x, 3, image.ptr(y, x));
    }
    return image;
}

/// The pictures as a video file and as a folder of files.
Result<void> writePictures(const bench::Pictures &pictures, const fs::path &video, const fs::path &folder)
{
    fs::create_directories(folder);
    cv::VideoWriter writer(video.string(), cv::VideoWriter::fourcc('M', 'J', 'P', 'G'), 25, {kWidth, kHeight});
    bool good = writer.isOpened();
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const cv::Mat image = threeChannels(pictures[i]);
        writer.write(image);
        good = good && cv::imwrite((folder / (std::to_string(i) + ".png")).string(), image);
    }
    return good ? Result<void>() : Error{ErrorCode::Io, "pictures cannot be written below " + folder.parent_path().string()};
}

/// As after weeks: the engine has as many events in memory as it keeps, so that those to come take the place of others.
Result<void> writeHistory(const fs::path &file)
{
    constexpr int kEvents = 21'000;
    std::ofstream stream(file);
    HistoryEvent event;
    for (int i = 1; i <= kEvents; ++i) {
        event.sequence = static_cast<std::uint64_t>(i);
        event.at = std::chrono::system_clock::now();
        event.kind = i % 2 == 0 ? EventKind::Promoted : EventKind::RolledBack;
        event.station = SoakLine::idOf(static_cast<std::size_t>(i) % SoakLine::kStations);
        event.from = ModelId{"a_model_of_weeks_ago", 1 + i % 9};
        event.to = ModelId{"a_model_of_weeks_ago", 1 + (i + 1) % 9};
        stream << formatHistoryLine(event) << '\n';
    }
    return stream.flush() ? Result<void>() : Error{ErrorCode::Io, file.string() + ": cannot be written"};
}

}  // namespace

Result<std::unique_ptr<SoakLine>> SoakLine::start(const fs::path &folder, double fps, std::uint64_t seed)
{
    auto backends = makeBackends();
    if (!backends)
        return backends.error();
    std::unique_ptr<SoakLine> line(new SoakLine(seed));
    EngineParts parts = makeEngineParts(*backends, line->m_clock, LINESIDE_VET);
    parts.loading = {100, 0, 0, 0, {}};  // no load waits
    parts.dataDir = folder / "data";
    fs::create_directories(parts.dataDir);
    parts.configFile = parts.dataDir / "lineside.json";
    if (const auto written = writeHistory(parts.dataDir / "history.jsonl"); !written)
        return written.error();
    parts.executors = watched(std::move(parts.executors), line->m_ledger);

    DemoLineConfig demo;
    demo.width = kWidth;
    demo.height = kHeight;
    const auto pictures = bench::drawPictures(DemoLine(demo));
    if (const auto written = writePictures(*pictures, folder / "line.avi", folder / "pictures"); !written)
        return written.error();
    parts.defaultStations.clear();
    for (std::size_t i = 0; i < kStations; ++i) {
        StationConfig station;
        station.promotion = PromotionPolicy::Nothing;
        station.id = idOf(i);
        station.name = "Station " + std::to_string(i + 1);
        station.source.kind = i == 2 ? SourceKind::VideoFile : i == 3 ? SourceKind::ImageFolder : SourceKind::DemoLine;
        station.source.location = i == 2 ? (folder / "line.avi").string() : i == 3 ? (folder / "pictures").string() : std::string();
        station.source.targetFps = fps;
        station.source.demoStation = static_cast<int>(i);
        parts.defaultStations.push_back(std::move(station));
    }
    parts.sources = [inner = std::move(parts.sources), pictures, fps, line = line.get()](const SourceConfig &config) {
        const std::size_t station = static_cast<std::size_t>(config.demoStation);
        return line->m_outages.around(station, [&]() -> Result<std::unique_ptr<FrameSource>> {
            if (config.kind == SourceKind::DemoLine)
                return bench::makePremadeSource(pictures, fps);
            return inner(config);
        });
    };
    line->m_engine = std::make_unique<LocalEngine>(std::move(parts), line->m_thread);
    if (const auto started = line->m_engine->start(); !started)
        return started.error();
    std::vector<StationId> ids;
    for (std::size_t i = 0; i < kStations; ++i)
        ids.push_back(idOf(i));
    line->m_ledger.watch(*line->m_engine, ids);
    return line;
}

SoakLine::~SoakLine() = default;

Result<void> SoakLine::carryOut(const std::function<void(Engine::Done)> &command)
{
    std::promise<Result<void>> answer;
    command([&](Result<void> result) { answer.set_value(std::move(result)); });
    return answer.get_future().get();
}

Result<CandidateSnapshot> SoakLine::drop(const fs::path &offered, std::size_t station)
{
    const CandidateId id = m_engine->offerFile(offered, idOf(station));
    CandidateSnapshot seen;
    const bool through = waitUntil([&] {
        const EngineSnapshotPtr now = m_engine->snapshot();
        const auto it = std::ranges::find(now->candidates, id, &CandidateSnapshot::id);
        if (it != now->candidates.end())
            seen = *it;
        return seen.finished;
    });
    if (!through)
        return Error{ErrorCode::Busy, offered.filename().string() + " was not through in time"};
    m_engine->dismissCandidate(id);
    return seen;
}

bool waitUntil(const std::function<bool()> &isSo)
{
    const SteadyTime end = std::chrono::steady_clock::now() + std::chrono::minutes(10);
    while (!isSo()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
}

}  // namespace lineside::soak
