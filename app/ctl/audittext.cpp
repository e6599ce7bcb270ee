// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/audittext.h"

#include <QDateTime>

#include <chrono>
#include <cstdio>

namespace lineside::ctl {
namespace {

using nlohmann::ordered_json;
using Time = std::chrono::system_clock::time_point;

std::int64_t ms(Time t)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(t.time_since_epoch()).count();
}

std::string clock(Time t)
{
    return QDateTime::fromMSecsSinceEpoch(ms(t)).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")).toStdString();
}

/// "41,203"
std::string grouped(std::uint64_t number)
{
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3; at -= 3)
        digits.insert(at - 3, ",");
    return digits;
}

std::string counted(std::uint64_t count, const char *one, const char *many)
{
    return grouped(count) + " " + (count == 1 ? one : many);
}

std::string range(const AuditBreak &b)
{
    return b.last > b.number ? "records " + grouped(b.number) + " to " + grouped(b.last) : "record " + grouped(b.number);
}

std::string what(const AuditBreak &b)
{
    switch (b.kind) {
    case AuditBreakKind::Edited: return "was edited: its bytes are not those that were written. What it says, and what follows, is not to be believed by itself.";
    case AuditBreakKind::Removed: return "is not the next: " + range(b) + " are not there. What they said is not known here.";
    case AuditBreakKind::Reordered: return "is not the next: record " + grouped(b.number) + " comes later. The order of the changes is not the one in which they were made.";
    case AuditBreakKind::Repeated: return "is a record that belongs elsewhere, once more: something happened once and is told twice.";
    case AuditBreakKind::Inserted: return "was inserted: it is not linked to the records around it. Lineside did not write it there; an older version of it, which knows no chain, may have.";
    case AuditBreakKind::NotSigned: return "should be a checkpoint with a good signature and is none: from the checkpoint before it on, the chain may have been made anew.";
    case AuditBreakKind::WrongKey: return "is a checkpoint that another key signed: from the checkpoint before it on, the chain may have been made anew.";
    case AuditBreakKind::CutOff: return "is not there: the history ends before the checkpoint over " + grouped(b.last) + " lines. What was at its end was taken away.";
    case AuditBreakKind::Remade: return "is another one than the checkpoint was signed over: up to here the history was made anew by somebody who has the secret key.";
    }
    return {};
}

/// The record of parts, held against its seals: lines that each begin with an end of line.
std::string recordText(const SealCheck &c)
{
    std::string text;
    if (c.broken) {
        const RecordSeal &s = *c.broken;
        text += "\nthe record of parts is not as it was sealed: parts " + grouped(static_cast<std::uint64_t>(s.first)) + " to " + grouped(static_cast<std::uint64_t>(s.last)) + " of " + c.station + ", recorded from " + clock(s.from)
                + " to " + clock(s.to) + ", were changed, added to or taken away from. What the record says of them is not to be believed by itself.";
    }
    text += "\n" + counted(c.parts, "recorded part is", "recorded parts are") + " as sealed, " + counted(c.seals, "seal", "seals") + (c.unsealed ? "; " + counted(c.unsealed, "part has", "parts have") + " none yet" : std::string());
    if (c.gone)
        text += "\n" + counted(c.gone, "sealed part is", "sealed parts are") + " not kept any more" + (c.goneUntil ? ", the newest of " + clock(*c.goneUntil) : std::string());
    if (c.unproven)
        text += "\n" + counted(c.unproven, "part is", "parts are") + " left of a seal whose oldest are gone: nothing says that they are the same";
    return text;
}

}  // namespace

std::string auditText(const AuditReport &r)
{
    char seconds[32];
    std::snprintf(seconds, sizeof seconds, "%.1f s", r.seconds);
    std::string text;
    if (!r.broken) {
        text = counted(r.records, "record", "records") + ", chain whole, checked in " + seconds;
        if (r.from && r.to)
            text += "\nfrom " + clock(*r.from) + " to " + clock(*r.to);
    } else {
        const AuditBreak &b = *r.broken;
        text = "record " + grouped(b.number) + " (line " + std::to_string(b.line) + ", byte " + std::to_string(b.offset) + (b.at ? ", " + clock(*b.at) : std::string()) + ") " + what(b);
        text += "\n" + counted(r.records, "record", "records") + " before it " + (r.records == 1 ? "is" : "are") + " whole" + (b.after ? ", the newest of " + clock(*b.after) : std::string());
    }
    text += "\n" + counted(r.checkpoints, "signed checkpoint", "signed checkpoints") + (r.signedUpTo ? ", the newest over the first " + grouped(r.signedUpTo) + (r.signedUpTo == 1 ? " line" : " lines") : std::string());
    if (r.number)
        text += "\nhead " + grouped(r.number) + " " + r.head;
    if (r.before)
        text += "\n" + counted(r.before, "line", "lines") + " from before the chain began";
    if (r.torn)
        text += "\n" + counted(r.torn, "line", "lines") + " torn by a power cut or a crash; the record after says so";
    if (r.tail)
        text += "\nthe last " + counted(r.tail, "byte is", "bytes are") + " no whole record: being written, or torn by a power cut or a crash";
    if (r.record)
        text += recordText(*r.record);
    return text;
}

ordered_json auditJson(const AuditReport &r)
{
    const auto number = [](const auto &value) { return value ? ordered_json(*value) : ordered_json(); };
    const auto time = [](const std::optional<Time> &t) { return t ? ordered_json(ms(*t)) : ordered_json(); };
    ordered_json j{{"whole", !r.broken && !(r.record && r.record->broken)}, {"records", r.records}, {"checkpoints", r.checkpoints}, {"signed_up_to", r.signedUpTo}, {"number", r.number},
                   {"head", r.head}, {"before_chain", r.before}, {"torn", r.torn}, {"tail_bytes", r.tail}, {"from_ms", time(r.from)}, {"to_ms", time(r.to)},
                   {"seconds", r.seconds}, {"broken", nullptr}};
    if (r.broken)
        j["broken"] = {{"kind", toString(r.broken->kind)}, {"line", r.broken->line}, {"offset", r.broken->offset}, {"number", r.broken->number},
                       {"last", r.broken->last ? ordered_json(r.broken->last) : ordered_json()}, {"seq", number(r.broken->sequence)},
                       {"at_ms", time(r.broken->at)}, {"after_ms", time(r.broken->after)}};
    j["record"] = nullptr;
    if (r.record) {
        const SealCheck &c = *r.record;
        j["record"] = {{"seals", c.seals}, {"parts", c.parts}, {"gone", c.gone}, {"gone_until_ms", time(c.goneUntil)}, {"unproven", c.unproven}, {"unsealed", c.unsealed}, {"broken", nullptr}};
        if (c.broken)
            j["record"]["broken"] = {{"station", c.station}, {"first", c.broken->first}, {"last", c.broken->last}, {"parts", c.broken->parts}, {"sha256", c.broken->sha256},
                                     {"from_ms", ms(c.broken->from)}, {"to_ms", ms(c.broken->to)}};
    }
    return j;
}

}  // namespace lineside::ctl
