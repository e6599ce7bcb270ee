// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/enginebridge.h"
#include "live/livepage.h"
#include "live/stationtile.h"
#include "live/wall.h"
#include "support/livescene.h"

#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

/// A wall in a window of its own that has the focus.
struct Shown {
    explicit Shown(int stations, QSize size = {1200, 800}) : scene(stations), wall(scene.bridge)
    {
        wall.resize(size);
        wall.show();
        wall.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&wall));
        wall.setFocus();
    }
    void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &wall, key); }
    StationTile *tile(int number) { return wall.tileOf(LiveScene::idOf(number)); }
    int visibleTiles() const
    {
        return static_cast<int>(std::ranges::count_if(wall.tiles(), [](const StationTile *t) { return t->isVisible(); }));
    }

    LiveScene scene;
    Wall wall;
};

}  // namespace

class TestWall : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_settings.emplace(); }
    void init() { QSettings().clear(); }

    void digits_select_a_station()
    {
        Shown shown(12);
        QVERIFY(shown.wall.selected().empty());
        shown.press(Qt::Key_3);
        QCOMPARE(shown.wall.selected(), std::string("station-3"));
        QVERIFY(shown.tile(3)->selected() && shown.tile(3)->hasFocus());
        shown.press(Qt::Key_9);
        QCOMPARE(shown.wall.selected(), std::string("station-9"));
        QVERIFY(!shown.tile(3)->selected());
    }

    void a_digit_without_a_station_changes_nothing()
    {
        Shown shown(4);
        shown.press(Qt::Key_2);
        shown.press(Qt::Key_7);
        QCOMPARE(shown.wall.selected(), std::string("station-2"));
    }

    void arrows_walk_over_the_grid_and_stop_at_its_edges()
    {
        Shown shown(9);
        shown.press(Qt::Key_1);
        const std::pair<Qt::Key, int> way[] = {{Qt::Key_Right, 2}, {Qt::Key_Down, 5}, {Qt::Key_Down, 8}, {Qt::Key_Down, 8}, {Qt::Key_Left, 7},
                                               {Qt::Key_Up, 4},    {Qt::Key_Up, 1},   {Qt::Key_Up, 1},   {Qt::Key_Left, 1}, {Qt::Key_End, 9},
                                               {Qt::Key_Right, 9}, {Qt::Key_Home, 1}};
        for (const auto &[key, expected] : way) {
            shown.press(key);
            QCOMPARE(shown.wall.selected(), LiveScene::idOf(expected));
        }
    }

    void an_arrow_selects_the_first_tile_where_none_is_selected()
    {
        Shown shown(4);
        shown.press(Qt::Key_Down);
        QCOMPARE(shown.wall.selected(), std::string("station-1"));
    }

    void enter_and_a_double_click_open_the_station()
    {
        Shown shown(4);
        QSignalSpy opened(&shown.wall, &Wall::openRequested);
        shown.press(Qt::Key_Return);
        QCOMPARE(opened.size(), 0);  // nothing is selected
        shown.press(Qt::Key_2);
        shown.press(Qt::Key_Return);
        shown.press(Qt::Key_Enter);
        QCOMPARE(opened.size(), 2);
        QTest::mouseDClick(shown.tile(3), Qt::LeftButton, {}, QPoint(60, 60));
        QCOMPARE(opened.size(), 3);
        QCOMPARE(opened.at(2).at(0).value<StationId>(), std::string("station-3"));
        QCOMPARE(shown.wall.selected(), std::string("station-3"));
    }

    void nothing_that_selects_or_opens_changes_a_model()
    {
        Shown shown(4);
        shown.scene.station(2).offered = ModelId{"line", 3};
        shown.scene.station(3).previous = ModelId{"line", 1};
        shown.scene.update();
        for (const Qt::Key key : {Qt::Key_2, Qt::Key_Return, Qt::Key_Space, Qt::Key_B, Qt::Key_L, Qt::Key_3, Qt::Key_Enter, Qt::Key_Space})
            shown.press(key);
        for (int number = 1; number <= 4; ++number) {
            QTest::mouseClick(shown.tile(number), Qt::LeftButton, {}, QPoint(50, 50));
            QTest::mouseDClick(shown.tile(number), Qt::LeftButton, {}, QPoint(50, 50));
        }
        QVERIFY(shown.scene.engine.calls.empty());
    }

    void space_holds_the_picture_of_the_selected_tile_only()
    {
        Shown shown(2);
        shown.press(Qt::Key_Space);
        QVERIFY(!shown.tile(1)->frozen() && !shown.tile(2)->frozen());
        shown.press(Qt::Key_1);
        shown.press(Qt::Key_Space);
        QVERIFY(shown.tile(1)->frozen() && !shown.tile(2)->frozen());
        shown.press(Qt::Key_Space);
        QVERIFY(!shown.tile(1)->frozen());
    }

    void b_and_l_take_boxes_and_labels_off_all_pictures()
    {
        Shown shown(2);
        const auto picture = [&](int number) { return shown.tile(number)->grab(shown.tile(number)->zones().picture).toImage(); };
        const QImage all = picture(2);
        shown.press(Qt::Key_L);
        const QImage boxesOnly = picture(2);
        QVERIFY(boxesOnly != all);
        shown.press(Qt::Key_B);
        const QImage bare = picture(2);
        QVERIFY(bare != boxesOnly);
        shown.press(Qt::Key_L);
        QVERIFY(picture(2) == bare);  // no labels without boxes
        shown.press(Qt::Key_B);
        QVERIFY(picture(2) == all);
    }

    void single_keys_can_be_switched_off()
    {
        Shown shown(2);
        QSettings().setValue(QStringLiteral("interface/singleKeys"), false);
        shown.press(Qt::Key_2);
        QVERIFY(shown.wall.selected().empty());
        shown.press(Qt::Key_Right);
        QCOMPARE(shown.wall.selected(), std::string("station-1"));
    }

    void one_to_sixteen_stations_are_all_shown_and_none_stands_on_another_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("landscape") << QSize(1200, 800);
        QTest::newRow("portrait") << QSize(800, 1300);
        QTest::newRow("small") << QSize(900, 500);
    }

    void one_to_sixteen_stations_are_all_shown_and_none_stands_on_another()
    {
        QFETCH(QSize, size);
        for (int stations = 1; stations <= 16; ++stations) {
            Shown shown(stations, size);
            QCOMPARE(shown.visibleTiles(), stations);
            QCOMPARE(shown.wall.pages(), 1);
            for (int a = 1; a <= stations; ++a) {
                QVERIFY(shown.wall.rect().contains(shown.tile(a)->geometry()));
                for (int b = a + 1; b <= stations; ++b)
                    QVERIFY(!shown.tile(a)->geometry().intersects(shown.tile(b)->geometry()));
            }
        }
    }

    void each_grid_shows_its_number_of_tiles_and_the_rest_on_pages()
    {
        Shown shown(16);
        for (const int tiles : {1, 2, 4, 6, 9, 16}) {
            shown.wall.setTilesShown(tiles);
            QCOMPARE(shown.wall.pages(), (16 + tiles - 1) / tiles);
            QSet<int> seen;
            for (int page = 0; page < shown.wall.pages(); ++page) {
                shown.wall.setPage(page);
                for (int number = 1; number <= 16; ++number)
                    if (shown.tile(number)->isVisible())
                        seen.insert(number);
                QVERIFY(shown.visibleTiles() <= tiles);
            }
            QCOMPARE(seen.size(), 16);
        }
    }

    void a_wall_that_nobody_sees_asks_for_no_picture_even_when_a_model_changes()
    {
        Shown shown(2);
        shown.wall.hide();
        const FramePtr before = shown.tile(1)->shown().frame;
        const FramePtr fresh = shown.scene.picture(1, 0x123456);
        QSignalSpy changed(&shown.scene.bridge, &EngineBridge::structureChanged);
        shown.scene.engine.promote("station-1", {"line", 3}, {});
        shown.scene.update();
        QVERIFY(!changed.isEmpty());
        QVERIFY(shown.tile(1)->shown().frame == before);
        shown.wall.show();
        QTRY_VERIFY(shown.tile(1)->shown().frame != before);
    }

    void selecting_a_station_on_another_page_shows_that_page()
    {
        Shown shown(9);
        shown.wall.setTilesShown(4);
        QVERIFY(!shown.tile(9)->isVisible());
        shown.press(Qt::Key_9);
        QVERIFY(shown.tile(9)->isVisible() && shown.tile(9)->hasFocus());
        QCOMPARE(shown.wall.page(), 2);
    }

    void turning_the_page_selects_the_first_station_of_that_page_and_keeps_the_focus_in_sight()
    {
        Shown shown(8);
        shown.wall.setTilesShown(4);
        shown.press(Qt::Key_2);
        shown.press(Qt::Key_PageDown);
        QCOMPARE(shown.wall.page(), 1);
        QCOMPARE(shown.wall.selected(), std::string("station-5"));
        QVERIFY(shown.tile(5)->hasFocus() && shown.tile(5)->isVisible() && shown.tile(5)->selected() && !shown.tile(2)->selected());
        shown.press(Qt::Key_PageUp);
        QCOMPARE(shown.wall.page(), 0);
        QCOMPARE(shown.wall.selected(), std::string("station-1"));
        QVERIFY(shown.tile(1)->hasFocus());
    }

    void a_page_turned_by_the_mouse_leaves_no_hidden_station_selected_and_selects_none_by_itself()
    {
        Shown shown(8);
        shown.wall.setTilesShown(4);
        shown.wall.setPage(1);
        QVERIFY(shown.wall.selected().empty());
        shown.press(Qt::Key_6);
        shown.wall.clearFocus();
        if (QWidget *focus = QApplication::focusWidget())
            focus->clearFocus();
        shown.wall.setPage(0);
        QCOMPARE(shown.wall.selected(), std::string("station-1"));
        QVERIFY(!QApplication::focusWidget());  // it was elsewhere and stays there
    }

    void a_page_follows_the_selected_station_when_one_before_it_is_removed()
    {
        Shown shown(8);
        shown.wall.setTilesShown(4);
        shown.press(Qt::Key_5);
        shown.scene.engine.state.stations.erase(shown.scene.engine.state.stations.begin());
        shown.scene.update();
        QCOMPARE(shown.wall.selected(), std::string("station-5"));
        QVERIFY(shown.tile(5)->isVisible());
    }

    void working_a_tiles_button_selects_its_station()
    {
        Shown shown(4);
        for (int number = 1; number <= 4; ++number)
            shown.scene.station(number).offered = ModelId{"line", 3};
        shown.scene.setSource(2, SourceState::Offline);
        shown.scene.update();
        const auto button = [&](const char *kind, int number) {
            return shown.wall.findChild<QPushButton *>(QLatin1String(kind) + QString::fromStdString(LiveScene::idOf(number)));
        };
        shown.press(Qt::Key_1);
        QTest::mousePress(button("transition_", 3), Qt::LeftButton);
        QCOMPARE(shown.wall.selected(), std::string("station-3"));
        QTest::mouseRelease(button("transition_", 3), Qt::LeftButton);
        QTest::mouseClick(button("retry_", 2), Qt::LeftButton);
        QCOMPARE(shown.wall.selected(), std::string("station-2"));
        button("transition_", 4)->setFocus(Qt::TabFocusReason);
        QCOMPARE(shown.wall.selected(), std::string("station-4"));
        QVERIFY(button("transition_", 4)->hasFocus());  // a key that is held there goes on
        button("transition_", 1)->click();  // as a screen reader does
        QCOMPARE(shown.wall.selected(), std::string("station-1"));
    }

    void a_button_that_goes_away_leaves_selection_and_focus_at_its_station()
    {
        Shown shown(4);
        shown.scene.setSource(2, SourceState::Offline);
        shown.scene.station(3).offered = ModelId{"line", 3};
        shown.scene.update();
        shown.wall.findChild<QPushButton *>(QStringLiteral("retry_station-2"))->setFocus(Qt::TabFocusReason);
        shown.scene.setSource(2, SourceState::Running);
        shown.scene.update();
        QCOMPARE(shown.wall.selected(), std::string("station-2"));
        QVERIFY(shown.tile(2)->hasFocus());
        shown.wall.findChild<QPushButton *>(QStringLiteral("transition_station-3"))->setFocus(Qt::TabFocusReason);
        shown.scene.station(3).offered.reset();
        shown.scene.update();
        QCOMPARE(shown.wall.selected(), std::string("station-3"));
        QVERIFY(shown.tile(3)->hasFocus());
    }

    void a_chosen_grid_does_not_change_when_stations_come_and_go()
    {
        Shown shown(4);
        shown.wall.setTilesShown(6);
        const QRect place = shown.tile(2)->geometry();
        shown.scene.engine.addStation("station-5", "Station 5");
        shown.scene.update();
        QCOMPARE(shown.tile(2)->geometry(), place);
        shown.scene.engine.state.stations.pop_back();
        shown.scene.update();
        QCOMPARE(shown.tile(2)->geometry(), place);
        QCOMPARE(shown.visibleTiles(), 4);
    }

    void the_selection_stays_with_its_station_when_another_is_removed()
    {
        Shown shown(3);
        shown.press(Qt::Key_3);
        shown.scene.engine.state.stations.erase(shown.scene.engine.state.stations.begin());
        shown.scene.update();
        QCOMPARE(shown.wall.selected(), std::string("station-3"));
        QVERIFY(shown.tile(3)->selected());
    }

    void the_chosen_grid_is_remembered()
    {
        LiveScene scene(4);
        {
            LivePage page(scene.bridge);
            auto *layout = page.controls()->findChild<QComboBox *>(QStringLiteral("wallLayout"));
            layout->setCurrentIndex(layout->findData(9));
            QCOMPARE(page.wall().tilesShown(), 9);
            delete page.controls();
        }
        LivePage page(scene.bridge);
        QCOMPARE(page.wall().tilesShown(), 9);
        delete page.controls();
    }

    void an_empty_wall_says_what_to_do_and_asks_for_a_station()
    {
        LiveScene scene(0);
        LivePage page(scene.bridge);
        page.resize(800, 600);
        page.show();
        auto *add = page.findChild<QPushButton *>(QStringLiteral("addStation"));
        QVERIFY(add && add->isVisible() && !page.wall().isVisible());
        QSignalSpy asked(&page, &LivePage::settingsRequested);
        QTest::mouseClick(add, Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        scene.engine.addStation("station-1", "Station 1");
        scene.update();
        QVERIFY(!add->isVisible() && page.wall().isVisible());
        delete page.controls();
    }

private:
    std::optional<OwnSettings> m_settings;
};

QTEST_MAIN(TestWall)
#include "tst_wall.moc"
