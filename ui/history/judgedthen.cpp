// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/judgedthen.h"

#include "itemmodels/words.h"
#include "widgets/format.h"

#include <QRegularExpression>

#include <algorithm>
#include <chrono>
#include <iterator>

namespace lineside {

namespace {

/// From when on the new model judged: until its first verdict the parts were the old one's.
WallTime tookOver(const HistoryEvent &event)
{
    const double ms = event.swap ? event.swap->firstVerdictMs : 0;
    return event.at + std::chrono::duration_cast<WallTime::duration>(std::chrono::duration<double, std::milli>(ms));
}

constexpr std::size_t kMostSpans = 12;  ///< that are told one by one

/// Whether the model that judges at the station may be another one after it.
bool mayChange(const HistoryEvent &e, const StationSnapshot &station)
{
    switch (e.kind) {
    case EventKind::Started: return true;
    case EventKind::Promoted:
    case EventKind::RolledBack:
    case EventKind::ModelFailed:
    case EventKind::Unfinished: return e.station == station.config.id;
    default: return false;
    }
}

}  // namespace

JudgedThen JudgedThen::at(WallTime moment, const StationSnapshot &station, const std::function<const HistoryEvent *(int)> &event)
{
    JudgedThen then;
    then.model = station.active;
    bool loadedAnew = false;
    for (int row = 0; const HistoryEvent *e = event(row); ++row) {
        if (e->at > moment)
            then.restart = e->kind == EventKind::Started ? std::optional(e->at) : std::nullopt;
        // A start loads what was on air once more.
        loadedAnew = loadedAnew || (e->kind == EventKind::Started && e->at <= moment);
        if (e->station == station.config.id && e->kind == EventKind::ModelFailed && e->at <= moment && !loadedAnew && e->from
            && e->from == then.model && !e->to) {
            then.out = e->at;
            return then;
        }
        if (e->station == station.config.id && e->kind == EventKind::Unfinished && e->at <= moment) {
            // The change before it was cut short: since the start that says so, the model before runs.
            then.model = e->from;
            then.since = e->at;
            return then;
        }
        if (e->station != station.config.id || (e->kind != EventKind::Promoted && e->kind != EventKind::RolledBack))
            continue;
        if (tookOver(*e) <= moment) {
            then.model = e->to;
            then.since = tookOver(*e);
            return then;
        }
        then.model = e->from;
    }
    return then;
}

QString JudgedThen::text(const StationSnapshot &station) const
{
    const QString name = Words::text(station.config.name);
    if (!model)
        return tr("%1: no model", "station").arg(name);
    if (out)
        return tr("%1: no model judged since %2 (%3 did not run)", "station, time, model").arg(name, Format::clockSeconds(*out), Words::text(*model));
    const QString judged = since ? tr("%1: %2, since %3", "station, model, time").arg(name, Words::text(*model), Format::clockMs(*since))
                                 : tr("%1: %2", "station, model").arg(name, Words::text(*model));
    return restart ? tr("%1 (if Lineside ran then: it was started at %2)", "what was judged, time").arg(judged, Format::clockSeconds(*restart))
                   : judged;
}

std::vector<JudgedThen::Span> JudgedThen::between(WallTime from, WallTime to, const StationSnapshot &station, const std::function<const HistoryEvent *(int)> &event)
{
    std::vector<const HistoryEvent *> changes;  // newest first: few of many events
    std::vector<WallTime> moments;
    for (int row = 0; const HistoryEvent *e = event(row); ++row) {
        if (!mayChange(*e, station))
            continue;
        changes.push_back(e);
        const bool swap = e->kind == EventKind::Promoted || e->kind == EventKind::RolledBack;
        if (const WallTime moment = swap ? tookOver(*e) : e->at; moment > from && moment < to)
            moments.push_back(moment);
    }
    std::ranges::sort(moments);
    const auto change = [&](int row) { return row < std::ssize(changes) ? changes[static_cast<std::size_t>(row)] : nullptr; };
    std::vector<Span> spans{{at(from, station, event), from, to}};
    for (const WallTime moment : moments) {
        JudgedThen then = at(moment, station, change);
        then.restart.reset();  // something happened before: it ran
        Span &last = spans.back();
        if (then.model == last.then.model && then.out.has_value() == last.then.out.has_value())
            continue;
        last.to = moment;
        spans.push_back({then, moment, to});
    }
    return spans;
}

QString JudgedThen::text(const std::vector<Span> &spans, const StationSnapshot &station)
{
    if (spans.size() == 1)
        return spans.front().then.text(station);
    const bool days = spans.back().to - spans.front().from > std::chrono::hours(20);
    QStringList words;
    for (std::size_t i = 0; i < std::min(spans.size(), kMostSpans); ++i) {
        const JudgedThen &then = spans[i].then;
        const QString model = !then.model ? tr("no model") : then.out ? tr("%1, which did not run,", "model").arg(Words::text(*then.model)) : Words::text(*then.model);
        words << (i + 1 < spans.size() ? tr("%1 until %2", "model, time").arg(model, days ? Format::dateTime(spans[i].to) : Format::clockMs(spans[i].to)) : model);
    }
    if (spans.size() > kMostSpans)
        words << tr("and %1 more", "number of models after one another").arg(spans.size() - kMostSpans);
    return tr("%1: %2", "station, model").arg(Words::text(station.config.name), words.join(tr(", ", "between models")));
}

std::optional<WallTime> JudgedThen::momentOf(const QString &typed, const QDateTime &now)
{
    static const QRegularExpression form(QStringLiteral(
        R"(^\s*(?:(\d{4}-\d\d-\d\d)[ T]+)?(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,3}))?)?\s*([+-]\d\d:\d\d)?\s*$)"));
    const QRegularExpressionMatch match = form.match(typed);
    if (!match.hasMatch())
        return std::nullopt;
    const bool dated = match.hasCaptured(1);
    const QDate date = dated ? QDate::fromString(match.captured(1), Qt::ISODate) : now.date();
    const int ms = match.captured(5).leftJustified(3, QLatin1Char('0')).toInt();
    const QTime time(match.captured(2).toInt(), match.captured(3).toInt(), match.captured(4).toInt(), ms);
    if (!date.isValid() || !time.isValid())
        return std::nullopt;
    QDateTime moment(date, time);
    if (const QString offset = match.captured(6); !offset.isEmpty()) {
        const int seconds = (offset.mid(1, 2).toInt() * 60 + offset.mid(4, 2).toInt()) * 60;
        moment = QDateTime(date, time, Qt::OffsetFromUTC, offset.startsWith(QLatin1Char('-')) ? -seconds : seconds);
    }
    if (!dated && moment > now)
        moment = moment.addDays(-1);
    return WallTime(std::chrono::duration_cast<WallTime::duration>(std::chrono::milliseconds(moment.toMSecsSinceEpoch())));
}

}  // namespace lineside
