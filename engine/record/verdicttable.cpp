// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/verdicttable.h"

#include "record/boxblob.h"
#include "record/recordfile.h"
#include "record/retention.h"
#include "record/sealrows.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace lineside {
namespace {

enum Command : std::size_t { InsertVerdict, InsertGap, AddHour, FindStation, InsertStation, SaveParts, FindModel, InsertModel, FindLabel, InsertLabel, FindLot, InsertLot, FirstUnsealed, HasUnsealed, AddUnsealed };

constexpr const char *kCommands[] = {
    "INSERT INTO verdicts(station, at, part, verdict, reason, label, model, lot, boxes, picture) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    "INSERT INTO gaps(station, since, until, parts, reason) VALUES(?1, ?2, ?3, ?4, ?5)",
    "INSERT INTO hours(station, hour, model, lot, first, last, passed, failed, unsure, unknown) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "
    "ON CONFLICT(station, hour, model, lot) DO UPDATE SET first = min(first, excluded.first), last = max(last, excluded.last), "
    "passed = passed + excluded.passed, failed = failed + excluded.failed, unsure = unsure + excluded.unsure, unknown = unknown + excluded.unknown",
    "SELECT id, parts FROM stations WHERE name = ?1",
    "INSERT INTO stations(name) VALUES(?1)",
    "UPDATE stations SET parts = max(parts, ?2) WHERE id = ?1",
    "SELECT id FROM models WHERE name = ?1 AND version = ?2 AND sha256 = ?3",
    "INSERT INTO models(name, version, sha256) VALUES(?1, ?2, ?3)",
    "SELECT id FROM labels WHERE text = ?1",
    "INSERT INTO labels(text) VALUES(?1)",
    "SELECT id FROM lots WHERE text = ?1",
    "INSERT INTO lots(text) VALUES(?1)",
    "SELECT min(after) FROM unsealed WHERE station = ?1",
    "SELECT count(*) FROM unsealed WHERE station = ?1 AND after = ?2",
    "INSERT INTO unsealed(station, after, since) VALUES(?1, ?2, ?3) ON CONFLICT(station, after) DO UPDATE SET since = min(since, excluded.since)",
};

const std::string kUnknownHash;

}  // namespace

const char *toString(GapReason reason) noexcept
{
    switch (reason) {
    case GapReason::NotWritten: return "not_written";
    case GapReason::NotEnded: return "not_ended";
    }
    return "not_written";
}

Result<VerdictTable> VerdictTable::open(const std::filesystem::path &file, WallTime now, bool again)
{
    auto database = openRecordForWriting(file);
    if (!database)
        return database.error();
    VerdictTable table(std::move(*database));
    if (auto prepared = table.prepare(); !prepared)
        return prepared.error();
    if (again)
        return table;
    if (auto noted = table.transaction([&] { return table.noteStart(now); }); !noted)
        return noted.error();
    return table;
}

Result<void> VerdictTable::prepare()
{
    for (const char *command : kCommands) {
        auto statement = m_database.prepare(command);
        if (!statement)
            return statement.error();
        m_statements.push_back(std::move(*statement));
    }
    return {};
}

Result<void> VerdictTable::noteStart(WallTime now)
{
    const auto before = m_database.number("SELECT value FROM state WHERE name = 'open'");
    const auto newest = m_database.number("SELECT max(last) FROM hours");
    if (!before || !newest)
        return (before ? newest : before).error();
    const std::int64_t at = microsecondsOf(now);
    if (*before) {
        const std::int64_t since = std::max(*before, *newest);
        Statement &gap = m_statements[InsertGap];
        gap.bind(1, std::int64_t{0}).bind(2, since).bind(3, std::max(since, at)).bindNothing(4);
        gap.bind(5, static_cast<std::int64_t>(GapReason::NotEnded));
        if (auto noted = gap.run(); !noted)
            return noted;
    }
    return m_database.run(("INSERT OR REPLACE INTO state(name, value) VALUES('open', " + std::to_string(at) + ")").c_str());
}

Result<void> VerdictTable::noteEnd()
{
    return m_database.run("DELETE FROM state WHERE name = 'open'");
}

Result<void> VerdictTable::shorten(const RecordingPolicy &kept, WallTime now)
{
    const auto step = Retention(m_database, kept).step(now);
    return step ? Result<void>() : step.error();
}

Result<void> VerdictTable::transaction(const std::function<Result<void>()> &inside)
{
    Result<void> done = m_database.run("BEGIN IMMEDIATE");
    if (done)
        done = inside();
    if (done)
        done = m_database.run("COMMIT");
    if (!done) {
        (void)m_database.run("ROLLBACK");  // there may be none: SQLite does it itself after some errors
        m_sums.clear();
        // What was put into the small tables is gone again.
        m_labels.clear();
        m_lots.clear();
        m_models.clear();
        m_stations.clear();
    }
    return done;
}

Result<void> VerdictTable::write(std::span<const WaitingPart> parts, std::span<const MissingParts> missing)
{
    return transaction([&]() -> Result<void> {
        for (const WaitingPart &waiting : parts) {
            if (auto added = add(waiting); !added)
                return added;
        }
        for (const MissingParts &gap : missing) {
            if (auto added = addMissing(gap); !added)
                return added;
        }
        if (auto added = addUnsealed(); !added)
            return added;
        return addSums();
    });
}

Result<void> VerdictTable::add(const WaitingPart &waiting)
{
    const FinishedPart &part = waiting.part;
    const auto station = this->station(waiting.station, waiting.number);
    if (!station)
        return station.error();
    const auto label = numberOf(part.judgement.label, m_labels, m_statements[FindLabel], m_statements[InsertLabel]);
    const auto lot = numberOf(waiting.lot, m_lots, m_statements[FindLot], m_statements[InsertLot]);
    const auto model = modelNumber(part.judgement.model, part.modelSha256 ? *part.modelSha256 : kUnknownHash);
    if (!label || !lot || !model)
        return (!label ? label : !lot ? lot : model).error();
    m_boxes.clear();
    for (const Detection &seen : part.boxes) {
        const auto index = static_cast<std::size_t>(seen.classIndex);
        const bool named = part.labels && seen.classIndex >= 0 && index < part.labels->size();
        const auto name = numberOf(named ? std::string_view((*part.labels)[index]) : std::string_view(), m_labels, m_statements[FindLabel], m_statements[InsertLabel]);
        if (!name)
            return name.error();
        packBox({static_cast<std::uint64_t>(*name), seen.score, seen.box}, m_boxes);
    }
    const std::int64_t at = microsecondsOf(part.at);
    const auto verdict = static_cast<std::int64_t>(part.judgement.verdict);
    (*station)->since = (*station)->since ? std::min(*(*station)->since, at) : at;
    (*station)->last = (*station)->offset + static_cast<std::int64_t>(waiting.number);
    Statement &insert = m_statements[InsertVerdict];
    insert.bind(1, (*station)->id).bind(2, at).bind(3, (*station)->last).bind(4, verdict);
    insert.bind(5, static_cast<std::int64_t>(part.judgement.reason)).bind(6, *label).bind(7, *model).bind(8, *lot);
    insert.bind(9, std::span<const std::uint8_t>(m_boxes)).bind(10, waiting.picture);
    if (auto inserted = insert.run(); !inserted)
        return inserted;
    const auto [hour, fresh] = m_sums.try_emplace(Hour{(*station)->id, hourOf(at), *model, *lot});
    Sums &sums = hour->second;
    sums.first = fresh ? at : std::min(sums.first, at);
    sums.last = fresh ? at : std::max(sums.last, at);
    ++sums.verdicts[verdict];
    return {};
}

Result<void> VerdictTable::addMissing(const MissingParts &missing)
{
    const auto station = this->station(missing.station, missing.last - missing.parts + 1);
    if (!station)
        return station.error();
    (*station)->last = (*station)->offset + static_cast<std::int64_t>(missing.last);
    Statement &gap = m_statements[InsertGap];
    gap.bind(1, (*station)->id).bind(2, microsecondsOf(missing.from)).bind(3, microsecondsOf(missing.to));
    gap.bind(4, static_cast<std::int64_t>(missing.parts)).bind(5, static_cast<std::int64_t>(GapReason::NotWritten));
    return gap.run();
}

Result<void> VerdictTable::addSums()
{
    for (const auto &[hour, sums] : m_sums) {
        Statement &add = m_statements[AddHour];
        add.bind(1, hour.station).bind(2, hour.hour).bind(3, hour.model).bind(4, hour.lot).bind(5, sums.first).bind(6, sums.last);
        for (int verdict = 0; verdict < 4; ++verdict)
            add.bind(7 + verdict, sums.verdicts[verdict]);
        if (auto added = add.run(); !added)
            return added;
    }
    m_sums.clear();
    for (const auto &[name, known] : m_stations) {
        if (auto saved = m_statements[SaveParts].bind(1, known.id).bind(2, known.last).run(); !saved)
            return saved;
    }
    return {};
}

Result<void> VerdictTable::addUnsealed()
{
    for (auto &[name, known] : m_stations) {
        const auto since = std::exchange(known.since, std::nullopt);
        if (!since)
            continue;
        if (auto added = m_statements[AddUnsealed].bind(1, known.id).bind(2, known.sealed).bind(3, *since).run(); !added)
            return added;
    }
    return {};
}

Result<std::vector<StationSeal>> VerdictTable::seal()
{
    std::vector<std::pair<std::int64_t, StationId>> stations;
    {
        auto rows = m_database.prepare("SELECT id, name FROM stations WHERE id IN (SELECT station FROM unsealed) ORDER BY name");
        if (!rows)
            return rows.error();
        const auto read = rows->each([&]() -> Result<void> {
            stations.emplace_back(rows->number(0), rows->text(1));
            return {};
        });
        if (!read)
            return read.error();
    }
    std::vector<StationSeal> seals;
    for (const auto &[id, name] : stations) {
        const auto seal = sealOf(id, name);
        if (!seal)
            return seal.error();
        if (*seal)
            seals.push_back({name, **seal});
    }
    for (const StationSeal &s : seals) {
        m_sealed[s.station] = s.seal.last;
        if (const auto known = m_stations.find(s.station); known != m_stations.end())
            known->second.sealed = s.seal.last;
    }
    return seals;
}

Result<std::optional<RecordSeal>> VerdictTable::sealOf(std::int64_t station, const StationId &name)
{
    // What is known of the places: rows of `unsealed` stay one seal longer than they are needed, so that a seal that did not get into the history before the power went is made once more.
    struct Hint {
        std::int64_t after, since;
    };
    std::vector<Hint> hints;
    auto rows = m_database.prepare("SELECT after, since FROM unsealed WHERE station = ?1 ORDER BY after");
    if (!rows)
        return rows.error();
    rows->bind(1, station);
    const auto read = rows->each([&]() -> Result<void> {
        hints.push_back({rows->number(0), rows->number(1)});
        return {};
    });
    if (!read)
        return read.error();
    rows->reset();
    if (hints.empty())
        return std::optional<RecordSeal>();
    const auto known = m_sealed.find(name);
    const std::int64_t after = known != m_sealed.end() ? known->second : hints.front().after;
    std::erase_if(hints, [&](const Hint &h) { return h.after < after; });
    if (hints.empty())
        return std::optional<RecordSeal>();  // nothing came since
    // Else some of the places are not known any more: all parts are looked at.
    std::int64_t since = std::numeric_limits<std::int64_t>::min();
    if (hints.front().after == after)
        since = std::ranges::min_element(hints, {}, &Hint::since)->since;
    SealSum sum;
    const auto summed = SealRows(m_database).each(station, name, since, [&](const SealRow &row) -> Result<void> {
        if (row.part > after)
            sum.add(row);
        return {};
    });
    if (!summed)
        return summed.error();
    if (sum.parts() == 0)
        return std::optional<RecordSeal>();  // they are gone already
    if (auto done = m_database.run(("DELETE FROM unsealed WHERE station = " + std::to_string(station) + " AND after < " + std::to_string(after)).c_str()); !done)
        return done.error();
    return std::optional(sum.finish());
}

Result<std::int64_t> VerdictTable::numberOf(std::string_view text, Numbers &known, Statement &find, Statement &insert)
{
    if (text.empty())
        return std::int64_t{0};
    if (const auto it = known.find(text); it != known.end())
        return it->second;
    const auto found = find.bind(1, text).step();
    if (!found)
        return found.error();
    std::int64_t number = *found ? find.number(0) : 0;
    find.reset();
    if (!*found) {
        if (auto inserted = insert.bind(1, text).run(); !inserted)
            return inserted.error();
        number = m_database.lastRow();
    }
    known.emplace(text, number);
    return number;
}

Result<std::int64_t> VerdictTable::modelNumber(const ModelId &model, const std::string &sha256)
{
    const auto known = std::find_if(m_models.begin(), m_models.end(), [&](const auto &m) { return m.first.id == model && m.first.sha256 == sha256; });
    if (known != m_models.end())
        return known->second;
    Statement &find = m_statements[FindModel];
    const auto found = find.bind(1, model.name).bind(2, std::int64_t{model.version}).bind(3, sha256).step();
    if (!found)
        return found.error();
    std::int64_t number = *found ? find.number(0) : 0;
    find.reset();
    if (!*found) {
        if (auto inserted = m_statements[InsertModel].bind(1, model.name).bind(2, std::int64_t{model.version}).bind(3, sha256).run(); !inserted)
            return inserted.error();
        number = m_database.lastRow();
    }
    m_models.emplace(Model{model, sha256}, number);
    return number;
}

Result<VerdictTable::KnownStation *> VerdictTable::station(const StationId &name, std::uint64_t number)
{
    if (const auto known = m_stations.find(name); known != m_stations.end())
        return &known->second;
    Statement &find = m_statements[FindStation];
    const auto found = find.bind(1, name).step();
    if (!found)
        return found.error();
    KnownStation fresh{*found ? find.number(0) : 0, 0, *found ? find.number(1) : 0, 0, {}};
    find.reset();
    const auto sealed = m_sealed.find(name);
    if (sealed != m_sealed.end() && fresh.last > sealed->second) {
        // Parts that no seal of the history is over, although there was one: where their places are not known any more, all parts are looked at.
        Statement &has = m_statements[HasUnsealed];
        const auto row = has.bind(1, fresh.id).bind(2, sealed->second).step();
        if (!row)
            return row.error();
        if (has.number(0) == 0)
            fresh.since = std::numeric_limits<std::int64_t>::min();
        has.reset();
    }
    if (sealed != m_sealed.end())
        fresh.last = std::max(fresh.last, sealed->second);
    fresh.sealed = sealed != m_sealed.end() ? sealed->second : fresh.last;
    if (*found && sealed == m_sealed.end()) {
        // None yet, but parts that one will be over.
        Statement &first = m_statements[FirstUnsealed];
        const auto row = first.bind(1, fresh.id).step();
        if (!row)
            return row.error();
        if (*row && !first.isNothing(0))
            fresh.sealed = first.number(0);
        first.reset();
    }
    if (!*found) {
        if (auto inserted = m_statements[InsertStation].bind(1, name).run(); !inserted)
            return inserted.error();
        fresh.id = m_database.lastRow();
    }
    fresh.offset = fresh.last - static_cast<std::int64_t>(number) + 1;  // this one's number follows the last
    return &(m_stations[name] = fresh);
}

}  // namespace lineside
