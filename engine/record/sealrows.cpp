// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/sealrows.h"

#include "record/boxblob.h"
#include "record/verdictrecord.h"

#include <algorithm>

namespace lineside {

Result<void> SealRows::each(std::int64_t station, const std::string &name, std::int64_t since, const std::function<Result<void>(const SealRow &)> &take)
{
    auto rows = m_database.prepare("SELECT at, part, verdict, reason, label, model, lot, boxes, picture FROM verdicts WHERE station = ?1 AND at >= ?2 ORDER BY at, part");
    if (!rows)
        return rows.error();
    rows->bind(1, station).bind(2, since);
    return rows->each([&]() -> Result<void> {
        m_bytes.clear();
        add(name);
        for (int column = 0; column < 4; ++column)
            add(rows->number(column));
        if (auto added = addText("SELECT text FROM labels WHERE id = ?1", m_labels, rows->number(4)); !added)
            return added;
        if (auto added = addModel(rows->number(5)); !added)
            return added;
        if (auto added = addText("SELECT text FROM lots WHERE id = ?1", m_lots, rows->number(6)); !added)
            return added;
        add(rows->text(8));
        if (auto added = addBoxes(rows->bytes(7)); !added)
            return added;
        return take({rows->number(0), rows->number(1), m_bytes});
    });
}

void SealRows::add(std::int64_t number)
{
    for (int byte = 0; byte < 8; ++byte)
        m_bytes.push_back(static_cast<std::byte>(static_cast<std::uint64_t>(number) >> (8 * byte) & 0xff));
}

void SealRows::add(std::string_view text)
{
    add(static_cast<std::int64_t>(text.size()));
    const auto bytes = std::as_bytes(std::span(text.data(), text.size()));
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
}

Result<void> SealRows::addText(const char *command, NumberedTexts &known, std::int64_t number)
{
    if (number == 0) {  // none
        add(std::string_view());
        return {};
    }
    const auto found = numberedText(m_database, command, known, number);
    if (!found)
        return found.error();
    if (**found)
        add(std::string_view(***found));
    else
        add(std::int64_t{-1});
    return {};
}

Result<void> SealRows::addModel(std::int64_t number)
{
    if (!m_models.contains(number)) {
        auto find = m_database.prepare("SELECT name, version, sha256 FROM models WHERE id = ?1");
        if (!find)
            return find.error();
        const auto found = find->bind(1, number).step();
        if (!found)
            return found.error();
        const std::size_t before = m_bytes.size();
        if (*found) {
            add(find->text(0));
            add(find->number(1));
            add(find->text(2));
        } else {
            add(std::int64_t{-1});
        }
        m_models.emplace(number, std::string(reinterpret_cast<const char *>(m_bytes.data()) + before, m_bytes.size() - before));
        return {};
    }
    const std::string &model = *m_models.at(number);
    const auto bytes = std::as_bytes(std::span(model.data(), model.size()));
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    return {};
}

Result<void> SealRows::addBoxes(std::span<const std::uint8_t> boxes)
{
    add(std::string_view(reinterpret_cast<const char *>(boxes.data()), boxes.size()));
    const auto unpacked = unpackBoxes(boxes);
    add(unpacked ? static_cast<std::int64_t>(unpacked->size()) : std::int64_t{-1});
    if (!unpacked)
        return {};
    for (const PackedBox &box : *unpacked) {
        if (auto added = addText("SELECT text FROM labels WHERE id = ?1", m_labels, static_cast<std::int64_t>(box.label)); !added)
            return added;
    }
    return {};
}

void SealSum::add(const SealRow &row)
{
    m_hash.add(row.bytes);
    m_from = m_seal.parts ? std::min(m_from, row.at) : row.at;
    m_to = m_seal.parts ? std::max(m_to, row.at) : row.at;
    m_seal.first = m_seal.parts ? std::min(m_seal.first, row.part) : row.part;
    m_seal.last = m_seal.parts ? std::max(m_seal.last, row.part) : row.part;
    ++m_seal.parts;
}

RecordSeal SealSum::finish()
{
    m_seal.sha256 = m_hash.hex();
    m_seal.from = wallTimeOf(m_from);
    m_seal.to = wallTimeOf(m_to);
    return m_seal;
}

}  // namespace lineside
