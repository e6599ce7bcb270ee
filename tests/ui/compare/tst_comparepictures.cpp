// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/wipeview.h"
#include "itemmodels/differingframesmodel.h"
#include "ui/compare/comparefixture.h"

#include <QToolButton>
#include <QWheelEvent>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// Two pictures of one frame: freezing, zooming, flipping, and the frames that differ.
class TstComparePictures : public QObject, protected CompareFixture {
    Q_OBJECT

private slots:
    void init() { openCompare(); }
    void cleanup() { closePage(); }

    void both_pictures_show_the_same_frame_a_thousand_times()
    {
        startShadow(1, 1);
        for (std::uint64_t i = 1; i <= 1000; ++i) {
            show(comparedFrame(i, i % 2));
            QCOMPARE(view("compareViewA")->frame(), view("compareViewB")->frame());
            QCOMPARE(view("compareViewA")->frame()->active->frame->sequence, i);
            QCOMPARE(view("compareViewB")->frame()->shadow->frame, view("compareViewA")->frame()->active->frame);
        }
    }

    void space_freezes_both_pictures_and_lets_them_go_again()
    {
        startShadow(1, 1);
        show(comparedFrame(1, true));
        QTest::keyClick(view("compareViewA"), Qt::Key_Space);
        show(comparedFrame(2, true));
        QCOMPARE(sequenceOf("compareViewA"), 1u);
        QCOMPARE(sequenceOf("compareViewB"), 1u);
        QTest::keyClick(strip(), Qt::Key_Space);
        m_bridge->refresh();
        QCOMPARE(sequenceOf("compareViewB"), 2u);
    }

    void a_click_on_a_frame_that_differs_opens_it_in_both_pictures()
    {
        startShadow(40, 3);
        m_engine->feedOf("station-1").setDiffering({comparedFrame(7, true), comparedFrame(19, true), comparedFrame(23, true)});
        show(comparedFrame(40, false));
        QTRY_COMPARE(strip()->model()->rowCount(), 3);
        QTest::mouseClick(strip()->viewport(), Qt::LeftButton, {}, strip()->visualRect(strip()->model()->index(1, 0)).center());
        QCOMPARE(sequenceOf("compareViewA"), 19u);
        QCOMPARE(sequenceOf("compareViewB"), 19u);
        show(comparedFrame(41, false));
        QCOMPARE(sequenceOf("compareViewA"), 19u);
        QVERIFY(child<QToolButton>("compareFreeze")->isChecked());
        child<QToolButton>("compareFreeze")->click();
        m_bridge->refresh();
        QCOMPARE(sequenceOf("compareViewA"), 41u);
    }

    void the_strip_keeps_the_order_of_the_engine_and_does_not_move_under_the_mouse()
    {
        startShadow(40, 3);
        const ComparedFramePtr first = comparedFrame(7, true), second = comparedFrame(19, true), later = comparedFrame(23, true);
        m_engine->feedOf("station-1").setDiffering({first, second});
        show(comparedFrame(40, false));
        QTest::mouseMove(strip()->viewport(), strip()->visualRect(strip()->model()->index(0, 0)).center());
        QTRY_VERIFY(strip()->underMouse());
        m_engine->feedOf("station-1").setDiffering({later, first, second});
        show(comparedFrame(41, false));
        QCOMPARE(strip()->model()->index(0, 0).data(DifferingFramesModel::SequenceRole).toInt(), 7);
        QTest::mouseMove(m_page.get(), QPoint(5, 5));
        QTRY_VERIFY(!strip()->underMouse());
        show(comparedFrame(42, false));
        QCOMPARE(strip()->model()->rowCount(), 3);
        QCOMPARE(strip()->model()->index(0, 0).data(DifferingFramesModel::SequenceRole).toInt(), 23);
    }

    void zoom_and_position_are_common_to_all_pictures()
    {
        startShadow(1, 1);
        show(comparedFrame(1, true));
        for (const char *name : {"compareViewA", "compareViewB"}) {
            const QImage a = grab("compareViewA"), b = grab("compareViewB");
            QWheelEvent wheel(QPointF(100, 100), view(name)->mapToGlobal(QPointF(100, 100)), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                              Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(view(name), &wheel);
            QVERIFY(grab("compareViewA") != a && grab("compareViewB") != b);
        }
        const QImage before = grab("compareViewB");
        QTest::keyClick(view("compareViewA"), Qt::Key_Right);
        QVERIFY(grab("compareViewB") != before);
        QTest::keyClick(view("compareViewA"), Qt::Key_0);
        QCOMPARE(view("compareViewA")->toWidget(), view("compareViewB")->toWidget());
    }

    void tab_held_shows_the_other_side_at_the_same_spot_until_it_is_let_go()
    {
        startShadow(1, 1);
        show(comparedFrame(1, true));
        CompareView *a = view("compareViewA"), *b = view("compareViewB");
        b->setFocus();
        const QTransform spot = b->toWidget();
        tab(b, QEvent::KeyPress, 1000);
        QVERIFY(b->shown() == CompareView::Shows::A && a->shown() == CompareView::Shows::A);
        QVERIFY(has(b, kBlue) && !has(b, kOrange));
        QCOMPARE(b->toWidget(), spot);
        tab(b, QEvent::KeyPress, 1400, true);
        tab(b, QEvent::KeyRelease, 1400, true);
        QVERIFY(b->flipped());
        tab(b, QEvent::KeyRelease, 2000);
        QVERIFY(b->shown() == CompareView::Shows::B);
        QVERIFY(has(b, kOrange) && !has(b, kBlue));
        QVERIFY(b->hasFocus());
    }

    void a_short_tab_goes_on_and_one_held_from_elsewhere_too()
    {
        startShadow(1, 1);
        show(comparedFrame(1, true));
        CompareView *b = view("compareViewB");
        b->setFocus();
        tab(b, QEvent::KeyPress, 1000);
        tab(b, QEvent::KeyRelease, 1000 + CompareView::kShortPressMs - 1);
        QVERIFY(!b->flipped() && !b->hasFocus());
        b->setFocus();
        tab(b, QEvent::KeyPress, 2000, true);  // held since before
        QVERIFY(!b->flipped() && !b->hasFocus());
        b->setFocus();
        QTest::keyClick(b, Qt::Key_Backtab, Qt::ShiftModifier);
        QVERIFY(!b->flipped() && !b->hasFocus());
    }

    void a_flip_ends_when_the_focus_goes()
    {
        startShadow(1, 1);
        show(comparedFrame(1, true));
        CompareView *b = view("compareViewB");
        b->setFocus();
        tab(b, QEvent::KeyPress, 1000);
        button("compareStart")->setFocus();
        QVERIFY(!b->flipped());
    }

    void in_the_overlay_each_hold_shows_one_side_alone_and_the_wipe_exchanges_its_sides()
    {
        startShadow(1, 1);
        show(comparedFrame(1, true));
        QTest::keyClick(m_page.get(), Qt::Key_1);
        CompareView *both = view("compareViewBoth");
        both->setFocus();
        tab(both, QEvent::KeyPress, 1000);
        const auto first = both->shown();
        tab(both, QEvent::KeyRelease, 2000);
        QVERIFY(both->shown() == CompareView::Shows::Both);
        tab(both, QEvent::KeyPress, 3000);
        QVERIFY(first != CompareView::Shows::Both && both->shown() != CompareView::Shows::Both && both->shown() != first);
        tab(both, QEvent::KeyRelease, 4000);
        QTest::keyClick(both, Qt::Key_3);
        auto *wipe = child<WipeView>("compareViewWipe");
        QVERIFY(wipe->hasFocus());
        wipe->setSplit(1);
        QVERIFY(has(wipe, kOrange) && !has(wipe, kBlue));
        tab(wipe, QEvent::KeyPress, 5000);
        QVERIFY(has(wipe, kBlue) && !has(wipe, kOrange));
    }

    void a_camera_that_gives_nothing_new_leaves_no_picture_that_looks_live()
    {
        startShadow(5, 1);
        show(comparedFrame(1, true));
        QVERIFY(view("compareViewA")->frame());
        m_engine->station("station-1").source.state = SourceState::Offline;
        republish();
        QVERIFY(!view("compareViewA")->frame() && !view("compareViewB")->frame());
        QVERIFY(says("compareViewA", QStringLiteral("The comparison waits: Station 1 sends no picture since")));
        // Also where the engine has not noticed it yet.
        m_engine->station("station-1").source.state = SourceState::Running;
        republish();
        show(comparedFrame(2, true, std::chrono::seconds(3)));
        QVERIFY(!view("compareViewA")->frame());
        QVERIFY(says("compareViewA", QStringLiteral("Waiting for a new frame that both have judged.")));
        show(comparedFrame(3, true));
        QVERIFY(view("compareViewA")->frame());
    }

    void a_stopped_comparison_leaves_no_old_picture()
    {
        startShadow(1, 1);
        show(comparedFrame(1, true));
        QVERIFY(view("compareViewA")->frame());
        m_engine->station("station-1").shadow.reset();
        republish();
        m_bridge->refresh();
        QVERIFY(!view("compareViewA")->frame());
    }

    void another_station_begins_with_an_empty_picture_and_the_whole_of_it()
    {
        startShadow(1, 1);
        m_engine->feedOf("station-1").setDiffering({comparedFrame(7, true)});
        show(comparedFrame(1, true));
        QTest::keyClick(view("compareViewA"), Qt::Key_Space);
        m_page->showStation("station-2");
        QVERIFY(!view("compareViewA")->frame());
        QCOMPARE(strip()->model()->rowCount(), 0);
        QVERIFY(!child<QToolButton>("compareFreeze")->isChecked());
    }

    void a_frame_without_both_answers_is_not_shown()
    {
        startShadow(1, 1);
        auto half = std::make_shared<ComparedFrame>();
        half->active = comparedFrame(1, true)->active;
        show(half);
        QVERIFY(!view("compareViewA")->frame());
    }
};

QTEST_MAIN(TstComparePictures)
#include "tst_comparepictures.moc"
