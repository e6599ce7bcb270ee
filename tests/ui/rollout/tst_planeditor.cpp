// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/planeditor.h"
#include "settings/language.h"
#include "settings/noticelabel.h"
#include "support/pagefixture.h"
#include "support/uichecks.h"
#include "theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTimeEdit>
#include <QWheelEvent>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;
using std::chrono::minutes;

/// A plan is made and changed, over a scripted engine.
class TstPlanEditor : public QObject, protected PageFixture<PlanEditor> {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_appearance = std::make_unique<Appearance>(*qApp);
        m_appearance->setTheme(QStringLiteral("light"));
        m_language = std::make_unique<Language>();
        m_language->apply(QStringLiteral("en"));
    }
    void cleanupTestCase()
    {
        m_language.reset();
        m_appearance.reset();
    }
    void init() { makeEngine(fillLine); }
    void cleanup() { closePage(); }

    void a_new_plan_takes_one_station_then_half_of_them_then_all()
    {
        open({});
        QCOMPARE(label("planTitle"), QStringLiteral("New plan"));
        QCOMPARE(choice("planStations_1")->text(), QStringLiteral("Station 1"));
        QVERIFY(!spin("planShare_1")->isVisible());
        QVERIFY(spin("planShare_2")->isVisible() && spin("planShare_3")->isVisible());
        QCOMPARE(choice("planStations_2")->text(), QStringLiteral("By share"));
        QCOMPARE(spin("planShare_2")->value(), 50);
        QCOMPARE(spin("planShare_3")->value(), 100);
        QVERIFY(!child<QWidget>("planStations_4"));
        QCOMPARE(choice("planCovers")->text(), QStringLiteral("All stations"));
        QVERIFY(edit()->hasFocus());
    }
    void in_a_new_plan_the_old_model_guards_and_not_the_own_past()
    {
        open({});
        QVERIFY(child<QCheckBox>("planControls")->isChecked() && child<QCheckBox>("planShadow")->isChecked());
        QVERIFY(!child<QCheckBox>("planOwnPast")->isChecked());
    }
    void a_line_of_two_stations_has_no_half_of_its_own()
    {
        m_engine->state.stations.resize(2);
        m_engine->publish();
        open({});
        QCOMPARE(spin("planShare_2")->value(), 100);
        QVERIFY(!child<QWidget>("planStations_3"));
    }
    void a_new_plan_is_saved_with_what_was_typed()
    {
        m_engine->state.canaryPlans = {plan("day")};
        m_engine->publish();
        open({});
        QTest::keyClicks(edit(), "  night ");
        tick("planCovers", "station-2");
        tick("planCovers", "station-1");
        tick("planStations_1", "station-1");  // taken out
        tick("planStations_1", "station-2");
        spin("planShare_2")->setValue(75);
        spin("planLeastParts_1")->setValue(2500);
        spin("planLeastTime_1")->setValue(5);
        spin("planLongestTime_1")->setValue(90);
        combo("planEnd_1")->setCurrentIndex(1);
        button("planAddHours")->click();
        child<QCheckBox>("planDay_1_1")->setChecked(false);
        child<QCheckBox>("planDay_1_7")->setChecked(true);
        child<QTimeEdit>("planFrom_1")->setTime(QTime(22, 0));
        child<QTimeEdit>("planTo_1")->setTime(QTime(5, 30));
        child<QCheckBox>("planControls")->click();
        child<QCheckBox>("planLongRun")->click();
        child<QDoubleSpinBox>("planAlpha")->setValue(0.25);

        CanaryPlan wanted;
        wanted.name = "night";
        wanted.covers = {"station-2", "station-1"};
        wanted.steps.resize(3);
        wanted.steps[0] = {{"station-2"}, 0, 2500, minutes(5), minutes(90), 0, StepEnd::GoOn};
        wanted.steps[1].share = 0.75;
        wanted.steps[2].share = 1;
        wanted.windows = {{0x5e, {22 * 60, 5 * 60 + 30}}};
        wanted.guard = {.alpha = 0.0025, .controls = false, .ownPast = false, .shadow = true, .longRun = true};
        QSignalSpy saved(m_page.get(), &PlanEditor::saved);
        button("planSave")->click();
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(saved[0][0].toString(), QStringLiteral("night"));
        QCOMPARE(m_engine->calls, (std::vector<std::string>{"applyCanaryPlans day night"}));
        QCOMPARE(m_engine->state.canaryPlans.size(), 2u);
        QVERIFY(m_engine->state.canaryPlans[0] == plan("day"));
        QVERIFY(m_engine->state.canaryPlans[1] == wanted);
    }
    void a_plan_that_is_opened_and_saved_comes_back_as_it_was_in_its_place()
    {
        CanaryPlan odd = plan("odd");
        odd.covers = {"station-4", "station-1", "gone"};
        odd.steps = {{{}, 1.0 / 3, 5'000'000, minutes(0), minutes(77), 3, StepEnd::GoOn}, {{"station-3", "station-2"}, 0, 7, minutes(61), minutes(62), 0, StepEnd::Ask}};
        odd.windows = {{0x41, {23 * 60 + 59, 1}}, {0x7f, {600, 600}}, {1, {0, 60}}};
        odd.guard = {.alpha = 0.001234, .controls = false, .ownPast = false, .collapse = false, .shadow = true, .reviewLimit = 0.1234, .health = false, .longRun = true};
        m_engine->state.canaryPlans = {plan("first"), odd, plan("last")};
        m_engine->publish();
        open(odd);
        QCOMPARE(label("planTitle"), QStringLiteral("Plan “odd”"));
        QCOMPARE(spin("planShare_1")->value(), 33);
        QCOMPARE(choice("planCovers")->text(), QStringLiteral("3 stations"));
        QSignalSpy saved(m_page.get(), &PlanEditor::saved);
        button("planSave")->click();
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(m_engine->calls, (std::vector<std::string>{"applyCanaryPlans first odd last"}));
        QVERIFY(m_engine->state.canaryPlans[1] == odd);
    }
    void a_share_that_is_changed_is_what_was_typed()
    {
        CanaryPlan third = plan("third");
        third.steps[0].share = 1.0 / 3;
        m_engine->state.canaryPlans = {third};
        m_engine->publish();
        open(third);
        spin("planShare_1")->setValue(34);
        saveAndWait();
        QCOMPARE(m_engine->state.canaryPlans[0].steps[0].share, 0.34);
    }
    void lots_that_a_step_waits_for_are_typed_and_come_back()
    {
        CanaryPlan two = plan("lots");
        two.steps = {{.stations = {"station-1"}, .leastLots = 4}, {.stations = {}, .share = 1}};
        m_engine->state.canaryPlans = {two};
        m_engine->publish();
        open(two);
        QCOMPARE(spin("planLeastLots_1")->value(), 4);
        QCOMPARE(spin("planLeastLots_2")->text(), QStringLiteral("none"));
        spin("planLeastLots_1")->setValue(0);
        spin("planLeastLots_2")->setValue(3);
        m_engine->planCheck.faults = {{PlanFaultKind::NoLots, 1, {}}};
        m_engine->publish();
        m_bridge->refresh();
        QCOMPARE(label("planFaults"), QStringLiteral("Step 2 waits for lots, and no station tells them."));
        QVERIFY(!button("planSave")->isEnabled());
        m_engine->planCheck.faults.clear();
        m_engine->publish();
        m_bridge->refresh();
        saveAndWait();
        QCOMPARE(m_engine->state.canaryPlans[0].steps[0].leastLots, 0);
        QCOMPARE(m_engine->state.canaryPlans[0].steps[1].leastLots, 3);
    }
    void people_are_asked_about_rejects_where_that_is_switched_on_and_twenty_percent_is_usual()
    {
        CanaryPlan day = plan("day");
        m_engine->state.canaryPlans = {day};
        m_engine->publish();
        open(day);
        auto *review = child<QCheckBox>("planReview");
        QVERIFY(!review->isChecked() && !spin("planReviewLimit")->isVisible());
        review->click();
        QVERIFY(spin("planReviewLimit")->isVisible());
        QCOMPARE(spin("planReviewLimit")->value(), 20);
        saveAndWait();
        QCOMPARE(m_engine->state.canaryPlans[0].guard.reviewLimit, 0.2);
        open(m_engine->state.canaryPlans[0]);
        spin("planReviewLimit")->setValue(35);
        saveAndWait();
        QCOMPARE(m_engine->state.canaryPlans[0].guard.reviewLimit, 0.35);
        open(m_engine->state.canaryPlans[0]);
        QVERIFY(review->isChecked());
        review->click();
        saveAndWait();
        QCOMPARE(m_engine->state.canaryPlans[0].guard.reviewLimit, 0.0);
    }
    void a_station_that_the_line_has_no_more_can_be_taken_out()
    {
        CanaryPlan old = plan("old");
        old.covers = {"gone", "station-2"};
        open(old);
        tick("planCovers", "gone");
        QCOMPARE(choice("planCovers")->text(), QStringLiteral("Station 2"));
    }
    void a_name_of_a_plan_that_gets_another_replaces_the_old_one()
    {
        m_engine->state.canaryPlans = {plan("day"), plan("night")};
        m_engine->publish();
        open(plan("day"));
        edit()->setText(QStringLiteral("morning"));
        saveAndWait();
        QCOMPARE(m_engine->calls, (std::vector<std::string>{"applyCanaryPlans morning night"}));
    }
    void what_another_hand_saved_meanwhile_stays()
    {
        m_engine->state.canaryPlans = {plan("day")};
        m_engine->publish();
        open(plan("day"));
        m_engine->state.canaryPlans = {plan("evening"), plan("day")};
        m_engine->publish();
        saveAndWait();
        QCOMPARE(m_engine->calls, (std::vector<std::string>{"applyCanaryPlans evening day"}));
    }
    void what_forbids_the_plan_is_said_and_it_cannot_be_saved()
    {
        open({});
        QVERIFY(button("planSave")->isEnabled());
        button("planSave")->setFocus();
        m_engine->planCheck.faults = {{PlanFaultKind::NobodyAdded, 1, {}}, {PlanFaultKind::NobodyAdded, 1, {}}, {PlanFaultKind::NotCovered, 0, "station-2"}};
        edit()->setText(QStringLiteral("night"));
        QVERIFY(!button("planSave")->isEnabled());
        QVERIFY(button("planCancel")->hasFocus());
        QVERIFY(child<QLabel>("planFaults")->isVisible());
        QCOMPARE(label("planFaults"), QStringLiteral("Step 2 adds no station.\nStep 1: the plan does not cover Station 2."));
        m_engine->planCheck.faults.clear();
        edit()->setText(QStringLiteral("night 2"));
        QVERIFY(button("planSave")->isEnabled());
        QVERIFY(!child<QLabel>("planFaults")->isVisible());
    }
    void what_the_fields_can_bring_about_is_said_in_their_words_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<int>("step");
        QTest::addColumn<QString>("words");
        QTest::newRow("name") << "name" << -1 << "The name is too long.";
        QTest::newRow("days") << "days" << -1 << "Hours need a day of the week.";
        QTest::newRow("time") << "longest_time" << 1 << "Step 2: it must wait for the parts at least as long as it runs.";
        QTest::newRow("others") << "share" << 0 << "Step 1: a number is out of its range: share.";
    }
    void what_the_fields_can_bring_about_is_said_in_their_words()
    {
        QFETCH(QString, field);
        QFETCH(int, step);
        QFETCH(QString, words);
        m_engine->planCheck.faults = {{PlanFaultKind::OutOfRange, step, field.toStdString()}};
        open({});
        QCOMPARE(label("planFaults"), words);
    }
    void a_station_that_is_covered_and_gone_is_named()
    {
        m_engine->planCheck.faults = {{PlanFaultKind::UnknownStation, -1, "gone"}};
        open({});
        QCOMPARE(label("planFaults"), QStringLiteral("The plan covers “gone”, and there is no such station."));
    }
    void what_the_plan_comes_to_is_said_with_what_should_be_known()
    {
        m_engine->planCheck.steps = {{"station-2"}, {"station-1", "station-3"}};
        m_engine->planCheck.faults = {{PlanFaultKind::OnlyOwnPastGuards, 1, {}}};
        open({});
        QVERIFY2(label("planCheck").startsWith(QStringLiteral("Step 1: Station 2. Step 2: Station 1 and Station 3.\nIn the last step no station keeps the old model")), qPrintable(label("planCheck")));
        QVERIFY(button("planSave")->isEnabled());
        QVERIFY(!child<QLabel>("planFaults")->isVisible());
        m_engine->planCheck.steps = {{"station-4"}};
        m_engine->planCheck.faults.clear();
        m_engine->publish();
        m_bridge->refresh();  // the line changed
        QCOMPARE(label("planCheck"), QStringLiteral("Step 1: Station 4."));
    }
    void a_name_that_another_plan_has_is_refused_but_not_its_own()
    {
        m_engine->state.canaryPlans = {plan("day"), plan("night")};
        m_engine->publish();
        open(plan("day"));
        QVERIFY(button("planSave")->isEnabled());
        edit()->setText(QStringLiteral(" night"));
        QVERIFY(!button("planSave")->isEnabled());
        QCOMPARE(label("planFaults"), QStringLiteral("Another plan has this name."));
        m_engine->state.canaryPlans = {plan("day")};
        m_engine->publish();
        m_bridge->refresh();  // another hand removed it
        QVERIFY(button("planSave")->isEnabled());
        open({});
        edit()->setText(QStringLiteral("day"));
        QVERIFY(!button("planSave")->isEnabled());
        QVERIFY(m_engine->calls.empty());
    }
    void a_name_that_another_hand_takes_at_the_last_moment_saves_nothing()
    {
        open({});
        edit()->setText(QStringLiteral("night"));
        m_engine->state.canaryPlans = {plan("night")};
        m_engine->publish();
        button("planSave")->click();
        QVERIFY(m_engine->calls.empty());
        QCOMPARE(label("planFaults"), QStringLiteral("Another plan has this name."));
    }
    void steps_are_added_and_removed_down_to_one_and_up_to_sixteen()
    {
        open({});
        button("planRemoveStep_1")->click();
        QCOMPARE(spin("planShare_1")->value(), 50);
        QVERIFY(m_page->isAncestorOf(QApplication::focusWidget()));
        button("planRemoveStep_1")->click();
        QCOMPARE(spin("planShare_1")->value(), 100);
        QVERIFY(!button("planRemoveStep_1")->isEnabled());
        for (int i = 1; i < 16; ++i) {
            QVERIFY(button("planAddStep")->isEnabled());
            button("planAddStep")->click();
        }
        QVERIFY(!button("planAddStep")->isEnabled());
        QVERIFY(child<QWidget>("planShare_16") && !child<QWidget>("planShare_17"));
        QVERIFY(button("planRemoveStep_1")->isEnabled());
        edit()->setText(QStringLiteral("long"));
        saveAndWait();
        QCOMPARE(m_engine->state.canaryPlans[0].steps.size(), 16u);
        button("planRemoveStep_16")->click();
        QVERIFY(button("planAddStep")->isEnabled());
    }
    void the_right_step_is_removed()
    {
        CanaryPlan three = plan("three");
        three.steps.resize(3);
        for (std::size_t i = 0; i < 3; ++i)
            three.steps[i].share = 0.2 * static_cast<double>(i + 1);
        open(three);
        button("planRemoveStep_2")->click();
        QCOMPARE(spin("planShare_1")->value(), 20);
        QCOMPARE(spin("planShare_2")->value(), 60);
        QVERIFY(!child<QWidget>("planShare_3"));
    }
    void hours_are_added_and_removed_up_to_thirty_two()
    {
        open({});
        for (int i = 0; i < 32; ++i)
            button("planAddHours")->click();
        QVERIFY(!button("planAddHours")->isEnabled());
        button("planRemoveHours_32")->click();
        QVERIFY(button("planAddHours")->isEnabled());
        for (int i = 0; i < 31; ++i)
            button("planRemoveHours_1")->click();
        QVERIFY(!child<QWidget>("planFrom_1"));
        edit()->setText(QStringLiteral("any"));
        saveAndWait();
        QVERIFY(m_engine->state.canaryPlans[0].windows.empty());
    }
    void the_menu_of_stations_stays_open_while_they_are_ticked()
    {
        open({});
        QMenu *menu = choice("planCovers")->menu();
        menu->popup(choice("planCovers")->mapToGlobal(QPoint(0, 40)));
        QTRY_VERIFY(menu->isVisible());
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions()[1]).center());
        QVERIFY(menu->isVisible());
        QCOMPARE(choice("planCovers")->text(), QStringLiteral("Station 2"));
        menu->setActiveAction(menu->actions()[2]);
        QTest::keyClick(menu, Qt::Key_Space);
        QVERIFY(menu->isVisible());
        QCOMPARE(choice("planCovers")->text(), QStringLiteral("Station 2 and Station 3"));
        QTest::keyClick(menu, Qt::Key_Escape);
        QVERIFY(!menu->isVisible() && m_page->isVisible());
    }
    void escape_leaves_a_plan_without_changes_at_once()
    {
        open(plan("day"));
        QSignalSpy closed(m_page.get(), &PlanEditor::closed);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(closed.size(), 1);
        QVERIFY(m_engine->calls.empty());
    }
    void escape_with_changes_is_asked_for_twice()
    {
        open(plan("day"));
        QSignalSpy closed(m_page.get(), &PlanEditor::closed);
        for (const char *field : {"planName", "planLeastParts_1", "planEnd_1", "planStations_1"}) {
            spin("planLeastParts_1")->setValue(spin("planLeastParts_1")->value() + 1);
            child<QWidget>(field)->setFocus();
            QVERIFY(!child<QLabel>("planNotSaved")->isVisible());  // an edit takes the first press back
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
            QVERIFY(child<QLabel>("planNotSaved")->isVisible());
            QCOMPARE(label("planNotSaved"), QStringLiteral("Changes are not saved. Press Esc again to leave them."));
            QCOMPARE(closed.size(), 0);
        }
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(closed.size(), 1);
        QVERIFY(m_engine->calls.empty());
        open(plan("day"));
        QVERIFY(!child<QLabel>("planNotSaved")->isVisible());
        QCOMPARE(spin("planLeastParts_1")->value(), 1000);
    }
    void a_time_is_typed_by_keys()
    {
        open({});
        button("planAddHours")->click();
        child<QTimeEdit>("planFrom_1")->setFocus(Qt::TabFocusReason);
        QTest::keyClicks(QApplication::focusWidget(), "2215");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::keyClicks(QApplication::focusWidget(), "0530");
        QCOMPARE(child<QTimeEdit>("planFrom_1")->time(), QTime(22, 15));
        QCOMPARE(child<QTimeEdit>("planTo_1")->time(), QTime(5, 30));
    }
    void cancel_saves_nothing()
    {
        open({});
        edit()->setText(QStringLiteral("night"));
        QSignalSpy closed(m_page.get(), &PlanEditor::closed);
        button("planCancel")->click();
        QCOMPARE(closed.size(), 1);
        QVERIFY(m_engine->calls.empty());
    }
    void what_the_engine_does_not_take_is_said_and_the_plan_stays_open()
    {
        m_engine->refuseWith = Error{ErrorCode::InvalidInput, "other: not_covered"};
        open({});
        edit()->setText(QStringLiteral("night"));
        QSignalSpy saved(m_page.get(), &PlanEditor::saved), closed(m_page.get(), &PlanEditor::closed);
        button("planSave")->click();
        QVERIFY(!button("planSave")->isEnabled());  // not twice
        QTRY_VERIFY2(notice().contains(QStringLiteral("This was not changed. The values do not fit together (other: not_covered).")), qPrintable(notice()));
        QVERIFY(m_page->isVisible() && button("planSave")->isEnabled());
        QCOMPARE(edit()->text(), QStringLiteral("night"));
        QCOMPARE(saved.size() + closed.size(), 0);
        m_engine->refuseWith.reset();
        spin("planLeastParts_1")->setValue(10);
        QVERIFY(notice().isEmpty());
        saveAndWait();
        QCOMPARE(m_engine->state.canaryPlans[0].name, std::string("night"));
    }
    void a_plan_that_is_in_force_and_not_written_is_no_other_plan_of_its_name()
    {
        m_engine->refuseWith = Error{ErrorCode::DiskFull, "/data"};
        open({});
        edit()->setText(QStringLiteral("night"));
        button("planSave")->click();
        m_engine->state.canaryPlans = {typedNight()};
        m_engine->publish();
        QTRY_VERIFY2(notice().startsWith(QStringLiteral("This is in force, but was not written")), qPrintable(notice()));
        QVERIFY(button("planSave")->isEnabled());
        QCOMPARE(label("planTitle"), QStringLiteral("Plan “night”"));
        m_engine->refuseWith.reset();
        saveAndWait();
        QCOMPARE(m_engine->state.canaryPlans.size(), 1u);
    }
    void an_answer_to_a_plan_that_was_left_means_not_the_next_one()
    {
        std::function<void()> answer;
        m_engine->deliver = [&](std::function<void()> work) { answer = std::move(work); };
        m_engine->refuseWith = Error{ErrorCode::DiskFull, "/data"};
        open({});
        edit()->setText(QStringLiteral("night"));
        button("planSave")->click();
        QVERIFY(answer);
        open({});
        answer();
        QCoreApplication::processEvents();
        QVERIFY(notice().isEmpty());
    }
    void the_wheel_changes_no_value()
    {
        open({});
        for (const char *name : {"planShare_2", "planAlpha", "planEnd_1"}) {
            auto *field = child<QWidget>(name);
            field->setFocus();
            QWheelEvent wheel(QPointF(5, 5), field->mapToGlobal(QPointF(5, 5)), {}, QPoint(0, -120), Qt::NoButton, {}, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(field, &wheel);
        }
        QCOMPARE(spin("planShare_2")->value(), 50);
        QCOMPARE(child<QDoubleSpinBox>("planAlpha")->value(), 1.0);
        QCOMPARE(combo("planEnd_1")->currentIndex(), 0);
    }
    void another_language_is_spoken_at_once_and_what_was_typed_stays()
    {
        m_engine->planCheck.steps = {{"station-2"}};
        open({});
        button("planAddHours")->click();
        edit()->setText(QStringLiteral("night"));
        const QString save = button("planSave")->text(), add = button("planAddStep")->text(), check = label("planCheck"), remove = button("planRemoveStep_2")->text();
        const QString share = choice("planStations_2")->text(), ask = combo("planEnd_1")->itemText(0), hours = button("planRemoveHours_1")->accessibleName();
        PseudoLanguage pseudo;
        QCoreApplication::installTranslator(&pseudo);
        settle();
        QVERIFY(button("planSave")->text() != save && button("planAddStep")->text() != add && label("planCheck") != check);
        QVERIFY(button("planRemoveStep_2")->text() != remove && choice("planStations_2")->text() != share && combo("planEnd_1")->itemText(0) != ask);
        QVERIFY(button("planRemoveHours_1")->accessibleName() != hours);
        QCOMPARE(edit()->text(), QStringLiteral("night"));
        LINESIDE_NOTHING(clippedTexts(*m_page));
        QCoreApplication::removeTranslator(&pseudo);
        QCoreApplication::processEvents();
        QCOMPARE(button("planSave")->text(), save);
    }
    void every_control_has_a_name_is_reached_by_tab_shows_its_focus_and_is_large_enough()
    {
        open({});
        button("planAddHours")->click();
        button("planAddStep")->click();
        edit()->setFocus();
        m_page->resize(1366, 2400);  // what is scrolled away has no place to judge
        settle();
        LINESIDE_NOTHING(unnamed(*m_page));
        LINESIDE_NOTHING(smallTargets(*m_page));
        LINESIDE_NOTHING(notReachedByTab(*m_page));
        LINESIDE_NOTHING(againstReadingOrder(*m_page));
        for (const char *theme : {"light", "dark"}) {
            m_appearance->setTheme(QLatin1String(theme));
            LINESIDE_NOTHING(withoutVisibleFocus(*m_page));
            LINESIDE_NOTHING(lowContrast(*m_page));
        }
        m_appearance->setTheme(QStringLiteral("light"));
        LINESIDE_NOTHING(clippedTexts(*m_page));
    }
    void large_text_is_not_cut()
    {
        m_engine->planCheck.faults = {{PlanFaultKind::NotCovered, 0, "station-2"}, {PlanFaultKind::OnlyOwnPastGuards, 2, {}}};
        m_engine->planCheck.steps = {{"station-1"}, {"station-2"}, {"station-3", "station-4"}};
        open({});
        button("planAddHours")->click();
        tick("planCovers", "station-1");
        tick("planCovers", "station-3");
        edit()->setText(QStringLiteral("night"));
        QTest::keyClick(edit(), Qt::Key_Escape);
        m_appearance->setTextScale(200);
        settle();
        LINESIDE_NOTHING(clippedTexts(*m_page));
        LINESIDE_NOTHING(elidedTexts(*m_page));
        m_appearance->setTextScale(100);
    }
    void on_a_low_page_the_buttons_stay_in_sight()
    {
        m_engine->planCheck.faults = {{PlanFaultKind::NoControls, 1, {}}, {PlanFaultKind::NotCovered, 0, "station-2"}, {PlanFaultKind::NoRecord, -1, {}}};
        open({});
        m_page->resize(700, 400);
        settle();
        for (const char *name : {"planSave", "planCancel"})
            QVERIFY(m_page->rect().contains(QRect(button(name)->mapTo(m_page.get(), QPoint()), button(name)->size())));
        QVERIFY(child<QScrollArea>("planFields")->height() >= 100);
        LINESIDE_NOTHING(unreachable(*m_page));
        button("planAddStep")->click();
        QTRY_VERIFY(!child<QWidget>("planRemoveStep_4")->visibleRegion().isEmpty());
    }

private:
    static CanaryPlan plan(const char *name)
    {
        CanaryPlan made;
        made.name = name;
        made.steps.resize(1);
        made.steps[0].share = 0.5;
        return made;
    }
    /// What a new plan is on this line, by that name.
    static CanaryPlan typedNight()
    {
        CanaryPlan made = plan("night");
        made.guard.ownPast = false;
        made.guard.shadow = true;
        made.steps.resize(3);
        made.steps[0].stations = {"station-1"};
        made.steps[0].share = 0;
        made.steps[1].share = 0.5;
        made.steps[2].share = 1;
        return made;
    }
    void open(const std::optional<CanaryPlan> &plan)
    {
        if (!m_page)
            showPage();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        m_bridge->refresh();
        m_page->open(plan);
    }
    static void settle()
    {
        for (int i = 0; i < 3; ++i)
            QCoreApplication::processEvents();
    }
    void saveAndWait()
    {
        QSignalSpy saved(m_page.get(), &PlanEditor::saved);
        button("planSave")->click();
        QTRY_COMPARE(saved.size(), 1);
    }
    void tick(const char *name, const char *station)
    {
        for (QAction *action : choice(name)->menu()->actions()) {
            if (action->data().toString() == QLatin1String(station))
                return action->trigger();
        }
        QFAIL("no such station in the menu");
    }
    QString label(const char *name) const { return child<QLabel>(name)->text(); }
    QString notice() const { return child<NoticeLabel>("planProblem")->notice(); }
    QLineEdit *edit() const { return child<QLineEdit>("planName"); }
    QPushButton *button(const char *name) const { return child<QPushButton>(name); }
    QSpinBox *spin(const char *name) const { return child<QSpinBox>(name); }
    QComboBox *combo(const char *name) const { return child<QComboBox>(name); }
    QPushButton *choice(const char *name) const { return child<QPushButton>(name); }

    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<Language> m_language;
};

QTEST_MAIN(TstPlanEditor)
#include "tst_planeditor.moc"
