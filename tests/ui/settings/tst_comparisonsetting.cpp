// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/enginebridge.h"
#include "settings/settingrow.h"
#include "ui/settings/settingsfixture.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QSpinBox>
#include <QToolButton>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// By what a comparison decides, in the settings of a station, over a scripted engine.
class TstComparisonSetting : public QObject, protected SettingsFixture {
    Q_OBJECT

    QDoubleSpinBox *share(const char *name) const { return child<QDoubleSpinBox>(name); }

private slots:
    void init()
    {
        makeEngine([](FakeEngine &engine) {
            fillLine(engine);
            engine.state.stations[1].config.comparison = {0.00025, 0.0012345, 0.05};
            engine.state.stations[1].config.reviewers = 2;
            engine.state.stations[1].config.coverage = {12, 0};
            engine.publish();
        });
        showPage();
        select(0);
    }
    void cleanup() { closePage(); }

    void what_is_in_force_is_shown_in_percent()
    {
        QCOMPARE(share("comparisonEscape")->value(), 0.1);
        QCOMPARE(share("comparisonFalseReject")->value(), 0.5);
        QCOMPARE(share("comparisonError")->value(), 1.0);
        QCOMPARE(child<QComboBox>("comparisonReviewers")->currentData().toInt(), 1);
        QCOMPARE(child<QSpinBox>("comparisonLots")->value(), 3);
        QCOMPARE(child<QSpinBox>("comparisonHours")->value(), 8);
        select(1);
        QCOMPARE(share("comparisonEscape")->value(), 0.025);
        QCOMPARE(share("comparisonError")->value(), 5.0);
        QCOMPARE(child<QSpinBox>("comparisonLots")->value(), 12);
        QCOMPARE(child<QSpinBox>("comparisonHours")->value(), 0);
        QCOMPARE(child<QComboBox>("comparisonReviewers")->currentText(), QStringLiteral("Two people, independently"));
    }
    void looking_changes_nothing_also_where_the_display_is_rounded()
    {
        select(1);
        select(2);
        QVERIFY(!button("applyChanges")->isEnabled());
    }
    void what_is_typed_waits_until_it_is_applied()
    {
        share("comparisonEscape")->setValue(0.2);
        child<QComboBox>("comparisonReviewers")->setCurrentIndex(1);
        child<QSpinBox>("comparisonLots")->setValue(5);
        child<QSpinBox>("comparisonHours")->setValue(24);
        QVERIFY(m_engine->appliedStations.empty());
        button("applyChanges")->click();
        QTRY_VERIFY(!m_engine->appliedStations.empty());
        const StationConfig &applied = m_engine->appliedStations[0];
        QCOMPARE(applied.comparison.escapeMargin, 0.002);
        QCOMPARE(applied.comparison.falseRejectMargin, 0.005);
        QCOMPARE(applied.reviewers, 2);
        QCOMPARE(applied.coverage, (CoverageLimits{5, 24}));
        QCOMPARE(m_engine->appliedStations[1], m_engine->snapshot()->stations[1].config);  // as it was, unrounded
    }
    void which_stations_see_different_parts_is_said_with_a_group_and_the_others_of_it_are_named()
    {
        auto *group = child<QSpinBox>("comparisonDifferentParts");
        auto *row = static_cast<SettingRow *>(group->parentWidget());
        const auto hint = [&] { return group->accessibleDescription(); };
        QCOMPARE(group->text(), QStringLiteral("nobody has said so"));
        QVERIFY(row->problem().isEmpty() && !hint().contains(QStringLiteral("In it too")));
        group->setValue(2);
        QCOMPARE(group->text(), QStringLiteral("group 2"));
        QVERIFY2(row->problem().startsWith(QStringLiteral("No other station is in this group yet")), qPrintable(row->problem()));
        select(1);
        QVERIFY(row->problem().isEmpty());
        group->setValue(2);
        QVERIFY(row->problem().isEmpty());
        QVERIFY2(hint().endsWith(QStringLiteral("In it too: Station 1.")), qPrintable(hint()));
        select(0);
        QVERIFY2(row->problem().isEmpty() && hint().endsWith(QStringLiteral("In it too: Station 2.")), qPrintable(hint()));
        button("applyChanges")->click();
        QTRY_VERIFY(!m_engine->appliedStations.empty());
        QCOMPARE(m_engine->appliedStations[0].differentParts, 2);
        QCOMPARE(m_engine->appliedStations[1].differentParts, 2);
        QCOMPARE(m_engine->appliedStations[2].differentParts, 0);
        child<QToolButton>("stationDuplicate")->click();  // of the same camera until somebody names another
        QCOMPARE(group->value(), 0);
    }
    void that_each_picture_shows_another_part_can_be_said_only_where_no_box_is_the_part()
    {
        auto *pictures = child<QCheckBox>("rulePictureIsPart");
        auto *part = child<QLineEdit>("rulePart");
        QCOMPARE(part->text(), QStringLiteral("Bottle"));
        QVERIFY(!pictures->isEnabled());
        part->clear();
        QVERIFY(pictures->isEnabled());
        pictures->click();
        QVERIFY(button("applyChanges")->isEnabled());
        part->setText(QStringLiteral("Bottle"));
        QVERIFY(!pictures->isEnabled());
        QVERIFY(!button("applyChanges")->isEnabled());  // all is as it was: beside a label it is not said
        part->clear();
        QVERIFY(pictures->isEnabled() && pictures->isChecked());
        button("applyChanges")->click();
        QTRY_VERIFY(!m_engine->appliedStations.empty());
        QVERIFY(m_engine->appliedStations[0].rule.pictureIsPart && m_engine->appliedStations[0].rule.partLabel.empty());
    }
};

QTEST_MAIN(TstComparisonSetting)
#include "tst_comparisonsetting.moc"
