// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/transitionbutton.h"
#include "mainwindow/eventbar.h"
#include "mainwindow/filesbutton.h"
#include "support/livescene.h"
#include "support/uichecks.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

struct Shown {
    Shown() : bar(scene.bridge)
    {
        bar.resize(1400, 48);
        bar.show();
    }
    void happened(EventKind kind, std::optional<ModelId> from = {}, std::optional<ModelId> to = {}, const std::string &detail = {})
    {
        HistoryEvent e;
        e.kind = kind;
        e.station = "station-1";
        e.from = from;
        e.to = to;
        e.detail = detail;
        scene.engine.addEvent(e);
        scene.update();
    }
    TransitionButton *rollBack() { return bar.findChild<TransitionButton *>(QStringLiteral("eventRollBack")); }

    LiveScene scene{2};
    EventBar bar;
};

}  // namespace

class TestEventBar : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_settings.emplace(); }

    void a_promotion_is_told_with_its_frames_and_offers_the_way_back()
    {
        Shown shown;
        shown.scene.engine.promote("station-1", {"line", 3}, {});
        shown.scene.update();
        QVERIFY2(shown.bar.sentence().startsWith(QLatin1String("Station 1: line-v3 since ")), qPrintable(shown.bar.sentence()));
        QVERIFY(shown.bar.sentence().endsWith(QLatin1String("0 of 1,802 frames lost.")));
        QVERIFY(shown.rollBack() && !shown.rollBack()->isHidden());
        shown.rollBack()->setClock([] { return qint64{1'000'000'000'000}; });
        QTest::mouseClick(shown.rollBack(), Qt::LeftButton);
        QCOMPARE(shown.scene.engine.callsStartingWith("rollBack station-1"), std::size_t{1});
    }

    void the_way_back_to_a_model_with_a_long_name_leaves_the_words_their_room()
    {
        Shown shown;
        shown.scene.station(1).active = ModelId{std::string(64, 'm'), 2};
        shown.scene.engine.promote("station-1", {"line", 3}, {});
        shown.scene.update();
        QVERIFY(shown.rollBack() && shown.rollBack()->isVisible());
        const auto &words = *shown.bar.findChild<QWidget *>(QStringLiteral("lastEvent"));
        QTRY_VERIFY2(shown.rollBack()->width() < words.width(), qPrintable(QString::number(shown.rollBack()->width())));
        QVERIFY(shown.rollBack()->toolTip().contains(QString(64, QLatin1Char('m'))));
    }

    void a_seal_of_the_record_does_not_take_the_place_of_what_somebody_did()
    {
        Shown shown;
        shown.happened(EventKind::Promoted, ModelId{"line", 1}, ModelId{"line", 2});
        const QString told = shown.bar.sentence();
        QVERIFY(!told.isEmpty());
        shown.happened(EventKind::RecordSealed);
        QCOMPARE(shown.bar.sentence(), told);
    }
    void an_import_that_was_cut_short_says_which_file_to_offer_again()
    {
        Shown shown;
        HistoryEvent e;
        e.kind = EventKind::Unfinished;
        e.file = "bottle-line";
        shown.scene.engine.addEvent(e);
        shown.scene.update();
        QCOMPARE(shown.bar.sentence(), QStringLiteral("The import of “bottle-line” was not finished when Lineside ended. The stations run as before. "
                                                     "Offer the file again."));
        // What to do next is not cut off on a small screen.
        shown.bar.resize(1366, 48);
        QCoreApplication::processEvents();
        QString painted;
        for (const PaintedText &text : paintedTexts(*shown.bar.findChild<QWidget *>(QStringLiteral("lastEvent"))))
            painted += text.text + QLatin1Char(' ');
        QVERIFY2(painted.contains(QStringLiteral("file again.")), qPrintable(painted));
    }

    void a_model_that_was_taken_back_by_itself_is_told_with_the_reason_and_what_to_do_next()
    {
        Shown shown;
        HistoryEvent e;
        e.kind = EventKind::RolledBack;
        e.station = "station-1";
        e.from = ModelId{"line", 3};
        e.to = ModelId{"line", 2};
        e.health = HealthRecord{Health::FindsNothing, 400, 12, 0, 20, 66, 0, 4, 3};
        shown.scene.engine.addEvent(e);
        shown.scene.update();
        const QString text = shown.bar.sentence();
        QVERIFY2(text.startsWith(QLatin1String("Station 1: line-v3 taken back at ")), qPrintable(text));
        QVERIFY2(text.endsWith(QLatin1String(": found nothing. line-v2 judges. Compare them before promoting it again.")), qPrintable(text));
        // What to do next is not cut off on a small screen.
        shown.bar.resize(1366, 48);
        QCoreApplication::processEvents();
        QString painted;
        for (const PaintedText &part : paintedTexts(*shown.bar.findChild<QWidget *>(QStringLiteral("lastEvent"))))
            painted += part.text + QLatin1Char(' ');
        QVERIFY2(painted.contains(QStringLiteral("again.")), qPrintable(painted));
        for (const auto &[health, words] : {std::pair(Health::TooSlow, ": too slow. "), std::pair(Health::NoVerdicts, ": no verdicts. ")}) {
            e.health->health = health;
            shown.scene.engine.addEvent(e);
            shown.scene.update();
            QVERIFY2(shown.bar.sentence().contains(QLatin1String(words)), qPrintable(shown.bar.sentence()));
        }
    }

    void a_way_back_that_has_just_appeared_takes_no_click_that_was_meant_for_what_stood_there()
    {
        Shown shown;
        QElapsedTimer since;
        since.start();
        shown.scene.engine.promote("station-1", {"line", 3}, {});
        shown.scene.update();
        QTest::mouseClick(shown.rollBack(), Qt::LeftButton);
        if (since.elapsed() >= TransitionButton::kSettleMs)
            QSKIP("too slow now: a click so late is meant");
        QCOMPARE(shown.scene.engine.callsStartingWith("rollBack"), std::size_t{0});
        shown.rollBack()->setClock([] { return qint64{1'000'000'000'000}; });
        QTest::mouseClick(shown.rollBack(), Qt::LeftButton);
        QCOMPARE(shown.scene.engine.callsStartingWith("rollBack"), std::size_t{1});
    }

    void a_comparison_that_stopped_by_itself_is_not_told_as_the_line()
    {
        Shown shown;
        const std::optional<ModelId> active = shown.scene.engine.station("station-1").active;
        shown.happened(EventKind::ModelFailed, ModelId{"line", 3});
        QVERIFY2(shown.bar.sentence().startsWith(QLatin1String("Station 1: line-v3 stopped judging along at "))
                     && shown.bar.sentence().endsWith(QLatin1String(". line-v2 keeps judging.")), qPrintable(shown.bar.sentence()));
        shown.happened(EventKind::ModelFailed, active);
        QVERIFY2(shown.bar.sentence().startsWith(QLatin1String("Station 1: line-v2 stopped at "))
                     && shown.bar.sentence().endsWith(QLatin1String("Choose another model.")), qPrintable(shown.bar.sentence()));
        // Nor does it claim that the line judges where that stopped before.
        shown.happened(EventKind::ModelFailed, ModelId{"line", 3});
        QVERIFY2(!shown.bar.sentence().contains(QLatin1String("keeps judging")), qPrintable(shown.bar.sentence()));
    }

    void a_model_that_gave_way_is_told_with_the_one_that_took_over()
    {
        Shown shown;
        shown.happened(EventKind::ModelFailed, ModelId{"line", 3}, ModelId{"line", 2});
        QVERIFY2(shown.bar.sentence().startsWith(QLatin1String("Station 1: line-v3 stopped at "))
                     && shown.bar.sentence().endsWith(QLatin1String("line-v2 judges since then.")), qPrintable(shown.bar.sentence()));
    }

    void a_model_that_could_not_be_loaded_at_the_start_is_told_with_the_reason()
    {
        Shown shown;
        HistoryEvent e;
        e.kind = EventKind::ModelFailed;
        e.station = "station-1";
        e.refusal = Refusal{RefusalReason::Corrupt, {}, {}, {}};
        e.from = shown.scene.engine.station("station-1").active;
        shown.scene.engine.addEvent(e);
        shown.scene.update();
        QVERIFY2(shown.bar.sentence().startsWith(QLatin1String("Station 1: line-v2 could not be loaded at "))
                     && shown.bar.sentence().endsWith(QLatin1String(" (Damaged). Choose another model.")), qPrintable(shown.bar.sentence()));
        Shown other;
        e.from = ModelId{"line", 3};
        other.scene.engine.addEvent(e);
        other.scene.update();
        QVERIFY2(other.bar.sentence().endsWith(QLatin1String(" (Damaged). line-v2 keeps judging.")), qPrintable(other.bar.sentence()));
    }

    void what_cannot_be_saved_is_told_with_what_helps()
    {
        Shown shown;
        shown.scene.engine.state.saveTrouble = RecordTrouble{std::chrono::system_clock::now(), Error{ErrorCode::DiskFull, "no space left"}};
        shown.happened(EventKind::NotSaved);
        QVERIFY2(shown.bar.sentence().endsWith(QLatin1String("Free space on the disk.")), qPrintable(shown.bar.sentence()));
        shown.scene.engine.state.saveTrouble = RecordTrouble{std::chrono::system_clock::now(), Error{ErrorCode::Io, "read-only file system"}};
        shown.scene.update();
        QVERIFY2(shown.bar.sentence().endsWith(QLatin1String("Check the data folder.")), qPrintable(shown.bar.sentence()));
    }

    void verdicts_that_are_not_recorded_are_told_with_what_helps()
    {
        Shown shown;
        shown.scene.engine.state.recordTrouble = RecordTrouble{std::chrono::system_clock::now(), {ErrorCode::DiskFull, "no space left"}};
        shown.happened(EventKind::RecordGap);
        QVERIFY2(shown.bar.sentence().endsWith(QLatin1String("the line runs on. Free space on the disk.")), qPrintable(shown.bar.sentence()));
        shown.scene.engine.state.recordTrouble->error.code = ErrorCode::Io;
        shown.scene.update();
        QVERIFY2(shown.bar.sentence().endsWith(QLatin1String("the line runs on. Check the data folder.")), qPrintable(shown.bar.sentence()));
        shown.scene.engine.state.recordTrouble.reset();
        shown.happened(EventKind::RecordAgain);
        QVERIFY2(shown.bar.sentence().startsWith(QLatin1String("Verdicts are recorded again since ")), qPrintable(shown.bar.sentence()));
    }

    void parts_that_cannot_be_sealed_are_told_with_what_still_runs_and_what_helps()
    {
        Shown shown;
        shown.scene.engine.state.sealTrouble = RecordTrouble{std::chrono::system_clock::now(), {ErrorCode::InvalidInput, "database disk image is malformed"}};
        shown.happened(EventKind::NotSealed);
        QVERIFY2(shown.bar.sentence().startsWith(QLatin1String("Recorded parts could not be sealed at "))
                     && shown.bar.sentence().endsWith(QLatin1String("the line and the record run on. Press Verify in History, and look at the disk.")), qPrintable(shown.bar.sentence()));
        shown.scene.engine.state.sealTrouble->error.code = ErrorCode::DiskFull;
        shown.scene.update();
        QVERIFY2(shown.bar.sentence().endsWith(QLatin1String("Free space on the disk.")), qPrintable(shown.bar.sentence()));
        shown.scene.engine.state.sealTrouble.reset();
        shown.happened(EventKind::RecordSealed);
        QVERIFY2(shown.bar.sentence().endsWith(QLatin1String(" are sealed by now.")), qPrintable(shown.bar.sentence()));
    }

    void a_roll_back_is_told_as_one()
    {
        Shown shown;
        shown.scene.engine.promote("station-1", {"line", 3}, {});
        shown.scene.engine.rollBack("station-1", {});
        shown.scene.update();
        QVERIFY2(shown.bar.sentence().startsWith(QLatin1String("Station 1: back to line-v2 since ")), qPrintable(shown.bar.sentence()));
    }

    void other_events_offer_no_way_back()
    {
        Shown shown;
        shown.scene.engine.promote("station-1", {"line", 3}, {});
        shown.scene.update();
        shown.happened(EventKind::SourceLost);
        QVERIFY(shown.bar.sentence().startsWith(QLatin1String("Station 1: no pictures since ")));
        QVERIFY(shown.rollBack()->isHidden());
    }

    void every_kind_of_event_is_a_sentence()
    {
        for (int kind = 0; kind <= static_cast<int>(EventKind::ModelFailed); ++kind) {
            Shown shown;
            shown.happened(static_cast<EventKind>(kind), ModelId{"line", 1}, ModelId{"line", 2});
            QVERIFY2(shown.bar.sentence().size() > 10 && shown.bar.sentence().endsWith(QLatin1Char('.')), qPrintable(shown.bar.sentence()));
            QVERIFY2(!shown.bar.sentence().contains(QLatin1Char('%')), qPrintable(shown.bar.sentence()));
        }
    }

    void frames_of_all_stations_are_summed_up()
    {
        Shown shown;
        shown.scene.station(1).counters.lost = 1;
        shown.scene.update();
        QTRY_COMPARE(shown.bar.findChild<QLabel *>(QStringLiteral("totals"))->text(),
                     QString::fromUtf8("Frames: 107,600 judged · 422 skipped · 1 lost"));
    }

    void the_file_that_is_furthest_on_its_way_is_shown_then_what_became_of_the_newest()
    {
        Shown shown;
        FilesButton &files = shown.bar.filesButton();
        QVERIFY(!files.isEnabled());
        shown.scene.engine.offerFile("/data/first.pt", std::nullopt);
        shown.scene.engine.offerFile("/data/second.pt", std::nullopt);
        shown.scene.update();
        QVERIFY(files.isEnabled());
        QCOMPARE(files.title(), QStringLiteral("second.pt (+1)"));  // of equals the newest
        shown.scene.engine.candidate(1).step = CandidateStep::Load;
        shown.scene.update();
        QCOMPARE(files.title(), QStringLiteral("first.pt (+1)"));
        CandidateSnapshot &second = shown.scene.engine.candidate(2);
        second.finished = true;
        second.refusal = Refusal{RefusalReason::Labels, "Bottle, Cap", "Car, Bus", {}};
        shown.scene.update();
        QCOMPARE(files.title(), QStringLiteral("first.pt"));  // still on its way
        shown.scene.engine.candidate(1).finished = true;
        shown.scene.engine.candidate(1).model = ModelId{"line", 4};
        shown.scene.update();
        QCOMPARE(files.title(), QStringLiteral("second.pt"));
        QVERIFY2(files.state().startsWith(QLatin1String("Not taken: ")), qPrintable(files.state()));
        QVERIFY(files.accessibleName().contains(QLatin1String("second.pt")));
    }

    void a_message_stands_until_a_file_is_offered_after_it()
    {
        Shown shown;
        FilesButton &files = shown.bar.filesButton();
        shown.scene.engine.offerFile("/data/first.pt", std::nullopt);
        shown.scene.update();
        files.setNotice(QStringLiteral("Nothing was changed."));
        QCOMPARE(files.state(), QStringLiteral("Nothing was changed."));
        shown.scene.update();
        QCOMPARE(files.state(), QStringLiteral("Nothing was changed."));
        shown.scene.engine.candidate(1).step = CandidateStep::Load;
        shown.scene.engine.offerFile("/data/second.pt", std::nullopt);
        shown.scene.update();
        QCOMPARE(files.title(), QStringLiteral("first.pt (+1)"));  // the message goes, though the new file waits for the other
    }

private:
    std::optional<OwnSettings> m_settings;
};

QTEST_MAIN(TestEventBar)
#include "tst_eventbar.moc"
