// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rejectqueue.h"

#include <QtTest>

#include <algorithm>

using namespace lineside;

namespace {

/// Numbers its rejects. Owned by a test.
struct Line {
    RejectQueue queue;
    std::uint64_t last = 0;

    bool reject(const char *station)
    {
        return queue.add({++last, station, {}, std::make_shared<const JudgedFrame>(), {}, Truth::Unknown, {}});
    }
    int taken(const char *station, int rejects)
    {
        int taken = 0;
        for (int i = 0; i < rejects; ++i)
            taken += reject(station);
        return taken;
    }
    std::vector<std::uint64_t> numbers(const StationId &station = {}) const
    {
        std::vector<std::uint64_t> all;
        for (const RejectReview &r : queue.all()) {
            if (station.empty() || r.station == station)
                all.push_back(r.number);
        }
        return all;
    }
};

}  // namespace

class TestRejectQueue : public QObject {
    Q_OBJECT

private slots:
    void no_more_wait_than_there_may_be()
    {
        Line line;
        line.queue.shareAmong(1);
        QCOMPARE(line.taken("a", 100), static_cast<int>(kMostRejectReviews));
        QCOMPARE(line.numbers().front(), std::uint64_t{1});
        QCOMPARE(line.queue.waiting(), static_cast<std::int64_t>(kMostRejectReviews));
    }
    void the_first_answer_makes_room_first()
    {
        Line line;
        line.queue.shareAmong(1);
        line.taken("a", 32);
        QVERIFY(line.queue.answer(7, Truth::Good, "Ada"));
        QVERIFY(line.queue.answer(3, Truth::Even, {}));
        QCOMPARE(line.queue.waiting(), 30);
        QVERIFY(line.reject("a"));
        QVERIFY(!line.queue.answer(7, Truth::Unknown, {}));
        QVERIFY(line.queue.answer(3, Truth::Even, {}));
        QVERIFY(line.reject("a"));
        QVERIFY(!line.reject("a"));
        QVERIFY(std::ranges::is_sorted(line.numbers()));
    }
    void an_answer_that_is_taken_back_waits_again()
    {
        Line line;
        line.taken("a", 2);
        const auto first = line.queue.answer(2, Truth::Good, "Ada");
        QVERIFY(first && first->station == "a" && first->truth == Truth::Unknown);
        QCOMPARE(line.queue.all()[1].by, std::string("Ada"));
        const auto changed = line.queue.answer(2, Truth::Defective, "Bea");
        QVERIFY(changed && changed->truth == Truth::Good);
        const auto back = line.queue.answer(2, Truth::Unknown, "Bea");
        QVERIFY(back && back->truth == Truth::Defective);
        QVERIFY(line.queue.all()[1].by.empty());
        QCOMPARE(line.queue.waiting(), 2);
        QVERIFY(!line.queue.answer(3, Truth::Good, "Ada"));
    }
    void one_bad_station_does_not_take_all_the_places()
    {
        Line line;
        line.queue.shareAmong(4);
        QCOMPARE(line.taken("a", 50), 8);
        for (const char *station : {"b", "c", "d"})
            QCOMPARE(line.taken(station, 8), 8);
        QVERIFY(line.queue.answer(60, Truth::Good, {}) || line.queue.answer(52, Truth::Good, {}));  // of another station
        QVERIFY(!line.reject("a"));
    }
    void a_station_that_begins_later_finds_its_places_free()
    {
        Line line;
        line.queue.shareAmong(1);
        line.taken("a", 32);
        QVERIFY(line.queue.answer(32, Truth::Good, {}));
        QVERIFY(line.queue.answer(1, Truth::Good, {}));
        line.queue.shareAmong(2);
        const auto left = line.numbers("a");
        QCOMPARE(left.size(), std::size_t{16});
        QCOMPARE(left.front(), std::uint64_t{2});  // what was answered went first, then the newest: who looks at the oldest keeps it
        QCOMPARE(left.back(), std::uint64_t{17});
        QCOMPARE(line.taken("b", 50), 16);
    }
    void each_of_many_stations_has_two_as_long_as_there_is_room()
    {
        Line line;
        line.queue.shareAmong(64);
        QCOMPARE(line.taken("a", 5), 2);
        for (int i = 0; i < 30; ++i)
            QCOMPARE(line.taken(("s" + std::to_string(i)).c_str(), 1), 1);
        QCOMPARE(line.taken("z", 1), 0);
        QVERIFY(line.queue.answer(1, Truth::Defective, {}));
        QCOMPARE(line.taken("z", 1), 1);
        QCOMPARE(line.queue.all().size(), kMostRejectReviews);
    }
    void nothing_is_left_when_it_is_cleared()
    {
        Line line;
        line.taken("a", 3);
        const std::weak_ptr<const JudgedFrame> picture = line.queue.all()[0].judged;
        QVERIFY(line.queue.answer(1, Truth::Good, {}));
        line.queue.clear();
        QVERIFY(line.queue.all().empty() && picture.expired());
        QVERIFY(line.reject("a"));
    }
};

QTEST_APPLESS_MAIN(TestRejectQueue)
#include "tst_rejectqueue.moc"
