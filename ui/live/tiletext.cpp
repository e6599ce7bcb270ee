// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/tiletext.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "widgets/candidatecard.h"
#include "widgets/format.h"
#include "widgets/messages.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace lineside {

namespace {

QString whole(double value)
{
    return QLocale().toString(std::round(value), 'f', 0);
}

}  // namespace

const HistoryEvent *TileText::stopped(const StationSnapshot &s, const EngineSnapshot &snapshot)
{
    const HistoryEvent *wayBack = nullptr;
    for (auto it = snapshot.recent.rbegin(); it != snapshot.recent.rend(); ++it) {
        if (it->kind == EventKind::Started)
            return nullptr;
        if (it->station != s.config.id)
            continue;
        if (it->kind == EventKind::Promoted)
            return nullptr;
        if (it->kind == EventKind::RolledBack) {
            if (wayBack)
                return nullptr;
            wayBack = &*it;
        } else if (it->kind == EventKind::ModelFailed) {
            if (wayBack && wayBack->from != it->from)
                return nullptr;
            // A shadow that stopped is no trouble of the line, and hides none.
            if (it->from == s.active || !s.active || (it->to == s.active && it->from != s.shadow))
                return &*it;
        }
    }
    return nullptr;
}

TileText TileText::describe(const StationSnapshot &s, const EngineSnapshot &snapshot, const PictureTimes &pictures,
                            SteadyTime now, bool heldFail)
{
    TileText t;
    t.name = Words::text(s.config.name);
    t.chip = s.pausing                       ? tr("loads a model, judges nothing meanwhile")
             : !s.active                     ? Words::noModel()
             : s.activeSince == WallTime{} ? tr("%1, not loaded yet", "model").arg(Words::text(*s.active))
                                           : tr("%1 since %2", "model, time").arg(Words::text(*s.active), Format::clock(s.activeSince));
    t.briefChip = s.active ? Words::text(*s.active) : t.chip;
    if (s.shadow)
        t.shadowChip = tr("shadow %1", "model").arg(Words::text(*s.shadow));
    t.rejectRate = s.rejectRate;
    t.rejectLimit = s.config.rejectRateLimit;
    t.describeSource(s, pictures, now);
    if (t.picture == Picture::Stale)
        t.age = s.source.state == SourceState::Frozen && s.source.samePictures > 0
                  ? tr("same picture %1 ×", "how often a camera has sent it").arg(Format::count(s.source.samePictures))
                  : tr("%1 old", "age of the last picture").arg(Format::age(now - pictures.newest));
    t.describeVerdict(s, pictures, heldFail);
    t.describeTrouble(s, snapshot);
    t.describeCandidate(s, snapshot);
    t.describeFigures(s);
    // Over a picture that is not live its message says why.
    if (t.picture == Picture::Live && (t.tone == Tone::Amber || t.tone == Tone::Red || t.noteIsWarning || !t.letter.isNull()))
        t.why = t.note;
    t.accessible = tr("%1, %2, %3, %4, %5 of %6 per second", "station, verdict, model, source state, judged, camera")
                       .arg(t.name, t.word, Words::modelOr(s.active, Words::noModel()), Words::sourceState(s.source.state),
                            whole(s.judgedFps), whole(s.cameraFps));
    return t;
}

void TileText::describeSource(const StationSnapshot &s, const PictureTimes &pictures, SteadyTime now)
{
    const auto since = [&s] { return Format::clockSeconds(s.source.since); };
    const bool retried = s.source.nextTry > now;
    const QString nextTry = retried ? Format::age(s.source.nextTry - now + std::chrono::milliseconds(999)) : QString();
    const bool any = pictures.newest != SteadyTime{};
    picture = any ? Picture::Stale : Picture::None;
    switch (s.source.state) {
    case SourceState::Running:
        if (pictures.live) {
            picture = Picture::Live;
        } else {
            letter = QLatin1Char('S');
            message = any ? tr("Waiting for a new picture. Verdict: UNKNOWN.") : tr("Waiting for the first picture.");
        }
        break;
    case SourceState::Connecting: {
        picture = Picture::None;
        letter = QLatin1Char('C');
        const auto waited = std::chrono::system_clock::now() - s.source.since;
        message = tr("Connecting to %1… %2", "station, time waited")
                      .arg(name, Format::age(std::chrono::duration_cast<std::chrono::steady_clock::duration>(waited)));
        break;
    }
    case SourceState::Offline:
        letter = QLatin1Char('F');
        message = offline(s.config.source.kind).arg(since(), retried ? tr("Next try in %1.").arg(nextTry) : tr("Trying now."));
        break;
    case SourceState::Stalled:
        letter = QLatin1Char('S');
        message = tr("No new picture since %1. Verdict: UNKNOWN. Check cable and power of the camera.").arg(since());
        break;
    case SourceState::Frozen:
        letter = QLatin1Char('S');
        message = tr("The same picture since %1. Verdict: UNKNOWN. Restart the camera.").arg(since());
        break;
    case SourceState::Ended:
        letter = QLatin1Char('C');
        message = retried ? tr("The recording ended at %1. It starts again in %2.").arg(since(), nextTry)
                          : tr("The recording ended at %1. Verdict: UNKNOWN. Choose another under Settings.").arg(since());
        break;
    case SourceState::Busy:
        letter = QLatin1Char('C');
        message = retried ? tr("Another program uses this camera since %1. Close it there. Next try in %2.").arg(since(), nextTry)
                          : tr("Another program uses this camera since %1. Close it there. Trying now.").arg(since());
        break;
    }
    if (const QString code = sourceCode(s.source.state); !code.isEmpty())
        message += QStringLiteral(" (") + code + QLatin1Char(')');
}

QString TileText::offline(SourceKind kind)
{
    if (kind == SourceKind::ImageFolder)
        return tr("No pictures since %1. Verdict: UNKNOWN. %2 Check that the folder is there and can be read.", "time, next try");
    if (kind == SourceKind::VideoFile)
        return tr("No pictures since %1. Verdict: UNKNOWN. %2 Check that the file is there and can be read.", "time, next try");
    return kind == SourceKind::Stream ? tr("No camera since %1. Verdict: UNKNOWN. %2 Check its cable, power and address.", "time, next try")
                                      : tr("No camera since %1. Verdict: UNKNOWN. %2 Check its cable and power.", "time, next try");
}

void TileText::describeVerdict(const StationSnapshot &s, const PictureTimes &pictures, bool heldFail)
{
    const bool running = s.source.state == SourceState::Running;
    verdict = Verdict::Unknown;
    word = Words::verdict(verdict);
    tone = Tone::Unknown;
    boxes = picture == Picture::Live && s.active.has_value();
    if (picture != Picture::Live) {
        note = Words::sourceState(running ? SourceState::Stalled : s.source.state);
        if (s.source.state == SourceState::Offline || s.source.state == SourceState::Frozen)
            tone = Tone::Red;
        return;
    }
    if (!s.active) {
        word = noModelWord();
        letter = QLatin1Char('C');
        note = s.offered ? tr("%1 waits in preview", "model").arg(Words::text(*s.offered)) : tr("Drop a weight file here");
        return;
    }
    // The verdict of another model says nothing about this one, and one that is no longer followed by others nothing about
    // the parts that pass now.
    const auto patience = std::max(2000.0, 3 * s.p99Ms);
    const bool behind = pictures.judged != SteadyTime{}
                     && std::chrono::duration<double, std::milli>(pictures.newest - pictures.judged).count() > patience;
    if (s.last.verdict != Verdict::Unknown && s.last.model != *s.active) {
        note = tr("waits for %1", "model that has judged no part yet").arg(Words::text(*s.active));
        return;
    }
    if (behind) {
        note = tr("not judging now");
        noteIsWarning = true;
        return;
    }
    verdict = heldFail ? Verdict::Fail : s.last.verdict;
    word = Words::verdict(verdict);
    switch (verdict) {
    case Verdict::Pass: tone = Tone::Idle; break;
    case Verdict::Fail: tone = Tone::Fail; break;
    case Verdict::Unsure: tone = Tone::Amber; break;
    case Verdict::Unknown: tone = Tone::Unknown; break;
    }
    if (verdict == s.last.verdict)
        describePart(s);
}

void TileText::describePart(const StationSnapshot &s)
{
    const QString label = Words::text(s.last.label);
    switch (s.last.reason) {
    case VerdictReason::MissingLabel: note = tr("%1 missing", "label").arg(label); break;
    case VerdictReason::RejectLabel: note = tr("%1 found", "label").arg(label); break;
    case VerdictReason::LowScore: note = label.isEmpty() ? tr("low score") : tr("%1: low score", "label").arg(label); break;
    case VerdictReason::NoPart: note = tr("no part yet"); break;
    case VerdictReason::None:
        if (s.last.verdict != Verdict::Unknown && s.verdictSince != WallTime{})
            note = tr("since %1", "time of the verdict").arg(Format::clock(s.verdictSince));
        break;
    case VerdictReason::NoModel:
    case VerdictReason::NoPicture: break;
    }
}

void TileText::describeTrouble(const StationSnapshot &s, const EngineSnapshot &snapshot)
{
    if (picture != Picture::Live)
        return;
    if (const HistoryEvent *event = stopped(s, snapshot); event && event->from) {
        const QString model = Words::text(*event->from), at = Format::clockSeconds(event->at);
        note = event->refusal  ? tr("%1 not loaded", "model").arg(model)
               : event->health ? tr("%1 taken back", "model").arg(model)
                               : tr("%1 stopped", "model").arg(model);
        noteIsWarning = true;
        if (s.active && event->to == s.active && event->health) {
            strip = tr("%1 taken back at %2: %3. %4 judges since then.", "model, time, reason, model").arg(model, at, Words::healthInShort(event->health->health), Words::text(*s.active));
        } else if (s.active && event->to == s.active) {
            strip = tr("%1 stopped at %2. %3 judges since then.", "model, time, model").arg(model, at, Words::text(*s.active));
        } else {
            strip = event->refusal ? tr("%1 could not be loaded (%2). Choose another model.", "model, reason").arg(model, refusalWords(event->refusal->reason))
                                   : tr("%1 stopped at %2. Choose another model.", "model, time").arg(model, at);
            letter = QLatin1Char('F');
            tone = Tone::Red;
        }
    }
    if (s.active && s.config.contract.maxLatencyMs > 0 && s.p99Ms > s.config.contract.maxLatencyMs) {
        const double share = s.cameraFps > 0 ? std::max(0.0, 1 - s.judgedFps / s.cameraFps) : 0;
        letter = QLatin1Char('S');
        note = tr("%1 behind, %2 skipped", "latency, share of pictures").arg(Format::ms(s.p99Ms), Format::percent(share));
        noteIsWarning = true;
    }
    if (s.active && s.rejectsHigh) {
        tone = Tone::Red;
        note = tr("%1 rejects, limit %2").arg(Format::percent(rejectRate), Format::percent(rejectLimit));
    }
}

void TileText::describeCandidate(const StationSnapshot &s, const EngineSnapshot &snapshot)
{
    for (const CandidateSnapshot &c : snapshot.candidates) {
        if (c.station != s.config.id)
            continue;
        if (c.finished) {
            if (c.refusal && c.refusal->reason != RefusalReason::Cancelled)
                strip = tr("%1 not taken: %2", "file, reason").arg(Words::text(c.fileName), refusalWords(c.refusal->reason));
            continue;
        }
        progress = CandidateCard::overallProgress(c);
        const QString file = c.model ? Words::text(*c.model) : Words::text(c.fileName);
        strip = s.active ? tr("%1: %2. %3 judges", "file, step, running model")
                                      .arg(file, CandidateCard::stepText(c), Words::text(*s.active))
                                : tr("%1: %2", "file, step").arg(file, CandidateCard::stepText(c));
    }
}

void TileText::describeFigures(const StationSnapshot &s)
{
    const QLocale locale;
    const QString dash = QStringLiteral("–");
    const auto ms = [&](double value) { return value > 0 ? locale.toString(value, 'f', value < 99.5 ? 1 : 0) : dash; };
    figures = {
        {tr("camera", "figure: pictures a second"), Format::fps(s.cameraFps), whole(888)},
        {tr("judged", "figure: pictures a second"), s.active ? Format::fps(s.judgedFps) : dash, whole(888)},
        {tr("p50/p99 ms", "figure: latency"), ms(s.p50Ms) + QLatin1Char('/') + ms(s.p99Ms), QStringLiteral("88.8/88.8")},
        {tr("skipped", "figure: pictures"), Format::count(s.counters.skipped), Format::count(88888)},
        {tr("dropped", "figure: pictures"), Format::count(s.counters.dropped), Format::count(8888)},
    };
}

}  // namespace lineside
