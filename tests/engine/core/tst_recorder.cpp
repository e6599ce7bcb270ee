// SPDX-License-Identifier: GPL-3.0-or-later
// What is signed of the history and when, and what is said of lines that found no room for too long.
#include "audit/auditkeys.h"
#include "audit/checkpoint.h"
#include "audit/verifyhistory.h"
#include "core/recorder.h"
#include "store/files.h"
#include "store/historyline.h"
#include "support/heldrunner.h"
#include "support/manualclock.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <fstream>

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostWaiting = 40;  // so that a disk need not be full for days

HistoryEvent eventOf(std::uint64_t sequence, EventKind kind)
{
    HistoryEvent e;
    e.sequence = sequence;
    e.kind = kind;
    e.station = "filler";
    return e;
}

}  // namespace

class TestRecorder : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    ManualClock m_clock;
    std::shared_ptr<HeldRunner> m_tasks;
    std::vector<std::pair<bool, std::uint64_t>> m_told;  ///< whether there is trouble, lines given up
    std::unique_ptr<Recorder> m_recorder;

    fs::path dir() const { return m_dir->path().toStdString(); }
    fs::path history() const { return dir() / audit::kHistoryFile; }
    std::string text() const { return *readSmallFile(history(), 1 << 26); }
    AuditReport check() const { return *audit::verifyHistory(dir(), {}); }
    std::vector<std::string> lines() const
    {
        std::vector<std::string> all;
        std::ifstream in(history());
        for (std::string line; std::getline(in, line);)
            all.push_back(line);
        return all;
    }
    void append(std::uint64_t sequence, EventKind kind) { m_recorder->append(eventOf(sequence, kind)); }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_tasks = std::make_shared<HeldRunner>();
        m_told.clear();
        m_recorder = std::make_unique<Recorder>(dir(), m_tasks, m_clock,
                                                [this](const std::optional<Error> &error, std::uint64_t givenUp) { m_told.emplace_back(error.has_value(), givenUp); }, kMostWaiting);
    }
    void cleanup() { m_recorder.reset(); }

    void the_newest_promotion_that_is_cut_off_is_missed_though_nobody_ended_the_program()
    {
        append(1, EventKind::Started);
        append(2, EventKind::Imported);
        append(3, EventKind::Promoted);
        m_tasks->run();
        QCOMPARE(check().signedUpTo, std::uint64_t(3));
        const std::vector<std::string> all = lines();
        QCOMPARE(all.size(), std::size_t(4));
        // The promotion with its checkpoint, and then the checkpoint alone.
        for (const std::size_t kept : {2, 3}) {
            std::ofstream cut(history(), std::ios::trunc);
            for (std::size_t i = 0; i < kept; ++i)
                cut << all[i] << '\n';
            cut.close();
            const AuditReport report = check();
            if (kept == 2) {
                QVERIFY(report.broken && report.broken->kind == AuditBreakKind::CutOff);
                QCOMPARE(report.broken->number, std::uint64_t(3));
            } else {
                QVERIFY(!report.broken);  // all that was ever recorded is there
            }
        }
    }

    void each_change_of_what_is_on_air_is_signed_and_what_changes_nothing_waits_data()
    {
        QTest::addColumn<EventKind>("kind");
        QTest::addColumn<bool>("isSigned");
        for (const EventKind kind : {EventKind::Promoted, EventKind::RolledBack, EventKind::ModelFailed, EventKind::SetBack, EventKind::CanaryBegun, EventKind::CanaryStepBegun,
                                     EventKind::CanaryRolledBack, EventKind::CanaryAborted, EventKind::CanaryDone})
            QTest::newRow(toString(kind)) << kind << true;
        for (const EventKind kind : {EventKind::Started, EventKind::Offered, EventKind::SourceLost, EventKind::CanaryAsks, EventKind::LotChanged})
            QTest::newRow(toString(kind)) << kind << false;
    }
    void each_change_of_what_is_on_air_is_signed_and_what_changes_nothing_waits()
    {
        QFETCH(EventKind, kind);
        QFETCH(bool, isSigned);
        append(1, kind);
        m_tasks->run();
        QCOMPARE(check().checkpoints, std::uint64_t(isSigned));
    }

    void stations_that_change_together_are_signed_once()
    {
        for (std::uint64_t i = 1; i <= 12; ++i)
            append(i, EventKind::Promoted);
        m_tasks->run();
        QCOMPARE(check().checkpoints, std::uint64_t(1));
        QCOMPARE(check().signedUpTo, std::uint64_t(12));
    }

    void what_waited_ten_minutes_is_signed_and_nothing_is_where_nothing_was_written()
    {
        append(1, EventKind::SourceLost);
        m_tasks->run();
        m_clock.advance(Recorder::kLongestUnsigned - 1ms);
        m_recorder->retry();
        m_tasks->run();
        QCOMPARE(check().checkpoints, std::uint64_t(0));
        m_clock.advance(1ms);
        m_recorder->retry();
        m_tasks->run();
        QCOMPARE(check().signedUpTo, std::uint64_t(1));
        const std::size_t size = text().size();
        m_clock.advance(24h);
        m_recorder->retry();
        m_tasks->run();
        QCOMPARE(text().size(), size);
        append(2, EventKind::SourceBack);  // ten minutes of its own
        m_recorder->retry();
        m_tasks->run();
        QCOMPARE(check().checkpoints, std::uint64_t(1));
    }

    void a_change_on_a_full_disk_is_signed_when_there_is_room()
    {
        if (!fs::exists("/dev/full"))
            QSKIP("no /dev/full here");
        fs::create_symlink("/dev/full", history());
        append(1, EventKind::Promoted);
        m_tasks->run();
        QCOMPARE(m_told, (std::vector<std::pair<bool, std::uint64_t>>{{true, 0}}));
        fs::remove(history());
        m_recorder->retry();
        m_tasks->run();
        QCOMPARE(check().signedUpTo, std::uint64_t(1));
        QCOMPARE(m_told, (std::vector<std::pair<bool, std::uint64_t>>{{true, 0}, {false, 0}}));
    }

    void lines_that_were_given_up_are_counted_in_their_place_in_the_chain()
    {
        if (!fs::exists("/dev/full"))
            QSKIP("no /dev/full here");
        append(1, EventKind::Started);
        m_tasks->run();
        const fs::path aside = dir() / "aside";
        fs::rename(history(), aside);
        fs::create_symlink("/dev/full", history());
        constexpr std::uint64_t kMissing = 7, kLast = 1 + kMissing + kMostWaiting;
        for (std::uint64_t i = 2; i <= kLast; ++i)
            append(i, EventKind::SourceLost);
        m_tasks->run();
        fs::remove(history());
        fs::rename(aside, history());
        m_recorder->retry();
        m_tasks->run();
        std::vector<HistoryEvent> events;
        for (const std::string &line : lines()) {
            if (!audit::isCheckpointLine(line))
                events.push_back(*parseHistoryLine(line));
        }
        QCOMPARE(events.size(), 2 + kMostWaiting);
        QCOMPARE(events[0].sequence, std::uint64_t(1));
        QCOMPARE(events[1].kind, EventKind::NotSaved);
        QCOMPARE(events[1].file, std::string("history.jsonl"));
        QCOMPARE(events[1].detail, std::to_string(kMissing));
        QCOMPARE(events[1].sequence, 1 + kMissing);
        QCOMPARE(events[2].sequence, 2 + kMissing);
        QCOMPARE(events.back().sequence, kLast);
        QVERIFY(!check().broken);
        QCOMPARE(m_told, (std::vector<std::pair<bool, std::uint64_t>>{{true, 0}, {false, kMissing}}));
        // Told once.
        append(kLast + 1, EventKind::SourceBack);
        m_tasks->run();
        QCOMPARE(parseHistoryLine(lines().back())->kind, EventKind::SourceBack);
    }

    void what_signing_a_change_costs()
    {
        constexpr int kChanges = 50;
        double ms[2] = {};
        for (const EventKind kind : {EventKind::SourceLost, EventKind::Promoted}) {
            QElapsedTimer timer;
            timer.start();
            for (int i = 0; i < kChanges; ++i) {
                append(1 + static_cast<std::uint64_t>(i), kind);
                m_tasks->run();
            }
            ms[kind == EventKind::Promoted] = static_cast<double>(timer.nsecsElapsed()) / 1e6 / kChanges;
        }
        qInfo("a line %.2f ms, a line that is signed %.2f ms, and %zu bytes", ms[0], ms[1], lines().back().size() + 1);
        QVERIFY(!check().broken);
    }
};

QTEST_GUILESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
