// SPDX-License-Identifier: GPL-3.0-or-later
// Which models are in memory: each once, none for nobody, and all as it is told.
#include "engine/core/decisions.h"
#include "engine/core/surroundings.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;

class TestInMemory : public QObject, protected Decisions {
    Q_OBJECT

private slots:
    void init() { begin(); }

    void a_model_that_nobody_holds_any_more_is_told_as_not_in_memory_by_itself()
    {
        StubLine line(dir(), m_behaviour);
        QVERIFY(!line.offer(1, std::nullopt).refusal);
        QTRY_COMPARE_WITH_TIMEOUT(line.stateOf(kOne), ModelState::Offline, kPatience);
        for (const int version : {1, 2, 3}) {
            QVERIFY(!line.offer(version, "a").refusal);
            QVERIFY(line.promote("a", version));
            QTRY_VERIFY_WITH_TIMEOUT(line.station("a").lastSwap || version == 1, kPatience);
        }
        QTRY_COMPARE_WITH_TIMEOUT(line.stateOf(kOne), ModelState::Offline, kPatience);  // a frame may have been in flight on it
        QCOMPARE(line.stateOf(kTwo), ModelState::Ready);
    }

    void removed_in_the_moment_when_its_import_ends_a_model_stays()
    {
        HeldMaking held(m_behaviour);
        StubLine line(dir(), m_behaviour);
        held.holdNext();
        const CandidateId id = line->offerFile(line.file(1), "a");
        held.waitUntilHeld();
        std::promise<void> mayGoOn;
        line.thread().post([goOn = mayGoOn.get_future().share()] { goOn.wait(); });
        std::promise<Result<void>> removed;
        line->removeModel(kOne, [&](Result<void> r) { removed.set_value(std::move(r)); });
        held.letGo();
        QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(data() / "models/tiny/1/weights"), kPatience);
        mayGoOn.set_value();

        const auto answer = removed.get_future().get();
        QVERIFY(!answer && (answer.error().code == ErrorCode::Busy || answer.error().code == ErrorCode::NotFound));  // on the disk it is a moment before it is in the list
        QTRY_VERIFY_WITH_TIMEOUT(line.candidate(id).finished, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").offered == kOne, kPatience);
        QCOMPARE(line->snapshot()->models.size(), std::size_t{1});
    }

    void removed_before_it_is_in_the_library_a_model_stays()
    {
        HeldMaking held(m_behaviour);
        StubLine line(dir(), m_behaviour);
        held.holdNext();
        const CandidateId id = line->offerFile(line.file(1), "a");
        held.waitUntilHeld();
        std::promise<Result<void>> removed;
        line->removeModel(kOne, [&](Result<void> r) { removed.set_value(std::move(r)); });
        QVERIFY(!line.offerModel("a", 2));  // the engine has heard of both
        held.letGo();
        const auto answer = removed.get_future().get();
        QVERIFY(!answer && answer.error().code == ErrorCode::NotFound);
        QTRY_VERIFY_WITH_TIMEOUT(line.candidate(id).finished, kPatience);
        QVERIFY(!line.offer(2, std::nullopt).refusal);  // the loader has come to what waited
        QVERIFY(line.station("a").offered == kOne);
        QCOMPARE(line->snapshot()->models.size(), std::size_t{2});
    }

    void removed_while_a_frame_in_flight_holds_it_a_model_is_not_offered_any_more()
    {
        Surroundings around;
        std::promise<void> inFlight, mayGoOn;
        std::atomic<bool> holdNext{false};
        around.judges = [&](int version, PictureMark) {
            if (version == 2 && holdNext.exchange(false)) {
                inFlight.set_value();
                mayGoOn.get_future().wait();
            }
        };
        StubLine line(dir(), m_behaviour, [&](EngineParts &parts) {
            parts.executors.make = [&, made = 0](const WeightFile &, const ExecutorOptions &) mutable -> Result<std::unique_ptr<Executor>> {
                return std::unique_ptr<Executor>(new Surroundings::Tiny(++made, around));
            };
        });
        QVERIFY(!line.offer(1, "a").refusal);
        QVERIFY(line.promote("a", 1));
        QVERIFY(!line.offer(2, "a").refusal);
        QVERIFY(line.setShadow("a", 2));
        QVERIFY(line.carryOut([&](Engine::Done done) { line->withdrawOffer("a", done); }));
        holdNext = true;
        inFlight.get_future().wait();
        QVERIFY(line.carryOut([&](Engine::Done done) { line->setShadow("a", std::nullopt, done); }));
        std::promise<Result<void>> removed, offered;
        line->removeModel(kTwo, [&](Result<void> r) { removed.set_value(std::move(r)); });
        line->offerModel("a", kTwo, [&](Result<void> r) { offered.set_value(std::move(r)); });
        QVERIFY(removed.get_future().get());
        const auto answer = offered.get_future().get();
        QVERIFY(!answer && answer.error().code == ErrorCode::NotFound);
        QVERIFY(!line.station("a").offered);
        mayGoOn.set_value();
    }

    void asked_for_in_the_moment_when_its_import_ends_a_model_is_in_memory_once()
    {
        Surroundings around;
        HeldMaking held(m_behaviour);
        StubLine line(dir(), m_behaviour, [&](EngineParts &parts) {
            parts.executors.make = [&](const WeightFile &, const ExecutorOptions &) -> Result<std::unique_ptr<Executor>> {
                m_behaviour.onMake();
                return std::unique_ptr<Executor>(new Surroundings::Tiny(1, around));
            };
        });
        held.holdNext();
        const CandidateId id = line->offerFile(line.file(1), "a");
        held.waitUntilHeld();
        std::promise<void> mayGoOn;
        line.thread().post([goOn = mayGoOn.get_future().share()] { goOn.wait(); });
        std::promise<Result<void>> shadow;
        line->setShadow("a", kOne, [&](Result<void> r) { shadow.set_value(std::move(r)); });
        held.letGo();
        QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(data() / "models/tiny/1/weights"), kPatience);
        mayGoOn.set_value();  // it is in the library when the shadow is asked for; that its import is through is told only after that

        QVERIFY(shadow.get_future().get());
        QTRY_VERIFY_WITH_TIMEOUT(line.candidate(id).finished, kPatience);  // in the same breath, but told after it
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").offered == kOne && line.station("a").shadow == kOne, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(around.alive[1].load(), 1, kPatience);
        QCOMPARE(line.stateOf(kOne), ModelState::Ready);
    }
};

QTEST_GUILESS_MAIN(TestInMemory)
#include "tst_inmemory.moc"
