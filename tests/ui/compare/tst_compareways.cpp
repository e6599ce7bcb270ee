// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/wipeview.h"
#include "ui/compare/comparefixture.h"

#include <QToolButton>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// Overlay, side by side and wipe, and the colours of A and B in them.
class TstCompareWays : public QObject, protected CompareFixture {
    Q_OBJECT

private slots:
    void init() { openCompare(); }
    void cleanup() { closePage(); }

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
};

QTEST_MAIN(TstCompareWays)
#include "tst_compareways.moc"
