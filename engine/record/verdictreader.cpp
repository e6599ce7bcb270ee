// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/verdictreader.h"

#include "record/boxblob.h"
#include "record/recordfile.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace lineside {
namespace {

constexpr std::int64_t kHour = 3'600'000'000;
constexpr std::int64_t kVerdicts = static_cast<std::int64_t>(Verdict::Unknown) + 1;
constexpr std::int64_t kReasons = static_cast<std::int64_t>(VerdictReason::NoPicture) + 1;

const std::string kNone;

Error damaged(const char *what)
{
    return {ErrorCode::InvalidInput, std::string("the record is damaged: ") + what};
}

std::uint64_t countFrom(std::int64_t number)
{
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, number));
}

void addTo(ModelUse &use, bool fresh, std::int64_t first, std::int64_t last, const VerdictCounts &counts)
{
    use.first = fresh ? wallTimeOf(first) : std::min(use.first, wallTimeOf(first));
    use.last = fresh ? wallTimeOf(last) : std::max(use.last, wallTimeOf(last));
    use.counts.add(counts);
}

VerdictCounts countsIn(const Statement &row, int first)
{
    return {countFrom(row.number(first)), countFrom(row.number(first + 1)), countFrom(row.number(first + 2)), countFrom(row.number(first + 3))};
}

}  // namespace

void VerdictCounts::add(const VerdictCounts &other)
{
    passed += other.passed;
    failed += other.failed;
    unsure += other.unsure;
    unknown += other.unknown;
}

Result<VerdictReader> VerdictReader::open(const std::filesystem::path &file)
{
    auto database = openRecordForReading(file);
    if (!database)
        return database.error();
    return VerdictReader(std::move(*database));
}

Result<VerdictPage> VerdictReader::verdictsBetween(const StationId &station, WallTime from, WallTime to, std::size_t limit, std::optional<PartPlace> after)
{
    const auto id = numberOf(station);
    if (!id)
        return id.error();
    const auto schema = m_database.number("PRAGMA user_version");  // of version 1 while nobody has written it anew
    if (!schema)
        return schema.error();
    auto rows = m_database.prepare((*schema > 1 ? std::string("SELECT at, part, verdict, reason, label, model, lot, boxes, picture") : std::string("SELECT at, part, verdict, reason, label, model, lot, boxes, ''"))
                                   + " FROM verdicts WHERE station = ?1 AND at < ?2 AND (at, part) > (?3, ?4) ORDER BY at, part LIMIT ?5");
    if (!rows)
        return rows.error();
    // Before the first place there is no part of that number.
    const PartPlace begin = after.value_or(PartPlace{microsecondsOf(from), 0});
    constexpr std::size_t kMost = std::numeric_limits<int>::max();
    rows->bind(1, *id).bind(2, microsecondsOf(to)).bind(3, begin.at).bind(4, static_cast<std::int64_t>(begin.part));
    rows->bind(5, static_cast<std::int64_t>(std::min(limit, kMost)));
    VerdictPage page;
    const auto done = rows->each([&] {
        VerdictRecord &record = page.verdicts.emplace_back();
        record.station = station;
        return read(*rows, record);
    });
    if (!done)
        return done.error();
    if (page.verdicts.size() == limit && limit > 0)
        page.next = PartPlace{microsecondsOf(page.verdicts.back().at), page.verdicts.back().part};
    return page;
}

Result<std::vector<PartOutcome>> VerdictReader::lastOutcomes(const StationId &station, const ModelId &model, std::size_t limit)
{
    const auto id = numberOf(station);
    if (!id)
        return id.error();
    auto rows = m_database.prepare("SELECT at, verdict, length(boxes) = 0 FROM verdicts WHERE station = ?1 AND model IN (SELECT id FROM models WHERE name = ?2 AND version = ?3) "
                                   "ORDER BY at DESC, part DESC LIMIT ?4");
    if (!rows)
        return rows.error();
    rows->bind(1, *id).bind(2, model.name).bind(3, std::int64_t{model.version}).bind(4, static_cast<std::int64_t>(std::min<std::size_t>(limit, std::numeric_limits<int>::max())));
    std::vector<PartOutcome> newest;
    const auto done = rows->each([&]() -> Result<void> {
        if (rows->number(1) < 0 || rows->number(1) >= kVerdicts)
            return damaged("a part that is none");
        newest.push_back({wallTimeOf(rows->number(0)), static_cast<Verdict>(rows->number(1)), rows->number(2) != 0});
        return {};
    });
    if (!done)
        return done.error();
    std::ranges::reverse(newest);
    return newest;
}

Result<void> VerdictReader::read(Statement &row, VerdictRecord &record)
{
    if (row.number(1) < 0 || row.number(2) < 0 || row.number(2) >= kVerdicts || row.number(3) < 0 || row.number(3) >= kReasons)
        return damaged("a part that is none");
    record.at = wallTimeOf(row.number(0));
    record.part = static_cast<std::uint64_t>(row.number(1));
    record.verdict = static_cast<Verdict>(row.number(2));
    record.reason = static_cast<VerdictReason>(row.number(3));
    const auto label = this->label(row.number(4));
    const auto model = this->model(row.number(5));
    const auto lot = this->lot(row.number(6));
    const auto boxes = unpackBoxes(row.bytes(7));
    if (!label || !lot)
        return (label ? lot : label).error();
    if (!model)
        return model.error();
    if (!boxes)
        return boxes.error();
    record.label = **label;
    record.model = (*model)->id;
    record.modelSha256 = (*model)->sha256;
    record.lot = **lot;
    record.picture = row.text(8);
    record.boxes.reserve(boxes->size());
    for (const PackedBox &packed : *boxes) {
        const auto name = this->label(static_cast<std::int64_t>(packed.label));
        if (!name)
            return name.error();
        record.boxes.push_back({**name, packed.score, packed.box});
    }
    return {};
}

Result<std::vector<ModelUse>> VerdictReader::modelsBetween(const StationId &station, WallTime from, WallTime to)
{
    const auto id = numberOf(station);
    const auto keptFrom = m_database.number("SELECT value FROM state WHERE name = 'kept_from'");
    if (!id || !keptFrom)
        return (id ? keptFrom : id).error();
    const std::int64_t begin = microsecondsOf(from), end = microsecondsOf(to);
    Uses uses;
    if (begin < end) {
        // Whole hours are added up already; at both ends the parts themselves are counted.
        const std::int64_t firstWhole = hourOf(begin) + (begin != hourOf(begin) * kHour), afterWhole = hourOf(end);
        Result<void> done;
        if (firstWhole > afterWhole) {  // within one hour
            done = countPieceOfHour(*id, begin, end, *keptFrom, uses);
        } else {
            done = countPieceOfHour(*id, begin, firstWhole * kHour, *keptFrom, uses);
            if (done)
                done = countHours(*id, firstWhole, afterWhole, uses);
            if (done)
                done = countPieceOfHour(*id, afterWhole * kHour, end, *keptFrom, uses);
        }
        if (!done)
            return done.error();
    }
    std::vector<ModelUse> list;
    for (auto &[number, use] : uses) {
        const auto known = model(number);
        if (!known)
            return known.error();
        use.model = (*known)->id;
        use.sha256 = (*known)->sha256;
        list.push_back(std::move(use));
    }
    std::stable_sort(list.begin(), list.end(), [](const ModelUse &a, const ModelUse &b) { return a.first < b.first; });
    return list;
}

Result<void> VerdictReader::countPieceOfHour(std::int64_t station, std::int64_t from, std::int64_t to, std::int64_t keptFrom, Uses &uses)
{
    if (from >= to)
        return {};
    return from < keptFrom ? countHours(station, hourOf(from), hourOf(from) + 1, uses) : countParts(station, from, to, uses);
}

Result<void> VerdictReader::countParts(std::int64_t station, std::int64_t from, std::int64_t to, Uses &uses)
{
    auto rows = m_database.prepare("SELECT model, verdict, count(*), min(at), max(at) FROM verdicts WHERE station = ?1 AND at >= ?2 AND at < ?3 GROUP BY model, verdict");
    if (!rows)
        return rows.error();
    rows->bind(1, station).bind(2, from).bind(3, to);
    return rows->each([&]() -> Result<void> {
        VerdictCounts counts;
        const std::uint64_t parts = countFrom(rows->number(2));
        switch (rows->number(1)) {
        case static_cast<int>(Verdict::Pass): counts.passed = parts; break;
        case static_cast<int>(Verdict::Fail): counts.failed = parts; break;
        case static_cast<int>(Verdict::Unsure): counts.unsure = parts; break;
        default: counts.unknown = parts;
        }
        const auto [use, fresh] = uses.try_emplace(rows->number(0));
        addTo(use->second, fresh, rows->number(3), rows->number(4), counts);
        return {};
    });
}

Result<void> VerdictReader::countHours(std::int64_t station, std::int64_t from, std::int64_t to, Uses &uses)
{
    auto rows = m_database.prepare("SELECT model, first, last, passed, failed, unsure, unknown FROM hours WHERE station = ?1 AND hour >= ?2 AND hour < ?3");
    if (!rows)
        return rows.error();
    rows->bind(1, station).bind(2, from).bind(3, to);
    return rows->each([&]() -> Result<void> {
        const auto [use, fresh] = uses.try_emplace(rows->number(0));
        addTo(use->second, fresh, rows->number(1), rows->number(2), countsIn(*rows, 3));
        return {};
    });
}

Result<std::vector<ModelTouch>> VerdictReader::touchedBy(const ModelId &id)
{
    auto rows = m_database.prepare("SELECT hours.model, station, lot, min(first), max(last), sum(passed), sum(failed), sum(unsure), sum(unknown) FROM models "
                                   "JOIN hours ON hours.model = models.id WHERE models.name = ?1 AND models.version = ?2 "
                                   "GROUP BY hours.model, station, lot ORDER BY min(first)");
    if (!rows)
        return rows.error();
    rows->bind(1, id.name).bind(2, std::int64_t{id.version});
    std::vector<ModelTouch> list;
    const auto done = rows->each([&]() -> Result<void> {
        const auto known = model(rows->number(0));
        const auto station = stationName(rows->number(1));
        const auto lot = this->lot(rows->number(2));
        if (!known)
            return known.error();
        if (!station || !lot)
            return (station ? lot : station).error();
        ModelTouch touch{**station, **lot, {(*known)->id, (*known)->sha256, {}, {}, {}}};
        addTo(touch.use, true, rows->number(3), rows->number(4), countsIn(*rows, 5));
        list.push_back(std::move(touch));
        return {};
    });
    if (!done)
        return done.error();
    return list;
}

Result<std::vector<RecordGap>> VerdictReader::gapsBetween(const StationId &station, WallTime from, WallTime to)
{
    const auto id = station.empty() ? Result<std::int64_t>(std::int64_t{0}) : numberOf(station);
    if (!id)
        return id.error();
    auto rows = m_database.prepare("SELECT station, since, until, parts, reason FROM gaps WHERE since < ?2 AND until >= ?1 ORDER BY since, id");
    if (!rows)
        return rows.error();
    rows->bind(1, microsecondsOf(from)).bind(2, microsecondsOf(to));
    std::vector<RecordGap> gaps;
    const auto done = rows->each([&]() -> Result<void> {
        const std::int64_t of = rows->number(0);
        if (!station.empty() && of != 0 && of != *id)
            return {};
        const auto name = of == 0 ? Result<const StationId *>(&kNone) : stationName(of);
        if (!name)
            return name.error();
        RecordGap gap{**name, wallTimeOf(rows->number(1)), wallTimeOf(rows->number(2)), {}, GapReason::NotWritten};
        if (!rows->isNothing(3))
            gap.parts = countFrom(rows->number(3));
        if (rows->number(4) == static_cast<int>(GapReason::NotEnded))
            gap.reason = GapReason::NotEnded;
        gaps.push_back(std::move(gap));
        return {};
    });
    if (!done)
        return done.error();
    return gaps;
}

Result<std::vector<StationId>> VerdictReader::stations()
{
    auto rows = m_database.prepare("SELECT name FROM stations ORDER BY name");
    if (!rows)
        return rows.error();
    std::vector<StationId> names;
    const auto done = rows->each([&]() -> Result<void> {
        names.emplace_back(rows->text(0));
        return {};
    });
    if (!done)
        return done.error();
    return names;
}

Result<std::int64_t> VerdictReader::numberOf(const StationId &station)
{
    auto find = m_database.prepare("SELECT id FROM stations WHERE name = ?1");
    if (!find)
        return find.error();
    const auto found = find->bind(1, station).step();
    if (!found)
        return found.error();
    return *found ? find->number(0) : 0;
}

Result<const std::string *> VerdictReader::text(const char *command, NumberedTexts &known, std::int64_t number)
{
    const auto found = numberedText(m_database, command, known, number);
    if (!found)
        return found.error();
    if (!**found)
        return damaged("a number without its text");
    return &***found;
}

Result<const std::string *> VerdictReader::label(std::int64_t number)
{
    return number == 0 ? Result<const std::string *>(&kNone) : text("SELECT text FROM labels WHERE id = ?1", m_labels, number);
}

Result<const std::string *> VerdictReader::lot(std::int64_t number)
{
    return number == 0 ? Result<const std::string *>(&kNone) : text("SELECT text FROM lots WHERE id = ?1", m_lots, number);
}

Result<const StationId *> VerdictReader::stationName(std::int64_t number)
{
    return text("SELECT name FROM stations WHERE id = ?1", m_stations, number);
}

Result<const VerdictReader::Model *> VerdictReader::model(std::int64_t number)
{
    if (const auto it = m_models.find(number); it != m_models.end())
        return &it->second;
    auto find = m_database.prepare("SELECT name, version, sha256 FROM models WHERE id = ?1");
    if (!find)
        return find.error();
    const auto found = find->bind(1, number).step();
    if (!found)
        return found.error();
    if (!*found || !std::in_range<int>(find->number(1)))
        return damaged("a model that is not in it");
    Model model{{std::string(find->text(0)), static_cast<int>(find->number(1))}, std::string(find->text(2))};
    return &m_models.emplace(number, std::move(model)).first->second;
}

}  // namespace lineside
