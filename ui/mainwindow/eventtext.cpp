// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/eventtext.h"

#include "actions/pausetext.h"
#include "bridge/enginebridge.h"
#include "itemmodels/canarywords.h"
#include "itemmodels/words.h"
#include "live/tiletext.h"
#include "widgets/format.h"
#include "widgets/messages.h"

namespace lineside {

namespace {

// What happened, what still runs, what to do next.
QString takenBack(const HistoryEvent &e, const EngineSnapshot &snapshot)
{
    return EventText::tr("%1: %2 taken back at %3: %4. %5 judges. Compare them before promoting it again.", "station, model, time, reason, model")
        .arg(Words::stationName(snapshot, e.station), Words::modelOr(e.from, Words::noModel()), Format::clockSeconds(e.at), Words::healthInShort(e.health->health),
             Words::modelOr(e.to, Words::noModel()));
}

// The model on air, one that only judged along, or one that was to be loaded at the start.
QString modelFailed(const HistoryEvent &e, const StationSnapshot *s, const EngineSnapshot &snapshot)
{
    const QString station = Words::stationName(snapshot, e.station), model = Words::modelOr(e.from, Words::noModel());
    const QString at = Format::clockSeconds(e.at);
    if (e.to && e.health)
        return takenBack(e, snapshot);
    if (e.to)
        return EventText::tr("%1: %2 stopped at %3. %4 judges since then.", "station, model, time, model").arg(station, model, at, Words::text(*e.to));
    const HistoryEvent *stopped = s ? TileText::stopped(*s, snapshot) : nullptr;
    const bool judges = s && s->active && s->active != e.from && (!stopped || stopped->to == s->active);
    if (e.refusal) {
        const QString why = refusalWords(e.refusal->reason);
        return judges ? EventText::tr("%1: %2 could not be loaded at %3 (%4). %5 keeps judging.", "station, model, time, reason, model")
                            .arg(station, model, at, why, Words::text(*s->active))
                      : EventText::tr("%1: %2 could not be loaded at %3 (%4). Choose another model.", "station, model, time, reason")
                            .arg(station, model, at, why);
    }
    return judges ? EventText::tr("%1: %2 stopped judging along at %3. %4 keeps judging.", "station, model, time, model")
                        .arg(station, model, at, Words::text(*s->active))
                  : EventText::tr("%1: %2 stopped at %3. Choose another model.", "station, model, time").arg(station, model, at);
}

}  // namespace

QString EventText::of(const HistoryEvent &e, const EngineSnapshot &snapshot)
{
    const StationSnapshot *s = findStation(snapshot, e.station);
    const QString station = Words::stationName(snapshot, e.station);
    const QString to = Words::modelOr(e.to, Words::noModel());
    const QString file = QString::fromStdString(e.file);
    const QString at = Format::clockSeconds(e.at);
    switch (e.kind) {
    case EventKind::Promoted:
    case EventKind::RolledBack: {
        if (e.kind == EventKind::RolledBack && e.health)
            return takenBack(e, snapshot);
        // The record is complete only after the first verdict; until then the station has the newest one.
        std::optional<SwapRecord> swap = e.swap;
        if (s && s->lastSwap && s->lastSwap->to == e.to && (!swap || swap->firstVerdictMs <= 0))
            swap = s->lastSwap;
        const QString since = Format::clockMs(e.at);
        if (!swap || swap->firstVerdictMs <= 0)
            return e.kind == EventKind::Promoted ? tr("%1: %2 since %3.", "station, model, time").arg(station, to, since)
                                                 : tr("%1: back to %2 since %3.", "station, model, time").arg(station, to, since);
        const QString lost = Format::count(swap->framesLost), all = Format::count(swap->framesDuring);
        const QString change = e.kind == EventKind::Promoted ? tr("%1: %2 since %3. %4 of %5 frames lost.").arg(station, to, since, lost, all)
                                                             : tr("%1: back to %2 since %3. %4 of %5 frames lost.").arg(station, to, since, lost, all);
        const QString pause = PauseText::after(*swap);
        return pause.isEmpty() ? change : tr("%1 %2", "what changed, how long nothing was judged").arg(change, pause);
    }
    case EventKind::Started: return tr("Lineside started at %1.").arg(at);
    case EventKind::Imported: return tr("%1 is in the library since %2 (from %3).", "model, time, file").arg(to, at, file);
    case EventKind::Refused:
        return e.refusal ? tr("%1 was not taken at %2: %3.", "file, time, reason").arg(file, at, refusalWords(e.refusal->reason))
                         : tr("%1 was not taken at %2.", "file, time").arg(file, at);
    case EventKind::Offered: return tr("%1: %2 waits in the preview since %3.", "station, model, time").arg(station, to, at);
    case EventKind::Removed: return tr("%1 was removed from the library at %2.", "model, time").arg(Words::modelOr(e.to ? e.to : e.from, Words::noModel()), at);
    case EventKind::ShadowStarted: return tr("%1: %2 judges along since %3.", "station, model, time").arg(station, to, at);
    case EventKind::ShadowStopped: return tr("%1: comparison ended at %2.", "station, time").arg(station, at);
    case EventKind::SourceLost: return tr("%1: no pictures since %2.", "station, time").arg(station, at);
    case EventKind::SourceBack: return tr("%1: pictures again since %2.", "station, time").arg(station, at);
    case EventKind::StationsChanged: return tr("Stations were changed at %1.").arg(at);
    case EventKind::KeysChanged: return tr("The signing keys were changed at %1.").arg(at);
    case EventKind::VettingChanged:
        return snapshot.vetting.onlySandboxed ? tr("How weight files are read was changed at %1: only in a locked-in process.").arg(at)
                                              : tr("How weight files are read was changed at %1: also without a locked-in process.").arg(at);
    case EventKind::ConfigRejected: return tr("The settings file was not taken at %1; the last good one is in force.").arg(at);
    case EventKind::ModelFailed:
        return modelFailed(e, s, snapshot);
    case EventKind::NotRead:
        if (e.file.starts_with("verdicts."))
            return tr("The record of verdicts was damaged; it is kept as “%1”, and a new one was begun at %2.", "file, time").arg(file, at);
        if (e.file.starts_with("golden/"))
            return tr("%1: a golden frame could not be read at %2; no model is asked about it.", "station, time").arg(station, at);
        return e.file == "state.json" ? tr("What ran where could not be read at %1. Put the models on the stations again.").arg(at)
                                      : tr("A damaged version was left out of the library at %1. Import its file again.").arg(at);
    case EventKind::NotSaved:
        if (!e.file.empty())
            return tr("Lines missing in the history: %1. The disk had no room for them until %2.", "how many, time").arg(Words::text(e.detail), at);
        return snapshot.saveTrouble && snapshot.saveTrouble->error.code == ErrorCode::DiskFull
                   ? tr("Changes are not saved since %1; a restart would bring back the models saved before. Free space on the disk.").arg(at)
                   : tr("Changes are not saved since %1; a restart would bring back the models saved before. Check the data folder.").arg(at);
    case EventKind::Unfinished:
        if (!e.to)
            return tr("The import of “%1” was not finished when Lineside ended. The stations run as before. Offer the file again.", "name of a file").arg(file);
        return tr("%1: the change to %2 was not finished when Lineside ended. On air: %3. Promote it again if you still want it.", "station, model, model")
            .arg(station, to, Words::modelOr(e.from, Words::noModel()));
    case EventKind::FolderChanged:
        return file.isEmpty() ? tr("No folder is watched since %1.", "time").arg(at)
                              : tr("Weight files that come into “%1” are offered by themselves since %2.", "folder, time").arg(file, at);
    case EventKind::FolderLost:
        return tr("Nothing is offered from the watched folder “%1” since %2: it cannot be looked at. The line runs on. See Settings, Watched folder.", "folder, time").arg(file, at);
    case EventKind::FolderBack: return tr("The watched folder “%1” is looked at again since %2.", "folder, time").arg(file, at);
    case EventKind::LoadingChanged: return tr("When models are loaded beside the line was changed at %1.", "time").arg(at);
    case EventKind::LoadedNow:
        return tr("%1 was loaded at once at %2: %3", "model or file, time, reason").arg(e.to ? to : file, at, Words::text(e.detail));
    case EventKind::SafeModeBegun:
        return tr("Safe mode since %1: Lineside ended again and again right after its start. Only what stations judge with was loaded.", "time").arg(at);
    case EventKind::SetBack:
        return tr("%1: back to %2 since %3, because Lineside ended again and again with %4 on air.", "station, model, time, model")
            .arg(station, to, at, Words::modelOr(e.from, Words::noModel()));
    case EventKind::SafeModeEnded: return tr("Safe mode was left at %1; the rest is loaded.", "time").arg(at);
    case EventKind::RecordGap:
        if (e.file == "pictures")
            return tr("Pictures of parts are not kept since %1; the line and the record run on. Look at the disk.", "time").arg(at);
        return snapshot.recordTrouble && snapshot.recordTrouble->error.code == ErrorCode::DiskFull
                   ? tr("Verdicts are not recorded since %1; the line runs on. Free space on the disk.", "time").arg(at)
                   : tr("Verdicts are not recorded since %1; the line runs on. Check the data folder.", "time").arg(at);
    case EventKind::RecordAgain:
        if (e.file == "pictures")
            return tr("Pictures of parts are kept again since %1; %2 are missing.", "time, how many are missing").arg(at, Words::text(e.detail));
        return tr("Verdicts are recorded again since %1; the record says what is missing.", "time").arg(at);
    case EventKind::CanaryPlansChanged:
    case EventKind::CanaryBegun:
    case EventKind::CanaryStepBegun:
    case EventKind::CanaryAsks:
    case EventKind::CanaryPaused:
    case EventKind::CanaryResumed:
    case EventKind::CanaryRolledBack:
    case EventKind::CanaryAborted:
    case EventKind::CanaryDone: return CanaryWords::event(e, snapshot);
    case EventKind::LotChanged:
        return e.detail.empty() ? tr("%1: no lot is known since %2.", "station, time").arg(station, at) : tr("%1: lot %2 since %3.", "station, lot, time").arg(station, Words::text(e.detail), at);
    case EventKind::GoldenKept: return tr("%1: a golden frame was kept at %2; new models must judge it so.", "station, time").arg(station, at);
    case EventKind::GoldenDropped: return tr("%1: a golden frame was dropped at %2.", "station, time").arg(station, at);
    case EventKind::PeopleChanged: return tr("Who may do what was changed at %1.", "time").arg(at);
    case EventKind::RecordingChanged: return tr("How much of the record is kept was changed at %1.", "time").arg(at);
    case EventKind::RecordSealed: return tr("The parts recorded until %1 are sealed in the history.", "time").arg(at);
    case EventKind::NotSealed:
        if (!snapshot.sealTrouble)
            return tr("The parts that could not be sealed at %1 are sealed by now.", "time").arg(at);
        return snapshot.sealTrouble->error.code == ErrorCode::DiskFull
                   ? tr("Recorded parts could not be sealed at %1; the line and the record run on. Free space on the disk.", "time").arg(at)
                   : tr("Recorded parts could not be sealed at %1; the line and the record run on. Press Verify in History, and look at the disk.", "time").arg(at);
    case EventKind::SavedAgain:
        if (!e.detail.empty())
            return tr("Everything is saved again since %1, but for %2 lines of the history: the disk had no room for them.", "time, how many are missing").arg(at, Words::text(e.detail));
        return tr("Everything is saved again since %1.").arg(at);
    }
    return {};
}

}  // namespace lineside
