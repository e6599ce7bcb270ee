// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/historyline.h"

#include "base/utf8.h"
#include "store/checksum.h"
#include "store/promotionjson.h"
#include "store/recordjson.h"

#include <chrono>
#include <optional>
#include <stdexcept>

namespace lineside {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t kMaxObjectBytes = 60'000;  // a reader takes no line over 65,536
constexpr std::size_t kCutTo = 600;              // bytes of each text, of which one may become six

template <class Enum>
Enum fromWord(const std::string &word, int count)
{
    for (int i = 0; i < count; ++i) {
        if (word == toString(static_cast<Enum>(i)))
            return static_cast<Enum>(i);
    }
    throw std::invalid_argument("unknown word " + word);
}

std::string dumped(const ordered_json &j)
{
    // A file name may hold bytes that are no UTF-8; they are replaced rather than the event lost.
    return j.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

void cutTexts(ordered_json &j)
{
    if (j.is_string() && j.get_ref<std::string &>().size() > kCutTo)
        j.get_ref<std::string &>().resize(kCutTo);
    if (j.is_structured()) {
        for (ordered_json &member : j)
            cutTexts(member);
    }
}

ordered_json noteJson(const CanaryNote &n)
{
    ordered_json j{{"plan", n.plan}, {"step", n.step}, {"steps", n.steps}};
    if (n.pause != CanaryPause::None)
        j["pause"] = toString(n.pause);
    if (n.harm) {
        j["harm"] = {{"guard", toString(n.harm->guard)}, {"station", n.harm->station}, {"log_evidence", n.harm->logEvidence}, {"threshold", n.harm->threshold}, {"part", n.harm->part}};
        if (n.harm->share)
            j["harm"]["share"] = *n.harm->share;
        if (n.harm->usual)
            j["harm"]["usual"] = *n.harm->usual;
        if (n.harm->fewer)
            j["harm"]["fewer"] = true;
        if (n.harm->now)
            j["harm"]["now"] = *n.harm->now;
        if (n.harm->limit)
            j["harm"]["limit"] = *n.harm->limit;
    }
    return j;
}

std::int64_t toUs(WallTime t)
{
    return std::chrono::floor<std::chrono::microseconds>(t.time_since_epoch()).count();
}

/// Empty: no such time.
std::optional<WallTime> timeFromUs(std::int64_t us)
{
    constexpr auto kFarthest = std::chrono::floor<std::chrono::microseconds>(WallTime::duration::max()).count();
    return us >= -kFarthest && us <= kFarthest ? std::optional(WallTime(std::chrono::duration_cast<WallTime::duration>(std::chrono::microseconds(us)))) : std::nullopt;
}

RecordSeal sealFrom(const json &j)
{
    RecordSeal s;
    s.first = integerFrom<std::int64_t>(j.at("first"));
    s.last = integerFrom<std::int64_t>(j.at("last"));
    s.parts = integerFrom<std::int64_t>(j.at("parts"));
    s.sha256 = j.at("sha256").get<std::string>();
    const auto from = timeFromUs(integerFrom<std::int64_t>(j.at("from_us"))), to = timeFromUs(integerFrom<std::int64_t>(j.at("to_us")));
    if (!from || !to)
        throw std::invalid_argument("no such time");
    s.from = *from;
    s.to = *to;
    return s;
}

CanaryNote noteFrom(const json &j)
{
    CanaryNote n;
    n.plan = j.value("plan", "");
    n.step = integerFrom<int>(j.value("step", json(0)));
    n.steps = integerFrom<int>(j.value("steps", json(0)));
    n.pause = fromWord<CanaryPause>(j.value("pause", "none"), kCanaryPauses);
    if (j.contains("harm")) {
        const json &h = j.at("harm");
        const auto number = [&](const char *key) { return h.contains(key) ? std::optional(h.at(key).get<double>()) : std::nullopt; };
        n.harm = CanaryHarm{fromWord<CanaryGuardKind>(h.at("guard").get<std::string>(), kCanaryGuardKinds), h.value("station", ""),
                            h.value("log_evidence", 0.0), h.value("threshold", 0.0), integerFrom<std::int64_t>(h.value("part", json(0))), number("share"), number("usual"), h.value("fewer", false), number("now"), number("limit")};
    }
    return n;
}

}  // namespace

std::string formatHistoryLine(const HistoryEvent &e)
{
    return withChecksum(formatHistoryObject(e), ChecksumForm::OneLine);
}

std::string formatHistoryObject(const HistoryEvent &e)
{
    ordered_json j{{"seq", e.sequence}, {"at_ms", toMs(e.at)}, {"event", toString(e.kind)}};
    if (!e.station.empty())
        j["station"] = e.station;
    if (e.from)
        j["from"] = toJson(*e.from);
    if (e.to)
        j["to"] = toJson(*e.to);
    if (!e.file.empty())
        j["file"] = e.file;
    if (e.refusal)
        j["refusal"] = {{"reason", toString(e.refusal->reason)}, {"expected", e.refusal->expected}, {"found", e.refusal->found},
                        {"detail", e.refusal->detail}};
    if (e.swap)
        j["swap"] = {{"from", toJson(e.swap->from)}, {"to", toJson(e.swap->to)}, {"roll_back", e.swap->rollBack},
                     {"first_verdict_ms", e.swap->firstVerdictMs}, {"frames_during", e.swap->framesDuring},
                     {"frames_lost", e.swap->framesLost}, {"pause_ms", e.swap->pauseMs}, {"announced_ms", e.swap->announcedMs}, {"at_ms", toMs(e.swap->at)}};
    if (e.health)
        j["health"] = {{"outcome", toString(e.health->health)}, {"after_ms", e.health->afterMs}, {"judged", e.health->judged},
                       {"waiting", e.health->waiting}, {"latency_ms", e.health->latencyMs}, {"allowed_ms", e.health->allowedMs},
                       {"skipped_share", e.health->skippedShare}, {"compared", e.health->compared}, {"missed", e.health->missed}};
    if (!e.by.empty())
        j["by"] = e.by;
    if (e.role)
        j["role"] = toString(*e.role);
    if (e.signedBy)
        j["signed_by"] = toJson(*e.signedBy);
    if (e.evidence)
        j["evidence"] = toJson(*e.evidence);
    if (e.canary)
        j["canary"] = noteJson(*e.canary);
    if (e.seal)
        j["seal"] = {{"first", e.seal->first}, {"last", e.seal->last}, {"parts", e.seal->parts}, {"sha256", e.seal->sha256}, {"from_us", toUs(e.seal->from)}, {"to_us", toUs(e.seal->to)}};
    if (!e.detail.empty())
        j["detail"] = e.detail;
    if (e.signature.state != SignatureState::None)
        j["signature"] = toJson(e.signature);
    std::string object = dumped(j);
    if (object.size() > kMaxObjectBytes) {
        cutTexts(j);
        object = dumped(j);
    }
    return object;
}

std::string historyJson(const std::vector<HistoryEvent> &events)
{
    std::string lines;
    for (const HistoryEvent &e : events)
        lines += formatHistoryObject(e) + '\n';
    return lines;
}

Result<HistoryEvent> parseHistoryLine(const std::string &line)
{
    if (auto whole = verifyChecksum(line, ChecksumForm::OneLine); !whole)
        return whole.error();
    try {
        const json j = json::parse(line);
        HistoryEvent e;
        e.sequence = integerFrom<std::uint64_t>(j.at("seq"));
        e.at = timeFrom(integerFrom<std::int64_t>(j.at("at_ms")));
        e.kind = fromWord<EventKind>(j.at("event").get<std::string>(), kEventKinds);
        e.station = j.value("station", "");
        if (j.contains("from"))
            e.from = modelFrom(j.at("from"));
        if (j.contains("to"))
            e.to = modelFrom(j.at("to"));
        e.file = j.value("file", "");
        e.detail = j.value("detail", "");
        e.by = j.value("by", "");
        e.by.resize(wholeCharacters(e.by, PromotionNote::kMaxBy));
        if (j.contains("role"))
            e.role = roleFrom(j.at("role").get<std::string>());
        if (j.contains("signed_by"))
            e.signedBy = electronicSignatureFrom(j.at("signed_by"));
        if (j.contains("evidence"))
            e.evidence = promotionEvidenceFrom(j.at("evidence"));
        if (j.contains("canary"))
            e.canary = noteFrom(j.at("canary"));
        if (j.contains("seal"))
            e.seal = sealFrom(j.at("seal"));
        if (j.contains("signature"))
            e.signature = signatureFrom(j.at("signature"));
        if (j.contains("refusal")) {
            const json &r = j.at("refusal");
            e.refusal = Refusal{fromWord<RefusalReason>(r.at("reason").get<std::string>(), static_cast<int>(RefusalReason::Internal) + 1),
                                r.value("expected", ""), r.value("found", ""), r.value("detail", "")};
        }
        if (j.contains("swap")) {
            const json &s = j.at("swap");
            SwapRecord swap;
            swap.from = modelFrom(s.at("from"));
            swap.to = modelFrom(s.at("to"));
            swap.rollBack = s.value("roll_back", false);
            swap.at = timeFrom(integerFrom<std::int64_t>(s.value("at_ms", json(0))));
            swap.firstVerdictMs = s.value("first_verdict_ms", 0.0);
            swap.framesDuring = integerFrom<std::uint64_t>(s.value("frames_during", json(0)));
            swap.framesLost = integerFrom<std::uint64_t>(s.value("frames_lost", json(0)));
            swap.pauseMs = s.value("pause_ms", 0.0);
            swap.announcedMs = s.value("announced_ms", 0.0);
            e.swap = swap;
        }
        if (j.contains("health")) {
            const json &h = j.at("health");
            HealthRecord health;
            health.health = fromWord<Health>(h.at("outcome").get<std::string>(), static_cast<int>(Health::FindsNothing) + 1);
            health.afterMs = h.value("after_ms", 0.0);
            health.judged = integerFrom<std::uint64_t>(h.value("judged", json(0)));
            health.waiting = integerFrom<std::uint64_t>(h.value("waiting", json(0)));
            health.latencyMs = h.value("latency_ms", 0.0);
            health.allowedMs = h.value("allowed_ms", 0.0);
            health.skippedShare = h.value("skipped_share", 0.0);
            health.compared = integerFrom<std::uint64_t>(h.value("compared", json(0)));
            health.missed = integerFrom<std::uint64_t>(h.value("missed", json(0)));
            e.health = health;
        }
        return e;
    } catch (const std::exception &e) {
        return Error{ErrorCode::InvalidInput, e.what()};
    }
}

}  // namespace lineside
