// SPDX-License-Identifier: GPL-3.0-or-later
// What a station requires of a model holds whenever the model is to play a part there.
#include "engine/core/decisions.h"
#include "engine/weights/protobuftext.h"
#include "store/configfile.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

class TestContracts : public QObject, protected Decisions {
    Q_OBJECT

private slots:
    void init() { begin(); }

    void a_model_in_memory_is_not_taken_where_the_station_wants_a_quicker_one()
    {
        auto list = stations({"a", "b"});
        list[0].contract.maxLatencyMs = 1;
        m_behaviour.slow = true;
        StubLine line(dir(), m_behaviour, [&](EngineParts &p) { give(p, list); });
        QVERIFY(!line.offer(1, "b").refusal);
        const auto fromLibrary = line.offerModel("a", 1);
        QVERIFY(!fromLibrary && fromLibrary.error().code == ErrorCode::InvalidInput);
        QVERIFY2(QString::fromStdString(fromLibrary.error().detail).startsWith("too_slow: "), fromLibrary.error().detail.c_str());
        const CandidateSnapshot again = line.offer(1, "a");
        QVERIFY(again.refusal && again.refusal->reason == RefusalReason::TooSlow);
        QVERIFY(!line.station("a").offered);
        QVERIFY(line.station("b").offered == kOne);
    }

    void an_offer_that_the_contract_does_not_allow_any_more_does_not_go_on_air()
    {
        StubLine line(dir(), m_behaviour);
        const auto requireLabels = [&](Labels labels) {
            auto list = stations({"a"});
            list[0].contract.labels = std::move(labels);
            return line.carryOut([&](Engine::Done done) { line->applyStations(list, done); }).ok();
        };
        QVERIFY(!line.offer(1, "a").refusal);
        QVERIFY(requireLabels({"Bottle", "Cork"}));
        const auto refused = line.promote("a", 1);
        QVERIFY(!refused && refused.error().code == ErrorCode::InvalidInput);
        QCOMPARE(refused.error().detail, std::string("labels: Bottle, Cap / Bottle, Cork"));
        QVERIFY(refused.error().refusal && refused.error().refusal->reason == RefusalReason::Labels);
        QVERIFY(!line.station("a").active);
        QVERIFY(line.station("a").offered == kOne);
        QCOMPARE(line.events(EventKind::Refused).size(), std::size_t{1});

        QVERIFY(requireLabels({"Cap", "Bottle"}));
        QVERIFY(line.promote("a", 1));
        QVERIFY(!line.offer(2, "a").refusal);
        QVERIFY(line.promote("a", 2));
        QVERIFY(requireLabels({"Bottle", "Cork"}));
        QVERIFY(line.rollBack("a"));  // the way out is always open
        QVERIFY(line.station("a").active == kOne);
    }

    void a_file_that_a_contract_of_meanwhile_does_not_allow_is_refused_and_leaves_nothing()
    {
        HeldMaking held(m_behaviour);
        StubLine line(dir(), m_behaviour);
        held.holdNext();
        const CandidateId id = line->offerFile(line.file(1), "a");
        held.waitUntilHeld();
        auto list = stations({"a"});
        list[0].contract.labels = {"Bottle", "Cork"};
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyStations(list, done); }));
        held.letGo();
        QTRY_VERIFY_WITH_TIMEOUT(line.candidate(id).finished, kPatience);
        QVERIFY(line.candidate(id).refusal && line.candidate(id).refusal->reason == RefusalReason::Labels);
        QVERIFY(!line.station("a").offered);
        QVERIFY(line->snapshot()->models.empty());
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::Refused).size(), std::size_t{1}, kPatience);  // told after it is finished
        QVERIFY(line.events(EventKind::Imported).empty());
        QVERIFY(fs::is_empty(data() / "staging"));
    }

    void a_file_that_says_nothing_is_read_as_the_station_says_and_stays_what_it_was_read_as()
    {
        using namespace test::protobuftext;
        OnnxText onnx;
        onnx.metadata.clear();
        onnx.output = {1, 84, 7};
        const fs::path file = dir() / "silent-v1.onnx";
        write(file, onnx.text());
        auto list = stations({"a", "b"});
        list[0].contract.labels = {"Bottle", "Cap"};
        list[0].contract.layout = ModelLayout::Yolox;
        const ModelId silent{"silent", 1};
        {
            StubLine line(dir(), m_behaviour, [&](EngineParts &p) { give(p, list); });
            const CandidateId id = line->offerFile(file, "a");
            QTRY_VERIFY_WITH_TIMEOUT(line.candidate(id).finished, kPatience);
            QVERIFY2(!line.candidate(id).refusal, line.candidate(id).refusal ? toString(line.candidate(id).refusal->reason) : "");
            QVERIFY(line.station("a").offered == silent);
            const ModelSnapshot model = line->snapshot()->models.at(0);
            QVERIFY(model.layout == ModelLayout::Yolox);
            QCOMPARE(model.labels, (Labels{"Bottle", "Cap"}));
        }
        list[1].contract.layout = ModelLayout::Yolov5;
        write(data() / "lineside.json", formatConfig({list, {}, {}}));
        StubLine again(dir(), m_behaviour);
        QTRY_VERIFY_WITH_TIMEOUT(again.stateOf(silent) == ModelState::Ready, kPatience);  // from the library, as it was read first
        QCOMPARE(again->snapshot()->models.at(0).labels, (Labels{"Bottle", "Cap"}));
        const CandidateId other = again->offerFile(file, "b");
        QTRY_VERIFY_WITH_TIMEOUT(again.candidate(other).finished, kPatience);
        QVERIFY(again.candidate(other).refusal && again.candidate(other).refusal->reason == RefusalReason::Layout);
        QCOMPARE(again.candidate(other).refusal->found, std::string("yolox"));
    }

    void a_refusal_of_a_model_of_the_library_says_why_in_the_answer_and_in_the_history()
    {
        auto list = stations({"a"});
        list[0].contract.labels = {"Bottle", "Cork"};
        StubLine line(dir(), m_behaviour, [&](EngineParts &p) { give(p, list); });
        QVERIFY(!line.offer(1, std::nullopt).refusal);
        const auto refused = line.offerModel("a", 1);
        QVERIFY(!refused && refused.error().code == ErrorCode::InvalidInput);
        QCOMPARE(refused.error().detail, std::string("labels: Bottle, Cap / Bottle, Cork"));
        QVERIFY(refused.error().refusal && refused.error().refusal->reason == RefusalReason::Labels);
        const auto events = line.events(EventKind::Refused);
        QCOMPARE(events.size(), std::size_t{1});
        QVERIFY(events[0].station == "a" && events[0].to == kOne && events[0].refusal->reason == RefusalReason::Labels);
        QCOMPARE(events[0].file, std::string("tiny-v1.pt"));
    }
};

QTEST_GUILESS_MAIN(TestContracts)
#include "tst_contracts.moc"
