// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/comparefixture.h"

#include <QApplication>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

#include <memory>
#include <vector>

using namespace lineside;
using namespace lineside::test;

/// What A and B have seen of each class, on the Compare page.
class TstClassesPanel : public QObject, protected CompareFixture {
    Q_OBJECT

    QTableView *table() const { return child<QTableView>("compareClasses"); }
    QToolButton *toggle() const { return child<QToolButton>("compareShowClasses"); }
    QStringList row(int number) const
    {
        QStringList cells;
        for (int column = 0; column < table()->model()->columnCount(); ++column)
            cells << table()->model()->index(number, column).data().toString();
        return cells;
    }
    void compare(std::uint64_t frames, std::vector<ShadowClass> classes)
    {
        StationSnapshot &s = m_engine->station("station-1");
        s.shadow = kB;
        s.shadowStats.compared = frames;
        s.shadowStats.classes = std::move(classes);
        republish();
    }
    void seenAll(std::uint64_t times = 1)
    {
        compare(1240 * times, {{"Label", 1240 * times, 1240 * times, 1240 * times, 0.91, 0.905}, {"Cap", 1240 * times, 1000 * times, 999 * times, 0.8, 0.7}, {"Cap askew", 0, 3 * times, 0, 0, 0.5}, {"Gap", 0, 0, 0, 0, 0}});
    }

private slots:
    void init() { openCompare(); }
    void cleanup() { closePage(); }

    void before_the_first_frame_there_is_no_table_to_look_at()
    {
        QVERIFY(!toggle()->isEnabled());
        QTest::keyClick(m_page.get(), Qt::Key_5);
        QVERIFY(!table()->isVisible());
        compare(0, {{"Cap", 0, 0, 0, 0, 0}});
        QVERIFY(!toggle()->isEnabled() && !toggle()->isVisible());
    }
    void counts_agreement_and_mean_scores_stand_in_a_row_for_each_class()
    {
        seenAll();
        toggle()->click();
        QVERIFY(table()->isVisible() && !view("compareViewA")->isVisible());
        QCOMPARE(table()->model()->rowCount(), 4);
        QCOMPARE(row(0), (QStringList{"Cap", "1,000", "1,240", "999", "80.4 %", "0.700", "0.800"}));
        QCOMPARE(row(1), (QStringList{"Cap askew", "3", "0", "0", "0.0 %", "0.500", QString::fromUtf8("–")}));
        QCOMPARE(row(2), (QStringList{"Gap", "0", "0", "0", QString::fromUtf8("–"), QString::fromUtf8("–"), QString::fromUtf8("–")}));
        QCOMPARE(row(3), (QStringList{"Label", "1,240", "1,240", "1,240", "100.0 %", "0.905", "0.910"}));
        QCOMPARE(child<QLabel>("classesNote")->text(), QStringLiteral("What each has seen in the frames that both judged, 1,240 so far. It does not tell who is right. Enter on a class shows where they differ in it."));
    }
    void the_key_5_opens_it_at_the_table_and_leads_back_as_escape_and_the_button_do()
    {
        seenAll();
        QTest::keyClick(m_page.get(), Qt::Key_5);
        QVERIFY(table()->isVisible() && toggle()->isChecked());
        QCOMPARE(QApplication::focusWidget(), table());
        QTest::keyClick(table(), Qt::Key_5);
        QVERIFY(!table()->isVisible() && !toggle()->isChecked() && view("compareViewA")->isVisible());
        toggle()->click();
        QTest::keyClick(table(), Qt::Key_Escape);
        QVERIFY(!table()->isVisible());
        toggle()->click();
        button("classesClose")->click();
        QVERIFY(!table()->isVisible() && view("compareViewA")->isVisible());
    }
    void enter_on_a_class_shows_the_frames_that_differ_in_it_and_escape_all_again()
    {
        seenAll();
        FakeFeed &feed = m_engine->feedOf("station-1");
        auto bottle = std::make_shared<ComparedFrame>(*comparedFrame(9, false));
        auto shadow = std::make_shared<JudgedFrame>(*bottle->shadow);
        std::erase_if(shadow->detections.items, [&](const Detection &d) { return shadow->detections.label(d) == "Bottle"; });
        bottle->shadow = shadow;
        feed.setDiffering({comparedFrame(7, true), bottle, comparedFrame(8, true)});
        m_bridge->refresh();
        QCOMPARE(strip()->model()->rowCount(), 3);
        toggle()->click();
        table()->selectRow(0);  // Cap
        QTest::keyClick(table(), Qt::Key_Return);
        QVERIFY(!table()->isVisible() && view("compareViewA")->isVisible());
        QCOMPARE(strip()->model()->rowCount(), 2);
        QCOMPARE(QApplication::focusWidget(), strip());
        QCOMPARE(strip()->currentIndex().row(), 0);
        QVERIFY(button("compareOnly")->isVisible() && button("compareOnly")->text().startsWith(QLatin1String("Only Cap (2)")));
        LINESIDE_NOTHING(unnamed(*m_page));
        feed.setDiffering({bottle});
        m_bridge->refresh();
        QCOMPARE(strip()->model()->rowCount(), 0);
        QVERIFY(button("compareOnly")->text().startsWith(QLatin1String("Only Cap (0)")));
        QTest::keyClick(strip(), Qt::Key_Escape);
        QCOMPARE(strip()->model()->rowCount(), 1);
        QVERIFY(!button("compareOnly")->isVisible());
        QTest::keyClick(strip(), Qt::Key_5);  // it leads on from there
        QVERIFY(table()->isVisible());
        table()->selectRow(3);  // Label
        emit table()->activated(table()->currentIndex());
        QCOMPARE(strip()->model()->rowCount(), 0);
        button("compareOnly")->setFocus();
        button("compareOnly")->click();
        QCOMPARE(strip()->model()->rowCount(), 1);
        QCOMPARE(QApplication::focusWidget(), strip());
    }
    void another_station_shows_all_of_its_frames()
    {
        seenAll();
        toggle()->click();
        emit table()->activated(table()->model()->index(0, 0));
        QVERIFY(button("compareOnly")->isVisible());
        m_page->showStation("station-2");
        QVERIFY(!button("compareOnly")->isVisible());
    }
    void the_key_4_leads_on_to_the_evidence_where_there_is_any()
    {
        seenAll();
        toggle()->click();
        QTest::keyClick(table(), Qt::Key_4);
        QVERIFY(table()->isVisible());
        m_engine->station("station-1").comparison.emplace().verdict.parts = 500;
        republish();
        QTest::keyClick(table(), Qt::Key_4);
        QVERIFY(!table()->isVisible() && child<QWidget>("evidencePanel")->isVisible());
        QTest::keyClick(m_page->focusWidget(), Qt::Key_5);
        QVERIFY(table()->isVisible());
    }
    void it_is_sorted_by_the_numbers_and_what_is_chosen_stays_chosen_while_they_grow()
    {
        seenAll();
        toggle()->click();
        table()->sortByColumn(4, Qt::AscendingOrder);
        QCOMPARE(row(0).front(), QStringLiteral("Gap"));  // nothing is known of it
        QCOMPARE(row(1).front(), QStringLiteral("Cap askew"));
        QCOMPARE(row(2).front(), QStringLiteral("Cap"));
        table()->selectRow(2);
        seenAll(2);
        QTRY_COMPARE(row(2)[1], QStringLiteral("2,000"));
        QCOMPARE(table()->currentIndex().row(), 2);
    }
    void all_of_it_is_named_for_who_does_not_see_it()
    {
        seenAll();
        toggle()->click();
        QCOMPARE(table()->accessibleName(), QStringLiteral("Classes"));
        QCOMPARE(toggle()->accessibleName(), QStringLiteral("Classes"));
        QCOMPARE(button("classesClose")->accessibleName(), QStringLiteral("Shows the pictures again (5)"));
        for (int column = 0; column < table()->model()->columnCount(); ++column)
            QVERIFY(!table()->model()->headerData(column, Qt::Horizontal).toString().isEmpty());
        QVERIFY(table()->focusPolicy() & Qt::TabFocus);
    }
    void where_the_comparison_ends_the_pictures_come_back()
    {
        seenAll();
        toggle()->click();
        m_engine->station("station-1").shadow.reset();
        republish();
        QVERIFY(!table()->isVisible() && view("compareViewA")->isVisible() && !toggle()->isChecked());
    }
};

QTEST_MAIN(TstClassesPanel)
#include "tst_classespanel.moc"
