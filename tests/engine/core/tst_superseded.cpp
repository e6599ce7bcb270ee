// SPDX-License-Identifier: GPL-3.0-or-later
// What nobody waits for any more is not loaded: a load that waits is left out, one in hand stops at its next step.
#include "engine/core/decisions.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

using Answer = std::future<Result<void>>;

/// An answer that comes later.
struct Later {
    std::promise<Result<void>> promise;
    Answer answer = promise.get_future();
    Engine::Done done()
    {
        return [this](Result<void> r) { promise.set_value(std::move(r)); };
    }
    bool isOpen() const { return answer.wait_for(std::chrono::seconds(0)) != std::future_status::ready; }
};

bool isCancelled(const Result<void> &answer)
{
    return !answer && answer.error().code == ErrorCode::Cancelled;
}

}  // namespace

class TestSuperseded : public QObject, protected Decisions {
    Q_OBJECT

    /// A line whose library has three models that are not in memory; the loader can be held in the middle of the next one.
    struct HeldLine {
        explicit HeldLine(TestSuperseded &test)
            : behaviour(test.m_behaviour), held(behaviour), line(test.dir(), behaviour, [this](EngineParts &parts) {
                  give(parts, stations({"a", "b"}));
                  parts.executors.make = [this, make = parts.executors.make](const WeightFile &file, const ExecutorOptions &options) {
                      ++made;
                      return make(file, options);
                  };
              })
        {
            for (const int version : {1, 2, 3}) {
                if (line.offer(version, std::nullopt).refusal)
                    qFatal("refused");
            }
            made = 0;
        }
        /// The model is about to be made.
        void hold(const StationId &station, int version, Later &later)
        {
            held.holdNext();
            line->offerModel(station, {"tiny", version}, later.done());
            held.waitUntilHeld();
        }
        Behaviour &behaviour;
        std::atomic<int> made{0};
        HeldMaking held;
        StubLine line;
    };

private slots:
    void init() { begin(); }

    void an_offer_that_is_withdrawn_while_it_is_loaded_does_not_come_any_more()
    {
        HeldLine h(*this);
        Later offered;
        h.hold("a", 1, offered);
        QCOMPARE(h.line.stateOf(kOne), ModelState::Loading);
        QVERIFY(h.line.carryOut([&](Engine::Done done) { h.line->withdrawOffer("a", done); }));
        QVERIFY(isCancelled(offered.answer.get()));  // at once, and not when the loader comes to it
        QVERIFY(h.line.stateOf(kOne) != ModelState::Loading);
        h.held.letGo();
        QVERIFY(h.line.offerModel("b", 2));  // the loader is through with the other one
        QVERIFY(!h.line.station("a").offered);
        QVERIFY(h.line.stateOf(kOne) == ModelState::Offline);
        QVERIFY(h.line.events(EventKind::Refused).empty());
    }

    void of_two_models_asked_for_at_a_station_the_last_one_comes_data()
    {
        QTest::addColumn<bool>("shadow");
        QTest::newRow("offers") << false;
        QTest::newRow("shadows") << true;
    }
    void of_two_models_asked_for_at_a_station_the_last_one_comes()
    {
        QFETCH(bool, shadow);
        HeldLine h(*this);
        QVERIFY(h.line.offerModel("b", 3));  // in memory: it is there before the first one
        const auto ask = [&](int version, Engine::Done done) {
            if (shadow)
                h.line->setShadow("a", ModelId{"tiny", version}, done);
            else
                h.line->offerModel("a", {"tiny", version}, done);
        };
        Later first, second;
        h.held.holdNext();
        ask(1, first.done());
        h.held.waitUntilHeld();
        ask(3, second.done());
        QVERIFY(second.answer.get());
        QVERIFY(isCancelled(first.answer.get()));
        h.held.letGo();
        QVERIFY(h.line.offerModel("b", 2));
        const auto there = shadow ? h.line.station("a").shadow : h.line.station("a").offered;
        QVERIFY(there == ModelId("tiny", 3));
    }

    void a_shadow_that_is_stopped_while_it_is_loaded_does_not_start()
    {
        HeldLine h(*this);
        Later asked;
        h.held.holdNext();
        h.line->setShadow("a", kOne, asked.done());
        h.held.waitUntilHeld();
        QVERIFY(h.line.carryOut([&](Engine::Done done) { h.line->setShadow("a", std::nullopt, done); }));
        QVERIFY(isCancelled(asked.answer.get()));
        h.held.letGo();
        QVERIFY(h.line.offerModel("b", 2));
        QVERIFY(!h.line.station("a").shadow);
        QVERIFY(h.line.events(EventKind::ShadowStarted).empty());
    }

    void a_load_that_waits_and_nobody_wants_is_never_begun()
    {
        HeldLine h(*this);
        Later first, second;
        h.hold("a", 1, first);
        h.line->offerModel("b", kTwo, second.done());
        QVERIFY(h.line.carryOut([&](Engine::Done done) { h.line->withdrawOffer("b", done); }));
        QVERIFY(isCancelled(second.answer.get()));
        QVERIFY(first.isOpen());
        QVERIFY(h.line.stateOf(kTwo) == ModelState::Offline);
        h.held.letGo();
        QVERIFY(first.answer.get());
        QVERIFY(h.line.offerModel("b", 3));
        QCOMPARE(h.made.load(), 2);
    }

    void who_still_waits_for_a_model_gets_it()
    {
        HeldLine h(*this);
        Later first, second;
        h.hold("a", 1, first);
        h.line->offerModel("b", kOne, second.done());
        QVERIFY(h.line.carryOut([&](Engine::Done done) { h.line->withdrawOffer("a", done); }));
        QVERIFY(isCancelled(first.answer.get()));
        QCOMPARE(h.line.stateOf(kOne), ModelState::Loading);
        h.held.letGo();
        QVERIFY(second.answer.get());
        QVERIFY(h.line.station("b").offered == kOne && !h.line.station("a").offered);
        QCOMPARE(h.made.load(), 1);
    }

    void asked_for_again_while_the_dropped_load_ends_it_is_loaded_anew()
    {
        HeldLine h(*this);
        Later first, second;
        h.hold("a", 1, first);
        QVERIFY(h.line.carryOut([&](Engine::Done done) { h.line->withdrawOffer("a", done); }));
        h.line->offerModel("a", kOne, second.done());
        h.held.letGo();
        QVERIFY(second.answer.get());
        QVERIFY(h.line.station("a").offered == kOne);
    }

    void what_a_removed_station_waited_for_is_dropped_and_can_be_removed()
    {
        HeldLine h(*this);
        Later offered;
        h.hold("b", 1, offered);
        QVERIFY(h.line.carryOut([&](Engine::Done done) { h.line->applyStations(stations({"a"}), done); }));
        const auto answer = offered.answer.get();
        QVERIFY(!answer && answer.error().code == ErrorCode::NotFound);
        Later removed;
        h.line->removeModel(kOne, removed.done());  // by the loader, after the load that ends
        h.held.letGo();
        QVERIFY(removed.answer.get());
        QCOMPARE(h.line->snapshot()->models.size(), std::size_t{2});
    }

    void a_cancelled_file_that_waits_is_gone_at_once()
    {
        HeldLine h(*this);
        Later first;
        h.hold("a", 1, first);
        const CandidateId id = h.line->offerFile(h.line.file(4), "a");
        QTRY_COMPARE_WITH_TIMEOUT(h.line->snapshot()->candidates.size(), std::size_t{4}, kPatience);
        h.line->cancelCandidate(id);
        QTRY_COMPARE_WITH_TIMEOUT(h.line->snapshot()->candidates.size(), std::size_t{3}, kPatience);
        QVERIFY(first.isOpen());  // the loader is still where it was
        h.held.letGo();
        QVERIFY(first.answer.get());
        QCOMPARE(h.line->snapshot()->models.size(), std::size_t{3});
    }

    void a_file_of_the_watched_folder_outlives_its_station()
    {
        HeldLine h(*this);
        Later first;
        h.hold("a", 1, first);
        std::filesystem::create_directories(dir() / "watched");
        std::filesystem::copy_file(h.line.file(4), dir() / "watched/tiny-v4.pt");
        WatchedFolder folder;
        folder.path = dir() / "watched";
        folder.station = "b";
        folder.pollSeconds = 1;
        QVERIFY(h.line.carryOut([&](Engine::Done done) { h.line->applyWatchedFolder(folder, done); }));
        QTRY_VERIFY_WITH_TIMEOUT(h.line.station("b").candidate, kPatience);
        QVERIFY(h.line.carryOut([&](Engine::Done done) { h.line->applyStations(stations({"a"}), done); }));
        h.held.letGo();
        QTRY_COMPARE_WITH_TIMEOUT(h.line->snapshot()->models.size(), std::size_t{4}, kPatience);
        QVERIFY(h.line.events(EventKind::Refused).empty());
    }

    void a_file_for_a_station_that_is_removed_is_refused_at_once()
    {
        HeldLine h(*this);
        Later first;
        h.hold("a", 1, first);
        const CandidateId id = h.line->offerFile(h.line.file(4), "b");
        QVERIFY(h.line.carryOut([&](Engine::Done done) { h.line->applyStations(stations({"a"}), done); }));
        QTRY_VERIFY_WITH_TIMEOUT(h.line.candidate(id).finished, kPatience);
        QVERIFY(h.line.candidate(id).refusal && h.line.candidate(id).refusal->reason == RefusalReason::Internal);
        QVERIFY(first.isOpen());
        h.held.letGo();
        QVERIFY(first.answer.get());
    }
};

QTEST_GUILESS_MAIN(TestSuperseded)
#include "tst_superseded.moc"
