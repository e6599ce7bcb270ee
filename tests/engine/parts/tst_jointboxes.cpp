// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/parts/boxtext.h"
#include "parts/jointboxes.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

/// "bottle A1 B0 T-; …": which detection of each is in which thing.
QString joined(const Detections &a, const Detections &b, const Detections *truth = nullptr, std::string_view only = {})
{
    JointBoxes joint;
    QStringList words;
    const auto of = [](char who, int index) { return index == JointBox::kNone ? QString() : QStringLiteral(" %1%2").arg(QLatin1Char(who)).arg(index); };
    for (const JointBox &box : joint.join({&a, &b, truth}, only))
        words << QString::fromUtf8(box.label.data(), std::ssize(box.label)) + of('A', box.a) + of('B', box.b) + of('T', box.truth);
    return words.join("; ");
}

}  // namespace

class TestJointBoxes : public QObject {
    Q_OBJECT
private slots:
    void what_both_see_at_one_place_is_one_thing()
    {
        QCOMPARE(joined(boxes("bottle @0,0 100x200; cap @30,0 40x30"), boxes("cap @32,0 40x30; bottle @5,0 100x200")), QString("bottle A0 B1; cap A1 B0"));
    }
    void labels_are_compared_by_name_whatever_order_a_model_has_them_in()
    {
        QCOMPARE(joined(boxes("bottle @0,0 100x200"), boxes("bottle @0,0 100x200", {"cap", "bottle"})), QString("bottle A0 B0"));
    }
    void the_same_place_with_another_label_is_another_thing()
    {
        QCOMPARE(joined(boxes("cap @0,0 40x30"), boxes("crack @0,0 40x30")), QString("cap A0; crack B0"));
    }
    void boxes_that_overlap_by_less_than_half_are_two_things()
    {
        QCOMPARE(joined(boxes("cap @0,0 100x100"), boxes("cap @0,34 100x100")), QString("cap A0; cap B0"));
        QCOMPARE(joined(boxes("cap @0,0 100x100"), boxes("cap @0,33 100x100")), QString("cap A0 B0"));
    }
    void each_box_is_in_one_thing_and_the_closest_go_together()
    {
        QCOMPARE(joined(boxes("cap @0,0 100x100; cap @0,20 100x100"), boxes("cap @0,22 100x100; cap @0,18 100x100")), QString("cap A0 B1; cap A1 B0"));
        QCOMPARE(joined(boxes("cap @0,0 100x100"), boxes("cap @0,0 100x100; cap @0,0 100x100")), QString("cap A0 B0; cap B1"));
    }
    void a_box_is_held_against_the_truth_before_it_is_held_against_the_other_model()
    {
        const Detections truth = boxes("cap @0,0 100x100");
        // Each overlaps the truth by more than half, and the other one by less.
        QCOMPARE(joined(boxes("cap @0,30 100x100"), boxes("cap @30,0 100x100"), &truth), QString("cap A0 B0 T0"));
        QCOMPARE(joined(boxes("cap @0,300 100x100"), boxes("cap @0,300 100x100"), &truth), QString("cap T0; cap A0 B0"));
    }
    void only_one_label_is_asked_for()
    {
        QCOMPARE(joined(boxes("cap @0,0 100x100; bottle @0,0 100x300"), boxes("bottle @0,0 100x300"), nullptr, "bottle"), QString("bottle A1 B0"));
    }
    void nothing_is_seen_by_nobody()
    {
        QCOMPARE(joined(boxes(""), boxes("")), QString());
        QCOMPARE(joined(boxes("cap @5,5 0x0"), boxes("cap @5,5 0x0")), QString("cap A0; cap B0"));
    }
};

QTEST_APPLESS_MAIN(TestJointBoxes)
#include "tst_jointboxes.moc"
