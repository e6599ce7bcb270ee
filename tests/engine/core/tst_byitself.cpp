// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine does where nobody asks: at a start, and when a source comes and goes.
#include "base/latestslot.h"
#include "engine/core/decisions.h"
#include "store/historyline.h"
#include "support/manualclock.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

/// A source that sends what the test gives it.
struct Puppet final : FrameSource {
    explicit Puppet(LatestSlot<SourceCallbacks> &open) : m_open(open) {}
    void start(SourceCallbacks callbacks) override { m_open.put(std::make_shared<SourceCallbacks>(std::move(callbacks))); }
    void stop() override { m_open.clear(); }

private:
    LatestSlot<SourceCallbacks> &m_open;
};

/// A source that closes only when the test lets it.
struct SlowToClose final : FrameSource {
    SlowToClose(LatestSlot<SourceCallbacks> &open, std::shared_future<void> letClose) : m_open(open), m_letClose(std::move(letClose)) {}
    ~SlowToClose() override { m_letClose.wait(); }
    void start(SourceCallbacks callbacks) override { m_open.put(std::make_shared<SourceCallbacks>(std::move(callbacks))); }
    void stop() override {}

private:
    LatestSlot<SourceCallbacks> &m_open;
    const std::shared_future<void> m_letClose;
};

}  // namespace

class TestByItself : public QObject, protected Decisions {
    Q_OBJECT

private slots:
    void init() { begin(); }

    void a_starter_model_goes_on_air_by_itself_and_is_in_the_history()
    {
        const fs::path starter = dir() / "tiny-v1.pt";
        write(starter, TinyCheckpoint().bytes());
        StubLine line(dir(), m_behaviour, [&](EngineParts &p) { p.starterModel = starter; });
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::Promoted).size(), std::size_t{1}, kPatience);
        const auto promoted = line.events(EventKind::Promoted);
        QVERIFY(line.station("a").active == kOne);
        QVERIFY(promoted[0].station == "a" && promoted[0].to == kOne && !promoted[0].from);
        QVERIFY(line.events(EventKind::Offered).empty());
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").counters.judged > 0, kPatience);
    }

    void where_the_file_of_what_runs_where_is_damaged_its_copy_is_read_and_both_are_whole_again()
    {
        const fs::path state = data() / "state.json", copy = data() / "state.copy.json";
        const auto rot = [&](const fs::path &file) {
            std::string content = text(file);
            content.at(content.find("tiny")) ^= 1;
            write(file, content);
        };
        {
            StubLine line(dir(), m_behaviour);
            QVERIFY(!line.offer(1, "a").refusal);
            QVERIFY(line.promote("a", 1));
        }
        const std::string whole = text(state);
        QCOMPARE(text(copy), whole);
        rot(state);
        {
            StubLine line(dir(), m_behaviour);
            QTRY_VERIFY_WITH_TIMEOUT(line.station("a").counters.judged > 0, kPatience);
            QCOMPARE(line.station("a").active, std::optional(kOne));
            QCOMPARE(line.events(EventKind::NotRead).size(), std::size_t{1});
            QCOMPARE(line.events(EventKind::NotRead)[0].file, std::string("state.json"));
        }
        QCOMPARE(text(state), whole);
        fs::remove(state);
        rot(copy);
        {
            const StubLine line(dir(), m_behaviour);
            QVERIFY(!line.station("a").active);  // a first start
        }
    }

    void a_starter_model_that_is_refused_is_told()
    {
        write(dir() / "starter.pt", "no model");
        StubLine line(dir(), m_behaviour, [&](EngineParts &p) { p.starterModel = dir() / "starter.pt"; });
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::Refused).size(), std::size_t{1}, kPatience);
        QCOMPARE(line.events(EventKind::Refused)[0].file, std::string("starter.pt"));
        QTRY_COMPARE_WITH_TIMEOUT(line->snapshot()->candidates.size(), std::size_t{1}, kPatience);
    }

    void a_missing_configuration_file_leaves_the_last_good_one_alone()
    {
        const std::string good = formatConfig({stations({"mine"}), {}});
        write(data() / "last-good.json", good);
        StubLine line(dir(), m_behaviour);
        QCOMPARE(text(data() / "last-good.json"), good);
    }

    void a_history_of_any_length_is_read_from_its_end()
    {
        HistoryEvent oldest, newest;
        oldest.sequence = 1;
        newest.sequence = 500;
        oldest.kind = newest.kind = EventKind::StationsChanged;
        std::string history = formatHistoryLine(oldest) + "\n";
        for (int i = 0; i < 300; ++i)
            history += std::string(60'000, 'x') + "\n";
        write(data() / "history.jsonl", history + formatHistoryLine(newest) + "\n");
        StubLine line(dir(), m_behaviour);
        const auto events = line.events(EventKind::StationsChanged);
        QCOMPARE(events.size(), std::size_t{1});
        QCOMPARE(events[0].sequence, std::uint64_t{500});
        QCOMPARE(line.events(EventKind::Started).at(0).sequence, std::uint64_t{501});
    }

    void an_import_that_was_cut_short_is_told_by_its_name()
    {
        write(data() / "staging/123-4-bottle-line", "half of it");
        StubLine line(dir(), m_behaviour);
        const auto events = line.events(EventKind::Unfinished);
        QCOMPARE(events.size(), std::size_t{1});
        QCOMPARE(events[0].file, std::string("bottle-line"));
        QVERIFY(!events[0].to);
        QVERIFY(fs::is_empty(data() / "staging"));
    }

    void a_pause_of_the_pictures_is_in_the_history_only_once_the_source_is_given_up()
    {
        ManualClock clock;
        LatestSlot<SourceCallbacks> open;
        StubLine line(dir(), m_behaviour, [&](EngineParts &p) {
            p.clock = &clock;
            p.sources = [&](const SourceConfig &) -> Result<std::unique_ptr<FrameSource>> { return std::unique_ptr<FrameSource>(new Puppet(open)); };
        });
        const auto picture = [&] {
            auto frame = std::make_shared<Frame>();
            frame->image.resize(64, 36);
            open.peek()->onFrame(frame);
        };
        const auto state = [&] { return line.station("a").source.state; };
        QTRY_VERIFY_WITH_TIMEOUT(open.peek(), kPatience);
        picture();
        QTRY_VERIFY_WITH_TIMEOUT(state() == SourceState::Running, kPatience);
        clock.advance(std::chrono::milliseconds(2'500));
        QTRY_VERIFY_WITH_TIMEOUT(state() == SourceState::Stalled, kPatience);
        picture();
        QTRY_VERIFY_WITH_TIMEOUT(state() == SourceState::Running, kPatience);
        QVERIFY(line.events(EventKind::SourceLost).empty());
        QVERIFY(line.events(EventKind::SourceBack).empty());

        clock.advance(std::chrono::milliseconds(11'000));
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::SourceLost).size(), std::size_t{1}, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!open.peek(), kPatience);
        clock.advance(std::chrono::milliseconds(30'000));  // it is opened again
        QTRY_VERIFY_WITH_TIMEOUT(open.peek(), kPatience);
        picture();
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::SourceBack).size(), std::size_t{1}, kPatience);
        QCOMPARE(line.events(EventKind::SourceLost).size(), std::size_t{1});
    }

    void a_source_that_is_slow_to_close_keeps_no_test_waiting()
    {
        std::promise<void> mayClose;
        const std::shared_future<void> letClose = mayClose.get_future().share();
        LatestSlot<SourceCallbacks> open;
        {
            StubLine line(dir(), m_behaviour, [&](EngineParts &p) {
                p.sources = [&](const SourceConfig &config) -> Result<std::unique_ptr<FrameSource>> {
                    if (config.location == "nowhere")
                        return Error{ErrorCode::NotFound, "nowhere"};
                    return std::unique_ptr<FrameSource>(new SlowToClose(open, letClose));
                };
            });
            QTRY_VERIFY_WITH_TIMEOUT(open.peek(), kPatience);
            auto list = stations({"a"});
            list[0].source.location = "nowhere";
            list[0].source.kind = SourceKind::VideoFile;
            const bool applied = line.carryOut([&](Engine::Done done) { line->applyStations(list, done); }).ok();
            std::promise<Result<SourceTest>> answer;
            line->testSource(list[0].source, [&](Result<SourceTest> r) { answer.set_value(std::move(r)); });
            auto tested = answer.get_future();
            const bool answered = tested.wait_for(std::chrono::milliseconds(kPatience)) == std::future_status::ready;
            mayClose.set_value();
            QVERIFY(applied && answered);
            const auto result = tested.get();
            QVERIFY(!result && result.error().code == ErrorCode::NotFound);
        }
    }
};

QTEST_GUILESS_MAIN(TestByItself)
#include "tst_byitself.moc"
