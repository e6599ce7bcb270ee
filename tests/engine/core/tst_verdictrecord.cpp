// SPDX-License-Identifier: GPL-3.0-or-later
// That the engine puts each part's verdict into the record, and what is told when it cannot.
#include "engine/core/line.h"
#include "engine/weights/tinycheckpoint.h"
#include "record/recordfile.h"
#include "record/verdictreader.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

class TestVerdictRecord : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    fs::path dir() const { return m_dir->path().toStdString(); }

    /// One station of the demo line, where every frame is a part.
    static std::vector<StationConfig> oneStation()
    {
        StationConfig s;
        s.promotion = PromotionPolicy::Nothing;
        s.id = s.name = "a";
        s.source.targetFps = 10;
        return {s};
    }
    ModelId bringLive(Line &line, const char *version)
    {
        TinyCheckpoint tiny;
        tiny.producer = version;
        const fs::path file = dir() / (std::string("tiny-v") + version + ".pt");
        std::ofstream(file, std::ios::binary) << tiny.bytes();
        const CandidateId id = line->offerFile(file, "a");
        [&] { QTRY_VERIFY_WITH_TIMEOUT(line.finished(id), kPatience); }();
        const ModelId model = line.candidate(id).model.value_or(ModelId{});
        [&] { QVERIFY(line.promote("a", model)); }();
        return model;
    }
    static std::uint64_t partsOf(Line &line)
    {
        const StationCounters c = line.station("a").counters;
        return c.passed + c.failed + c.unsure;
    }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void every_part_is_recorded_with_the_model_that_judged_it()
    {
        std::vector<ModelSnapshot> models;
        std::uint64_t parts = 0;
        const WallTime before = std::chrono::system_clock::now();
        {
            Line line(dir(), oneStation());
            for (const char *version : {"1", "2"}) {
                bringLive(line, version);
                const std::uint64_t judged = line.station("a").counters.judged;
                QTRY_VERIFY_WITH_TIMEOUT(line.station("a").counters.judged > judged + 3, kPatience);
            }
            models = line->snapshot()->models;
            parts = partsOf(line);
        }
        auto reader = VerdictReader::open(recordFileOf(dir()));
        QVERIFY(reader);
        const auto page = reader->verdictsBetween("a", before, std::chrono::system_clock::now() + std::chrono::hours(1), 100000);
        QVERIFY(page);
        QVERIFY(page->verdicts.size() >= parts);  // some came after that look
        for (std::size_t i = 0; i < page->verdicts.size(); ++i) {
            const VerdictRecord &r = page->verdicts[i];
            QCOMPARE(r.part, i + 1);
            const auto model = std::ranges::find_if(models, [&](const ModelSnapshot &m) { return m.id == r.model; });
            QVERIFY(model != models.end());
            QCOMPARE(r.modelSha256, model->sha256);
        }
        QVERIFY(page->verdicts.front().model != page->verdicts.back().model);
        QVERIFY(reader->gapsBetween({}, WallTime(), WallTime::max())->empty());
        QCOMPARE(reader->modelsBetween("a", before, WallTime::max())->size(), std::size_t{2});
        QVERIFY(reader->touchedBy(models.front().id)->front().station == "a");
    }
    void a_record_that_cannot_be_written_is_told_and_the_line_runs_on()
    {
        QVERIFY(openRecordForWriting(recordFileOf(dir()))->run("PRAGMA user_version = 4"));  // of a newer Lineside
        Line line(dir(), oneStation());
        QTRY_VERIFY_WITH_TIMEOUT(line.newest(EventKind::RecordGap), kPatience);
        QVERIFY(line->snapshot()->recordTrouble);
        QCOMPARE(line->snapshot()->recordTrouble->error.code, ErrorCode::Unsupported);
        bringLive(line, "1");
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").counters.judged > 3, kPatience);

        QVERIFY(Database::open(recordFileOf(dir()), Database::Access::Write)->run("PRAGMA user_version = 3"));
        QTRY_VERIFY_WITH_TIMEOUT(line.newest(EventKind::RecordAgain), kPatience);
        QVERIFY(!line->snapshot()->recordTrouble);
        QTRY_VERIFY_WITH_TIMEOUT(!VerdictReader::open(recordFileOf(dir()))->modelsBetween("a", WallTime(), WallTime::max())->empty(), kPatience);
    }
    void a_damaged_record_is_put_aside_and_told()
    {
        std::ofstream(recordFileOf(dir())) << std::string(5000, 'x');
        Line line(dir(), oneStation());
        QTRY_VERIFY_WITH_TIMEOUT(line.newest(EventKind::NotRead), kPatience);
        QCOMPARE(line.newest(EventKind::NotRead)->file, std::string("verdicts.damaged-1.db"));
        QVERIFY(fs::exists(dir() / "verdicts.damaged-1.db"));
    }
};

QTEST_GUILESS_MAIN(TestVerdictRecord)
#include "tst_verdictrecord.moc"
