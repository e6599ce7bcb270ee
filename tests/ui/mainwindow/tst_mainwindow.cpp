// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/transitionbutton.h"
#include "live/stationpage.h"
#include "live/stationtile.h"
#include "mainwindow/filesbutton.h"
#include "mainwindow/filespanel.h"
#include "mainwindow/keysheet.h"
#include "mainwindow/rail.h"
#include "mainwindow/windowkeys.h"
#include "support/windowscene.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

int screenOf(const WindowScene &scene)
{
    return scene.window->findChild<QStackedWidget *>(QString(), Qt::FindDirectChildrenOnly)->currentIndex();
}

std::vector<QRect> placesOf(const WindowScene &scene)
{
    std::vector<QRect> places;
    for (const StationTile *tile : scene.window->livePage().wall().tiles())
        places.emplace_back(tile->mapTo(scene.window.get(), QPoint()), tile->size());
    return places;
}

}  // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private slots:
    void init() { m_settings.emplace(); }

    void ctrl_and_a_digit_go_to_each_screen()
    {
        WindowScene scene;
        for (int screen = Rail::ScreenCount - 1; screen >= 0; --screen) {
            scene.press(static_cast<Qt::Key>(Qt::Key_1 + screen), Qt::ControlModifier);
            QCOMPARE(screenOf(scene), screen);
        }
        const char *names[] = {"railLive", "railLibrary", "railCompare", "railCanary", "railHistory", "railMemory", "railSettings"};
        for (int screen = 0; screen < Rail::ScreenCount; ++screen) {
            auto *button = scene.child<QToolButton>(names[screen]);
            QTest::mouseClick(button, Qt::LeftButton);
            QCOMPARE(screenOf(scene), screen);
            QVERIFY(button->isChecked());
        }
    }

    void enter_opens_the_selected_station_and_escape_comes_back_to_it()
    {
        WindowScene scene;
        scene.press(Qt::Key_3);
        scene.press(Qt::Key_Return);
        QCOMPARE(scene.window->stationPage().station(), std::string("station-3"));
        QVERIFY(scene.window->stationPage().isVisible());
        QCOMPARE(scene.window->currentStation(), std::string("station-3"));
        scene.press(Qt::Key_Escape);
        QVERIFY(!scene.window->stationPage().isVisible());
        QCOMPARE(scene.window->livePage().wall().selected(), std::string("station-3"));
        QVERIFY(scene.tile(3)->hasFocus());
    }

    void c_compares_the_selected_station_from_the_wall_and_from_its_own_page()
    {
        WindowScene scene;
        scene.press(Qt::Key_C);  // nothing is selected
        QCOMPARE(screenOf(scene), int{Rail::Live});
        for (const bool page : {false, true}) {
            scene.window->goTo(Rail::Live);
            scene.press(page ? Qt::Key_2 : Qt::Key_3);
            if (page)
                scene.press(Qt::Key_Return);
            scene.press(Qt::Key_C);
            QCOMPARE(screenOf(scene), int{Rail::Compare});
            QCOMPARE(scene.child<QComboBox>("compareStation")->currentText(), page ? QStringLiteral("Station 2") : QStringLiteral("Station 3"));
        }
        QVERIFY(scene.engine.calls.empty());
    }

    void compare_shows_the_station_that_was_selected_last_unless_it_compares_another()
    {
        WindowScene scene;
        const auto *shown = scene.child<QComboBox>("compareStation");
        scene.press(Qt::Key_3);
        scene.press(Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(shown->currentText(), QStringLiteral("Station 3"));
        scene.engine.station("station-3").shadow = ModelId{"line", 2};
        scene.update();
        scene.window->goTo(Rail::Live);
        scene.press(Qt::Key_2);
        scene.press(Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(shown->currentText(), QStringLiteral("Station 3"));
    }

    void a_double_click_opens_a_station()
    {
        WindowScene scene;
        QTest::mouseDClick(scene.tile(2), Qt::LeftButton, {}, QPoint(60, 80));
        QVERIFY(scene.window->stationPage().isVisible());
        QCOMPARE(scene.window->stationPage().station(), std::string("station-2"));
    }

    void f11_fills_the_screen_and_comes_back()
    {
        WindowScene scene;
        QVERIFY(!scene.window->isFullScreen());
        scene.press(Qt::Key_F11);
        QVERIFY(scene.window->isFullScreen());
        scene.press(Qt::Key_F11);
        QVERIFY(!scene.window->isFullScreen());
    }

    void text_grows_and_shrinks_by_keys_within_limits_and_is_remembered()
    {
        {
            WindowScene scene;
            const qreal normal = QApplication::font().pointSizeF();
            scene.press(Qt::Key_Equal, Qt::ControlModifier);
            QCOMPARE(scene.appearance.textScale(), 110);
            QVERIFY(QApplication::font().pointSizeF() > normal);
            for (int i = 0; i < 20; ++i)
                scene.press(Qt::Key_Plus, Qt::ControlModifier);
            QCOMPARE(scene.appearance.textScale(), 200);
            for (int i = 0; i < 20; ++i)
                scene.press(Qt::Key_Minus, Qt::ControlModifier);
            QCOMPARE(scene.appearance.textScale(), 80);
            scene.press(Qt::Key_0, Qt::ControlModifier);
            QCOMPARE(scene.appearance.textScale(), 100);
            scene.press(Qt::Key_Plus, Qt::ControlModifier);
            scene.press(Qt::Key_Plus, Qt::ControlModifier);
        }
        WindowScene again;
        QCOMPARE(again.appearance.textScale(), 120);
        again.press(Qt::Key_0, Qt::ControlModifier);
    }

    void a_start_at_large_text_has_it_everywhere_and_tells_what_happened_before_the_sums()
    {
        QSettings().setValue(QStringLiteral("window/textScale"), 200);
        WindowScene scene(4, {1366, 768});
        QCOMPARE(scene.window->size(), QSize(1366, 768));
        for (const QWidget *widget : scene.window->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly))
            QCOMPARE(widget->font().pointSizeF(), QApplication::font().pointSizeF());
        QVERIFY(scene.child<QLabel>("totals")->isHidden());
        QVERIFY(scene.child<QLabel>("computeDevice")->isHidden());
    }

    void size_and_screen_are_remembered()
    {
        {
            WindowScene scene(4, {1200, 700});
            scene.press(Qt::Key_5, Qt::ControlModifier);
            scene.window->close();
        }
        LiveScene line;
        Appearance appearance(*qApp);
        Language language;
        MainWindow again(line.bridge, appearance, language);
        QCOMPARE(again.size(), QSize(1200, 700));
        again.show();
        QVERIFY(again.findChild<QToolButton *>(QStringLiteral("railHistory"))->isChecked());
    }

    void a_window_from_a_screen_that_is_gone_comes_up_where_it_can_be_seen()
    {
        {
            WindowScene scene;
            scene.window->move(9000, 5000);
            scene.window->close();
        }
        WindowScene again;
        QVERIFY(again.window->screen()->availableGeometry().intersects(again.window->frameGeometry()));
    }

    void the_station_page_is_not_what_the_program_starts_with()
    {
        {
            WindowScene scene;
            scene.window->openStation("station-2");
            scene.window->close();
        }
        WindowScene again;
        QCOMPARE(screenOf(again), int{Rail::Live});
    }

    void the_roll_back_key_goes_back_at_the_selected_station_only()
    {
        WindowScene scene;
        scene.station(2).previous = ModelId{"line", 1};
        scene.update();
        scene.press(Qt::Key_Backspace, Qt::ControlModifier);  // nothing is selected
        scene.press(Qt::Key_1);
        scene.press(Qt::Key_Backspace, Qt::ControlModifier);  // nothing to go back to
        QCOMPARE(scene.engine.callsStartingWith("rollBack"), std::size_t{0});
        scene.press(Qt::Key_2);
        scene.press(Qt::Key_Backspace, Qt::ControlModifier);
        QVERIFY(scene.engine.calls == std::vector<std::string>{"rollBack station-2"});
    }

    void the_roll_back_key_pressed_twice_is_one_step_and_not_there_and_back()
    {
        WindowScene scene;
        scene.station(1).previous = scene.station(2).previous = ModelId{"line", 1};
        scene.update();
        scene.press(Qt::Key_2);
        QElapsedTimer both;
        both.start();
        scene.press(Qt::Key_Backspace, Qt::ControlModifier);
        scene.update();
        scene.press(Qt::Key_Backspace, Qt::ControlModifier);
        if (both.elapsed() >= TransitionButton::kGuardMs)
            QSKIP("too slow now: two presses so far apart are meant as two");
        QVERIFY(scene.engine.calls == std::vector<std::string>{"rollBack station-2"});
        QCOMPARE(scene.station(2).active->text(), std::string("line-v1"));
        scene.press(Qt::Key_1);  // another station need not wait
        scene.press(Qt::Key_Backspace, Qt::ControlModifier);
        QVERIFY(scene.engine.calls.back() == "rollBack station-1");
    }

    void the_roll_back_key_does_nothing_while_something_stands_over_the_page()
    {
        WindowScene scene;
        scene.station(2).previous = ModelId{"line", 1};
        scene.update();
        scene.press(Qt::Key_2);
        for (const char *panel : {"keySheet", "promotePanel"}) {
            scene.press(qstrcmp(panel, "keySheet") == 0 ? Qt::Key_F1 : Qt::Key_Return,
                        qstrcmp(panel, "keySheet") == 0 ? Qt::NoModifier : Qt::ControlModifier);
            QVERIFY2(scene.child<QWidget>(panel)->isVisible(), panel);
            QTest::keyClick(scene.window.get(), Qt::Key_Backspace, Qt::ControlModifier);
            QVERIFY(scene.engine.calls.empty());
            scene.press(Qt::Key_Escape);
            QVERIFY(!scene.child<QWidget>(panel)->isVisible());
        }
        QTest::keyClick(scene.window.get(), Qt::Key_Backspace, Qt::ControlModifier);
        QCOMPARE(scene.engine.callsStartingWith("rollBack"), std::size_t{1});
    }

    void opening_a_station_closes_a_panel_that_was_open_for_another()
    {
        WindowScene scene;
        scene.press(Qt::Key_2);
        scene.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(scene.child<QWidget>("promotePanel")->isVisible());
        scene.window->openStation("station-3");
        QVERIFY(!scene.child<QWidget>("promotePanel")->isVisible());
    }

    void the_roll_back_key_does_nothing_to_the_line_in_any_text_field()
    {
        WindowScene scene;
        for (int number = 1; number <= 4; ++number)
            scene.station(number).previous = ModelId{"line", 1};
        scene.update();
        scene.press(Qt::Key_2);
        int fields = 0;
        for (int screen = 0; screen < Rail::ScreenCount; ++screen) {
            scene.window->goTo(screen);
            scene.settle();
            for (QWidget *field : scene.window->findChildren<QWidget *>()) {
                if (!WindowKeys::isTextField(field) || !field->isVisible() || !field->isEnabled())
                    continue;
                field->setFocus();
                QTest::keyClick(field, Qt::Key_Backspace, Qt::ControlModifier);
                ++fields;
            }
        }
        QVERIFY2(fields >= 8, qPrintable(QString::number(fields)));
        QCOMPARE(scene.engine.callsStartingWith("rollBack"), std::size_t{0});
    }

    void the_roll_back_key_does_nothing_in_a_text_field_that_stands_on_the_wall()
    {
        WindowScene scene;
        scene.station(2).previous = ModelId{"line", 1};
        scene.update();
        scene.press(Qt::Key_2);
        QLineEdit line(scene.window.get());
        QPlainTextEdit text(scene.window.get());
        QSpinBox number(scene.window.get());
        for (QWidget *field : {static_cast<QWidget *>(&line), static_cast<QWidget *>(&text), static_cast<QWidget *>(&number)}) {
            field->show();
            field->setFocus();
            QVERIFY(field->hasFocus());
            QCOMPARE(scene.window->currentStation(), std::string("station-2"));
            QTest::keyClick(field, Qt::Key_Backspace, Qt::ControlModifier);
        }
        QCOMPARE(scene.engine.callsStartingWith("rollBack"), std::size_t{0});
    }

    void an_offered_file_moves_and_covers_no_tile_and_is_named_at_once()
    {
        WindowScene scene(16);
        const std::vector<QRect> before = placesOf(scene);
        scene.engine.offerFile("/data/line-v4.pt", "station-16");
        scene.update();
        scene.settle();
        QVERIFY(placesOf(scene) == before);
        auto *button = scene.child<FilesButton>("openFiles");
        QCOMPARE(button->title(), QStringLiteral("line-v4.pt"));
        QVERIFY(button->state().startsWith(QLatin1String("Step 1 of 6")));
        QVERIFY(button->visibleRegion().boundingRect() == button->rect());
        for (const StationTile *tile : scene.window->livePage().wall().tiles())
            QCOMPARE(tile->visibleRegion().boundingRect(), tile->rect());
    }

    void the_panel_of_files_opens_only_when_it_is_asked_for()
    {
        WindowScene scene;
        const std::vector<QRect> before = placesOf(scene);
        scene.engine.offerFile("/data/line-v4.pt", std::nullopt);
        scene.update();
        scene.settle();
        QVERIFY(scene.window->filesPanel().folded());
        QTest::mouseClick(scene.child<QPushButton>("openFiles"), Qt::LeftButton);
        scene.settle();
        QVERIFY(!scene.window->filesPanel().folded());
        QVERIFY(scene.window->filesPanel().findChild<QWidget *>(QStringLiteral("candidateCard_1"))->isVisible());
        for (const QRect &tile : placesOf(scene))  // beside the tiles, not over them
            QVERIFY(!tile.intersects(scene.window->filesPanel().geometry()));
        auto *fold = scene.child<QPushButton>("foldFiles");
        fold->setFocus();
        scene.press(Qt::Key_Escape);
        scene.settle();
        QVERIFY(scene.window->filesPanel().folded());
        QVERIFY(placesOf(scene) == before);
        QCOMPARE(screenOf(scene), int{Rail::Live});
        QVERIFY(scene.window->livePage().isAncestorOf(QApplication::focusWidget()));  // the keys go to the page again
    }

    void a_drop_down_shows_all_its_choices_in_rows_for_a_finger_data()
    {
        QTest::addColumn<int>("screen");
        QTest::addColumn<QString>("name");
        QTest::newRow("tiles") << int{Rail::Live} << QStringLiteral("wallLayout");
        QTest::newRow("kind of source") << int{Rail::Settings} << QStringLiteral("sourceKind");
    }
    void a_drop_down_shows_all_its_choices_in_rows_for_a_finger()
    {
        QFETCH(int, screen);
        QFETCH(QString, name);
        WindowScene scene;
        scene.window->goTo(screen);
        auto *box = scene.window->findChild<QComboBox *>(name);
        box->showPopup();
        QTRY_VERIFY(box->view()->isVisible());
        const QRect last = box->view()->visualRect(box->model()->index(box->count() - 1, 0));
        QVERIFY2(last.bottom() <= box->view()->viewport()->height(),
                 qPrintable(QStringLiteral("%1 of %2").arg(last.bottom()).arg(box->view()->viewport()->height())));
        QVERIFY(last.height() >= 40);
        box->hidePopup();
    }

    void the_cards_of_files_stand_once_on_the_library_too()
    {
        WindowScene scene;
        scene.window->goTo(Rail::Library);
        scene.engine.offerFile("/data/line-v4.pt", std::nullopt);
        scene.update();
        const auto cards = [&] {
            return std::ranges::count_if(scene.window->findChildren<QWidget *>(QStringLiteral("candidateCard_1")), &QWidget::isVisible);
        };
        for (const bool folded : {true, false, true}) {
            scene.window->filesPanel().setFolded(folded);
            scene.settle();
            QCOMPARE(cards(), 1);
        }
    }

    void a_command_that_was_not_carried_out_is_told_in_the_bar_until_it_is_dismissed()
    {
        WindowScene scene;
        scene.station(1).previous = ModelId{"line", 1};
        scene.engine.refuseWith = Error{ErrorCode::Busy, "the station changed meanwhile"};
        scene.update();
        scene.press(Qt::Key_1);
        scene.press(Qt::Key_Backspace, Qt::ControlModifier);
        auto *button = scene.child<FilesButton>("openFiles");
        QTRY_COMPARE(button->title(), QStringLiteral("Message"));
        QVERIFY(!button->state().isEmpty());
        QTest::mouseClick(button, Qt::LeftButton);
        QTest::mouseClick(scene.child<QPushButton>("dismissNotice"), Qt::LeftButton);
        QCOMPARE(button->title(), QStringLiteral("No offered files"));
        QVERIFY(!button->isEnabled() || scene.window->filesPanel().count() == 0);
    }

    void the_same_message_again_comes_up_again_and_of_many_the_newest_stay()
    {
        WindowScene scene;
        FilesPanel &panel = scene.window->filesPanel();
        panel.addNotice(QStringLiteral("One."));
        panel.addNotice(QStringLiteral("Two."));
        panel.addNotice(QStringLiteral("One."));
        QCOMPARE(panel.count(), 2);
        QCOMPARE(scene.child<FilesButton>("openFiles")->state(), QStringLiteral("One."));
        for (int i = 0; i < 100; ++i)
            panel.addNotice(QString::number(i));
        QCOMPARE(panel.count(), 50);
        QTRY_COMPARE(panel.findChildren<QFrame *>(QStringLiteral("notice")).size(), 50);
        panel.setFolded(false);
        scene.settle();
        // The card on top is the newest, and Dismiss takes that one.
        const auto cards = panel.findChildren<QFrame *>(QStringLiteral("notice"));
        QFrame *top = *std::ranges::min_element(cards, {}, &QFrame::y);
        QCOMPARE(top->accessibleName(), QStringLiteral("99"));
        top->findChild<QPushButton *>(QStringLiteral("dismissNotice"))->click();
        QCOMPARE(panel.count(), 49);
        QCOMPARE(scene.child<FilesButton>("openFiles")->state(), QStringLiteral("98"));
    }

    void f1_shows_the_keys_and_escape_takes_them_away()
    {
        WindowScene scene;
        auto *sheet = scene.child<KeySheet>("keySheet");
        scene.press(Qt::Key_F1);
        QVERIFY(sheet->isVisible());
        scene.press(Qt::Key_Escape);
        QVERIFY(!sheet->isVisible());
        QCOMPARE(screenOf(scene), int{Rail::Live});
    }

    void any_key_on_the_key_sheet_ends_there_and_those_that_scroll_scroll_it()
    {
        WindowScene scene;
        scene.window->resize(900, 420);
        auto *sheet = scene.child<KeySheet>("keySheet");
        scene.press(Qt::Key_F1);
        QVERIFY(sheet->isVisible());
        QScrollBar *bar = sheet->findChild<QScrollArea *>(QStringLiteral("keyTable"))->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        for (const Qt::Key key : {Qt::Key_X, Qt::Key_Left, Qt::Key_Tab, Qt::Key_Space, Qt::Key_F5})
            QTest::keyClick(sheet, key);
        QCOMPARE(bar->value(), 0);
        QTest::keyClick(sheet, Qt::Key_End);
        QCOMPARE(bar->value(), bar->maximum());
        QTest::keyClick(sheet, Qt::Key_PageUp);
        QVERIFY(bar->value() < bar->maximum());
    }

    void a_hidden_window_asks_for_no_pictures()
    {
        WindowScene scene;
        QSignalSpy ticks(&scene.bridge, &EngineBridge::tick);
        scene.bridge.refresh();
        QVERIFY(ticks.size() >= 1);
        scene.window->hide();
        ticks.clear();
        scene.bridge.refresh();
        QCOMPARE(ticks.size(), 0);
    }

private:
    std::optional<OwnSettings> m_settings;
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
