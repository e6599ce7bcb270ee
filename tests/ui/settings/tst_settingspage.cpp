// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/enginebridge.h"
#include "settings/language.h"
#include "settings/stationchecks.h"
#include "ui/settings/settingsfixture.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QToolButton>
#include <QWheelEvent>
#include <QtTest>

#include <functional>
#include <string>
#include <vector>

using namespace lineside;
using namespace lineside::test;

/// The settings page over a scripted engine.
class TstSettingsPage : public QObject, protected SettingsFixture {
    Q_OBJECT

private slots:
    void init() { openPage(); }
    void cleanup() { closePage(); }

    void the_first_station_is_shown_at_once()
    {
        QCOMPARE(edit("stationName")->text(), QStringLiteral("Station 1"));
        QCOMPARE(edit("contractLabelsText")->text(), QStringLiteral("Bottle, Cap, Label"));
        QVERIFY(!button("applyChanges")->isEnabled());
    }

    void changes_wait_until_they_are_applied_together()
    {
        edit("stationName")->setText(QStringLiteral("Filler"));
        child<QDoubleSpinBox>("sourceFps")->setValue(15);
        select(1);
        child<QDoubleSpinBox>("detectConfidence")->setValue(0.4);
        QVERIFY2(waiting().startsWith(QStringLiteral("3 ")), qPrintable(waiting()));
        QVERIFY(m_engine->appliedStations.empty());
        button("applyChanges")->click();
        QCOMPARE(m_engine->appliedStations.size(), 4u);
        QCOMPARE(m_engine->appliedStations[0].name, std::string("Filler"));
        QCOMPARE(m_engine->appliedStations[0].source.targetFps, 15.0);
        QCOMPARE(m_engine->appliedStations[1].detect.confidence, 0.4f);
        QCOMPARE(m_engine->appliedStations[2], m_engine->snapshot()->stations[2].config);
        m_bridge->refresh();
        QVERIFY(!button("applyChanges")->isEnabled());
    }

    void apply_leaves_the_keyboard_on_the_page()
    {
        m_page->activateWindow();
        edit("stationName")->setText(QStringLiteral("Filler"));
        button("applyChanges")->setFocus();
        QTRY_VERIFY(button("applyChanges")->hasFocus());
        QTest::keyClick(button("applyChanges"), Qt::Key_Space);
        m_bridge->refresh();
        QVERIFY(!button("applyChanges")->isEnabled());
        QVERIFY(list()->hasFocus());
    }

    void discard_shows_what_is_in_force_again()
    {
        edit("stationName")->setText(QStringLiteral("Filler"));
        button("discardChanges")->click();
        QCOMPARE(edit("stationName")->text(), QStringLiteral("Station 1"));
        QVERIFY(!button("applyChanges")->isEnabled());
    }

    void only_looking_at_stations_changes_nothing()
    {
        for (int row = 0; row < 4; ++row)
            select(row);
        QVERIFY(!button("applyChanges")->isEnabled());
        child<QComboBox>("sourceKind")->setFocus();
        QVERIFY(!button("applyChanges")->isEnabled());
    }

    void a_bad_value_is_explained_and_the_last_good_one_stays()
    {
        edit("stationName")->setText(QStringLiteral("Filler"));
        edit("stationName")->setText(QStringLiteral("Station 2"));
        QVERIFY(notice("stationNameProblem").contains(QStringLiteral("Station 2")));
        button("applyChanges")->click();
        QCOMPARE(m_engine->appliedStations[0].name, std::string("Filler"));
    }

    void a_rule_must_use_labels_of_the_contract()
    {
        edit("ruleReject")->setText(QStringLiteral("Lid"));
        QVERIFY(notice("ruleRejectProblem").contains(QStringLiteral("Lid")));
        edit("ruleReject")->setText(QStringLiteral("Cap"));
        QVERIFY(notice("ruleRejectProblem").isEmpty());
    }

    void changes_that_are_refused_are_explained_in_place_and_still_wait()
    {
        edit("stationName")->setText(QStringLiteral("Filler"));
        m_engine->refuseWith = Error{ErrorCode::InvalidInput, "station-1"};
        button("applyChanges")->click();
        QVERIFY(!button("applyChanges")->isEnabled());  // once is enough
        QTRY_VERIFY(notice("applyProblem").contains(QStringLiteral("not taken")));
        QVERIFY(notice("applyProblem").contains(QStringLiteral("go on as before")));
        QVERIFY(button("applyChanges")->isEnabled());
        m_engine->refuseWith.reset();
        button("applyChanges")->click();
        QTRY_VERIFY(!button("discardChanges")->isEnabled());
        QVERIFY(notice("applyProblem").isEmpty());
    }

    void changes_in_force_that_could_not_be_written_are_not_called_refused()
    {
        edit("stationName")->setText(QStringLiteral("Filler"));
        putInForceButNotWrite("Filler");
        button("applyChanges")->click();
        QTRY_VERIFY(notice("applyProblem").contains(QStringLiteral("in force")));
        QVERIFY(notice("applyProblem").contains(QStringLiteral("disk full")));
    }

    void what_is_edited_while_changes_are_applied_does_not_make_them_refused()
    {
        edit("stationName")->setText(QStringLiteral("Filler"));
        putInForceButNotWrite("Filler");
        button("applyChanges")->click();
        edit("stationName")->setText(QStringLiteral("Filler 2"));
        QTRY_VERIFY2(notice("applyProblem").contains(QStringLiteral("are in force")), qPrintable(notice("applyProblem")));
        QVERIFY(waiting().startsWith(QStringLiteral("1 ")));  // the edit waits on
    }

    void the_page_names_the_settings_file()
    {
        QVERIFY(child<QLabel>("settingsFile")->isHidden());
        m_engine->state.configFile = "/var/lib/lineside/lineside.json";
        m_engine->publish();
        m_bridge->refresh();
        QVERIFY(child<QLabel>("settingsFile")->text().contains(QStringLiteral("/var/lib/lineside/lineside.json")));
    }

    void that_two_pictures_are_judged_at_a_time_only_after_a_start_is_said()
    {
        const auto said = [&] { return child<QLabel>("stationLimits")->text(); };
        QVERIFY(said().isEmpty());
        for (int left = 4; left > 1; --left)
            child<QToolButton>("stationRemove")->click();
        QVERIFY2(said().contains(QStringLiteral("A single station gets all processors from the next start")), qPrintable(said()));
        button("discardChanges")->click();
        QVERIFY(said().isEmpty());

        closePage();
        makeEngine(fillLine);
        m_engine->state.stations.resize(1);
        m_engine->publish();
        showPage();
        QVERIFY(!said().contains(QStringLiteral("next start")));
        child<QToolButton>("stationAdd")->click();
        QVERIFY2(said().contains(QStringLiteral("Two pictures are judged at a time from the next start")), qPrintable(said()));
        button("applyChanges")->click();
        QTRY_COMPARE(m_engine->appliedStations.size(), 2u);
        QVERIFY(said().contains(QStringLiteral("next start")));
    }

    void stations_are_added_duplicated_moved_and_removed()
    {
        child<QToolButton>("stationAdd")->click();
        QCOMPARE(list()->model()->rowCount(), 5);
        QCOMPARE(edit("stationName")->text(), QStringLiteral("Station 5"));
        child<QToolButton>("stationDuplicate")->click();
        QCOMPARE(list()->model()->rowCount(), 6);
        child<QToolButton>("stationUp")->click();
        child<QToolButton>("stationRemove")->click();
        QCOMPARE(list()->model()->rowCount(), 5);
        button("applyChanges")->click();
        QCOMPARE(m_engine->appliedStations.size(), 5u);
        QCOMPARE(m_engine->appliedStations[4].name, std::string("Station 5"));
    }

    void the_labels_of_the_running_model_can_be_taken()
    {
        edit("contractLabelsText")->clear();
        button("contractTakeLabels")->click();
        QCOMPARE(edit("contractLabelsText")->text(), QStringLiteral("Bottle, Cap, Label"));
    }

    void the_layout_of_the_models_is_chosen_by_its_name()
    {
        auto *layout = child<QComboBox>("contractLayout");
        QCOMPARE(layout->currentText(), QStringLiteral("As the file says"));
        layout->setCurrentIndex(layout->findText(QStringLiteral("YOLOX")));
        QVERIFY(child<QLabel>("waitingChanges")->toolTip().contains(QStringLiteral("layout of the models")));
        button("applyChanges")->click();
        QVERIFY(m_engine->appliedStations[0].contract.layout == ModelLayout::Yolox);
        QVERIFY(m_engine->appliedStations[1].contract.layout == ModelLayout::Auto);
        m_bridge->refresh();
        select(1);
        QCOMPARE(layout->currentText(), QStringLiteral("As the file says"));
        select(0);
    }

    void the_wheel_over_a_value_does_not_change_it()
    {
        auto *spin = child<QDoubleSpinBox>("detectConfidence");
        QWheelEvent wheel(QPointF(5, 5), spin->mapToGlobal(QPointF(5, 5)), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(spin, &wheel);
        QVERIFY(!button("applyChanges")->isEnabled());
    }

    void a_search_shows_only_the_settings_that_fit()
    {
        edit("settingsSearch")->setText(QStringLiteral("confidence"));
        QVERIFY(child<QDoubleSpinBox>("detectConfidence")->isVisible());
        QVERIFY(!edit("stationName")->isVisible());
        edit("settingsSearch")->setText(QStringLiteral("language"));
        QCOMPARE(child<QTabWidget>("settingsTabs")->currentIndex(), 1);
        edit("settingsSearch")->clear();
        child<QTabWidget>("settingsTabs")->setCurrentIndex(0);
        QVERIFY(edit("stationName")->isVisible());
        QVERIFY(!edit("sourceUrl")->isVisible());
    }

    void a_search_finds_a_setting_by_what_its_tick_says()
    {
        edit("settingsSearch")->setText(QStringLiteral("another part"));
        QVERIFY(child<QCheckBox>("rulePictureIsPart")->isVisible());
        QVERIFY(!edit("stationName")->isVisible());
    }

    void a_rejected_settings_file_is_told_with_its_place()
    {
        m_engine->state.configError = Error{ErrorCode::InvalidInput, "line 12, column 3: expected a number"};
        m_engine->publish();
        m_bridge->refresh();
        QVERIFY(notice("configError").contains(QStringLiteral("line 12, column 3")));
    }

    void choices_for_the_screens_apply_at_once_and_are_remembered()
    {
        QSignalSpy language(&m_page->interfaceSettings(), &InterfaceSettings::languageChanged);
        QSignalSpy theme(&m_page->interfaceSettings(), &InterfaceSettings::themeChanged);
        auto *box = child<QComboBox>("language");
        box->setCurrentIndex(box->findData(QStringLiteral("zh_CN")));
        emit box->activated(box->currentIndex());
        auto *themes = child<QComboBox>("theme");
        themes->setCurrentIndex(themes->findData(QStringLiteral("dark")));
        emit themes->activated(themes->currentIndex());
        child<QCheckBox>("singleKeys")->setChecked(false);
        QCOMPARE(language.first().first().toString(), QStringLiteral("zh_CN"));
        QCOMPARE(theme.first().first().toString(), QStringLiteral("dark"));
        QCOMPARE(InterfaceSettings().language(), QStringLiteral("zh_CN"));
        QVERIFY(!InterfaceSettings::singleKeys());
    }

    void single_letter_keys_can_be_switched_off()
    {
        m_page->activateWindow();
        list()->setFocus();
        m_page->interfaceSettings().setSingleKeys(false);
        QTest::keyClick(list(), Qt::Key_Slash);
        QVERIFY(!edit("settingsSearch")->hasFocus());
        m_page->interfaceSettings().setSingleKeys(true);
        QTest::keyClick(list(), Qt::Key_Slash);  // where the page puts the focus
        QTRY_VERIFY(edit("settingsSearch")->hasFocus());
    }

    void escape_leaves_the_search_so_that_slash_begins_another()
    {
        m_page->activateWindow();
        list()->setFocus();
        for (const char *words : {"air", "name"}) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Slash);
            QVERIFY(edit("settingsSearch")->hasFocus());
            QTest::keyClicks(edit("settingsSearch"), QLatin1String(words));
            QCOMPARE(edit("settingsSearch")->text(), QLatin1String(words));
            QTest::keyClick(edit("settingsSearch"), Qt::Key_Escape);
            QVERIFY(list()->hasFocus());
            QVERIFY(edit("settingsSearch")->text().isEmpty());
        }
    }

    void slash_reaches_the_search_from_the_list_and_from_a_choice()
    {
        m_page->activateWindow();
        for (QWidget *widget : {static_cast<QWidget *>(list()), static_cast<QWidget *>(child<QComboBox>("sourceKind"))}) {
            widget->setFocus();
            QTRY_VERIFY(widget->hasFocus());
            QTest::keyClick(widget, Qt::Key_Slash);
            QTRY_VERIFY(edit("settingsSearch")->hasFocus());
        }
    }

    void labels_may_be_typed_with_chinese_commas()
    {
        QCOMPARE(StationChecks::split(QString::fromUtf8("瓶子，盖子、标签")).size(), 3u);
        QVERIFY(!StationChecks::labels(QStringLiteral("Cap, Cap")).isEmpty());
    }

    void numbers_finer_or_larger_than_their_field_stay_when_another_field_is_edited()
    {
        StationConfig &config = m_engine->station("station-1").config;
        config.source.targetFps = 29.97;
        config.source.demoSeed = 9'007'199'254'740'991;  // the largest that the file takes
        config.source.demoDefectRate = 0.06543;
        config.contract.maxLatencyMs = 33.333;
        config.contract.maxMemoryMb = 2'000'000;
        StationConfig wanted = config;
        m_engine->publish();
        m_bridge->refresh();
        select(1);
        select(0);
        child<QSpinBox>("sourceDemoStation")->setValue(7);
        wanted.source.demoStation = 6;
        button("applyChanges")->click();
        QVERIFY(m_engine->appliedStations[0] == wanted);
        QTRY_VERIFY(waiting().startsWith(QStringLiteral("No change")));
        // An edit of the field itself counts, also one back to what was shown.
        child<QDoubleSpinBox>("sourceFps")->setValue(15);
        child<QDoubleSpinBox>("sourceFps")->setValue(30);
        child<QSpinBox>("sourceDemoSeed")->setValue(5);
        button("applyChanges")->click();
        QCOMPARE(m_engine->appliedStations[0].source.targetFps, 30.0);
        QCOMPARE(m_engine->appliedStations[0].source.demoSeed, std::uint64_t{5});
    }

    void labels_with_commas_and_blanks_come_back_as_they_were()
    {
        const std::vector<std::string> labels{"bolt, M6", " nut ", "5\" pipe", "\"quoted\"", "a;b", "盖子，大", "plain one"};
        QVERIFY2(StationChecks::split(StationChecks::join(labels)) == labels, qPrintable(StationChecks::join(labels)));
        QCOMPARE(StationChecks::join({"bolt, M6", "nut"}), QStringLiteral("\"bolt, M6\", nut"));
        for (const char *typed : {"\"", "\"a", "a\"", "\"\"", ",\",", "\"a\" b, c"})
            QVERIFY(StationChecks::split(QLatin1String(typed)).size() <= 2);  // half typed
    }

    void another_field_of_a_station_leaves_labels_with_commas_alone()
    {
        StationConfig &config = m_engine->station("station-1").config;
        config.contract.labels = {"bolt, M6", " nut ", "Bottle"};
        config.rule.partLabel = "bolt, M6";
        config.rule.requiredLabels = {"bolt, M6"};
        config.rule.rejectLabels = {" nut "};
        const StationConfig before = config;
        m_engine->publish();
        m_bridge->refresh();
        select(1);
        select(0);
        edit("stationName")->setText(QStringLiteral("Filler"));
        for (const char *name : {"contractLabelsProblem", "rulePartProblem", "ruleRequiredProblem", "ruleRejectProblem"})
            QVERIFY2(notice(name).isEmpty(), name);
        button("applyChanges")->click();
        const StationConfig &applied = m_engine->appliedStations[0];
        QVERIFY(applied.contract.labels == before.contract.labels);
        QVERIFY(applied.rule == before.rule);
        QCOMPARE(applied.name, std::string("Filler"));
    }

    void a_label_with_a_comma_can_be_taken_from_the_running_model_and_typed_into_the_rule()
    {
        for (ModelSnapshot &model : m_engine->state.models)
            model.labels = {"bolt, M6", "nut"};
        m_engine->publish();
        m_bridge->refresh();
        button("contractTakeLabels")->click();
        edit("rulePart")->setText(QStringLiteral("bolt, M6"));
        edit("ruleRequired")->setText(QStringLiteral("\"bolt, M6\", nut"));
        edit("ruleReject")->clear();
        button("applyChanges")->click();
        const StationConfig &applied = m_engine->appliedStations[0];
        QVERIFY((applied.contract.labels == std::vector<std::string>{"bolt, M6", "nut"}));
        QVERIFY((applied.rule.requiredLabels == std::vector<std::string>{"bolt, M6", "nut"}));
        QCOMPARE(applied.rule.partLabel, std::string("bolt, M6"));
    }

private:
    /// Of the changes that are applied next, the first station gets its name and the answer is that nothing could be written.
    void putInForceButNotWrite(const std::string &name)
    {
        m_engine->refuseWith = Error{ErrorCode::Io, "disk full"};
        m_engine->deliver = [this, name](std::function<void()> work) {
            m_engine->state.stations[0].config.name = name;
            m_engine->publish();
            QMetaObject::invokeMethod(qApp, std::move(work), Qt::QueuedConnection);
        };
    }
};

QTEST_MAIN(TstSettingsPage)
#include "tst_settingspage.moc"
