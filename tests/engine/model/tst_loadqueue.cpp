// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/loadqueue.h"

#include "lineside/snapshot.h"

#include <QtTest>

using namespace lineside;
using namespace std::chrono_literals;

/// Which load is next.
class TestLoadQueue : public QObject {
    Q_OBJECT

    const SteadyTime m_now{1h};
    const WallTime m_wall{500'000h};

    static LoadingPolicy anyRate()
    {
        LoadingPolicy policy;
        policy.perMinute = 0;
        return policy;
    }
    QueuedLoad load(LoadCause cause, int version = 1, const char *window = "") const
    {
        QueuedLoad l;
        l.ask = {cause, *loadWindowOf(window), m_now, {}, false};
        l.shown.model = ModelId{"tiny", version};
        return l;
    }
    LoadConditions at(SteadyTime now, std::optional<double> busy = {}, int minute = 12 * 60) const { return {now, minute, busy}; }
    /// The next one, begun.
    static std::optional<int> begin(LoadQueue &queue, const LoadConditions &c)
    {
        const auto next = queue.next(c);
        if (!next)
            return std::nullopt;
        queue.count(next->ask.cause, c.now);
        return next->shown.model->version;
    }

private slots:
    void they_begin_one_after_the_other_in_the_order_in_which_they_were_asked_for()
    {
        LoadQueue queue(anyRate());
        for (int version : {1, 2, 3})
            queue.add(load(LoadCause::Import, version));
        QCOMPARE(begin(queue, at(m_now)), std::optional(1));
        QVERIFY(!begin(queue, at(m_now)));
        queue.ended();
        QCOMPARE(begin(queue, at(m_now)), std::optional(2));
    }
    void a_roll_back_waits_for_none_that_are_before_it_nor_for_the_one_in_hand()
    {
        LoadQueue queue;
        queue.add(load(LoadCause::Import, 1));
        QCOMPARE(begin(queue, at(m_now)), std::optional(1));
        queue.add(load(LoadCause::Library, 2));
        queue.add(load(LoadCause::RollBack, 3));
        QCOMPARE(begin(queue, at(m_now, 1.0)), std::optional(3));
    }
    void one_whose_stations_hours_have_not_come_holds_up_none_behind_it()
    {
        LoadQueue queue;
        queue.add(load(LoadCause::Import, 1, "22:00-05:30"));
        queue.add(load(LoadCause::Import, 2));
        QCOMPARE(begin(queue, at(m_now)), std::optional(2));
    }
    void a_busy_device_holds_one_for_the_set_time_from_when_it_held_it_first()
    {
        LoadQueue queue;
        queue.add(load(LoadCause::Import, 1));
        QVERIFY(!begin(queue, at(m_now, 1.0)));
        QVERIFY(!begin(queue, at(m_now + 119s, 1.0)));
        QCOMPARE(begin(queue, at(m_now + 120s, 1.0)), std::optional(1));
    }
    void once_the_device_was_free_the_time_with_it_begins_anew()
    {
        LoadQueue queue;
        queue.add(load(LoadCause::Import, 1));
        QCOMPARE(begin(queue, at(m_now)), std::optional(1));  // in hand
        queue.add(load(LoadCause::Import, 2));
        queue.setPolicy(anyRate());
        QVERIFY(!begin(queue, at(m_now, 1.0)));
        QVERIFY(!begin(queue, at(m_now + 60s, 0.1)));
        queue.ended();
        QVERIFY(!begin(queue, at(m_now + 121s, 1.0)));
        QCOMPARE(begin(queue, at(m_now + 241s, 1.0)), std::optional(2));
    }
    void what_a_roll_back_and_a_start_load_does_not_count_for_the_rate_but_is_counted()
    {
        LoadQueue queue;
        queue.add(load(LoadCause::Start, 1));
        queue.add(load(LoadCause::RollBack, 2));
        QCOMPARE(begin(queue, at(m_now)), std::optional(1));
        QCOMPARE(begin(queue, at(m_now)), std::optional(2));
        queue.ended();
        queue.ended();
        queue.add(load(LoadCause::Import, 3));
        QCOMPARE(begin(queue, at(m_now)), std::optional(3));
        using Counts = std::array<std::uint64_t, kLoadCauses>;
        QCOMPARE(queue.lastHour(m_now), (Counts{1, 1, 0, 0, 1, 0}));
        QCOMPARE(queue.lastHour(m_now + 1h), Counts{});
    }
    void one_that_was_only_looked_at_is_not_counted()
    {
        LoadQueue queue;
        queue.add(load(LoadCause::Import, 1));
        QVERIFY(queue.next(at(m_now)));
        queue.ended();
        queue.add(load(LoadCause::Import, 2));
        QCOMPARE(begin(queue, at(m_now)), std::optional(2));
    }
    void one_that_is_hurried_begins_although_others_are_before_it_and_the_rate_is_used_up()
    {
        LoadQueue queue;
        queue.add(load(LoadCause::Import, 1));
        QCOMPARE(begin(queue, at(m_now)), std::optional(1));
        queue.ended();
        queue.add(load(LoadCause::Import, 2));
        const LoadId third = queue.add(load(LoadCause::Import, 3));
        QVERIFY(!begin(queue, at(m_now + 1s)));
        QVERIFY(queue.hurry(third));
        QCOMPARE(begin(queue, at(m_now + 1s)), std::optional(3));
        QVERIFY(!queue.hurry(third));
    }
    void one_that_a_roll_back_needs_too_becomes_urgent()
    {
        LoadQueue queue;
        queue.add(load(LoadCause::Library, 1));
        queue.add(load(LoadCause::Library, 2));
        QVERIFY(!begin(queue, at(m_now, 1.0)));
        queue.raise({"tiny", 2}, LoadCause::Shadow);
        QVERIFY(!begin(queue, at(m_now, 1.0)));
        queue.raise({"tiny", 2}, LoadCause::RollBack);
        QCOMPARE(begin(queue, at(m_now, 1.0)), std::optional(2));
    }
    void one_that_is_taken_out_does_not_begin()
    {
        LoadQueue queue;
        queue.add(load(LoadCause::Library, 1));
        QueuedLoad file = load(LoadCause::Import, 2);
        file.shown.candidate = 7;
        queue.add(std::move(file));
        queue.drop(ModelId{"tiny", 2});  // the file's has no version yet
        queue.drop(CandidateId{0});
        QCOMPARE(queue.loads().size(), std::size_t{2});
        queue.drop(ModelId{"tiny", 1});
        queue.drop(CandidateId{7});
        QVERIFY(!begin(queue, at(m_now)));
    }
    void what_waits_is_shown_with_the_time_at_which_each_will_begin()
    {
        LoadQueue queue;
        queue.add(load(LoadCause::Import, 1));
        QCOMPARE(begin(queue, at(m_now)), std::optional(1));
        queue.add(load(LoadCause::Import, 2));
        queue.add(load(LoadCause::Shadow, 3));
        queue.add(load(LoadCause::Library, 4, "13:00-14:00"));
        const auto shown = queue.waiting(at(m_now + 10s), m_wall);
        QCOMPARE(shown.size(), std::size_t{3});
        QCOMPARE(shown[0].why, LoadWait::Rate);
        QCOMPARE(shown[0].until, m_wall + 50s);
        QCOMPARE(shown[1].cause, LoadCause::Shadow);
        QCOMPARE(shown[1].until, m_wall + 110s);
        QCOMPARE(shown[2].why, LoadWait::Window);
        QCOMPARE(shown[2].until, m_wall + 1h);
    }
    void one_that_waits_for_nothing_but_its_turn_says_so()
    {
        LoadQueue queue(anyRate());
        queue.add(load(LoadCause::Import, 1));
        QVERIFY(begin(queue, at(m_now)));
        queue.add(load(LoadCause::Import, 2));
        const auto shown = queue.waiting(at(m_now), m_wall);
        QCOMPARE(shown.at(0).why, LoadWait::Turn);
        QCOMPARE(shown.at(0).until, WallTime());
    }
};

QTEST_GUILESS_MAIN(TestLoadQueue)
#include "tst_loadqueue.moc"
