// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/promotepanel.h"
#include "mainwindow/rail.h"
#include "support/fakeconsole.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QtTest>

#include <algorithm>

using namespace lineside;
using namespace lineside::test;

/// Promote… for one or several stations, over a scripted engine.
class TstPromotePanel : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_console = std::make_unique<FakeConsole>();
        m_console->engine.addModel({"line", 3}, {"Bottle", "Lid", "Label"});
        for (const char *station : {"station-1", "station-2"})
            m_console->engine.station(station).offered = FakeConsole::kV2;
        m_console->publish();
        QVERIFY(QTest::qWaitForWindowActive(m_console->window.get()));
    }
    void cleanup() { m_console.reset(); }

    void ctrl_return_opens_it_for_the_selected_station_with_the_model_of_its_preview()
    {
        open("station-2");
        QVERIFY(panel().isVisible() && !panel().isWindow());
        QCOMPARE(models().currentText(), QStringLiteral("line-v2"));
        QVERIFY(check("station-2").isChecked());
        QVERIFY(!check("station-1").isChecked());
        QCOMPARE(go().text(), QStringLiteral("Put line-v2 on Station 2"));
        QVERIFY(go().isEnabled());
        // Nothing is promoted by the key that opened it.
        QVERIFY(models().hasFocus() && !go().hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(m_console->engine.calls.empty());
    }

    void the_table_says_now_and_then()
    {
        open("station-2");
        const PromotePlan plan = planOf(FakeConsole::kV2, {"station-2"});
        QCOMPARE(plan.rows[1].now, QStringLiteral("line-v1"));
        QCOMPARE(plan.rows[1].then, QStringLiteral("line-v2 · 12.4 ms · 62.0 MB"));
        QCOMPARE(plan.rows[2].then, QStringLiteral("line-v2, not checked for this station yet"));
        QVERIFY(plan.rows[2].canCheck && !plan.rows[1].canCheck);
        QVERIFY(planOf(FakeConsole::kV1, {"station-2"}).rows[1].then == QLatin1String("no change"));
        const QList<QLabel *> labels = panel().findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(labels, [&](QLabel *label) { return label->isVisible() && label->text() == plan.rows[1].then; }));
    }

    void the_time_told_is_that_of_the_precision_that_would_judge()
    {
        for (ModelSnapshot &model : m_console->engine.state.models)
            model.executor = {"openvino", "CPU", "f32", false, 26.0, 47.3};
        m_console->publish();
        open("station-2");
        QCOMPARE(planOf(FakeConsole::kV2, {"station-2"}).rows[1].then, QStringLiteral("line-v2 · 47.3 ms · 62.0 MB"));
    }

    void one_button_puts_the_model_on_several_stations()
    {
        open("station-2");
        check("station-1").click();
        QCOMPARE(go().text(), QStringLiteral("Put line-v2 on 2 stations"));
        go().click();
        QCOMPARE(m_console->engine.calls, (std::vector<std::string>{"promote station-1 line-v2", "promote station-2 line-v2"}));
        QVERIFY(!panel().isVisible());
    }

    void a_station_where_the_model_is_not_ready_has_to_be_checked_first()
    {
        open("station-2");
        check("station-3").click();
        QVERIFY(!go().isEnabled());
        QCOMPARE(summary(), QStringLiteral("line-v2 must be checked first at: Station 3."));
        auto *prepare = panel().findChild<QPushButton *>("promotePrepare_station-3");
        QVERIFY(prepare->isVisible());
        prepare->click();
        QCOMPARE(m_console->engine.calls, (std::vector<std::string>{"offerModel station-3 line-v2"}));
        m_console->bridge->refresh();
        QVERIFY(go().isEnabled() && !prepare->isVisible());
        QCOMPARE(go().text(), QStringLiteral("Put line-v2 on 2 stations"));
    }

    void changed_labels_are_shown_and_ask_for_a_reason_that_goes_into_the_history()
    {
        m_console->engine.station("station-2").offered = ModelId{"line", 3};
        m_console->publish();
        open("station-2");
        const PromotePlan plan = planOf({"line", 3}, {"station-2"});
        QVERIFY(plan.needsReason && !plan.possible);
        QVERIFY2(plan.rows[1].then.endsWith(QStringLiteral("\nNo longer knows Cap. Also knows Lid.")), qPrintable(plan.rows[1].then));
        QVERIFY(!go().isEnabled());
        QCOMPARE(summary(), QStringLiteral("Labels or input size change. Read what changes and confirm it."));
        QVERIFY(change().isVisible());
        QCOMPARE(change().accessibleDescription(), QStringLiteral("No longer knows Cap. Also knows Lid."));
        change().click();
        QVERIFY(!go().isEnabled());
        QCOMPARE(summary(), QStringLiteral("Labels or input size change. Write why; the history keeps it."));
        QVERIFY(reason().isVisible());
        reason().setText("   ");
        QVERIFY(!go().isEnabled());
        QTest::keyClicks(&reason(), "new lids from Monday");
        QVERIFY(go().isEnabled());
        // Return in the field is no promotion.
        QTest::keyClick(&reason(), Qt::Key_Return);
        QVERIFY(m_console->engine.calls.empty());
        go().click();
        QCOMPARE(m_console->engine.calls, (std::vector<std::string>{"promote station-2 line-v3"}));
        QCOMPARE(m_console->engine.events.back().detail, std::string("new lids from Monday"));
        open("station-2");
        QCOMPARE(reason().text(), QString());
    }

    void a_changed_input_size_is_shown_and_asks_for_a_reason_that_goes_into_the_history()
    {
        ModelSnapshot &v2 = *std::ranges::find(m_console->engine.state.models, FakeConsole::kV2, &ModelSnapshot::id);
        v2.inputWidth = v2.inputHeight = 320;
        m_console->engine.station("station-2").offered = FakeConsole::kV2;
        m_console->publish();
        open("station-2");
        const PromotePlan plan = planOf(FakeConsole::kV2, {"station-2"});
        QVERIFY(plan.needsReason && !plan.possible);
        QVERIFY2(plan.rows[1].then.endsWith(QStringLiteral("\nInput 320 × 320 instead of 640 × 640.")), qPrintable(plan.rows[1].then));
        QVERIFY(!go().isEnabled());
        QVERIFY(reason().isVisible());
        QTest::keyClicks(&reason(), "smaller is quicker");
        QVERIFY(!go().isEnabled());  // a reason alone is no confirmation
        change().click();
        go().click();
        QCOMPARE(m_console->engine.calls, (std::vector<std::string>{"promote station-2 line-v2"}));
        QCOMPARE(m_console->engine.events.back().detail, std::string("smaller is quicker"));
    }

    void who_confirmed_one_change_has_not_confirmed_another()
    {
        m_console->engine.addModel({"line", 4}, {"Bottle", "Label"});
        for (const int version : {3, 4})
            m_console->engine.station(version == 3 ? "station-1" : "station-2").offered = ModelId{"line", version};
        m_console->publish();
        open("station-2");
        QCOMPARE(models().currentText(), QStringLiteral("line-v4"));
        change().click();
        QVERIFY(change().isChecked());
        models().setCurrentIndex(models().findText(QStringLiteral("line-v3")));
        QVERIFY(change().isVisible() && !change().isChecked());
        models().setCurrentIndex(models().findText(QStringLiteral("line-v2")));
        QVERIFY(!change().isVisible());
    }

    void a_station_that_asks_for_a_verdict_names_who_answers_where_there_is_none()
    {
        m_console->engine.station("station-2").config.promotion = PromotionPolicy::Verdict;
        m_console->publish();
        open("station-2");
        QVERIFY2(planOf(FakeConsole::kV2, {"station-2"}).rows[1].then.endsWith(QStringLiteral("\nNot compared with line-v1 here.")), "");
        QVERIFY(reason().isVisible() && by().isVisible());
        QCOMPARE(summary(), QStringLiteral("The comparison has not proven that this model is at least as good. Write who answers for it and why; the history keeps both."));
        QTest::keyClicks(&reason(), "red caps");
        QVERIFY(!go().isEnabled());
        QTest::keyClicks(&by(), "Nina");
        QVERIFY(go().isEnabled());
        go().click();
        QCOMPARE(m_console->engine.calls, (std::vector<std::string>{"promote station-2 line-v2"}));
        QCOMPARE(m_console->engine.events.back().detail, std::string("red caps"));
        QCOMPARE(m_console->engine.events.back().by, std::string("Nina"));
    }

    void a_verdict_that_it_is_at_least_as_good_is_enough()
    {
        StationSnapshot &s = m_console->engine.station("station-2");
        s.config.promotion = PromotionPolicy::Verdict;
        s.shadow = FakeConsole::kV2;
        s.comparison.emplace().coverage = {0, 0};
        const auto said = [&](AbState state) {
            m_console->engine.station("station-2").comparison->verdict.state = state;
            m_console->publish();
            const PromotePlan plan = planOf(FakeConsole::kV2, {"station-2"});
            return QStringLiteral("%1%2").arg(plan.needsBy ? QStringLiteral("asks, ") : QString(), plan.rows[1].then.section(QLatin1Char('\n'), -1));
        };
        QCOMPARE(said(AbState::Open), QStringLiteral("asks, Compared here: not decided yet."));
        QCOMPARE(said(AbState::Worse), QStringLiteral("asks, Compared here: proven worse than line-v1."));
        QCOMPARE(said(AbState::AtLeastAsGood), QStringLiteral("Compared here: proven at least as good as line-v1."));
        open("station-2");
        QVERIFY(!reason().isVisible() && !by().isVisible() && go().isEnabled());
        // Taken back while the panel is open, it asks.
        m_console->engine.station("station-2").comparison->verdict.contradicted = true;
        m_console->publish();
        QVERIFY(by().isVisible() && !go().isEnabled());
    }

    void a_verdict_that_has_not_seen_enough_or_counts_pictures_is_told_with_what_is_missing()
    {
        StationSnapshot &s = m_console->engine.station("station-2");
        s.config.promotion = PromotionPolicy::Verdict;
        s.shadow = FakeConsole::kV2;
        ComparisonSnapshot &c = s.comparison.emplace();
        c.verdict.state = AbState::AtLeastAsGood;
        c.seen = {2, 40};
        const auto said = [&] {
            m_console->publish();
            const PromotePlan plan = planOf(FakeConsole::kV2, {"station-2"});
            return QStringLiteral("%1%2").arg(plan.needsBy ? QStringLiteral("asks, ") : QString(), plan.rows[1].then.section(QLatin1Char('\n'), -1));
        };
        const QRegularExpression oneLot(QStringLiteral("^asks, Compared here: at least as good as line-v1 in what was seen\\. 1 more lot(\\(s\\))? must come before it is proven\\.$"));
        QVERIFY2(oneLot.match(said()).hasMatch(), qPrintable(said()));
        m_console->engine.station("station-2").comparison->countsPictures = true;
        QCOMPARE(said(), QStringLiteral("asks, Compared here: at least as good as line-v1 in what was seen. Every picture counts as a part here, which proves nothing."));
        m_console->engine.station("station-2").comparison->countsPictures = false;
        m_console->engine.station("station-2").comparison->seen.lots = 3;
        QCOMPARE(said(), QStringLiteral("Compared here: proven at least as good as line-v1."));
    }

    void the_same_labels_ask_for_no_reason()
    {
        open("station-2");
        QVERIFY(!reason().isVisible());
        QVERIFY(!planOf(FakeConsole::kV2, {"station-2"}).needsReason);
    }

    void a_station_whose_policy_asks_for_a_reason_gets_one()
    {
        m_console->engine.station("station-2").config.promotion = PromotionPolicy::Reason;
        m_console->publish();
        open("station-2");
        QVERIFY(planOf(FakeConsole::kV2, {"station-2"}).needsReason);
        QVERIFY(!go().isEnabled() && reason().isVisible());
        QCOMPARE(summary(), QStringLiteral("Write why this model goes on air; the history keeps it."));
        QTest::keyClicks(&reason(), "trial of Monday");
        go().click();
        QCOMPARE(m_console->engine.calls, (std::vector<std::string>{"promote station-2 line-v2"}));
        QCOMPARE(m_console->engine.events.back().detail, std::string("trial of Monday"));
    }

    void nothing_chosen_promotes_nothing()
    {
        open("station-2");
        check("station-2").click();
        QVERIFY(!go().isEnabled());
        QCOMPARE(go().text(), QStringLiteral("Nothing chosen"));
        QCOMPARE(summary(), QStringLiteral("Choose at least one station."));
        const PromotePlan none = PromotePlan::of(*m_console->bridge->snapshot(), nullptr, {"station-1"}, {});
        QVERIFY(!none.possible && none.ready.empty());
        QCOMPARE(none.summary, QStringLiteral("The library is empty. Drop a weight file on the window first."));
    }

    void without_a_preview_the_newest_model_that_is_not_on_air_there_is_proposed()
    {
        m_console->engine.addModel({"line", 4}, {"Bottle", "Cap", "Label"}).importedAt = std::chrono::system_clock::now() + std::chrono::hours(1);
        m_console->publish();
        open("station-3");
        QCOMPARE(models().currentText(), QStringLiteral("line-v4"));
        m_console->engine.station("station-3").active = ModelId{"line", 4};
        m_console->publish();
        open("station-3");
        QVERIFY(models().currentText() != QLatin1String("line-v4"));
    }

    void a_model_that_is_on_air_there_already_says_so()
    {
        const PromotePlan plan = planOf(FakeConsole::kV1, {"station-2"});
        QVERIFY(!plan.possible && plan.ready.empty());
        QCOMPARE(plan.summary, QStringLiteral("line-v1 is on air there already. Choose another model or station."));
        QCOMPARE(plan.button, QStringLiteral("No change"));
    }

    void a_damaged_model_cannot_be_chosen()
    {
        m_console->engine.state.models[1].state = ModelState::Damaged;
        m_console->publish();
        open("station-2");
        QCOMPARE(models().findText("line-v2"), -1);
    }

    void escape_and_close_change_nothing()
    {
        open("station-2");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!panel().isVisible());
        open("station-2");
        panel().findChild<QPushButton *>("promoteClose")->click();
        QVERIFY(!panel().isVisible());
        QVERIFY(m_console->engine.calls.empty());
    }

    void the_whole_panel_works_by_keys()
    {
        open("station-2");
        int tabs = 0;
        while (QApplication::focusWidget() != &check("station-1") && ++tabs < 30)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), &check("station-1"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        while (QApplication::focusWidget() != &go() && ++tabs < 60)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), &go());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QCOMPARE(m_console->engine.callsStartingWith("promote"), 2u);
        // Not on some button that the next key would press.
        QVERIFY(m_console->window->livePage().isAncestorOf(QApplication::focusWidget()));
    }

    void the_keyboard_stays_where_a_button_goes_away()
    {
        open("station-2");
        auto *prepare = panel().findChild<QPushButton *>("promotePrepare_station-3");
        prepare->setFocus();
        QTest::keyClick(prepare, Qt::Key_Space);
        m_console->bridge->refresh();
        QVERIFY(!prepare->isVisible());
        QCOMPARE(QApplication::focusWidget(), &check("station-3"));
        go().setFocus();
        m_console->engine.station("station-2").offered.reset();
        m_console->publish();
        m_console->bridge->refresh();
        QVERIFY(!go().isEnabled());
        QVERIFY(panel().isAncestorOf(QApplication::focusWidget()));
    }

    void however_many_lines_a_change_takes_all_of_them_are_shown()
    {
        ModelSnapshot *changed = nullptr;
        for (ModelSnapshot &model : m_console->engine.state.models)
            if (model.id == ModelId{"line", 3})
                changed = &model;
        QVERIFY(changed);
        for (int i = 0; i < 30; ++i)
            changed->labels.push_back("A label of some length " + std::to_string(i));
        m_console->engine.station("station-2").offered = changed->id;
        m_console->publish();
        open("station-2");
        QTRY_VERIFY(panel().isVisible());
        QCoreApplication::processEvents();
        int wrapped = 0;
        for (const QLabel *label : panel().findChild<QScrollArea *>("promoteStations")->findChildren<QLabel *>()) {
            if (!label->wordWrap() || !label->text().contains(QStringLiteral("A label of some length 29")))
                continue;
            ++wrapped;
            QTRY_VERIFY2(label->height() >= label->heightForWidth(label->width()),
                         qPrintable(QStringLiteral("%1 of %2").arg(label->height()).arg(label->heightForWidth(label->width()))));
        }
        QVERIFY(wrapped > 0);
    }

    void sixteen_stations_fit_by_scrolling()
    {
        FakeConsole large(16, {1366, 768});
        QVERIFY(QTest::qWaitForWindowActive(large.window.get()));
        large.child<QAction>("keyPromote")->trigger();
        auto *shown = large.child<PromotePanel>("promotePanel");
        QVERIFY(QTest::qWaitFor([&] { return shown->isVisible(); }));
        const QRect inside(QPoint(0, 0), large.window->size());
        for (const char *name : {"promoteGo", "promoteClose"}) {
            auto *button = shown->findChild<QPushButton *>(name);
            QVERIFY(inside.contains(QRect(button->mapTo(large.window.get(), QPoint(0, 0)), button->size())));
        }
    }

    void the_station_that_it_is_opened_for_is_in_sight()
    {
        FakeConsole large(16, {1366, 768});
        QVERIFY(QTest::qWaitForWindowActive(large.window.get()));
        large.window->livePage().wall().select("station-16");
        large.child<QAction>("keyPromote")->trigger();
        auto *shown = large.child<PromotePanel>("promotePanel");
        QTRY_VERIFY(shown->isVisible());
        const auto *check = shown->findChild<QCheckBox *>("promoteStation_station-16");
        QTRY_COMPARE(check->visibleRegion().boundingRect(), check->rect());
    }

    void step_by_step_leads_to_the_canary_with_the_model_and_what_was_written()
    {
        m_console->engine.station("station-2").config.promotion = PromotionPolicy::Verdict;
        m_console->publish();
        open("station-2");
        QVERIFY(steps().isVisible() && steps().isEnabled());
        QTest::keyClicks(&reason(), "new lids from Monday");
        QTest::keyClicks(&by(), "Nina");
        models().setCurrentIndex(models().findText("line-v1"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_S, Qt::AltModifier);
        QTRY_VERIFY(!panel().isVisible());
        QVERIFY(m_console->child<QPushButton>("canaryBegin")->isVisible());
        QCOMPARE(m_console->child<QComboBox>("canaryModel")->currentText(), QStringLiteral("line-v1"));
        QCOMPARE(m_console->child<QLineEdit>("canaryReason")->text(), QStringLiteral("new lids from Monday"));
        QCOMPARE(m_console->child<QLineEdit>("canaryBeginBy")->text(), QStringLiteral("Nina"));
        QVERIFY(m_console->child<QComboBox>("canaryPlan")->hasFocus());
        QVERIFY(m_console->engine.calls.empty());
        // It stays chosen, also where a newer model comes.
        m_console->engine.addModel({"line", 9}).importedAt = std::chrono::system_clock::now() + std::chrono::hours(1);
        m_console->publish();
        QCOMPARE(m_console->child<QComboBox>("canaryModel")->currentText(), QStringLiteral("line-v1"));
    }

    void step_by_step_leads_there_from_every_screen_data()
    {
        QTest::addColumn<int>("screen");
        QTest::newRow("live") << int{Rail::Live};
        QTest::newRow("compare") << int{Rail::Compare};
        QTest::newRow("canary") << int{Rail::Canary};
        QTest::newRow("page of a station") << int{Rail::ScreenCount};
    }
    void step_by_step_leads_there_from_every_screen()
    {
        QFETCH(int, screen);
        if (screen == Rail::ScreenCount)
            m_console->window->openStation("station-2");
        else
            m_console->window->goTo(screen);
        QTest::keyClick(m_console->window.get(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(panel().isVisible());
        models().setCurrentIndex(models().findText("line-v3"));
        steps().click();
        QVERIFY(!panel().isVisible() && m_console->child<QComboBox>("canaryPlan")->hasFocus());
        QCOMPARE(m_console->child<QComboBox>("canaryModel")->currentText(), QStringLiteral("line-v3"));
    }

    void step_by_step_needs_a_second_station()
    {
        FakeConsole small(1);
        QVERIFY(QTest::qWaitForWindowActive(small.window.get()));
        small.child<QAction>("keyPromote")->trigger();
        QTRY_VERIFY(small.child<QWidget>("promotePanel")->isVisible());
        QVERIFY(!small.child<QPushButton>("promoteSteps")->isVisible());
    }

    void step_by_step_waits_for_the_canary_that_is_under_way_and_says_so()
    {
        open("station-2");
        steps().setFocus();
        CanarySnapshot canary;
        canary.progress.plan.name = "night";
        canary.progress.plan.steps = {{.stations = {"station-1"}}};
        canary.progress.model = FakeConsole::kV2;
        canary.progress.state = CanaryState::Running;
        m_console->engine.state.canary = std::make_shared<const CanarySnapshot>(canary);
        m_console->publish();
        QVERIFY(steps().isVisible() && !steps().isEnabled() && !steps().hasFocus());
        QVERIFY2(steps().toolTip().startsWith("A canary is under way"), qPrintable(steps().toolTip()));
        canary.progress.state = CanaryState::Done;
        m_console->engine.state.canary = std::make_shared<const CanarySnapshot>(canary);
        m_console->publish();
        QVERIFY(steps().isEnabled());
    }

private:
    void open(const StationId &station)
    {
        m_console->window->livePage().wall().select(station);
        QTest::keyClick(m_console->window.get(), Qt::Key_Return, Qt::ControlModifier);
    }
    PromotePlan planOf(const ModelId &model, const std::set<StationId> &chosen)
    {
        const EngineSnapshotPtr snapshot = m_console->bridge->snapshot();
        return PromotePlan::of(*snapshot, findModel(*snapshot, model), chosen, {});
    }
    PromotePanel &panel() { return *m_console->child<PromotePanel>("promotePanel"); }
    QComboBox &models() { return *panel().findChild<QComboBox *>("promoteModel"); }
    QPushButton &go() { return *panel().findChild<QPushButton *>("promoteGo"); }
    QPushButton &steps() { return *panel().findChild<QPushButton *>("promoteSteps"); }
    QLineEdit &reason() { return *panel().findChild<QLineEdit *>("promoteReason"); }
    QLineEdit &by() { return *panel().findChild<QLineEdit *>("promoteBy"); }
    QCheckBox &change() { return *panel().findChild<QCheckBox *>("promoteChange"); }
    QString summary() { return panel().findChild<QLabel *>("promoteSummary")->text(); }
    QCheckBox &check(const char *station)
    {
        return *panel().findChild<QCheckBox *>(QStringLiteral("promoteStation_") + QLatin1String(station));
    }

    std::unique_ptr<FakeConsole> m_console;
};

QTEST_MAIN(TstPromotePanel)
#include "tst_promotepanel.moc"
