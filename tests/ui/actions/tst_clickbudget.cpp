// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/transitionbutton.h"
#include "compare/compareview.h"
#include "mainwindow/rail.h"
#include "support/fakeconsole.h"
#include "ui/compare/comparescene.h"

#include <QLabel>
#include <QListView>
#include <QToolButton>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// How many clicks the daily things take from every screen, counted on what can really be clicked.
class TstClickBudget : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_console = std::make_unique<FakeConsole>();
        m_clicks = 0;
        StationSnapshot &s = m_console->engine.station("station-2");
        s.offered = FakeConsole::kV2;
        m_console->engine.station("station-3").previous = FakeConsole::kV2;
        StationSnapshot &compared = m_console->engine.station("station-1");
        compared.shadow = FakeConsole::kV2;
        compared.shadowStats.compared = 40;
        m_console->engine.feedOf("station-1").setCompared(comparedFrame(40, false));
        m_console->engine.feedOf("station-1").setDiffering({comparedFrame(7, true)});
        HistoryEvent imported;
        imported.kind = EventKind::Imported;
        imported.to = FakeConsole::kV2;
        imported.file = "line-v2.pt";
        m_console->engine.addEvent(imported);
        m_console->publish();
        QVERIFY(QTest::qWaitForWindowActive(m_console->window.get()));
    }
    void cleanup() { m_console.reset(); }

    void rolling_back_a_station_takes_two_clicks_at_most_data() { screens(); }
    void rolling_back_a_station_takes_two_clicks_at_most()
    {
        start();
        click(m_console->child<QWidget>("railLive"));
        click(button("station-3"));
        QCOMPARE(m_console->engine.calls, (std::vector<std::string>{"rollBack station-3"}));
        QVERIFY(m_clicks <= 2);
    }

    void promoting_a_ready_model_takes_three_clicks_at_most_data() { screens(); }
    void promoting_a_ready_model_takes_three_clicks_at_most()
    {
        start();
        click(m_console->child<QWidget>("railLive"));
        click(button("station-2"));
        QCOMPARE(m_console->engine.calls, (std::vector<std::string>{"promote station-2 line-v2"}));
        QVERIFY(m_clicks <= 3);
        // And back, without leaving the place.
        m_console->bridge->refresh();
        m_clicks = 0;
        click(button("station-2"));
        QCOMPARE(m_console->engine.calls.back(), std::string("rollBack station-2"));
        QVERIFY(m_clicks <= 2);
    }

    void what_changed_last_is_read_on_every_screen_without_a_click_data() { screens(); }
    void what_changed_last_is_read_on_every_screen_without_a_click()
    {
        start();
        auto *last = m_console->child<QLabel>("lastEvent");
        QVERIFY(last->isVisible());
        QVERIFY2(last->text().startsWith("line-v2 is in the library since"), qPrintable(last->text()));
    }

    void the_frames_where_two_models_differ_take_two_clicks_at_most_data() { screens(); }
    void the_frames_where_two_models_differ_take_two_clicks_at_most()
    {
        start();
        click(m_console->child<QWidget>("railCompare"));
        auto *strip = m_console->child<QListView>("differingFrames");
        QTRY_COMPARE(strip->model()->rowCount(), 1);
        const QPoint at = strip->visualRect(strip->model()->index(0, 0)).center();
        clickAt(strip->viewport()->mapTo(m_console->window.get(), at), strip->viewport());
        auto *view = m_console->child<CompareView>("compareViewB");
        QVERIFY(view->isVisible() && view->frame());
        QCOMPARE(view->frame()->active->frame->sequence, 7u);
        QVERIFY(m_clicks <= 2);
    }

private:
    static void screens()
    {
        QTest::addColumn<int>("screen");
        const char *names[] = {"live", "library", "compare", "history", "memory", "settings"};
        for (int screen = 0; screen < Rail::ScreenCount; ++screen)
            QTest::newRow(names[screen]) << screen;
        QTest::newRow("page of a station") << int{Rail::ScreenCount};
    }
    void start()
    {
        QFETCH(int, screen);
        if (screen == Rail::ScreenCount)
            m_console->window->openStation("station-1");
        else
            m_console->window->goTo(screen);
        QCoreApplication::processEvents();
    }
    TransitionButton *button(const StationId &id)
    {
        auto *button = m_console->tile(id)->findChild<TransitionButton *>(QStringLiteral("transition_%1").arg(QString::fromStdString(id)));
        button->setClock([this] { return m_now += 10'000'000'000; });
        return button;
    }
    void click(QWidget *widget)
    {
        QVERIFY(widget && widget->isVisible() && widget->isEnabled());
        clickAt(m_console->centreOf(widget), widget);
    }
    /// A click goes to what stands on top at that place, so that has to be the thing that is meant.
    void clickAt(QPoint at, QWidget *meant)
    {
        QWidget *hit = m_console->window->childAt(at);
        QVERIFY2(hit == meant, qPrintable(QStringLiteral("%1 covers it").arg(hit ? hit->objectName() : QStringLiteral("nothing"))));
        ++m_clicks;
        QTest::mouseClick(meant, Qt::LeftButton, {}, meant->mapFrom(m_console->window.get(), at));
        QCoreApplication::processEvents();
    }

    std::unique_ptr<FakeConsole> m_console;
    int m_clicks = 0;
    qint64 m_now = 0;
};

QTEST_MAIN(TstClickBudget)
#include "tst_clickbudget.moc"
