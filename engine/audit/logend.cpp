// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/logend.h"

#include "audit/aside.h"
#include "audit/linereader.h"

namespace lineside::audit {
namespace {

struct Newest {
    ChainHead head;
    std::uint64_t end = 0;  ///< behind it
    bool ended = true;
};

/// The newest line of the chain that begins at `from` or later.
Result<std::optional<Newest>> newestFrom(int fd, std::uint64_t from, std::uint64_t size)
{
    std::optional<Newest> newest;
    LineReader lines(readingFrom(fd, from, size));
    for (bool whole = from == 0;; whole = true) {  // else the first one begins somewhere before
        const auto line = lines.next();
        if (!line)
            return line.error();
        if (!*line)
            return newest;
        const auto link = whole && !(*line)->tooLong ? parseLinkedLine((*line)->text) : std::nullopt;
        if (link && link->checksumRight)
            newest = Newest{{link->number, std::string(link->value)}, from + (*line)->offset + (*line)->bytes, (*line)->ended};
    }
}

}  // namespace

Result<LogEnd> readLogEnd(int fd, std::uint64_t size)
{
    LogEnd end;
    end.size = size;
    Newest newest;
    for (std::uint64_t back = 2 * kMaxLineBytes;; back *= 16) {
        const std::uint64_t from = size > back ? size - back : 0;
        const auto found = newestFrom(fd, from, size);
        if (!found)
            return found.error();
        if (*found) {
            newest = **found;
            break;
        }
        if (from == 0)
            break;
    }
    end.head = newest.head;
    end.endsLine = newest.ended;
    AsideHash rest;
    std::string piece(1 << 16, '\0');
    for (const ReadBytes read = readingFrom(fd, newest.end, size);;) {
        const auto got = read(piece);
        if (!got)
            return got.error();
        if (*got == 0)
            break;
        rest.add(std::string_view(piece).substr(0, *got));
        end.endsLine = piece[*got - 1] == '\n';
    }
    if (rest.bytes() > 0 && !end.endsLine)
        rest.add("\n");
    end.aside = rest.aside();
    return end;
}

}  // namespace lineside::audit
