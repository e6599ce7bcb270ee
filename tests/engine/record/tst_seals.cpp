// SPDX-License-Identifier: GPL-3.0-or-later
// What the history vouches for of the record, and that whatever is done to those parts is found.
#include "engine/record/parts.h"
#include "engine/store/textfiles.h"
#include "record/recordfile.h"
#include "record/retention.h"
#include "record/sealcheck.h"
#include "record/sealrows.h"
#include "support/manualclock.h"

#include <QTemporaryDir>
#include <QtTest>

#include <limits>

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

class TestSeals : public QObject {
    Q_OBJECT

    using Numbers = std::map<StationId, std::int64_t, std::less<>>;

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ManualClock> m_clock;
    std::vector<StationSeal> m_history;  ///< the seals in it
    std::vector<std::optional<RecordTrouble>> m_troubles;  ///< with sealing, as they were told

    fs::path file() const { return recordFileOf(pathOf(*m_dir)); }
    Result<Numbers> sealedUpTo() const
    {
        Numbers upTo;
        for (const StationSeal &s : m_history)
            upTo[s.station] = s.seal.last;
        return upTo;
    }
    std::unique_ptr<VerdictWriter> writer()
    {
        VerdictWriter::Events events{[](const auto &) {}};
        events.sealedUpTo = [this] { return sealedUpTo(); };
        events.sealed = [this](const std::vector<StationSeal> &seals) { m_history.insert(m_history.end(), seals.begin(), seals.end()); };
        events.sealTrouble = [this](const std::optional<RecordTrouble> &trouble) { m_troubles.push_back(trouble); };
        return std::make_unique<VerdictWriter>(file(), std::make_shared<InlineTaskRunner>(), *m_clock, std::move(events), VerdictWriter::Limits{4096, 100000, {0, 0}});
    }
    static void add(VerdictWriter &record, const StationId &station, int from, int to)
    {
        for (int i = from; i < to; ++i)
            record.add(station, partAt(i, i % 3 ? Verdict::Pass : Verdict::Fail, 1 + i % 2, i % 4), i % 2 ? "4711" : "", i % 5 ? "" : "a/picture.jpg");
    }
    /// Parts 1 to 100, 101 to 200 and 201 to 300 of station a, a seal over each, and 20 parts of b under one.
    void threeSeals()
    {
        for (int round = 0; round < 3; ++round) {
            const auto record = writer();
            add(*record, "a", 100 * round, 100 * round + 100);
            if (round == 1)
                add(*record, "b", 100, 120);
        }
    }
    void edit(const std::string &command)
    {
        const auto done = Database::open(file(), Database::Access::Write)->run(command.c_str());
        QVERIFY2(done, done ? "" : done.error().detail.c_str());
    }
    Result<SealCheck> check() const { return checkSeals(file(), m_history, {}); }
    /// "a 101-200", or what it came to.
    std::string said() const
    {
        const auto c = check();
        if (!c)
            return c.error().detail;
        if (c->broken)
            return c->station + ' ' + std::to_string(c->broken->first) + '-' + std::to_string(c->broken->last);
        return std::to_string(c->parts) + " whole, " + std::to_string(c->gone) + " gone, " + std::to_string(c->unproven) + " unproven, " + std::to_string(c->unsealed) + " unsealed";
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_clock = std::make_unique<ManualClock>();
        m_history.clear();
        m_troubles.clear();
    }

    void an_end_in_order_seals_what_was_recorded_at_each_station()
    {
        {
            const auto record = writer();
            add(*record, "a", 0, 30);
            add(*record, "b", 5, 15);
            record->tick();
            QVERIFY(m_history.empty());
        }
        QCOMPARE(m_history.size(), std::size_t{2});
        const RecordSeal &a = m_history[0].seal;
        QCOMPARE(m_history[0].station, std::string("a"));
        QVERIFY(a.first == 1 && a.last == 30 && a.parts == 30);
        QCOMPARE(a.sha256.size(), std::size_t{64});
        QVERIFY(a.from == second(0) && a.to == second(29));
        QVERIFY(m_history[1].seal.last == 10 && m_history[1].seal.sha256 != a.sha256);
        QCOMPARE(said(), std::string("40 whole, 0 gone, 0 unproven, 0 unsealed"));
    }
    void each_hour_of_the_clock_with_parts_has_a_seal_and_one_without_has_none()
    {
        const auto record = writer();
        const auto hour = [&] {
            m_clock->advance(1h);
            record->tick();
        };
        add(*record, "a", 0, 10);
        record->tick();
        m_clock->advance(1min);
        record->tick();
        QVERIFY(m_history.empty());
        hour();
        QCOMPARE(m_history.size(), std::size_t{1});
        hour();
        hour();
        QCOMPARE(m_history.size(), std::size_t{1});
        add(*record, "a", 10, 12);
        hour();
        QCOMPARE(m_history.size(), std::size_t{2});
        QVERIFY(m_history[1].seal.first == 11 && m_history[1].seal.last == 12);
        QCOMPARE(said(), std::string("12 whole, 0 gone, 0 unproven, 0 unsealed"));
    }
    void after_a_restart_it_goes_on_after_the_last_seal_and_none_is_made_for_the_start()
    {
        threeSeals();
        QCOMPARE(m_history.size(), std::size_t{4});
        const auto record = writer();
        record->tick();
        QCOMPARE(m_history.size(), std::size_t{4});
        add(*record, "a", 300, 310);
        record->tick();
        QCOMPARE(said(), std::string("320 whole, 0 gone, 0 unproven, 10 unsealed"));
        m_clock->advance(1h);
        record->tick();
        QCOMPARE(m_history.back().seal.first, 301);
        QCOMPARE(said(), std::string("330 whole, 0 gone, 0 unproven, 0 unsealed"));
    }
    void a_seal_that_a_power_cut_took_from_the_history_is_made_again()
    {
        threeSeals();
        m_history.pop_back();  // of 201 to 300
        QCOMPARE(said(), std::string("220 whole, 0 gone, 0 unproven, 100 unsealed"));
        { const auto record = writer(); }
        QCOMPARE(m_history.back().seal.first, 201);
        QCOMPARE(said(), std::string("320 whole, 0 gone, 0 unproven, 0 unsealed"));
        // And where several are missing, whose places are not known any more.
        m_history.erase(m_history.begin() + 1, m_history.end());
        {
            const auto record = writer();
            add(*record, "a", 300, 301);
        }
        QCOMPARE(said(), std::string("321 whole, 0 gone, 0 unproven, 0 unsealed"));
    }
    void whatever_is_done_to_a_sealed_part_is_found_and_where_data()
    {
        QTest::addColumn<QString>("command");
        QTest::newRow("a box moved") << "UPDATE verdicts SET boxes = substr(boxes, 1, length(boxes) - 1) || x'01' WHERE station = 1 AND part = 151";
        QTest::newRow("a box more") << "UPDATE verdicts SET boxes = boxes || boxes WHERE station = 1 AND part = 151";
        QTest::newRow("the verdict") << "UPDATE verdicts SET verdict = 1 - verdict WHERE station = 1 AND part = 151";
        QTest::newRow("the reason") << "UPDATE verdicts SET reason = reason + 1 WHERE station = 1 AND part = 151";
        QTest::newRow("the label") << "UPDATE verdicts SET label = 1 - label WHERE station = 1 AND part = 151";
        QTest::newRow("a label that is none") << "UPDATE verdicts SET label = 77 WHERE station = 1 AND part = 151";
        QTest::newRow("the model") << "UPDATE verdicts SET model = 3 - model WHERE station = 1 AND part = 151";
        QTest::newRow("a model that is none") << "UPDATE verdicts SET model = 99 WHERE station = 1 AND part = 151";
        QTest::newRow("the lot") << "UPDATE verdicts SET lot = 0 WHERE station = 1 AND part = 152";
        QTest::newRow("the picture") << "UPDATE verdicts SET picture = 'b' WHERE station = 1 AND part = 151";
        QTest::newRow("the time") << "UPDATE verdicts SET at = at + 1 WHERE station = 1 AND part = 151";
        QTest::newRow("taken away") << "DELETE FROM verdicts WHERE station = 1 AND part = 151";
        QTest::newRow("the whole hour") << "DELETE FROM verdicts WHERE station = 1 AND part > 100 AND part <= 200";
        QTest::newRow("two swapped") << "UPDATE verdicts SET part = 100000 WHERE station = 1 AND part = 151; UPDATE verdicts SET part = 151 WHERE station = 1 AND part = 152; "
                                        "UPDATE verdicts SET part = 152 WHERE station = 1 AND part = 100000";
        QTest::newRow("one added") << "INSERT INTO verdicts SELECT station, at + 1, part, verdict, reason, label, model, lot, boxes, picture FROM verdicts WHERE station = 1 AND part = 151";
        QTest::newRow("one that was somewhere else") << "UPDATE verdicts SET station = 2, part = 900 WHERE station = 1 AND part = 151";
        QTest::newRow("the hash of the model") << "UPDATE models SET sha256 = 'f' WHERE id = 2; UPDATE verdicts SET model = 1 WHERE station = 1 AND (part <= 100 OR part > 200); "
                                                  "UPDATE verdicts SET model = 1 WHERE station = 2";
    }
    void whatever_is_done_to_a_sealed_part_is_found_and_where()
    {
        QFETCH(QString, command);
        threeSeals();
        QCOMPARE(said(), std::string("320 whole, 0 gone, 0 unproven, 0 unsealed"));
        edit(command.toStdString());
        const auto c = check();
        QVERIFY(c && c->broken);
        QCOMPARE(c->station, std::string("a"));
        if (QString(QTest::currentDataTag()) != "the hash of the model") {
            QCOMPARE(said(), std::string("a 101-200"));
            QVERIFY(c->broken->from == second(100) && c->broken->to == second(199));
        }
    }
    void what_a_number_stands_for_is_sealed_too()
    {
        threeSeals();
        edit("UPDATE lots SET text = '4712'");
        QCOMPARE(said(), std::string("a 1-100"));
        edit("UPDATE lots SET text = '4711'");
        QCOMPARE(said(), std::string("320 whole, 0 gone, 0 unproven, 0 unsealed"));
        edit("UPDATE labels SET text = 'Lid' WHERE text = 'Cap'");
        QCOMPARE(said(), std::string("a 1-100"));
    }
    void parts_that_were_not_sealed_are_said_to_be_so()
    {
        threeSeals();
        {
            VerdictWriter plain(file(), std::make_shared<InlineTaskRunner>(), *m_clock, {[](const auto &) {}}, {4096, 100000, {0, 0}});
            add(plain, "a", 300, 305);
            add(plain, "c", 300, 302);
        }
        QCOMPARE(said(), std::string("320 whole, 0 gone, 0 unproven, 7 unsealed"));
    }
    void what_retention_took_is_gone_and_not_broken()
    {
        threeSeals();
        auto database = openRecordForWriting(file());
        const auto keepFrom = [&](double s) {
            Retention retention(*database, {1, 0});
            for (Result<bool> more = true; more && *more;)
                more = retention.step(second(86400 + s));
        };
        keepFrom(100);
        QCOMPARE(said(), std::string("220 whole, 100 gone, 0 unproven, 0 unsealed"));
        QCOMPARE(*check()->goneUntil, second(99));
        keepFrom(150);
        QCOMPARE(said(), std::string("100 whole, 170 gone, 50 unproven, 0 unsealed"));
        edit("DELETE FROM verdicts WHERE station = 1 AND part = 170");  // a hole in what is left of a seal
        QCOMPARE(said(), std::string("a 101-200"));
        keepFrom(10'000);
        QCOMPARE(said(), std::string("0 whole, 320 gone, 0 unproven, 0 unsealed"));
    }
    void the_newest_parts_are_not_gone_but_taken_away()
    {
        threeSeals();
        edit("DELETE FROM verdicts WHERE station = 1 AND part > 250");
        QCOMPARE(said(), std::string("a 201-300"));
        edit("DELETE FROM verdicts WHERE station = 1 AND part > 200");
        QCOMPARE(said(), std::string("a 201-300"));
    }
    void a_clock_that_was_set_back_breaks_nothing()
    {
        {
            const auto record = writer();
            add(*record, "a", 100, 200);
            m_clock->advance(1h);
            record->tick();
            add(*record, "a", 50, 150);  // an earlier time once more
        }
        QCOMPARE(m_history.size(), std::size_t{2});
        QCOMPARE(said(), std::string("200 whole, 0 gone, 0 unproven, 0 unsealed"));
        edit("DELETE FROM verdicts WHERE at < " + std::to_string(microsecondsOf(second(120))));
        QCOMPARE(said(), std::string("0 whole, 90 gone, 110 unproven, 0 unsealed"));
    }
    void a_new_record_goes_on_with_the_numbers_so_that_the_seals_of_the_old_one_stay_true()
    {
        threeSeals();
        fs::remove(file());
        QCOMPARE(said(), std::string("0 whole, 320 gone, 0 unproven, 0 unsealed"));
        {
            const auto record = writer();
            add(*record, "a", 400, 410);
        }
        QCOMPARE(m_history.back().seal.first, 301);
        QCOMPARE(said(), std::string("10 whole, 320 gone, 0 unproven, 0 unsealed"));
    }
    void a_damaged_record_is_broken_and_writing_goes_on_without_a_seal()
    {
        threeSeals();
        write(file(), std::string(20000, 'x'));
        fs::remove(file().string() + "-wal");
        QCOMPARE(said(), std::string("a 1-100"));
        const auto record = writer();
        add(*record, "a", 300, 303);
        record->tick();
        QCOMPARE(inRecord(file()), std::string("301 pass line-v1, 302 pass line-v2, 303 pass line-v1").replace(4, 4, "fail"));
    }
    void where_the_history_cannot_be_read_nothing_is_sealed_and_all_is_recorded()
    {
        VerdictWriter::Events events{[](const auto &) {}};
        events.sealedUpTo = [] { return Result<Numbers>(Error{ErrorCode::Io, "no"}); };
        events.sealed = [this](const std::vector<StationSeal> &seals) { m_history = seals; };
        events.sealTrouble = [this](const std::optional<RecordTrouble> &trouble) { m_troubles.push_back(trouble); };
        {
            VerdictWriter record(file(), std::make_shared<InlineTaskRunner>(), *m_clock, events);
            add(record, "a", 1, 3);
            QVERIFY(m_troubles.size() == 1 && m_troubles[0] && m_troubles[0]->error.code == ErrorCode::Io);
        }
        QVERIFY(m_history.empty());
        QCOMPARE(m_troubles.size(), std::size_t{1});  // told once, and not over
        QCOMPARE(inRecord(file()), std::string("1 pass line-v2, 2 pass line-v1"));
    }
    void parts_that_cannot_be_read_to_be_sealed_are_told_once_and_the_next_seal_has_them()
    {
        const auto record = writer();
        const auto hour = [&] {
            m_clock->advance(1h);
            record->tick();
        };
        add(*record, "a", 0, 10);
        hour();
        QVERIFY(m_history.size() == 1 && m_troubles.empty());
        edit("ALTER TABLE lots RENAME TO away");  // what a lot's number stands for is known to who writes, not to who seals
        add(*record, "a", 10, 15);
        hour();
        QCOMPARE(m_history.size(), std::size_t{1});
        QCOMPARE(m_troubles.size(), std::size_t{1});
        QVERIFY(m_troubles[0] && m_troubles[0]->since == m_clock->wallNow() && !m_troubles[0]->error.detail.empty());
        add(*record, "a", 15, 18);
        hour();
        QCOMPARE(m_troubles.size(), std::size_t{1});
        edit("ALTER TABLE away RENAME TO lots");
        QVERIFY(inRecord(file()).ends_with("18 pass line-v2"));  // writing went on
        record->tick();  // within the hour
        QCOMPARE(m_troubles.size(), std::size_t{1});
        hour();
        QVERIFY(m_troubles.size() == 2 && !m_troubles[1]);
        QCOMPARE(m_history.size(), std::size_t{2});
        QVERIFY(m_history[1].seal.first == 11 && m_history[1].seal.last == 18);
        QCOMPARE(said(), std::string("18 whole, 0 gone, 0 unproven, 0 unsealed"));
        hour();
        QCOMPARE(m_troubles.size(), std::size_t{2});
    }
    void a_record_of_an_earlier_version_is_sealed_from_now_on()
    {
        {
            VerdictWriter plain(file(), std::make_shared<InlineTaskRunner>(), *m_clock, {[](const auto &) {}}, {4096, 100000, {0, 0}});
            add(plain, "a", 0, 50);
        }
        edit("DROP TABLE unsealed; PRAGMA user_version = 2");
        {
            const auto record = writer();
            add(*record, "a", 50, 60);
        }
        QCOMPARE(m_history.back().seal.first, 51);
        QCOMPARE(said(), std::string("10 whole, 0 gone, 0 unproven, 50 unsealed"));
    }
    void a_check_that_is_not_wanted_any_more_ends()
    {
        threeSeals();
        const auto c = checkSeals(file(), m_history, [] { return false; });
        QVERIFY(!c);
        QCOMPARE(c.error().code, ErrorCode::Cancelled);
    }
    void without_a_record_and_seals_there_is_nothing_to_say()
    {
        const auto c = check();
        QVERIFY(c && !c->broken);
        QVERIFY(c->seals == 0 && c->parts == 0 && c->gone == 0);
    }
    void the_form_is_the_one_that_is_written_down()
    {
        {
            const auto record = writer();
            record->add("a", partAt(1, Verdict::Fail, 1, 1), "7");
            record->tick();
            auto database = openRecordForReading(file());
            std::vector<std::byte> bytes;
            QVERIFY(SealRows(*database).each(1, "a", std::numeric_limits<std::int64_t>::min(), [&](const SealRow &row) -> Result<void> {
                bytes.assign(row.bytes.begin(), row.bytes.end());
                return {};
            }));
            std::string expected;
            const auto number = [&](std::int64_t n) {
                for (int i = 0; i < 8; ++i)
                    expected += static_cast<char>(n >> (8 * i) & 0xff);
            };
            const auto text = [&](const std::string &t) {
                number(static_cast<std::int64_t>(t.size()));
                expected += t;
            };
            text("a");
            number(microsecondsOf(second(1)));
            number(1);
            number(static_cast<int>(Verdict::Fail));
            number(static_cast<int>(VerdictReason::MissingLabel));
            text("Cap");
            text("line");
            number(1);
            text(std::string(64, 'b'));
            text("7");
            text("");
            auto blob = database->prepare("SELECT boxes FROM verdicts");
            QVERIFY(*blob->step());
            text(std::string(blob->bytes(0).begin(), blob->bytes(0).end()));
            number(1);
            text("Bottle");
            QCOMPARE(std::string(reinterpret_cast<const char *>(bytes.data()), bytes.size()), expected);
        }
    }
};

QTEST_GUILESS_MAIN(TestSeals)
#include "tst_seals.moc"
