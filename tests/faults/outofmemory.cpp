// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/outofmemory.h"

#include "engine/core/stubparts.h"
#include "faults/changes.h"
#include "faults/failingnew.h"
#include "faults/tracedprocess.h"
#include "vet/vetprocess.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstring>
#include <future>
#include <random>
#include <thread>

#include <sys/mman.h>
#include <unistd.h>

namespace lineside::test {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kRow = 50;
constexpr unsigned kPatience = 60;  // seconds for one point
const StationId kStation = "a";

enum class What { Import, Library };
const char *toString(What what)
{
    return what == What::Import ? "import" : "load from the library";
}

/// What the child says of the point that it is at.
struct Said {
    std::atomic<std::uint64_t> at{0}, made{0};   ///< made: requests of a load that was not disturbed
    std::atomic<std::uint64_t> points{0}, refusals{0}, done{0};
    char wrong[1024] = {};
};

/// An engine with one model on air and a second to load. In a child process.
class Line {
public:
    Line(const fs::path &data, const std::vector<fs::path> &files, Said &said) : m_file(files[1]), m_said(said), m_engine(parts(data), m_thread)
    {
        if (!m_engine.start())
            fail("the engine did not start");
        const auto first = offer(files[0]);
        if (first.refusal || !promote(*first.model))
            fail("no model on air");
        awaitVerdict();
    }

    /// The requests for memory that one such load makes.
    std::uint64_t requests(What what)
    {
        prepare(what);
        failAllocations(~0ULL - 1, 1, "loader");
        if (const auto refusal = load(what))
            fail(std::string("without a fault: ") + toString(refusal->reason));
        const std::uint64_t made = stopFailing();
        clean(what);
        return made;
    }

    void point(What what, std::uint64_t k, std::uint64_t count)
    {
        m_said.at = k;
        ::alarm(kPatience);
        prepare(what);
        failAllocations(k, count, "loader");
        const auto refusal = load(what);
        const std::uint64_t made = stopFailing();
        if (refusal && refusal->reason != RefusalReason::Memory)
            fail(std::string("refused as ") + lineside::toString(refusal->reason) + ", " + refusal->detail);
        awaitVerdict();
        // The copy that was given up goes on the loader's thread.
        (void)carryOut([&](Engine::Done done) { m_engine.removeModel({"nobody", 1}, std::move(done)); });
        if (refusal && !fs::is_empty(m_data / "staging"))
            fail("something is left in staging");
        if (const auto again = refusal ? load(what) : std::nullopt)
            fail(std::string("with memory again refused as ") + lineside::toString(again->reason) + ", " + again->detail);
        clean(what);
        if (made < k)
            return;  // there were fewer this time
        ++m_said.points;
        ++(refusal ? m_said.refusals : m_said.done);
    }

private:
    EngineParts parts(const fs::path &data)
    {
        static const SystemClock clock;
        m_data = data;
        fs::create_directories(data);
        EngineParts parts = stubParts(data, clock);
        parts.defaultStations[0].source.targetFps = 200;
        return parts;
    }
    [[noreturn]] void fail(const std::string &what)
    {
        stopFailing();
        std::strncpy(m_said.wrong, what.c_str(), sizeof m_said.wrong - 1);
        ::_exit(1);
    }
    CandidateSnapshot offer(const fs::path &file)
    {
        const CandidateId id = m_engine.offerFile(file, kStation);
        for (;; pause()) {
            const EngineSnapshotPtr now = m_engine.snapshot();
            for (const CandidateSnapshot &c : now->candidates) {
                if (c.id == id && c.finished) {
                    m_engine.dismissCandidate(id);
                    return c;
                }
            }
        }
    }
    std::optional<Refusal> load(What what)
    {
        if (what == What::Import)
            return offer(m_file).refusal;
        const auto done = carryOut([&](Engine::Done answer) { m_engine.offerModel(kStation, *m_second, std::move(answer)); });
        return done ? std::nullopt : done.error().refusal;
    }
    /// In the library and in memory as the load finds it.
    void prepare(What what)
    {
        if (what == What::Import || m_second)
            return;
        const auto seen = offer(m_file);
        if (seen.refusal)
            fail("the file is not taken");
        m_second = seen.model;
        clean(what);
    }
    void clean(What what)
    {
        (void)carryOut([&](Engine::Done done) { m_engine.withdrawOffer(kStation, std::move(done)); });
        const EngineSnapshotPtr now = m_engine.snapshot();
        for (const ModelSnapshot &m : now->models) {
            if (what == What::Import && m.activeAt.empty() && !carryOut([&](Engine::Done done) { m_engine.removeModel(m.id, std::move(done)); }))
                fail(m.id.text() + " cannot be removed");
        }
        while (what == What::Library && stateOf(*m_second) != ModelState::Offline)
            pause();
    }
    ModelState stateOf(const ModelId &id)
    {
        (void)carryOut([&](Engine::Done done) { m_engine.withdrawOffer(kStation, std::move(done)); });  // shows anew what is in memory
        const EngineSnapshotPtr now = m_engine.snapshot();
        for (const ModelSnapshot &m : now->models) {
            if (m.id == id)
                return m.state;
        }
        return ModelState::Offline;
    }
    bool promote(const ModelId &model)
    {
        return carryOut([&](Engine::Done done) { m_engine.promote(kStation, model, std::move(done)); }).ok();
    }
    template <class Command>
    Result<void> carryOut(Command &&command)
    {
        std::promise<Result<void>> answer;
        command([&](Result<void> result) { answer.set_value(std::move(result)); });
        return answer.get_future().get();
    }
    void awaitVerdict()
    {
        const auto last = m_engine.feed(kStation)->newestJudged();
        for (auto judged = last; judged == last; judged = m_engine.feed(kStation)->newestJudged())
            pause();
    }
    static void pause() { std::this_thread::sleep_for(std::chrono::microseconds(300)); }

    fs::path m_data;
    const fs::path m_file;
    Said &m_said;
    std::optional<ModelId> m_second;
    ThreadTaskRunner m_thread{"engine", AtStop::FinishWaiting};
    LocalEngine m_engine;
};

std::shared_ptr<Said> sharedSaid()
{
    void *memory = ::mmap(nullptr, sizeof(Said), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        throw std::bad_alloc();
    return {new (memory) Said, [](Said *said) { ::munmap(said, sizeof(Said)); }};
}

/// `wanted` points of one kind. A child that ends at one goes on in a new one at the next.
void starveEngine(const fs::path &folder, const std::vector<fs::path> &files, What what, std::uint64_t count, std::uint64_t wanted, std::uint64_t first, StarvedCount &sum)
{
    const auto said = sharedSaid();
    std::uint64_t made = 0;
    const std::uint64_t before = said->points;
    for (std::uint64_t k = 0; said->points < before + wanted && sum.wrong.size() < 10;) {
        const fs::path data = folder / "data";
        fs::remove_all(data);
        const Ended ended = runApart([&] {
            spdlog::set_level(spdlog::level::off);
            ::alarm(kPatience);
            Line line(data, files, *said);
            said->made = line.requests(what);
            const std::uint64_t stride = std::max<std::uint64_t>(1, said->made / wanted);
            for (std::uint64_t n = k ? k + stride : 1 + first % stride; n <= said->made && said->points < before + wanted; n += stride)
                line.point(what, n, count);
        });
        made = said->made;
        if (ended.signal == 0 && ended.exitCode == 0)
            break;
        sum.wrong.push_back(std::string(toString(what)) + ", request " + std::to_string(said->at) + " of " + std::to_string(made) + " and " + std::to_string(count - 1)
                            + " more: signal " + std::to_string(ended.signal) + " " + said->wrong);
        k = said->at;
        said->wrong[0] = 0;
    }
    sum.points += said->points;
    sum.pointsBy[std::string(toString(what)) + (count == 1 ? ", once" : ", in a row")] += said->points;
    sum.refusals += said->refusals;
    sum.done += said->done;
}

void starveVet(const fs::path &folder, const fs::path &file, std::uint64_t count, std::uint64_t wanted, std::uint64_t first, StarvedCount &sum)
{
    const auto read = [&](std::uint64_t k) {
        const fs::path program = folder / ("starvedvet-" + std::to_string(k) + "-" + std::to_string(count));
        fs::create_symlink(LINESIDE_STARVED_VET, program);
        VetOptions options;
        const auto vetted = vetWeightFile(program, file, options);
        fs::remove(program);
        return vetted ? std::optional<Refusal>() : vetted.error();
    };
    std::uint64_t all = 1;  // the first power of two beyond the last request
    while (read(all) && all < 1 << 24)
        all *= 2;
    const std::uint64_t stride = std::max<std::uint64_t>(1, all / wanted);
    std::uint64_t points = 0;
    for (std::uint64_t k = 1 + first % stride; k < all && sum.wrong.size() < 10; k += stride) {
        const auto refusal = read(k);
        if (!refusal)
            continue;
        ++points;
        ++sum.refusals;
        if (refusal->reason != RefusalReason::Memory)
            sum.wrong.push_back("lineside-vet, request " + std::to_string(k) + ": refused as " + lineside::toString(refusal->reason) + ", " + refusal->detail);
    }
    sum.points += points;
    sum.pointsBy[count == 1 ? "lineside-vet, once" : "lineside-vet, in a row"] += points;
}

}  // namespace

StarvedCount starve(const fs::path &folder, std::uint64_t points, std::uint64_t seed)
{
    const auto files = weightFiles(folder / "offered", 2);
    StarvedCount sum;
    std::mt19937_64 random(seed);
    const std::uint64_t each = points / 4 + 1;
    for (const std::uint64_t count : {std::uint64_t{1}, kRow}) {
        starveEngine(folder, files, What::Import, count, each, random(), sum);
        starveEngine(folder, files, What::Library, count, each, random(), sum);
        starveVet(folder, files[0], count, std::max<std::uint64_t>(1, points / 10), random(), sum);
    }
    return sum;
}

}  // namespace lineside::test
