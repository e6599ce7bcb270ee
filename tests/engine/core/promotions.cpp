// SPDX-License-Identifier: GPL-3.0-or-later
// lineside_promotions DATA_FOLDER KILL_AT WEIGHT_FILE…
//   A program for tests to kill: starts the engine on that folder, says what came up and what its history knows of changes of model,
//   brings each file live at the one station, and rolls back once. KILL_AT is written to the file that LINESIDE_KILL_FILE names when the
//   changes begin; 0: it is not. On the standard output, one line each, models as "tiny-v1" or "none":
//     up MODEL             judges since the start
//     said KIND FROM TO    an event of the history, oldest first
//     asked MODEL          this change is asked for now
//     answered MODEL       this change was answered as done
//     done
#include "base/taskrunner.h"
#include "engine/core/stubparts.h"

#include <QCoreApplication>
#include <QTest>

#include <cstdio>
#include <fstream>
#include <future>

using namespace lineside;

namespace {

constexpr int kPatience = 60000;
const StationId kStation = "a";

std::string nameOf(const std::optional<ModelId> &model)
{
    return model ? model->text() : "none";
}

void say(const std::string &line)
{
    std::puts(line.c_str());
    std::fflush(stdout);
}

void need(bool condition, const char *what)
{
    if (!condition)
        qFatal("%s", what);
}

class Line {
public:
    explicit Line(const std::filesystem::path &dataDir) : m_engine(test::stubParts(dataDir, m_clock), m_thread)
    {
        need(m_engine.start().ok(), "the engine did not start");
    }

    void sayWhatCameUp()
    {
        const auto active = station().active;
        until([&] { return !active || judging() == active; }, "what ran before does not judge");
        say("up " + nameOf(active));
        std::vector<HistoryEvent> events = m_engine.history(10000);
        for (auto e = events.rbegin(); e != events.rend(); ++e) {
            if (e->kind == EventKind::Promoted || e->kind == EventKind::RolledBack || (e->kind == EventKind::Unfinished && e->to))
                say(std::string("said ") + toString(e->kind) + " " + nameOf(e->from) + " " + nameOf(e->to));
        }
    }
    void bringLive(const std::filesystem::path &file)
    {
        const CandidateId id = m_engine.offerFile(file, kStation);
        std::optional<ModelId> model;
        until([&] {
            const EngineSnapshotPtr now = m_engine.snapshot();
            for (const CandidateSnapshot &c : now->candidates) {
                if (c.id != id || !c.finished)
                    continue;
                if (c.refusal)
                    qFatal("refused: %s %s", toString(c.refusal->reason), c.refusal->detail.c_str());
                model = c.model;
            }
            return model.has_value();
        }, "the file did not become ready");
        if (station().active != model)
            change(*model, [&](Engine::Done done) { m_engine.promote(kStation, *model, std::move(done)); });
    }
    void rollBack()
    {
        if (const auto previous = station().previous)
            change(*previous, [&](Engine::Done done) { m_engine.rollBack(kStation, std::move(done)); });
    }

private:
    template <class Command>
    void change(const ModelId &to, Command &&command)
    {
        const bool nothingRan = !station().active;
        say("asked " + to.text());
        std::promise<Result<void>> answer;
        command([&](Result<void> result) { answer.set_value(std::move(result)); });
        need(answer.get_future().get().ok(), "the change was refused");
        say("answered " + to.text());
        until([&] { return judging() == to && (nothingRan || m_engine.history(1).front().swap); }, "the first verdict did not come");
    }
    StationSnapshot station() const { return m_engine.snapshot()->stations.at(0); }
    std::optional<ModelId> judging() const
    {
        const auto judged = m_engine.feed(kStation)->newestJudged();
        return judged ? std::optional(judged->judgement.model) : std::nullopt;
    }
    void until(const std::function<bool()> &condition, const char *otherwise) { need(QTest::qWaitFor(condition, kPatience), otherwise); }

    const SystemClock m_clock;
    ThreadTaskRunner m_thread{"engine", AtStop::FinishWaiting};
    LocalEngine m_engine;
};

}  // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    need(argc > 3, "lineside_promotions DATA_FOLDER KILL_AT WEIGHT_FILE...");
    Line line(argv[1]);
    line.sayWhatCameUp();
    if (std::string(argv[2]) != "0")
        std::ofstream(qgetenv("LINESIDE_KILL_FILE").toStdString()) << argv[2] << std::endl;
    for (int i = 3; i < argc; ++i)
        line.bringLive(argv[i]);
    line.rollBack();
    say("done");
}
