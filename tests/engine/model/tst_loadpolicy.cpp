// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/loadpolicy.h"

#include <QtTest>

using namespace lineside;
using namespace std::chrono_literals;

/// When a load may begin: the device, the rate, the station's hours.
class TestLoadPolicy : public QObject {
    Q_OBJECT

    const SteadyTime m_now{1h};
    const LoadingPolicy m_policy;

    LoadAsk ask(LoadCause cause = LoadCause::Import) const { return {cause, {}, m_now, {}, false}; }
    LoadConditions at(SteadyTime now, std::optional<double> busy = {}, int minute = 0) const { return {now, minute, busy}; }

private slots:
    void with_nothing_in_the_way_it_begins_at_once()
    {
        QVERIFY(!holdOf(ask(), m_policy, at(m_now, 0.5), {}));
        QVERIFY(!holdOf(ask(), m_policy, at(m_now), {}));  // how busy it is, is not known
    }
    void above_its_limit_the_device_holds_it_and_at_the_limit_not()
    {
        QCOMPARE(holdOf(ask(), m_policy, at(m_now, 0.86), {}), (LoadHold{LoadWait::Busy, m_now + 120s}));
        QVERIFY(!holdOf(ask(), m_policy, at(m_now, 0.85), {}));
    }
    void the_device_holds_it_for_the_set_time_and_no_longer()
    {
        LoadAsk waits = ask();
        waits.busySince = m_now;
        QCOMPARE(holdOf(waits, m_policy, at(m_now + 119s, 1.0), {}), (LoadHold{LoadWait::Busy, m_now + 120s}));
        QVERIFY(!holdOf(waits, m_policy, at(m_now + 120s, 1.0), {}));
    }
    void a_limit_of_a_hundred_percent_never_holds_it()
    {
        LoadingPolicy policy;
        policy.busyPercent = 100;
        QVERIFY(!holdOf(ask(), policy, at(m_now, 1.0), {}));
    }
    void the_next_load_begins_a_minute_after_the_last()
    {
        const std::vector begun{m_now - 20s};
        QCOMPARE(holdOf(ask(), m_policy, at(m_now), begun), (LoadHold{LoadWait::Rate, m_now + 40s}));
        QVERIFY(!holdOf(ask(), m_policy, at(m_now + 40s), begun));
    }
    void of_several_a_minute_the_oldest_of_them_counts()
    {
        LoadingPolicy three;
        three.perMinute = 3;
        std::vector begun{m_now - 50s, m_now - 30s};
        QVERIFY(!holdOf(ask(), three, at(m_now), begun));
        begun.push_back(m_now - 10s);
        QCOMPARE(holdOf(ask(), three, at(m_now), begun), (LoadHold{LoadWait::Rate, m_now + 10s}));
    }
    void without_a_rate_any_number_begins()
    {
        LoadingPolicy any;
        any.perMinute = 0;
        QVERIFY(!holdOf(ask(), any, at(m_now), std::vector(100, m_now)));
    }
    void outside_its_stations_hours_it_waits_until_they_begin()
    {
        LoadAsk night = ask();
        night.window = *loadWindowOf("22:00-05:30");
        QCOMPARE(holdOf(night, m_policy, at(m_now, {}, 21 * 60 + 50), {}), (LoadHold{LoadWait::Window, m_now + 10min}));
        QVERIFY(!holdOf(night, m_policy, at(m_now, {}, 22 * 60), {}));
        QVERIFY(!holdOf(night, m_policy, at(m_now, {}, 5 * 60 + 29), {}));
        QVERIFY(holdOf(night, m_policy, at(m_now, {}, 5 * 60 + 30), {}));
    }
    void for_its_stations_hours_too_it_waits_no_longer_than_set()
    {
        LoadingPolicy policy;
        policy.windowWaitMinutes = 5;
        LoadAsk night = ask();
        night.window = *loadWindowOf("22:00-05:30");
        QCOMPARE(holdOf(night, policy, at(m_now, {}, 12 * 60), {}), (LoadHold{LoadWait::Window, m_now + 5min}));
        QVERIFY(!holdOf(night, policy, at(m_now + 5min, {}, 12 * 60 + 5), {}));
    }
    void what_waits_for_the_rate_does_not_use_up_its_time_with_the_device()
    {
        QCOMPARE(holdOf(ask(), m_policy, at(m_now, 1.0), std::vector{m_now})->why, LoadWait::Rate);
    }
    void a_roll_back_and_a_start_never_wait_nor_does_what_an_operator_hurries_data()
    {
        QTest::addColumn<int>("cause");
        QTest::addColumn<bool>("hurried");
        QTest::newRow("roll back") << int(LoadCause::RollBack) << false;
        QTest::newRow("replace") << int(LoadCause::Replace) << false;
        QTest::newRow("start") << int(LoadCause::Start) << false;
        QTest::newRow("hurried") << int(LoadCause::Shadow) << true;
    }
    void a_roll_back_and_a_start_never_wait_nor_does_what_an_operator_hurries()
    {
        QFETCH(int, cause);
        QFETCH(bool, hurried);
        LoadAsk a = ask(static_cast<LoadCause>(cause));
        a.hurried = hurried;
        a.window = *loadWindowOf("22:00-05:30");
        QVERIFY(!holdOf(a, m_policy, at(m_now, 1.0, 12 * 60), std::vector{m_now}));
        a.cause = LoadCause::Library;
        a.hurried = false;
        QVERIFY(holdOf(a, m_policy, at(m_now, 1.0, 12 * 60), std::vector{m_now}));
    }
    void hours_open_and_close_to_the_minute_also_over_midnight()
    {
        const LoadWindow day{9 * 60, 17 * 60}, night{23 * 60, 60};
        QCOMPARE(minutesUntilOpen({}, 0), 0);
        QCOMPARE(minutesUntilOpen(day, 9 * 60 - 1), 1);
        QCOMPARE(minutesUntilOpen(day, 9 * 60), 0);
        QCOMPARE(minutesUntilOpen(day, 17 * 60 - 1), 0);
        QCOMPARE(minutesUntilOpen(day, 17 * 60), 16 * 60);
        QCOMPARE(minutesUntilOpen(night, 0), 0);
        QCOMPARE(minutesUntilOpen(night, 59), 0);
        QCOMPARE(minutesUntilOpen(night, 60), 22 * 60);
    }
    void hours_read_as_they_are_written_and_nothing_else_is_read_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("over midnight") << QByteArray("22:00-05:30") << true;
        QTest::newRow("any time") << QByteArray("") << true;
        for (const char *bad : {"22-05", "22:00", "24:00-01:00", "22:60-01:00", "9:00-17:00", "09:00-09:00", "09:00-17:00 ", "ab:cd-ef:gh", "09:00–17:00", "-", "09:0/-17:00"})
            QTest::newRow(bad) << QByteArray(bad) << false;
    }
    void hours_read_as_they_are_written_and_nothing_else_is_read()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, good);
        const auto window = loadWindowOf(text.toStdString());
        QCOMPARE(window.has_value(), good);
        if (window)
            QCOMPARE(toString(*window), text.toStdString());
    }
};

QTEST_GUILESS_MAIN(TestLoadPolicy)
#include "tst_loadpolicy.moc"
