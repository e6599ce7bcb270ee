// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/diskfaults.h"
#include "engine/record/parts.h"
#include "engine/store/textfiles.h"
#include "record/recordfile.h"
#include "support/manualclock.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>
#include <functional>
#include <thread>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

/// Tasks that run when the test says so, as if the disk took its time.
class SlowRunner final : public EndingTaskRunner {
public:
    explicit SlowRunner(AtStop atStop = AtStop::DropWaiting) : m_atStop(atStop) {}
    void post(std::function<void()> task) override { m_tasks.push_back(std::move(task)); }
    void stop() override
    {
        if (m_atStop == AtStop::FinishWaiting)
            run();
        m_tasks.clear();
    }
    void run()
    {
        for (auto tasks = std::exchange(m_tasks, {}); auto &task : tasks)
            task();
    }
    std::size_t waiting() const { return m_tasks.size(); }

private:
    const AtStop m_atStop;
    std::vector<std::function<void()>> m_tasks;
};

}  // namespace

class TestVerdictWriter : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    ManualClock m_clock;
    std::vector<std::string> m_told;

    fs::path file() const { return recordFileOf(pathOf(*m_dir)); }
    VerdictWriter::Events events()
    {
        return {[this](const std::optional<RecordTrouble> &t) {
                    m_told.push_back(t ? toString(t->error.code) + (' ' + std::to_string((microsecondsOf(t->since) - microsecondsOf(second(0))) / 1'000'000)) : "over");
                },
                [this](const std::string &aside, const Error &) { m_told.push_back(aside); }};
    }
    std::unique_ptr<VerdictWriter> writer(VerdictWriter::Limits limits = {8, 100})
    {
        return std::make_unique<VerdictWriter>(file(), std::make_shared<InlineTaskRunner>(), m_clock, events(), limits);
    }
    std::string told() const
    {
        std::string all;
        for (const auto &word : m_told)
            all += (all.empty() ? "" : ", ") + word;
        return all;
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_told.clear();
    }

    void a_part_is_in_the_record_after_the_next_tick()
    {
        const auto record = writer();
        record->add("a", partAt(1));
        record->add("a", partAt(2, Verdict::Fail));
        QCOMPARE(inRecord(file()), std::string());
        record->tick();
        QCOMPARE(inRecord(file()), std::string("1 pass line-v1, 2 fail line-v1"));
        QCOMPARE(told(), std::string());
    }
    void a_full_batch_does_not_wait_for_the_tick()
    {
        const auto record = writer({8, 3});
        for (int i = 0; i < 3; ++i)
            record->add("a", partAt(i));
        QCOMPARE(inRecord(file()), std::string("1 pass line-v1, 2 pass line-v1, 3 pass line-v1"));
    }
    void everything_of_a_part_comes_back()
    {
        const auto record = writer();
        record->add("a", partAt(1.000001, Verdict::Fail, 7, 2), "lot 12");
        record->tick();
        const auto page = VerdictReader::open(file())->verdictsBetween("a", second(0), second(5), 10);
        QCOMPARE(page->verdicts.size(), std::size_t{1});
        const VerdictRecord &r = page->verdicts[0];
        QCOMPARE(r.at, second(1.000001));
        QCOMPARE(r.station, std::string("a"));
        QCOMPARE(r.part, 1u);
        QVERIFY(r.verdict == Verdict::Fail && r.reason == VerdictReason::MissingLabel);
        QCOMPARE(r.label, std::string("Cap"));
        QVERIFY(r.model == (ModelId{"line", 7}));
        QCOMPARE(r.modelSha256, std::string(64, 'h'));
        QCOMPARE(r.lot, std::string("lot 12"));
        QCOMPARE(r.boxes.size(), std::size_t{2});
        QCOMPARE(r.boxes[1].label, std::string("Cap"));
        QCOMPARE(r.boxes[1].box.x1, 11.25f);
        QVERIFY(std::abs(r.boxes[1].score - 0.9f) < 1e-4f);
    }
    void each_station_has_its_own_numbers_and_they_go_on_after_a_restart()
    {
        {
            const auto record = writer();
            record->add("a", partAt(1));
            record->add("b", partAt(2));
            record->add("a", partAt(3));
        }  // the end writes what waits
        const auto record = writer();
        record->add("b", partAt(4));
        record->add("a", partAt(5));
        record->tick();
        QCOMPARE(inRecord(file(), "a"), std::string("1 pass line-v1, 2 pass line-v1, 3 pass line-v1"));
        QCOMPARE(inRecord(file(), "b"), std::string("1 pass line-v1, 2 pass line-v1"));
        QCOMPARE(gapsIn(file()), std::string());
    }
    void a_full_disk_loses_nothing_while_there_is_room_to_wait()
    {
        const auto record = writer();
        record->add("a", partAt(1));
        record->tick();
        {
            const DiskFaults full(ENOSPC);
            for (int i = 2; i < 6; ++i) {
                record->add("a", partAt(i));
                record->tick();
            }
            QVERIFY(DiskFaults::failed > 0);
        }
        QCOMPARE(told(), std::string("disk_full 2"));
        QCOMPARE(inRecord(file()), std::string("1 pass line-v1"));
        record->tick();
        QCOMPARE(told(), std::string("disk_full 2, over"));
        QCOMPARE(inRecord(file()), std::string("1 pass line-v1, 2 pass line-v1, 3 pass line-v1, 4 pass line-v1, 5 pass line-v1"));
        QCOMPARE(gapsIn(file()), std::string());
    }
    void what_could_not_wait_is_a_gap_that_is_written_down()
    {
        const auto record = writer({2, 100});
        {
            const DiskFaults full(ENOSPC);
            for (int i = 1; i < 10; ++i) {
                record->add("a", partAt(i));
                record->tick();
            }
            record->add("b", partAt(10));
        }
        QCOMPARE(told(), std::string("disk_full 1"));
        record->tick();
        QCOMPARE(told(), std::string("disk_full 1, over"));
        // One is in the batch that failed, two wait after it.
        QCOMPARE(inRecord(file()), std::string("1 pass line-v1, 2 pass line-v1, 3 pass line-v1"));
        QCOMPARE(gapsIn(file()), std::string("a 4-9 s 6 not_written, b 10-10 s 1 not_written"));
        record->add("a", partAt(11));
        record->add("b", partAt(12));
        record->tick();
        QCOMPARE(inRecord(file()), std::string("1 pass line-v1, 2 pass line-v1, 3 pass line-v1, 10 pass line-v1"));
        QCOMPARE(inRecord(file(), "b"), std::string("2 pass line-v1"));
    }
    void a_disk_that_hangs_is_told_by_who_adds()
    {
        auto disk = std::make_shared<SlowRunner>();
        VerdictWriter record(file(), disk, m_clock, events(), {2, 100});
        for (int i = 1; i < 6; ++i) {
            record.add("a", partAt(i));
            record.tick();
        }
        QCOMPARE(disk->waiting(), std::size_t{1});  // ticks do not pile up
        QCOMPARE(told(), std::string("busy 3"));
        disk->run();
        QCOMPARE(told(), std::string("busy 3, over"));
        QCOMPARE(inRecord(file()), std::string("1 pass line-v1, 2 pass line-v1"));
        QCOMPARE(gapsIn(file()), std::string("a 3-5 s 3 not_written"));
    }
    void a_broken_disk_is_told_and_the_rest_is_written_once_it_works()
    {
        const auto record = writer();
        record->add("a", partAt(1));
        record->tick();
        {
            const DiskFaults broken(EIO);
            record->add("a", partAt(2));
            record->tick();
            record->tick();
        }
        QCOMPARE(told(), std::string("io 2"));
        record->add("a", partAt(3));
        record->tick();
        QCOMPARE(told(), std::string("io 2, over"));
        QCOMPARE(inRecord(file()), std::string("1 pass line-v1, 2 pass line-v1, 3 pass line-v1"));
        QCOMPARE(gapsIn(file()), std::string());
    }
    void an_end_without_order_is_a_gap_of_unknown_size()
    {
        {
            auto disk = std::make_shared<SlowRunner>();
            VerdictWriter record(file(), disk, m_clock, events(), {8, 100});
            disk->run();
            record.add("a", partAt(1));
            record.tick();
            disk->run();
            record.add("a", partAt(2));
        }  // killed: nothing runs any more
        const auto record = writer();
        QVERIFY(gapsIn(file()).starts_with("all ") && gapsIn(file()).ends_with("s ? not_ended"));
        record->add("a", partAt(3));
        record->tick();
        QCOMPARE(inRecord(file()), std::string("1 pass line-v1, 2 pass line-v1"));
    }
    void a_file_that_is_no_record_is_put_aside_and_a_new_one_begun()
    {
        write(file(), std::string(10000, 'x'));
        const auto record = writer();
        record->add("a", partAt(1));
        record->tick();
        QCOMPARE(told(), std::string("verdicts.damaged-1.db"));
        QCOMPARE(fs::file_size(pathOf(*m_dir) / "verdicts.damaged-1.db"), 10000u);
        QCOMPARE(inRecord(file()), std::string("1 pass line-v1"));
    }
    void damage_that_is_met_while_writing_costs_no_part()
    {
        {
            const auto record = writer();
            for (int i = 0; i < 5; ++i)
                record->add("a", partAt(i));
        }
        {
            std::fstream pages(file(), std::ios::in | std::ios::out | std::ios::binary);
            pages.seekg(0, std::ios::end);
            const auto size = pages.tellg();
            for (std::streamoff at = 8192; at < size; at += 4096) {  // every page but those that say which tables there are
                pages.seekp(at);
                pages.write(std::string(200, '\xee').c_str(), 200);
            }
        }
        const auto record = writer();
        record->add("a", partAt(7));
        record->tick();
        QCOMPARE(told(), std::string("verdicts.damaged-1.db"));
        QCOMPARE(inRecord(file()), std::string("1 pass line-v1"));
    }
    void a_record_of_a_newer_program_is_left_alone_and_told()
    {
        QVERIFY(openRecordForWriting(file())->run("PRAGMA user_version = 4"));
        const auto record = writer({2, 100});
        for (int i = 1; i < 5; ++i) {
            record->add("a", partAt(i));
            record->tick();
        }
        QCOMPARE(m_told.size(), std::size_t{1});
        QVERIFY(told().starts_with("unsupported "));
        QCOMPARE(inRecord(file()), std::string("unsupported"));
    }
    void sums_by_hour_are_those_of_the_parts()
    {
        const auto record = writer({5000, 1000});
        for (int i = 0; i < 4000; ++i)
            record->add("a", partAt(i * 2, i % 10 == 0 ? Verdict::Fail : Verdict::Pass, 1 + i / 3000));
        record->tick();
        auto database = Database::open(file(), Database::Access::Read);
        QCOMPARE(*database->number("SELECT sum(passed) FROM hours"), 3600);
        QCOMPARE(*database->number("SELECT sum(failed) FROM hours"), 400);
        QCOMPARE(*database->number("SELECT count(*) FROM hours"), 4);  // three hours, two models in the second
    }
    void labels_and_models_of_a_batch_that_failed_are_known_again_after_it()
    {
        const auto record = writer();
        {
            const DiskFaults full(ENOSPC);
            record->add("a", partAt(1, Verdict::Fail, 3));
            record->tick();
        }
        record->add("a", partAt(2, Verdict::Fail, 3));
        record->tick();
        QCOMPARE(inRecord(file()), std::string("1 fail line-v3, 2 fail line-v3"));
        QCOMPARE(*Database::open(file(), Database::Access::Read)->number("SELECT count(*) FROM models"), 1);
    }
    void what_waits_is_written_before_the_end_whoever_else_has_the_thread()
    {
        const auto thread = std::make_shared<SlowRunner>(AtStop::FinishWaiting);
        {
            VerdictWriter record(file(), thread, m_clock, events(), {8, 100});
            record.add("a", partAt(1));
        }
        QCOMPARE(inRecord(file()), std::string("1 pass line-v1"));
        QCOMPARE(gapsIn(file()), std::string());
    }
    void stations_that_add_at_once_lose_no_part()
    {
        constexpr int kParts = 2000;
        {
            VerdictWriter record(file(), std::make_shared<ThreadTaskRunner>("record", AtStop::FinishWaiting), m_clock, events(), {4 * kParts, 64});
            std::vector<std::jthread> stations;
            for (const char *name : {"a", "b", "c"}) {
                stations.emplace_back([&record, name] {
                    for (int i = 0; i < kParts; ++i)
                        record.add(name, partAt(i * 0.01));
                });
            }
        }
        auto database = Database::open(file(), Database::Access::Read);
        QCOMPARE(*database->number("SELECT count(*) FROM verdicts"), 3 * kParts);
        QCOMPARE(*database->number("SELECT count(*) FROM verdicts WHERE part > 2000 OR part < 1"), 0);
        QCOMPARE(told(), std::string());
    }
};

QTEST_GUILESS_MAIN(TestVerdictWriter)
#include "tst_verdictwriter.moc"
