// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/eventtext.h"

#include "common/commanderror.h"
#include "weights/labels.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

namespace lineside::ctl {
namespace {

constexpr std::size_t kMaxBytes = 2000;

/// What went wrong, with the numbers that say so.
std::string harmText(const CanaryHarm &harm)
{
    std::string text = std::string(toString(harm.guard)) + " at " + harm.station + " after " + std::to_string(harm.part) + " parts";
    if (harm.now && harm.limit)
        text += ", " + std::to_string(std::lround(*harm.now)) + " of at most " + std::to_string(std::lround(*harm.limit)) + (harm.guard == CanaryGuardKind::Memory ? " MB" : " ms");
    const auto percent = [](double share) {
        const long thousandths = std::lround(1000 * share);
        return std::to_string(thousandths / 10) + "." + std::to_string(thousandths % 10) + " %";
    };
    if (harm.share && harm.usual)
        text += ", " + percent(*harm.share) + (harm.guard == CanaryGuardKind::Review ? ", at most " : ", usually ") + percent(*harm.usual);
    return text;
}

std::string healthText(const HealthRecord &h)
{
    const auto ms = [](double value) { return std::to_string(std::lround(value)) + " ms"; };
    switch (h.health) {
    case Health::Healthy: return "healthy after " + ms(h.afterMs);
    case Health::NotProven: return "not proven healthy in " + ms(h.afterMs);
    case Health::NoVerdicts: return "taken back: no verdict while " + std::to_string(h.waiting) + " pictures came";
    case Health::TooSlow: return "taken back: verdicts after " + ms(h.latencyMs) + ", " + ms(h.allowedMs) + " allowed, " + std::to_string(std::lround(100 * h.skippedShare)) + " % skipped";
    case Health::FindsNothing:
        return "taken back: nothing found in " + std::to_string(h.judged) + " pictures, the model before saw something in " + std::to_string(h.missed) + " of "
             + std::to_string(h.compared);
    }
    return {};
}

}  // namespace

std::string timeText(WallTime time)
{
    const qint64 ms = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(ms).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")).toStdString();
}

std::string kindText(EventKind kind)
{
    std::string text = toString(kind);
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

std::string personText(const HistoryEvent &e)
{
    if (!e.role)
        return e.by;
    return (e.by.empty() ? std::string("nobody who signed in") : e.by) + " (" + toString(*e.role) + ")";
}

std::string evidenceText(const HistoryEvent &e)
{
    if (!e.evidence)
        return {};
    const PromotionEvidence &known = *e.evidence;
    const auto counted = [](std::int64_t count, const char *of, const char *what) { return count > 0 ? std::string(of) + std::to_string(count) + ' ' + what + (count > 1 ? "s" : "") : std::string(); };
    return std::string(toString(known.state)) + (known.contradicted ? ", contradicted since" : "") + " by " + std::to_string(known.parts) + (known.countsObjects ? " objects" : " parts")
         + counted(known.seen.lots, " on ", "lot") + counted(known.seen.hours, " in ", "hour") + (known.stations > 1 ? counted(known.stations, " at ", "station") : std::string()) + ", "
         + std::to_string(known.discordant) + " differ" + (known.pending > 0 ? ", " + std::to_string(known.pending) + " unanswered" : "");
}

std::string detailsText(const HistoryEvent &e)
{
    std::string text;
    const auto add = [&text](const std::string &part) { text += (text.empty() || part.empty() ? "" : "  ") + part; };
    if (e.refusal) {
        const CommandError why = commandError(*e.refusal);
        add(why.code + (why.detail.empty() ? "" : ": ") + why.detail);
    }
    if (e.swap)
        add("first verdict after " + std::to_string(std::lround(e.swap->firstVerdictMs)) + " ms, " + std::to_string(e.swap->framesLost) + " lost");
    if (e.swap && e.swap->pauseMs > 0)
        add("judged nothing for " + std::to_string(std::lround(e.swap->pauseMs)) + " ms"
            + (e.swap->announcedMs > 0 ? ", announced " + std::to_string(std::lround(e.swap->announcedMs)) + " ms" : ""));
    if (e.health)
        add(healthText(*e.health));
    if (e.canary)
        add("canary " + e.canary->plan + ", step " + std::to_string(e.canary->step) + " of " + std::to_string(e.canary->steps)
            + (e.canary->harm ? ", harm: " + harmText(*e.canary->harm) : std::string()));
    if (e.seal)
        add("parts " + std::to_string(e.seal->first) + " to " + std::to_string(e.seal->last) + " of the record, sha256 " + e.seal->sha256);
    if (e.signature.state != SignatureState::None)
        add(e.signature.state == SignatureState::Good ? "signed by " + e.signature.signer : "signed by key " + e.signature.keyId);
    add(e.detail);
    return text;
}

std::string eventText(const HistoryEvent &e)
{
    std::string text = timeText(e.at);
    const auto add = [&text](const std::string &part) { text += part.empty() ? "" : "  " + part; };
    add(kindText(e.kind));
    add(e.station);
    add((e.from ? e.from->text() : std::string()) + (e.from && e.to ? " → " : "") + (e.to ? e.to->text() : std::string()));
    add(e.file);
    add(detailsText(e));
    if (const std::string who = personText(e); !who.empty())
        add("by " + who);
    if (e.signedBy)
        add("signature of " + e.signedBy->name + ": " + e.signedBy->meaning);
    return weights::printable(text, kMaxBytes);  // names of files may hold what a terminal would obey
}

}  // namespace lineside::ctl
