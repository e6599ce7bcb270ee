// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/tiletext.h"

#include "bridge/enginebridge.h"
#include "widgets/candidatecard.h"
#include "widgets/format.h"
#include "widgets/messages.h"

#include <QLocale>

#include <cmath>

namespace lineside {

namespace {

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QString whole(double value)
{
    return QLocale().toString(std::round(value), 'f', 0);
}

}  // namespace

QString TileText::verdictWord(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Pass: return tr("PASS");
    case Verdict::Fail: return tr("FAIL");
    case Verdict::Unsure: return tr("UNSURE");
    case Verdict::Unknown: return tr("UNKNOWN");
    }
    return {};
}

QString TileText::sourceWord(SourceState state)
{
    switch (state) {
    case SourceState::Connecting: return tr("connecting");
    case SourceState::Running: return tr("running");
    case SourceState::Stalled: return tr("no new picture");
    case SourceState::Frozen: return tr("picture frozen");
    case SourceState::Ended: return tr("ended");
    case SourceState::Offline: return tr("offline");
    case SourceState::Busy: return tr("camera in use");
    }
    return {};
}

TileText TileText::describe(const StationSnapshot &s, const EngineSnapshot &snapshot, SteadyTime pictureAt, SteadyTime now,
                            bool heldFail)
{
    TileText t;
    t.name = text(s.config.name);
    t.chip = s.active ? tr("%1 since %2", "model, time").arg(Format::model(*s.active), Format::clock(s.activeSince)) : tr("no model");
    if (s.shadow)
        t.shadowChip = tr("shadow %1", "model").arg(Format::model(*s.shadow));
    t.rejectRate = s.rejectRate;
    t.rejectLimit = s.config.rejectRateLimit;
    t.describeSource(s, now);
    if (t.picture == Picture::Stale && pictureAt == SteadyTime{})
        t.picture = Picture::None;
    if (t.picture == Picture::Stale)
        t.age = tr("%1 old", "age of the last picture").arg(Format::age(now - pictureAt));
    t.describeVerdict(s, heldFail);
    t.describeCandidate(s, snapshot);
    t.describeFigures(s);
    t.accessible = tr("%1, %2, %3, %4, %5 of %6 per second", "station, verdict, model, source state, judged, camera")
                       .arg(t.name, t.word, s.active ? Format::model(*s.active) : tr("no model"), sourceWord(s.source.state),
                            whole(s.judgedFps), whole(s.cameraFps));
    return t;
}

void TileText::describeSource(const StationSnapshot &s, SteadyTime now)
{
    const QString since = Format::clockSeconds(s.source.since);
    const bool retried = s.source.nextTry > now;
    const QString nextTry = retried ? Format::age(s.source.nextTry - now + std::chrono::milliseconds(999)) : QString();
    switch (s.source.state) {
    case SourceState::Running:
        picture = Picture::Live;
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
        picture = Picture::Stale;
        letter = QLatin1Char('F');
        message = retried ? tr("No camera since %1. Next try in %2. Verdict: UNKNOWN.").arg(since, nextTry)
                          : tr("No camera since %1. Trying now. Verdict: UNKNOWN.").arg(since);
        break;
    case SourceState::Stalled:
        picture = Picture::Stale;
        letter = QLatin1Char('S');
        message = tr("No new picture since %1. Verdict: UNKNOWN. Check cable and power of the camera.").arg(since);
        break;
    case SourceState::Frozen:
        picture = Picture::Stale;
        letter = QLatin1Char('S');
        message = tr("The same picture since %1. Verdict: UNKNOWN. Restart the camera.").arg(since);
        break;
    case SourceState::Ended:
        picture = Picture::Stale;
        letter = QLatin1Char('C');
        message = retried ? tr("The recording ended at %1. It starts again in %2.").arg(since, nextTry)
                          : tr("The recording ended at %1. Verdict: UNKNOWN. Choose another under Settings.").arg(since);
        break;
    case SourceState::Busy:
        picture = Picture::Stale;
        letter = QLatin1Char('C');
        message = retried ? tr("Another program uses this camera since %1. Close it there. Next try in %2.").arg(since, nextTry)
                          : tr("Another program uses this camera since %1. Close it there. Trying now.").arg(since);
        break;
    }
}

void TileText::describeVerdict(const StationSnapshot &s, bool heldFail)
{
    const bool running = s.source.state == SourceState::Running;
    verdict = Verdict::Unknown;
    tone = Tone::Unknown;
    boxes = running && s.active.has_value();
    if (!running) {
        note = sourceWord(s.source.state);
        if (s.source.state == SourceState::Offline || s.source.state == SourceState::Frozen)
            tone = Tone::Red;
        word = verdictWord(verdict);
        return;
    }
    if (!s.active) {
        word = tr("NO MODEL");
        note = s.offered ? tr("%1 waits in preview", "model").arg(Format::model(*s.offered)) : tr("Drop a weight file here");
        return;
    }
    verdict = heldFail ? Verdict::Fail : s.last.verdict;
    word = verdictWord(verdict);
    switch (verdict) {
    case Verdict::Pass: tone = Tone::Idle; break;
    case Verdict::Fail: tone = Tone::Fail; break;
    case Verdict::Unsure: tone = Tone::Amber; break;
    case Verdict::Unknown: tone = Tone::Unknown; break;
    }
    const QString label = text(s.last.label);
    if (verdict == s.last.verdict) {
        switch (s.last.reason) {
        case VerdictReason::MissingLabel: note = tr("%1 missing", "label").arg(label); break;
        case VerdictReason::RejectLabel: note = tr("%1 found", "label").arg(label); break;
        case VerdictReason::LowScore: note = label.isEmpty() ? tr("low score") : tr("%1: low score", "label").arg(label); break;
        case VerdictReason::NoPart: note = tr("no part yet"); break;
        case VerdictReason::None:
        case VerdictReason::NoModel:
        case VerdictReason::NoPicture: break;
        }
    }
    if (s.config.contract.maxLatencyMs > 0 && s.p99Ms > s.config.contract.maxLatencyMs) {
        letter = QLatin1Char('S');
        note = tr("%1 behind, limit %2").arg(Format::ms(s.p99Ms), Format::ms(s.config.contract.maxLatencyMs));
        noteIsWarning = true;
    }
    if (rejectLimit > 0 && rejectRate > rejectLimit) {
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
                progressText = tr("%1 not taken: %2", "file, reason").arg(text(c.fileName), refusalWords(c.refusal->reason));
            continue;
        }
        progress = CandidateCard::overallProgress(c);
        const QString file = c.model ? Format::model(*c.model) : text(c.fileName);
        progressText = s.active ? tr("%1: %2. %3 judges", "file, step, running model")
                                      .arg(file, CandidateCard::stepText(c), Format::model(*s.active))
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
