// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/mainwindow.h"
#include "mainwindow/windowplace.h"
#include "support/windowscene.h"

#include <QLabel>
#include <QScreen>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

const WindowPlace::Screen kMain{QStringLiteral("HDMI-1"), QRect(0, 0, 1920, 1040)};
const WindowPlace::Screen kSecond{QStringLiteral("DP-2"), QRect(1920, 0, 1280, 1024)};

}  // namespace

class TestWindowPlace : public QObject {
    Q_OBJECT

private slots:
    void init() { m_settings.emplace(); }

    void a_window_comes_back_to_the_second_screen()
    {
        const QRect saved(2000, 60, 1024, 700);
        const WindowPlace place = WindowPlace::of(saved, QStringLiteral("DP-2"), {kMain, kSecond});
        QCOMPARE(place.geometry, saved);
        QVERIFY(place.lost.isEmpty());
    }

    void without_its_screen_it_comes_to_the_main_one_and_both_are_named()
    {
        const WindowPlace place = WindowPlace::of({2000, 60, 1024, 700}, QStringLiteral("DP-2"), {kMain});
        QVERIFY(kMain.area.contains(place.geometry));
        QCOMPARE(place.geometry.size(), QSize(1024, 700));
        QCOMPARE(place.lost, QStringLiteral("DP-2"));
        QCOMPARE(place.now, QStringLiteral("HDMI-1"));
    }

    void a_window_larger_than_the_screen_that_is_left_becomes_smaller()
    {
        const WindowPlace place = WindowPlace::of({0, 0, 1900, 1030}, QStringLiteral("HDMI-1"), {kSecond});
        QCOMPARE(place.geometry, QRect(1920, 0, 1280, 1024));
    }

    void a_screen_that_moved_takes_its_window_with_it_into_sight()
    {
        const WindowPlace place = WindowPlace::of({2000, 60, 1024, 700}, QStringLiteral("DP-2"), {kMain, {QStringLiteral("DP-2"), {-1280, 0, 1280, 1024}}});
        QVERIFY(QRect(-1280, 0, 1280, 1024).contains(place.geometry));
        QVERIFY(place.lost.isEmpty());
    }

    void nothing_saved_and_no_screen_change_nothing()
    {
        QCOMPARE(WindowPlace::of({}, QStringLiteral("DP-2"), {kMain}).geometry, QRect());
        QCOMPARE(WindowPlace::of({1, 2, 3, 4}, QStringLiteral("DP-2"), {}).geometry, QRect(1, 2, 3, 4));
    }

    void a_restart_without_the_screen_brings_the_window_into_sight_with_a_note()
    {
        QSettings().setValue(QStringLiteral("window/place"), QRect(5000, 200, 1100, 700));
        QSettings().setValue(QStringLiteral("window/monitor"), QStringLiteral("DP-2"));
        WindowScene scene;
        scene.window->resize(1100, 700);
        const QString own = scene.window->screen()->name();
        LiveScene line;
        MainWindow window(line.bridge, scene.appearance, scene.language);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QVERIFY(window.screen()->geometry().contains(window.geometry().center()));
        const auto *note = window.findChild<QLabel *>(QStringLiteral("noticeText"));
        QVERIFY(note);
        QVERIFY2(note->text().contains(QStringLiteral("DP-2")) && note->text().contains(own), qPrintable(note->text()));
    }

    void a_restart_with_the_same_screen_says_nothing()
    {
        {
            WindowScene scene;
            scene.window->setGeometry(40, 30, 1100, 700);
            scene.settle();
            scene.window->close();
        }
        WindowScene scene(4, {1100, 700});
        QVERIFY(!scene.child<QLabel>("noticeText"));
    }

private:
    std::optional<OwnSettings> m_settings;
};

QTEST_MAIN(TestWindowPlace)
#include "tst_windowplace.moc"
