// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/canarypage.h"

#include "itemmodels/canarywords.h"
#include "rollout/canarytext.h"
#include "support/pagefixture.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

CanaryPlan night()
{
    CanaryPlan plan;
    plan.name = "night";
    plan.steps = {{.stations = {"station-1"}, .leastParts = 500}, {.stations = {}, .share = 1}};
    return plan;
}

/// Under way at the first station.
CanarySnapshot underWay(CanaryState state)
{
    CanarySnapshot canary;
    canary.progress.plan = night();
    canary.progress.model = {"line", 3};
    canary.progress.stations = {{"station-1", {"line", 2}, 0, 321, 321}, {"station-2", {"line", 2}, 1, 0, 0}};
    canary.progress.begun = state == CanaryState::Waiting ? 0 : 1;
    canary.progress.state = state;
    canary.evidence.threshold = 4;
    canary.evidence.log = 1;
    canary.evidence.guards = {{CanaryGuardKind::Controls, "station-1", 2, 8, true, 300, {}, {}, {"station-3"}}};
    return canary;
}

}  // namespace

class TestCanaryPage : public QObject, protected PageFixture<CanaryPage> {
    Q_OBJECT

    void show(const CanarySnapshot &canary)
    {
        m_engine->state.canary = std::make_shared<const CanarySnapshot>(canary);
        m_engine->publish();
        m_bridge->refresh();
    }
    QString text(const char *name) const { return child<QLabel>(name)->text(); }
    QString cell(const char *table, int row, int column) const { return child<QTableView>(table)->model()->index(row, column).data().toString(); }
    void click(const char *name) const { QTest::mouseClick(child<QPushButton>(name), Qt::LeftButton); }
    std::string lastCall() const { return m_engine->calls.empty() ? std::string() : m_engine->calls.back(); }

private slots:
    void init()
    {
        makeEngine();
        m_engine->planCheck.steps = {{"station-1"}, {"station-2"}};
        showPage();
    }
    void cleanup() { closePage(); }

    void where_none_has_run_the_page_says_what_one_is_and_offers_the_usual_plan()
    {
        QVERIFY(text("canarySituation").contains("some stations first"));
        QVERIFY(!child<QPushButton>("canaryAbort")->isVisible());
        QCOMPARE(child<QComboBox>("canaryPlan")->currentText(), QString("One station, then all"));
        QVERIFY(!child<QPushButton>("canaryRemove")->isEnabled());  // it is no plan of the line's own
        QVERIFY(text("canarySummary").contains("Step 1"));
    }
    void in_the_usual_plan_the_old_model_guards_where_no_station_keeps_it()
    {
        auto *models = child<QComboBox>("canaryModel");
        models->setCurrentIndex(models->findText("line-v3"));
        emit models->activated(models->currentIndex());
        child<QLineEdit>("canaryReason")->setText("better caps");
        child<QLineEdit>("canaryBeginBy")->setText("Nina");
        click("canaryBegin");
        QTRY_VERIFY(m_engine->state.canary);
        const CanaryGuardRules &guard = m_engine->state.canary->progress.plan.guard;
        QVERIFY(guard.controls && guard.shadow && !guard.ownPast);
    }
    void it_begins_with_the_chosen_model_by_the_chosen_plan()
    {
        m_engine->state.canaryPlans = {night()};
        m_engine->publish();
        m_bridge->refresh();
        auto *models = child<QComboBox>("canaryModel");
        models->setCurrentIndex(models->findText("line-v3"));
        child<QLineEdit>("canaryReason")->setText(" better caps ");
        child<QLineEdit>("canaryBeginBy")->setText("Nina");
        QCOMPARE(child<QPushButton>("canaryBegin")->text(), QString("Begin with line-v3"));
        click("canaryBegin");
        QTRY_COMPARE(lastCall(), std::string("startCanary night line-v3 Nina: better caps"));
        QTRY_VERIFY(child<QPushButton>("canaryAbort")->isVisible());
        QVERIFY(!child<QPushButton>("canaryBegin")->isVisible());
        QVERIFY2(m_page->isAncestorOf(m_page->window()->focusWidget()), "the keyboard has left the page");
    }
    void while_it_waits_the_page_says_for_which_hours_data()
    {
        QTest::addColumn<int>("days");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<QString>("hours");
        const auto list = [](const QStringList &days) { return QLocale().createSeparatedList(days); };
        QTest::newRow("working days") << 0x1f << 22 * 60 << 5 * 60 + 30 << "Mon to Fri, 22:00 to 05:30";
        QTest::newRow("every day") << 0x7f << 0 << 0 << "Mon to Sun, the whole day";
        QTest::newRow("the weekend") << 0x60 << 8 * 60 << 16 * 60 << list({"Sat", "Sun"}) + ", 08:00 to 16:00";
        QTest::newRow("some") << 0x57 << 8 * 60 << 16 * 60 << list({"Mon to Wed", "Fri", "Sun"}) + ", 08:00 to 16:00";
    }
    void while_it_waits_the_page_says_for_which_hours()
    {
        QFETCH(int, days);
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(QString, hours);
        CanarySnapshot canary = underWay(CanaryState::Waiting);
        canary.progress.plan.windows = {{static_cast<std::uint8_t>(days), {from, to}}};
        show(canary);
        QCOMPARE(text("canarySituation"), QStringLiteral("Step 1 begins in the hours that the plan has for it: %1.").arg(hours));
        canary.progress.plan.windows.push_back({0x40, {}});
        show(canary);
        QCOMPARE(text("canarySituation"), QStringLiteral("Step 1 begins in the hours that the plan has for it: %1; Sun, the whole day.").arg(hours));
    }
    void the_newest_model_that_is_on_air_nowhere_is_proposed_until_a_hand_chooses()
    {
        auto *models = child<QComboBox>("canaryModel");
        for (const int version : {11, 12}) {
            m_engine->addModel({"line", version}).importedAt = std::chrono::system_clock::now() + std::chrono::hours(version);
            m_engine->publish();
            m_bridge->refresh();
            QCOMPARE(models->currentText(), QString("line-v%1").arg(version));
        }
        models->setCurrentIndex(models->findText("line-v11"));
        emit models->activated(models->currentIndex());
        m_engine->addModel({"line", 13}).importedAt = std::chrono::system_clock::now() + std::chrono::hours(13);
        m_engine->publish();
        m_bridge->refresh();
        QCOMPARE(models->currentText(), QString("line-v11"));
    }
    void one_minute_is_said_as_one()
    {
        CanarySnapshot one = underWay(CanaryState::Running);
        one.progress.plan.steps.front().leastTime = std::chrono::minutes(1);
        show(one);
        QVERIFY2(text("canarySituation").contains("500 parts first, and 1 minute(s) pass."), qPrintable(text("canarySituation")));
        one.progress.plan.steps.front().leastTime = std::chrono::minutes(30);
        show(one);
        QVERIFY2(text("canarySituation").contains("500 parts first, and 30 minute(s) pass."), qPrintable(text("canarySituation")));
    }
    void a_station_that_asks_keeps_it_from_beginning_until_it_is_answered()
    {
        m_engine->station("station-2").config.promotion = PromotionPolicy::Verdict;
        m_engine->publish();
        m_bridge->refresh();
        auto *models = child<QComboBox>("canaryModel");
        models->setCurrentIndex(models->findText("line-v3"));
        auto *begin = child<QPushButton>("canaryBegin");
        QVERIFY(!begin->isEnabled() && text("canarySummary").contains("your name"));
        child<QLineEdit>("canaryReason")->setText("caps");
        QVERIFY(!begin->isEnabled());
        child<QLineEdit>("canaryBeginBy")->setText("Nina");
        QVERIFY(begin->isEnabled());
    }
    void other_labels_than_on_air_at_a_station_of_the_plan_have_to_be_meant()
    {
        m_engine->addModel({"lids", 1}, {"Lid", "Bottle"});
        m_engine->publish();
        m_bridge->refresh();
        auto *models = child<QComboBox>("canaryModel");
        auto *meant = child<QCheckBox>("canaryChangeIsMeant");
        auto *begin = child<QPushButton>("canaryBegin");
        models->setCurrentIndex(models->findText("line-v3"));
        QVERIFY(!meant->isVisible() && !child<QLabel>("canaryChange")->isVisible() && begin->isEnabled());
        models->setCurrentIndex(models->findText("lids-v1"));
        QVERIFY(meant->isVisible() && !meant->isChecked());
        QCOMPARE(text("canaryChange"), QString("No longer knows Cap, Label. Also knows Lid."));
        QCOMPARE(meant->accessibleDescription(), text("canaryChange"));
        QVERIFY(!begin->isEnabled());
        child<QLineEdit>("canaryReason")->setText("lids now");  // what was written is no answer to that
        QVERIFY(!begin->isEnabled());
        meant->click();
        QVERIFY(begin->isEnabled());
        click("canaryBegin");
        QTRY_COMPARE(lastCall(), std::string("startCanary One station, then all lids-v1 : lids now"));
    }
    void labels_in_another_order_are_the_same_and_another_input_size_is_not()
    {
        Labels turned = m_engine->state.models.front().labels;
        std::ranges::reverse(turned);
        m_engine->addModel({"turned", 1}, turned);
        m_engine->addModel({"small", 1}, turned).inputHeight = 320;
        m_engine->publish();
        m_bridge->refresh();
        auto *models = child<QComboBox>("canaryModel");
        models->setCurrentIndex(models->findText("turned-v1"));
        QVERIFY(!child<QCheckBox>("canaryChangeIsMeant")->isVisible());
        models->setCurrentIndex(models->findText("small-v1"));
        QVERIFY(child<QCheckBox>("canaryChangeIsMeant")->isVisible() && !child<QPushButton>("canaryBegin")->isEnabled());
        QVERIFY2(text("canaryChange").startsWith("Input 640 × 320 instead of 640 × 640"), qPrintable(text("canaryChange")));
    }
    void who_confirmed_one_change_has_not_confirmed_another()
    {
        m_engine->state.canaryPlans = {night(), night()};
        m_engine->state.canaryPlans[1].name = "day";
        m_engine->addModel({"lids", 1}, {"Lid", "Bottle"});
        m_engine->addModel({"lids", 2}, {"Lid", "Bottle"});
        m_engine->publish();
        m_bridge->refresh();
        auto *models = child<QComboBox>("canaryModel");
        auto *meant = child<QCheckBox>("canaryChangeIsMeant");
        const auto confirm = [&] {
            if (!meant->isChecked())
                meant->click();
            QVERIFY(child<QPushButton>("canaryBegin")->isEnabled());
        };
        const auto asksAgain = [&] { return meant->isVisible() && !meant->isChecked() && !child<QPushButton>("canaryBegin")->isEnabled(); };
        models->setCurrentIndex(models->findText("lids-v1"));
        confirm();
        m_bridge->refresh();
        QVERIFY(meant->isChecked());  // nothing has changed
        models->setCurrentIndex(models->findText("lids-v2"));  // the same words, another model
        QVERIFY(asksAgain());
        confirm();
        child<QComboBox>("canaryPlan")->setCurrentIndex(1);
        QVERIFY(asksAgain());
        confirm();
        m_engine->state.canaryPlans[1].steps[0].leastParts = 501;  // the plan of that name is another one now
        m_engine->publish();
        m_bridge->refresh();
        QVERIFY(asksAgain());
        confirm();
        m_engine->station("station-2").active = ModelId{"line-blind", 1};  // as is what is on air
        m_engine->publish();
        m_bridge->refresh();
        QVERIFY(asksAgain());
    }
    void step_by_step_from_the_promote_panel_asks_as_well()
    {
        m_engine->addModel({"lids", 1}, {"Lid", "Bottle"});
        m_engine->publish();
        m_bridge->refresh();
        auto *meant = child<QCheckBox>("canaryChangeIsMeant");
        m_page->propose({"lids", 1}, "lids now", "Nina");
        QVERIFY(meant->isVisible() && !meant->isChecked() && !child<QPushButton>("canaryBegin")->isEnabled());
        meant->click();
        m_page->propose({"lids", 1}, "lids now", "Nina");  // once more: somebody else may stand there
        QVERIFY(!meant->isChecked() && !child<QPushButton>("canaryBegin")->isEnabled());
    }
    void a_plan_that_must_not_run_is_told_in_words()
    {
        m_engine->planCheck.faults = {{PlanFaultKind::NobodyAdded, 1, {}}};
        m_engine->publish();
        m_bridge->refresh();
        QVERIFY(!child<QPushButton>("canaryBegin")->isEnabled());
        QVERIFY(text("canarySummary").contains("Step 2 adds no station."));
    }
    void a_refusal_is_told_and_nothing_is_forgotten()
    {
        auto *models = child<QComboBox>("canaryModel");
        models->setCurrentIndex(models->findText("line-v3"));
        child<QLineEdit>("canaryReason")->setText("caps");
        m_engine->refuseWith = Error{ErrorCode::NotReady, "station-1 has judged 12 parts"};
        click("canaryBegin");
        QTRY_VERIFY(text("canaryMessage").contains("12 parts") && child<QLabel>("canaryMessage")->isVisible());
        QCOMPARE(child<QLineEdit>("canaryReason")->text(), QString("caps"));
        QVERIFY(child<QPushButton>("canaryBegin")->isEnabled());
    }
    void while_it_runs_the_page_shows_stations_guards_and_what_comes_then()
    {
        show(underWay(CanaryState::Running));
        QVERIFY(text("canaryTitle").contains("night") && text("canaryTitle").contains("step 1 of 2"));
        QVERIFY(text("canarySituation").contains("500 parts") && text("canarySituation").contains("Then you are asked."));
        QCOMPARE(cell("canaryStations", 0, 4), QString("321"));
        QCOMPARE(cell("canaryStations", 1, 4), QString("not begun"));
        QVERIFY(cell("canaryGuards", 0, 2).contains("25"));
        QVERIFY(cell("canaryGuards", 0, 3).contains("gross harm"));
        QCOMPARE(child<QProgressBar>("canaryEvidence")->value(), 25);
        QVERIFY(!child<QPushButton>("canaryApprove")->isEnabled());
    }
    void a_person_s_word_goes_to_the_engine_with_the_name()
    {
        show(underWay(CanaryState::Asking));
        child<QLineEdit>("canaryBy")->setText("Ada");
        for (const auto &[button, call] : {std::pair("canaryApprove", "steerCanary approve Ada"), std::pair("canaryPause", "steerCanary pause Ada"), std::pair("canaryAbort", "steerCanary abort Ada")}) {
            click(button);
            QCOMPARE(lastCall(), std::string(call));
        }
        CanarySnapshot paused = underWay(CanaryState::Paused);
        paused.progress.pause = CanaryPause::ByHand;
        show(paused);
        QCOMPARE(child<QPushButton>("canaryPause")->text(), QString("Resume"));
        click("canaryPause");
        QCOMPARE(lastCall(), std::string("steerCanary resume Ada"));
    }
    void a_pause_of_nobody_says_why()
    {
        HistoryEvent held;
        held.kind = EventKind::CanaryPaused;
        held.to = ModelId{"line", 3};
        held.detail = "golden frames at station-2: 1: fail expected, pass found";
        held.canary = CanaryNote{"night", 2, 2, CanaryPause::ByHand, {}};
        m_engine->addEvent(held);
        CanarySnapshot paused = underWay(CanaryState::Paused);
        paused.progress.pause = CanaryPause::ByHand;
        show(paused);
        QVERIFY2(text("canarySituation").contains("line-v3 does not judge the golden frames of the next stations") && text("canarySituation").endsWith("The guards keep watching."),
                 qPrintable(text("canarySituation")));
    }
    void a_pause_of_nobody_that_is_long_ago_points_to_the_history_which_says_why()
    {
        CanarySnapshot paused = underWay(CanaryState::Paused);
        paused.progress.pause = CanaryPause::ByHand;
        show(paused);
        QVERIFY(text("canarySituation").contains("the history says why") && !text("canaryTitle").contains("by hand"));
        HistoryEvent event;
        event.kind = EventKind::CanaryPaused;
        event.canary = CanaryNote{"night", 2, 2, CanaryPause::ByHand, {}};
        event.to = ModelId{"line", 3};
        event.detail = "golden frames at station-2: 1: fail expected, pass found";
        const QString told = CanaryWords::event(event, *m_bridge->snapshot());
        QVERIFY2(told.contains("line-v3 does not judge the golden frames") && told.contains("resume"), qPrintable(told));
        paused.progress.by = "Ada";
        show(paused);
        QVERIFY(!text("canarySituation").contains("history") && text("canaryTitle").contains("by hand"));
    }
    void harm_is_told_with_the_station_and_a_new_one_may_begin()
    {
        CanarySnapshot back = underWay(CanaryState::RolledBack);
        back.progress.harm = CanaryHarm{CanaryGuardKind::Collapse, "station-1", 5, 4.6, 77};
        show(back);
        QVERIFY(text("canarySituation").contains("nothing is found") && text("canarySituation").contains("77 parts"));
        QVERIFY(child<QPushButton>("canaryBegin")->isVisible());
        QVERIFY(!child<QPushButton>("canaryAbort")->isVisible());
    }
    void every_state_has_its_words_data()
    {
        QTest::addColumn<int>("state");
        for (int state = 0; state <= static_cast<int>(CanaryState::Aborted); ++state)
            QTest::addRow("state %d", state) << state;
    }
    void every_state_has_its_words()
    {
        QFETCH(int, state);
        show(underWay(static_cast<CanaryState>(state)));
        QVERIFY(!text("canaryTitle").endsWith(". "));
        QVERIFY(!text("canarySituation").isEmpty());
    }
    void the_plan_says_what_it_waits_for_and_asks_beside_the_usual()
    {
        CanaryPlan asking = night();
        asking.steps[1].leastLots = 3;
        asking.guard.reviewLimit = 0.2;
        m_engine->state.canaryPlans = {asking};
        m_engine->publish();
        m_bridge->refresh();
        QVERIFY2(text("canarySummary").contains("Step 2 lasts until lots were seen: 3. You are asked whether rejected parts are defective: where more than 20 % of them were good, it is taken back."),
                 qPrintable(text("canarySummary")));
    }
    void lots_that_were_seen_are_told_while_it_waits_for_them()
    {
        CanarySnapshot canary = underWay(CanaryState::Running);
        canary.progress.plan.steps[0].leastLots = 3;
        canary.progress.lots = 7;
        canary.progress.lotsBefore = 5;
        show(canary);
        QVERIFY2(text("canarySituation").contains("It waits for lots too: 2 of 3 were seen. Then you are asked."), qPrintable(text("canarySituation")));
    }
    void what_people_say_of_rejects_is_a_guard_like_the_others()
    {
        CanarySnapshot canary = underWay(CanaryState::Running);
        canary.evidence.guards = {{CanaryGuardKind::Review, "station-1", 4, 8, false, 6, {}, {}, {}}, {CanaryGuardKind::Review, {}, 2, 8, false, 1200, {}, {}, {}}};
        show(canary);
        QCOMPARE(cell("canaryGuards", 0, 0), QString("Rejects that people call good"));
        QCOMPARE(cell("canaryGuards", 0, 3), QString("parts that people answered about: 6"));
        QCOMPARE(cell("canaryGuards", 1, 1), QString("All its stations"));
        CanarySnapshot back = underWay(CanaryState::RolledBack);
        back.progress.harm = CanaryHarm{CanaryGuardKind::Review, {}, 5, 4.6, 77};
        show(back);
        QVERIFY2(text("canarySituation").startsWith("All its stations: it rejects parts that people call good. line-v3 was taken back after 77 parts."), qPrintable(text("canarySituation")));
    }
    void a_guard_of_rejects_says_their_share_and_what_is_usual()
    {
        CanarySnapshot canary = underWay(CanaryState::Running);
        canary.evidence.guards = {{CanaryGuardKind::Controls, "station-1", 2, 8, false, 300, 0.0912, 0.02, {}}, {CanaryGuardKind::Review, "station-1", 2, 8, false, 6, 0.5, 0.2, {}},
                                  {CanaryGuardKind::Collapse, "station-1", 0, 8, false, 300, std::nullopt, std::nullopt, {}}};
        show(canary);
        QCOMPARE(cell("canaryGuards", 0, 3), QString("rejects 9.1 %, usually 2.0 %"));
        QCOMPARE(cell("canaryGuards", 1, 3), QString("parts that people answered about: 6; good ones among them 50 %, at most 20 % may be"));
        QCOMPARE(cell("canaryGuards", 2, 3), QString());
        canary.evidence.guards.front().usual = std::nullopt;
        show(canary);
        QCOMPARE(cell("canaryGuards", 0, 3), QString("rejects 9.1 %"));
    }
    void the_remark_of_a_guard_has_the_room_that_the_other_columns_leave()
    {
        CanarySnapshot canary = underWay(CanaryState::Running);
        canary.evidence.guards = {{CanaryGuardKind::Review, "station-1", 2, 8, true, 6, 0.5, 0.2, {"station-2"}}, {CanaryGuardKind::Collapse, "station-1", 0, 8, false, 300, std::nullopt, std::nullopt, {}}};
        show(canary);
        auto *table = child<QTableView>("canaryGuards");
        const auto shown = [&](int row) { return table->rowHeight(row) >= table->sizeHintForIndex(table->model()->index(row, 3)).height(); };
        QTRY_COMPARE(table->horizontalHeader()->length(), table->viewport()->width());
        for (int column = 0; column < 3; ++column)
            QVERIFY2(table->columnWidth(column) < table->columnWidth(3), qPrintable(QString::number(column)));
        QVERIFY(shown(0) && table->rowHeight(1) >= 40);
        QCOMPARE(table->model()->index(0, 3).data(Qt::ToolTipRole).toString(), cell("canaryGuards", 0, 3));
        m_page->resize(800, 768);  // where it does not fit beside the others it is broken into lines
        QTRY_COMPARE(table->horizontalHeader()->length(), table->viewport()->width());
        QVERIFY(table->columnWidth(3) >= table->viewport()->width() / 3);
        QVERIFY(table->columnWidth(3) < table->fontMetrics().horizontalAdvance(cell("canaryGuards", 0, 3)));
        QTRY_VERIFY(shown(0) && table->rowHeight(0) > table->rowHeight(1));
    }
    void why_it_was_taken_back_is_told_with_the_shares()
    {
        CanarySnapshot back = underWay(CanaryState::RolledBack);
        back.progress.harm = CanaryHarm{CanaryGuardKind::Controls, "station-1", 5, 4.6, 77, 0.0912, 0.02};
        show(back);
        QVERIFY2(text("canarySituation").contains("its rejects are not those of the stations beside it (rejects 9.1 %, usually 2.0 %). line-v3 was taken back after 77 parts."), qPrintable(text("canarySituation")));
        back.progress.harm = CanaryHarm{CanaryGuardKind::Review, "station-1", 5, 4.6, 77, 0.5, 0.2};
        show(back);
        QVERIFY2(text("canarySituation").contains("people call good (50 % of them, at most 20 % may be)."), qPrintable(text("canarySituation")));
    }
    void a_limit_that_was_missed_is_told_with_what_it_came_to()
    {
        CanarySnapshot back = underWay(CanaryState::RolledBack);
        back.progress.harm = CanaryHarm{CanaryGuardKind::Latency, "station-1", 0, 0, 77, {}, {}, false, 812.0, 143.0};
        show(back);
        QVERIFY2(text("canarySituation").contains("verdicts come too late (812 ms, at most 143 ms)."), qPrintable(text("canarySituation")));
        back.progress.harm = CanaryHarm{CanaryGuardKind::Memory, "station-1", 0, 0, 77, {}, {}, false, 612.4, 500.0};
        show(back);
        QVERIFY2(text("canarySituation").contains("it takes more memory than the station allows (612 MB, at most 500 MB)."), qPrintable(text("canarySituation")));
    }
    void why_the_old_model_in_shadow_took_it_back_says_in_which_direction()
    {
        CanarySnapshot back = underWay(CanaryState::RolledBack);
        back.progress.harm = CanaryHarm{CanaryGuardKind::Shadow, "station-1", 5, 4.6, 77, 0.0912, 0.02};
        show(back);
        QVERIFY2(text("canarySituation").contains("it rejects what the old model passes (rejects 9.1 %, usually 2.0 %)."), qPrintable(text("canarySituation")));
        back.progress.harm = CanaryHarm{CanaryGuardKind::Shadow, "station-1", 5, 4.6, 77, 0.02, 0.0912, true};
        show(back);
        QVERIFY2(text("canarySituation").contains("it passes what the old model rejects (rejects 2.0 %, usually 9.1 %)."), qPrintable(text("canarySituation")));
    }
    void a_limit_is_shown_with_what_it_is_now()
    {
        CanarySnapshot canary = underWay(CanaryState::Running);
        GuardEvidence latency, memory;
        latency.guard = CanaryGuardKind::Latency;
        latency.station = memory.station = "station-1";
        latency.now = 12;
        latency.limit = 80;
        memory.guard = CanaryGuardKind::Memory;
        memory.now = 412.4;
        memory.limit = 500;
        canary.evidence.guards = {latency, memory};
        show(canary);
        QCOMPARE(cell("canaryGuards", 0, 0), QString("Verdicts in time"));
        QCOMPARE(cell("canaryGuards", 0, 2), QString("no bet: a limit"));
        QVERIFY2(cell("canaryGuards", 0, 3).startsWith("12") && cell("canaryGuards", 0, 3).contains(" now, 80") && cell("canaryGuards", 0, 3).endsWith(" at most"), qPrintable(cell("canaryGuards", 0, 3)));
        QCOMPARE(cell("canaryGuards", 1, 3), QString("412 MB now, 500 MB at most"));
    }
    void a_pause_until_changes_are_saved_says_so_and_is_not_resumed_by_hand()
    {
        CanarySnapshot paused = underWay(CanaryState::Paused);
        paused.progress.pause = CanaryPause::NotSaved;
        paused.progress.by = "Ada";  // who let it go on
        show(paused);
        QVERIFY2(text("canaryTitle").endsWith("Paused: changes cannot be saved"), qPrintable(text("canaryTitle")));
        QVERIFY2(text("canarySituation").contains("nothing further goes on air before it can be"), qPrintable(text("canarySituation")));
        QCOMPARE(child<QPushButton>("canaryPause")->text(), QString("Pause"));
        click("canaryPause");
        QVERIFY2(lastCall().starts_with("steerCanary pause"), lastCall().c_str());
        HistoryEvent event;
        event.kind = EventKind::CanaryPaused;
        event.canary = CanaryNote{"night", 2, 2, CanaryPause::NotSaved, {}};
        QVERIFY(CanaryWords::event(event, *m_bridge->snapshot()).contains("what changes cannot be saved"));
    }
    void a_pause_without_data_says_what_did_not_come()
    {
        using namespace std::chrono_literals;
        CanarySnapshot paused = underWay(CanaryState::Paused);
        CanaryProgress &p = paused.progress;
        p.pause = CanaryPause::NoData;
        p.patience = p.ran = 480min;
        show(paused);
        QVERIFY2(text("canarySituation").contains("Fewer than 500 parts came in 480 minute"), qPrintable(text("canarySituation")));
        p.stations.front().stepParts = 500;
        p.plan.steps.front().leastLots = 3;
        show(paused);
        QVERIFY2(text("canarySituation").contains("Fewer than 3 lots were seen in 480 minute"), qPrintable(text("canarySituation")));
        p.ran = 4min;
        show(paused);
        QVERIFY2(text("canarySituation").contains("has finished no parts for a while"), qPrintable(text("canarySituation")));
    }
    void a_verdict_serves_stations_that_have_the_model_it_compared_alone()
    {
        for (const char *id : {"station-1", "station-2"})
            m_engine->station(id).config.promotion = PromotionPolicy::Verdict;
        StationSnapshot &compared = m_engine->station("station-1");
        compared.shadow = ModelId{"line", 3};
        compared.comparison.emplace().verdict.state = AbState::AtLeastAsGood;
        compared.comparison->seen = {2, 40};
        m_engine->station("station-2").active = compared.active;
        m_engine->publish();
        m_bridge->refresh();
        auto *models = child<QComboBox>("canaryModel");
        models->setCurrentIndex(models->findText("line-v3"));
        emit models->activated(models->currentIndex());  // by hand: it stays
        QVERIFY2(text("canarySummary").contains("your name and the reason. Station 1: at least as good in what was seen. 1 more lot"), qPrintable(text("canarySummary")));
        QVERIFY(!child<QPushButton>("canaryBegin")->isEnabled());
        m_engine->station("station-1").comparison->seen.lots = 3;
        m_engine->publish();
        m_bridge->refresh();
        QVERIFY(!text("canarySummary").contains("your name"));
        QVERIFY(child<QPushButton>("canaryBegin")->isEnabled());
        m_engine->station("station-2").active = ModelId{"other", 1};
        m_engine->publish();
        m_bridge->refresh();
        QVERIFY2(text("canarySummary").contains("your name"), qPrintable(text("canarySummary")));
        QVERIFY(!child<QPushButton>("canaryBegin")->isEnabled());
    }
    void a_plan_of_the_line_can_be_removed()
    {
        m_engine->state.canaryPlans = {night()};
        m_engine->publish();
        m_bridge->refresh();
        click("canaryRemove");
        QCOMPARE(lastCall(), std::string("applyCanaryPlans"));
    }
};

QTEST_MAIN(TestCanaryPage)
#include "tst_canarypage.moc"
