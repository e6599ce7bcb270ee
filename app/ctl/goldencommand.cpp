// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/commands.h"
#include "ctl/runninginstance.h"
#include "ctl/table.h"

#include <QDateTime>

#include <iostream>
#include <string>
#include <vector>

namespace lineside::ctl {
namespace {

using nlohmann::ordered_json;

using Row = std::vector<std::string>;

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
    std::cout << tableText(rows);
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
