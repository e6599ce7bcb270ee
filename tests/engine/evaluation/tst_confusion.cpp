// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/confusion.h"

#include <QtTest>

#include <vector>

using namespace lineside;

namespace {

constexpr Box kLeft{0, 0, 100, 100}, kRight{200, 0, 300, 100};

Confusion confusedBy(const LabelledPicture &picture)
{
    return confusionOf(std::vector{picture}, 2, 0.25);
}

}  // namespace

class ConfusionTest : public QObject {
    Q_OBJECT
private slots:
    void what_is_found_as_what_it_is_lies_on_the_diagonal()
    {
        const Confusion c = confusedBy({{{0, kLeft}, {1, kRight}}, {{0, .9f, kLeft}, {1, .9f, kRight}}});
        QCOMPARE(c.count(0, 0), 1);
        QCOMPARE(c.count(1, 1), 1);
        QCOMPARE(c.count(0, 1) + c.count(1, 0) + c.count(0, c.nothing()) + c.count(c.nothing(), 0), 0);
    }
    void the_wrong_name_is_told_by_both_names()
    {
        const Confusion c = confusedBy({{{0, kLeft}}, {{1, .9f, kLeft}}});
        QCOMPARE(c.count(0, 1), 1);
        QCOMPARE(c.count(0, c.nothing()), 0);
    }
    void what_is_missed_and_what_is_not_there_are_nothing()
    {
        const Confusion c = confusedBy({{{0, kLeft}}, {{1, .9f, kRight}}});
        QCOMPARE(c.count(0, c.nothing()), 1);
        QCOMPARE(c.count(c.nothing(), 1), 1);
    }
    void the_box_that_fits_best_gets_the_object()
    {
        const Confusion c = confusedBy({{{0, kLeft}}, {{1, .9f, {0, 0, 100, 60}}, {0, .3f, kLeft}}});
        QCOMPARE(c.count(0, 0), 1);
        QCOMPARE(c.count(c.nothing(), 1), 1);
    }
    void what_scores_too_little_or_has_no_class_here_is_left_out()
    {
        const Confusion c = confusedBy({{{0, kLeft}, {5, kRight}}, {{0, .2f, kLeft}, {9, .9f, kRight}}});
        QCOMPARE(c.count(0, c.nothing()), 1);
        QCOMPARE(c.count(c.nothing(), 0), 0);
        QCOMPARE(c.count(c.nothing(), 1), 0);
    }
};

QTEST_APPLESS_MAIN(ConfusionTest)
#include "tst_confusion.moc"
