// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/transitionbutton.h"
#include "live/pictureview.h"
#include "live/stationpage.h"
#include "live/stationtabs.h"
#include "support/livescene.h"
#include "support/uichecks.h"
#include "theme/theme.h"

#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QToolButton>
#include <QWheelEvent>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

struct Shown {
    Shown() : page(scene.bridge)
    {
        page.resize(1300, 800);
        page.showStation(LiveScene::idOf(2));
        page.show();
        page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        page.setFocus();
        show();
    }
    void show()
    {
        for (int tick = 0; tick < 6; ++tick)
            scene.update(tick == 0);
    }
    template <class T>
    T *child(const char *name)
    {
        return page.findChild<T *>(QLatin1String(name));
    }
    bool says(const QString &words)
    {
        for (const PaintedText &text : paintedTexts(page))
            if (text.text.contains(words))
                return true;
        return false;
    }
    /// Two golden frames at the station; the picture of the second cannot be read.
    void keepTwo()
    {
        GoldenFrame first{1, Verdict::Fail, "Cap", {"line", 1}, {"line", 2}, "Nina", std::chrono::system_clock::now(), 64, 36, std::string(64, 'a')};
        GoldenFrame second = first;
        second.id = 2;
        second.expected = Verdict::Pass;
        second.label.clear();
        second.sha256 = "damaged";
        scene.engine.golden[LiveScene::idOf(2)] = {first, second};
        scene.station(2).goldenFrames = 2;
        show();
    }
    /// The middle of the picture, which has one colour and a box across it where a model saw something.
    static QImage middle(PictureView &view)
    {
        const QRectF area = view.toWidget().mapRect(QRectF(80, 45, 160, 90));
        return view.grab(area.toRect()).toImage().convertToFormat(QImage::Format_RGB32);
    }
    static bool drawsBoxes(PictureView &view)
    {
        const QImage image = middle(view);
        for (int x = 0; x < image.width(); ++x)
            if (image.pixel(x, image.height() / 2) != image.pixel(0, 0))
                return true;
        return false;
    }

    LiveScene scene;
    StationPage page;
};

}  // namespace

class TestStationPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_settings.emplace(); }

    void a_page_whose_button_needs_no_words_says_nothing_on_the_console()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Negative sizes")));
        Shown shown;
        shown.scene.station(2).offered = ModelId{"line", 3};
        shown.show();
        shown.page.resize(900, 600);
    }

    void preview_stands_left_and_on_air_right_with_the_button_between()
    {
        Shown shown;
        const QRect preview = shown.child<PictureView>("previewView")->geometry(), onAir = shown.child<PictureView>("onAirView")->geometry();
        auto *button = shown.child<QPushButton>("transition");
        const QRect middle(button->mapTo(&shown.page, QPoint()), button->size());
        QVERIFY(preview.right() < middle.left() && middle.right() < onAir.left());
        QVERIFY(shown.says(QStringLiteral("PREVIEW")) && shown.says(QStringLiteral("ON AIR")));
    }

    void without_anything_in_preview_the_button_says_so()
    {
        Shown shown;
        QVERIFY(!shown.child<QPushButton>("transition")->isEnabled());
        QVERIFY(shown.says(QStringLiteral("Nothing in preview")));
    }

    void an_offered_model_goes_on_air_by_one_click_and_back_by_the_same_button()
    {
        Shown shown;
        shown.scene.station(2).offered = ModelId{"line", 3};
        shown.show();
        auto *button = shown.child<TransitionButton>("transition");
        qint64 clock = 1'000'000'000'000;
        button->setClock([&clock] { return clock += 5000; });
        QCOMPARE(button->text(), QString::fromUtf8("Put line-v3 on Station 2 →"));
        QTest::mouseClick(button, Qt::LeftButton);
        shown.show();
        QVERIFY(button->text().startsWith(QLatin1String("Roll back to line-v2")));
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(shown.scene.engine.callsStartingWith("promote station-2 line-v3"), std::size_t{1});
        QCOMPARE(shown.scene.engine.callsStartingWith("rollBack station-2"), std::size_t{1});
    }

    void the_focus_never_lands_on_the_button_by_itself()
    {
        Shown shown;
        shown.scene.station(2).offered = ModelId{"line", 3};
        shown.show();
        QVERIFY(!shown.child<QPushButton>("transition")->hasFocus());
        QTest::keyClick(&shown.page, Qt::Key_Return);
        QTest::keyClick(&shown.page, Qt::Key_Space);
        QVERIFY(shown.scene.engine.calls.empty());
    }

    void escape_and_the_button_go_back()
    {
        Shown shown;
        QSignalSpy back(&shown.page, &StationPage::backRequested);
        QTest::keyClick(&shown.page, Qt::Key_Escape);
        QTest::mouseClick(shown.child<QPushButton>("stationBack"), Qt::LeftButton);
        QCOMPARE(back.size(), 2);
    }

    void a_station_that_is_removed_sends_the_operator_back()
    {
        Shown shown;
        QSignalSpy back(&shown.page, &StationPage::backRequested);
        shown.scene.engine.state.stations.erase(shown.scene.engine.state.stations.begin() + 1);
        shown.scene.update();
        QVERIFY(back.size() >= 1);
    }

    void the_menu_offers_every_other_model_and_asks_the_engine()
    {
        Shown shown;
        auto *menu = shown.child<QPushButton>("choosePreview")->menu();
        emit menu->aboutToShow();
        QStringList models;
        for (const QAction *action : menu->actions())
            models << action->text();
        QCOMPARE(models, QStringList({QStringLiteral("line-v1"), QStringLiteral("line-v3")}));
        menu->actions().constFirst()->trigger();
        QCOMPARE(shown.scene.engine.callsStartingWith("offerModel station-2 line-v1"), std::size_t{1});
    }

    void judging_along_is_possible_only_with_something_in_preview()
    {
        Shown shown;
        auto *along = shown.child<QPushButton>("toggleShadow");
        QVERIFY(!along->isEnabled());
        shown.scene.station(2).offered = ModelId{"line", 3};
        shown.show();
        QVERIFY(along->isEnabled());
        QTest::mouseClick(along, Qt::LeftButton);
        QCOMPARE(shown.scene.engine.callsStartingWith("setShadow station-2 line-v3"), std::size_t{1});
        shown.show();
        QVERIFY(along->isChecked());
        QTest::mouseClick(along, Qt::LeftButton);
        QCOMPARE(shown.scene.engine.callsStartingWith("setShadow station-2 none"), std::size_t{1});
    }

    void boxes_stand_only_under_the_name_of_the_model_that_drew_them()
    {
        Shown shown;
        auto *preview = shown.child<PictureView>("previewView");
        const auto compared = [&](const ModelId &shadow) {
            const FramePtr frame = shown.scene.picture(2);
            auto both = std::make_shared<ComparedFrame>();
            both->active = makeJudged(frame, "Bottle 0.97 @120,20 60x150", {"line", 2});
            both->shadow = makeJudged(frame, "Cap 0.91 @120,40 60x100", shadow);
            shown.scene.feed(2).setCompared(both);
        };
        shown.scene.station(2).shadow = ModelId{"line", 1};
        shown.scene.station(2).offered = ModelId{"line", 3};  // while line-v1 judges along
        shown.show();
        compared({"line", 1});
        shown.scene.bridge.refresh();
        QVERIFY(shown.says(QStringLiteral("line-v3 is ready")));
        QVERIFY(!shown.drawsBoxes(*preview));
        shown.scene.station(2).shadow = ModelId{"line", 3};
        shown.show();
        compared({"line", 1});  // judged just before the other began
        shown.scene.bridge.refresh();
        QVERIFY(!shown.drawsBoxes(*preview));
        compared({"line", 3});
        shown.scene.bridge.refresh();
        QVERIFY(shown.drawsBoxes(*preview));
    }

    void a_station_that_was_taken_out_and_put_back_shows_its_new_pictures()
    {
        Shown shown;
        shown.scene.engine.state.stations.erase(shown.scene.engine.state.stations.begin() + 1);
        shown.scene.update();
        shown.page.hide();
        shown.scene.addStation(2);  // with another feed
        shown.scene.update();
        shown.page.showStation(LiveScene::idOf(2));
        shown.page.show();
        shown.show();
        shown.scene.picture(2, 0x2040C0);
        const auto middle = [&] { return QColor(Shown::middle(*shown.child<PictureView>("onAirView")).pixel(0, 0)); };
        QTRY_COMPARE((shown.scene.bridge.refresh(), middle()), QColor(0x20, 0x40, 0xC0));  // when it is due
    }

    void a_lost_camera_is_told_on_both_pictures()
    {
        Shown shown;
        shown.scene.station(2).offered = ModelId{"line", 3};
        shown.scene.setSource(2, SourceState::Offline);
        shown.show();
        QVERIFY(shown.says(QStringLiteral("No camera since")));
        QVERIFY(shown.child<QLabel>("stationState")->text().startsWith(QLatin1String("UNKNOWN")));
        QVERIFY(!shown.says(QStringLiteral("PASS")));
    }

    void keys_wheel_and_buttons_zoom_both_pictures_in_step()
    {
        Shown shown;
        auto *preview = shown.child<PictureView>("previewView"), *onAir = shown.child<PictureView>("onAirView");
        shown.scene.station(2).offered = ModelId{"line", 3};
        shown.show();
        QVERIFY(QTest::qWaitForWindowActive(&shown.page));
        const QTransform whole = onAir->toWidget();
        const auto inStep = [&] { return preview->toWidget() == onAir->toWidget(); };
        QVERIFY(inStep());
        QTest::keyClick(&shown.page, Qt::Key_Z);
        QCOMPARE(onAir->scale(), 1.0);
        QVERIFY(inStep());
        QTest::keyClick(onAir, Qt::Key_Plus, Qt::ShiftModifier);
        QCOMPARE(preview->scale(), 1.25);
        const QPointF at = preview->pictureArea().center() + QPointF(40, 20);
        QWheelEvent wheel(at, preview->mapToGlobal(at), {}, {0, 600}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(preview, &wheel);
        QVERIFY(onAir->scale() > 2.5 && inStep());
        const QTransform before = preview->toWidget();
        QTest::keyClick(onAir, Qt::Key_Right);
        QVERIFY(preview->toWidget() != before && inStep());
        for (int i = 0; i < 40; ++i)
            QTest::mouseClick(shown.child<QToolButton>("zoomIn"), Qt::LeftButton);
        QCOMPARE(onAir->scale(), 8.0);
        QCOMPARE(shown.child<QToolButton>("zoomScale")->text(), QStringLiteral("800 %"));
        for (int i = 0; i < 40; ++i)
            QTest::mouseClick(shown.child<QToolButton>("zoomOut"), Qt::LeftButton);
        QCOMPARE(onAir->scale(), 0.25);
        QTest::keyClick(onAir, Qt::Key_0);
        QCOMPARE(onAir->toWidget(), whole);
        QVERIFY(shown.scene.engine.calls.empty());
    }

    void a_picture_is_pulled_with_the_mouse_and_a_double_click_goes_to_one_to_one_and_back()
    {
        Shown shown;
        auto *onAir = shown.child<PictureView>("onAirView");
        const QPoint middle = onAir->pictureArea().center().toPoint();
        for (int i = 0; i < 6; ++i)
            QTest::keyClick(onAir, Qt::Key_Plus);
        const QTransform before = onAir->toWidget();
        QTest::mousePress(onAir, Qt::LeftButton, {}, middle);
        QMouseEvent moved(QEvent::MouseMove, middle + QPoint(30, 10), onAir->mapToGlobal(middle), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(onAir, &moved);
        QTest::mouseRelease(onAir, Qt::LeftButton, {}, middle + QPoint(30, 10));
        QCOMPARE(onAir->toWidget().dx() - before.dx(), 30.0);
        QCOMPARE(onAir->toWidget().dy() - before.dy(), 10.0);
        QTest::mouseDClick(onAir, Qt::LeftButton, {}, middle);
        QVERIFY(onAir->toWidget() != before);
        const double whole = onAir->scale();
        QTest::mouseDClick(onAir, Qt::LeftButton, {}, middle);
        QCOMPARE(onAir->scale(), 1.0);
        QVERIFY(whole != 1.0);
    }

    void keys_of_the_picture_also_pass_on_what_is_the_pages()
    {
        Shown shown;
        auto *onAir = shown.child<PictureView>("onAirView");
        QSignalSpy back(&shown.page, &StationPage::backRequested);
        onAir->setFocus();
        QTest::keyClick(onAir, Qt::Key_Space);
        QVERIFY(shown.says(QStringLiteral("Picture held by you")));
        QTest::keyClick(onAir, Qt::Key_Escape);
        QCOMPARE(back.size(), 1);
    }

    void the_zoom_is_read_whole_at_any_text_size()
    {
        for (const int percent : {80, 100, 200}) {
            Appearance appearance(*qApp);
            appearance.setTextScale(percent);
            Shown shown;
            QTest::keyClick(&shown.page, Qt::Key_Z);
            shown.show();
            LINESIDE_NOTHING(clippedTexts(*shown.child<QToolButton>("zoomScale")));
            appearance.setTextScale(100);
        }
    }

    void another_station_is_seen_whole()
    {
        Shown shown;
        auto *onAir = shown.child<PictureView>("onAirView");
        const double whole = onAir->scale();
        QTest::keyClick(onAir, Qt::Key_Plus);
        shown.page.showStation(LiveScene::idOf(3));
        QCOMPARE(onAir->scale(), whole);
    }

    void the_tabs_hold_all_that_is_known()
    {
        Shown shown;
        auto *tabs = shown.child<StationTabs>("stationTabs");
        QCOMPARE(tabs->count(), 6);
        const std::pair<int, const char *> words[] = {{0, "53,800"}, {1, "line-v2"}, {2, "1280 × 720"}, {3, "Bottle"}, {4, "Bottle, Cap, Label"}};
        for (const auto &[tab, word] : words) {
            tabs->setCurrentIndex(tab);
            QVERIFY2(shown.says(QString::fromUtf8(word)), word);
        }
    }

    void the_golden_frames_of_the_station_are_in_the_last_tab()
    {
        Shown shown;
        auto *tabs = shown.child<StationTabs>("stationTabs");
        QCOMPARE(tabs->tabText(5), QStringLiteral("Golden frames (0)"));
        tabs->setCurrentIndex(5);
        QCOMPARE(shown.child<QLabel>("goldenQuestion")->text(), QStringLiteral("There is none yet."));
        QVERIFY(!shown.child<QPushButton>("goldenDrop")->isEnabled());
        shown.keepTwo();
        QCOMPARE(tabs->tabText(5), QStringLiteral("Golden frames (2)"));
        auto *list = shown.child<QListWidget>("goldenList");
        QCOMPARE(list->count(), 2);
        for (const char *words : {"1. Must be: FAIL (Cap)", "by Nina", "line-v1 and line-v2 differed on it"})
            QVERIFY2(list->item(0)->text().contains(QLatin1String(words), Qt::CaseInsensitive), qPrintable(list->item(0)->text()));
        QVERIFY(list->item(1)->text().contains(QLatin1String("Must be: PASS"), Qt::CaseInsensitive));
        const auto colour = [&](int row) { return list->item(row)->icon().pixmap(160, 90).toImage().pixelColor(80, 45); };
        QTRY_COMPARE(colour(0), QColor(0x80, 0x80, 0x80));
        QTRY_VERIFY(list->item(1)->text().contains(QLatin1String("Its picture cannot be read")));
        shown.page.showStation(LiveScene::idOf(3));
        QCOMPARE(tabs->tabText(5), QStringLiteral("Golden frames (0)"));
        QCOMPARE(list->count(), 0);
    }

    void one_is_dropped_by_the_keyboard_and_asked_about_first()
    {
        Shown shown;
        shown.keepTwo();
        shown.child<StationTabs>("stationTabs")->setCurrentIndex(5);
        auto *list = shown.child<QListWidget>("goldenList");
        auto *no = shown.child<QPushButton>("goldenDropNo");
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down);
        list->setCurrentRow(0);
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(shown.child<QLabel>("goldenQuestion")->text(), QStringLiteral("Drop golden frame 1? Its picture is deleted, and no model is held against it any more."));
        QVERIFY(no->hasFocus() && !shown.child<QPushButton>("goldenDrop")->isVisible());
        QTest::keyClick(no, Qt::Key_Space);
        QVERIFY(list->hasFocus() && !no->isVisible());
        QCOMPARE(shown.scene.engine.callsStartingWith("dropGolden"), 0u);
        shown.child<QPushButton>("goldenDrop")->click();
        shown.child<QPushButton>("goldenDropYes")->click();
        QCOMPARE(shown.scene.engine.calls.back(), std::string("dropGolden station-2 1"));
        shown.show();
        QCOMPARE(list->count(), 1);
        QCOMPARE(shown.child<StationTabs>("stationTabs")->tabText(5), QStringLiteral("Golden frames (1)"));
        QVERIFY(!shown.child<QPushButton>("goldenDropYes")->isVisible());
    }

private:
    std::optional<OwnSettings> m_settings;
};

QTEST_MAIN(TestStationPage)
#include "tst_stationpage.moc"
