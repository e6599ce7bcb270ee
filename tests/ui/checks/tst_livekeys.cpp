// SPDX-License-Identifier: GPL-3.0-or-later
// Everything of the live screens by keyboard alone, large enough for a glove, and with a name for those who cannot see it.
#include "live/stationpage.h"
#include "live/stationtile.h"
#include "mainwindow/filespanel.h"
#include "support/uichecks.h"
#include "support/windowscene.h"
#include "widgets/taborder.h"

#include <QPushButton>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

class TestLiveKeys : public QObject {
    Q_OBJECT

private slots:
    void init() { m_settings.emplace(); }

    void every_control_has_a_name_is_reached_by_tab_shows_its_focus_and_is_large_enough_data() { screens(); }
    void every_control_has_a_name_is_reached_by_tab_shows_its_focus_and_is_large_enough()
    {
        QFETCH(QString, screen);
        WindowScene scene(4);
        bring(scene, screen);
        LINESIDE_NOTHING(unnamed(*scene.window));
        LINESIDE_NOTHING(smallTargets(*scene.window));
        LINESIDE_NOTHING(notReachedByTab(*scene.window));
        LINESIDE_NOTHING(againstReadingOrder(*scene.window));
        LINESIDE_NOTHING(withoutVisibleFocus(*scene.window));
    }

    void a_model_goes_on_air_and_back_by_keys_alone()
    {
        WindowScene scene(4);
        scene.station(2).offered = ModelId{"line", 3};
        scene.update();
        scene.press(Qt::Key_2);
        scene.press(Qt::Key_Return);
        QVERIFY(scene.window->stationPage().isVisible());
        auto *button = scene.child<QPushButton>("transition");
        for (int presses = 0; presses < 60 && !button->hasFocus(); ++presses)
            scene.press(Qt::Key_Tab);
        QVERIFY(button->hasFocus());
        QTRY_VERIFY((scene.press(Qt::Key_Return), scene.engine.callsStartingWith("promote station-2 line-v3") == 1));
        scene.update();
        scene.press(Qt::Key_Escape);
        scene.press(Qt::Key_Backspace, Qt::ControlModifier);
        QCOMPARE(scene.engine.callsStartingWith("rollBack station-2"), std::size_t{1});
    }

    void the_way_back_in_the_bar_at_the_bottom_comes_before_the_files_there()
    {
        WindowScene scene(4);
        bring(scene, QStringLiteral("wall after a change"));
        auto *rollBack = scene.child<QWidget>("eventRollBack");
        QVERIFY(rollBack && rollBack->isVisible());
        QCOMPARE(tabStopBefore(*scene.child<QWidget>("openFiles")), rollBack);
    }

    void tab_to_a_tile_selects_it()
    {
        WindowScene scene(4);
        for (int presses = 0; presses < 60 && scene.window->livePage().wall().selected() != "station-3"; ++presses)
            scene.press(Qt::Key_Tab);
        QVERIFY(scene.tile(3)->selected());
    }

private:
    void screens()
    {
        QTest::addColumn<QString>("screen");
        for (const char *screen : {"wall", "wall with lost cameras", "wall on pages", "wall after a change", "station", "station with a preview", "files"})
            QTest::newRow(screen) << QString::fromLatin1(screen);
    }

    static void bring(WindowScene &scene, const QString &screen)
    {
        for (int number = 1; number <= 3; ++number)
            scene.station(number).previous = ModelId{"line", 1};
        if (screen == QLatin1String("wall with lost cameras"))
            for (int number = 1; number <= 4; ++number)
                scene.setSource(number, SourceState::Offline);
        if (screen == QLatin1String("wall on pages"))
            scene.window->livePage().wall().setTilesShown(2);
        if (screen == QLatin1String("wall after a change")) {
            HistoryEvent change;
            change.kind = EventKind::Promoted;
            change.station = "station-1";
            change.to = scene.station(1).active;
            scene.engine.addEvent(change);
        }
        if (screen == QLatin1String("station with a preview"))
            scene.station(2).offered = ModelId{"line", 3};
        if (screen.startsWith(QLatin1String("station")))
            scene.window->openStation("station-2");
        if (screen == QLatin1String("files")) {
            scene.engine.offerFile("/data/line-v4.pt", "station-1");
            scene.update();
            scene.window->filesPanel().setFolded(false);
            scene.window->filesPanel().addNotice(QStringLiteral("Nothing was changed."));
        }
        scene.update();
        scene.settle();
        scene.updateWords();
        scene.settle();
    }

    std::optional<OwnSettings> m_settings;
};

QTEST_MAIN(TestLiveKeys)
#include "tst_livekeys.moc"
