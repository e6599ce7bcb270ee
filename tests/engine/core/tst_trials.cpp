// SPDX-License-Identifier: GPL-3.0-or-later
// What trying out a model found is used again for the same bytes, and for nothing else.
#include "engine/core/decisions.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;

class TestTrials : public QObject, protected Decisions {
    Q_OBJECT

private slots:
    void init()
    {
        begin();
        m_made = 0;
    }

    void the_same_bytes_are_tried_out_with_one_executor_once_they_were_with_two()
    {
        StubLine line(dir(), m_behaviour, twoPrecisions());
        QVERIFY(!line.offer(1, "a").refusal);
        QCOMPARE(m_made.load(), 2);
        release(line);
        QVERIFY(!line.offer(1, "a").refusal);
        QCOMPARE(m_made.load(), 3);
        QCOMPARE(line.stateOf(kOne), ModelState::Ready);
        release(line);
        QVERIFY(line.offerModel("a", 1));  // out of the library
        QCOMPARE(m_made.load(), 4);
        QVERIFY(!line.offer(2, "a").refusal);  // others
        QCOMPARE(m_made.load(), 6);
    }
    void after_a_start_it_is_still_known()
    {
        {
            StubLine line(dir(), m_behaviour, twoPrecisions());
            QVERIFY(!line.offer(1, "a").refusal);
            QVERIFY(line.promote("a", 1));
        }
        m_made = 0;
        StubLine line(dir(), m_behaviour, twoPrecisions());
        QTRY_COMPARE_WITH_TIMEOUT(line.stateOf(kOne), ModelState::Ready, kPatience);
        QVERIFY(line.station("a").active == kOne);
        QCOMPARE(m_made.load(), 1);
    }
    void what_was_found_by_another_program_or_on_another_processor_is_found_anew()
    {
        {
            StubLine line(dir(), m_behaviour, twoPrecisions("one"));
            QVERIFY(!line.offer(1, std::nullopt).refusal);
        }
        for (const int made : {2, 1}) {  // and then it is known here
            m_made = 0;
            StubLine line(dir(), m_behaviour, twoPrecisions("another"));
            QVERIFY(!line.offer(1, std::nullopt).refusal);
            QCOMPARE(m_made.load(), made);
        }
    }
    void without_a_name_for_what_it_runs_on_nothing_is_remembered()
    {
        StubLine line(dir(), m_behaviour, twoPrecisions(""));
        QVERIFY(!line.offer(1, "a").refusal);
        release(line);
        QVERIFY(!line.offer(1, "a").refusal);
        QCOMPARE(m_made.load(), 4);
        QVERIFY(!std::filesystem::exists(record(1)));
    }
    void a_damaged_record_is_no_record_and_is_written_anew()
    {
        StubLine line(dir(), m_behaviour, twoPrecisions());
        QVERIFY(!line.offer(1, "a").refusal);
        release(line);
        awaitRecord(1);
        const std::string whole = text(record(1));
        for (const std::string &other : {std::string(), whole.substr(0, whole.size() / 2), std::string("fast_agrees yes\n"), std::string(1 << 20, 'x')}) {
            write(record(1), other);
            m_made = 0;
            QVERIFY(!line.offer(1, "a").refusal);
            QCOMPARE(m_made.load(), 2);
            release(line);
            awaitRecord(1);
            QVERIFY(!line.offer(1, "a").refusal);
            QCOMPARE(m_made.load(), 3);
            release(line);
        }
    }
    void that_of_another_version_is_not_its_own()
    {
        StubLine line(dir(), m_behaviour, twoPrecisions());
        QVERIFY(!line.offer(1, "a").refusal);
        QVERIFY(!line.offer(2, "a").refusal);
        release(line);
        QTRY_COMPARE_WITH_TIMEOUT(line.stateOf(kTwo), ModelState::Offline, kPatience);
        awaitRecord(1);
        awaitRecord(2);
        std::filesystem::copy_file(record(1), record(2), std::filesystem::copy_options::overwrite_existing);
        m_made = 0;
        QVERIFY(!line.offer(2, "a").refusal);
        QCOMPARE(m_made.load(), 2);
    }
    void it_goes_with_the_model()
    {
        StubLine line(dir(), m_behaviour, twoPrecisions());
        QVERIFY(!line.offer(1, "a").refusal);
        release(line);
        awaitRecord(1);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->removeModel(kOne, std::move(done)); }));
        QVERIFY(!std::filesystem::exists(record(1)));
        m_made = 0;
        QVERIFY(!line.offer(1, "a").refusal);
        QCOMPARE(m_made.load(), 2);
    }
    void known_bytes_that_do_not_run_do_not_become_ready()
    {
        StubLine line(dir(), m_behaviour, twoPrecisions());
        QVERIFY(!line.offer(1, "a").refusal);
        release(line);
        m_behaviour.broken = true;
        const CandidateSnapshot seen = line.offer(1, "a");
        QVERIFY(seen.refusal && seen.refusal->reason == RefusalReason::TrialRun);
        QVERIFY(!line.station("a").offered);
    }
    void another_threshold_of_the_station_asks_for_another_trial()
    {
        StubLine line(dir(), m_behaviour, twoPrecisions());
        QVERIFY(!line.offer(1, "a").refusal);
        release(line);
        StationConfig changed = line.station("a").config;
        changed.detect.confidence = 0.5f;
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyStations({changed}, std::move(done)); }));
        m_made = 0;
        QVERIFY(!line.offer(1, "a").refusal);
        QCOMPARE(m_made.load(), 2);
    }

private:
    std::function<void(EngineParts &)> twoPrecisions(const std::string &identity = "stub")
    {
        return [this, identity](EngineParts &parts) {
            parts.executors.identity = identity;
            parts.executors.hasFast = [] { return true; };
            parts.executors.make = [this, make = parts.executors.make](const WeightFile &file, const ExecutorOptions &options) {
                ++m_made;
                return make(file, options);
            };
        };
    }
    /// Until nobody has it.
    void release(StubLine &line)
    {
        QVERIFY(line.carryOut([&](Engine::Done done) { line->withdrawOffer("a", std::move(done)); }));
        QTRY_COMPARE_WITH_TIMEOUT(line.stateOf(kOne), ModelState::Offline, kPatience);
    }
    /// It is written after the model is ready.
    void awaitRecord(int version) { QTRY_VERIFY_WITH_TIMEOUT(trialFrom(text(record(version))), kPatience); }
    std::filesystem::path record(int version) const { return data() / "models/tiny" / std::to_string(version) / "trial.txt"; }
    std::atomic<int> m_made{0};
};

QTEST_GUILESS_MAIN(TestTrials)
#include "tst_trials.moc"
