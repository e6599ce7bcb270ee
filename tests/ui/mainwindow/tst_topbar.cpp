// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/topbar.h"
#include "settings/language.h"
#include "support/livescene.h"

#include <QDateTime>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

WallTime today(int hour, int minute)
{
    return WallTime(std::chrono::milliseconds(QDateTime(QDate::currentDate(), QTime(hour, minute)).toMSecsSinceEpoch()));
}

}  // namespace

class TestTopBar : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_settings.emplace(); }

    void a_line_on_which_all_stations_judge_runs()
    {
        LiveScene scene;
        QVERIFY(TopBar::stateOf(scene.engine.state) == TopBar::LineState::Running);
        QVERIFY(TopBar::reasonOf(scene.engine.state).isEmpty());
    }

    void rejected_parts_alone_are_no_reason_for_attention()
    {
        LiveScene scene;
        scene.station(1).last.verdict = Verdict::Fail;
        scene.station(1).rejectRate = 0.5;  // of two parts
        QVERIFY(TopBar::stateOf(scene.engine.state) == TopBar::LineState::Running);
        scene.station(1).rejectsHigh = true;
        QVERIFY(TopBar::stateOf(scene.engine.state) == TopBar::LineState::Attention);
        QCOMPARE(TopBar::reasonOf(scene.engine.state), QStringLiteral("many rejects: Station 1"));
    }

    void a_canary_that_waits_for_somebody_is_told_until_somebody_answers()
    {
        LiveScene scene;
        const auto turn = [&](CanaryState state) {
            CanarySnapshot canary;
            canary.progress.state = state;
            scene.engine.state.canary = std::make_shared<const CanarySnapshot>(canary);
            return TopBar::stateOf(scene.engine.state);
        };
        QVERIFY(turn(CanaryState::Running) == TopBar::LineState::Running);
        QVERIFY(turn(CanaryState::Asking) == TopBar::LineState::Attention);
        QCOMPARE(TopBar::reasonOf(scene.engine.state), QStringLiteral("a canary waits for your word"));
        QVERIFY(turn(CanaryState::Paused) == TopBar::LineState::Attention);
        QCOMPARE(TopBar::reasonOf(scene.engine.state), QStringLiteral("a canary is paused"));
        QVERIFY(turn(CanaryState::RolledBack) == TopBar::LineState::Running);
        QVERIFY(TopBar::reasonOf(scene.engine.state).isEmpty());
    }

    void a_station_that_does_not_judge_is_named()
    {
        LiveScene scene;
        scene.station(2).active.reset();
        scene.setSource(3, SourceState::Offline);
        QVERIFY(TopBar::stateOf(scene.engine.state) == TopBar::LineState::Attention);
        QCOMPARE(TopBar::reasonOf(scene.engine.state), QStringLiteral("not judging: Station 2, Station 3"));
    }

    void a_station_whose_model_stopped_by_itself_does_not_judge()
    {
        LiveScene scene(2);
        HistoryEvent failed;
        failed.kind = EventKind::ModelFailed;
        failed.station = "station-1";
        failed.from = ModelId{"line", 2};
        scene.engine.addEvent(failed);
        scene.update();
        QVERIFY(TopBar::stateOf(scene.engine.state) == TopBar::LineState::Attention);
        QCOMPARE(TopBar::reasonOf(scene.engine.state), QStringLiteral("not judging: Station 1"));
        // Another took its place.
        scene.engine.events.back().from = ModelId{"line", 3};
        scene.engine.events.back().to = ModelId{"line", 2};
        scene.update();
        QVERIFY(TopBar::stateOf(scene.engine.state) == TopBar::LineState::Running);
    }

    void what_cannot_be_saved_is_told_since_when_and_with_what_helps()
    {
        LiveScene scene;
        scene.engine.state.saveTrouble = RecordTrouble{today(14, 2), Error{ErrorCode::DiskFull, "no space left"}};
        QVERIFY(TopBar::stateOf(scene.engine.state) == TopBar::LineState::Attention);
        QCOMPARE(TopBar::reasonOf(scene.engine.state), QStringLiteral("changes are not saved since 14:02; free space on the disk"));
        scene.engine.state.saveTrouble->error.code = ErrorCode::Io;
        QCOMPARE(TopBar::reasonOf(scene.engine.state), QStringLiteral("changes are not saved since 14:02; the data folder cannot be written"));
    }

    void verdicts_that_are_not_recorded_are_told_since_when_and_with_what_helps()
    {
        LiveScene scene;
        scene.engine.state.recordTrouble = RecordTrouble{today(6, 30), {ErrorCode::DiskFull, "no space left"}};
        QVERIFY(TopBar::stateOf(scene.engine.state) == TopBar::LineState::Attention);
        QCOMPARE(TopBar::reasonOf(scene.engine.state), QStringLiteral("verdicts are not recorded since 06:30; free space on the disk"));
        scene.engine.state.recordTrouble->error.code = ErrorCode::Io;
        QCOMPARE(TopBar::reasonOf(scene.engine.state), QStringLiteral("verdicts are not recorded since 06:30; the data folder cannot be written"));
    }

    void parts_that_cannot_be_sealed_are_told_since_when_and_with_what_helps()
    {
        LiveScene scene;
        scene.engine.state.sealTrouble = RecordTrouble{today(7, 0), {ErrorCode::InvalidInput, "database disk image is malformed"}};
        QVERIFY(TopBar::stateOf(scene.engine.state) == TopBar::LineState::Attention);
        QCOMPARE(TopBar::reasonOf(scene.engine.state), QStringLiteral("what is recorded is not sealed since 07:00; press Verify in History, and look at the disk"));
        scene.engine.state.sealTrouble->error.code = ErrorCode::DiskFull;
        QCOMPARE(TopBar::reasonOf(scene.engine.state), QStringLiteral("what is recorded is not sealed since 07:00; free space on the disk"));
        scene.engine.state.sealTrouble->error.code = ErrorCode::Io;
        scene.engine.state.recordTrouble = RecordTrouble{today(7, 1), {ErrorCode::Io, "read-only file system"}};
        QCOMPARE(TopBar::reasonOf(scene.engine.state), QStringLiteral("verdicts are not recorded since 07:01; what is recorded is not sealed since 07:00; the data folder cannot be written"));
        scene.engine.state.sealTrouble.reset();
        scene.engine.state.recordTrouble.reset();
        QVERIFY(TopBar::stateOf(scene.engine.state) == TopBar::LineState::Running);
    }

    void where_neither_reaches_the_disk_both_are_told()
    {
        LiveScene scene;
        scene.engine.state.saveTrouble = RecordTrouble{today(14, 2), Error{ErrorCode::Io, "read-only file system"}};
        scene.engine.state.recordTrouble = RecordTrouble{today(14, 1), {ErrorCode::DiskFull, "no space left"}};
        QCOMPARE(TopBar::reasonOf(scene.engine.state), QStringLiteral("changes are not saved since 14:02; verdicts are not recorded since 14:01; free space on the disk"));
    }

    void what_lasts_over_midnight_is_told_with_its_day()
    {
        LiveScene scene;
        const QDateTime before = QDateTime::currentDateTime().addDays(-2);
        scene.engine.state.recordTrouble = RecordTrouble{WallTime(std::chrono::milliseconds(before.toMSecsSinceEpoch())), {ErrorCode::DiskFull, "no space left"}};
        QVERIFY2(TopBar::reasonOf(scene.engine.state).contains("since " + before.toString("yyyy-MM-dd HH:mm") + ";"), qPrintable(TopBar::reasonOf(scene.engine.state)));
    }

    void a_line_on_which_nobody_judges_has_stopped()
    {
        LiveScene scene(2);
        scene.setSource(1, SourceState::Offline);
        scene.setSource(2, SourceState::Frozen);
        QVERIFY(TopBar::stateOf(scene.engine.state) == TopBar::LineState::Stopped);
        QVERIFY(TopBar::stateOf(EngineSnapshot{}) == TopBar::LineState::Stopped);
    }

    void the_word_changes_with_the_line_and_the_device_is_told()
    {
        Language language;
        language.apply(QStringLiteral("en"));
        LiveScene scene;
        TopBar bar(scene.bridge);
        bar.resize(1400, 48);
        bar.show();
        const auto text = [&](const char *name) { return bar.findChild<QLabel *>(QLatin1String(name))->text(); };
        QCOMPARE(text("lineState"), QStringLiteral("Running"));
        QCOMPARE(text("computeDevice"), QStringLiteral("CPU (2 threads)"));
        scene.engine.state.configError = Error{ErrorCode::InvalidInput, "line 3, column 8"};
        scene.update();
        QVERIFY2(text("lineState").startsWith(QString::fromUtf8("Attention · ")), qPrintable(text("lineState")));
        language.apply(QStringLiteral("zh_CN"));
        QTRY_COMPARE(text("computeDevice"), QString::fromUtf8("CPU（2 个线程）"));
    }

    void import_and_promote_ask_for_what_they_say()
    {
        LiveScene scene;
        TopBar bar(scene.bridge);
        bar.show();
        QSignalSpy import(&bar, &TopBar::importRequested), promote(&bar, &TopBar::promoteRequested);
        QTest::mouseClick(bar.findChild<QPushButton *>(QStringLiteral("importFile")), Qt::LeftButton);
        QTest::mouseClick(bar.findChild<QPushButton *>(QStringLiteral("openPromote")), Qt::LeftButton);
        QCOMPARE(import.size(), 1);
        QCOMPARE(promote.size(), 1);
        QVERIFY(scene.engine.calls.empty());
    }

private:
    std::optional<OwnSettings> m_settings;
};

QTEST_MAIN(TestTopBar)
#include "tst_topbar.moc"
