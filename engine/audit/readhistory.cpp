// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/readhistory.h"

#include "audit/auditkeys.h"
#include "audit/chain.h"
#include "audit/checkpoint.h"
#include "audit/linereader.h"
#include "base/filedescriptor.h"
#include "store/files.h"
#include "store/historyline.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <functional>
#include <string>
#include <sys/stat.h>

#include <utility>

namespace lineside::audit {
namespace {

constexpr std::size_t kSlack = 1000;  // events beyond those that are wanted, which a later line may complete

bool fits(const HistoryEvent &e, const HistoryQuery &query)
{
    return e.at >= query.from && e.at < query.to && (query.station.empty() || e.station == query.station) && (!query.kind || e.kind == *query.kind);
}

void keepNewest(std::vector<HistoryEvent> &events, std::size_t most)
{
    if (events.size() > most)
        events.erase(events.begin(), events.end() - static_cast<std::ptrdiff_t>(most));
}

}  // namespace

void addHistoryEvent(std::vector<HistoryEvent> &events, HistoryEvent event)
{
    const auto same = std::find_if(events.rbegin(), events.rend(), [&](const HistoryEvent &e) { return e.sequence <= event.sequence; });
    if (same != events.rend() && same->sequence == event.sequence && same->kind == event.kind)
        *same = std::move(event);  // completes it
    else
        events.push_back(std::move(event));
}

namespace {

/// `take` for each line that is written to its end, the first first; its number is that in the file.
Result<void> eachLine(const std::filesystem::path &dataDir, const std::function<void(const Line &)> &take)
{
    const std::filesystem::path file = dataDir / kHistoryFile;
    // O_NONBLOCK: opening a pipe would wait for somebody who writes into it.
    const FileDescriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat info {};
    if (!fd || ::fstat(fd.get(), &info) != 0)
        return ioError(file);
    if (!S_ISREG(info.st_mode))
        return Error{ErrorCode::InvalidInput, file.string() + ": not a file"};
    LineReader lines(readingFrom(fd.get(), 0, static_cast<std::uint64_t>(info.st_size)));
    for (;;) {
        const auto line = lines.next();
        if (!line)
            return line.error();
        if (!*line || !(*line)->ended)
            return {};
        take(**line);
    }
}

}  // namespace

Result<HistoryAnswer> readHistory(const std::filesystem::path &dataDir, const HistoryQuery &query)
{
    HistoryAnswer answer;
    const auto read = eachLine(dataDir, [&](const Line &line) {
        if (!line.tooLong && isCheckpointLine(line.text))
            return;
        auto event = line.tooLong ? Result<HistoryEvent>(Error{ErrorCode::InvalidInput, "too long"}) : parseHistoryLine(line.text);
        if (!event) {
            if (answer.damaged++ == 0)
                answer.firstDamaged = line.number;
            return;
        }
        answer.stationKnown = answer.stationKnown || event->station == query.station;
        if (!fits(*event, query))
            return;
        addHistoryEvent(answer.events, std::move(*event));
        if (query.newest > 0 && answer.events.size() > 2 * query.newest + kSlack)
            keepNewest(answer.events, query.newest + kSlack);
    });
    if (!read)
        return read.error();
    if (query.newest > 0)
        keepNewest(answer.events, query.newest);
    return answer;
}

Result<std::map<StationId, std::int64_t, std::less<>>> sealedUpTo(const std::filesystem::path &dataDir)
{
    std::map<StationId, std::int64_t, std::less<>> upTo;
    const std::string word = std::string("\"") + toString(EventKind::RecordSealed) + '"';
    const auto read = eachLine(dataDir, [&](const Line &line) {
        if (line.tooLong || line.text.find(word) == std::string::npos)
            return;  // few are one
        const auto event = parseHistoryLine(line.text);
        if (event && event->kind == EventKind::RecordSealed && event->seal)
            upTo[event->station] = std::max(upTo[event->station], event->seal->last);
    });
    if (!read && read.error().code != ErrorCode::NotFound)
        return read.error();
    return upTo;
}

}  // namespace lineside::audit
