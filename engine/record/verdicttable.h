// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/recording.h"
#include "record/database.h"
#include "record/sealcheck.h"
#include "record/verdictrecord.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lineside {

/// A part that waits to be written. `part.labels` may be null.
struct WaitingPart {
    StationId station;
    std::string lot;
    std::string picture;
    std::uint64_t number = 0;  ///< of the station, counted from 1 since this program started
    FinishedPart part;
};

/// Parts of one station that came while nothing more could wait. Value type.
struct MissingParts {
    StationId station;
    WallTime from, to;
    std::uint64_t parts = 0;
    std::uint64_t last = 0;  ///< number of the last one, as in WaitingPart
};

/// The record while it is written. Owned by the writer. Not thread-safe.
class VerdictTable {
public:
    /// Opens the record, or makes it. Where the last program that wrote it ended without being told to, that is noted as a gap until `now`;
    /// `again`: this program has had it open before. Errors as openRecordForWriting.
    static Result<VerdictTable> open(const std::filesystem::path &file, WallTime now, bool again);

    /// The history vouches for the parts of a station up to this number. Their numbers are not used again, also where the parts are not here. Called before anything is written.
    void setSealed(std::map<StationId, std::int64_t, std::less<>> upTo) { m_sealed = std::move(upTo); }
    /// A seal over the parts that came since the last one, for each station that had some. Reads them all; takes memory for one. Whoever gets them writes them into the history: they count as sealed from now on.
    Result<std::vector<StationSeal>> seal();
    /// All of it in one transaction, or nothing.
    Result<void> write(std::span<const WaitingPart> parts, std::span<const MissingParts> missing);
    /// Notes that all that was judged is written: the next `open` finds no gap.
    Result<void> noteEnd();
    /// Takes away a little of what is no longer kept; see Retention.
    Result<void> shorten(const RecordingPolicy &kept, WallTime now);

private:
    explicit VerdictTable(Database database) : m_database(std::move(database)) {}
    Result<void> prepare();
    Result<void> noteStart(WallTime now);
    Result<void> transaction(const std::function<Result<void>()> &inside);
    Result<void> add(const WaitingPart &waiting);
    Result<void> addMissing(const MissingParts &missing);
    Result<void> addSums();
    Result<void> addUnsealed();
    Result<std::optional<RecordSeal>> sealOf(std::int64_t station, const StationId &name);

    using Numbers = std::map<std::string, std::int64_t, std::less<>>;
    /// The number of a text in a small table, where it is put if it is not in there. An empty one has 0.
    Result<std::int64_t> numberOf(std::string_view text, Numbers &known, Statement &find, Statement &insert);
    Result<std::int64_t> modelNumber(const ModelId &model, const std::string &sha256);
    struct KnownStation {
        std::int64_t id = 0;
        std::int64_t offset = 0;  ///< number in the record less the number since the start
        std::int64_t last = 0;    ///< in the record
        std::int64_t sealed = 0;  ///< number of the last one that a seal may be over
        std::optional<std::int64_t> since;  ///< microseconds: the oldest part of the batch in hand
    };
    /// `number`: of the part that comes next there.
    Result<KnownStation *> station(const StationId &name, std::uint64_t number);

    struct Hour {
        std::int64_t station, hour, model, lot;
        auto operator<=>(const Hour &) const = default;
    };
    struct Sums {
        std::int64_t first = 0, last = 0;
        std::int64_t verdicts[4] = {};
    };
    struct Model {
        ModelId id;
        std::string sha256;
        auto operator<=>(const Model &) const = default;
    };

    Database m_database;
    std::vector<Statement> m_statements;  ///< by `Command`, in verdicttable.cpp
    Numbers m_labels, m_lots;
    std::map<Model, std::int64_t> m_models;
    std::map<StationId, KnownStation, std::less<>> m_stations;
    std::map<StationId, std::int64_t, std::less<>> m_sealed;  ///< number of the last part that the history vouches for
    std::map<Hour, Sums> m_sums;  ///< of the batch in hand
    std::vector<std::uint8_t> m_boxes;
};

}  // namespace lineside
