// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demoline.h"
#include "engine/core/stubline.h"
#include "opencv/resize.h"
#include "openvino/openvinoexecutor.h"
#include "pipeline/inspectionpipeline.h"
#include "support/allocations.h"
#include "support/scriptedexecutor.h"
#include "weights/weightfile.h"

#include <QtTest>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <functional>

using namespace lineside;
using namespace lineside::test;

namespace {

// What libraries ask for on their own account, in each call. More of it is a change that somebody should have looked at.
constexpr std::uint64_t kOpenCvResize = 2;      // its tables of columns, OpenCV 4.6
constexpr std::uint64_t kOpenVinoInfer = 2000;  // its views of each node's memory: 1075 to 1165 for line-v1, OpenVINO 2026.1

constexpr int kFrames = 300;

/// Sixteen letters and more have no room in a string itself.
const std::string kBottle = "a bottle of brown glass", kCap = "a cap that is screwed on";

constexpr std::size_t kMost = 64;  ///< boxes of a full picture

/// Bottles without a cap, apart from each other, by column: centre, size, a score for each of two classes.
void showBottles(std::size_t count, std::vector<float> &output)
{
    output.assign(6 * kMost, 0.0f);
    for (std::size_t i = 0; i < count; ++i) {
        const float values[6] = {2 + 4 * static_cast<float>(i % 8), 2 + 4 * static_cast<float>(i / 8), 3, 3, 0.9f, 0};
        for (std::size_t row = 0; row < 6; ++row)
            output[row * kMost + i] = values[row];
    }
}

/// What an executor asks for while it runs: on every thread, and on the one that it is run on.
class CountedExecutor final : public Executor {
public:
    explicit CountedExecutor(std::unique_ptr<Executor> executor) : m_executor(std::move(executor)) {}

    const ExecutorInfo &info() const noexcept override { return m_executor->info(); }
    const NetworkInfo &network() const noexcept override { return m_executor->network(); }
    std::span<float> input() noexcept override { return m_executor->input(); }
    Result<TensorView> run() override
    {
        const std::uint64_t before = allocations(), beforeHere = allocationsOfThisThread();
        Result<TensorView> output = m_executor->run();
        ofTheRun = allocations() - before;
        ofTheRunHere = allocationsOfThisThread() - beforeHere;
        return output;
    }

    std::uint64_t ofTheRun = 0, ofTheRunHere = 0;

private:
    const std::unique_ptr<Executor> m_executor;
};

ModelHandle modelOf(std::unique_ptr<Executor> executor, ResizeFn resize, int version = 1)
{
    auto model = std::make_shared<LoadedModel>();
    model->id = {"a model with a name that is long", version};
    model->detectors.push_back(std::make_unique<Detector>(std::move(executor), resize, DetectSettings{}));
    return model;
}

/// One station, its frames from a pool as a source takes them, judged on the thread that hands them over.
struct OneStation {
    static constexpr std::size_t kSpare = 8;

    FramePool pool{kSpare};
    InspectionPipeline pipeline{config(), [] {}, {}};
    Image picture;
    std::uint64_t frames = 0;

    OneStation(int width, int height) : picture(width, height)
    {
        // The pipeline keeps a frame every half second: the source has made as many long before.
        std::vector<std::shared_ptr<Frame>> all;
        for (std::size_t i = 0; i < kSpare; ++i)
            all.push_back(pool.acquire(width, height));
    }
    static StationConfig config()
    {
        StationConfig c;
        c.id = "station-1";
        c.rule.partLabel = kBottle;
        c.rule.requiredLabels = {kCap};
        c.rule.zoneBegin = 0;
        c.rule.zoneEnd = 1;
        return c;
    }
    void judgeOne()
    {
        const std::shared_ptr<Frame> frame = pool.acquire(picture.width(), picture.height());
        const ImageView shown = std::as_const(picture).view();
        std::memcpy(frame->image.view().pixels, shown.pixels, static_cast<std::size_t>(shown.strideBytes * shown.height));
        frame->sequence = ++frames;
        frame->capturedAt = std::chrono::steady_clock::now();
        pipeline.onFrame(frame);
        pipeline.judgeNext(0, [] { return false; });
    }
};

std::unique_ptr<ScriptedExecutor> scripted(const std::shared_ptr<ScriptedExecutor::Script> &script)
{
    return std::make_unique<ScriptedExecutor>(script, "f32", Labels{kBottle, kCap});
}

/// An executor that sees nothing, and waits while it is held.
class HeldExecutor final : public Executor {
public:
    HeldExecutor(NetworkInfo network, const std::atomic<bool> &held) : m_stub(std::move(network)), m_held(held) {}

    const ExecutorInfo &info() const noexcept override { return m_stub.info(); }
    const NetworkInfo &network() const noexcept override { return m_stub.network(); }
    std::span<float> input() noexcept override { return m_stub.input(); }
    Result<TensorView> run() override
    {
        m_held.wait(true);
        return m_stub.run();
    }

private:
    StubExecutor m_stub;
    const std::atomic<bool> &m_held;
};

}  // namespace

/// Once everything has been there, a frame is judged in memory that is there.
class TestAllocations : public QObject {
    Q_OBJECT

private slots:
    void every_way_to_ask_for_memory_is_counted()
    {
        const std::uint64_t before = allocationsOfThisThread();
        void *volatile memory = ::operator new(10);
        ::operator delete(memory);
        memory = ::operator new(10, std::align_val_t{64});
        ::operator delete(memory, std::align_val_t{64});
        memory = std::malloc(10);
        memory = std::realloc(memory, 20);
        std::free(memory);
        memory = std::calloc(10, 10);
        std::free(memory);
        memory = std::aligned_alloc(64, 64);
        std::free(memory);
        void *aligned = nullptr;
        QCOMPARE(posix_memalign(&aligned, 64, 10), 0);
        std::free(aligned);
        QCOMPARE(allocationsOfThisThread() - before, std::uint64_t{7});
    }

    void a_frame_is_judged_without_asking_for_memory()
    {
        OneStation station(64, 64);
        const auto script = std::make_shared<ScriptedExecutor::Script>();
        station.pipeline.setActive(modelOf(scripted(script), grey), false);
        const auto judge = [&](int bottles) {
            showBottles(static_cast<std::size_t>(bottles), script->output);
            station.judgeOne();
        };
        for (int i = 0; i < 20; ++i)
            judge(i % 3 == 0 ? 0 : 1);  // one bottle or none: what a full picture takes is not to be learnt from one
        const WhoAllocates asking;
        const std::uint64_t before = allocations();
        for (int i = 0; i < kFrames; ++i)
            judge(i % 3 == 0 ? 0 : static_cast<int>(kMost));
        const std::uint64_t asked = allocations() - before;
        QVERIFY2(asked == 0, asking.text().c_str());
        StationSnapshot seen;
        station.pipeline.fill(seen);
        QCOMPARE(seen.counters.judged, static_cast<std::uint64_t>(20 + kFrames));
        QCOMPARE(station.pipeline.newestJudged()->detections.items.size(), kMost);
        QVERIFY(seen.counters.failed > 0);
        QCOMPARE(seen.last.label, kCap);  // words that have no room in a string itself were said
    }

    void a_frame_is_compared_with_a_shadow_without_asking_for_memory()
    {
        OneStation station(64, 64);
        const auto script = std::make_shared<ScriptedExecutor::Script>(), ofShadow = std::make_shared<ScriptedExecutor::Script>();
        station.pipeline.setActive(modelOf(scripted(script), grey), false);
        station.pipeline.setShadow(modelOf(scripted(ofShadow), grey, 2));
        const auto judge = [&](int i) {  // parts of one frame each, on which the two differ
            showBottles(i % 2 == 0 ? 0 : kMost, script->output);
            showBottles(i % 2 == 0 ? 0 : kMost - 1, ofShadow->output);
            station.judgeOne();
        };
        constexpr int kFilled = 4 * static_cast<int>(DifferingFrames::kKept);  // frames until all that are kept are there
        for (int i = 0; i < kFilled; ++i)
            judge(i);
        const WhoAllocates asking;
        const std::uint64_t before = allocations();
        for (int i = 0; i < kFrames; ++i)
            judge(i);
        const std::uint64_t asked = allocations() - before;
        QVERIFY2(asked == 0, asking.text().c_str());
        StationSnapshot seen;
        station.pipeline.fill(seen);
        QCOMPARE(seen.shadowStats.compared, static_cast<std::uint64_t>(kFilled + kFrames));
        QCOMPARE(seen.shadowStats.differing, static_cast<std::uint64_t>((kFilled + kFrames) / 2));
        QCOMPARE(station.pipeline.differing().size(), DifferingFrames::kKept);
    }

    // The product's own executor, picture size and way to shrink it. What these libraries ask for is theirs; it must not grow.
    // The rest is done on this thread, and counted on it: OpenVINO's workers may still ask for memory after the run has returned.
    void with_openvino_only_the_libraries_ask_for_memory()
    {
        keepOpenCvSingleThreaded();
        auto runtime = OpenVinoRuntime::create();
        QVERIFY(runtime.ok());
        const auto file = readWeightFile(LINESIDE_SOURCE_DIR "/resources/weights/line-v1.pt");
        QVERIFY(file.ok());
        auto openVino = makeOpenVinoExecutor(*runtime, *file->network, {});
        QVERIFY(openVino.ok());
        auto counted = std::make_unique<CountedExecutor>(std::move(*openVino));
        const CountedExecutor &executor = *counted;
        OneStation station(1280, 720);
        station.pipeline.setActive(modelOf(std::move(counted), resizeBilinear), false);
        const DemoLine line({});
        std::vector<TruthBox> truth;
        const auto judge = [&](std::uint64_t i) {
            line.render(i, station.picture.view(), truth);
            const std::uint64_t before = allocationsOfThisThread();
            station.judgeOne();
            return allocationsOfThisThread() - before - executor.ofTheRunHere;
        };
        for (std::uint64_t i = 0; i < 10; ++i)
            judge(i);
        const WhoAllocates asking;
        std::uint64_t ofOpenVino = 0, ofTheRest = 0, found = 0;
        for (std::uint64_t i = 0; i < 60; ++i) {
            ofTheRest = std::max(ofTheRest, judge(100 + i));
            ofOpenVino = std::max(ofOpenVino, executor.ofTheRun);
            found += station.pipeline.newestJudged()->detections.items.size();
        }
        qInfo("a frame: %llu by OpenVINO, %llu by the rest", static_cast<unsigned long long>(ofOpenVino), static_cast<unsigned long long>(ofTheRest));
        QVERIFY(found > 60);
        QVERIFY2(ofTheRest <= kOpenCvResize, asking.text().c_str());
        QVERIFY2(ofOpenVino <= kOpenVinoInfer, asking.text().c_str());
    }

    // All threads that a frame meets in the engine: its source's, the one that watches that, the detector's; and the recorder.
    void no_thread_of_a_running_line_asks_for_memory()
    {
        std::atomic<bool> held{false};
        const QTemporaryDir folder;
        const Behaviour behaviour;
        StubLine line(folder.path().toStdString(), behaviour, [&](EngineParts &parts) {
            parts.executors.make = [&](const WeightFile &file, const ExecutorOptions &) -> Result<std::unique_ptr<Executor>> {
                return std::unique_ptr<Executor>(new HeldExecutor(file.network->info, held));
            };
        });
        QVERIFY(!line.offer(1, "a").refusal);
        QVERIFY(line.promote("a", 1).ok());
        const auto judged = [&] { return line.station("a").counters.judged; };
        const auto skipped = [&] { return line.station("a").counters.skipped; };
        QTRY_VERIFY_WITH_TIMEOUT(judged() >= 150, StubLine::kPatience);  // three seconds: the newest frames of some are kept
        held = true;  // then as many frames as can wait
        const std::uint64_t skippedBefore = skipped();
        QTRY_VERIFY_WITH_TIMEOUT(skipped() > skippedBefore + 3, StubLine::kPatience);
        held = false;
        held.notify_all();
        QTRY_VERIFY_WITH_TIMEOUT(judged() >= 180, StubLine::kPatience);

        const WhoAllocates asking;
        const auto before = allocationsByThread();
        const std::uint64_t judgedBefore = judged();
        QTRY_VERIFY_WITH_TIMEOUT(judged() >= judgedBefore + 100, StubLine::kPatience);
        auto after = allocationsByThread();
        for (const char *thread : {"source", "supervise", "inference", "recorder"}) {
            QVERIFY2(after.contains(thread), thread);
            QVERIFY2(after[thread] == before.at(thread), (std::string(thread) + asking.text()).c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestAllocations)
#include "tst_allocations.moc"
