// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/parts/boxtext.h"
#include "parts/partverdicts.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

RuleConfig bottlesWithCaps()
{
    RuleConfig rule;
    rule.partLabel = "bottle";
    rule.requiredLabels = {"cap"};
    rule.rejectLabels = {"crack"};
    return rule;
}

/// A bottle at `x`, with a cap or without one.
QString bottle(int x, bool cap, const char *more = "")
{
    return QStringLiteral("bottle @%1,100 100x300; ").arg(x) + (cap ? QStringLiteral("cap @%1,100 40x30; ").arg(x + 30) : QString()) + QString(more);
}

/// Bottles on a belt of 1000 pixels that moves by 50 a frame; `a`, `b`, `truth` say of frame and bottle how it looks.
struct Belt {
    using Look = std::function<QString(int frame, int part, int x)>;
    Look a, b, truth;
    RuleConfig rule = bottlesWithCaps();
    int apart = 400, frames = 100;

    std::vector<JudgedPart> judged() const
    {
        PartVerdicts verdicts(rule, FrameOrder::Sequence);
        std::vector<JudgedPart> all;
        const auto take = [&](std::span<const JudgedPart> ended) { all.insert(all.end(), ended.begin(), ended.end()); };
        for (int frame = 1; frame <= frames; ++frame) {
            QString seenA, seenB, real;
            for (int part = 0; part * apart <= frame * 50; ++part) {
                const int x = frame * 50 - part * apart - 100;
                if (x >= 1000)
                    continue;
                seenA += a(frame, part, x);
                seenB += b(frame, part, x);
                real += truth ? truth(frame, part, x) : QString();
            }
            const Detections da = boxes(seenA), db = boxes(seenB), dt = boxes(real);
            take(verdicts.add({&da, &db, truth ? &dt : nullptr}, 1000, static_cast<std::uint64_t>(frame)));
        }
        take(verdicts.endAll());
        return all;
    }
};

QString good(int, int, int x)
{
    return bottle(x, true);
}

/// "-!--": which of the parts are discordant.
QString discordant(const std::vector<JudgedPart> &parts)
{
    QString text;
    for (const JudgedPart &part : parts)
        text += part.discordant() ? '!' : '-';
    return text;
}

}  // namespace

class TestPartVerdicts : public QObject {
    Q_OBJECT
private slots:
    void a_part_that_many_frames_show_is_counted_once()
    {
        const auto parts = Belt{good, good, {}}.judged();
        QCOMPARE(discordant(parts), QString(12, '-'));  // one every eight frames; the last one has not come to the zone
        for (const JudgedPart &part : parts) {
            QCOMPARE(part.a, Verdict::Pass);
            QVERIFY(!part.truthKnown);
        }
    }
    void a_part_that_only_one_model_fails_is_found_and_shown_where_they_differ()
    {
        const auto blind = [](int, int part, int x) { return bottle(x, part != 3); };
        const auto parts = Belt{blind, good, {}}.judged();
        QCOMPARE(discordant(parts), QString("---!--------"));
        QCOMPARE(parts[3].a, Verdict::Fail);
        QCOMPARE(parts[3].b, Verdict::Pass);
        QCOMPARE(parts[3].label, std::string("cap"));
        const double middle = (parts[3].box.x1 + parts[3].box.x2) / 2;
        QVERIFY(middle >= 400 && middle <= 600);  // in the zone
        QCOMPARE(parts[3].frame * 50 - 3 * 400 - 100, static_cast<std::uint64_t>(parts[3].box.x1));
    }
    void what_a_model_says_outside_of_the_zone_does_not_count()
    {
        const auto lateCap = [](int, int, int x) { return bottle(x, x + 50 >= 400 && x + 50 <= 600); };
        QCOMPARE(discordant(Belt{lateCap, good, {}}.judged()), QString(12, '-'));
    }
    void one_frame_of_five_does_not_make_the_verdict()
    {
        const auto flickers = [](int, int, int x) { return bottle(x, x + 50 != 500); };
        QCOMPARE(discordant(Belt{flickers, good, {}}.judged()), QString(12, '-'));
    }
    void a_part_that_a_model_does_not_see_goes_on_like_one_that_passes()
    {
        const auto seesNoBroken = [](int, int part, int x) { return part % 2 ? QString() : bottle(x, true); };
        const auto broken = [](int, int part, int x) { return bottle(x, part % 2 == 0); };
        const auto parts = Belt{broken, seesNoBroken, {}}.judged();
        QCOMPARE(discordant(parts), QString("-!-!-!-!-!-!"));
        QCOMPARE(parts[1].b, Verdict::Unknown);
        QVERIFY(!JudgedPart::fails(parts[1].b));
    }
    void a_part_that_a_model_is_unsure_of_does_not_pass()
    {
        const auto unsure = [](int, int part, int x) { return part == 2 ? bottle(x, false, "cap 0.3 @") + QStringLiteral("%1,100 40x30; ").arg(x + 30) : bottle(x, true); };
        const auto parts = Belt{good, unsure, {}}.judged();
        QCOMPARE(discordant(parts), QString("--!---------"));
        QCOMPARE(parts[2].b, Verdict::Unsure);
    }
    void the_truth_gets_a_verdict_of_its_own_by_the_same_rule()
    {
        const auto cracked = [](int, int part, int x) { return bottle(x, true) + (part == 1 ? QStringLiteral("crack @%1,200 20x20; ").arg(x + 40) : QString()); };
        const auto ghosts = [](int, int part, int x) { return bottle(x, part != 5); };
        const auto parts = Belt{good, ghosts, cracked}.judged();
        QCOMPARE(discordant(parts), QString("-----!------"));
        for (std::size_t i = 0; i < parts.size(); ++i) {
            QVERIFY(parts[i].truthKnown);
            QCOMPARE(parts[i].truth, i == 1 ? Verdict::Fail : Verdict::Pass);
        }
    }
    void a_bottle_that_is_not_there_is_nothing_to_reject()
    {
        const auto ghost = [](int, int part, int x) { return bottle(x, true) + (part == 4 ? QStringLiteral("bottle @%1,500 100x300; ").arg(x) : QString()); };
        const auto parts = Belt{good, ghost, good}.judged();
        QCOMPARE(parts.size(), std::size_t{13});
        const auto it = std::ranges::find_if(parts, &JudgedPart::discordant);
        QVERIFY(it != parts.end() && it->truthKnown);
        QCOMPARE(it->a, Verdict::Unknown);
        QCOMPARE(it->b, Verdict::Fail);
        QCOMPARE(it->truth, Verdict::Unknown);
    }
    void of_stills_each_part_of_each_picture_is_judged_wherever_it_is()
    {
        PartVerdicts verdicts(bottlesWithCaps(), FrameOrder::Stills);
        const Detections all = boxes(bottle(0, true) + bottle(500, true) + bottle(900, false)), blind = boxes(bottle(0, true) + bottle(500, false) + bottle(900, false));
        for (std::uint64_t picture = 1; picture <= 3; ++picture) {
            const auto parts = verdicts.add({&all, &blind}, 1000, picture);
            QCOMPARE(discordant({parts.begin(), parts.end()}), QString("-!-"));
            QCOMPARE(parts[1].frame, picture);
        }
        QVERIFY(verdicts.endAll().empty());
    }
    void without_a_part_label_each_frame_is_a_part()
    {
        RuleConfig rule = bottlesWithCaps();
        rule.partLabel.clear();
        PartVerdicts verdicts(rule, FrameOrder::Sequence);
        const Detections with = boxes("cap @0,0 10x10"), without = boxes("");
        for (const auto &[a, b, text] : {std::tuple(&with, &with, "-"), std::tuple(&with, &without, "!"), std::tuple(&without, &without, "-")}) {
            static std::uint64_t frame = 0;
            const auto parts = verdicts.add({a, b}, 1000, ++frame);
            QCOMPARE(discordant({parts.begin(), parts.end()}), QString(text));
            QCOMPARE(verdicts.telling().size(), std::size_t{1});
            QCOMPARE(verdicts.telling().front(), parts.front().id);
        }
    }
    void the_frame_that_tells_most_is_told_as_soon_as_it_comes()
    {
        PartVerdicts verdicts(bottlesWithCaps(), FrameOrder::Sequence);
        const Detections with = boxes(bottle(450, true)), without = boxes(bottle(450, false));
        (void)verdicts.add({&with, &with}, 1000, 1);
        QCOMPARE(verdicts.telling().size(), std::size_t{1});
        (void)verdicts.add({&with, &with}, 1000, 2);
        QVERIFY(verdicts.telling().empty());
        (void)verdicts.add({&with, &without}, 1000, 3);
        QCOMPARE(verdicts.telling().size(), std::size_t{1});
        (void)verdicts.add({&with, &without}, 1000, 4);
        QVERIFY(verdicts.telling().empty());
    }
};

QTEST_APPLESS_MAIN(TestPartVerdicts)
#include "tst_partverdicts.moc"
