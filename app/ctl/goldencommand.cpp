// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/commands.h"
#include "ctl/runninginstance.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <iostream>
#include <vector>

namespace lineside::ctl {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kColumns = 8;
using Row = std::array<std::string, kColumns>;

/// Places on a terminal where each character takes one.
std::size_t widthOf(const std::string &utf8)
{
    return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

Row rowOf(const ordered_json &frame)
{
    const auto text = [&](const char *key) { return frame.at(key).get<std::string>().empty() ? std::string("–") : frame.at(key).get<std::string>(); };
    const QString at = QDateTime::fromMSecsSinceEpoch(frame.at("at_ms").get<qint64>()).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    return {text("station"), frame.at("id").dump(), text("expected"), text("label"), text("a") + " " + text("b"), text("by"), at.toStdString(), frame.at("width").dump() + "x" + frame.at("height").dump()};
}

void printTable(const ordered_json &frames)
{
    std::vector<Row> rows{{"station", "id", "must be", "label", "models", "by", "kept", "pixels"}};
    for (const ordered_json &frame : frames)
        rows.push_back(rowOf(frame));
    std::array<std::size_t, kColumns> widths{};
    for (const Row &row : rows) {
        for (std::size_t i = 0; i < kColumns; ++i)
            widths[i] = std::max(widths[i], widthOf(row[i]));
    }
    for (const Row &row : rows) {
        for (std::size_t i = 0; i + 1 < kColumns; ++i)
            std::cout << row[i] << std::string(widths[i] - widthOf(row[i]) + 2, ' ');
        std::cout << row.back() << '\n';
    }
}

}  // namespace

int golden(const GoldenOptions &o)
{
    ordered_json request{{"command", "golden"}, {"do", o.deed}};
    if (!o.station.empty())
        request["station"] = o.station;
    if (o.id)
        request["id"] = *o.id;
    if (!o.by.empty())
        request["by"] = o.by;
    return askInstance(o.config, request, o.who, o.json, [&](const ordered_json &answer) {
        if (o.deed == "drop")
            std::cout << word(answer, "station") << ": golden frame " << answer.at("id") << " dropped\n";
        else if (answer.at("golden").empty())
            std::cout << "no golden frames\n";
        else
            printTable(answer.at("golden"));
        std::cout << std::flush;
    });
}

}  // namespace lineside::ctl
