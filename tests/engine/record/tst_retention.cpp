// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/parts.h"
#include "engine/store/textfiles.h"
#include "record/recordfile.h"
#include "record/retention.h"
#include "support/manualclock.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

class TestRetention : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    ManualClock m_clock;

    std::filesystem::path file() const { return recordFileOf(pathOf(*m_dir)); }
    /// So many parts at each of two stations, a second apart, and a gap after them.
    void record(int parts, int boxes = 1)
    {
        const auto count = static_cast<std::size_t>(2 * parts);
        VerdictWriter record(file(), std::make_shared<InlineTaskRunner>(), m_clock, {[](const auto &) {}}, {count, count + 10, {0, 0}});
        for (int i = 0; i < parts; ++i) {
            record.add("a", partAt(i, Verdict::Pass, 1, boxes));
            record.add("b", partAt(i, Verdict::Fail, 1, boxes));
        }
        record.add("a", partAt(parts));
        record.tick();
    }
    std::int64_t number(const char *command) const
    {
        const auto answer = Database::open(file(), Database::Access::Read)->number(command);
        return answer ? *answer : -1;
    }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void what_is_too_old_goes_step_by_step_and_the_sums_stay()
    {
        record(5000);
        auto database = openRecordForWriting(file());
        Retention retention(*database, {1, 0});
        const WallTime now = second(86400 + 4000);  // 4000 parts of each are older than a day
        std::int64_t before = number("SELECT count(*) FROM verdicts");
        int steps = 0;
        for (Result<bool> more = true; more && *more && steps < 100; ++steps) {
            more = retention.step(now);
            QVERIFY(more);
            const std::int64_t after = number("SELECT count(*) FROM verdicts");
            QVERIFY(before - after <= Retention::kRows);
            before = after;
        }
        QVERIFY(steps >= 4 && steps < 10);
        QCOMPARE(before, 2000);
        QCOMPARE(number("SELECT min(at) FROM verdicts"), microsecondsOf(second(4000)));
        QCOMPARE(number("SELECT sum(passed + failed) FROM hours"), 10000);
        QCOMPARE(gapsIn(file()), std::string("a 5000-5000 s 1 not_written"));

        // Of the hour that is not whole any more, the sums answer.
        auto reader = VerdictReader::open(file());
        QCOMPARE(reader->modelsBetween("a", second(0), second(1e5))->front().counts.passed, 5000u);
        QCOMPARE(reader->modelsBetween("a", second(100), second(3000))->front().counts.passed, 3600u);
        QCOMPARE(reader->modelsBetween("a", second(4000), second(4100))->front().counts.passed, 100u);
    }
    void nothing_goes_that_is_young_enough()
    {
        record(100);
        auto database = openRecordForWriting(file());
        QVERIFY(!*Retention(*database, {1, 0}).step(second(86400)));
        QVERIFY(!*Retention(*database, {0, 0}).step(second(1e7)));
        QCOMPARE(number("SELECT count(*) FROM verdicts"), 200);
    }
    void what_is_too_large_shrinks_from_its_oldest_part_and_gives_the_disk_back()
    {
        record(40000, 20);
        auto database = openRecordForWriting(file());
        const std::int64_t before = number("PRAGMA page_count") * 4096, limit = before / 3;
        Retention retention(*database, {0, static_cast<std::uint64_t>(limit)});
        int steps = 0;
        for (Result<bool> more = true; more && *more && steps < 1000; ++steps)
            more = retention.step(second(1e5));
        QVERIFY(steps < 1000);
        const std::int64_t used = (number("PRAGMA page_count") - number("PRAGMA freelist_count")) * 4096;
        QVERIFY(used <= limit);
        QVERIFY(used > limit / 2);
        QVERIFY(number("PRAGMA freelist_count") <= 4 * Retention::kPages);
        QVERIFY(number("PRAGMA page_count") * 4096 < before * 2 / 3);
        QVERIFY(number("SELECT min(at) FROM verdicts") > microsecondsOf(second(3600)));
        QCOMPARE(number("SELECT max(at) FROM verdicts"), microsecondsOf(second(39999)));
    }
    void parts_of_a_clock_that_stands_go_too()
    {
        {
            VerdictWriter record(file(), std::make_shared<InlineTaskRunner>(), m_clock, {[](const auto &) {}}, {5000, 5000, {0, 0}});
            for (int i = 0; i < 3000; ++i)
                record.add("a", partAt(1));
        }
        auto database = openRecordForWriting(file());
        QVERIFY(Retention(*database, {1, 0}).step(second(2 * 86400)));
        QCOMPARE(number("SELECT count(*) FROM verdicts"), 0);
    }
    void the_writer_does_it_by_itself()
    {
        record(10);
        m_clock.advance(std::chrono::hours(24));
        const auto now = m_clock.wallNow();
        VerdictWriter writer(file(), std::make_shared<InlineTaskRunner>(), m_clock, {[](const auto &) {}}, {10, 10, {1, 0}});
        auto part = partAt(0);
        part.at = now;
        writer.add("a", part);
        for (int i = 0; i < 5; ++i)
            writer.tick();
        QCOMPARE(number("SELECT count(*) FROM verdicts"), 1);
    }
};

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
