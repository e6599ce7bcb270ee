// SPDX-License-Identifier: GPL-3.0-or-later
// A comparison of two models, and what people said of it, goes on after a restart.
#include "engine/core/decisions.h"
#include "engine/core/sightedexecutor.h"
#include "lineside/reviewlimits.h"

#include <QtTest>

#include <algorithm>
#include <cstring>
#include <ranges>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

class TestComparisonRestart : public QObject, protected Decisions {
    Q_OBJECT

    Sights m_sights;

    std::function<void(EngineParts &)> one(double passScore = 0.5)
    {
        return [this, passScore](EngineParts &p) {
            auto list = stations({"a"});
            list[0].rule.rejectLabels = {"Cap"};  // every picture is a part
            list[0].rule.passScore = passScore;
            list[0].healthCheck = false;
            give(p, list);
            p.encodePng = [](ImageView picture) -> Result<std::string> {
                return std::string(reinterpret_cast<const char *>(picture.pixels), static_cast<std::size_t>(picture.strideBytes) * static_cast<std::size_t>(picture.height));
            };
            p.decodePng = [](std::span<const std::uint8_t> bytes, int width, int height) -> Result<Image> {
                Image image(width, height);
                if (bytes.size() != static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4)
                    return Error{ErrorCode::InvalidInput, "no such picture"};
                std::memcpy(image.view().pixels, bytes.data(), bytes.size());
                return image;
            };
            p.executors.make = [this](const WeightFile &file, const ExecutorOptions &) -> Result<std::unique_ptr<Executor>> {
                return std::unique_ptr<Executor>(new SightedExecutor(file.network->info, m_sights));
            };
        };
    }
    /// Version 2, which rejects every part, is compared with version 1, and one part is answered.
    void compare(StubLine &line)
    {
        QVERIFY(!line.offer(1, "a").refusal);
        QVERIFY(line.promote("a", 1));
        QVERIFY(!line.offer(2, std::nullopt).refusal);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->setShadow("a", kTwo, done); }));
        QTRY_VERIFY_WITH_TIMEOUT(line->feed("a")->reviews().size() > 3, kPatience);
        const std::uint64_t part = line->feed("a")->reviews().front().number;
        QVERIFY(line.carryOut([&](Engine::Done done) { line->review("a", part, Truth::Good, done); }));
    }
    static AbStatus verdict(StubLine &line) { return line.station("a").comparison->verdict; }
    fs::path file() const { return data() / "comparisons.json"; }

private slots:
    void init()
    {
        begin();
        for (auto &sight : m_sights)
            sight = Sight::Bottle;
        m_sights[2] = Sight::Cap;
    }

    void what_was_counted_and_answered_goes_over_a_restart()
    {
        AbStatus before;
        {
            StubLine line(dir(), m_behaviour, one());
            compare(line);
            before = verdict(line);
            QCOMPARE(before.falseRejects.onlyB, 1);
        }
        StubLine line(dir(), m_behaviour, one());
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").comparison.has_value(), kPatience);
        const AbStatus now = verdict(line);
        QVERIFY(now.parts >= before.parts && now.discordant >= before.discordant);
        QCOMPARE(now.falseRejects.onlyB, 1);
        QVERIFY(line.events(EventKind::NotRead).empty());
    }
    void the_lots_that_were_seen_go_over_a_restart()
    {
        m_sights[2] = Sight::Bottle;  // nobody waits for an answer
        const auto lots = [](StubLine &line) { return line.station("a").comparison ? line.station("a").comparison->seen.lots : 0; };
        const auto runs = [](StubLine &line, const char *lot) { return line.carryOut([&](Engine::Done done) { line->setLot("a", lot, done); }); };
        {
            StubLine line(dir(), m_behaviour, one());
            QVERIFY(runs(line, "17"));
            QVERIFY(!line.offer(1, "a").refusal);
            QVERIFY(line.promote("a", 1));
            QVERIFY(!line.offer(2, std::nullopt).refusal);
            QVERIFY(line.carryOut([&](Engine::Done done) { line->setShadow("a", kTwo, done); }));
            QTRY_COMPARE_WITH_TIMEOUT(lots(line), 1, kPatience);
            QVERIFY(runs(line, "18"));
            QTRY_COMPARE_WITH_TIMEOUT(lots(line), 2, kPatience);
        }
        StubLine line(dir(), m_behaviour, one());
        QTRY_COMPARE_WITH_TIMEOUT(lots(line), 2, kPatience);  // 18 runs on
        QVERIFY(runs(line, "17"));
        QVERIFY(runs(line, "19"));
        QTRY_COMPARE_WITH_TIMEOUT(lots(line), 3, kPatience);
    }
    void each_part_that_waited_is_asked_about_again_with_its_picture_and_the_boxes_of_both()
    {
        std::vector<ReviewPart> before;
        {
            StubLine line(dir(), m_behaviour, one());
            compare(line);
            const auto sees = [&] { return line.station("a").comparison->waiting; };
            QTRY_COMPARE_WITH_TIMEOUT(sees(), kMostWaitingReviews, kPatience);  // from here on no part is counted
            before = line->feed("a")->reviews();
        }
        std::erase_if(before, [](const ReviewPart &part) { return part.truth != Truth::Unknown; });
        QCOMPARE(std::ssize(before), kMostWaitingReviews);
        StubLine line(dir(), m_behaviour, one());
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").comparison && line.station("a").comparison->waiting == kMostWaitingReviews, kPatience);
        const auto now = line->feed("a")->reviews();
        const AbStatus status = verdict(line);
        QCOMPARE(status.pending, line.station("a").comparison->waiting);  // nobody is left without a picture
        for (const ReviewPart &part : before) {
            const auto again = std::ranges::find(now, part.number, &ReviewPart::number);
            QVERIFY(again != now.end());
            QVERIFY(again->box == part.box && again->label == part.label && again->failedByB == part.failedByB);
            const JudgedFrame &a = *again->frame->active, &b = *again->frame->shadow;
            QCOMPARE(a.judgement.model, kOne);
            QCOMPARE(b.judgement.model, kTwo);
            QCOMPARE(a.frame->sequence, part.frame->active->frame->sequence);
            QCOMPARE(a.detections.items.size(), part.frame->active->detections.items.size());
            QCOMPARE(b.detections.items.size(), part.frame->shadow->detections.items.size());
            const ImageView shown = a.frame->image.view(), was = part.frame->active->frame->image.view();
            QVERIFY(shown.width == was.width && std::memcmp(shown.pixels, was.pixels, static_cast<std::size_t>(was.strideBytes) * static_cast<std::size_t>(was.height)) == 0);
        }
        // An answer counts, and the comparison goes on.
        QVERIFY(line.carryOut([&](Engine::Done done) { line->review("a", before.front().number, Truth::Good, done); }));
        QCOMPARE(verdict(line).falseRejects.onlyB, 2);
        m_sights[2] = Sight::Bottle;
        const auto counted = [&] { return verdict(line).parts; };
        for (const ReviewPart &part : before | std::views::drop(1))
            QVERIFY(line.carryOut([&](Engine::Done done) { line->review("a", part.number, Truth::Good, done); }));
        QTRY_VERIFY_WITH_TIMEOUT(counted() > status.parts, kPatience);
    }
    void pictures_of_parts_that_were_answered_or_of_a_comparison_that_ended_are_not_kept()
    {
        const auto files = [this] {
            std::size_t count = 0;
            std::error_code none;
            for (fs::recursive_directory_iterator it(data() / "reviews", none); !none && it != fs::recursive_directory_iterator(); ++it)
                count += it->path().extension() == ".part";
            return count;
        };
        std::size_t waiting = 0;
        {
            StubLine line(dir(), m_behaviour, one());
            compare(line);
            const auto sees = [&] { return line.station("a").comparison->waiting; };
            QTRY_COMPARE_WITH_TIMEOUT(sees(), kMostWaitingReviews, kPatience);
            m_sights[2] = Sight::Bottle;
            for (const ReviewPart &part : line->feed("a")->reviews()) {
                if (part.number % 2 == 0)
                    QVERIFY(line.carryOut([&](Engine::Done done) { line->review("a", part.number, Truth::Good, done); }));
            }
            for (const ReviewPart &part : line->feed("a")->reviews())
                waiting += part.truth == Truth::Unknown;
        }
        QVERIFY(waiting > 0);
        QVERIFY(files() >= waiting && files() <= waiting + 3);  // what was on its way may differ too
        {
            StubLine line(dir(), m_behaviour, one());
            QTRY_VERIFY_WITH_TIMEOUT(line.station("a").comparison.has_value(), kPatience);
            QVERIFY(line.carryOut([&](Engine::Done done) { line->setShadow("a", std::nullopt, done); }));
        }
        QCOMPARE(files(), std::size_t{0});
    }
    void a_picture_that_is_damaged_leaves_its_part_pending_and_the_others_are_asked_about()
    {
        std::uint64_t damaged = 0;
        {
            StubLine line(dir(), m_behaviour, one());
            compare(line);
            const auto sees = [&] { return line.station("a").comparison->waiting; };
            QTRY_COMPARE_WITH_TIMEOUT(sees(), kMostWaitingReviews, kPatience);
            damaged = line->feed("a")->reviews().back().number;
        }
        write(data() / "reviews" / "a" / (std::to_string(damaged) + ".part"), "nothing");
        StubLine line(dir(), m_behaviour, one());
        const auto of = [&](std::uint64_t number) {
            const auto now = line->feed("a")->reviews();
            return std::ranges::find(now, number, &ReviewPart::number) != now.end();
        };
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").comparison && of(damaged - 1), kPatience);
        QVERIFY(!of(damaged));
        const ComparisonSnapshot now = *line.station("a").comparison;
        QCOMPARE(now.verdict.pending, now.waiting + 1);
    }
    void an_answer_that_was_changed_goes_over_a_restart_though_no_part_came()
    {
        {
            StubLine line(dir(), m_behaviour, one());
            compare(line);
        }
        {
            StubLine line(dir(), m_behaviour, one());
            QTRY_VERIFY_WITH_TIMEOUT(line.station("a").comparison && !line->feed("a")->reviews().empty(), kPatience);
            const std::uint64_t part = line->feed("a")->reviews().front().number;
            for (const Truth truth : {Truth::Good, Truth::Defective})
                QVERIFY(line.carryOut([&](Engine::Done done) { line->review("a", part, truth, done); }));
            QCOMPARE(verdict(line).escapes.onlyA, 1);
        }
        StubLine line(dir(), m_behaviour, one());
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").comparison.has_value(), kPatience);
        QCOMPARE(verdict(line).escapes.onlyA, 1);
        QCOMPARE(verdict(line).falseRejects.onlyB, 1);
    }
    void by_another_rule_it_begins_anew()
    {
        {
            StubLine line(dir(), m_behaviour, one());
            compare(line);
        }
        StubLine line(dir(), m_behaviour, one(0.6));
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").comparison.has_value(), kPatience);
        QCOMPARE(verdict(line).falseRejects.onlyB, 0);
    }
    void a_comparison_that_was_ended_does_not_come_back()
    {
        {
            StubLine line(dir(), m_behaviour, one());
            compare(line);
            QVERIFY(line.carryOut([&](Engine::Done done) { line->setShadow("a", std::nullopt, done); }));
        }
        StubLine line(dir(), m_behaviour, one());
        QVERIFY(line.carryOut([&](Engine::Done done) { line->setShadow("a", kTwo, done); }));
        QCOMPARE(verdict(line).falseRejects.onlyB, 0);
    }
    void a_damaged_file_is_told_and_the_comparison_begins_anew()
    {
        {
            StubLine line(dir(), m_behaviour, one());
            compare(line);
        }
        std::string spoilt = text(file());
        QVERIFY(!spoilt.empty());
        spoilt[spoilt.find("\"parts\":") + 8] = '9';
        write(file(), spoilt);
        StubLine line(dir(), m_behaviour, one());
        QCOMPARE(line.events(EventKind::NotRead).front().file, std::string("comparisons.json"));
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").comparison.has_value(), kPatience);
        QCOMPARE(verdict(line).falseRejects.onlyB, 0);
    }
};

QTEST_GUILESS_MAIN(TestComparisonRestart)
#include "tst_comparisonrestart.moc"
