// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "record/numberedtext.h"
#include "record/verdictrecord.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lineside {

/// How many parts had which verdict. Value type.
struct VerdictCounts {
    std::uint64_t passed = 0, failed = 0, unsure = 0, unknown = 0;

    std::uint64_t parts() const { return passed + failed + unsure + unknown; }
    void add(const VerdictCounts &other);
    bool operator==(const VerdictCounts &) const = default;
};

/// That a model judged: from when to when, and what. Value type.
struct ModelUse {
    ModelId model;
    std::string sha256;
    WallTime first, last;  ///< part
    VerdictCounts counts;
};

/// Where a model judged, and which lot. Value type.
struct ModelTouch {
    StationId station;
    std::string lot;  ///< empty: not known
    ModelUse use;
};

/// The place of a part among those of its station. Value type.
struct PartPlace {
    std::int64_t at = 0;  ///< microseconds since 1970
    std::uint64_t part = 0;
};

/// Some parts, the oldest first. Value type.
struct VerdictPage {
    std::vector<VerdictRecord> verdicts;
    std::optional<PartPlace> next;  ///< after which the next page begins; empty: this was the last
};

/// What was said of a part, in short. Value type.
struct PartOutcome {
    WallTime at;
    Verdict verdict = Verdict::Unknown;
    bool nothingFound = false;  ///< not a box

    bool operator==(const PartOutcome &) const = default;
};

/// Answers from the record, on a connection of its own, also while an instance writes it. Times are from the first, included, to the
/// second, not included. A station or model that is not in the record has empty answers. Errors: InvalidInput: what is asked for, or the file, is
/// damaged; else of the disk. Not thread-safe; another thread opens its own.
class VerdictReader {
public:
    /// NotFound: there is no record yet. Unsupported: a newer Lineside made it.
    static Result<VerdictReader> open(const std::filesystem::path &file);

    Result<VerdictPage> verdictsBetween(const StationId &station, WallTime from, WallTime to, std::size_t limit, std::optional<PartPlace> after = {});
    /// The one that judged first comes first. Where an hour is not asked for as a whole and its parts are no longer kept, it counts as a whole.
    Result<std::vector<ModelUse>> modelsBetween(const StationId &station, WallTime from, WallTime to);
    /// By station and lot, of all the time that was recorded, also where the parts are no longer kept.
    Result<std::vector<ModelTouch>> touchedBy(const ModelId &model);
    /// Those that reach into the time. Empty station: of every one.
    Result<std::vector<RecordGap>> gapsBetween(const StationId &station, WallTime from, WallTime to);
    Result<std::vector<StationId>> stations();
    /// Of the station's parts that `model` judged the last ones, at most `limit`, the oldest first.
    Result<std::vector<PartOutcome>> lastOutcomes(const StationId &station, const ModelId &model, std::size_t limit);

private:
    explicit VerdictReader(Database database) : m_database(std::move(database)) {}

    struct Model {
        ModelId id;
        std::string sha256;
    };
    using Uses = std::map<std::int64_t, ModelUse>;  ///< by number of the model

    Result<std::int64_t> numberOf(const StationId &station);  ///< 0: not in the record
    Result<const std::string *> text(const char *command, NumberedTexts &known, std::int64_t number);
    Result<const std::string *> label(std::int64_t number);
    Result<const std::string *> lot(std::int64_t number);
    Result<const StationId *> stationName(std::int64_t number);
    Result<const Model *> model(std::int64_t number);
    Result<void> read(Statement &row, VerdictRecord &record);
    Result<void> countParts(std::int64_t station, std::int64_t from, std::int64_t to, Uses &uses);
    Result<void> countHours(std::int64_t station, std::int64_t from, std::int64_t to, Uses &uses);
    Result<void> countPieceOfHour(std::int64_t station, std::int64_t from, std::int64_t to, std::int64_t keptFrom, Uses &uses);

    Database m_database;
    // What was read of the small tables, by number: their rows never change.
    NumberedTexts m_labels, m_lots, m_stations;
    std::map<std::int64_t, Model> m_models;
};

}  // namespace lineside
