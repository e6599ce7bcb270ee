// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/sealcheck.h"

#include "record/recordfile.h"
#include "record/sealrows.h"
#include "record/verdictrecord.h"

#include <algorithm>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace lineside {
namespace {

constexpr std::uint64_t kAskEvery = 1024;  // parts

/// A seal and what was found of it so far.
struct Held {
    RecordSeal seal;
    std::unique_ptr<SealSum> sum;  ///< from the first part of it to the last
    std::int64_t found = 0;
    bool same = true;
    std::int64_t lastPart = 0;  ///< that was found
    bool following = true;      ///< each found one had the number after the one before it
};

/// The parts of one station, held against its seals.
class StationCheck {
public:
    explicit StationCheck(std::string station) : m_station(std::move(station)) {}

    void add(const RecordSeal &seal)
    {
        // Numbers are not used twice.
        if (seal.first > seal.last || seal.parts < 1 || (!m_held.empty() && seal.first <= m_held.back().seal.last))
            m_wrong = m_wrong ? m_wrong : std::optional(seal);
        Held held;
        held.seal = seal;
        m_held.push_back(std::move(held));
    }

    void take(const SealRow &row, SealCheck &check)
    {
        const auto held = std::ranges::lower_bound(m_held, row.part, {}, [](const Held &h) { return h.seal.last; });
        if (held == m_held.end() || (held == m_held.begin() && row.part < held->seal.first)) {
            ++check.unsealed;
            return;
        }
        if (!m_begin)
            m_begin = wallTimeOf(row.at);
        held->following = held->following && (held->found == 0 || row.part == held->lastPart + 1);
        held->lastPart = row.part;
        if (row.part < held->seal.first || ++held->found > held->seal.parts) {
            held->same = false;  // there was none of that number
            return;
        }
        if (!held->sum)
            held->sum = std::make_unique<SealSum>();
        held->sum->add(row);
        if (held->found < held->seal.parts)
            return;
        held->same = held->same && held->sum->finish() == held->seal;
        held->sum.reset();
    }

    /// After the last part.
    void judge(SealCheck &check)
    {
        for (const Held &h : m_held) {
            const auto parts = static_cast<std::uint64_t>(h.seal.parts), found = static_cast<std::uint64_t>(h.found);
            const bool allGone = h.found == 0 && (!m_begin || h.seal.to < *m_begin), someGone = m_begin && h.seal.from < *m_begin && h.seal.to >= *m_begin;
            // Of numbers without a hole those that are left go up to the last one.
            const bool dense = h.seal.parts == h.seal.last - h.seal.first + 1;
            const bool left = !dense || h.found == 0 || (h.following && h.lastPart == h.seal.last);
            if (h.same && found == parts) {
                check.parts += parts;
            } else if (h.same && found < parts && (allGone || (someGone && left))) {
                check.gone += parts - found;
                check.unproven += found;
                const WallTime until = allGone || h.found == 0 ? h.seal.to : std::min(h.seal.to, *m_begin);
                check.goneUntil = check.goneUntil ? std::max(*check.goneUntil, until) : until;
            } else {
                m_wrong = m_wrong ? std::min(*m_wrong, h.seal, [](const RecordSeal &a, const RecordSeal &b) { return a.first < b.first; }) : h.seal;
            }
        }
        if (m_wrong && (!check.broken || m_wrong->from < check.broken->from)) {
            check.broken = m_wrong;
            check.station = m_station;
        }
    }

private:
    std::string m_station;
    std::vector<Held> m_held;
    std::optional<RecordSeal> m_wrong;  ///< the first
    std::optional<WallTime> m_begin;    ///< of the oldest part that is under a seal
};

}  // namespace

Result<SealCheck> checkSeals(const std::filesystem::path &file, std::span<const StationSeal> seals, const std::function<bool()> &goOn)
{
    std::map<std::string, StationCheck> stations;
    for (const StationSeal &s : seals)
        stations.try_emplace(s.station, s.station).first->second.add(s.seal);
    SealCheck check;
    check.seals = seals.size();
    const auto unreadable = [&](const Error &error) -> Result<SealCheck> {
        if (error.code != ErrorCode::InvalidInput || seals.empty())
            return error;
        check.broken = seals.front().seal;
        check.station = seals.front().station;
        return check;
    };
    auto database = openRecordForReading(file);
    if (!database && database.error().code != ErrorCode::NotFound)
        return unreadable(database.error());
    std::map<std::string, std::int64_t> numbers;
    if (database) {
        auto rows = database->prepare("SELECT id, name FROM stations");
        if (!rows)
            return unreadable(rows.error());
        const auto read = rows->each([&]() -> Result<void> {
            numbers.emplace(rows->text(1), rows->number(0));
            return {};
        });
        if (!read)
            return unreadable(read.error());
    }
    std::uint64_t looked = 0;
    for (const auto &[name, number] : numbers) {
        const auto sealed = stations.find(name);
        if (sealed == stations.end()) {
            const auto parts = database->number("SELECT count(*) FROM verdicts WHERE station = " + std::to_string(number));
            if (!parts)
                return unreadable(parts.error());
            check.unsealed += static_cast<std::uint64_t>(*parts);
            continue;
        }
        const auto read = SealRows(*database).each(number, name, std::numeric_limits<std::int64_t>::min(), [&](const SealRow &row) -> Result<void> {
            if (goOn && looked++ % kAskEvery == 0 && !goOn())
                return Error{ErrorCode::Cancelled, {}};
            sealed->second.take(row, check);
            return {};
        });
        if (!read && read.error().code != ErrorCode::InvalidInput)
            return read.error();  // where the file is damaged, what could not be read is missing
    }
    for (auto &[name, station] : stations)
        station.judge(check);
    return check;
}

}  // namespace lineside
