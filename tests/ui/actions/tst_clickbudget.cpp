// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/transitionbutton.h"
#include "compare/compareview.h"
#include "firstrun/samplefileicon.h"
#include "mainwindow/rail.h"
#include "support/fakeconsole.h"
#include "support/fakedesk.h"
#include "support/sentdrag.h"
#include "support/uichecks.h"
#include "ui/compare/comparescene.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QToolButton>
#include <QtTest>

#include <algorithm>

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

    void rolling_back_in_a_locked_window_takes_two_clicks_at_most_data() { screens(); }
    void rolling_back_in_a_locked_window_takes_two_clicks_at_most()
    {
        FakeDesk desk;
        m_console.reset();
        m_console = std::make_unique<FakeConsole>(4, QSize(1440, 900), &desk);
        m_console->engine.station("station-3").previous = FakeConsole::kV2;
        m_console->publish();
        QVERIFY(QTest::qWaitForWindowActive(m_console->window.get()));
        start();
        click(m_console->child<QWidget>("railLive"));
        click(button("station-3"));
        QCOMPARE(m_console->engine.calls, (std::vector<std::string>{"rollBack station-3"}));
        QVERIFY(m_clicks <= 2);
        m_console.reset();  // before its desk
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

    void why_a_tile_is_amber_is_read_after_one_click_at_most_data() { screens(); }
    void why_a_tile_is_amber_is_read_after_one_click_at_most()
    {
        m_console->engine.station("station-2").last = {Verdict::Unsure, VerdictReason::LowScore, "Cap", FakeConsole::kV1};
        start();
        click(m_console->child<QWidget>("railLive"));
        const auto says = [this](const char *words) {
            const auto texts = paintedTexts(*m_console->tile("station-2"));
            return std::ranges::any_of(texts, [&](const PaintedText &text) { return text.text.contains(QLatin1String(words)); });
        };
        // Beside its button, which is there too.
        QTRY_VERIFY((seePictures(), says("UNSURE")));
        QVERIFY(button("station-2")->isVisible());
        QVERIFY(says("Cap: low score"));
        QVERIFY(m_clicks <= 1);
    }

    void which_model_judged_at_a_time_takes_three_clicks_at_most_data() { screens(); }
    void which_model_judged_at_a_time_takes_three_clicks_at_most()
    {
        HistoryEvent promoted;
        promoted.kind = EventKind::Promoted;
        promoted.station = "station-3";
        promoted.from = FakeConsole::kV2;
        promoted.to = FakeConsole::kV1;
        promoted.at = std::chrono::system_clock::now() - std::chrono::hours(1);
        m_console->engine.addEvent(promoted);
        m_console->publish();
        start();
        click(m_console->child<QWidget>("railHistory"));
        auto *box = m_console->child<QLineEdit>("historyJudged");
        click(box);
        QVERIFY(box->hasFocus());
        const QDateTime part = QDateTime::currentDateTime().addSecs(-2 * 3600);
        QTest::keyClicks(box, part.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")));
        const QString answer = m_console->child<QLabel>("historyJudgedAnswer")->text();
        QVERIFY2(answer.contains("Station 3: line-v2") && answer.contains("Station 1: line-v1"), qPrintable(answer));
        QVERIFY(m_clicks <= 3);
        QTest::keyClick(box, Qt::Key_Backspace, Qt::ControlModifier);  // deletes a word and nothing else
        QCOMPARE(m_console->engine.callsStartingWith("rollBack"), 0u);
    }

    void from_the_first_start_to_the_first_model_put_on_air_takes_eight_actions_at_most_data()
    {
        QTest::addColumn<bool>("dragged");
        QTest::newRow("by the button of the card") << false;
        QTest::newRow("by a file dragged from the card") << true;
    }
    void from_the_first_start_to_the_first_model_put_on_air_takes_eight_actions_at_most()
    {
        QFETCH(bool, dragged);
        m_console.reset();
        m_console = std::make_unique<FakeConsole>();
        QSettings().remove(QStringLiteral("firstRun/closed"));  // nothing was ever started here
        m_console->window->setSampleFile(m_console->file("line-v9.pt"));
        m_console->window->goTo(Rail::Live);
        QVERIFY(QTest::qWaitForWindowActive(m_console->window.get()));
        QVERIFY(m_console->child<QWidget>("firstRunCard")->isVisible());
        if (dragged) {
            const auto *icon = m_console->window->findChild<SampleFileIcon *>();
            QVERIFY(icon && icon->isVisible());
            const std::unique_ptr<QMimeData> carried(icon->mimeData());
            SentDrag drag(*m_console->window, {carried->urls().first().toLocalFile()});
            drag.enter(m_console->centreOf(icon));
            drag.drop(m_console->centreOf(m_console->tile("station-1")));
            ++m_clicks;
        } else {
            click(m_console->child<QWidget>("firstRunImport"));
        }
        QCOMPARE(m_console->engine.offers.size(), std::size_t{1});
        QCOMPARE(m_console->engine.offers[0].second, std::string("station-1"));
        while (m_console->engine.state.candidates.front().step != CandidateStep::Done)
            m_console->engine.advanceCandidates(1);
        m_console->publish();
        m_console->engine.calls.clear();
        // The card leaves the button free that its steps are about.
        QCOMPARE(m_console->window->childAt(m_console->centreOf(button("station-1"))), button("station-1"));
        click(button("station-1"));
        QCOMPARE(m_console->engine.callsStartingWith("promote station-1"), 1u);
        QVERIFY2(m_clicks <= 8, qPrintable(QString::number(m_clicks)));
    }

private:
    /// New pictures from the camera of station-2, so that its tile is live.
    void seePictures()
    {
        m_console->engine.feedOf("station-2").setNewest(makeFrame(++m_sequence, 320, 180, 0x707478, std::chrono::steady_clock::now()));
        m_console->publish();
        m_console->tile("station-2")->refresh(true);
    }
    static void screens()
    {
        QTest::addColumn<int>("screen");
        const char *names[] = {"live", "library", "compare", "canary", "history", "memory", "settings"};
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
    std::uint64_t m_sequence = 0;
};

QTEST_MAIN(TstClickBudget)
#include "tst_clickbudget.moc"
