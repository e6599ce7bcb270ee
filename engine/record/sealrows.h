// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/audit.h"
#include "record/numberedtext.h"
#include "store/sha256.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace lineside {

/// One part of the record in the form that seals are calculated over. Value type; the bytes live until the next one.
struct SealRow {
    std::int64_t at = 0, part = 0;
    std::span<const std::byte> bytes;
};

/// Reads the parts of a station in the order of time in the form that seals are calculated over, one in memory at a time: numbers as 8 bytes, the lowest first; texts as their length
/// and their bytes. What a row names by number (labels, also those of its boxes, model, lot) is in it as what that number stands for; a number that stands for nothing has the
/// length -1. Whatever is in the file has such a form: it is not looked whether it makes sense. Not thread-safe.
class SealRows {
public:
    /// `database` outlives this.
    explicit SealRows(Database &database) : m_database(database) {}

    /// `take` for each part that passed at `since`, in microseconds, or later. Errors of the disk, InvalidInput where the file is damaged, and those of `take`.
    Result<void> each(std::int64_t station, const std::string &name, std::int64_t since, const std::function<Result<void>(const SealRow &)> &take);

private:
    Result<void> addText(const char *command, NumberedTexts &known, std::int64_t number);
    Result<void> addModel(std::int64_t number);
    Result<void> addBoxes(std::span<const std::uint8_t> boxes);
    void add(std::int64_t number);
    void add(std::string_view text);

    Database &m_database;
    NumberedTexts m_labels, m_lots, m_models;  ///< m_models: as the bytes that they come to
    std::vector<std::byte> m_bytes;
};

/// Parts as they come, added up to a seal. Not thread-safe.
class SealSum {
public:
    void add(const SealRow &row);
    std::int64_t parts() const { return m_seal.parts; }
    RecordSeal finish();  ///< nothing may be added afterwards

private:
    RecordSeal m_seal;
    std::int64_t m_from = 0, m_to = 0;
    Sha256 m_hash;
};

}  // namespace lineside
