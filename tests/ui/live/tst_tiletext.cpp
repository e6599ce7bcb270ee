// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/tiletext.h"
#include "support/fakeengine.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;

namespace {

const ModelId kV2{"line", 2}, kV3{"line", 3};

/// One station and what the engine says around it; describe() gives the words of its tile.
struct Scene {
    EngineSnapshot snapshot;
    StationSnapshot station;
    PictureTimes pictures;
    SteadyTime now = std::chrono::steady_clock::now();
    bool heldFail = false;

    Scene()
    {
        station.config.id = "station-2";
        station.config.name = "Station 2";
        station.source.state = SourceState::Running;
        station.source.since = std::chrono::system_clock::now();
        station.active = kV2;
        station.activeSince = std::chrono::system_clock::now();
        station.cameraFps = 30;
        station.judgedFps = 29.6;
        station.p50Ms = 12.1;
        station.p99Ms = 18.4;
        station.counters.skipped = 211;
        station.counters.dropped = 3;
        station.last = {Verdict::Pass, VerdictReason::None, {}, kV2};
        pictures = {now - 10ms, now - 20ms, true};
    }
    void source(SourceState state, std::chrono::seconds ago = 12s)
    {
        station.source.state = state;
        pictures = {now - ago, now - ago, false};
    }
    void happened(EventKind kind, std::optional<ModelId> from, std::optional<ModelId> to, const StationId &where = "station-2")
    {
        HistoryEvent e;
        e.at = std::chrono::system_clock::now();
        e.kind = kind;
        e.station = where;
        e.from = from;
        e.to = to;
        snapshot.recent.push_back(e);
    }
    TileText describe() const { return TileText::describe(station, snapshot, pictures, now, heldFail); }
};

QString figure(const TileText &text, const char *label)
{
    for (const TileText::Figure &f : text.figures)
        if (f.label == QLatin1String(label))
            return f.value;
    return QStringLiteral("(none)");
}

}  // namespace

class TestTileText : public QObject {
    Q_OBJECT

private slots:
    void a_running_station_says_name_model_verdict_and_figures()
    {
        Scene scene;
        const TileText text = scene.describe();
        QCOMPARE(text.name, QStringLiteral("Station 2"));
        QVERIFY(text.chip.startsWith(QLatin1String("line-v2 since ")));
        QVERIFY(text.verdict == Verdict::Pass);
        QCOMPARE(text.word, QStringLiteral("PASS"));
        QVERIFY(text.picture == TileText::Picture::Live && text.boxes);
        QVERIFY(text.letter.isNull());
        QCOMPARE(figure(text, "camera"), QStringLiteral("30"));
        QCOMPARE(figure(text, "judged"), QStringLiteral("30"));
        QCOMPARE(figure(text, "p50/p99 ms"), QStringLiteral("12.1/18.4"));
        QCOMPARE(figure(text, "skipped"), QStringLiteral("211"));
        QCOMPARE(figure(text, "dropped"), QStringLiteral("3"));
        QCOMPARE(text.accessible, QStringLiteral("Station 2, PASS, line-v2, running, 30 of 30 per second"));
    }

    void a_rejected_part_says_why_and_is_no_alarm()
    {
        Scene scene;
        scene.station.last = {Verdict::Fail, VerdictReason::MissingLabel, "Cap", kV2};
        const TileText text = scene.describe();
        QCOMPARE(text.word, QStringLiteral("FAIL"));
        QCOMPARE(text.note, QStringLiteral("Cap missing"));
        QVERIFY(text.tone == TileText::Tone::Fail);
    }

    void a_rejected_part_stays_while_the_next_ones_pass()
    {
        Scene scene;
        scene.heldFail = true;
        const TileText text = scene.describe();
        QCOMPARE(text.word, QStringLiteral("FAIL"));
        QVERIFY(text.note.isEmpty());  // the reason of the passed part is none of its own
    }

    void the_band_turns_red_when_the_engine_is_sure_of_the_rate_and_not_before()
    {
        Scene scene;
        scene.station.rejectRate = 0.12;
        QVERIFY(scene.describe().tone == TileText::Tone::Idle);
        scene.station.rejectsHigh = true;
        const TileText text = scene.describe();
        QVERIFY(text.tone == TileText::Tone::Red);
        QCOMPARE(text.note, QStringLiteral("12.0 % rejects, limit 8.0 %"));
    }

    void a_model_that_is_not_loaded_yet_has_no_time()
    {
        Scene scene;
        scene.station.activeSince = {};
        QCOMPARE(scene.describe().chip, QStringLiteral("line-v2, not loaded yet"));
    }

    void a_repeated_picture_is_counted()
    {
        Scene scene;
        scene.source(SourceState::Frozen);
        scene.station.source.samePictures = 1240;
        QCOMPARE(scene.describe().age, QString::fromUtf8("same picture 1,240 ×"));
    }

    void states_of_the_source_data()
    {
        QTest::addColumn<SourceState>("state");
        QTest::addColumn<QString>("letter");
        QTest::addColumn<bool>("red");
        QTest::addColumn<QString>("words");
        QTest::newRow("connecting") << SourceState::Connecting << "C" << false << "Connecting to Station 2";
        QTest::newRow("stalled") << SourceState::Stalled << "S" << false << "No new picture since";
        QTest::newRow("frozen") << SourceState::Frozen << "S" << true << "The same picture since";
        QTest::newRow("ended") << SourceState::Ended << "C" << false << "The recording ended";
        QTest::newRow("offline") << SourceState::Offline << "F" << true << "No camera since";
        QTest::newRow("busy") << SourceState::Busy << "C" << false << "Another program uses this camera";
    }

    void states_of_the_source()
    {
        QFETCH(SourceState, state);
        QFETCH(QString, letter);
        QFETCH(bool, red);
        QFETCH(QString, words);
        Scene scene;
        scene.source(state);
        const TileText text = scene.describe();
        QVERIFY(text.verdict == Verdict::Unknown);  // whatever the last part was
        QCOMPARE(text.word, QStringLiteral("UNKNOWN"));
        if (state == SourceState::Connecting) {
            QVERIFY(text.picture == TileText::Picture::None);  // what comes may be another camera's
        } else {
            QVERIFY(text.picture == TileText::Picture::Stale);
            QCOMPARE(text.age, QStringLiteral("12 s old"));
        }
        QVERIFY(!text.boxes);
        QCOMPARE(QString(text.letter), letter);
        QCOMPARE(text.tone == TileText::Tone::Red, red);
        QVERIFY2(text.message.startsWith(words), qPrintable(text.message));
        QVERIFY(!text.note.isEmpty());
    }

    void each_fault_of_a_source_says_what_to_do_and_has_a_code_of_its_own_data()
    {
        QTest::addColumn<SourceState>("state");
        QTest::addColumn<SourceKind>("kind");
        QTest::addColumn<QString>("next");
        QTest::addColumn<QString>("code");
        QTest::newRow("camera offline") << SourceState::Offline << SourceKind::Camera << "Check its cable and power." << "L-601";
        QTest::newRow("stream offline") << SourceState::Offline << SourceKind::Stream << "Check its cable, power and address." << "L-601";
        QTest::newRow("file offline") << SourceState::Offline << SourceKind::VideoFile << "Check that the file is there" << "L-601";
        QTest::newRow("folder offline") << SourceState::Offline << SourceKind::ImageFolder << "Check that the folder is there" << "L-601";
        QTest::newRow("busy") << SourceState::Busy << SourceKind::Camera << "Close it there." << "L-602";
        QTest::newRow("stalled") << SourceState::Stalled << SourceKind::Camera << "Check cable and power" << "L-603";
        QTest::newRow("frozen") << SourceState::Frozen << SourceKind::Camera << "Restart the camera." << "L-604";
        QTest::newRow("ended") << SourceState::Ended << SourceKind::Stream << "Choose another under Settings." << "L-605";
    }
    void each_fault_of_a_source_says_what_to_do_and_has_a_code_of_its_own()
    {
        QFETCH(SourceState, state);
        QFETCH(SourceKind, kind);
        QFETCH(QString, next);
        QFETCH(QString, code);
        Scene scene;
        scene.station.config.source.kind = kind;
        scene.source(state);
        const QString message = scene.describe().message;
        QVERIFY2(message.contains(next), qPrintable(message));
        QVERIFY2(message.endsWith(QStringLiteral(" (%1)").arg(code)), qPrintable(message));
        QVERIFY2(!message.contains(QLatin1Char('%')), qPrintable(message));
        for (const char *banned : {"failed", "invalid", "error", "please", "!"})
            QVERIFY2(!message.contains(QLatin1String(banned), Qt::CaseInsensitive), qPrintable(message));
    }

    void without_any_picture_there_is_nothing_to_hatch()
    {
        Scene scene;
        scene.station.source.state = SourceState::Connecting;
        scene.pictures = {};
        QVERIFY(scene.describe().picture == TileText::Picture::None);
    }

    void the_next_try_is_told_in_seconds()
    {
        Scene scene;
        scene.source(SourceState::Offline);
        scene.station.source.nextTry = scene.now + 4200ms;
        QVERIFY2(scene.describe().message.contains(QLatin1String("Next try in 5 s")), qPrintable(scene.describe().message));
    }

    void an_old_picture_is_marked_even_if_the_engine_says_running()
    {
        Scene scene;
        scene.pictures.live = false;
        scene.pictures.newest = scene.now - 3s;
        const TileText text = scene.describe();
        QVERIFY(text.picture == TileText::Picture::Stale);
        QCOMPARE(text.age, QStringLiteral("3 s old"));
        QVERIFY(text.verdict == Verdict::Unknown);
    }

    void the_verdict_of_the_model_before_says_nothing_about_the_new_one()
    {
        Scene scene;
        scene.station.active = kV3;
        const TileText text = scene.describe();
        QVERIFY(text.verdict == Verdict::Unknown);
        QCOMPARE(text.note, QStringLiteral("waits for line-v3"));
        QVERIFY(text.picture == TileText::Picture::Live);
    }

    void pictures_that_nobody_judges_have_no_verdict()
    {
        Scene scene;
        scene.pictures.judged = scene.pictures.newest - 2100ms;
        const TileText text = scene.describe();
        QVERIFY(text.verdict == Verdict::Unknown);
        QCOMPARE(text.note, QStringLiteral("not judging now"));
        scene.pictures.judged = scene.pictures.newest - 1900ms;
        QVERIFY(scene.describe().verdict == Verdict::Pass);
    }

    void a_slow_detector_may_take_three_of_its_slowest_times()
    {
        Scene scene;
        scene.station.p99Ms = 900;
        scene.pictures.judged = scene.pictures.newest - 2600ms;
        QVERIFY(scene.describe().verdict == Verdict::Pass);
    }

    void a_station_without_a_model_shows_the_picture_and_asks_for_one()
    {
        Scene scene;
        scene.station.active.reset();
        scene.station.last = {};
        const TileText text = scene.describe();
        QCOMPARE(text.word, QStringLiteral("NO MODEL"));
        QCOMPARE(text.chip, QStringLiteral("no model"));
        QVERIFY(text.picture == TileText::Picture::Live);
        QVERIFY(!text.boxes);
        QCOMPARE(figure(text, "judged"), QString::fromUtf8("–"));
    }

    void a_slow_station_says_by_how_much()
    {
        Scene scene;
        scene.station.config.contract.maxLatencyMs = 90;
        scene.station.p99Ms = 180;
        scene.station.judgedFps = 28.8;
        const TileText text = scene.describe();
        QVERIFY(text.noteIsWarning);
        QCOMPARE(text.note, QStringLiteral("180 ms behind, 4.0 % skipped"));
        QCOMPARE(text.letter, QChar('S'));
    }

    void a_file_on_its_way_says_its_step_and_who_judges_meanwhile()
    {
        Scene scene;
        CandidateSnapshot c;
        c.id = 7;
        c.fileName = "line-v3.pt";
        c.station = "station-2";
        c.step = CandidateStep::WarmUp;
        c.progress = 0.5;
        scene.snapshot.candidates = {c};
        const TileText text = scene.describe();
        QVERIFY(text.strip.startsWith(QLatin1String("line-v3.pt: Step 5 of 6: Warm-up. line-v2 judges")));
        QVERIFY(text.progress && *text.progress > 0.6 && *text.progress < 0.8);
        QVERIFY(text.verdict == Verdict::Pass && text.boxes);
        scene.snapshot.candidates[0].station = "station-1";
        QVERIFY(scene.describe().strip.isEmpty());
    }

    void a_shadow_has_a_chip_of_its_own()
    {
        Scene scene;
        scene.station.shadow = kV3;
        QCOMPARE(scene.describe().shadowChip, QStringLiteral("shadow line-v3"));
    }

    void a_model_that_stopped_and_was_replaced_is_told_until_somebody_chooses_another()
    {
        Scene scene;
        scene.happened(EventKind::ModelFailed, kV3, kV2);
        const auto told = [&] { return scene.describe().note == QLatin1String("line-v3 stopped") && scene.describe().noteIsWarning; };
        QVERIFY(told());
        QVERIFY(scene.describe().strip.contains(QLatin1String("line-v2 judges since then")));
        QVERIFY(scene.describe().verdict == Verdict::Pass);
        scene.happened(EventKind::RolledBack, kV3, kV2);  // the way back itself
        QVERIFY(told());
        scene.happened(EventKind::Promoted, kV2, kV3, "station-1");  // another station's business
        QVERIFY(told());
        scene.happened(EventKind::Promoted, kV3, kV2);
        QVERIFY(!told());
    }

    void a_model_that_was_taken_back_by_itself_is_told_with_the_reason()
    {
        Scene scene;
        scene.happened(EventKind::ModelFailed, kV3, kV2);
        scene.snapshot.recent.back().health = HealthRecord{Health::NoVerdicts, 1000, 0, 30, 0, 0, 0, 0, 0};
        scene.happened(EventKind::RolledBack, kV3, kV2);
        const TileText text = scene.describe();
        QCOMPARE(text.note, QStringLiteral("line-v3 taken back"));
        QVERIFY(text.noteIsWarning);
        QVERIFY2(text.strip.endsWith(QLatin1String(": no verdicts. line-v2 judges since then.")), qPrintable(text.strip));
        QVERIFY(text.verdict == Verdict::Pass);
    }

    void a_model_that_stopped_with_none_before_it_is_trouble()
    {
        Scene scene;
        scene.station.last = {};
        scene.happened(EventKind::ModelFailed, kV2, std::nullopt);
        const TileText text = scene.describe();
        QVERIFY(text.tone == TileText::Tone::Red);
        QCOMPARE(text.letter, QChar('F'));
        QVERIFY(text.strip.contains(QLatin1String("Choose another model")));
    }

    void a_shadow_that_stopped_is_no_trouble_of_the_line()
    {
        Scene scene;
        scene.happened(EventKind::ModelFailed, kV3, ModelId{"line", 1});
        QVERIFY(!scene.describe().noteIsWarning);
    }

    void a_shadow_that_stopped_later_hides_no_trouble_of_the_line()
    {
        Scene scene;
        scene.happened(EventKind::ModelFailed, kV2, std::nullopt);
        scene.happened(EventKind::ModelFailed, kV3, std::nullopt);
        QCOMPARE(scene.describe().note, QStringLiteral("line-v2 stopped"));
        QVERIFY(scene.describe().tone == TileText::Tone::Red);
    }

    void a_model_that_could_not_be_loaded_is_not_told_as_one_that_stopped()
    {
        Scene scene;
        scene.station.last = {};
        scene.happened(EventKind::ModelFailed, kV2, std::nullopt);
        scene.snapshot.recent.back().refusal = Refusal{RefusalReason::Corrupt, {}, {}, {}};
        const TileText text = scene.describe();
        QCOMPARE(text.note, QStringLiteral("line-v2 not loaded"));
        QCOMPARE(text.strip, QStringLiteral("line-v2 could not be loaded (Damaged). Choose another model."));
        QVERIFY(text.tone == TileText::Tone::Red);
    }

    void trouble_from_before_the_last_start_is_history()
    {
        Scene scene;
        scene.happened(EventKind::ModelFailed, kV3, kV2);
        scene.happened(EventKind::Started, {}, {}, {});
        QVERIFY(!scene.describe().noteIsWarning);
    }
};

QTEST_GUILESS_MAIN(TestTileText)
#include "tst_tiletext.moc"
