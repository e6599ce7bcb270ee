// SPDX-License-Identifier: GPL-3.0-or-later
// Large text on a small screen: no page pushes the window over the screen's edge or cuts a word; what has no room is scrolled to.
#include "compare/comparepage.h"
#include "compare/compareview.h"
#include "mainwindow/filespanel.h"
#include "mainwindow/pagescroll.h"
#include "live/pictureview.h"
#include "live/stationpage.h"
#include "live/stationtile.h"
#include "mainwindow/rail.h"
#include "support/uichecks.h"
#include "support/windowscene.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

class TestPageScroll : public QObject {
    Q_OBJECT

private slots:
    void init() { m_settings.emplace(); }

    void no_page_is_cut_or_pushes_the_window_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<int>("percent");
        QTest::addColumn<QSize>("size");
        for (const char *language : {"en", "zh_CN"})
            for (const int percent : {100, 200})
                for (const QSize size : {QSize(1366, 768), QSize(1920, 1080)})
                    QTest::addRow("%s %d %% %d", language, percent, size.width()) << QString::fromLatin1(language) << percent << size;
    }
    void no_page_is_cut_or_pushes_the_window()
    {
        QFETCH(QString, language);
        QFETCH(int, percent);
        QFETCH(QSize, size);
        WindowScene scene(4, size);
        scene.language.apply(language);
        scene.appearance.setTextScale(percent);
        refuseAFile(scene);
        nameSomebody(scene);
        for (const bool folded : {true, false}) {
            scene.window->filesPanel().setFolded(folded);
            for (int page = Rail::Live; page < Rail::ScreenCount; ++page) {
                scene.window->goTo(page);
                if (page == Rail::Compare)
                    askForAnotherComparison(scene);
                scene.settle();
                QCOMPARE(scene.window->size(), size);
                if (page == Rail::Live || !folded)
                    continue;
                // What is scrolled away in a table is not cut off.
                for (QTableView *table : shownPage(scene).findChildren<QTableView *>())
                    table->hide();
                scene.settle();
                LINESIDE_NOTHING(clippedTexts(shownPage(scene)));
            }
        }
        const auto *bar = scene.child<QWidget>("eventBar");
        QVERIFY2(scene.window->rect().contains(bar->geometry()), "the files beside the page push the bar out of the window");
    }

    void at_200_percent_the_filters_of_the_history_are_not_wider_than_a_small_screen_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("en") << QStringLiteral("en");
        QTest::newRow("zh_CN") << QStringLiteral("zh_CN");
    }
    void at_200_percent_the_filters_of_the_history_are_not_wider_than_a_small_screen()
    {
        QFETCH(QString, language);
        WindowScene scene(4, {1366, 768});
        scene.language.apply(language);
        scene.appearance.setTextScale(200);
        scene.window->goTo(Rail::History);
        scene.settle();
        const auto wider = [&] { return shownPage(scene).minimumSizeHint().width(); };
        const int before = wider();
        nameSomebody(scene);
        QVERIFY(scene.child<QWidget>("historyPerson")->isVisible());
        QVERIFY2(wider() <= before, qPrintable(QString::number(wider()) + " after " + QString::number(before)));
    }

    void a_screen_of_1366_x_768_at_200_percent_holds_the_window_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("en") << QStringLiteral("en");
        QTest::newRow("zh_CN") << QStringLiteral("zh_CN");
    }
    void a_screen_of_1366_x_768_at_200_percent_holds_the_window()
    {
        QFETCH(QString, language);
        const QSize size(683, 374);  // what is left for the window, in its own pixels
        WindowScene scene(16, size);
        scene.language.apply(language);
        scene.settle();
        QVERIFY2(scene.window->minimumSizeHint().height() <= size.height(), qPrintable(QString::number(scene.window->minimumSizeHint().height())));
        QVERIFY(scene.window->rect().contains(scene.child<QWidget>("eventBar")->geometry()));
        QVERIFY(scene.child<QScrollArea>("railScroll")->verticalScrollBar()->maximum() > 0);
        // As many tiles as have a picture; the others are on the next pages, and all are there.
        const Wall &wall = scene.window->livePage().wall();
        QVERIFY(wall.pages() > 1);
        for (const StationTile *tile : wall.tiles())
            QVERIFY(!tile->isVisible() || (tile->zones().picture.height() >= 20 && wall.rect().contains(tile->geometry())));
        for (const StationTile *tile : wall.tiles())
            QVERIFY(!tile->isVisible() || tile->zones().band.contains(tile->zones().word));
        QVERIFY(scene.child<QWidget>("lineStateSign")->width() >= 22);
        QVERIFY2(scene.window->minimumSizeHint().width() <= size.width(), qPrintable(QString::number(scene.window->minimumSizeHint().width())));
        // The page of a station is scrolled, and nothing on it stands over anything else.
        scene.window->openStation("station-3");
        scene.settle();
        const StationPage &page = scene.window->stationPage();
        const auto placeOf = [&](const char *name) {
            const auto *widget = page.findChild<QWidget *>(QLatin1String(name));
            return QRect(widget->mapTo(&page, QPoint()), widget->size());
        };
        for (const char *button : {"transition", "choosePreview", "toggleShadow", "openCompare"})
            for (const PictureView *picture : page.findChildren<PictureView *>())
                QVERIFY2(!placeOf(button).intersects(QRect(picture->mapTo(&page, QPoint()), picture->size())), button);
        QVERIFY(scene.child<PageScroll>("stationScroll")->verticalScrollBar()->maximum() > 0);
    }

    void the_promote_panel_shows_its_stations_on_such_a_screen_also_beside_the_files()
    {
        WindowScene scene(16, {683, 374});
        scene.engine.offerFile("/data/line-v4.pt", std::nullopt);
        scene.update();
        QTest::mouseClick(scene.child<QPushButton>("openFiles"), Qt::LeftButton);
        scene.settle();
        QVERIFY(!scene.window->filesPanel().folded());
        scene.press(Qt::Key_2);
        scene.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(scene.child<QWidget>("promotePanel")->isVisible());
        scene.settle();
        QWidget &panel = *scene.child<QWidget>("promotePanel");
        const auto *stations = panel.findChild<QScrollArea *>(QStringLiteral("promoteStations"));
        QVERIFY2(stations->viewport()->height() >= 4 * panel.fontMetrics().lineSpacing(), qPrintable(QString::number(stations->viewport()->height())));
        QVERIFY2(stations->horizontalScrollBar()->maximum() == 0, qPrintable(QString::number(panel.width())));
        LINESIDE_NOTHING(clippedTexts(panel));
    }

    void two_compared_models_keep_their_pictures_words_and_buttons()
    {
        WindowScene scene(4, {1366, 768});
        scene.appearance.setTextScale(200);
        scene.window->goTo(Rail::Compare);
        askForAnotherComparison(scene);
        scene.settle();
        QWidget &page = shownPage(scene);
        const auto *b = page.findChild<CompareView *>(QStringLiteral("compareViewB"));
        QVERIFY2(b->height() >= 135, qPrintable(QString::number(b->height())));
        LINESIDE_NOTHING(unreachable(page));
        auto *scroll = scene.child<PageScroll>("compareScroll");
        QVERIFY(scroll->verticalScrollBar()->maximum() > 0);
        QCOMPARE(scroll->horizontalScrollBar()->maximum(), 0);
        QCOMPARE(scroll->verticalScrollBar()->value(), 0);  // the sentence on top is seen first
        scene.child<QWidget>("differingFrames")->setFocus(Qt::TabFocusReason);
        QTest::keyClick(scene.child<QWidget>("differingFrames"), Qt::Key_Tab);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab);
        QVERIFY2(scroll->verticalScrollBar()->value() > 0, "what comes to the focus is brought into sight");
    }

    void at_normal_text_size_nothing_is_scrolled_on_a_small_screen_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("en") << QStringLiteral("en");
        QTest::newRow("zh_CN") << QStringLiteral("zh_CN");
    }
    void at_normal_text_size_nothing_is_scrolled_on_a_small_screen()
    {
        QFETCH(QString, language);
        WindowScene scene(4, {1366, 768});
        scene.language.apply(language);
        nameSomebody(scene);
        for (int page = Rail::Library; page < Rail::ScreenCount; ++page) {
            scene.window->goTo(page);
            scene.settle();
            for (const PageScroll *scroll : scene.window->findChildren<PageScroll *>())
                QVERIFY2(!scroll->isVisible() || (scroll->verticalScrollBar()->maximum() == 0 && scroll->horizontalScrollBar()->maximum() == 0),
                         qPrintable(QStringLiteral("%1: %2 × %3 too much").arg(scroll->widget()->objectName()).arg(scroll->horizontalScrollBar()->maximum()).arg(scroll->verticalScrollBar()->maximum())));
        }
        scene.window->goTo(Rail::Live);
        scene.press(Qt::Key_F1);
        QTRY_VERIFY(scene.child<QWidget>("keySheet")->isVisible());
        scene.settle();
        QCOMPARE(scene.child<QScrollArea>("keyTable")->verticalScrollBar()->maximum(), 0);
        scene.press(Qt::Key_Escape);
        QSettings().setValue(QStringLiteral("firstRun/closed"), false);
        scene.window->goTo(Rail::Live);
        scene.settle();
        QVERIFY(scene.child<QWidget>("firstRunCard")->isVisible());
        QCOMPARE(scene.child<QScrollArea>("firstRunScroll")->verticalScrollBar()->maximum(), 0);
        LINESIDE_NOTHING(clippedTexts(*scene.child<QWidget>("firstRunCard")));
    }

private:
    static QWidget &shownPage(const WindowScene &scene)
    {
        for (const PageScroll *scroll : scene.window->findChildren<PageScroll *>())
            if (scroll->isVisible())
                return *scroll->widget();
        return *scene.window;
    }
    /// Somebody with a long name did something: the history can be narrowed to him.
    static void nameSomebody(WindowScene &scene)
    {
        HistoryEvent named;
        named.kind = EventKind::Promoted;
        named.at = std::chrono::system_clock::now();
        named.by = "Annegret Lindqvist-Kowalczyk";
        scene.engine.addEvent(named);
        scene.update();
        scene.settle();
    }
    static void refuseAFile(WindowScene &scene)
    {
        const CandidateId id = scene.engine.offerFile("/data/best.pt", "station-1");
        CandidateSnapshot &c = scene.engine.candidate(id);
        c.finished = true;
        c.refusal = Refusal{RefusalReason::Labels, "Bottle, Cap, Label", "Car, Bus, Truck, Person", {}};
        scene.update();
        scene.settle();
    }
    /// The notice that says that another comparison runs.
    static void askForAnotherComparison(WindowScene &scene)
    {
        scene.station(1).shadow = ModelId{"line", 1};
        scene.update();
        auto *page = scene.window->findChild<ComparePage *>();
        page->showStation("station-1");
        page->showModel({"line", 3});
    }

    std::optional<OwnSettings> m_settings;
};

QTEST_MAIN(TestPageScroll)
#include "tst_pagescroll.moc"
