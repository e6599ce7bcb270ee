// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/commands.h"

#include "common/installation.h"
#include "ctl/output.h"
#include "record/recordexport.h"
#include "record/recordfile.h"
#include "record/recordtime.h"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <iostream>

namespace lineside::ctl {
namespace {

constexpr std::size_t kPage = 1000;

/// "line-v2".
std::optional<ModelId> modelNamed(const std::string &text)
{
    const auto at = text.rfind("-v");
    int version = 0;
    if (at == std::string::npos || at == 0 || at + 2 == text.size())
        return std::nullopt;
    const char *const end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + at + 2, end, version);
    return read.ec == std::errc() && read.ptr == end ? std::optional(ModelId{text.substr(0, at), version}) : std::nullopt;
}

/// As the clock on the wall here shows it.
std::string localText(WallTime time)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(time));
    std::tm local{};
    localtime_r(&seconds, &local);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &local);
    return text;
}

std::string usedText(const ModelUse &use)
{
    const VerdictCounts &c = use.counts;
    std::string text = use.model.text() + "  " + localText(use.first) + " - " + localText(use.last) + "  " + std::to_string(c.passed) + " pass, "
                       + std::to_string(c.failed) + " fail, " + std::to_string(c.unsure) + " unsure";
    if (c.unknown)
        text += ", " + std::to_string(c.unknown) + " unknown";
    return text + (use.sha256.empty() ? "" : "  sha256 " + use.sha256);
}

std::string partText(const VerdictRecord &r)
{
    return localText(r.at) + "  " + r.station + "  part " + std::to_string(r.part) + "  " + toString(r.verdict) + (r.reason == VerdictReason::None ? "" : std::string(", ") + toString(r.reason))
           + (r.label.empty() ? "" : " " + r.label) + "  " + r.model.text() + "  " + std::to_string(r.boxes.size()) + " boxes" + (r.lot.empty() ? "" : "  lot " + r.lot)
           + (r.picture.empty() ? "" : "  " + r.picture);
}

std::string gapText(const RecordGap &gap)
{
    return "gap  " + localText(gap.from) + " - " + localText(gap.to) + "  " + (gap.station.empty() ? "every station" : gap.station) + "  "
           + (gap.parts ? std::to_string(*gap.parts) + " parts are missing" : std::string("parts may be missing")) + ", " + toString(gap.reason);
}

class Answer {
public:
    Answer(VerdictReader reader, const RecordOptions &options, WallTime from, WallTime to)
        : m_reader(std::move(reader)), m_options(options), m_from(from), m_to(to), m_form(options.json ? ExportForm::JsonLines : ExportForm::Csv)
    {
    }

    Result<void> models(const std::vector<StationId> &stations)
    {
        bool first = true;
        for (const StationId &station : stations) {
            const auto uses = m_reader.modelsBetween(station, m_from, m_to);
            if (!uses)
                return uses.error();
            if (text()) {
                for (const ModelUse &use : *uses)
                    std::cout << station << "  " << usedText(use) << '\n';
            } else {
                std::cout << exportModels(station, *uses, m_form, std::exchange(first, false));
            }
        }
        return {};
    }
    Result<void> lots(const ModelId &model)
    {
        const auto touched = m_reader.touchedBy(model);
        if (!touched)
            return touched.error();
        if (!text())
            std::cout << exportTouched(*touched, m_form);
        for (const ModelTouch &touch : *touched) {
            if (text())
                std::cout << touch.station << "  " << (touch.lot.empty() ? "lot not known" : "lot " + touch.lot) << "  " << usedText(touch.use) << '\n';
        }
        return {};
    }
    Result<void> verdicts(const std::vector<StationId> &stations)
    {
        if (!text())
            return exportVerdicts(m_reader, stations, m_from, m_to, m_form, [](std::string_view piece) { return static_cast<bool>(std::cout << piece); });
        for (const StationId &station : stations) {
            std::optional<PartPlace> place;
            do {
                const auto page = m_reader.verdictsBetween(station, m_from, m_to, kPage, place);
                if (!page)
                    return page.error();
                for (const VerdictRecord &r : page->verdicts)
                    std::cout << partText(r) << '\n';
                place = page->next;
            } while (place && std::cout);
        }
        return {};
    }
    /// A table of parts has no line for what is not there: it is told beside it.
    Result<void> gaps()
    {
        const auto gaps = m_reader.gapsBetween(m_options.station, m_from, m_to);
        if (!gaps)
            return gaps.error();
        if (m_options.json)
            std::cout << exportGaps(*gaps, m_form);
        for (const RecordGap &gap : *gaps) {
            if (!m_options.json)
                (m_options.csv ? std::cerr : std::cout) << gapText(gap) << '\n';
        }
        return {};
    }
    VerdictReader &reader() { return m_reader; }

private:
    bool text() const { return !m_options.json && !m_options.csv; }

    VerdictReader m_reader;
    const RecordOptions &m_options;
    const WallTime m_from, m_to;
    const ExportForm m_form;
};

Result<void> answer(const RecordOptions &o)
{
    const auto from = o.from.empty() ? std::optional(WallTime::min()) : timeFrom(o.from);
    const auto to = o.to.empty() ? std::optional(WallTime::max()) : timeFrom(o.to);
    if (!from || !to)
        return Error{ErrorCode::InvalidInput, (from ? o.to : o.from) + " is no time such as 2026-03-01T07:45 or 2026-03-01T07:45:12Z"};
    const auto model = o.lots.empty() ? std::nullopt : modelNamed(o.lots);
    if (!o.lots.empty() && !model)
        return Error{ErrorCode::InvalidInput, o.lots + " is no model such as line-v2"};
    const auto file = recordFileOf(findInstallation(o.config).dataDir);
    auto reader = VerdictReader::open(file);
    if (!reader)
        return Error{reader.error().code, file.string() + ": " + reader.error().detail};
    Answer answer(std::move(*reader), o, *from, *to);
    auto stations = answer.reader().stations();
    if (!stations)
        return stations.error();
    if (!o.station.empty()) {
        if (std::find(stations->begin(), stations->end(), o.station) == stations->end())
            return Error{ErrorCode::NotFound, "no part of " + o.station + " is in the record"};
        stations->assign(1, o.station);
    }
    const Result<void> done = model ? answer.lots(*model) : o.verdicts ? answer.verdicts(*stations) : answer.models(*stations);
    return done ? answer.gaps() : done;
}

}  // namespace

int record(const RecordOptions &options)
{
    const auto done = answer(options);
    return done ? kDone : refuse(done.error(), options.json);
}

}  // namespace lineside::ctl
