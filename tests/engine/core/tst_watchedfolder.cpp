// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine does with the files of a watched folder.
#include "engine/core/decisions.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

class TestWatchedFolder : public QObject, protected Decisions {
    Q_OBJECT

    fs::path in() const { return dir() / "in"; }

    /// As it is on disk before the start.
    void configure(const std::string &station = {}) const
    {
        write(data() / "lineside.json", formatConfig({stations({"a", "b"}), {}, {}, {in().string(), station, 1}}));
    }
    /// A weight file of this version comes into the folder in one step.
    void bring(const StubLine &line, int version, const std::string &name) const
    {
        fs::copy_file(line.file(version), in() / "coming.tmp");
        fs::rename(in() / "coming.tmp", in() / name);
    }
    static bool has(StubLine &line, const ModelId &model)
    {
        const auto snapshot = line->snapshot();
        return std::any_of(snapshot->models.begin(), snapshot->models.end(), [&](const ModelSnapshot &m) { return m.id == model; });
    }
    static Result<void> watch(StubLine &line, const WatchedFolder &folder)
    {
        return line.carryOut([&](Engine::Done done) { line->applyWatchedFolder(folder, done); });
    }

private slots:
    void init()
    {
        begin();
        fs::create_directories(in());
    }

    void a_file_that_comes_is_in_the_library_with_a_card_and_plays_no_part()
    {
        configure();
        StubLine line(dir(), m_behaviour);
        bring(line, 1, "tiny-v1.pt");
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::Imported).size(), 1u, kPatience);
        QVERIFY(has(line, kOne));
        const auto cards = line->snapshot()->candidates;
        QCOMPARE(cards.size(), std::size_t{1});
        QVERIFY(cards[0].finished && !cards[0].refusal && !cards[0].station && cards[0].fileName == "tiny-v1.pt");
        QVERIFY(!line.station("a").active && !line.station("a").offered);
    }

    void a_file_for_a_station_waits_in_its_preview_and_goes_on_air_by_hand_only()
    {
        configure("b");
        StubLine line(dir(), m_behaviour);
        bring(line, 1, "tiny-v1.pt");
        QTRY_VERIFY_WITH_TIMEOUT(line.station("b").offered == kOne, kPatience);
        QVERIFY(!line.station("b").active && !line.station("a").offered);
        QVERIFY(line.promote("b", 1));
        bring(line, 2, "tiny-v2.pt");
        QTRY_VERIFY_WITH_TIMEOUT(line.station("b").offered == kTwo, kPatience);
        QVERIFY(line.station("b").active == kOne);
    }

    void a_file_for_a_station_that_is_gone_is_kept_in_the_library()
    {
        configure("c");
        StubLine line(dir(), m_behaviour);
        bring(line, 1, "tiny-v1.pt");
        QTRY_VERIFY_WITH_TIMEOUT(has(line, kOne), kPatience);
        QVERIFY(line.events(EventKind::Refused).empty());
    }

    void a_file_that_is_not_taken_is_told_once_and_those_behind_it_come_through()
    {
        configure();
        StubLine line(dir(), m_behaviour);
        write(in() / "bad.pt", "no weights");
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::Refused).size(), 1u, kPatience);
        for (const int version : {1, 2}) {
            bring(line, version, "tiny-v" + std::to_string(version) + ".pt");
            QTRY_VERIFY_WITH_TIMEOUT(has(line, {"tiny", version}), kPatience);
        }
        QCOMPARE(line.events(EventKind::Refused).size(), 1u);
        write(in() / "bad.pt", "others, and no weights");
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::Refused).size(), 2u, kPatience);
    }

    void a_restart_offers_nothing_again()
    {
        configure("a");
        {
            StubLine line(dir(), m_behaviour);
            write(in() / "bad.pt", "no weights");
            QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::Refused).size(), 1u, kPatience);
            bring(line, 1, "tiny-v1.pt");
            QTRY_VERIFY_WITH_TIMEOUT(line.station("a").offered == kOne, kPatience);
            QVERIFY(line.carryOut([&](Engine::Done done) { line->withdrawOffer("a", done); }));
        }
        StubLine line(dir(), m_behaviour);
        bring(line, 2, "tiny-v2.pt");
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").offered == kTwo, kPatience);  // the others came before, and would have been before it
        QCOMPARE(line.events(EventKind::Refused).size(), 1u);
        QCOMPARE(line.events(EventKind::Offered).size(), 2u);
        QCOMPARE(line->snapshot()->candidates.size(), std::size_t{1});
    }

    void what_the_library_has_is_known_by_its_bytes_where_the_memory_is_lost()
    {
        configure("a");
        {
            StubLine line(dir(), m_behaviour);
            bring(line, 1, "tiny-v1.pt");
            QTRY_VERIFY_WITH_TIMEOUT(line.station("a").offered == kOne, kPatience);
            QVERIFY(line.carryOut([&](Engine::Done done) { line->withdrawOffer("a", done); }));
        }
        QVERIFY(fs::exists(data() / "watched.json"));
        write(data() / "watched.json", "{");
        StubLine line(dir(), m_behaviour);
        bring(line, 2, "tiny-v2.pt");
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").offered == kTwo, kPatience);
        QCOMPARE(line.events(EventKind::Offered).size(), 2u);
        QCOMPARE(line.events(EventKind::Imported).size(), 2u);
        QTRY_COMPARE_WITH_TIMEOUT(line->snapshot()->candidates.size(), std::size_t{1}, kPatience);
    }

    void a_file_that_another_replaces_is_offered_anew()
    {
        configure("a");
        StubLine line(dir(), m_behaviour);
        bring(line, 1, "tiny.pt");
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").offered == kOne, kPatience);
        bring(line, 2, "tiny.pt");
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").offered == kTwo, kPatience);
    }

    void a_folder_that_is_not_there_is_told_while_the_line_runs_and_told_again_when_it_is_back()
    {
        fs::remove(in());
        configure();
        StubLine line(dir(), m_behaviour);
        QTRY_VERIFY_WITH_TIMEOUT(line->snapshot()->watchError, kPatience);
        QCOMPARE(line->snapshot()->watchError->code, ErrorCode::NotFound);
        QCOMPARE(line.events(EventKind::FolderLost).size(), 1u);
        QCOMPARE(line.events(EventKind::FolderLost)[0].file, in().string());
        const auto judged = line.offer(1, "a");
        QVERIFY(!judged.refusal && line.promote("a", 1));
        fs::create_directories(in());
        QTRY_VERIFY_WITH_TIMEOUT(!line->snapshot()->watchError, kPatience);
        QCOMPARE(line.events(EventKind::FolderBack).size(), 1u);
        bring(line, 2, "tiny-v2.pt");
        QTRY_VERIFY_WITH_TIMEOUT(has(line, kTwo), kPatience);
    }

    void the_folder_can_be_chosen_and_cleared_while_the_line_runs()
    {
        StubLine line(dir(), m_behaviour, [](EngineParts &parts) { give(parts, stations({"a", "b"})); });
        bring(line, 1, "tiny-v1.pt");
        QVERIFY(watch(line, {in().string(), "a", 1}));
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").offered == kOne, kPatience);  // it lay there before
        QVERIFY(line->snapshot()->watchedFolder == (WatchedFolder{in().string(), "a", 1}));
        QVERIFY(parseConfig(text(data() / "lineside.json"))->folder == (WatchedFolder{in().string(), "a", 1}));
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyStations(stations({"a"}), done); }));
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyVetting({true}, done); }));
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applySigningKeys({}, done); }));
        QVERIFY(parseConfig(text(data() / "lineside.json"))->folder.station == "a");  // others leave it alone

        QVERIFY(watch(line, {}));
        bring(line, 2, "tiny-v2.pt");
        const fs::path other = dir() / "other";
        fs::create_directories(other);
        fs::copy_file(line.file(3), other / "tiny-v3.pt");
        QVERIFY(watch(line, {other.string(), {}, 1}));
        QTRY_VERIFY_WITH_TIMEOUT(has(line, {"tiny", 3}), kPatience);
        QVERIFY(!has(line, kTwo));
        QCOMPARE(line.events(EventKind::FolderChanged).size(), 3u);
    }

    void a_folder_that_cannot_be_one_changes_nothing()
    {
        configure("a");
        StubLine line(dir(), m_behaviour);
        QCOMPARE(watch(line, {"models", {}, 5}).error().code, ErrorCode::InvalidInput);
        QCOMPARE(watch(line, {in().string(), {}, 0}).error().code, ErrorCode::InvalidInput);
        QCOMPARE(line->snapshot()->watchedFolder.station, std::string("a"));
        bring(line, 1, "tiny-v1.pt");
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").offered == kOne, kPatience);
    }

    void a_signature_that_comes_later_is_noted_and_nothing_is_offered_for_it()
    {
        configure("a");
        StubLine line(dir(), m_behaviour);
        bring(line, 1, "tiny-v1.pt");
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").offered == kOne, kPatience);
        write(in() / "tiny-v1.pt.minisig", "no signature");
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::Refused).size(), 1u, kPatience);  // looked at, and not good
        QCOMPARE(line.events(EventKind::Refused)[0].refusal->reason, RefusalReason::BadSignature);
        QVERIFY(line.station("a").offered == kOne);
    }

    void the_line_ends_in_the_middle_of_it()
    {
        configure("a");
        for (int i = 0; i < 5; ++i) {
            StubLine line(dir(), m_behaviour);
            bring(line, i + 1, "tiny-v" + std::to_string(i + 1) + ".pt");
        }
        StubLine line(dir(), m_behaviour);
        for (int i = 0; i < 5; ++i)
            QTRY_VERIFY_WITH_TIMEOUT(has(line, {"tiny", i + 1}), kPatience);
        QVERIFY(line.events(EventKind::Refused).empty());
    }
};

QTEST_GUILESS_MAIN(TestWatchedFolder)
#include "tst_watchedfolder.moc"
