// SPDX-License-Identifier: GPL-3.0-or-later
// No room for two models: by policy the new one is refused, or the old one is released first and the station pauses.
#include "base/megabytes.h"
#include "engine/core/stubline.h"
#include "model/vetting.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = StubLine::kPatience;
constexpr std::uint64_t kHeavy = 64 * kMegabyte;

/// Takes memory that can be measured.
class HeavyExecutor final : public Executor {
public:
    HeavyExecutor(NetworkInfo network, const Behaviour &behaviour, std::atomic<int> &alive)
        : m_inner(std::move(network), behaviour), m_alive(alive), m_weight(kHeavy, 1)
    {
        ++m_alive;
    }
    ~HeavyExecutor() override { --m_alive; }
    const ExecutorInfo &info() const noexcept override { return m_inner.info(); }
    const NetworkInfo &network() const noexcept override { return m_inner.network(); }
    std::span<float> input() noexcept override { return m_inner.input(); }
    Result<TensorView> run() override { return m_inner.run(); }

private:
    BehavingExecutor m_inner;
    std::atomic<int> &m_alive;
    std::vector<char> m_weight;
};

/// A line on a device with room for one model, at two stations.
struct NarrowLine {
    explicit NarrowLine(MemoryPolicy policy, int stations = 1) : m_policy(policy), m_stations(stations) {}

    QTemporaryDir dir;
    const std::uint64_t needed = neededBy(fs::path(dir.path().toStdString()) / "any.pt");  ///< before the line asks how much there is
    std::atomic<int> alive{0}, most{0};
    std::atomic<bool> refuseMaking{false};
    Behaviour behaviour;
    MemoryPolicy m_policy;
    int m_stations;
    StubLine line{fs::path(dir.path().toStdString()), behaviour, [this](EngineParts &parts) {
                      parts.loading.memory = m_policy;
                      parts.defaultStations[0].healthCheck = false;
                      for (int i = 1; i < m_stations; ++i) {
                          parts.defaultStations.push_back(parts.defaultStations[0]);
                          parts.defaultStations.back().id = parts.defaultStations.back().name = std::string(1, static_cast<char>('a' + i));
                      }
                      parts.executors.make = [this](const WeightFile &file, const ExecutorOptions &) -> Result<std::unique_ptr<Executor>> {
                          if (refuseMaking.exchange(false))
                              return Error{ErrorCode::Internal, "not this one"};
                          auto made = std::make_unique<HeavyExecutor>(file.network->info, behaviour, alive);
                          most = std::max<int>(most, alive);
                          return std::unique_ptr<Executor>(std::move(made));
                      };
                      parts.memory = [this] {
                          MemoryInfo info = readMemoryInfo();
                          info.systemAvailable = roomLeft();
                          return info;
                      };
                  }};

    /// One model fits, and half of another.
    std::uint64_t roomLeft() const
    {
        const std::uint64_t whole = 256 * kMegabyte + needed / 2 + kHeavy, taken = static_cast<std::uint64_t>(alive.load()) * kHeavy;
        return whole > taken ? whole - taken : 0;
    }

private:
    /// By each of a StubLine's models.
    static std::uint64_t neededBy(const fs::path &file)
    {
        std::ofstream(file, std::ios::binary) << TinyCheckpoint().bytes();
        const auto read = readWeightFile(file, {});
        if (!read)
            qFatal("%s", read.error().detail.c_str());
        return estimateMemory(*read);
    }
};

}  // namespace

class TestPause : public QObject {
    Q_OBJECT

private slots:
    void where_availability_is_first_the_new_model_is_refused_and_the_line_goes_on()
    {
        NarrowLine narrow(MemoryPolicy::AvailabilityFirst);
        QVERIFY(!narrow.line.offer(1, "a").refusal);
        QVERIFY(narrow.line.promote("a", 1));
        const auto second = narrow.line.offer(2, "a");
        QVERIFY(second.refusal);
        QCOMPARE(second.refusal->reason, RefusalReason::Memory);
        QCOMPARE(narrow.line.station("a").active, std::optional(ModelId{"tiny", 1}));
        QVERIFY(judges(narrow, 1));
    }
    void where_memory_is_first_it_waits_in_the_preview_and_says_that_the_station_would_pause()
    {
        NarrowLine narrow(MemoryPolicy::MemoryFirst);
        bringFirst(narrow);
        const auto second = narrow.line.offer(2, "a");
        QVERIFY2(!second.refusal, second.refusal ? toString(second.refusal->reason) : "");
        const StationSnapshot s = narrow.line.station("a");
        QCOMPARE(s.offered, std::optional(ModelId{"tiny", 2}));
        QVERIFY(s.offeredPauses);
        QVERIFY(s.offeredPauses->expectedMs > 0);
        QVERIFY(s.offeredPauses->neededBytes + 256 * kMegabyte > s.offeredPauses->freeBytes);
        QCOMPARE(narrow.line.stateOf({"tiny", 2}), ModelState::Offline);
        QVERIFY(judges(narrow, 1));
    }
    void on_air_the_old_one_is_released_before_the_new_one_is_loaded_and_the_pause_is_measured()
    {
        NarrowLine narrow(MemoryPolicy::MemoryFirst);
        bringFirst(narrow);
        QVERIFY(!narrow.line.offer(2, "a").refusal);
        narrow.most = 0;
        QVERIFY(narrow.line.promote("a", 2));
        QVERIFY(judges(narrow, 2));
        QCOMPARE(narrow.most.load(), 1);  // never two
        const StationSnapshot s = narrow.line.station("a");
        QCOMPARE(s.active, std::optional(ModelId{"tiny", 2}));
        QCOMPARE(s.previous, std::optional(ModelId{"tiny", 1}));
        QVERIFY(!s.offered && !s.offeredPauses && !s.pausing);
        QVERIFY(s.counters.lost == 0);
        QTRY_VERIFY_WITH_TIMEOUT(narrow.line.station("a").lastSwap, kPatience);
        const SwapRecord swap = *narrow.line.station("a").lastSwap;
        QVERIFY(swap.pauseMs > 0 && swap.announcedMs > 0);
        QCOMPARE(swap.from, (ModelId{"tiny", 1}));
        QTRY_VERIFY_WITH_TIMEOUT(narrow.line.events(EventKind::Promoted)[0].swap, kPatience);  // newest first
        QVERIFY(narrow.line.events(EventKind::Promoted)[0].swap->pauseMs > 0);
    }
    void the_way_back_pauses_too_and_says_so_before()
    {
        NarrowLine narrow(MemoryPolicy::MemoryFirst);
        bringFirst(narrow);
        QVERIFY(!narrow.line.offer(2, "a").refusal);
        QVERIFY(narrow.line.promote("a", 2));
        QVERIFY(judges(narrow, 2));
        QVERIFY(narrow.line.station("a").previousPauses);
        narrow.most = 0;
        QVERIFY(narrow.line.rollBack("a"));
        QVERIFY(judges(narrow, 1));
        QCOMPARE(narrow.most.load(), 1);
        QCOMPARE(narrow.line.station("a").previous, std::optional(ModelId{"tiny", 2}));
    }
    void a_new_model_that_is_refused_after_the_release_gives_way_to_the_one_before()
    {
        NarrowLine narrow(MemoryPolicy::MemoryFirst);
        bringFirst(narrow);
        QVERIFY(!narrow.line.offer(2, "a").refusal);
        narrow.refuseMaking = true;
        QVERIFY(!narrow.line.promote("a", 2));
        QTRY_VERIFY_WITH_TIMEOUT(!narrow.line.station("a").pausing, kPatience);
        QVERIFY(judges(narrow, 1));
        QCOMPARE(narrow.line.station("a").active, std::optional(ModelId{"tiny", 1}));
        QCOMPARE(narrow.line.events(EventKind::Refused).size(), std::size_t{1});
    }
    void what_another_station_runs_is_not_released_so_the_new_one_is_refused()
    {
        NarrowLine narrow(MemoryPolicy::MemoryFirst, 2);
        bringFirst(narrow);
        QVERIFY(narrow.line.offerModel("b", 1));
        QVERIFY(narrow.line.promote("b", 1));
        const auto second = narrow.line.offer(2, "a");
        QVERIFY(second.refusal);
        QCOMPARE(second.refusal->reason, RefusalReason::Memory);
        QVERIFY(judges(narrow, 1));
    }
    void a_model_of_the_library_is_offered_in_the_same_way_and_withdrawn()
    {
        NarrowLine narrow(MemoryPolicy::MemoryFirst);
        bringFirst(narrow);
        QVERIFY(!narrow.line.offer(2, "a").refusal);
        QVERIFY(narrow.line.carryOut([&](Engine::Done done) { narrow.line->withdrawOffer("a", done); }));
        QVERIFY(!narrow.line.station("a").offered);
        QVERIFY(narrow.line.offerModel("a", 2));
        QVERIFY(narrow.line.station("a").offeredPauses);
    }
    void while_it_pauses_another_change_is_answered_with_busy()
    {
        NarrowLine narrow(MemoryPolicy::MemoryFirst);
        bringFirst(narrow);
        QVERIFY(!narrow.line.offer(2, "a").refusal);
        std::promise<Result<void>> first;
        std::promise<Result<void>> second;
        narrow.line->promote("a", {"tiny", 2}, [&](Result<void> r) { first.set_value(std::move(r)); });
        narrow.line->promote("a", {"tiny", 2}, [&](Result<void> r) { second.set_value(std::move(r)); });
        QCOMPARE(second.get_future().get().error().code, ErrorCode::Busy);
        QVERIFY(first.get_future().get());
    }
    void after_a_restart_it_waits_in_the_preview_as_before()
    {
        QTemporaryDir dir;
        NarrowLine narrow(MemoryPolicy::MemoryFirst);
        bringFirst(narrow);
        QVERIFY(!narrow.line.offer(2, "a").refusal);
        // The same data, a program that begins: what it loads first takes the room.
        const fs::path data = fs::path(narrow.dir.path().toStdString()) / "data", copy = fs::path(dir.path().toStdString()) / "data";
        QTRY_VERIFY_WITH_TIMEOUT(fs::exists(data / "state.json"), kPatience);
        QVERIFY(narrow.line.carryOut([&](Engine::Done done) { narrow.line->applyVetting({}, done); }));  // all before it is written
        fs::copy(data, copy, fs::copy_options::recursive);
        std::atomic<int> alive{0};
        const Behaviour behaviour;
        const std::uint64_t needed = narrow.needed;
        StubLine again(dir.path().toStdString(), behaviour, [&](EngineParts &parts) {
            parts.loading.memory = MemoryPolicy::MemoryFirst;
            parts.executors.make = [&](const WeightFile &read, const ExecutorOptions &) -> Result<std::unique_ptr<Executor>> {
                return std::unique_ptr<Executor>(new HeavyExecutor(read.network->info, behaviour, alive));
            };
            parts.memory = [&alive, needed] {
                MemoryInfo info = readMemoryInfo();
                info.systemAvailable = 256 * kMegabyte + needed / 2 + kHeavy - std::min<std::uint64_t>(kHeavy, static_cast<std::uint64_t>(alive.load()) * kHeavy);
                return info;
            };
        });
        QTRY_VERIFY_WITH_TIMEOUT(again.station("a").offeredPauses, kPatience);
        QCOMPARE(again.station("a").offered, std::optional(ModelId{"tiny", 2}));
        QVERIFY(again.events(EventKind::ModelFailed).empty());
    }

private:
    static void bringFirst(NarrowLine &narrow)
    {
        QVERIFY(!narrow.line.offer(1, "a").refusal);
        QVERIFY(narrow.line.promote("a", 1));
        QVERIFY(judges(narrow, 1));
    }
    /// A picture is judged by that version, from now on.
    static bool judges(NarrowLine &narrow, int version)
    {
        const auto feed = narrow.line->feed("a");
        const auto since = std::chrono::steady_clock::now();
        return QTest::qWaitFor(
            [&] {
                const JudgedFramePtr judged = feed->newestJudged();
                return judged && judged->judgedAt > since && judged->judgement.model == ModelId{"tiny", version};
            },
            kPatience);
    }
};

QTEST_GUILESS_MAIN(TestPause)
#include "tst_pause.moc"
