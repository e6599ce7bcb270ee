// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/comparefixture.h"

#include <QComboBox>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

#include <algorithm>

using namespace lineside;
using namespace lineside::test;

/// A comparison at all stations that have the same model on air, on the Compare page.
class TstCompareStations : public QObject, protected CompareFixture {
    Q_OBJECT

    QTableView *table() const { return child<QTableView>("compareStations"); }
    QToolButton *toggle() const { return child<QToolButton>("compareShowStations"); }
    QString together() const { return child<QLabel>("compareTogether")->text(); }
    QString stationShown() const { return child<QComboBox>("compareStation")->currentData().toString(); }
    std::vector<QStringList> rows() const
    {
        std::vector<QStringList> all;
        for (int row = 0; row < table()->model()->rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < table()->model()->columnCount(); ++column)
                cells << table()->model()->index(row, column).data().toString();
            all.push_back(cells);
        }
        return all;
    }
    static ComparisonSnapshot seen(std::int64_t parts, std::int64_t differ = 0, AbState state = AbState::Open)
    {
        ComparisonSnapshot c;
        c.verdict.parts = parts;
        c.verdict.discordant = differ;
        c.verdict.state = state;
        c.waiting = c.verdict.pending = differ;
        c.coverage = {0, 0};
        return c;
    }
    /// B is compared at both.
    void compareBoth(const std::optional<JointComparison> &joint = {})
    {
        for (const char *id : {"station-1", "station-2"}) {
            StationSnapshot &s = m_engine->station(id);
            s.shadow = kB;
            s.shadowStats.compared = 9000;
            s.comparison = seen(s.config.id == "station-1" ? 4700 : 1240, s.config.id == "station-1" ? 3 : 0);
            s.comparison->joint = joint;
        }
        republish();
    }
    static JointComparison joint(AbState state = AbState::Open)
    {
        JointComparison j;
        j.stations = {"station-1", "station-2"};
        j.state = state;
        j.parts = 5940;
        j.discordant = j.pending = 3;
        j.covered = true;
        return j;
    }

private slots:
    void init() { openCompare(); }
    void cleanup() { closePage(); }

    void one_press_starts_b_at_every_station_that_has_a_and_one_more_stops_it()
    {
        m_page->showModel(kB);
        QVERIFY(button("compareStartAll")->isVisible() && !button("compareStopAll")->isVisible() && !toggle()->isVisible());
        QCOMPARE(button("compareStartAll")->text(), QStringLiteral("Start at all 2 stations"));
        button("compareStartAll")->click();
        QCOMPARE(m_engine->calls, (std::vector<std::string>{"setShadow station-1 line-v2", "setShadow station-2 line-v2"}));
        m_bridge->refresh();
        QVERIFY(!button("compareStartAll")->isVisible());
        QCOMPARE(button("compareStopAll")->text(), QStringLiteral("Stop at all 2 stations"));
        button("compareStopAll")->click();
        m_bridge->refresh();
        QVERIFY(!m_engine->station("station-1").shadow && !m_engine->station("station-2").shadow);
        QVERIFY(button("compareStartAll")->isVisible());
        QCOMPARE(m_engine->callsStartingWith("promote"), 0u);
    }
    void the_space_bar_starts_it_too()
    {
        m_page->showModel(kB);
        QVERIFY(button("compareStartAll")->focusPolicy() & Qt::TabFocus);
        button("compareStartAll")->setFocus();
        QTest::keyClick(button("compareStartAll"), Qt::Key_Space);
        QCOMPARE(m_engine->callsStartingWith("setShadow"), 2u);
    }
    void with_one_station_there_is_nothing_to_start_at_all()
    {
        m_engine->station("station-2").active = kBlind;
        republish();
        m_page->showModel(kB);
        QVERIFY(!child<QWidget>("stationsBar")->isVisible());
        QTest::keyClick(m_page.get(), Qt::Key_6);
        QVERIFY(!table()->isVisible());
    }
    void a_station_that_compares_another_model_is_left_alone()
    {
        m_engine->addStation("station-3", "Station 3").active = kA;
        m_engine->station("station-2").shadow = kBlind;
        republish();
        m_page->showModel(kB);
        QCOMPARE(button("compareStartAll")->text(), QStringLiteral("Start at all 2 stations"));
        button("compareStartAll")->click();
        QCOMPARE(m_engine->calls, (std::vector<std::string>{"setShadow station-1 line-v2", "setShadow station-3 line-v2"}));
        m_bridge->refresh();
        button("compareStopAll")->click();
        QCOMPARE(m_engine->station("station-2").shadow, std::optional(kBlind));
    }
    void where_b_is_compared_at_some_it_is_started_at_the_others_only()
    {
        m_engine->addStation("station-3", "Station 3").active = kA;
        startShadow(10, 0);
        m_engine->station("station-2").shadow = kB;
        republish();
        QVERIFY(button("compareStartAll")->isVisible() && button("compareStopAll")->isVisible());
        QCOMPARE(button("compareStartAll")->text(), QStringLiteral("Start at all 3 stations"));
        button("compareStartAll")->click();
        QCOMPARE(m_engine->calls, (std::vector<std::string>{"setShadow station-3 line-v2"}));
    }
    void what_one_station_refuses_is_told_for_each()
    {
        m_page->showModel(kB);
        QSignalSpy refused(m_bridge.get(), &EngineBridge::commandRefused);
        m_engine->refuseWith = Error{ErrorCode::Busy, "a canary is under way"};
        button("compareStartAll")->click();
        QTRY_COMPARE(refused.size(), 2);
        QVERIFY(refused[0][0].toString() != QString());
    }
    void the_table_says_what_each_station_knows_and_last_what_they_know_together()
    {
        m_engine->addStation("station-3", "Station 3").active = kA;
        m_engine->addStation("station-4", "Station 4").active = kA;
        m_engine->station("station-4").shadow = kBlind;
        compareBoth(joint());
        QVERIFY(toggle()->isVisible());
        toggle()->click();
        QVERIFY(table()->isVisible() && !view("compareViewA")->isVisible() && toggle()->isChecked());
        const QString none = QString::fromUtf8("–");
        QCOMPARE(rows().size(), std::size_t{5});
        QCOMPARE(rows()[0], (QStringList{"Station 1", "4,700", "3", "3", "not decided"}));
        QCOMPARE(rows()[1], (QStringList{"Station 2", "1,240", "0", "0", "not decided"}));
        QCOMPARE(rows()[2], (QStringList{"Station 3", none, none, none, "no comparison"}));
        QCOMPARE(rows()[3], (QStringList{"Station 4", none, none, none, "compared with line-blind-v1"}));
        QCOMPARE(rows()[4], (QStringList{"Together", "5,940", "3", "3", "not decided"}));
        for (int column = 0; column < table()->model()->columnCount(); ++column)
            QVERIFY(!table()->model()->headerData(column, Qt::Horizontal).toString().isEmpty());
        compareBoth(joint(AbState::AtLeastAsGood));
        QTRY_COMPARE(rows()[4][4], QStringLiteral("at least as good"));
    }
    void the_verdict_has_the_room_that_the_numbers_leave()
    {
        m_engine->station("station-2").config.name = "The second of the two parallel lines in hall 4, behind the labeller, camera from above";
        compareBoth(joint(AbState::AtLeastAsGood));
        toggle()->click();
        QTRY_COMPARE(table()->horizontalHeader()->length(), table()->viewport()->width());
        for (int column = 0; column < 4; ++column)
            QVERIFY2(table()->columnWidth(column) < table()->columnWidth(4), qPrintable(QString::number(column)));
        QVERIFY(table()->columnWidth(0) <= table()->viewport()->width() / 5);  // and a long name leaves it room too
        QCOMPARE(table()->model()->index(1, 0).data(Qt::ToolTipRole).toString(), rows()[1][0]);
    }
    void the_verdict_in_the_table_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("contradicted");
        QTest::addColumn<bool>("covered");
        QTest::addColumn<QString>("words");
        QTest::newRow("as good") << int(AbState::AtLeastAsGood) << false << true << "at least as good";
        QTest::newRow("as good, of one lot") << int(AbState::AtLeastAsGood) << false << false << "at least as good, by too few lots or hours";
        QTest::newRow("contradicted") << int(AbState::AtLeastAsGood) << true << true << "decided, then contradicted";
        QTest::newRow("worse") << int(AbState::Worse) << false << true << "worse";
        QTest::newRow("worse within the margin") << int(AbState::WorseWithinMargin) << false << true << "worse, by less than the margin";
        QTest::newRow("open") << int(AbState::Open) << false << true << "not decided, about 2,400 more";
    }
    void the_verdict_in_the_table()
    {
        QFETCH(int, state);
        QFETCH(bool, contradicted);
        QFETCH(bool, covered);
        QFETCH(QString, words);
        compareBoth();
        ComparisonSnapshot &c = *m_engine->station("station-1").comparison;
        c.verdict.state = static_cast<AbState>(state);
        c.verdict.contradicted = contradicted;
        c.verdict.more = MoreParts{2371, 1500, {}};
        if (!covered)
            c.coverage = {3, 8};
        republish();
        toggle()->click();
        QCOMPARE(rows()[0][4], words);
        QCOMPARE(rows().size(), std::size_t{2});  // they are not taken together
    }
    void a_row_leads_to_its_station()
    {
        compareBoth(joint());
        QCOMPARE(stationShown(), QStringLiteral("station-1"));
        toggle()->click();
        const auto press = [this](int row) { QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, table()->visualRect(table()->model()->index(row, 0)).center()); };
        press(2);  // all of them together are no station
        QVERIFY(table()->isVisible());
        press(1);
        QCOMPARE(stationShown(), QStringLiteral("station-2"));
        QVERIFY(!table()->isVisible() && view("compareViewA")->isVisible());
        QTest::keyClick(m_page.get(), Qt::Key_6);
        QVERIFY(table()->isVisible());
        QCOMPARE(QApplication::focusWidget(), table());
        table()->selectRow(0);
        QTest::keyClick(table(), Qt::Key_Return);
        QCOMPARE(stationShown(), QStringLiteral("station-1"));
        QVERIFY(!table()->isVisible());
    }
    void the_key_6_opens_the_table_and_leads_back_as_escape_and_the_button_do()
    {
        compareBoth();
        QTest::keyClick(m_page.get(), Qt::Key_6);
        QVERIFY(table()->isVisible() && toggle()->isChecked());
        QTest::keyClick(table(), Qt::Key_6);
        QVERIFY(!table()->isVisible() && !toggle()->isChecked() && view("compareViewA")->isVisible());
        toggle()->click();
        QTest::keyClick(table(), Qt::Key_Escape);
        QVERIFY(!table()->isVisible());
        toggle()->click();
        button("stationsClose")->click();
        QVERIFY(!table()->isVisible() && view("compareViewA")->isVisible());
        toggle()->click();
        m_engine->station("station-2").shadow.reset();
        republish();
        QVERIFY(!table()->isVisible() && !toggle()->isChecked() && view("compareViewA")->isVisible());
    }
    void one_sentence_says_what_they_know_together_or_that_each_decides_for_itself()
    {
        compareBoth();
        QCOMPARE(together(), QStringLiteral("Each of the 2 stations decides for itself: nobody has said that they see different parts, or their rules or limits differ."));
        JointComparison j = joint();
        compareBoth(j);
        QCOMPARE(together(), QStringLiteral("2 stations together: not decided after 5,940 parts."));
        j.more = MoreParts{2371, 1500, {}};
        compareBoth(j);
        QCOMPARE(together(), QStringLiteral("2 stations together: not decided after 5,940 parts, about 2,400 more."));
        j.state = AbState::AtLeastAsGood;
        compareBoth(j);
        QCOMPARE(together(), QStringLiteral("2 stations together: B is at least as good as A, by 5,940 parts."));
        j.covered = false;
        compareBoth(j);
        QCOMPARE(together(), QStringLiteral("2 stations together: B is at least as good as A, by 5,940 parts. They have seen too few lots or hours to go by it."));
        j.state = AbState::Worse;
        compareBoth(j);
        QCOMPARE(together(), QStringLiteral("2 stations together: B is worse."));
        j.state = AbState::WorseWithinMargin;
        j.contradicted = true;
        compareBoth(j);
        QCOMPARE(together(), QStringLiteral("2 stations together: B is worse, but by less than the margin. At one of them later parts say the opposite."));
        m_engine->station("station-2").comparison->verdict.parts = 0;  // it has only begun
        m_engine->station("station-1").comparison->joint.reset();
        republish();
        QVERIFY(together().isEmpty());
    }
    void who_is_outside_of_a_group_is_told_that_the_others_decide_together()
    {
        compareBoth(joint());
        StationSnapshot &third = m_engine->addStation("station-3", "Station 3");
        third.active = kA;
        third.shadow = kB;
        third.comparison = m_engine->station("station-2").comparison;
        m_engine->station("station-1").comparison->joint.reset();
        republish();
        QCOMPARE(together(), QStringLiteral("This station decides for itself; 2 others decide together. Nobody has said that it sees other parts than they do, or its rule or limits differ."));
    }
    void under_the_button_stands_by_whom_it_is_proven()
    {
        m_engine->station("station-1").offered = kB;
        compareBoth(joint());
        QVERIFY2(reason().endsWith(QLatin1String("Not yet proven to be as good as A.")), qPrintable(reason()));
        compareBoth(joint(AbState::AtLeastAsGood));
        QVERIFY2(reason().endsWith(QLatin1String("Proven by several stations together: at least as good as A.")), qPrintable(reason()));
    }
    void all_of_it_has_a_name_and_is_reached_by_tab()
    {
        m_engine->addStation("station-3", "Station 3").active = kA;
        compareBoth(joint());
        toggle()->click();
        for (const char *name : {"compareStartAll", "compareStopAll", "compareShowStations", "compareStations", "stationsClose"}) {
            auto *widget = child<QWidget>(name);
            QVERIFY2(widget && widget->isVisible(), name);
            QVERIFY2(widget->focusPolicy() & Qt::TabFocus, name);
            QVERIFY2(!widget->accessibleName().isEmpty(), name);
        }
    }
    void no_word_is_cut_at_any_text_size_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("en") << "en";
        QTest::newRow("zh") << "zh_CN";
    }
    void no_word_is_cut_at_any_text_size()
    {
        QFETCH(QString, language);
        Language words;
        words.apply(language);
        m_engine->addStation("station-3", "Station 3").active = kA;
        compareBoth(joint(AbState::AtLeastAsGood));
        const QFont usual = QApplication::font();
        for (const double size : {1.0, 2.0}) {
            QFont larger = usual;
            larger.setPointSizeF(usual.pointSizeF() * size);
            QApplication::setFont(larger);
            m_page->resize(m_page->minimumSizeHint().expandedTo({1294, 700}));
            for (const bool shown : {false, true}) {
                if (toggle()->isChecked() != shown)
                    toggle()->click();
                for (int i = 0; i < 3; ++i)
                    QCoreApplication::processEvents();
                const QStringList cut = clippedTexts(*child<QWidget>("stationsBar"));
                QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('|'))));
            }
        }
        QApplication::setFont(usual);
        words.apply(QStringLiteral("en"));
    }
};

QTEST_MAIN(TstCompareStations)
#include "tst_comparestations.moc"
