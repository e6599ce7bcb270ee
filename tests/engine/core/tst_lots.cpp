// SPDX-License-Identifier: GPL-3.0-or-later
// Which lot runs, pictures of parts, and how much of both is kept.
#include "engine/core/decisions.h"
#include "record/picturekeeper.h"
#include "record/recordfile.h"
#include "record/verdictreader.h"
#include "store/configfile.h"

#include <QtTest>

#include <set>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

class TestLots : public QObject, protected Decisions {
    Q_OBJECT

    std::atomic<bool> m_encodes{true};

    /// Stations where every picture is a part, recorded.
    std::function<void(EngineParts &)> recorded(int sampleEvery = 0)
    {
        return [this, sampleEvery](EngineParts &p) {
            auto list = stations({"a", "b"});
            for (StationConfig &s : list) {
                s.sampleEvery = sampleEvery;
                s.healthCheck = false;
            }
            give(p, list);
            p.recordVerdicts = true;
            p.encodeJpeg = [this](const ImageView &) -> Result<std::vector<std::uint8_t>> {
                if (!m_encodes)
                    return Error{ErrorCode::DiskFull, "full"};
                return std::vector<std::uint8_t>(1000, 7);
            };
        };
    }
    static Result<void> setLot(StubLine &line, const StationId &station, const std::string &lot, const Actor &actor = {})
    {
        return line.carryOut([&](Engine::Done done) { line->setLot(station, lot, done, actor); });
    }
    static Result<void> keep(StubLine &line, const RecordingPolicy &policy)
    {
        return line.carryOut([&](Engine::Done done) { line->applyRecording(policy, done, {"Nina", {}}); });
    }
    static void judge(StubLine &line, const StationId &station = "a")
    {
        QVERIFY(!line.offer(1, station).refusal);
        QVERIFY(line.promote(station, 1));
        judgeSome(line, station);
    }
    static void judgeSome(StubLine &line, const StationId &station = "a")
    {
        const std::uint64_t judged = line.station(station).counters.judged;
        QTRY_VERIFY_WITH_TIMEOUT(line.station(station).counters.judged > judged + 5, kPatience);
    }
    std::vector<VerdictRecord> parts(const StationId &station = "a") const
    {
        auto reader = VerdictReader::open(recordFileOf(data()));
        return reader ? reader->verdictsBetween(station, WallTime(), WallTime::max(), 100000)->verdicts : std::vector<VerdictRecord>();
    }
    std::set<std::string> pictures() const
    {
        std::set<std::string> files;
        std::error_code none;
        for (fs::recursive_directory_iterator file(picturesFolderOf(data()), none); !none && file != fs::recursive_directory_iterator(); file.increment(none)) {
            if (file->path().extension() == ".jpg")
                files.insert(fs::relative(file->path(), picturesFolderOf(data())).string());
        }
        return files;
    }

private slots:
    void init()
    {
        begin();
        m_encodes = true;
    }

    void a_lot_is_written_with_the_parts_after_it_and_not_before()
    {
        {
            StubLine line(dir(), m_behaviour, recorded());
            judge(line);
            QVERIFY(setLot(line, "a", "4711", {"Nina", Role::Operator}));
            QCOMPARE(line.station("a").lot, std::string("4711"));
            QVERIFY(line.station("b").lot.empty());
            judgeSome(line);
            QVERIFY(setLot(line, "a", "Los 7 \xc3\xa4"));
            judgeSome(line);
            QVERIFY(setLot(line, "a", ""));
            judgeSome(line);
            const auto told = line.events(EventKind::LotChanged);
            QCOMPARE(told.size(), std::size_t{3});
            QCOMPARE(told[2].detail, std::string("4711"));
            QCOMPARE(told[2].station, StationId("a"));
            QCOMPARE(told[2].by, std::string("Nina"));
            QVERIFY(told[2].role == Role::Operator);
        }
        std::vector<std::string> lots;
        for (const VerdictRecord &r : parts()) {
            if (lots.empty() || lots.back() != r.lot)
                lots.push_back(r.lot);
        }
        QCOMPARE(lots, (std::vector<std::string>{"", "4711", "Los 7 \xc3\xa4", ""}));
        const auto touched = VerdictReader::open(recordFileOf(data()))->touchedBy(kOne);
        QVERIFY(touched);
        QCOMPARE(touched->size(), std::size_t{3});  // by lot, and without one
    }
    void the_lot_survives_a_restart()
    {
        {
            StubLine line(dir(), m_behaviour, recorded());
            QVERIFY(setLot(line, "a", "4711"));
        }
        StubLine line(dir(), m_behaviour, recorded());
        QCOMPARE(line.station("a").lot, std::string("4711"));
        judge(line);
        QTRY_VERIFY_WITH_TIMEOUT(!parts().empty(), kPatience);
        QCOMPARE(parts().front().lot, std::string("4711"));
    }
    void a_state_of_an_earlier_version_has_no_lot_and_one_that_cannot_be_shown_is_not_believed()
    {
        const DesiredState state{{"a", {kOne, {}, {}, {}}}};
        QCOMPARE(formatDesiredState(state).find("lot"), std::string::npos);
        QVERIFY(*parseDesiredState(formatDesiredState(state)) == state);
        DesiredState told = state;
        told["a"].lot = "4711";
        QVERIFY(*parseDesiredState(formatDesiredState(told)) == told);
        told["a"].lot = "a\nb";
        QVERIFY(!parseDesiredState(formatDesiredState(told)));
    }
    void what_is_no_lot_is_refused_and_nothing_changes()
    {
        StubLine line(dir(), m_behaviour, recorded());
        QVERIFY(setLot(line, "a", "4711"));
        for (const std::string &bad : {std::string("a\nb"), std::string("\x1b[31m"), std::string("\xff\xfe"), std::string("a\0b", 3), std::string("\xc2\x9b"), std::string(Engine::kMaxLot + 1, 'x')}) {
            const auto answer = setLot(line, "a", bad);
            QVERIFY(!answer && answer.error().code == ErrorCode::InvalidInput);
        }
        QCOMPARE(setLot(line, "nowhere", "1").error().code, ErrorCode::NotFound);
        QCOMPARE(line.station("a").lot, std::string("4711"));
        QVERIFY(setLot(line, "a", "4711"));  // it is that one already: no line of the history
        QCOMPARE(line.events(EventKind::LotChanged).size(), std::size_t{1});
        QVERIFY(setLot(line, "a", std::string(Engine::kMaxLot, 'x')));
    }
    void of_every_third_part_the_picture_is_kept_and_the_record_names_it()
    {
        {
            StubLine line(dir(), m_behaviour, recorded(3));
            judge(line);
            QTRY_VERIFY_WITH_TIMEOUT(pictures().size() >= 3, kPatience);
        }
        std::set<std::string> named;
        int since = 0;
        for (const VerdictRecord &r : parts()) {
            ++since;
            if (r.picture.empty())
                continue;
            QCOMPARE(since, 3);
            since = 0;
            QVERIFY2(r.picture.starts_with("a/2"), r.picture.c_str());
            named.insert(r.picture);
        }
        QCOMPARE(named, pictures());
    }
    void a_station_that_asks_for_none_keeps_none_and_may_ask_while_it_runs()
    {
        StubLine line(dir(), m_behaviour, recorded());
        judge(line);
        judgeSome(line);
        QVERIFY(pictures().empty());
        std::vector<StationConfig> list{line.station("a").config, line.station("b").config};
        list[0].sampleEvery = 1;
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyStations(list, done); }));
        QTRY_VERIFY_WITH_TIMEOUT(pictures().size() > 3, kPatience);
    }
    void a_disk_that_takes_no_pictures_is_told_and_the_line_and_the_record_run_on()
    {
        m_encodes = false;
        StubLine line(dir(), m_behaviour, recorded(1));
        judge(line);
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::RecordGap).size(), std::size_t{1}, kPatience);
        QCOMPARE(line.events(EventKind::RecordGap).front().file, std::string("pictures"));
        judgeSome(line);
        QVERIFY(!line->snapshot()->recordTrouble);  // verdicts are recorded
        QCOMPARE(line.events(EventKind::RecordGap).size(), std::size_t{1});
        QTRY_VERIFY_WITH_TIMEOUT(parts().size() > 5, kPatience);
    }
    void how_much_is_kept_changes_at_once_and_survives_a_restart()
    {
        const RecordingPolicy wanted{90, 50'000'000'000, 7, 0};
        {
            StubLine line(dir(), m_behaviour, recorded(1));
            QVERIFY(line->snapshot()->records);
            QVERIFY(line->snapshot()->recording == RecordingPolicy());
            judge(line);
            QTRY_VERIFY_WITH_TIMEOUT(pictures().size() > 15, kPatience);
            QVERIFY(keep(line, {365, 0, 30, 10'000'000}));
            QVERIFY(keep(line, wanted));
            QVERIFY(line->snapshot()->recording == wanted);
            const auto told = line.events(EventKind::RecordingChanged);
            QCOMPARE(told.size(), std::size_t{2});
            QCOMPARE(told.front().by, std::string("Nina"));
            QCOMPARE(told.front().detail, std::string("90 days, 50000 MB; pictures 7 days, any size"));
        }
        StubLine line(dir(), m_behaviour, recorded());
        QVERIFY(line->snapshot()->recording == wanted);
    }
    void a_policy_out_of_its_range_is_refused_and_nothing_changes()
    {
        StubLine line(dir(), m_behaviour, recorded());
        for (const RecordingPolicy &bad : {RecordingPolicy{-1, 0, 0, 0}, RecordingPolicy{40'000, 0, 0, 0}, RecordingPolicy{1, 5, 0, 0}, RecordingPolicy{1, 0, -7, 0}, RecordingPolicy{1, 0, 0, ~std::uint64_t{0}}}) {
            const auto answer = keep(line, bad);
            QVERIFY(!answer && answer.error().code == ErrorCode::InvalidInput);
        }
        QVERIFY(line->snapshot()->recording == RecordingPolicy());
        QVERIFY(line.events(EventKind::RecordingChanged).empty());
    }
};

QTEST_GUILESS_MAIN(TestLots)
#include "tst_lots.moc"
