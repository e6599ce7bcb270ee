// SPDX-License-Identifier: GPL-3.0-or-later
// What comes over the window or beside the pictures: the comparison, Promote…, the sheet of keys, the places for a dragged file.
#include "actions/dropoverlay.h"
#include "support/fakeconsole.h"
#include "support/fakedesk.h"
#include "support/sentdrag.h"
#include "support/uichecks.h"
#include "ui/compare/comparescene.h"

#include "compare/comparepage.h"
#include "mainwindow/rail.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;

class TestPanelChecks : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_desk.seat("Nina Berg");
        m_console = std::make_unique<FakeConsole>(4, QSize(1440, 900), &m_desk);
    }
    void cleanup()
    {
        m_drag.reset();
        m_console.reset();
    }

    void every_control_has_a_name_is_reached_by_tab_shows_its_focus_and_is_large_enough_data() { panels({"compare", "promote", "keys", "sign in"}); }
    void every_control_has_a_name_is_reached_by_tab_shows_its_focus_and_is_large_enough()
    {
        QFETCH(QString, panel);
        QWidget &shown = bring(panel);
        QVERIFY(!interactiveWidgets(shown).empty());
        LINESIDE_NOTHING(unnamed(shown));
        LINESIDE_NOTHING(smallTargets(shown));
        if (panel != QLatin1String("compare")) {  // where Tab, held on a picture, shows the other model: tst_compareways
            LINESIDE_NOTHING(notReachedByTab(shown));
            LINESIDE_NOTHING(againstReadingOrder(shown));
        }
        for (const char *theme : {"light", "dark"}) {
            m_console->appearance->setTheme(QLatin1String(theme));
            LINESIDE_NOTHING(withoutVisibleFocus(shown));
        }
    }

    void text_stands_out_in_both_themes_data() { panels({"compare", "promote", "keys", "sign in", "drop"}); }
    void text_stands_out_in_both_themes()
    {
        QFETCH(QString, panel);
        for (const char *theme : {"light", "dark"}) {
            m_console->appearance->setTheme(QLatin1String(theme));
            QWidget &shown = bring(panel);
            QVERIFY(!paintedTexts(shown).empty());
            LINESIDE_NOTHING(lowContrast(shown));
        }
    }

    void no_text_is_cut_and_no_character_is_missing_data() { panels({"compare", "promote", "keys", "sign in", "drop"}); }
    void no_text_is_cut_and_no_character_is_missing()
    {
        QFETCH(QString, panel);
        for (const char *language : {"en", "zh_CN"}) {
            m_console->language->apply(QLatin1String(language));
            QWidget &shown = bring(panel);
            LINESIDE_NOTHING(clippedTexts(shown));
            LINESIDE_NOTHING(missingGlyphs(shown));
        }
    }

private:
    static void panels(std::initializer_list<const char *> names)
    {
        QTest::addColumn<QString>("panel");
        for (const char *name : names)
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    QWidget &bring(const QString &panel)
    {
        MainWindow &window = *m_console->window;
        window.activateWindow();
        (void)QTest::qWaitForWindowActive(&window);
        StationSnapshot &s = m_console->engine.station("station-1");
        s.offered = FakeConsole::kV2;
        QWidget *shown = nullptr;
        if (panel == QLatin1String("compare")) {
            s.shadow = FakeConsole::kV2;
            s.shadowStats.compared = 40;
            m_console->engine.feedOf("station-1").setCompared(comparedFrame(40, false));
            m_console->engine.feedOf("station-1").setDiffering({comparedFrame(7, true)});
            m_console->publish();
            window.goTo(Rail::Compare);
            shown = window.findChild<ComparePage *>();
        } else {
            m_console->publish();
            window.goTo(Rail::Live);
        }
        if (panel == QLatin1String("promote")) {
            window.livePage().wall().select("station-1");
            QTest::keyClick(&window, Qt::Key_Return, Qt::ControlModifier);
            shown = m_console->child<QWidget>("promotePanel");
        } else if (panel == QLatin1String("keys")) {
            shown = m_console->child<QWidget>("keySheet");
            if (!shown->isVisible())
                QTest::keyClick(&window, Qt::Key_F1);
        } else if (panel == QLatin1String("sign in")) {
            shown = m_console->child<QWidget>("signInPanel");
            if (!shown->isVisible())
                QTest::keyClick(&window, Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        } else if (panel == QLatin1String("drop")) {
            m_drag = std::make_unique<SentDrag>(window, QStringList{m_console->file("line-v3.pt")});
            m_drag->enter(m_console->centreOf(m_console->tile("station-2")));
            shown = window.findChild<DropOverlay *>();
        }
        [&] { QTRY_VERIFY(shown->isVisible()); }();
        for (int i = 0; i < 3; ++i)
            QCoreApplication::processEvents();
        return *shown;
    }

    FakeDesk m_desk;
    std::unique_ptr<FakeConsole> m_console;
    std::unique_ptr<SentDrag> m_drag;
};

QTEST_MAIN(TestPanelChecks)
#include "tst_panelchecks.moc"
