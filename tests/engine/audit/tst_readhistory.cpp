// SPDX-License-Identifier: GPL-3.0-or-later
// The history as it is read back, as far as one asks for it.
#include "audit/auditlog.h"
#include "audit/readhistory.h"
#include "store/historyline.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace lineside;
using namespace lineside::audit;

class TestReadHistory : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    std::filesystem::path dir() const { return m_dir->path().toStdString(); }
    static HistoryEvent event(int sequence)
    {
        HistoryEvent e;
        e.sequence = static_cast<std::uint64_t>(sequence);
        e.at = WallTime(std::chrono::seconds(1'700'000'000 + sequence));
        e.kind = EventKind::Promoted;
        e.station = "bottling";
        return e;
    }
    void write(int from, int to) const
    {
        AuditLog log(dir(), std::chrono::system_clock::now);
        for (int i = from; i <= to; ++i)
            QVERIFY(log.append(formatHistoryObject(event(i))));
        QVERIFY(log.sign());
    }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void a_line_that_completes_an_event_takes_its_place()
    {
        std::vector<HistoryEvent> events;
        for (const int sequence : {1, 2, 4, 5})
            addHistoryEvent(events, event(sequence));
        HistoryEvent more = event(4);
        more.detail = "now with its figures";
        addHistoryEvent(events, more);
        QCOMPARE(events.size(), std::size_t{4});
        QCOMPARE(events[2].detail, more.detail);
        addHistoryEvent(events, event(3));  // nothing is completed by it
        QCOMPARE(events.size(), std::size_t{5});
    }
    void checkpoints_are_no_events()
    {
        write(1, 250);
        const auto answer = readHistory(dir(), {});
        QVERIFY(answer && answer->events.size() == 250 && answer->damaged == 0);
        QVERIFY(answer->events.front().sequence == 1 && answer->events.back().sequence == 250);
    }
    void of_a_long_history_the_newest_are_kept()
    {
        write(1, 2500);
        const auto answer = readHistory(dir(), {.newest = 3});
        QVERIFY(answer && answer->events.size() == 3);
        QVERIFY(answer->events.front().sequence == 2498 && answer->events.back().sequence == 2500);
    }
    void a_station_is_known_at_whatever_time()
    {
        write(1, 5);
        const auto later = readHistory(dir(), {.from = WallTime(std::chrono::seconds(1'800'000'000)), .station = "bottling"});
        QVERIFY(later && later->events.empty() && later->stationKnown);
        const auto other = readHistory(dir(), {.station = "capping"});
        QVERIFY(other && other->events.empty() && !other->stationKnown);
    }
    void a_seal_of_the_record_comes_back_to_the_microsecond_and_says_up_to_where_its_station_is_sealed()
    {
        QVERIFY(sealedUpTo(dir()) && sealedUpTo(dir())->empty());  // there is no history yet
        HistoryEvent seal;
        seal.kind = EventKind::RecordSealed;
        AuditLog log(dir(), std::chrono::system_clock::now);
        for (const auto &[station, last] : std::vector<std::pair<std::string, int>>{{"bottling", 100}, {"capping", 7}, {"bottling", 250}}) {
            seal.sequence++;
            seal.station = station;
            seal.seal = RecordSeal{last - 5, last, 4, std::string(64, 'a'), WallTime(std::chrono::microseconds(1'772'323'200'000'001)), WallTime(std::chrono::microseconds(1'772'323'209'999'999))};
            QVERIFY(log.append(formatHistoryObject(seal)));
        }
        HistoryEvent named = event(9);
        named.detail = "record_sealed \"record_sealed\"";
        QVERIFY(log.append(formatHistoryObject(named)));
        const auto answer = readHistory(dir(), {.kind = EventKind::RecordSealed});
        QVERIFY(answer && answer->events.size() == 3 && answer->damaged == 0);
        QVERIFY(answer->events.back().seal == seal.seal);
        const auto upTo = sealedUpTo(dir());
        QVERIFY(upTo && upTo->size() == 2 && upTo->at("bottling") == 250 && upTo->at("capping") == 7);
    }
    void where_there_is_none_that_is_an_error()
    {
        QCOMPARE(readHistory(dir(), {}).error().code, ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestReadHistory)
#include "tst_readhistory.moc"
