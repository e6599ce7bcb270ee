// SPDX-License-Identifier: GPL-3.0-or-later
// Two screens on an X server of the test's own: one is pulled out while the console runs, and while it does not.
#include "live/livepage.h"
#include "live/stationtile.h"
#include "live/wall.h"
#include "mainwindow/mainwindow.h"
#include "support/uichecks.h"
#include "support/virtualscreens.h"
#include "support/windowscene.h"

#include <QLabel>
#include <QScreen>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

Q_DECLARE_METATYPE(Qt::WindowState)

namespace {

const QString kLeft = QStringLiteral("HDMI-1"), kRight = QStringLiteral("DP-2");
constexpr QRect kLeftPlace(0, 0, 1366, 768), kRightPlace(1366, 0, 1920, 1080);

QScreen *screenCalled(const QString &name)
{
    for (QScreen *screen : QGuiApplication::screens())
        if (screen->name() == name)
            return screen;
    return nullptr;
}

/// The console as a start makes it, on the settings of the one before.
struct Started {
    explicit Started(int stations = 4) : line(stations)
    {
        window = std::make_unique<MainWindow>(line.bridge, appearance, language);
        window->show();
        (void)QTest::qWaitForWindowExposed(window.get());
    }
    void close() { window->close(); }
    QString note() const
    {
        const auto *label = window->findChild<QLabel *>(QStringLiteral("noticeText"));
        return label ? label->text() : QString();
    }
    bool onScreen(const QString &name) const
    {
        const QScreen *screen = screenCalled(name);
        return screen && screen->geometry().contains(window->geometry()) && window->screen() == screen;
    }

    LiveScene line;
    Appearance appearance{*qApp};
    Language language;
    std::unique_ptr<MainWindow> window;
};

}  // namespace

class TestTwoScreens : public QObject {
    Q_OBJECT

public:
    static inline VirtualScreens *screens = nullptr;

private slots:
    void initTestCase()
    {
        QCOMPARE(QGuiApplication::platformName(), QStringLiteral("xcb"));
        screens->plugIn(kLeft, kLeftPlace);
        QTRY_VERIFY(screenCalled(kLeft) && QGuiApplication::screens().size() == 1);
    }
    void init()
    {
        m_settings.emplace();
        plugInRight(kRightPlace);
    }
    void cleanup() { pullOutRight(); }

    void a_first_start_fits_a_small_screen_with_its_frame()
    {
        Started console;
        QTRY_VERIFY(console.window->frameGeometry().height() > console.window->height());
        QTRY_VERIFY2(kLeftPlace.contains(console.window->frameGeometry()), qPrintable(QStringLiteral("%1 × %2 at %3, %4")
            .arg(console.window->frameGeometry().width()).arg(console.window->frameGeometry().height())
            .arg(console.window->frameGeometry().x()).arg(console.window->frameGeometry().y())));
    }

    void a_restart_brings_the_window_back_to_its_screen_data() { states(); }
    void a_restart_brings_the_window_back_to_its_screen()
    {
        QFETCH(Qt::WindowState, state);
        {
            Started before;
            place(before, state, kRight);
            before.close();
        }
        Started now;
        QTRY_VERIFY(now.onScreen(kRight));
        QTRY_VERIFY(now.window->windowState() == state || state == Qt::WindowNoState);
        QCOMPARE(now.note(), QString());
    }

    void a_restart_without_the_screen_says_where_the_window_went_data() { states(); }
    void a_restart_without_the_screen_says_where_the_window_went()
    {
        QFETCH(Qt::WindowState, state);
        {
            Started before;
            place(before, state, kRight);
            before.close();
        }
        pullOutRight();
        Started now;
        checkMoved(now, state);
    }

    void a_screen_pulled_out_while_running_moves_the_window_with_a_note_data() { states(); }
    void a_screen_pulled_out_while_running_moves_the_window_with_a_note()
    {
        QFETCH(Qt::WindowState, state);
        Started console;
        place(console, state, kRight);
        pullOutRight();
        checkMoved(console, state);
        // The pictures go on.
        console.line.update();
        QTRY_VERIFY(console.window->livePage().wall().tileOf("station-1")->shown().frame);
    }

    void the_other_screen_pulled_out_changes_nothing()
    {
        Started console;
        place(console, Qt::WindowNoState, kLeft);
        const QRect before = console.window->geometry();
        pullOutRight();
        QCOMPARE(console.window->geometry(), before);
        QCOMPARE(console.note(), QString());
    }

    void everything_can_be_reached_on_each_screen_and_after_it_is_gone_data()
    {
        QTest::addColumn<QSize>("size");
        for (const QSize size : {QSize(1024, 600), QSize(1280, 720), QSize(1920, 1080), QSize(2560, 1440), QSize(3840, 2160), QSize(1080, 1920)})
            QTest::addRow("%dx%d", size.width(), size.height()) << size;
    }
    void everything_can_be_reached_on_each_screen_and_after_it_is_gone()
    {
        QFETCH(QSize, size);
        for (const int stations : {1, 4, 9, 16}) {
            pullOutRight();
            plugInRight(QRect(kRightPlace.topLeft(), size));
            Started console(stations);
            place(console, Qt::WindowFullScreen, kRight);
            QTRY_COMPARE(console.window->size(), size);
            checkWhole(console, stations);
            pullOutRight();
            QTRY_VERIFY(console.onScreen(kLeft));
            QTRY_COMPARE(console.window->size(), kLeftPlace.size());
            checkWhole(console, stations);
        }
    }

private:
    static void states()
    {
        QTest::addColumn<Qt::WindowState>("state");
        QTest::newRow("as a window") << Qt::WindowNoState;
        QTest::newRow("maximized") << Qt::WindowMaximized;
        QTest::newRow("full screen") << Qt::WindowFullScreen;
    }
    static void plugInRight(const QRect &place)
    {
        screens->plugIn(kRight, place);
        QTRY_VERIFY(screenCalled(kRight) && screenCalled(kRight)->geometry() == place);
    }
    static void pullOutRight()
    {
        if (!screenCalled(kRight))
            return;
        screens->pullOut(kRight);
        QTRY_VERIFY(!screenCalled(kRight));
    }
    /// As an operator does: the window is dragged to a screen, then made large there.
    static void place(Started &console, Qt::WindowState state, const QString &name)
    {
        const QRect area = screenCalled(name)->geometry();
        console.window->setGeometry(QRect(area.topLeft() + QPoint(20, 30), area.size() - QSize(60, 80)));
        QTRY_VERIFY(console.onScreen(name));
        if (state == Qt::WindowMaximized)
            console.window->showMaximized();
        else if (state == Qt::WindowFullScreen)
            console.window->showFullScreen();
        QTRY_VERIFY(console.window->windowState() == state || state == Qt::WindowNoState);
        QTRY_VERIFY(console.onScreen(name));
        QTRY_VERIFY(state != Qt::WindowFullScreen || console.window->size() == area.size());
    }
    static void checkMoved(Started &console, Qt::WindowState state)
    {
        QTRY_VERIFY(console.onScreen(kLeft));
        QVERIFY(console.window->isVisible());
        QTRY_VERIFY(console.window->windowState() == state || state == Qt::WindowNoState);
        QTRY_VERIFY2(console.note().contains(kRight) && console.note().contains(kLeft), qPrintable(console.note()));
        QTRY_VERIFY(state != Qt::WindowFullScreen || console.window->size() == kLeftPlace.size());
    }
    static void checkWhole(Started &console, int stations)
    {
        console.line.update();
        QCoreApplication::processEvents();
        LINESIDE_NOTHING(unreachable(*console.window));
        for (int n = 1; n <= stations; ++n) {
            const StationTile *tile = console.window->livePage().wall().tileOf(LiveScene::idOf(n));
            QVERIFY(tile->isVisible());
            QCOMPARE(tile->visibleRegion().boundingRect(), tile->rect());
        }
    }

    std::optional<OwnSettings> m_settings;
};

int main(int argc, char **argv)
{
    VirtualScreens screens({5760, 2160});
    TestTwoScreens::screens = &screens;
    QApplication app(argc, argv);
    TestTwoScreens test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_twoscreens.moc"
