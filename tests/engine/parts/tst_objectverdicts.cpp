// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/parts/boxtext.h"
#include "parts/objectverdicts.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

QString text(std::span<const JudgedPart> parts)
{
    QStringList words;
    for (const JudgedPart &part : parts)
        words << QString::fromStdString(part.label) + (JudgedPart::fails(part.a) ? " A" : "") + (JudgedPart::fails(part.b) ? " B" : "") + (JudgedPart::fails(part.truth) ? " T" : "");
    return words.join("; ");
}

}  // namespace

class TestObjectVerdicts : public QObject {
    Q_OBJECT
private slots:
    void of_stills_each_object_of_each_picture_is_one()
    {
        ObjectVerdicts verdicts(FrameOrder::Stills);
        const Detections a = boxes("bottle @0,0 100x300; cap @30,0 40x30"), b = boxes("bottle @0,0 100x300");
        for (std::uint64_t picture = 1; picture <= 3; ++picture)
            QCOMPARE(text(verdicts.add({&a, &b}, 1000, picture)), QString("bottle A B; cap A"));
        QVERIFY(verdicts.endAll().empty());
    }
    void a_model_that_exchanges_two_names_is_wrong_twice_at_each_place()
    {
        ObjectVerdicts verdicts(FrameOrder::Stills);
        const Detections truth = boxes("cap @30,0 40x30"), a = boxes("cap @30,0 40x30"), b = boxes("crack @30,0 40x30");
        QCOMPARE(text(verdicts.add({&a, &b, &truth}, 1000, 1)), QString("cap A T; crack B"));
    }
    void an_object_that_nobody_sees_is_not_counted()
    {
        ObjectVerdicts verdicts(FrameOrder::Stills);
        const Detections truth = boxes("cap @30,0 40x30"), none = boxes("");
        QCOMPARE(text(verdicts.add({&none, &none, &truth}, 1000, 1)), QString());
    }
    void an_object_that_many_frames_show_is_one_and_a_model_may_miss_it_in_some()
    {
        ObjectVerdicts verdicts(FrameOrder::Sequence);
        for (int frame = 1; frame <= 30; ++frame) {
            const QString bottle = QStringLiteral("bottle @%1,0 100x300; ").arg(frame * 20), cap = QStringLiteral("cap @%1,0 40x30").arg(frame * 20 + 30);
            const Detections a = boxes(bottle + cap), b = boxes(frame % 3 ? bottle : QString());
            QVERIFY(verdicts.add({&a, &b}, 1000, static_cast<std::uint64_t>(frame)).empty());
        }
        QCOMPARE(text(verdicts.endAll()), QString("bottle A B; cap A"));
    }
    void what_a_model_sees_in_a_single_frame_of_a_sequence_is_not_seen()
    {
        ObjectVerdicts verdicts(FrameOrder::Sequence);
        const Detections with = boxes("cap @30,0 40x30"), without = boxes("");
        (void)verdicts.add({&with, &with}, 1000, 1);
        (void)verdicts.add({&with, &without}, 1000, 2);
        QCOMPARE(text(verdicts.endAll()), QString("cap A"));
        (void)verdicts.add({&with, &without}, 1000, 20);
        QCOMPARE(text(verdicts.endAll()), QString());
    }
    void the_frame_in_which_the_one_sided_box_scores_most_is_the_one_to_look_at()
    {
        ObjectVerdicts verdicts(FrameOrder::Sequence);
        const Detections none = boxes("");
        std::uint64_t frame = 0;
        for (const char *box : {"cap 0.4 @30,0 40x30", "cap 0.8 @31,0 40x30", "cap 0.6 @32,0 40x30"}) {
            const Detections a = boxes(box);
            (void)verdicts.add({&a, &none}, 1000, ++frame);
            QCOMPARE(verdicts.telling().size(), std::size_t(frame < 3));
        }
        const auto parts = verdicts.endAll();
        QCOMPARE(parts.size(), std::size_t{1});
        QCOMPARE(parts.front().frame, std::uint64_t{2});
        QCOMPARE(parts.front().box.x1, 31.f);
    }
};

QTEST_APPLESS_MAIN(TestObjectVerdicts)
#include "tst_objectverdicts.moc"
