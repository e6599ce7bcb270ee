// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/enginebridge.h"
#include "ui/settings/settingsfixture.h"

#include <QSpinBox>
#include <QTabWidget>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// How much of what was judged is kept, in the settings, over a scripted engine.
class TstRecordingSetting : public QObject, protected SettingsFixture {
    Q_OBJECT

private slots:
    void init()
    {
        makeEngine(fillLine);
        showPage();
        child<QTabWidget>("settingsTabs")->setCurrentIndex(3);
        m_page->activateWindow();
        spin("recordingDays")->setFocus();
        QTRY_VERIFY(spin("recordingDays")->hasFocus());
    }
    void cleanup() { closePage(); }

    void the_defaults_are_shown_and_nothing_waits_to_be_applied()
    {
        QCOMPARE(spin("recordingDays")->value(), 365);
        QCOMPARE(spin("recordingSize")->value(), 21);
        QCOMPARE(spin("recordingPictureDays")->value(), 30);
        QCOMPARE(spin("recordingPictureSize")->value(), 5);
        QVERIFY(!button("recordingApply")->isEnabled() && !button("recordingUsual")->isEnabled());
    }
    void what_is_typed_is_applied_together_and_a_rounded_size_is_no_edit()
    {
        spin("recordingDays")->setValue(90);
        spin("recordingPictureSize")->setValue(12);
        QCOMPARE(m_engine->callsStartingWith("applyRecording"), 0u);
        button("recordingApply")->click();
        const RecordingPolicy wanted{90, RecordingPolicy().maxBytes, 30, 12'000'000'000};
        QTRY_VERIFY(m_engine->state.recording == wanted);
        QTRY_VERIFY(!button("recordingApply")->isEnabled());
        button("recordingUsual")->click();
        QVERIFY(m_engine->state.recording == wanted);  // not before it is applied
        button("recordingApply")->click();
        QTRY_VERIFY(m_engine->state.recording == RecordingPolicy());
    }
    void what_is_typed_stays_while_the_line_changes_but_not_what_another_hand_set()
    {
        spin("recordingDays")->setValue(3);
        m_engine->publish();
        m_bridge->refresh();
        QCOMPARE(spin("recordingDays")->value(), 3);
        m_engine->state.recording.days = 7;
        m_engine->publish();
        m_bridge->refresh();
        QCOMPARE(spin("recordingDays")->value(), 7);
    }
    void what_the_engine_does_not_take_is_explained_in_place()
    {
        m_engine->refuseWith = Error{ErrorCode::DiskFull, "/data"};
        spin("recordingDays")->setValue(3);
        button("recordingApply")->click();
        QTRY_VERIFY2(notice("recordingButtonsProblem").contains(QStringLiteral("not changed")), qPrintable(notice("recordingButtonsProblem")));
        QCOMPARE(spin("recordingDays")->value(), 3);
    }
    void of_which_parts_pictures_are_kept_waits_with_the_other_changes_of_a_station()
    {
        child<QTabWidget>("settingsTabs")->setCurrentIndex(0);
        select(0);
        QCOMPARE(spin("sampleEvery")->value(), 0);
        spin("sampleEvery")->setValue(100);
        QVERIFY(waiting().contains(QStringLiteral("1 change")));
        button("applyChanges")->click();
        QTRY_COMPARE(m_engine->state.stations[0].config.sampleEvery, 100);
    }

private:
    QSpinBox *spin(const char *name) const { return child<QSpinBox>(name); }
};

QTEST_MAIN(TstRecordingSetting)
#include "tst_recordingsetting.moc"
