// SPDX-License-Identifier: GPL-3.0-or-later
// Models come and go in every order: commands, loads, frames and what is lost meanwhile, by schedules that a seed decides.
// LINESIDE_SCHEDULES=FIRST:COUNT plays those seeds instead of the first ten thousand; one that fails is named, and fails again.
// Built for the thread sanitizer each actor has a thread of its own, so that a lock that is missing is found in any order.
#include "engine/core/operator.h"
#include "engine/core/scheduledthreads.h"
#include "store/configfile.h"
#include "store/files.h"
#include "store/starts.h"

#include <spdlog/spdlog.h>

#include <QTemporaryDir>
#include <QtTest>

#include <map>
#include <set>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kSeeds = 10'000;
constexpr int kMostTurns = 100'000;
constexpr int kMostToldOf = 5;
const BootMoment kStart{"boot", 100'000};  ///< of every engine

/// An engine on a schedule, in a folder that outlives it.
class ScheduledLine {
public:
    ScheduledLine(Schedule &schedule, Surroundings &around, ScheduledThreads &threads, const fs::path &folder)
        : m_schedule(schedule), m_thread(schedule, AtStop::FinishWaiting)
    {
        EngineParts parts = around.parts(folder, m_clock);
        parts.defaultStations = storyStations();
        parts.moment = [] { return kStart; };
        parts.threads = std::shared_ptr<EngineThreads>(std::shared_ptr<EngineThreads>(), &threads);
        m_engine = std::make_unique<LocalEngine>(std::move(parts), m_thread);
        m_thread.runAtOnce(true);
        if (const auto started = m_engine->start(); !started)
            qFatal("%s", started.error().detail.c_str());
        m_thread.runAtOnce(false);
    }
    ~ScheduledLine()
    {
        m_thread.runAtOnce(true);
        m_engine.reset();
    }
    LocalEngine *operator->() { return m_engine.get(); }
    LocalEngine &engine() { return *m_engine; }

    /// False: it never comes to rest.
    bool settle()
    {
        for (int turns = 0; turns < kMostTurns; ++turns) {
            if (!m_schedule.step())
                return true;
        }
        return false;
    }

private:
    Schedule &m_schedule;
    const SystemClock m_clock;
    ScheduledRunner m_thread;
    std::unique_ptr<LocalEngine> m_engine;
};

/// Everything of one seed: what is around the engine, and what was seen of its frames.
class Play : private Schedule::Actor {
public:
    Play(std::uint64_t seed, const fs::path &beginning, const fs::path &folder)
        : m_story(static_cast<Story>(seed % kStories)), m_schedule(seed), m_threads(m_schedule, m_around), m_data(folder / "data"), m_files(folder)
    {
        fs::remove_all(folder);
        fs::create_directories(folder);
        if (!beginning.empty())
            fs::copy(beginning, m_data, fs::copy_options::recursive);
        if (!beginning.empty() && seed / kStories % 4 == 0)  // it begins in safe mode, with what judges alone
            QVERIFY(replaceFile(m_data / "starts.json", formatStarts(Starts(5, kStart))));
        m_around.takesTime = [this] { m_schedule.giveWay(); };
        int number = 0;
        for (const StationConfig &s : storyStations())
            m_threads.cameras[s.source.location].station = ++number;
        m_threads.judging = [this](const InspectionPipeline &pipeline) {
            const ModelHandle active = pipeline.active();
            const Unseen unseen;
            m_onAir = active->id;
            m_first = true;
        };
        m_around.judges = [this](int version, PictureMark mark) { judged(version, mark); };
        m_around.makes = [this](int version) { made(version); };
    }
    ~Play() override
    {
        if (m_operator)
            m_schedule.remove(*this);
    }

    /// Empty, or what went wrong.
    std::string complaint()
    {
        std::map<StationId, std::optional<ModelId>> active;
        {
            ScheduledLine line(m_schedule, m_around, m_threads, m_data);
            m_operator.emplace(line.engine(), m_around, m_files, mishaps());
            m_commands = 5 + static_cast<int>(m_schedule.roll(20));
            m_schedule.add(*this);
            m_engine = &line.engine();
            if (!line.settle())
                return "it does not come to rest";
            bringBack();
            if (!line.settle())
                return "it does not come to rest after all is back";
            order();
            if (auto complaint = m_operator->complaint(); !complaint.empty())
                return complaint;
            if (auto complaint = ofStations(line); !complaint.empty())
                return complaint;
            for (const auto seen = line->snapshot(); const StationSnapshot &s : seen->stations)
                active[s.config.id] = s.active;
            m_engine = nullptr;
        }
        for (const auto &alive : m_around.alive) {
            if (alive != 0)
                return "a model outlives the engine";
        }
        return m_schedule.roll(4) == 0 ? afterRestart(active) : m_wrong;
    }
    std::string told() const { return m_operator ? m_operator->told() : std::string(); }

    /// What each seed begins with: three versions, of which one is offered, one the model before and a shadow, and one runs.
    static void prepare(const fs::path &folder)
    {
        Play play(0, {}, folder);
        ScheduledLine line(play.m_schedule, play.m_around, play.m_threads, play.m_data);
        const auto granted = [](const Result<void> &answer) {
            if (!answer)
                qFatal("%s", answer.error().detail.c_str());
        };
        for (const int version : {1, 2, 3}) {
            line->offerFile(Surroundings::write(play.m_files, version), "a");
            play.m_schedule.settle();
            if (version < 3)
                line->promote("a", {"tiny", version}, granted);
            play.m_schedule.settle();
        }
        line->setShadow("a", ModelId{"tiny", 1}, granted);
        line->offerModel("b", {"tiny", 2}, granted);
        play.m_schedule.settle();
        line->promote("b", {"tiny", 2}, granted);
        play.m_schedule.settle();
    }

private:
    // The operator
    bool ready() const override { return m_commands > 0; }
    void act() override
    {
        {
            const Unseen unseen;
            --m_commands;
        }
        m_operator->command(m_story, [this](std::uint64_t below) { return m_schedule.roll(below); });
    }
    Mishaps mishaps()
    {
        const auto unseen = [](const auto &change) {
            return [change](const auto &...of) {
                const Unseen hidden;
                change(of...);
            };
        };
        return {unseen([this](const std::string &camera, bool there) { m_threads.cameras[camera].there = there; }),
                unseen([this](const std::string &camera, int count) { m_threads.cameras[camera].waiting += count; }), unseen([this] { ++m_threads.seconds; })};
    }

    void judged(int version, PictureMark mark)
    {
        if (!m_threads.judgesNow())
            return made(version);
        const Unseen unseen;
        if (!std::exchange(m_first, false))
            return;  // the shadow on the same frame
        if (m_onAir != ModelId{"tiny", version})
            m_wrong = m_onAir.text() + " is on air and tiny " + std::to_string(version) + " judges";
        if (!m_judged.insert(mark).second)
            m_wrong = "picture " + std::to_string(mark.number) + " of station " + std::to_string(mark.station) + " was judged twice";
        m_judgedBy[mark.station] = version;
    }
    /// A step of a load, before which it is looked whether anybody still wants it.
    void made(int version)
    {
        const LocalEngine *const engine = [this] {
            const Unseen unseen;
            return m_engine;
        }();
        if (!engine)
            return;
        const auto seen = engine->snapshot();
        const ModelId model{"tiny", version};
        const std::string file = "tiny-v" + std::to_string(version) + ".pt";
        const bool loading = std::ranges::any_of(seen->models, [&](const ModelSnapshot &m) { return m.id == model && m.state == ModelState::Loading; });
        const bool offered = std::ranges::any_of(seen->candidates, [&](const CandidateSnapshot &c) { return c.fileName == file && !c.finished && !c.cancelling; });
        const Unseen unseen;
        if (!loading && !offered)
            m_wrong = model.text() + " is loaded for nobody";
    }
    void bringBack()
    {
        const Unseen unseen;
        m_around.deviceLost = false;
        m_judgedBy.clear();
        for (auto &[location, camera] : m_threads.cameras) {
            camera.there = true;
            ++camera.waiting;
        }
    }
    std::string ofStations(ScheduledLine &line) const
    {
        if (!m_wrong.empty())
            return m_wrong;
        for (const auto seen = line->snapshot(); const StationSnapshot &s : seen->stations) {
            if (s.source.state != SourceState::Running)
                return s.config.id + " does not say that its camera is back";
            const auto by = m_judgedBy.find(m_threads.cameras.at(s.config.source.location).station);
            // What could not be brought into memory while the device was lost waits for somebody.
            const bool notLoaded = s.active && s.activeSince == WallTime() && m_operator->deviceWasLost();
            if (s.active && !notLoaded && (by == m_judgedBy.end() || by->second != s.active->version))
                return s.config.id + " has " + s.active->text() + " on air, and another one judges or none";
            if (!s.active && by != m_judgedBy.end())
                return s.config.id + " has no model, and one judges";
        }
        return {};
    }
    std::string afterRestart(const std::map<StationId, std::optional<ModelId>> &active)
    {
        ScheduledLine line(m_schedule, m_around, m_threads, m_data);
        if (!line.settle())
            return "it does not come to rest after a restart";
        bringBack();
        if (!line.settle())
            return "it does not come to rest after a restart";
        for (const auto seen = line->snapshot(); const StationSnapshot &s : seen->stations) {
            if (s.active != active.at(s.config.id))
                return s.config.id + " came back with another model";
            if (s.active && s.activeSince == WallTime())
                return s.config.id + " came back without its model";
        }
        return ofStations(line);
    }

    const Story m_story;
    Schedule m_schedule;
    Surroundings m_around;
    ScheduledThreads m_threads;
    const fs::path m_data, m_files;
    std::optional<test::Operator> m_operator;
    int m_commands = 0;
    LocalEngine *m_engine = nullptr;  ///< whose loads are looked at
    ModelId m_onAir;
    bool m_first = false;
    std::set<PictureMark> m_judged;
    std::map<int, int> m_judgedBy;  ///< version, by station
    std::string m_wrong;
};

/// Nothing here is about what disks do, and memory is quicker.
fs::path folderFor(const QTemporaryDir &dir)
{
    return fs::path(dir.path().toStdString());
}
QString placeForFolders()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + QStringLiteral("/lineside-schedules-XXXXXX");
}

}  // namespace

class TestSchedules : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        spdlog::set_level(spdlog::level::off);  // what is lost on purpose
        QVERIFY(m_dir.isValid());
        Play::prepare(folderFor(m_dir) / "beginning");
    }

    void whatever_the_order_every_promise_is_kept()
    {
        std::uint64_t first = 0, count = kSeeds;
        if (const QStringList range = qEnvironmentVariable("LINESIDE_SCHEDULES").split(QLatin1Char(':')); range.size() == 2) {
            first = range[0].toULongLong();
            count = range[1].toULongLong();
        }
        int failed = 0;
        for (std::uint64_t seed = first; seed < first + count && failed < kMostToldOf; ++seed) {
            Play play(seed, folderFor(m_dir) / "beginning/data", folderFor(m_dir) / "line");
            const std::string complaint = play.complaint();
            if (complaint.empty())
                continue;
            ++failed;
            qWarning("LINESIDE_SCHEDULES=%llu:1: %s\n%s", static_cast<unsigned long long>(seed), complaint.c_str(), play.told().c_str());
        }
        QCOMPARE(failed, 0);
    }

private:
    const QTemporaryDir m_dir{placeForFolders()};
};

QTEST_GUILESS_MAIN(TestSchedules)
#include "tst_schedules.moc"
