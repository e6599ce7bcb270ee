// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/belt.h"

#include "common/servicewatch.h"
#include "engine/core/stubparts.h"
#include "engine/weights/tinycheckpoint.h"
#include "faults/changes.h"
#include "store/files.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <fstream>
#include <future>
#include <new>
#include <random>
#include <thread>

#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

namespace lineside::test {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr const char *kPoison = "poison";
constexpr std::chrono::microseconds kLook{500};
constexpr std::chrono::milliseconds kRun{15};

void say(Belt &belt, const std::string &what)
{
    if (belt.isWrong)
        return;
    std::strncpy(belt.wrong, what.c_str(), sizeof belt.wrong - 1);
    belt.isWrong = true;
}

/// Of a child process: told to the parent, and the end.
[[noreturn]] void fail(Belt &belt, const std::string &what)
{
    say(belt, what);
    ::_exit(1);
}

StationId idOf(int station)
{
    return std::string(1, static_cast<char>('a' + station));
}

/// Which part a picture is of; it is written into the picture, as a line would have it stand there.
struct PartNumber {
    std::uint64_t station = 0, part = 0;

    static PartNumber in(ImageView picture)
    {
        PartNumber number;
        if (picture.width * 4 >= static_cast<int>(sizeof number))
            std::memcpy(&number, picture.pixels, sizeof number);
        return number;
    }
};

/// A camera over a belt: each part comes once, at its time, and those that come while nobody looks are gone.
class BeltReader final : public PictureReader {
public:
    BeltReader(Belt &belt, int station) : m_belt(belt), m_station(station) {}
    Result<double> open() override { return kBeltFps; }
    Result<std::shared_ptr<Frame>> next(FramePool &pool) override
    {
        BeltStation &s = m_belt.stations[static_cast<std::size_t>(m_station)];
        const auto onBelt = static_cast<std::uint64_t>(std::chrono::duration<double>(Clock::now().time_since_epoch()).count() * kBeltFps);
        const PartNumber number{static_cast<std::uint64_t>(m_station), std::max(onBelt, s.taken + 1)};
        s.taken = number.part;
        auto frame = pool.acquire(64, 36);
        const MutableImageView view = frame->image.view();
        std::fill_n(view.pixels, view.strideBytes * view.height, std::uint8_t{0});
        std::memcpy(view.pixels, &number, sizeof number);
        return frame;
    }
    Result<void> rewind() override { return {}; }

private:
    Belt &m_belt;
    const int m_station;
};

Belt *s_belt = nullptr;  ///< of this process, which runs one engine: a function that resizes knows nothing else
thread_local bool t_inJob = false;

/// Knows which pictures are judged and which only serve to try a model out.
class TellingInference final : public Inference {
public:
    explicit TellingInference(std::unique_ptr<Inference> real) : m_real(std::move(real)) {}
    void setPipelines(Pipelines pipelines) override { m_real->setPipelines(std::move(pipelines)); }
    void wake() override { m_real->wake(); }
    void postJob(std::function<void()> job) override
    {
        m_real->postJob([job = std::move(job)] {
            t_inJob = true;
            job();
            t_inJob = false;
        });
    }
    std::optional<SteadyTime> busySince() const override { return m_real->busySince(); }
    bool idle() const override { return m_real->idle(); }

private:
    const std::unique_ptr<Inference> m_real;
};

class TellingThreads final : public EngineThreads {
public:
    std::shared_ptr<EndingTaskRunner> runner(const std::string &name, AtStop atStop, ThreadPriority priority) override { return m_real->runner(name, atStop, priority); }
    void runWithPriority(ThreadPriority priority, const std::string &name, const std::function<void()> &run) override { m_real->runWithPriority(priority, name, run); }
    std::unique_ptr<Inference> inference(int lanes, std::vector<std::vector<int>> processors) override
    {
        return std::make_unique<TellingInference>(m_real->inference(lanes, std::move(processors)));
    }
    std::shared_ptr<MemoryReturn> memory(std::function<void()> look, std::function<void()> giveBack) override
    {
        return m_real->memory(std::move(look), std::move(giveBack));
    }
    std::unique_ptr<StationSource> source(const SourceConfig &config, const FrameSourceFactory &factory, const lineside::Clock &clock) override
    {
        return m_real->source(config, factory, clock);
    }

private:
    const std::shared_ptr<EngineThreads> m_real = realThreads();
};

bool judgesHere()
{
    char name[16] = {};
    ::pthread_getname_np(::pthread_self(), name, sizeof name);
    return name == std::string("inference") && !t_inJob;
}

/// A detector takes a picture. Another model may look at it later: that is no second verdict.
void begin(Belt &belt, const PartNumber &number)
{
    if (number.station >= kBeltStations || !judgesHere())
        return;
    BeltStation &s = belt.stations[number.station];
    const std::uint64_t count = s.begunCount;
    if (count > 0 && number.part <= s.begun[(count - 1) % s.begun.size()])
        return;
    s.begun[count % s.begun.size()] = number.part;
    s.begunCount = count + 1;
}

/// Takes its time, so that pictures are in hand at any moment; ends the program where it is the poisonous one.
class BeltExecutor final : public Executor {
public:
    BeltExecutor(NetworkInfo network, const Belt &belt) : m_poisonous(network.labels.at(0) == kPoison), m_stub(std::move(network)), m_belt(belt) {}
    const ExecutorInfo &info() const noexcept override { return m_stub.info(); }
    const NetworkInfo &network() const noexcept override { return m_stub.network(); }
    std::span<float> input() noexcept override { return m_stub.input(); }
    Result<TensorView> run() override
    {
        if (m_poisonous && m_belt.armed)
            ::raise(SIGSEGV);
        std::this_thread::sleep_for(kRun);
        return m_stub.run();
    }

private:
    const bool m_poisonous;
    StubExecutor m_stub;
    const Belt &m_belt;
};

class BeltLine {
public:
    BeltLine(const fs::path &dataDir, const SafeModeRule &rule, Belt &belt) : m_dataDir(dataDir), m_belt(belt), m_engine(parts(dataDir, rule, belt), m_thread)
    {
        for (BeltStation &s : m_belt.stations)
            s.begunCount = s.judgedCount = 0, s.asked = s.answered = s.judgedBy = 0;
        if (const auto started = m_engine.start(); !started)
            fail(belt, "the engine did not start: " + started.error().detail);
        belt.safe = m_engine.snapshot()->safeMode.has_value();
        for (int i = 0; i < kBeltStations; ++i)
            m_belt.stations[static_cast<std::size_t>(i)].cameUp = versionOf(station(i).active);
        m_poll = std::jthread([this](const std::stop_token &stop) { poll(stop); });
    }
    ~BeltLine() { m_poll = {}; }

    LocalEngine &engine() { return m_engine; }
    StationSnapshot station(int i) const { return m_engine.snapshot()->stations.at(static_cast<std::size_t>(i)); }

    void check()
    {
        for (const HistoryEvent &e : m_engine.history(1000)) {
            if (e.kind == EventKind::Started)
                break;
            if (e.kind == EventKind::NotRead || e.kind == EventKind::ModelFailed)
                fail(m_belt, std::string("at the start: ") + toString(e.kind) + " " + e.file + " " + e.detail);
        }
        const EngineSnapshotPtr now = m_engine.snapshot();
        for (const ModelSnapshot &m : now->models) {
            const auto hash = hashFile(m_dataDir / "models" / m.id.name / std::to_string(m.id.version) / "weights");
            if (!hash || *hash != m.sha256)
                fail(m_belt, m.id.text() + " is not what its card says: " + (hash ? "other bytes" : hash.error().detail));
        }
        if (const std::string left = leftBehind(m_dataDir); !left.empty())
            fail(m_belt, left);
        m_belt.checked = true;
    }

    std::optional<ModelId> import(const fs::path &file, int to)
    {
        m_belt.phase = BeltPhase::Import;
        const CandidateId id = m_engine.offerFile(file, idOf(to));
        for (;;) {
            const EngineSnapshotPtr now = m_engine.snapshot();
            const auto c = std::ranges::find(now->candidates, id, &CandidateSnapshot::id);
            if (c != now->candidates.end() && c->finished) {
                if (c->refusal)
                    fail(m_belt, std::string("refused: ") + toString(c->refusal->reason) + " " + c->refusal->detail);
                m_engine.dismissCandidate(id);
                m_belt.phase = BeltPhase::Between;
                return c->model;
            }
            std::this_thread::sleep_for(kLook);
        }
    }
    void promote(int at, const ModelId &model)
    {
        if (station(at).active == model)
            return;
        change(BeltPhase::Promote, at, model, [&](Engine::Done done) { m_engine.promote(idOf(at), model, std::move(done)); });
    }
    void rollBack(int at)
    {
        if (const auto before = station(at).previous)
            change(BeltPhase::RollBack, at, *before, [&](Engine::Done done) { m_engine.rollBack(idOf(at), std::move(done)); });
    }
    /// What nobody needs, so that its file is new again when it comes.
    void removeOne()
    {
        const EngineSnapshotPtr now = m_engine.snapshot();
        for (const ModelSnapshot &m : now->models) {
            if (m.activeAt.empty() && m.previousAt.empty() && m.offeredAt.empty()) {
                carryOut(BeltPhase::Remove, [&](Engine::Done done) { m_engine.removeModel(m.id, std::move(done)); });
                return;
            }
        }
    }

private:
    static int versionOf(const std::optional<ModelId> &model) { return model ? model->version : 0; }

    static EngineParts parts(const fs::path &dataDir, const SafeModeRule &rule, Belt &belt)
    {
        static const SystemClock clock;
        fs::create_directories(dataDir);
        EngineParts parts = stubParts(dataDir, clock);
        parts.threads = std::make_shared<TellingThreads>();
        parts.safeMode = rule;
        const StationConfig like = parts.defaultStations.at(0);
        parts.defaultStations.clear();
        for (int i = 0; i < kBeltStations; ++i) {
            StationConfig s = like;
            s.id = s.name = idOf(i);
            s.source.demoStation = i;
            s.source.targetFps = kBeltFps;
            s.healthCheck = false;  // nobody but the one who asks changes a model here
            parts.defaultStations.push_back(s);
        }
        parts.sources = [&belt](const SourceConfig &config) -> Result<std::unique_ptr<FrameSource>> {
            return std::unique_ptr<FrameSource>(new PacedSource(std::make_unique<BeltReader>(belt, config.demoStation), PlaySettings{config.targetFps}));
        };
        s_belt = &belt;
        parts.resize = [](ImageView from, MutableImageView to) {
            begin(*s_belt, PartNumber::in(from));
            std::fill_n(to.pixels, to.strideBytes * to.height, std::uint8_t{0});
        };
        parts.executors.make = [&belt](const WeightFile &file, const ExecutorOptions &) -> Result<std::unique_ptr<Executor>> {
            return std::unique_ptr<Executor>(new BeltExecutor(file.network->info, belt));
        };
        return parts;
    }
    template <class Command>
    void change(BeltPhase phase, int at, const ModelId &to, Command &&command)
    {
        BeltStation &s = m_belt.stations[static_cast<std::size_t>(at)];
        s.asked = to.version;
        if (carryOut(phase, command))
            s.answered = to.version;
    }
    template <class Command>
    bool carryOut(BeltPhase phase, Command &&command)
    {
        m_belt.phase = phase;
        std::promise<Result<void>> answer;
        command([&](Result<void> result) { answer.set_value(std::move(result)); });
        const Result<void> result = answer.get_future().get();
        m_belt.phase = BeltPhase::Between;
        m_belt.changes += result.ok();
        if (!result && result.error().code != ErrorCode::Busy)  // a removal of what is used after all
            fail(m_belt, "not done: " + result.error().detail);
        return result.ok();
    }

    /// Takes every verdict as whoever stands at the line would get it.
    void poll(const std::stop_token &stop)
    {
        std::array<JudgedFramePtr, kBeltStations> last;
        while (!stop.stop_requested()) {
            bool all = true;
            for (int i = 0; i < kBeltStations; ++i) {
                const auto index = static_cast<std::size_t>(i);
                BeltStation &s = m_belt.stations[index];
                const auto judged = m_engine.feed(idOf(i))->newestJudged();
                if (judged && judged != last[index])
                    note(s, i, *judged);
                last[index] = judged;
                all = all && s.judgedBy > 0;
            }
            if (all)
                m_belt.running = true;
            std::this_thread::sleep_for(kLook);
        }
    }
    void note(BeltStation &s, int station, const JudgedFrame &judged)
    {
        const PartNumber number = PartNumber::in(judged.frame->image.view());
        if (number.station != static_cast<std::uint64_t>(station))
            say(m_belt, "a verdict of another station");
        if (number.part <= s.judged)
            say(m_belt, "part " + std::to_string(number.part) + " of station " + idOf(station) + " was judged twice, or after a later one");
        s.judged = number.part;
        ++s.verdicts;
        // Verdicts of a station come in the order of its pictures: what was begun before this one has had its verdict.
        const std::uint64_t count = s.begunCount;
        for (std::uint64_t back = count; back > 0 && count - back < s.begun.size(); --back) {
            if (s.begun[(back - 1) % s.begun.size()] == number.part) {
                s.judgedCount = back;
                break;
            }
        }
        s.judgedBy = judged.judgement.model.version;
    }

    const fs::path m_dataDir;
    Belt &m_belt;
    ThreadTaskRunner m_thread{"engine", AtStop::FinishWaiting};
    LocalEngine m_engine;
    std::jthread m_poll;
};

void fill(BeltLine &line, const std::vector<fs::path> &files)
{
    for (std::size_t f = 0; f < 2; ++f) {
        for (int i = 0; i < kBeltStations; ++i) {
            if (const auto model = line.import(files.at(f), i))
                line.promote(i, *model);
        }
    }
}

void changeWithoutEnd(BeltLine &line, const std::vector<fs::path> &files, std::uint64_t seed, const Belt &belt)
{
    std::mt19937_64 random(seed);
    while (!belt.end) {
        const int at = static_cast<int>(random() % kBeltStations);
        switch (random() % 4) {
        case 0: line.rollBack(at); break;
        case 1: line.removeOne(); break;
        default:
            if (const auto model = line.import(files.at(random() % files.size()), at))
                line.promote(at, *model);
        }
    }
}

void poisonIt(BeltLine &line, const fs::path &poison, Belt &belt)
{
    const auto wait = [&](const std::function<bool()> &until) {
        while (!until() && !belt.end)
            std::this_thread::sleep_for(kLook);
    };
    if (!belt.safe) {
        wait([&] {
            const auto now = line.engine().snapshot();
            return std::ranges::all_of(now->stations, [](const StationSnapshot &s) { return s.proven && s.proven == s.active; });
        });
        const auto model = line.import(poison, 0);
        belt.armed = true;
        line.promote(0, *model);
    }
    wait([] { return false; });
}

}  // namespace

std::shared_ptr<Belt> sharedBelt()
{
    void *memory = ::mmap(nullptr, sizeof(Belt), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        throw std::bad_alloc();
    return {new (memory) Belt, [](Belt *belt) { ::munmap(belt, sizeof(Belt)); }};
}

fs::path poisonousFile(const fs::path &folder)
{
    TinyCheckpoint tiny;
    tiny.labels.at(0) = kPoison;
    const fs::path file = folder / "tiny-v99.pt";
    std::ofstream(file, std::ios::binary) << tiny.bytes();
    return file;
}

void runBelt(const fs::path &dataDir, const std::vector<fs::path> &files, const fs::path &poison, BeltWork work, std::uint64_t seed, const SafeModeRule &rule,
             Belt &belt)
{
    spdlog::set_level(spdlog::level::off);
    BeltLine line(dataDir, rule, belt);
    const ServiceWatch watch(line.engine());
    if (work == BeltWork::Fill)
        return fill(line, files);
    while (!belt.running && !belt.end)
        std::this_thread::sleep_for(kLook);
    line.check();
    if (work == BeltWork::Change)
        changeWithoutEnd(line, files, seed, belt);
    else
        poisonIt(line, poison, belt);
}

}  // namespace lineside::test
