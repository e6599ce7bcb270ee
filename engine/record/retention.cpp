// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/retention.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>

namespace lineside {
namespace {

constexpr std::int64_t kDay = 86'400'000'000;

}  // namespace

Result<bool> Retention::step(WallTime now)
{
    const auto first = oldest();
    const auto bytes = bytesUsed();
    if (!first)
        return first.error();
    if (!bytes)
        return bytes.error();
    bool more = false;
    if (*first) {
        const std::int64_t tooOld = m_kept.days > 0 ? microsecondsOf(now) - m_kept.days * kDay : std::numeric_limits<std::int64_t>::min();
        const bool tooLarge = m_kept.maxBytes > 0 && *bytes > m_kept.maxBytes;
        if (tooLarge || (*first)->at < tooOld) {
            // Where it is too large an hour goes at a time, so that all stations end at about the same moment.
            constexpr std::int64_t kHour = kDay / 24;
            const auto removed = remove(**first, tooLarge ? std::max(tooOld, (hourOf((*first)->at) + 1) * kHour) : tooOld);
            if (!removed)
                return removed.error();
            more = *removed > 0;
        }
    }
    const auto free = m_database.number("PRAGMA freelist_count");
    if (!free)
        return free.error();
    // Pages of parts that went are used again by those that come; only what is left over goes back.
    if (*free > 4 * kPages) {
        if (auto given = m_database.run(("PRAGMA incremental_vacuum(" + std::to_string(kPages) + ")").c_str()); !given)
            return given.error();
        more = true;
    }
    return more;
}

Result<std::optional<Retention::Oldest>> Retention::oldest()
{
    // One look at the beginning of each station's rows.
    auto rows = m_database.prepare("SELECT id, (SELECT min(at) FROM verdicts WHERE station = id) AS first FROM stations WHERE first IS NOT NULL ORDER BY first LIMIT 1");
    if (!rows)
        return rows.error();
    const auto row = rows->step();
    if (!row)
        return row.error();
    return *row ? std::optional(Oldest{rows->number(0), rows->number(1)}) : std::nullopt;
}

Result<std::uint64_t> Retention::bytesUsed()
{
    const auto pages = m_database.number("PRAGMA page_count"), free = m_database.number("PRAGMA freelist_count"), size = m_database.number("PRAGMA page_size");
    if (!pages || !free || !size)
        return (!pages ? pages : !free ? free : size).error();
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, *pages - *free) * *size);
}

Result<std::int64_t> Retention::remove(const Oldest &oldest, std::int64_t before)
{
    if (auto begun = m_database.run("BEGIN IMMEDIATE"); !begun)
        return begun.error();
    const auto work = [&]() -> Result<std::int64_t> {
        // The time of the first row that stays, where more than a step is too old.
        auto bound = m_database.prepare("SELECT at FROM verdicts WHERE station = ?1 AND at < ?2 ORDER BY at, part LIMIT 1 OFFSET ?3");
        auto erase = m_database.prepare("DELETE FROM verdicts WHERE station = ?1 AND at < ?2");
        auto note = m_database.prepare("INSERT INTO state(name, value) VALUES('kept_from', ?1) ON CONFLICT(name) DO UPDATE SET value = max(value, excluded.value)");
        for (const auto *statement : {&bound, &erase, &note}) {
            if (!*statement)
                return statement->error();
        }
        const auto found = bound->bind(1, oldest.station).bind(2, before).bind(3, kRows).step();
        if (!found)
            return found.error();
        // Parts of one moment go together: else a station with a standing clock would never lose any.
        const std::int64_t until = *found ? std::max(bound->number(0), oldest.at + 1) : before;
        bound->reset();
        if (auto done = erase->bind(1, oldest.station).bind(2, until).run(); !done)
            return done.error();
        const auto changes = m_database.number("SELECT changes()");
        if (!changes)
            return changes.error();
        if (auto done = note->bind(1, until).run(); !done)
            return done.error();
        return *changes;
    };
    auto removed = work();
    if (removed) {
        if (auto committed = m_database.run("COMMIT"); !committed)
            removed = committed.error();
    }
    if (!removed)
        (void)m_database.run("ROLLBACK");
    return removed;
}

}  // namespace lineside
