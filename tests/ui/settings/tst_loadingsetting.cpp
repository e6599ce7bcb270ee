// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/enginebridge.h"
#include "ui/settings/settingsfixture.h"

#include <QSpinBox>
#include <QTabWidget>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// When models are loaded, in the settings, over a scripted engine.
class TstLoadingSetting : public QObject, protected SettingsFixture {
    Q_OBJECT

private slots:
    void init()
    {
        makeEngine(fillLine);
        showPage();
        child<QTabWidget>("settingsTabs")->setCurrentIndex(3);
        m_page->activateWindow();
        spin("loadingRate")->setFocus();
        QTRY_VERIFY(spin("loadingRate")->hasFocus());
    }
    void cleanup() { closePage(); }

    void the_defaults_are_shown_and_nothing_waits_to_be_applied()
    {
        QCOMPARE(spin("loadingRate")->value(), 1);
        QCOMPARE(spin("loadingBusy")->value(), 85);
        QCOMPARE(spin("loadingBusyWait")->value(), 120);
        QCOMPARE(spin("loadingWindowWait")->value(), 1440);
        QVERIFY(!button("loadingApply")->isEnabled() && !button("loadingUsual")->isEnabled());
    }
    void what_is_typed_is_applied_together_and_the_way_back_is_one_press()
    {
        spin("loadingRate")->setValue(0);
        spin("loadingBusy")->setValue(95);
        QCOMPARE(m_engine->callsStartingWith("applyLoading"), 0u);
        button("loadingApply")->click();
        const LoadingPolicy wanted{95, 120, 0, 1440, {}};
        QTRY_VERIFY(m_engine->state.loading.policy == wanted);
        QTRY_VERIFY(!button("loadingApply")->isEnabled());
        button("loadingUsual")->click();
        QCOMPARE(spin("loadingBusy")->value(), 85);
        QVERIFY(m_engine->state.loading.policy == wanted);  // not before it is applied
        button("loadingApply")->click();
        QTRY_VERIFY(m_engine->state.loading.policy == LoadingPolicy());
    }
    void what_is_typed_stays_while_the_line_changes_but_not_what_another_hand_set()
    {
        spin("loadingRate")->setValue(3);
        m_engine->publish();
        m_bridge->refresh();
        QCOMPARE(spin("loadingRate")->value(), 3);
        m_engine->state.loading.policy.perMinute = 7;
        m_engine->publish();
        m_bridge->refresh();
        QCOMPARE(spin("loadingRate")->value(), 7);
    }
    void what_the_engine_does_not_take_is_explained_in_place()
    {
        m_engine->refuseWith = Error{ErrorCode::DiskFull, "/data"};
        spin("loadingRate")->setValue(3);
        button("loadingApply")->click();
        QTRY_VERIFY2(notice("loadingButtonsProblem").contains(QStringLiteral("not changed")), qPrintable(notice("loadingButtonsProblem")));
        QCOMPARE(spin("loadingRate")->value(), 3);
    }
    void hours_of_a_station_wait_with_its_other_changes_and_what_is_no_time_is_explained()
    {
        child<QTabWidget>("settingsTabs")->setCurrentIndex(0);
        select(0);
        edit("loadHours")->setText(QStringLiteral("22-05"));
        QVERIFY(notice("loadHoursProblem").contains(QStringLiteral("22:00-05:30")));
        QVERIFY(waiting().startsWith(QStringLiteral("No change")));
        edit("loadHours")->setText(QStringLiteral("22:00-05:30"));
        QVERIFY(notice("loadHoursProblem").isEmpty());
        QVERIFY(waiting().contains(QStringLiteral("1 change")));
        button("applyChanges")->click();
        const LoadWindow wanted{22 * 60, 5 * 60 + 30};
        QTRY_VERIFY(m_engine->state.stations[0].config.loadWindow == wanted);
    }

private:
    QSpinBox *spin(const char *name) const { return child<QSpinBox>(name); }
};

QTEST_MAIN(TstLoadingSetting)
#include "tst_loadingsetting.moc"
