// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/commands.h"

#include "audit/readhistory.h"
#include "common/installation.h"
#include "ctl/eventtext.h"
#include "ctl/output.h"
#include "ctl/table.h"
#include "lineside/csvfield.h"
#include "record/recordtime.h"
#include "store/historyline.h"
#include "weights/labels.h"

#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lineside::ctl {
namespace {

constexpr std::size_t kMaxCell = 2000;  // bytes

using Cells = std::vector<std::string>;

std::string modelText(const std::optional<ModelId> &model)
{
    return model ? model->text() : std::string();
}

std::optional<EventKind> kindOf(const std::string &word)
{
    for (int i = 0; i < kEventKinds; ++i) {
        if (word == toString(static_cast<EventKind>(i)))
            return static_cast<EventKind>(i);
    }
    return std::nullopt;
}

std::string kindWords()
{
    std::string words;
    for (int i = 0; i < kEventKinds; ++i)
        words += (i > 0 ? ", " : "") + std::string(toString(static_cast<EventKind>(i)));
    return words;
}

/// The columns of the page History, and what a promotion rested on in one of its own.
Cells csvCells(const HistoryEvent &e)
{
    return {isoTime(e.at), toString(e.kind), e.station, modelText(e.from), modelText(e.to), e.file, e.by, e.role ? toString(*e.role) : "",
            e.signedBy ? e.signedBy->name : "", e.signedBy ? e.signedBy->meaning : "", e.signedBy ? isoTime(e.signedBy->at) : "", evidenceText(e), detailsText(e)};
}

void printCsvLine(const Cells &cells)
{
    for (bool first = true; const std::string &cell : cells)
        std::cout << (std::exchange(first, false) ? "" : ",") << csvField(cell);
    std::cout << "\r\n";
}

Cells tableCells(const HistoryEvent &e)
{
    std::string details = e.file;
    const std::string evidence = evidenceText(e);
    for (const std::string &part : {evidence.empty() ? evidence : "compared: " + evidence, detailsText(e), e.signedBy ? "signature of " + e.signedBy->name + ": " + e.signedBy->meaning : std::string()})
        details += (details.empty() || part.empty() ? "" : "  ") + part;
    Cells cells{timeText(e.at), kindText(e.kind), e.station, modelText(e.from), modelText(e.to), personText(e), details};
    for (std::string &cell : cells)
        cell = cell.empty() ? "–" : weights::printable(cell, kMaxCell);  // what came from outside may hold what a terminal would obey
    return cells;
}

void tell(const std::vector<HistoryEvent> &events, const HistoryOptions &o)
{
    if (o.json) {
        std::cout << historyJson(events);
        return;
    }
    if (o.csv) {
        printCsvLine({"at", "event", "station", "from", "to", "file", "by", "role", "signed_by", "meaning", "signed_at", "evidence", "details"});
        for (const HistoryEvent &e : events)
            printCsvLine(csvCells(e));
        return;
    }
    std::vector<Cells> rows{{"time", "event", "station", "from", "to", "by", "details"}};
    for (const HistoryEvent &e : events)
        rows.push_back(tableCells(e));
    std::cout << (events.empty() ? "nothing\n" : tableText(rows));
}

Result<void> answer(const HistoryOptions &o)
{
    const auto from = o.from.empty() ? std::optional(WallTime::min()) : timeFrom(o.from);
    const auto to = o.to.empty() ? std::optional(WallTime::max()) : timeFrom(o.to);
    if (!from || !to)
        return Error{ErrorCode::InvalidInput, (from ? o.to : o.from) + " is no time such as 2026-03-01T07:45 or 2026-03-01T07:45:12Z"};
    const auto kind = kindOf(o.kind);
    if (!o.kind.empty() && !kind)
        return Error{ErrorCode::InvalidInput, o.kind + " is no kind of event; there are " + kindWords()};
    const auto read = audit::readHistory(findInstallation(o.config).dataDir, {*from, *to, o.station, kind, o.limit});
    if (!read)
        return read.error();
    if (!o.station.empty() && !read->stationKnown)
        return Error{ErrorCode::NotFound, "nothing of " + o.station + " is in the history"};
    tell(read->events, o);
    // A table of events has no line for what cannot be read: it is told beside it.
    if (read->damaged > 0 && o.json)
        print({{"damaged", {{"lines", read->damaged}, {"first", read->firstDamaged}}}});
    else if (read->damaged > 0)
        std::cerr << "linesidectl: " << read->damaged << (read->damaged == 1 ? " line is" : " lines are") << " not believed, the first is line " << read->firstDamaged << ": linesidectl audit verify tells more" << std::endl;
    return {};
}

}  // namespace

int history(const HistoryOptions &options)
{
    const auto done = answer(options);
    std::cout << std::flush;
    return done ? kDone : refuse(done.error(), options.json);
}

}  // namespace lineside::ctl
