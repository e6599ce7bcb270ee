// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/changes.h"

#include "audit/verifyhistory.h"
#include "engine/core/stubparts.h"
#include "engine/weights/tinycheckpoint.h"
#include "store/files.h"
#include "store/modelstore.h"

#include <spdlog/spdlog.h>

#include <cstring>
#include <fstream>
#include <future>
#include <new>
#include <thread>

#include <sys/mman.h>
#include <unistd.h>

namespace lineside::test {
namespace {

namespace fs = std::filesystem;

const StationId kStation = "a";
constexpr unsigned kPatience = 60;  // seconds, for a machine full of other work

/// Of a child process: told to the parent, and the end.
[[noreturn]] void fail(Told &told, const std::string &what)
{
    std::strncpy(told.wrong, what.c_str(), sizeof told.wrong - 1);
    ::_exit(1);
}

int versionOf(const std::optional<ModelId> &model)
{
    return model ? model->version : 0;
}

class Line {
public:
    Line(const fs::path &dataDir, Told &told) : m_told(told), m_engine(parts(dataDir), m_thread)
    {
        const auto begin = std::chrono::steady_clock::now();
        if (const auto started = m_engine.start(); !started)
            fail(told, "the engine did not start: " + started.error().detail);
        told.cameUp = versionOf(station().active);
        told.previous = versionOf(station().previous);
        if (told.cameUp)
            awaitVerdict();
        told.upAfterUs = static_cast<int>(std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin).count());
    }

    void change(const fs::path &file, bool mustWork)
    {
        if (const auto model = offer(file)) {
            m_told.imported = model->version;
            if (station().active != model) {
                m_told.asked = model->version;
                if (carryOut([&](Engine::Done done) { m_engine.promote(kStation, *model, std::move(done)); }))
                    m_told.answered = model->version;
            }
        }
        awaitVerdict();
        if (const auto before = station().previous) {
            m_told.asked = before->version;
            if (carryOut([&](Engine::Done done) { m_engine.rollBack(kStation, std::move(done)); }))
                m_told.answered = before->version;
        }
        awaitVerdict();
        VettingPolicy policy;
        policy.onlySandboxed = !m_engine.snapshot()->vetting.onlySandboxed;
        carryOut([&](Engine::Done done) { m_engine.applyVetting(policy, std::move(done)); });
        const EngineSnapshotPtr now = m_engine.snapshot();
        for (const ModelSnapshot &m : now->models) {
            if (m.activeAt.empty() && m.previousAt.empty() && m.offeredAt.empty())
                carryOut([&](Engine::Done done) { m_engine.removeModel(m.id, std::move(done)); });
        }
        awaitVerdict();
        if (m_engine.snapshot()->saveTrouble)
            ++m_told.unsaved;
        if (mustWork && m_told.refused > 0)
            fail(m_told, "a change was refused: " + m_reason);
    }

    std::optional<ModelId> offer(const fs::path &file)
    {
        const CandidateId id = m_engine.offerFile(file, kStation);
        for (;;) {
            const EngineSnapshotPtr now = m_engine.snapshot();
            for (const CandidateSnapshot &c : now->candidates) {
                if (c.id != id || !c.finished)
                    continue;
                if (!c.refusal)
                    return c.model;
                refused(std::string(toString(c.refusal->reason)) + " " + c.refusal->detail);
                return std::nullopt;
            }
            pause();
        }
    }
    const std::string &reason() const { return m_reason; }

private:
    static EngineParts parts(const fs::path &dataDir)
    {
        static const SystemClock clock;
        fs::create_directories(dataDir);
        EngineParts parts = stubParts(dataDir, clock);
        parts.defaultStations[0].source.targetFps = 200;
        return parts;
    }
    template <class Command>
    bool carryOut(Command &&command)
    {
        ++m_told.marks;
        std::promise<Result<void>> answer;
        command([&](Result<void> result) { answer.set_value(std::move(result)); });
        const Result<void> result = answer.get_future().get();
        if (m_engine.snapshot()->saveTrouble)
            ++m_told.unsaved;
        if (!result)
            refused(result.error().detail);
        ++m_told.marks;
        return result.ok();
    }
    void refused(const std::string &why)
    {
        if (why.empty())
            fail(m_told, "refused without a reason");
        m_reason = why;
        ++m_told.refused;
    }
    StationSnapshot station() const { return m_engine.snapshot()->stations.at(0); }
    /// A picture that comes from now on, judged by what should judge.
    void awaitVerdict()
    {
        const auto last = m_engine.feed(kStation)->newestJudged();
        if (!station().active)
            return;
        for (;;) {
            const auto judged = m_engine.feed(kStation)->newestJudged();
            if (judged && judged != last && judged->judgement.model == station().active)
                break;
            pause();
        }
        ++m_told.verdicts;
    }
    static void pause() { std::this_thread::sleep_for(std::chrono::microseconds(300)); }

    Told &m_told;
    std::string m_reason;
    ThreadTaskRunner m_thread{"engine", AtStop::FinishWaiting};
    LocalEngine m_engine;
};

void changeAndEnd(const fs::path &dataDir, const fs::path &file, Told &told, bool mustWork)
{
    spdlog::set_level(spdlog::level::off);
    ::alarm(kPatience);  // one that hangs ends by that signal
    {
        Line line(dataDir, told);
        told.changing = true;
        line.change(file, mustWork);
    }
    told.changing = false;
    told.done = true;
}

}  // namespace

std::shared_ptr<Told> sharedMemory()
{
    void *memory = ::mmap(nullptr, sizeof(Told), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        throw std::bad_alloc();
    return {new (memory) Told, [](Told *told) { ::munmap(told, sizeof(Told)); }};
}

std::vector<fs::path> weightFiles(const fs::path &folder, int count)
{
    fs::create_directories(folder);
    std::vector<fs::path> files;
    for (int version = 1; version <= count; ++version) {
        TinyCheckpoint tiny;
        tiny.producer = std::to_string(version);
        files.push_back(folder / ("tiny-v" + std::to_string(version) + ".pt"));
        std::ofstream(files.back(), std::ios::binary) << tiny.bytes();
    }
    return files;
}

void makeChanges(const fs::path &dataDir, const fs::path &file, Told &told)
{
    changeAndEnd(dataDir, file, told, false);
}

void mustMakeChanges(const fs::path &dataDir, const fs::path &file, Told &told)
{
    changeAndEnd(dataDir, file, told, true);
}

void startAgain(const fs::path &dataDir, int oldModel, int newModel, const fs::path &file, Told &told)
{
    spdlog::set_level(spdlog::level::off);
    ::alarm(kPatience);
    {
        Line line(dataDir, told);
        if (told.cameUp != oldModel && told.cameUp != newModel)
            fail(told, "v" + std::to_string(told.cameUp) + " came up, neither v" + std::to_string(oldModel) + " nor v" + std::to_string(newModel));
        if (told.upAfterUs > 5'000'000)
            fail(told, "the station judged only after " + std::to_string(told.upAfterUs / 1000) + " ms");
        if (!line.offer(file))
            fail(told, "the file is refused now: " + line.reason());
    }
    if (const std::string wrong = wrongOnDisk(dataDir); !wrong.empty())
        fail(told, wrong);
    if (const std::string wrong = wrongInHistory(dataDir); !wrong.empty())
        fail(told, wrong);
    told.done = true;
}

std::string wrongOnDisk(const fs::path &dataDir, int rotten)
{
    ModelStore store(dataDir);
    const auto opened = store.open();
    if (!opened)
        return opened.error().detail;
    for (const std::string &skipped : opened->skipped)
        return "left out: " + skipped;
    for (const StoredModel &model : store.list()) {
        const auto hash = hashFile(model.weights);
        if (model.id.version != rotten && (!hash || *hash != model.sha256))
            return model.id.text() + " is not what its card says: " + (hash ? "other bytes" : hash.error().detail);
    }
    return leftBehind(dataDir);
}

std::string wrongInHistory(const fs::path &dataDir)
{
    const auto report = audit::verifyHistory(dataDir, {});
    if (!report)
        return report.error().code == ErrorCode::NotFound ? std::string() : "the history: " + report.error().detail;
    if (!report->broken)
        return {};
    return std::string("the history: ") + toString(report->broken->kind) + " in line " + std::to_string(report->broken->line);
}

std::string leftBehind(const fs::path &dataDir)
{
    if (!fs::is_empty(dataDir / "staging"))
        return "something is left in staging";
    for (const auto &entry : fs::recursive_directory_iterator(dataDir)) {
        const std::string name = entry.path().filename().string();
        if (name.ends_with(".lineside-new") || (name.starts_with('.') && entry.is_directory()))
            return "left behind: " + entry.path().string();
    }
    return {};
}

}  // namespace lineside::test
