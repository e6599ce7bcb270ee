// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/evidencechart.h"
#include "ui/compare/comparefixture.h"

#include <QAbstractAxis>
#include <QChart>
#include <QLabel>
#include <QLineSeries>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

#include <cmath>

using namespace lineside;
using namespace lineside::test;

/// What the verdict rests on, on the Compare page.
class TstEvidencePanel : public QObject, protected CompareFixture {
    Q_OBJECT

    QWidget *panel() const { return child<QWidget>("evidencePanel"); }
    QToolButton *toggle() const { return child<QToolButton>("compareShowEvidence"); }
    QString text(const char *name) const { return child<QLabel>(name)->text(); }
    QList<QPointF> curve(int number) const
    {
        return qobject_cast<QLineSeries *>(panel()->findChild<EvidenceChart *>()->chart()->series().at(number))->points();
    }
    void compare(const AbStatus &verdict)
    {
        StationSnapshot &s = m_engine->station("station-1");
        s.shadow = kB;
        s.comparison.emplace().verdict = verdict;
        republish();
    }
    static AbStatus halfWay()
    {
        AbStatus v;
        v.limits = {0.001, 0.005, 0.01};
        v.parts = 2000;
        v.curve = {{500, 0.25 * std::log(100), -1e6}, {1000, 0.5 * std::log(100), -0.5 * std::log(100)}};
        v.logNotWorse = 0.75 * std::log(100);
        v.logWorse = 1e6;
        v.escapes = {AbState::AtLeastAsGood, false, 5, -1, 2, 1, std::nullopt, std::nullopt};
        v.falseRejects.untilNotWorse = MoreParts{6871, 4000, {}};
        v.falseRejects.onlyB = 12;
        return v;
    }

private slots:
    void init() { openCompare(); }
    void cleanup() { closePage(); }

    void what_is_counted_stands_under_the_curve()
    {
        compare(halfWay());
        toggle()->click();
        auto *chart = panel()->findChild<EvidenceChart *>();
        const auto under = [chart] { return chart->chart()->axes(Qt::Horizontal).front()->titleText(); };
        QCOMPARE(under(), QStringLiteral("Parts"));
        QCOMPARE(chart->accessibleName(), QStringLiteral("How the evidence grew with the parts"));
        m_engine->station("station-1").comparison->countsObjects = true;
        republish();
        QCOMPARE(under(), QStringLiteral("Objects"));
        QCOMPARE(chart->accessibleName(), QStringLiteral("How the evidence grew with the objects"));
    }
    void without_parts_there_is_no_evidence_to_look_at()
    {
        QVERIFY(!toggle()->isEnabled());
        QTest::keyClick(m_page.get(), Qt::Key_4);
        QVERIFY(!panel()->isVisible());
        compare({});
        QVERIFY(!toggle()->isEnabled());
    }
    void the_key_4_shows_it_in_place_of_the_pictures_and_leads_back()
    {
        compare(halfWay());
        QVERIFY(toggle()->isEnabled());
        QTest::keyClick(m_page.get(), Qt::Key_4);
        QVERIFY(panel()->isVisible() && toggle()->isChecked() && !view("compareViewA")->isVisible());
        QVERIFY(!child<QToolButton>("compareWipe")->isEnabled());
        QTest::keyClick(m_page.get(), Qt::Key_4);
        QVERIFY(!panel()->isVisible() && !toggle()->isChecked() && view("compareViewA")->isVisible());
        toggle()->click();
        QVERIFY(panel()->isVisible());
        child<QPushButton>("evidenceClose")->click();
        QVERIFY(!panel()->isVisible());
        toggle()->click();
        QTest::keyClick(m_page.get(), Qt::Key_Escape);
        QVERIFY(!panel()->isVisible() && view("compareViewA")->isVisible());
    }
    void the_curves_are_shares_of_what_decides_and_end_with_what_is_known_now()
    {
        compare(halfWay());
        toggle()->click();
        QCOMPARE(curve(0), (QList<QPointF>{{0, 100}, {2000, 100}}));
        const QList<QPointF> notWorse = curve(1);
        QCOMPARE(notWorse.size(), 4);
        QCOMPARE(notWorse.front(), QPointF(0, 0));
        QCOMPARE(notWorse[1], QPointF(500, 25));
        QCOMPARE(notWorse[2], QPointF(1000, 50));
        QCOMPARE(notWorse[3], QPointF(2000, 75));
        // What does not fit is drawn at the edge.
        QCOMPARE(curve(2)[1], QPointF(500, EvidenceChart::kLowest));
        QCOMPARE(curve(2)[3], QPointF(2000, EvidenceChart::kHighest));
    }
    void each_way_to_be_wrong_says_how_far_it_is()
    {
        AbStatus v = halfWay();
        compare(v);
        toggle()->click();
        QCOMPARE(text("evidenceEscapes"), QStringLiteral("yes: not worse by so much"));
        QCOMPARE(text("evidenceFalseRejects"), QStringLiteral("no, about 6,900 more until it is not worse"));
        QCOMPARE(text("evidenceNote"), QStringLiteral("A decision is wrong in at most 1 % of such comparisons, however often you look. At least as good needs both rows, worse one of them."));
        v.falseRejects.untilNotWorse.reset();
        compare(v);
        QCOMPARE(text("evidenceFalseRejects"), QStringLiteral("no, and not to be decided if it stays like this"));
        v.parts = 31;
        compare(v);
        QCOMPARE(text("evidenceFalseRejects"), QStringLiteral("not yet"));
        v.falseRejects.state = AbState::Worse;
        compare(v);
        QCOMPARE(text("evidenceFalseRejects"), QStringLiteral("yes: worse"));
    }
    void where_the_comparison_ends_the_pictures_come_back()
    {
        compare(halfWay());
        toggle()->click();
        m_engine->station("station-1").shadow.reset();
        m_engine->station("station-1").comparison.reset();
        republish();
        QVERIFY(!panel()->isVisible() && view("compareViewA")->isVisible());
        QVERIFY(!toggle()->isEnabled() && !toggle()->isChecked());
    }
};

QTEST_MAIN(TstEvidencePanel)
#include "tst_evidencepanel.moc"
