// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "benches.h"
#include "record/recordfile.h"
#include "record/verdictreader.h"
#include "record/verdictwriter.h"
#include "threadtime.h"

#include <QTemporaryDir>

#include <chrono>
#include <filesystem>
#include <future>
#include <memory>
#include <random>

namespace lineside::bench {
namespace {

constexpr int kStations = 4, kFps = 30, kBoxes = 5;
constexpr double kCostLimit = 0.02;      // of a processor
constexpr double kQueryLimitMs = 200;
constexpr std::int64_t kHour = 3'600'000'000;

/// Where every frame of four stations at 30 a second is a part: the most that there can be.
class Line {
public:
    Line()
    {
        m_part.labels = std::make_shared<const Labels>(Labels{"bottle", "cap", "label", "scratch"});
        m_part.modelSha256 = std::make_shared<const std::string>(64, 'a');
        m_part.judgement.model = {"line", 2};
    }
    /// The next frame of every station.
    template <class Take>
    void next(Take &&take)
    {
        for (int station = 0; station < kStations; ++station) {
            const bool fails = m_random() % 50 == 0;
            m_part.at = wallTimeOf(m_begin + m_frame * 1'000'000 / kFps + station);
            m_part.judgement.verdict = fails ? Verdict::Fail : Verdict::Pass;
            m_part.judgement.reason = fails ? VerdictReason::MissingLabel : VerdictReason::None;
            m_part.judgement.label = fails ? "cap" : "";
            m_part.boxes.clear();
            for (int box = 0; box < kBoxes; ++box) {
                const float x = static_cast<float>(m_random() % 4000) / 4, y = static_cast<float>(m_random() % 2000) / 4;
                m_part.boxes.push_back({{x, y, x + 80.5f, y + 200.25f}, 0.5f + static_cast<float>(m_random() % 1000) / 2000, box % 4});
            }
            take("station-" + std::to_string(station + 1), m_part);
        }
        ++m_frame;
    }
    std::int64_t begin() const { return m_begin; }
    std::int64_t frames() const { return m_frame; }

private:
    std::mt19937 m_random{1};
    const std::int64_t m_begin = 1'772'323'200'000'000;
    std::int64_t m_frame = 0;
    FinishedPart m_part;
};

/// One that says how long its thread has computed.
double secondsOf(TaskRunner &runner)
{
    std::promise<double> seconds;
    runner.post([&] { seconds.set_value(threadSeconds()); });
    return seconds.get_future().get();
}

Result<Figure> measureCost(const Options &options)
{
    Figure figure{"record.cost", "processor time that recording 4 x 30 parts a second takes / 0.02 of a processor", Bound::AtMost, 1, Judged::Median, {}};
    const int rounds = options.quick ? 2 : 9, seconds = options.quick ? 5 : 60;
    const SystemClock clock;
    double adding = 0, all = 0;
    for (int round = 0; round < rounds; ++round) {
        QTemporaryDir folder;
        const auto thread = std::make_shared<ThreadTaskRunner>("record", AtStop::FinishWaiting);
        bool whole = true;
        VerdictWriter writer(recordFileOf(folder.path().toStdString()), thread, clock, {[&](const auto &) { whole = false; }});
        Line line;
        const auto second = [&] {
            const double before = threadSeconds();
            for (int frame = 0; frame < kFps; ++frame)
                line.next([&](const StationId &station, const FinishedPart &part) { writer.add(station, part); });
            const double took = threadSeconds() - before;
            writer.tick();
            secondsOf(*thread);  // is written
            return took;
        };
        second();  // what is asked for once
        const double before = secondsOf(*thread);
        double here = 0;
        for (int s = 0; s < seconds; ++s)
            here += second();
        const double written = secondsOf(*thread) - before;
        if (!whole)
            return Error{ErrorCode::Io, "the record could not be written"};
        figure.samples.push_back((here + written) / seconds / kCostLimit);
        adding += here / seconds / rounds;
        all += (here + written) / seconds / rounds;
    }
    figure.facts = {{"of a processor, %", all * 100}, {"by who adds (making the parts too), %", adding * 100}};
    return figure;
}

Result<Figure> measureQuery(const Options &options)
{
    Figure figure{"record.query", "all parts of an hour at one of 4 stations, with their boxes, out of 10 million (quick: 1 million) / 200 ms", Bound::AtMost, 1, Judged::Worst, {}};
    const std::int64_t verdicts = options.quick ? 1'000'000 : 10'000'000;
    QTemporaryDir folder;
    const std::filesystem::path file = recordFileOf(folder.path().toStdString());
    Line line;
    {
        const SystemClock clock;
        const auto thread = std::make_shared<ThreadTaskRunner>("record", AtStop::FinishWaiting);
        bool whole = true;
        VerdictWriter writer(file, thread, clock, {[&](const auto &) { whole = false; }}, {20'000, 20'000, {0, 0}});
        while (line.frames() * kStations < verdicts) {
            for (int frame = 0; frame < 2500; ++frame)
                line.next([&](const StationId &station, const FinishedPart &part) { writer.add(station, part); });
            writer.tick();
            secondsOf(*thread);
        }
        if (!whole)
            return Error{ErrorCode::Io, "the record could not be written"};
    }
    auto reader = VerdictReader::open(file);
    if (!reader)
        return reader.error();
    const std::int64_t length = line.frames() * 1'000'000 / kFps;
    double parts = 0, sums = 0;
    const int queries = options.quick ? 3 : 9;
    for (int q = 0; q < queries; ++q) {
        // At another place each time, and at no full hour.
        const std::int64_t from = line.begin() + (length - kHour) * q / queries + 1'234'567;
        const StationId station = "station-" + std::to_string(q % kStations + 1);
        const auto before = std::chrono::steady_clock::now();
        std::optional<PartPlace> place;
        std::size_t found = 0;
        do {
            const auto page = reader->verdictsBetween(station, wallTimeOf(from), wallTimeOf(from + kHour), 10'000, place);
            if (!page)
                return page.error();
            found += page->verdicts.size();
            place = page->next;
        } while (place);
        const auto between = std::chrono::steady_clock::now();
        if (found + kFps < 3600 * kFps)
            return Error{ErrorCode::Internal, "parts are missing"};
        if (const auto models = reader->modelsBetween(station, wallTimeOf(from), wallTimeOf(from + kHour)); !models || models->size() != 1)
            return Error{ErrorCode::Internal, "another model than was recorded"};
        const std::chrono::duration<double, std::milli> all = between - before, models = std::chrono::steady_clock::now() - between;
        figure.samples.push_back(all.count() / kQueryLimitMs);
        parts += static_cast<double>(found) / queries;
        sums += models.count() / queries;
    }
    figure.facts = {{"verdicts", static_cast<double>(line.frames() * kStations)}, {"parts found", parts}, {"which models judged, ms", sums},
                    {"database, MB", static_cast<double>(std::filesystem::file_size(file)) / 1e6}};
    return figure;
}

}  // namespace

Figures benchRecord(const Options &options)
{
    std::vector<Figure> figures;
    for (const auto measure : {measureCost, measureQuery}) {
        auto figure = measure(options);
        if (!figure)
            return figure.error();
        figures.push_back(std::move(*figure));
    }
    return figures;
}

}  // namespace lineside::bench
