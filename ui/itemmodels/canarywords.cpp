// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/canarywords.h"

#include "itemmodels/words.h"
#include "widgets/format.h"

#include <QLocale>
#include <QStringList>

namespace lineside {

QString CanaryWords::state(const CanaryProgress &p)
{
    switch (p.state) {
    case CanaryState::Waiting: return tr("Waits for its hours");
    case CanaryState::Running: return tr("Running");
    case CanaryState::Asking: return tr("Waits for your word");
    case CanaryState::Paused:
        return p.pause == CanaryPause::NoData ? tr("Paused: too few parts or lots came") : p.pause == CanaryPause::NotSaved ? tr("Paused: changes cannot be saved") : p.by.empty() ? tr("Paused") : tr("Paused by hand");
    case CanaryState::Done: return tr("Done");
    case CanaryState::RolledBack: return tr("Taken back");
    case CanaryState::Aborted: return tr("Ended by hand, taken back");
    }
    return {};
}

QString CanaryWords::guard(CanaryGuardKind guard)
{
    switch (guard) {
    case CanaryGuardKind::Controls: return tr("Rejects against the stations beside it");
    case CanaryGuardKind::OwnPast: return tr("Rejects against its own past");
    case CanaryGuardKind::Collapse: return tr("Parts with nothing found");
    case CanaryGuardKind::Shadow: return tr("Rejects against the old model");
    case CanaryGuardKind::Review: return tr("Rejects that people call good");
    case CanaryGuardKind::Latency: return tr("Verdicts in time");
    case CanaryGuardKind::FrameFlow: return tr("Flow of verdicts");
    case CanaryGuardKind::LongRun: return tr("Rejects in the long run");
    case CanaryGuardKind::Memory: return tr("Memory of the model");
    }
    return {};
}

QString CanaryWords::harm(const CanaryHarm &harm)
{
    switch (harm.guard) {
    case CanaryGuardKind::Controls: return tr("its rejects are not those of the stations beside it");
    case CanaryGuardKind::OwnPast: return tr("its rejects are not what they were before");
    case CanaryGuardKind::Collapse: return tr("nothing is found on too many parts");
    case CanaryGuardKind::Shadow: return harm.fewer ? tr("it passes what the old model rejects") : tr("it rejects what the old model passes");
    case CanaryGuardKind::Review: return tr("it rejects parts that people call good");
    case CanaryGuardKind::Latency: return tr("verdicts come too late");
    case CanaryGuardKind::FrameFlow: return tr("no verdicts come");
    case CanaryGuardKind::LongRun: return tr("its rejects rose in the long run");
    case CanaryGuardKind::Memory: return tr("it takes more memory than the station allows");
    }
    return {};
}

QString CanaryWords::measured(const CanaryHarm &harm)
{
    const QString words = CanaryWords::harm(harm);
    if (harm.now && harm.limit) {
        const auto text = [&](double number) { return harm.guard == CanaryGuardKind::Memory ? tr("%1 MB", "number").arg(QLocale().toString(number, 'f', 0)) : Format::ms(number); };
        return tr("%1 (%2, at most %3)", "what went wrong, times or MB").arg(words, text(*harm.now), text(*harm.limit));
    }
    if (!harm.share || !harm.usual)
        return words;
    return harm.guard == CanaryGuardKind::Review ? tr("%1 (%2 of them, at most %3 may be)", "what went wrong, shares").arg(words, Format::wholePercent(*harm.share), Format::wholePercent(*harm.usual))
                                                 : tr("%1 (rejects %2, usually %3)", "what went wrong, shares").arg(words, Format::percent(*harm.share), Format::percent(*harm.usual));
}

QString CanaryWords::fault(const PlanFault &f, const EngineSnapshot &snapshot)
{
    const QString step = QLocale().toString(f.step + 1), station = Words::stationName(snapshot, f.detail);
    switch (f.kind) {
    case PlanFaultKind::NoName: return tr("The plan needs a name.");
    case PlanFaultKind::NoStep: return tr("The plan needs a step.");
    case PlanFaultKind::UnknownStation: return tr("Step %1: there is no station “%2”.").arg(step, Words::text(f.detail));
    case PlanFaultKind::StationTwice: return tr("%1 is named twice.", "station").arg(station);
    case PlanFaultKind::NotCovered: return tr("Step %1: the plan does not cover %2.", "number, station").arg(step, station);
    case PlanFaultKind::NobodyAdded: return tr("Step %1 adds no station.", "number").arg(step);
    case PlanFaultKind::OutOfRange: return f.step < 0 ? tr("A number is out of its range: %1.").arg(Words::text(f.detail)) : tr("Step %1: a number is out of its range: %2.").arg(step, Words::text(f.detail));
    case PlanFaultKind::NoControls: return tr("No station keeps the old model, and nothing else watches the rejects. Let “own past” watch too, or leave a station out.");
    case PlanFaultKind::OnlyOwnPastGuards:
        return tr("In the last step no station keeps the old model: rejects are held against the past alone, which a change of lots or of light can look like. About one in five such steps is taken back without need.");
    case PlanFaultKind::NoLots: return tr("Step %1 waits for lots, and no station tells them.", "number").arg(step);
    case PlanFaultKind::NoRecord: return tr("No record of verdicts is kept, out of which the guards learn what is usual.");
    case PlanFaultKind::NameTwice: return tr("Another plan has this name.");
    }
    return {};
}

QString CanaryWords::eventKind(EventKind kind)
{
    switch (kind) {
    case EventKind::CanaryPlansChanged: return tr("Canary plans changed");
    case EventKind::CanaryBegun: return tr("Canary begun");
    case EventKind::CanaryStepBegun: return tr("Canary step begun");
    case EventKind::CanaryAsks: return tr("Canary waits for a word");
    case EventKind::CanaryPaused: return tr("Canary paused");
    case EventKind::CanaryResumed: return tr("Canary goes on");
    case EventKind::CanaryRolledBack: return tr("Canary taken back");
    case EventKind::CanaryAborted: return tr("Canary ended");
    case EventKind::CanaryDone: return tr("Canary done");
    default: return {};
    }
}

QString CanaryWords::event(const HistoryEvent &e, const EngineSnapshot &snapshot)
{
    const CanaryNote note = e.canary.value_or(CanaryNote{});
    const QString plan = Words::text(note.plan), model = Words::modelOr(e.to, Words::noModel()), at = Format::clockSeconds(e.at);
    const QString step = QLocale().toString(note.step), steps = QLocale().toString(note.steps);
    switch (e.kind) {
    case EventKind::CanaryPlansChanged: return tr("The canary plans were changed at %1.", "time").arg(at);
    case EventKind::CanaryBegun: return tr("Canary “%1”: %2 goes on air step by step since %3.", "plan, model, time").arg(plan, model, at);
    case EventKind::CanaryStepBegun: return tr("Canary “%1”: step %2 of %3 began at %4 with %5.", "plan, number, number, time, model").arg(plan, step, steps, at, model);
    case EventKind::CanaryAsks: return tr("Canary “%1”: step %2 of %3 has seen what it must at %4. Look at Canary, then go on or take it back.", "plan, number, number, time").arg(plan, step, steps, at);
    case EventKind::CanaryPaused:
        if (e.detail.starts_with("golden frames at "))  // an engine has said so, not a person
            return tr("Canary “%1” is paused since %2: %3 does not judge the golden frames of the next stations as it must. The stations keep the models that they have. Drop a frame that is wrong and resume, or take the model back.", "plan, time, model")
                .arg(plan, at, model);
        if (note.pause == CanaryPause::NotSaved)
            return tr("Canary “%1” is paused since %2: what changes cannot be saved. The stations keep the models that they have, and it goes on by itself once it can be.", "plan, time").arg(plan, at);
        return note.pause == CanaryPause::NoData ? tr("Canary “%1” is paused since %2: too few parts or lots came. The stations keep the models that they have.", "plan, time").arg(plan, at)
                                                 : tr("Canary “%1” was paused at %2. The stations keep the models that they have.", "plan, time").arg(plan, at);
    case EventKind::CanaryResumed: return tr("Canary “%1” goes on since %2.", "plan, time").arg(plan, at);
    case EventKind::CanaryRolledBack:
        return note.harm ? tr("Canary “%1”: %2 was taken back at %3. %4: %5. Its stations have their models of before.", "plan, model, time, station, what went wrong")
                               .arg(plan, model, at, place(note.harm->station, snapshot), harm(*note.harm))
                         : tr("Canary “%1”: %2 was taken back at %3. Its stations have their models of before.", "plan, model, time").arg(plan, model, at);
    case EventKind::CanaryAborted: return tr("Canary “%1” was ended at %2. Its stations have their models of before.", "plan, time").arg(plan, at);
    case EventKind::CanaryDone: return tr("Canary “%1” is done: %2 is on air at all its stations since %3.", "plan, model, time").arg(plan, model, at);
    default: return {};
    }
}

QString CanaryWords::place(const StationId &id, const EngineSnapshot &snapshot)
{
    return id.empty() ? tr("All its stations") : Words::stationName(snapshot, id);
}

QString CanaryWords::note(const CanaryNote &note)
{
    return tr("Canary “%1”, step %2 of %3", "plan, number, number").arg(Words::text(note.plan)).arg(note.step).arg(note.steps);
}

QString CanaryWords::stations(const std::vector<StationId> &ids, const EngineSnapshot &snapshot)
{
    QStringList names;
    for (const StationId &id : ids)
        names.append(Words::stationName(snapshot, id));
    return QLocale().createSeparatedList(names);
}

}  // namespace lineside
