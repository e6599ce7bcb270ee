// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/parttally.h"

#include <QtTest>

#include <random>

using namespace lineside;
using namespace std::chrono_literals;

namespace {

Judgement part(Verdict verdict)
{
    return {verdict, verdict == Verdict::Fail ? VerdictReason::MissingLabel : VerdictReason::None, {}, {}};
}

/// A tally of parts that each fill one frame, with a limit of 8 %.
struct Line {
    PartTally tally;
    SteadyTime now{1h};

    Line() { tally.setLimit(0.08); }
    void pass(int count, Verdict verdict = Verdict::Pass, std::chrono::milliseconds apart = 200ms)
    {
        for (int i = 0; i < count; ++i) {
            now += apart;
            tally.add(part(verdict), true, now);
        }
    }
    bool high() const { return tally.rejectsHigh(now); }
};

}  // namespace

class TestPartTally : public QObject {
    Q_OBJECT

private slots:
    void a_part_shows_what_the_last_frame_of_its_verdict_showed()
    {
        PartTally tally;
        const SteadyTime now{1h};
        const auto labels = std::make_shared<const Labels>(Labels{"Bottle"});
        const Detection first[] = {{{0, 0, 1, 1}, 0.5f, 0}}, second[] = {{{0, 0, 2, 2}, 0.6f, 0}, {{0, 0, 3, 3}, 0.7f, 0}};
        tally.add(part(Verdict::Fail), false, now, {first, labels, nullptr});
        tally.add(part(Verdict::Fail), false, now, {second, labels, nullptr});
        tally.add(part(Verdict::Pass), false, now, {first, labels, nullptr});
        QVERIFY(tally.add({Verdict::Unsure, VerdictReason::NoPart, {}, {}}, false, now));
        QVERIFY(tally.finished().judgement.verdict == Verdict::Fail);
        QCOMPARE(tally.finished().boxes.size(), std::size_t{2});
        QCOMPARE(tally.finished().boxes[1].box.x2, 3.0f);
        QCOMPARE(tally.finished().labels, labels);
        QCOMPARE(labels.use_count(), 2);  // here and in the part: nothing else keeps what a model had
        tally.add(part(Verdict::Pass), true, now, {first, nullptr, nullptr});
        QCOMPARE(tally.finished().boxes.size(), std::size_t{1});
    }
    void a_part_has_that_frame_itself_where_it_was_given_once()
    {
        PartTally tally;
        const SteadyTime now{1h};
        const auto failed = std::make_shared<const JudgedFrame>(), passed = std::make_shared<const JudgedFrame>();
        const auto add = [&](Verdict verdict, const JudgedFramePtr &whole) { tally.add(part(verdict), false, now, {}, nullptr, whole); };
        const auto end = [&] { tally.add({Verdict::Unsure, VerdictReason::NoPart, {}, {}}, false, now); };
        add(Verdict::Fail, nullptr);
        add(Verdict::Fail, failed);
        add(Verdict::Pass, passed);
        end();
        QCOMPARE(tally.takeWhole(), failed);
        QVERIFY(!tally.takeWhole());
        QCOMPARE(passed.use_count(), 1);  // no part is waiting for it
        add(Verdict::Fail, failed);
        tally.dropPart();
        QCOMPARE(failed.use_count(), 1);
    }
    void a_part_has_the_picture_of_that_frame_once_and_an_unwanted_one_is_not_held()
    {
        PartTally tally;
        const SteadyTime now{1h};
        const auto first = std::make_shared<const Frame>(), second = std::make_shared<const Frame>();
        tally.add(part(Verdict::Fail), false, now, {}, first);
        tally.add(part(Verdict::Fail), false, now, {}, second);
        tally.add(part(Verdict::Pass), false, now, {}, first);
        QVERIFY(tally.add({Verdict::Unsure, VerdictReason::NoPart, {}, {}}, false, now));
        QCOMPARE(tally.takePicture(), second);
        QVERIFY(!tally.takePicture());
        QCOMPARE(first.use_count(), 1);
        tally.add(part(Verdict::Pass), false, now, {}, first);
        tally.dropPart();
        QCOMPARE(first.use_count(), 1);
        tally.add(part(Verdict::Pass), true, now, {}, first);
        QCOMPARE(tally.takePicture(), first);
        tally.add(part(Verdict::Pass), true, now);
        QVERIFY(!tally.takePicture());
    }
    void rejects_older_than_an_hour_are_forgiven_even_if_no_part_comes_after_them()
    {
        Line line;
        line.pass(10, Verdict::Fail);
        QVERIFY(line.high());
        line.now += 61min;
        QVERIFY(!line.high());
    }

    void a_part_whose_end_was_not_seen_has_no_vote_on_the_next_one()
    {
        PartTally tally;
        for (int i = 0; i < 5; ++i)
            QVERIFY(!tally.add(part(Verdict::Fail), false, SteadyTime(1h)));
        tally.dropPart();
        QVERIFY(!tally.add({Verdict::Pass, VerdictReason::NoPart, {}, {}}, false, SteadyTime(1h)));  // none was begun
        QVERIFY(!tally.add(part(Verdict::Pass), false, SteadyTime(1h)));
        const auto finished = tally.add({Verdict::Pass, VerdictReason::NoPart, {}, {}}, false, SteadyTime(1h));
        QVERIFY(finished && finished->verdict == Verdict::Pass);
    }

    void the_first_rejects_alone_are_no_proof_of_a_high_rate()
    {
        Line line;
        line.pass(2, Verdict::Fail);
        QVERIFY(!line.high());
        line.pass(1, Verdict::Fail);  // three of three: 1 in 1953 at the limit
        QVERIFY(line.high());
    }

    void as_many_rejects_as_the_documentation_says_are_needed()
    {
        const std::pair<std::uint64_t, std::uint64_t> least[] = {{3, 3}, {7, 20}, {12, 50}, {183, 1800}};
        for (const auto &[failed, parts] : least) {
            QVERIFY2(surelyAbove(failed, parts, 0.08), qPrintable(QString::number(parts)));
            QVERIFY2(!surelyAbove(failed - 1, parts, 0.08), qPrintable(QString::number(parts)));
        }
    }

    void a_limit_of_nothing_or_everything_is_no_limit()
    {
        QVERIFY(!surelyAbove(50, 50, 0));
        QVERIFY(!surelyAbove(50, 50, 1));
        QVERIFY(!surelyAbove(0, 0, 0.08));
    }

    void once_high_it_stays_so_until_the_rate_is_back_at_the_limit()
    {
        Line line;
        line.pass(28);
        line.pass(10, Verdict::Fail);
        QVERIFY(line.high());
        while (line.tally.rejectRate(line.now) > 0.09) {
            line.pass(1);
            QVERIFY(line.high());
        }
        QVERIFY(!surelyAbove(10, 111, 0.08));  // it would not begin here
        line.pass(20);
        QVERIFY(line.tally.rejectRate(line.now) <= 0.08);
        QVERIFY(!line.high());
        line.pass(1, Verdict::Fail);  // 11 of 133: above again, but not surely
        QVERIFY(line.tally.rejectRate(line.now) > 0.08);
        QVERIFY(!line.high());
    }

    void two_percent_rejects_for_ten_minutes_never_count_as_high()
    {
        // Five parts a second, sixteen stations, each with its own fixed chance.
        for (unsigned seed = 1; seed <= 16; ++seed) {
            std::minstd_rand random(seed);
            Line line;
            for (int i = 0; i < 3000; ++i) {
                line.pass(1, random() % 100 < 2 ? Verdict::Fail : Verdict::Pass);
                QVERIFY2(!line.high(), qPrintable(QStringLiteral("seed %1, part %2").arg(seed).arg(i)));
            }
        }
    }

    void a_line_that_rejects_every_fourth_part_is_found_within_150_parts()
    {
        for (unsigned seed = 1; seed <= 16; ++seed) {
            std::minstd_rand random(seed);
            Line line;
            int parts = 0;
            for (; parts < 150 && !line.high(); ++parts)
                line.pass(1, random() % 4 == 0 ? Verdict::Fail : Verdict::Pass);
            QVERIFY2(line.high(), qPrintable(QStringLiteral("seed %1").arg(seed)));
        }
    }
};

QTEST_GUILESS_MAIN(TestPartTally)
#include "tst_parttally.moc"
