// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/recordexport.h"

#include "lineside/csvfield.h"
#include "record/recordtime.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <initializer_list>

namespace lineside {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kPage = 1000;

std::string csvLine(std::initializer_list<std::string_view> fields)
{
    std::string line;
    for (const std::string_view field : fields) {
        if (!line.empty())
            line += ',';
        line += csvField(field);
    }
    return line + "\r\n";
}

// Labels and lots may hold bytes that are no UTF-8; the line stays valid JSON.
std::string jsonLine(const ordered_json &object)
{
    return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

std::string boxesText(const std::vector<RecordedBox> &boxes)
{
    std::string text;
    for (const RecordedBox &b : boxes) {
        char numbers[96];
        std::snprintf(numbers, sizeof numbers, " %.3f %.2f,%.2f,%.2f,%.2f", static_cast<double>(b.score), static_cast<double>(b.box.x1), static_cast<double>(b.box.y1),
                      static_cast<double>(b.box.x2), static_cast<double>(b.box.y2));
        text += (text.empty() ? "" : "; ") + b.label + numbers;
    }
    return text;
}

std::string lineOf(const VerdictRecord &r, ExportForm form)
{
    if (form == ExportForm::Csv) {
        return csvLine({isoTime(r.at), r.station, std::to_string(r.part), toString(r.verdict), toString(r.reason), r.label, r.model.text(), r.modelSha256, r.lot,
                        boxesText(r.boxes), r.picture});
    }
    ordered_json boxes = ordered_json::array();
    for (const RecordedBox &b : r.boxes)
        boxes.push_back({{"label", b.label}, {"score", b.score}, {"box", {b.box.x1, b.box.y1, b.box.x2, b.box.y2}}});
    return jsonLine({{"at", isoTime(r.at)}, {"station", r.station}, {"part", r.part}, {"verdict", toString(r.verdict)}, {"reason", toString(r.reason)},
                     {"label", r.label}, {"model", r.model.text()}, {"sha256", r.modelSha256}, {"lot", r.lot}, {"boxes", std::move(boxes)}, {"picture", r.picture}});
}

std::string lineOf(const StationId &station, const std::string *lot, const ModelUse &use, ExportForm form)
{
    const VerdictCounts &c = use.counts;
    if (form == ExportForm::Csv) {
        std::string line = csvLine({use.model.text(), use.sha256, station}), end = csvLine({isoTime(use.first), isoTime(use.last), std::to_string(c.passed),
                                   std::to_string(c.failed), std::to_string(c.unsure), std::to_string(c.unknown)});
        line.resize(line.size() - 2);
        return line + ',' + (lot ? csvField(*lot) + ',' : std::string()) + end;
    }
    ordered_json object{{"model", use.model.text()}, {"sha256", use.sha256}, {"station", station}};
    if (lot)
        object["lot"] = *lot;
    object.update({{"first", isoTime(use.first)}, {"last", isoTime(use.last)}, {"passed", c.passed}, {"failed", c.failed}, {"unsure", c.unsure}, {"unknown", c.unknown}});
    return jsonLine(object);
}

}  // namespace

Result<void> exportVerdicts(VerdictReader &reader, const std::vector<StationId> &stations, WallTime from, WallTime to, ExportForm form, const ExportSink &sink)
{
    const Error unwanted{ErrorCode::Cancelled, "no more is wanted"};
    if (form == ExportForm::Csv && !sink(csvLine({"at", "station", "part", "verdict", "reason", "label", "model", "sha256", "lot", "boxes", "picture"})))
        return unwanted;
    for (const StationId &station : stations) {
        std::optional<PartPlace> place;
        do {
            // Each page is a look of its own, so that what is written meanwhile need not wait for the end of a long export.
            const auto page = reader.verdictsBetween(station, from, to, kPage, place);
            if (!page)
                return page.error();
            for (const VerdictRecord &record : page->verdicts) {
                if (!sink(lineOf(record, form)))
                    return unwanted;
            }
            place = page->next;
        } while (place);
    }
    return {};
}

std::string exportModels(const StationId &station, const std::vector<ModelUse> &uses, ExportForm form, bool names)
{
    std::string text = names && form == ExportForm::Csv ? csvLine({"model", "sha256", "station", "first", "last", "passed", "failed", "unsure", "unknown"}) : std::string();
    for (const ModelUse &use : uses)
        text += lineOf(station, nullptr, use, form);
    return text;
}

std::string exportTouched(const std::vector<ModelTouch> &touched, ExportForm form)
{
    std::string text = form == ExportForm::Csv ? csvLine({"model", "sha256", "station", "lot", "first", "last", "passed", "failed", "unsure", "unknown"}) : std::string();
    for (const ModelTouch &touch : touched)
        text += lineOf(touch.station, &touch.lot, touch.use, form);
    return text;
}

std::string exportGaps(const std::vector<RecordGap> &gaps, ExportForm form)
{
    std::string text = form == ExportForm::Csv ? csvLine({"station", "from", "to", "parts", "reason"}) : std::string();
    for (const RecordGap &gap : gaps) {
        if (form == ExportForm::Csv) {
            text += csvLine({gap.station, isoTime(gap.from), isoTime(gap.to), gap.parts ? std::to_string(*gap.parts) : std::string(), toString(gap.reason)});
        } else {
            text += jsonLine({{"gap", {{"station", gap.station}, {"from", isoTime(gap.from)}, {"to", isoTime(gap.to)},
                                       {"parts", gap.parts ? ordered_json(*gap.parts) : ordered_json()}, {"reason", toString(gap.reason)}}}});
        }
    }
    return text;
}

}  // namespace lineside
