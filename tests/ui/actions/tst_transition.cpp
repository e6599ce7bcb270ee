// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/stationmenu.h"
#include "actions/transitionbutton.h"
#include "live/stationpage.h"
#include "mainwindow/eventbar.h"
#include "mainwindow/rail.h"
#include "support/fakeconsole.h"
#include "support/uichecks.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QtTest>

#include <algorithm>

using namespace lineside;
using namespace lineside::test;

/// Putting a model on air and taking it back by one click or key, over a scripted engine.
class TstTransition : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_console = std::make_unique<FakeConsole>();
        QVERIFY(QTest::qWaitForWindowActive(m_console->window.get()));
    }
    void cleanup() { m_console.reset(); }

    void one_click_on_the_tile_puts_the_offered_model_on_air_and_one_more_takes_it_back()
    {
        offer("station-2");
        TransitionButton &button = ofTile("station-2");
        QVERIFY(button.isVisible());
        QCOMPARE(button.text(), QStringLiteral("Put line-v2 on air"));
        click(button);
        QCOMPARE(calls(), (Calls{"promote station-2 line-v2"}));
        QCOMPARE(m_console->engine.station("station-2").active, std::optional(FakeConsole::kV2));
        refresh();
        QCOMPARE(button.text(), QStringLiteral("Roll back to line-v1"));
        click(button);
        QCOMPARE(calls(), (Calls{"promote station-2 line-v2", "rollBack station-2"}));
        QCOMPARE(m_console->engine.station("station-2").active, std::optional(FakeConsole::kV1));
        QCOMPARE(m_console->engine.station("station-1").active, std::optional(FakeConsole::kV1));
        // Rolling back twice goes forward again, and says so.
        refresh();
        QCOMPARE(button.text(), QStringLiteral("Roll back to line-v2"));
        click(button);
        QCOMPARE(m_console->engine.station("station-2").active, std::optional(FakeConsole::kV2));
    }

    void the_page_of_a_station_names_the_result_on_the_button()
    {
        offer("station-2");
        m_console->window->openStation("station-2");
        auto &button = *m_console->window->stationPage().findChild<TransitionButton *>("transition");
        QCOMPARE(button.text(), QStringLiteral("Put line-v2 on Station 2 →"));
        click(button);
        refresh();
        QCOMPARE(button.text(), QStringLiteral("Roll back to line-v1 →"));
        click(button);
        QCOMPARE(calls(), (Calls{"promote station-2 line-v2", "rollBack station-2"}));
    }

    void what_waits_for_a_decision_stands_out_and_the_way_back_does_not()
    {
        const auto fill = [&] { return qGray(ofTile("station-1").grab().toImage().pixel(8, ofTile("station-1").height() / 2)); };
        offer("station-1");
        QVERIFY(fill() < 80);
        click(ofTile("station-1"));
        refresh();
        QCOMPARE(ofTile("station-1").text(), QStringLiteral("Roll back to line-v1"));
        QVERIFY(fill() > 200);
    }

    void a_button_too_small_for_the_models_name_still_says_what_it_does()
    {
        offer("station-1");
        TransitionButton &button = ofTile("station-1");
        QCOMPARE(shownIn(button), QStringLiteral("Put line-v2 on air"));
        button.setFixedWidth(button.fontMetrics().horizontalAdvance(QStringLiteral("Put on air")) + 40);
        QCOMPARE(shownIn(button), QStringLiteral("Put on air"));
        QCOMPARE(button.accessibleName(), QStringLiteral("Put line-v2 on Station 1"));
    }

    void a_double_click_is_one_step_and_not_there_and_back()
    {
        offer("station-1");
        TransitionButton &button = ofTile("station-1");
        ripen(button);
        QTest::mouseClick(&button, Qt::LeftButton);
        refresh();
        QTest::mouseDClick(&button, Qt::LeftButton);
        m_now += 300;
        QTest::mouseClick(&button, Qt::LeftButton);
        QCOMPARE(calls(), (Calls{"promote station-1 line-v2"}));
    }

    void a_press_that_began_while_the_button_said_something_else_does_nothing()
    {
        m_console->engine.station("station-1").previous = FakeConsole::kV2;
        m_console->publish();
        TransitionButton &button = ofTile("station-1");
        ripen(button);
        QTest::mousePress(&button, Qt::LeftButton);
        m_console->engine.addModel({"line", 3});
        m_console->engine.station("station-1").offered = ModelId{"line", 3};
        refresh(true);
        QCOMPARE(button.text(), QStringLiteral("Put line-v3 on air"));
        m_now += 1000;
        QTest::mouseRelease(&button, Qt::LeftButton);
        QVERIFY(calls().empty());
    }

    void a_press_right_after_the_words_changed_does_nothing()
    {
        TransitionButton &button = ofTile("station-1");
        button.setClock([this] { return m_now; });
        offer("station-1");
        m_now += TransitionButton::kSettleMs - 1;
        QTest::mouseClick(&button, Qt::LeftButton);
        QVERIFY(calls().empty());
        m_now += 1;
        QTest::mouseClick(&button, Qt::LeftButton);
        QCOMPARE(calls().size(), 1u);
    }

    void space_and_enter_press_it_once_and_held_keys_do_not_repeat()
    {
        offer("station-1");
        TransitionButton &button = ofTile("station-1");
        ripen(button);
        QKeyEvent repeated(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, {}, true);
        QCoreApplication::sendEvent(&button, &repeated);
        for (const Qt::Key key : {Qt::Key_Space, Qt::Key_Enter, Qt::Key_Select})
            for (const Qt::KeyboardModifier with : {Qt::ControlModifier, Qt::ShiftModifier, Qt::AltModifier, Qt::MetaModifier})
                QTest::keyClick(&button, key, with);  // Ctrl+Space changes the input method, for example
        QVERIFY(calls().empty());
        QTest::keyClick(&button, Qt::Key_Return);
        QCOMPARE(calls().size(), 1u);
        refresh();
        m_now += 1000;
        QTest::keyClick(&button, Qt::Key_Space);
        QCOMPARE(calls().back(), std::string("rollBack station-1"));
    }

    void the_focus_comes_to_it_by_tab_only()
    {
        offer("station-1");
        QCOMPARE(ofTile("station-1").focusPolicy(), Qt::TabFocus);
        QVERIFY(!ofTile("station-1").hasFocus());
        QVERIFY(!ofTile("station-1").isDefault() && !ofTile("station-1").autoDefault());
        click(ofTile("station-1"));
        QVERIFY(!ofTile("station-1").hasFocus());
    }

    void without_anything_to_do_it_is_disabled_and_says_why()
    {
        const Transition none = Transition::of(station("station-1"), *snapshot());
        QVERIFY(none.kind == Transition::Kind::None);
        QCOMPARE(none.reason, QStringLiteral("Drop a weight file on this station, or choose a model."));
        m_console->engine.offerFile("/data/line-v3.pt", "station-1");
        m_console->engine.candidate(1).step = CandidateStep::Check;
        refresh(true);
        QCOMPARE(Transition::of(station("station-1"), *snapshot()).reason,
                 QStringLiteral("line-v3.pt is not ready yet. Step 3 of 6: Check labels and size."));
    }

    void a_previous_model_that_is_no_longer_in_memory_can_be_rolled_back_to_and_says_that_it_loads()
    {
        m_console->engine.station("station-1").previous = FakeConsole::kV2;
        m_console->engine.state.models[1].state = ModelState::Offline;
        m_console->publish();
        const Transition back = Transition::backOf(station("station-1"), *snapshot());
        QVERIFY(back.kind == Transition::Kind::RollBack);
        QCOMPARE(back.text, QStringLiteral("Roll back to line-v2 (loads it first) →"));
    }

    void the_previous_model_put_in_preview_again_is_a_roll_back()
    {
        StationSnapshot &s = m_console->engine.station("station-1");
        s.previous = s.offered = FakeConsole::kV2;
        m_console->publish();
        QVERIFY(Transition::of(station("station-1"), *snapshot()).kind == Transition::Kind::RollBack);
    }

    void changed_labels_or_input_size_open_the_panel_and_promote_nothing_data()
    {
        QTest::addColumn<bool>("labels");
        QTest::addColumn<QString>("reason");
        QTest::newRow("labels") << true << "No longer knows Cap. Also knows Lid.";
        QTest::newRow("input size") << false << "Input 320 × 320 instead of 640 × 640.";
    }
    void changed_labels_or_input_size_open_the_panel_and_promote_nothing()
    {
        QFETCH(bool, labels);
        QFETCH(QString, reason);
        ModelSnapshot &v2 = m_console->engine.state.models[1];
        if (labels)
            v2.labels = {"Label", "Lid", "Bottle"};
        else
            v2.inputWidth = v2.inputHeight = 320;
        offer("station-2");
        TransitionButton &button = ofTile("station-2");
        QCOMPARE(button.text(), QStringLiteral("Put line-v2 on air…"));
        QCOMPARE(button.toolTip(), reason);
        click(button);
        QVERIFY(calls().empty());
        QVERIFY(m_console->child<QWidget>("promotePanel")->isVisible());
        m_console->window->openStation("station-3");
    }

    void a_station_that_asks_for_a_reason_opens_the_panel_and_rolls_back_unasked()
    {
        m_console->engine.station("station-2").config.promotion = PromotionPolicy::Reason;
        offer("station-2");
        TransitionButton &button = ofTile("station-2");
        QCOMPARE(button.text(), QStringLiteral("Put line-v2 on air…"));
        QCOMPARE(button.toolTip(), QStringLiteral("This station asks for a reason."));
        click(button);
        QVERIFY(calls().empty());
        QVERIFY(m_console->child<QWidget>("promotePanel")->isVisible());
        m_console->engine.station("station-2").config.promotion = PromotionPolicy::Verdict;
        m_console->publish();
        QCOMPARE(button.toolTip(), QStringLiteral("This station asks for a verdict of the comparison, or for who answers for the model and why."));
        m_console->engine.station("station-1").config.promotion = PromotionPolicy::Reason;
        m_console->engine.station("station-1").previous = FakeConsole::kV2;
        m_console->publish();
        QVERIFY(Transition::backOf(station("station-1"), *snapshot()).kind == Transition::Kind::RollBack);
        m_console->window->openStation("station-3");
    }

    void a_model_without_room_beside_the_one_on_air_opens_the_panel_and_says_how_long_the_station_pauses()
    {
        m_console->engine.station("station-2").offeredPauses = PausedChange{900'000'000, 500'000'000, 2300};
        offer("station-2");
        TransitionButton &button = ofTile("station-2");
        QVERIFY2(button.toolTip().startsWith(QStringLiteral("No room for both models: Station 2 judges nothing for about")), qPrintable(button.toolTip()));
        click(button);
        QVERIFY(calls().empty());
        QVERIFY(m_console->child<QWidget>("promotePanel")->isVisible());
        const auto labels = m_console->child<QWidget>("promotePanel")->findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(labels, [](QLabel *label) { return label->text().contains(QStringLiteral("No room for both models")); }));
        QVERIFY(std::ranges::none_of(labels, [](QLabel *label) { return label->text().contains(QStringLiteral("never stops")); }));
        StationSnapshot &s = m_console->engine.station("station-1");
        s.previous = FakeConsole::kV2;
        s.previousPauses = PausedChange{900'000'000, 500'000'000, 0};
        m_console->engine.state.models[1].state = ModelState::Offline;
        m_console->publish();
        QVERIFY(Transition::backOf(station("station-1"), *snapshot()).reason.contains(QStringLiteral("until the new one is loaded")));
        m_console->window->openStation("station-3");
    }

    void the_same_labels_in_another_order_are_the_same_labels()
    {
        m_console->engine.state.models[1].labels = {"Label", "Bottle", "Cap"};
        offer("station-2");
        QVERIFY(Transition::of(station("station-2"), *snapshot()).kind == Transition::Kind::Promote);
    }

    void the_menu_of_a_tile_rolls_back_first_and_never_promotes()
    {
        offer("station-1");
        click(ofTile("station-1"));
        refresh();
        QMenu *menu = makeStationMenu(*m_console->bridge, "station-1", [] {}, m_console->window.get());
        QCOMPARE(menu->actions().front()->text(), QStringLiteral("Roll back to line-v1 →"));
        for (QAction *action : menu->findChildren<QAction *>())
            if (action->objectName() != QLatin1String("menuRollBack"))
                action->trigger();
        QCOMPARE(m_console->engine.callsStartingWith("promote"), 1u);
        menu->actions().front()->trigger();
        QCOMPARE(m_console->engine.callsStartingWith("rollBack"), 1u);
        delete menu;
    }

    void the_event_bar_says_what_happened_and_takes_it_back_by_one_click()
    {
        offer("station-3");
        click(ofTile("station-3"));
        refresh();
        const QString said = m_console->child<QLabel>("lastEvent")->text();
        QVERIFY2(QRegularExpression("^Station 3: line-v2 since \\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\. 0 of 1,802 frames lost\\.$").match(said).hasMatch(),
                 qPrintable(said));
        m_console->window->goTo(Rail::History);
        auto &button = *m_console->child<TransitionButton>("eventRollBack");
        QVERIFY(button.isVisible());
        click(button);
        QCOMPARE(calls().back(), std::string("rollBack station-3"));
    }

    void ctrl_backspace_rolls_back_the_selected_station_but_not_from_a_text_field()
    {
        offer("station-2");
        click(ofTile("station-2"));
        refresh();
        m_console->window->livePage().wall().select("station-2");
        QTest::keyClick(&*m_console->window, Qt::Key_Backspace, Qt::ControlModifier);
        QCOMPARE(m_console->engine.callsStartingWith("rollBack station-2"), 1u);
        m_console->window->goTo(Rail::Library);
        auto *field = m_console->child<QLineEdit>("libraryFilter");
        field->setFocus();
        field->setText("two words");
        QTest::keyClick(field, Qt::Key_Backspace, Qt::ControlModifier);
        QCOMPARE(field->text(), QStringLiteral("two "));
        QCOMPARE(m_console->engine.callsStartingWith("rollBack"), 1u);
    }

    void a_promotion_that_the_engine_does_not_carry_out_is_told_and_the_old_model_stays()
    {
        offer("station-2");
        m_console->engine.refuseWith = Error{ErrorCode::Busy, {}};
        click(ofTile("station-2"));
        QTRY_VERIFY(m_console->child<QLabel>("noticeText"));
        QCOMPARE(m_console->child<QLabel>("noticeText")->text(),
                 QStringLiteral("That was not done: it is in use now. line-v1 keeps judging at Station 2. Stop its use first, or "
                                "try again in a moment. (L-504)"));
        QCOMPARE(m_console->engine.station("station-2").active, std::optional(FakeConsole::kV1));
    }

private:
    using Calls = std::vector<std::string>;

    void offer(const StationId &id)
    {
        m_console->engine.station(id).offered = FakeConsole::kV2;
        m_console->publish();
    }
    void refresh(bool publish = false)
    {
        if (publish)
            m_console->engine.publish();
        m_console->bridge->refresh();
    }
    const Calls &calls() { return m_console->engine.calls; }
    EngineSnapshotPtr snapshot() { return m_console->bridge->snapshot(); }
    const StationSnapshot &station(const StationId &id)
    {
        m_kept = snapshot();
        return *findStation(*m_kept, id);
    }
    TransitionButton &ofTile(const StationId &id)
    {
        return *m_console->tile(id)->findChild<TransitionButton *>(QStringLiteral("transition_%1").arg(QString::fromStdString(id)));
    }
    static QString shownIn(TransitionButton &button)
    {
        const std::vector<PaintedText> texts = paintedTexts(button);
        return texts.empty() ? QString() : texts.front().text;
    }
    /// The button has said for long what it says now.
    void ripen(TransitionButton &button)
    {
        button.setClock([this] { return m_now; });
        m_now += 10'000'000'000;
    }
    void click(TransitionButton &button)
    {
        ripen(button);
        QTest::mouseClick(&button, Qt::LeftButton);
    }

    std::unique_ptr<FakeConsole> m_console;
    EngineSnapshotPtr m_kept;
    qint64 m_now = 0;
};

QTEST_MAIN(TstTransition)
#include "tst_transition.moc"
