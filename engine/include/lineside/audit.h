// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace lineside {

/// What is wrong with the history at the first place that does not fit.
enum class AuditBreakKind {
    Edited,     ///< the record is not what was written
    Removed,    ///< records from `number` to `last` are not there
    Reordered,  ///< the record of `number` comes later in the file
    Repeated,   ///< a record that was there already, or belongs further on, once more
    Inserted,   ///< something that is no part of the chain
    NotSigned,  ///< a checkpoint belongs there, and none is, or its signature is not good
    WrongKey,   ///< a checkpoint of a key that is not among those that count
    CutOff,     ///< the history ends before a checkpoint that is known
    Remade,     ///< the chain up to here is another one than a checkpoint that is known was signed over
};
inline constexpr int kAuditBreakKinds = static_cast<int>(AuditBreakKind::Remade) + 1;
const char *toString(AuditBreakKind kind) noexcept;

/// That place. Value type.
struct AuditBreak {
    AuditBreakKind kind = AuditBreakKind::Edited;
    std::uint64_t line = 0;    ///< of the file, from 1
    std::uint64_t offset = 0;  ///< of its first byte in the file
    std::uint64_t number = 0;  ///< in the chain, of what should be there
    std::uint64_t last = 0;    ///< meant where `kind` says so, and CutOff: the number of that checkpoint
    std::optional<std::uint64_t> sequence;                       ///< that the record there says it has
    std::optional<std::chrono::system_clock::time_point> at;     ///< that the record there says it is of
    std::optional<std::chrono::system_clock::time_point> after;  ///< of the newest record before, which fits

    bool operator==(const AuditBreak &) const = default;
};

/// A line of the history that vouches for parts of one station in the record: their number and their hash. Value type.
struct RecordSeal {
    std::int64_t first = 0, last = 0;  ///< numbers that the station's parts have in the record, both included
    std::int64_t parts = 0;            ///< so many are there
    std::string sha256;                ///< over them in their order, 64 hexadecimal digits
    std::chrono::system_clock::time_point from = {}, to = {};  ///< when the oldest and the newest of them passed, to the microsecond

    bool operator==(const RecordSeal &) const = default;
};

/// The record of parts, held against its seals. Value type.
struct SealCheck {
    std::uint64_t seals = 0;     ///< in the history
    std::uint64_t parts = 0;     ///< that are as a seal says
    std::uint64_t gone = 0;      ///< sealed parts that the record does not keep any more: the oldest, as far as its limits let them go
    std::uint64_t unsealed = 0;  ///< parts that came after the newest seal, or before there were any
    std::optional<RecordSeal> broken;  ///< the first that does not fit
    std::string station = {};          ///< the one of `broken`
    std::uint64_t unproven = 0;  ///< parts that are left of seals whose oldest parts are gone: nothing says that they are the same
    std::optional<std::chrono::system_clock::time_point> goneUntil = {};  ///< when the newest of `gone` passed
};

/// What a check of the whole history came to. All counts are of what fits, up to `broken`. Value type.
struct AuditReport {
    std::uint64_t records = 0;      ///< linked to one another
    std::uint64_t checkpoints = 0;  ///< whose signature is good
    std::uint64_t before = 0;       ///< lines from before the chain began, unchanged since
    std::uint64_t torn = 0;         ///< lines that a power cut left a part of, as the record after each says
    std::uint64_t tail = 0;         ///< bytes at the end that are no whole record: being written, or torn and not told of yet
    std::uint64_t number = 0;       ///< of the newest line of the chain; 0: none
    std::string head;               ///< its chain value, 64 digits
    std::uint64_t signedUpTo = 0;   ///< number of the line that the newest checkpoint was signed over; 0: none
    std::optional<std::chrono::system_clock::time_point> from, to;  ///< of the records
    std::optional<AuditBreak> broken;
    double seconds = 0;             ///< that the check took
    std::optional<SealCheck> record = {};  ///< empty: no record of parts is kept, or the history is broken
};

}  // namespace lineside
