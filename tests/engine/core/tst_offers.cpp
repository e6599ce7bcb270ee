// SPDX-License-Identifier: GPL-3.0-or-later
// A file's way into the library: what is taken, what is left behind.
#include "base/megabytes.h"
#include "engine/core/decisions.h"
#include "engine/weights/irtext.h"
#include "model/vetting.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

class TestOffers : public QObject, protected Decisions {
    Q_OBJECT

private slots:
    void init() { begin(); }

    void a_stored_file_that_changed_is_damaged_until_it_is_offered_again()
    {
        StubLine line(dir(), m_behaviour);
        QVERIFY(!line.offer(1, std::nullopt).refusal);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->withdrawOffer("a", done); }));  // after it what nobody holds is out of memory
        QVERIFY(line.stateOf(kOne) == ModelState::Offline);
        const fs::path weights = data() / "models/tiny/1/weights";
        const std::string good = text(weights);
        write(weights, text(line.file(2)));
        const auto refused = line.offerModel("a", 1);
        QVERIFY(!refused && refused.error().code == ErrorCode::InvalidInput);
        QVERIFY2(QString::fromStdString(refused.error().detail).startsWith("corrupt: "), refused.error().detail.c_str());
        QVERIFY(line.stateOf(kOne) == ModelState::Damaged);
        QVERIFY(line.events(EventKind::Refused).at(0).refusal->reason == RefusalReason::Corrupt);

        const CandidateSnapshot again = line.offer(1, "a");
        QVERIFY2(!again.refusal, again.refusal ? (toString(again.refusal->reason) + (": " + again.refusal->detail)).c_str() : "");
        QVERIFY(again.duplicate);
        QVERIFY(text(weights) == good);
        QVERIFY(line.station("a").offered == kOne);
        QVERIFY(line.stateOf(kOne) == ModelState::Ready);
        QVERIFY(fs::is_empty(data() / "staging"));
    }

    void the_folder_of_an_export_becomes_one_version()
    {
        StubLine line(dir(), m_behaviour);
        const fs::path folder = data() / "line-v7_openvino_model", elsewhere = data() / "elsewhere";
        const IrText ir = smallIr();
        for (const auto &[where, name] : {std::pair(folder, "line-v7"), std::pair(elsewhere, "best")}) {
            fs::create_directories(where);
            write(where / (std::string(name) + ".xml"), ir.xml());
            write(where / (std::string(name) + ".bin"), ir.bin());
            write(where / "metadata.yaml", ir.metadata);
        }
        const auto offered = [&](const fs::path &path) {
            const CandidateId id = line->offerFile(path, "a");
            [&] { QTRY_VERIFY_WITH_TIMEOUT(line.candidate(id).finished, StubLine::kPatience); }();
            return line.candidate(id);
        };
        const CandidateSnapshot first = offered(folder / "");
        QVERIFY2(!first.refusal, first.refusal ? first.refusal->detail.c_str() : "");
        QCOMPARE(first.fileName, std::string("line-v7_openvino_model"));
        QCOMPARE(first.model->text(), std::string("line-v7"));
        const std::string stored = text(data() / "models/line/7/weights");
        QVERIFY(stored.starts_with("PK"));
        QCOMPARE(first.fileBytes, std::uint64_t(stored.size()));
        QVERIFY(text(data() / "models/line/7/model.json").find("openvino") != std::string::npos);
        QVERIFY(offered(folder / "line-v7.xml").duplicate);
        QVERIFY(offered(elsewhere).duplicate);
        QVERIFY(fs::is_empty(data() / "staging"));

        fs::remove(folder / "line-v7.bin");
        const CandidateSnapshot without = offered(folder);
        QVERIFY(without.refusal && without.refusal->reason == RefusalReason::Truncated);
        QCOMPARE(without.refusal->found, std::string("line-v7.bin"));
        QVERIFY(offered(data() / "models").refusal->reason == RefusalReason::Folder);
        QVERIFY(fs::is_empty(data() / "staging"));
    }

    void the_copy_of_a_refused_file_is_removed_by_the_loader_and_nothing_waits_for_it()
    {
        auto list = stations({"a", "b"});
        list[1].contract.labels = {"Bottle", "Cork"};
        HeldMaking held(m_behaviour);
        StubLine line(dir(), m_behaviour, [&](EngineParts &p) { give(p, list); });
        held.holdNext();
        CandidateId taken = 0, refused = 0;
        std::promise<void> offered;
        line.thread().post([&] {  // on the engine's thread, so that the loader has both before it builds the first
            taken = line->offerFile(line.file(1), "a");
            refused = line->offerFile(line.file(2), "b");
            offered.set_value();
        });
        offered.get_future().wait();
        held.waitUntilHeld();
        std::promise<void> decided;
        line.thread().post([&] { decided.set_value(); });
        decided.get_future().wait();  // that the second one is refused
        const auto copies = std::distance(fs::directory_iterator(data() / "staging"), fs::directory_iterator());
        const bool finished = line.candidate(refused).finished;
        held.letGo();
        QCOMPARE(copies, 2);
        QVERIFY(!finished);
        QTRY_VERIFY_WITH_TIMEOUT(line.candidate(refused).finished && line.candidate(taken).finished, kPatience);
        QVERIFY(line.candidate(refused).refusal && line.candidate(refused).refusal->reason == RefusalReason::Labels);
        QVERIFY(fs::is_empty(data() / "staging"));
    }

    void a_file_is_read_by_the_policy_of_the_configuration_and_for_the_contract_of_its_station()
    {
        auto list = stations({"a"});
        list[0].contract.labels = {"Bottle", "Cap"};
        for (const bool only : {true, false}) {
            write(data() / "lineside.json", formatConfig({list, {only}}));
            std::vector<VetOptions> asked;  // by the loader, before the offer is finished
            StubLine line(dir(), m_behaviour, [&](EngineParts &p) {
                p.vetFile = [&asked, inner = p.vetFile](const fs::path &file, const VetOptions &options) {
                    asked.push_back(options);
                    return inner(file, options);
                };
            });
            const CandidateSnapshot offered = line.offer(only ? 1 : 2, "a");
            QVERIFY(!offered.refusal);
            QCOMPARE(asked.size(), only ? std::size_t{1} : std::size_t{2});  // the second line brings back what the first one offered
            QCOMPARE(asked.back().onlySandboxed, only);
            QCOMPARE(asked.back().contract.labels, list[0].contract.labels);
            QVERIFY(asked.back().cancelled);
        }
    }

    void how_files_are_read_can_be_changed_while_the_line_runs_and_is_kept()
    {
        std::vector<bool> asked;  // by the loader, before the offer is finished
        {
            StubLine line(dir(), m_behaviour, [&](EngineParts &p) {
                p.vetFile = [&asked, inner = p.vetFile](const fs::path &file, const VetOptions &options) {
                    asked.push_back(options.onlySandboxed);
                    return inner(file, options);
                };
            });
            QVERIFY(line->snapshot()->vetting.onlySandboxed);
            QVERIFY(!line.offer(1, "a").refusal);
            QVERIFY(line.carryOut([&](Engine::Done done) { line->applyVetting({false}, done); }));
            QVERIFY(!line->snapshot()->vetting.onlySandboxed);
            QVERIFY(!line.offer(2, "a").refusal);
            QCOMPARE(asked, (std::vector<bool>{true, false}));
            QVERIFY(line.events(EventKind::VettingChanged).size() == 1 && line.events(EventKind::VettingChanged)[0].detail == "only_sandboxed: false");
            const auto config = parseConfig(text(data() / "lineside.json"));
            QVERIFY(config && !config->vetting.onlySandboxed && config->stations.size() == line->snapshot()->stations.size());
        }
        StubLine line(dir(), m_behaviour, {});
        QVERIFY(!line->snapshot()->vetting.onlySandboxed);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyVetting({true}, done); }));
        QVERIFY(parseConfig(text(data() / "lineside.json"))->vetting.onlySandboxed);
    }

    void what_the_check_refuses_does_not_come_into_the_library()
    {
        StubLine line(dir(), m_behaviour, [](EngineParts &p) {
            p.vetFile = [](const fs::path &, const VetOptions &) -> Result<VettedFile, Refusal> {
                return Refusal{RefusalReason::CheckCrashed, {}, {}, "signal 11"};
            };
        });
        const CandidateSnapshot offered = line.offer(1, "a");
        QVERIFY(offered.refusal && offered.refusal->reason == RefusalReason::CheckCrashed);
        QVERIFY(line.events(EventKind::Refused).at(0).refusal->detail == "signal 11");
        QVERIFY(!fs::exists(data() / "models/tiny"));
        QVERIFY(fs::is_empty(data() / "staging"));
    }

    void a_version_is_not_removed_while_the_same_file_is_being_offered()
    {
        HeldMaking held(m_behaviour);
        StubLine line(dir(), m_behaviour);
        QVERIFY(!line.offer(1, std::nullopt).refusal);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->withdrawOffer("a", done); }));  // after it what nobody holds is out of memory
        QVERIFY(line.stateOf(kOne) == ModelState::Offline);
        held.holdNext();
        const CandidateId again = line->offerFile(line.file(1), "a");
        held.waitUntilHeld();
        const auto removed = line.carryOut([&](Engine::Done done) { line->removeModel(kOne, done); });
        held.letGo();
        QVERIFY(!removed && removed.error().code == ErrorCode::Busy);
        QTRY_VERIFY_WITH_TIMEOUT(line.candidate(again).finished, kPatience);
        QVERIFY(!line.candidate(again).refusal);
        QVERIFY(line.station("a").offered == kOne);
        QVERIFY(fs::exists(data() / "models/tiny/1/weights"));
    }

    void of_the_files_that_are_through_the_newest_stay_where_nobody_dismisses_them()
    {
        StubLine line(dir(), m_behaviour);
        CandidateId last = 0;
        for (int i = 0; i < 60; ++i)
            last = line->offerFile(dir() / ("gone" + std::to_string(i) + ".pt"), "a");
        QTRY_VERIFY_WITH_TIMEOUT(line.candidate(last).finished, kPatience);
        const auto kept = line->snapshot()->candidates;
        QCOMPARE(kept.size(), std::size_t{50});
        QVERIFY(kept.front().id + 49 == last && kept.back().id == last);
        const auto refused = [](const HistoryEvent &e) { return e.kind == EventKind::Refused; };
        QCOMPARE(std::ranges::count_if(line->snapshot()->recent, refused), 60);
    }

    void memory_is_looked_at_before_anything_is_read_and_again_before_anything_is_built()
    {
        std::atomic<std::uint64_t> available{0};
        std::atomic<int> made{0};
        m_behaviour.onMake = [&] { ++made; };
        StubLine line(dir(), m_behaviour, [&](EngineParts &p) {
            p.memory = [&] {
                MemoryInfo info;
                info.systemAvailable = available;
                return info;
            };
        });
        write(dir() / "nonsense.pt", std::string(100'000, 'x'));
        const auto nonsense = [&] {
            const CandidateId id = line->offerFile(dir() / "nonsense.pt", "a");
            [&] { QTRY_VERIFY_WITH_TIMEOUT(line.candidate(id).finished, kPatience); }();
            const CandidateSnapshot c = line.candidate(id);
            return c.refusal ? c.refusal->reason : RefusalReason::Internal;
        };
        QVERIFY(nonsense() == RefusalReason::Memory);  // nobody has looked into it
        available = std::uint64_t{1} << 40;
        QVERIFY(nonsense() == RefusalReason::NotAModel);

        // Enough to read it, not enough to build what it says.
        const auto read = readWeightFile(line.file(1));
        QVERIFY(read);
        const std::uint64_t bytes = fs::file_size(line.file(1));
        available = 0;
        while (checkMemory(memoryToRead(bytes), available, 0))
            available += 1'000'000;
        QVERIFY(checkMemory(estimateMemory(*read), available, 0));
        const CandidateSnapshot tooLarge = line.offer(1, "a");
        QVERIFY(tooLarge.refusal && tooLarge.refusal->reason == RefusalReason::Memory);
        QCOMPARE(tooLarge.refusal->found, megabytesNeeded(estimateMemory(*read)));
        QCOMPARE(made.load(), 0);
        QVERIFY(line->snapshot()->models.empty());
        QVERIFY(fs::is_empty(data() / "staging"));

        available = std::uint64_t{1} << 40;
        QVERIFY(!line.offer(1, std::nullopt).refusal);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->withdrawOffer("a", done); }));  // after it what nobody holds is out of memory
        QVERIFY(line.stateOf(kOne) == ModelState::Offline);
        const int before = made;
        QVERIFY(before > 0);
        available = 0;  // of the library, the same
        const auto refused = line.offerModel("a", 1);
        QVERIFY(!refused && refused.error().code == ErrorCode::OutOfMemory);
        QCOMPARE(made.load(), before);
    }
};

QTEST_GUILESS_MAIN(TestOffers)
#include "tst_offers.moc"
