// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/transitionbutton.h"
#include "bridge/enginebridge.h"
#include "compare/comparepage.h"
#include "compare/compareview.h"
#include "compare/wipeview.h"
#include "itemmodels/differingframesmodel.h"
#include "settings/language.h"
#include "settings/noticelabel.h"
#include "support/uichecks.h"
#include "ui/compare/comparescene.h"

#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QWheelEvent>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// Comparing B with A over a scripted engine.
class TstComparePage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_language.apply(QStringLiteral("en")); }
    void init()
    {
        m_engine = std::make_unique<FakeEngine>();
        fillScene(*m_engine);
        m_bridge = std::make_unique<EngineBridge>(*m_engine);
        m_page = std::make_unique<ComparePage>(*m_bridge);
        m_page->resize(1366, 768);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }
    void cleanup()
    {
        m_page.reset();
        m_bridge.reset();
        m_engine.reset();
    }

    void only_usable_models_other_than_a_can_be_b()
    {
        auto *models = child<QComboBox>("compareModel");
        QCOMPARE(models->findData("line-v1"), -1);
        QCOMPARE(models->findData("line-v9"), -1);
        QVERIFY(models->findData("line-v2") >= 0);
        QVERIFY(models->findData("line-blind-v1") >= 0);
    }

    void start_runs_b_in_shadow_and_changes_nothing_on_the_line()
    {
        m_page->showModel(kB);
        button("compareStart")->click();
        QCOMPARE(m_engine->calls, (std::vector<std::string>{"setShadow station-1 line-v2"}));
        m_bridge->refresh();
        QCOMPARE(button("compareStart")->text(), QStringLiteral("Stop comparison"));
        QVERIFY(!child<QComboBox>("compareModel")->isEnabled());
        button("compareStart")->click();
        QVERIFY(!m_engine->station("station-1").shadow);
        QCOMPARE(m_engine->callsStartingWith("promote"), 0u);
    }

    void another_model_asked_for_while_b_is_compared_is_not_what_the_button_promotes()
    {
        StationSnapshot &s = m_engine->station("station-1");
        s.offered = kBlind;
        startShadow(1, 1);
        m_page->showModel(kBlind);
        QCOMPARE(child<QComboBox>("compareModel")->currentData().toString(), QStringLiteral("line-v2"));
        QCOMPARE(child<NoticeLabel>("compareNotice")->notice(),
                 QStringLiteral("line-v2 is compared at Station 1 now. Stop that comparison to choose line-blind-v1."));
        QVERIFY(!promote()->isEnabled());  // line-v2 is not in the preview
        button("compareStart")->click();
        m_bridge->refresh();
        QCOMPARE(child<QComboBox>("compareModel")->currentData().toString(), QStringLiteral("line-blind-v1"));
        QVERIFY(!child<NoticeLabel>("compareNotice")->notice().contains(QLatin1String("Stop that comparison")));
    }

    void what_judges_along_is_b_whatever_the_list_says()
    {
        m_engine->addModel({"line", 3});
        StationSnapshot &s = m_engine->station("station-1");
        s.offered = kBlind;
        startShadow(1, 1);
        auto *list = child<QComboBox>("compareModel");
        list->setCurrentIndex(list->findData(QStringLiteral("line-blind-v1")));
        QVERIFY(!promote()->isEnabled());
        QTest::mouseClick(promote(), Qt::LeftButton);
        QCOMPARE(m_engine->callsStartingWith("promote"), 0u);
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

    void b_goes_into_the_preview_of_the_station_and_not_on_air()
    {
        m_page->showModel(kB);
        button("compareOffer")->click();
        QCOMPARE(m_engine->calls, (std::vector<std::string>{"offerModel station-1 line-v2"}));
        m_bridge->refresh();
        QCOMPARE(button("compareOffer")->text(), QStringLiteral("B is in the preview"));
        QVERIFY(!button("compareOffer")->isEnabled());
        QCOMPARE(m_engine->station("station-1").active, std::optional(kA));
    }

    void a_model_with_another_label_set_is_called_only_partly_comparable()
    {
        m_page->showModel(kBlind);
        QCOMPARE(child<NoticeLabel>("compareNotice")->notice(), QStringLiteral("Only partly comparable: B does not know Cap."));
        QVERIFY(child<NoticeLabel>("compareNotice")->isVisible());
        m_page->showModel(kB);
        QVERIFY(!child<NoticeLabel>("compareNotice")->isVisible());
    }

    void the_sentence_says_only_what_is_known()
    {
        QCOMPARE(sentence(), QStringLiteral("Choose B and start: it judges the same frames as line-v1. The line goes on with line-v1."));
        startShadow(0, 0);
        QCOMPARE(sentence(), QStringLiteral("Starting: line-v2 has judged no frame yet."));
        startShadow(1240, 31);
        QCOMPARE(sentence(), QStringLiteral("Comparing: 1,240 frames, 31 differ"));
        m_engine->station("station-1").source.state = SourceState::Offline;
        republish();
        QVERIFY2(sentence().startsWith("The comparison waits: Station 1 sends no picture since"), qPrintable(sentence()));
        m_engine->station("station-1").active.reset();
        republish();
        QVERIFY2(sentence().startsWith("Station 1 has no model on air"), qPrintable(sentence()));
    }

    void latency_and_counts_of_each_stand_under_its_picture()
    {
        StationSnapshot &s = m_engine->station("station-1");
        s.shadowStats = {1240, 31, 3720, 3689, 12.4, 20.1};
        startShadow(1240, 31);
        QCOMPARE(child<QLabel>("compareStatsB")->text(), QStringLiteral("B line-v2 · p50 12.4 ms · p99 20.1 ms · 3,689 boxes"));
        QCOMPARE(child<QLabel>("compareStatsA")->text(), QStringLiteral("A line-v1 · p50 11.8 ms · p99 14.2 ms · 3,720 boxes"));
        QVERIFY(xOf("compareStatsB") < xOf("compareStatsA"));
    }

    void the_preview_is_left_and_the_model_on_air_right()
    {
        QVERIFY(view("compareViewB")->isVisible() && view("compareViewA")->isVisible());
        QVERIFY(xOf("compareViewB") + view("compareViewB")->width() <= xOf("compareViewA"));
        // In step they can only be if they are of one size, whatever the window's is.
        for (const int width : {1366, 1367, 1500, 1501}) {
            m_page->resize(width, 768);
            QTRY_COMPARE(m_page->width(), width);
            QTRY_COMPARE(view("compareViewB")->width(), view("compareViewA")->width());
        }
    }

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

    void the_button_between_promotes_b_by_one_click_and_takes_it_back_by_the_next()
    {
        m_page->showModel(kB);
        QVERIFY(xOf("compareViewB") + view("compareViewB")->width() < xOf("compareTransition"));
        QVERIFY(xOf("compareTransition") + promote()->width() < xOf("compareViewA"));
        button("compareOffer")->click();
        m_bridge->refresh();
        QCOMPARE(promote()->text(), QString::fromUtf8("Promote B →"));
        QCOMPARE(reason(), QStringLiteral("line-v2 goes on Station 1 in place of line-v1."));
        QTest::mouseClick(promote(), Qt::LeftButton);
        QCOMPARE(m_engine->calls.back(), std::string("promote station-1 line-v2"));
        m_bridge->refresh();
        // What it is compared with now is the model before, whatever else is in the library.
        QCOMPARE(child<QComboBox>("compareModel")->currentData().toString(), QStringLiteral("line-v1"));
        QVERIFY2(promote()->text().startsWith("Roll back to line-v1"), qPrintable(promote()->text()));
        QTest::mouseClick(promote(), Qt::LeftButton);
        QCOMPARE(m_engine->calls.back(), std::string("rollBack station-1"));
        QCOMPARE(m_engine->callsStartingWith("promote"), 1u);
    }

    void while_b_is_not_ready_the_button_is_disabled_and_the_reason_is_read_below()
    {
        m_page->showModel(kB);
        QVERIFY(!promote()->isEnabled());
        QCOMPARE(reason(), QStringLiteral("line-v2 is not in the preview of Station 1 yet. Put it there first."));
        QVERIFY(child<QLabel>("compareTransitionReason")->isVisible());
        // Another model in the preview is not B.
        m_engine->station("station-1").offered = kBlind;
        republish();
        QVERIFY(!promote()->isEnabled());
        QTest::mouseClick(promote(), Qt::LeftButton);
        QVERIFY(m_engine->calls.empty());
        startShadow(1, 1);  // judging along is not being ready to go on air
        QVERIFY(!promote()->isEnabled());
    }

    void a_b_that_knows_other_labels_opens_the_panel_and_promotes_nothing()
    {
        QSignalSpy review(m_page.get(), &ComparePage::reviewRequested);
        m_page->showModel(kBlind);
        m_engine->station("station-1").offered = kBlind;
        republish();
        QCOMPARE(promote()->text(), QString::fromUtf8("Promote B…"));
        QTest::mouseClick(promote(), Qt::LeftButton);
        QCOMPARE(review.size(), 1);
        QCOMPARE(m_engine->callsStartingWith("promote"), 0u);
    }

    void the_focus_comes_to_the_button_by_tab_only()
    {
        m_page->showModel(kB);
        m_engine->station("station-1").offered = kB;
        republish();
        m_page->setFocus();
        QVERIFY(!promote()->hasFocus());
        for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Space, Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_Z})
            QTest::keyClick(QApplication::focusWidget(), key);
        QCOMPARE(m_engine->callsStartingWith("promote"), 0u);
        m_page->showStation("station-2");
        QVERIFY(!promote()->hasFocus());
        QVERIFY(!promote()->isEnabled());  // B is in the preview of the other station only
    }

    void keys_and_buttons_switch_between_overlay_side_by_side_and_wipe()
    {
        const auto shown = [&] {
            QStringList names;
            for (const char *name : {"compareViewA", "compareViewB", "compareViewBoth", "compareViewWipe"})
                if (view(name)->isVisible())
                    names << QLatin1String(name);
            return names;
        };
        QTest::keyClick(m_page.get(), Qt::Key_1);
        QCOMPARE(shown(), QStringList{"compareViewBoth"});
        QVERIFY(child<QToolButton>("compareOverlay")->isChecked());
        QTest::keyClick(m_page.get(), Qt::Key_3);
        QCOMPARE(shown(), QStringList{"compareViewWipe"});
        QTest::keyClick(m_page.get(), Qt::Key_2);
        QCOMPARE(shown(), (QStringList{"compareViewA", "compareViewB"}));
        child<QToolButton>("compareWipe")->click();
        QCOMPARE(shown(), QStringList{"compareViewWipe"});
        QVERIFY(!child<QToolButton>("compareSideBySide")->isChecked());
    }

    void left_of_the_wipe_is_b_and_right_of_it_a()
    {
        startShadow(1, 1);
        show(comparedFrame(1, true));
        QTest::keyClick(m_page.get(), Qt::Key_3);
        auto *wipe = child<WipeView>("compareViewWipe");
        wipe->setSplit(1);
        QVERIFY(has(wipe, kOrange) && !has(wipe, kBlue));
        wipe->setSplit(0);
        QVERIFY(has(wipe, kBlue) && !has(wipe, kOrange));
    }

    void the_wipe_follows_mouse_and_arrow_keys_and_stays_in_the_picture()
    {
        startShadow(1, 1);
        show(comparedFrame(1, true));
        QTest::keyClick(m_page.get(), Qt::Key_3);
        auto *wipe = child<WipeView>("compareViewWipe");
        QCOMPARE(wipe->split(), 0.5);
        const QPoint middle = wipe->rect().center();
        QTest::mousePress(wipe, Qt::LeftButton, {}, middle);
        QMouseEvent moved(QEvent::MouseMove, QPointF(wipe->width() / 4.0, middle.y()), wipe->mapToGlobal(middle), Qt::NoButton,
                          Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(wipe, &moved);
        QTest::mouseRelease(wipe, Qt::LeftButton, {}, middle);
        QVERIFY(std::abs(wipe->split() - 0.25) < 0.01);
        const double before = wipe->split();
        QTest::keyClick(wipe, Qt::Key_Right);
        QVERIFY(wipe->split() > before);
        for (int i = 0; i < 40; ++i)
            QTest::keyClick(wipe, Qt::Key_Left);
        QCOMPARE(wipe->split(), 0.0);
    }

    void boxes_of_a_are_blue_and_of_b_orange()
    {
        startShadow(1, 1);
        show(comparedFrame(1, true));
        QVERIFY(has(view("compareViewA"), kBlue) && !has(view("compareViewA"), kOrange));
        QVERIFY(has(view("compareViewB"), kOrange) && !has(view("compareViewB"), kBlue));
        // In the overlay what both saw is white, so only A's cap has a colour.
        QTest::keyClick(m_page.get(), Qt::Key_1);
        QVERIFY(has(view("compareViewBoth"), kBlue) && !has(view("compareViewBoth"), kOrange));
    }

    void names_beside_boxes_do_not_cover_each_other()
    {
        startShadow(1, 1);
        show(comparedFrame(1, true));
        for (const char *name : {"compareViewA", "compareViewB"})
            LINESIDE_NOTHING(overlappingTexts(*view(name)));
        QTest::keyClick(m_page.get(), Qt::Key_1);
        LINESIDE_NOTHING(overlappingTexts(*view("compareViewBoth")));
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

    void the_choice_stays_while_history_and_library_grow()
    {
        m_page->showModel(kBlind);
        m_engine->addModel({"line", 3});
        republish();
        QCOMPARE(child<QComboBox>("compareModel")->currentData().toString(), QStringLiteral("line-blind-v1"));
        QVERIFY(child<QComboBox>("compareModel")->findData("line-v3") >= 0);
    }

    void a_list_is_left_alone_where_its_choices_are_the_same()
    {
        for (const char *name : {"compareStation", "compareModel"}) {
            QSignalSpy cleared(child<QComboBox>(name)->model(), &QAbstractItemModel::rowsRemoved);
            republish();
            QCOMPARE(cleared.size(), 0);
        }
        QSignalSpy added(child<QComboBox>("compareModel")->model(), &QAbstractItemModel::rowsInserted);
        m_engine->addModel({"line", 3});
        republish();
        QVERIFY(added.size() > 0);
    }

    void the_headline_stays_larger_than_the_text_around_it()
    {
        const auto ratio = [&] { return child<QLabel>("compareSentence")->font().pointSizeF() / m_page->font().pointSizeF(); };
        QCOMPARE(ratio(), 1.5);
        QFont larger = m_page->font();
        larger.setPointSizeF(larger.pointSizeF() * 2);
        m_page->setFont(larger);
        QCOMPARE(ratio(), 1.5);
    }

    void without_stations_the_page_says_where_to_add_one()
    {
        FakeEngine empty;
        EngineBridge bridge(empty);
        ComparePage page(bridge);
        page.show();
        QCOMPARE(page.findChild<QLabel *>("compareSentence")->text(), QStringLiteral("No stations yet. Add one under Settings."));
        QVERIFY(!page.findChild<QPushButton *>("compareStart")->isEnabled());
        QVERIFY(!page.findChild<QPushButton *>("compareOffer")->isEnabled());
    }

    void everything_is_reached_by_tab_and_has_a_name()
    {
        startShadow(1, 1);
        for (const char *name : {"compareStation", "compareStart", "compareOffer", "compareOverlay", "compareSideBySide", "compareWipe",
                                 "compareFreeze", "compareViewA", "compareViewB", "differingFrames"}) {
            auto *widget = child<QWidget>(name);
            QVERIFY2(widget, name);
            QVERIFY2(widget->focusPolicy() & Qt::TabFocus, name);
            QVERIFY2(!widget->accessibleName().isEmpty(), name);
        }
    }

private:
    static constexpr QColor kBlue{0x00, 0x72, 0xB2}, kOrange{0xE6, 0x9F, 0x00};

    static void tab(QWidget *widget, QEvent::Type type, quint64 atMs, bool repeated = false)
    {
        QKeyEvent event(type, Qt::Key_Tab, Qt::NoModifier, QStringLiteral("\t"), repeated);
        event.setTimestamp(atMs);
        QCoreApplication::sendEvent(widget, &event);
    }
    TransitionButton *promote()
    {
        auto *button = child<TransitionButton>("compareTransition");
        button->setClock([this] { return m_now += 10'000'000'000; });
        return button;
    }
    QString reason() const { return child<QLabel>("compareTransitionReason")->text(); }
    void startShadow(std::uint64_t compared, std::uint64_t differing)
    {
        StationSnapshot &s = m_engine->station("station-1");
        s.shadow = kB;
        s.shadowStats.compared = compared;
        s.shadowStats.differing = differing;
        republish();
    }
    void show(const ComparedFramePtr &frame)
    {
        m_engine->feedOf("station-1").setCompared(frame);
        m_bridge->refresh();
    }
    void republish()
    {
        m_engine->publish();
        m_bridge->refresh();
    }
    bool says(const char *name, const QString &words)
    {
        for (const PaintedText &text : paintedTexts(*view(name)))
            if (text.text.contains(words))
                return true;
        return false;
    }
    QImage grab(const char *name) { return view(name)->grab().toImage(); }
    static bool has(QWidget *widget, QColor color)
    {
        const QImage image = widget->grab().toImage();
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixel(x, y) == color.rgb())
                    return true;
        return false;
    }
    QString sentence() const { return child<QLabel>("compareSentence")->text(); }
    std::uint64_t sequenceOf(const char *name) { return view(name)->frame()->active->frame->sequence; }
    int xOf(const char *name) { return child<QWidget>(name)->mapTo(m_page.get(), QPoint(0, 0)).x(); }
    template <class W>
    W *child(const char *name) const
    {
        return m_page->findChild<W *>(QLatin1String(name));
    }
    QPushButton *button(const char *name) const { return child<QPushButton>(name); }
    CompareView *view(const char *name) const { return child<CompareView>(name); }
    QListView *strip() const { return child<QListView>("differingFrames"); }

    Language m_language;
    qint64 m_now = 0;
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<EngineBridge> m_bridge;
    std::unique_ptr<ComparePage> m_page;
};

QTEST_MAIN(TstComparePage)
#include "tst_comparepage.moc"
