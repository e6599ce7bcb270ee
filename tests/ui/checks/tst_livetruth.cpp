// SPDX-License-Identifier: GPL-3.0-or-later
// A dead camera must not look alive, and boxes stand on the picture that they were found in.
#include "compare/compareview.h"
#include "compare/overlaypainter.h"
#include "live/pictureview.h"
#include "live/stationpage.h"
#include "live/stationtile.h"
#include "mainwindow/rail.h"
#include "support/uichecks.h"
#include "support/windowscene.h"

#include <QPainter>
#include <QtTest>

#include <array>
#include <random>

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;

namespace {

constexpr QRgb kPicture = 0xFF8A9096;  // what LiveScene's cameras see

bool says(QWidget &widget, const char *words)
{
    for (const PaintedText &text : paintedTexts(widget))
        if (text.text.contains(QLatin1String(words)))
            return true;
    return false;
}

/// The share of a tile's picture that looks as the camera gave it.
double unmarked(StationTile &tile)
{
    const QImage image = tile.grab(tile.zones().picture).toImage();
    int same = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            same += image.pixel(x, y) == kPicture;
    return static_cast<double>(same) / (image.width() * image.height());
}

/// A grey picture with a white square, and the box of a detector that sees it perfectly.
FramePtr squareAt(std::uint64_t sequence, int width, int height, QRect square, SteadyTime at, QRgb ground = qRgb(0x60, 0x60, 0x60))
{
    auto frame = std::make_shared<Frame>();
    frame->sequence = sequence;
    frame->capturedAt = at;
    frame->image.resize(width, height);
    const MutableImageView view = frame->image.view();
    QImage image(view.pixels, width, height, view.strideBytes, QImage::Format_RGB32);
    image.fill(ground);
    QPainter(&image).fillRect(square, Qt::white);
    return frame;
}

JudgedFramePtr boxAround(const FramePtr &frame, QRect square, const ModelId &model = {"line", 2})
{
    return makeJudged(frame, QStringLiteral("Bottle 0.90 @%1,%2 %3x%4").arg(square.x()).arg(square.y()).arg(square.width()).arg(square.height()).toStdString(),
                      model);
}

/// Where pixels of a colour are.
QRectF placeOf(const QImage &image, QRgb colour)
{
    int left = image.width(), right = -1, top = image.height(), bottom = -1;
    for (int y = 0; y < image.height(); ++y) {
        const auto *row = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            if ((row[x] | 0xFF000000U) != colour)
                continue;
            left = std::min(left, x);
            right = std::max(right, x);
            top = std::min(top, y);
            bottom = y;
        }
    }
    return right < 0 ? QRectF() : QRectF(QRect(QPoint(left, top), QPoint(right, bottom)));
}

/// Without labels nothing is written beside the box.
JudgedFramePtr bare(const JudgedFramePtr &judged)
{
    auto copy = std::make_shared<JudgedFrame>(*judged);
    copy->detections.labels.reset();
    return copy;
}

}  // namespace

class TestLiveTruth : public QObject {
    Q_OBJECT

private slots:
    void init() { m_settings.emplace(); }

    void a_picture_that_is_not_live_is_marked_and_never_passes_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("camera stopped, the engine says so") << 0;
        QTest::newRow("picture repeated") << 1;
        QTest::newRow("source changed") << 2;
        QTest::newRow("camera lost") << 3;
    }
    void a_picture_that_is_not_live_is_marked_and_never_passes()
    {
        QFETCH(int, kind);
        WindowScene scene(4);
        scene.updateWords();
        StationTile &tile = *scene.tile(2);
        QVERIFY(says(tile, "PASS"));
        QVERIFY(unmarked(tile) > 0.5);
        const SourceState states[] = {SourceState::Stalled, SourceState::Frozen, SourceState::Connecting, SourceState::Offline};
        scene.setSource(2, states[kind]);
        // Shown at the very next tick that brings the state, not only when it is the turn of this tile's words.
        scene.update(false);
        for (int tick = 0; tick < 40; ++tick) {
            QVERIFY(!says(tile, "PASS"));
            QVERIFY(says(tile, "UNKNOWN"));
            QVERIFY2(unmarked(tile) < 0.02, qPrintable(QString::number(unmarked(tile))));
            if (states[kind] == SourceState::Connecting)
                QVERIFY(tile.text().picture == TileText::Picture::None);
            else
                QVERIFY(tile.text().picture == TileText::Picture::Stale && !tile.text().age.isEmpty());
            scene.update(tick % 7 == 0);
        }
        for (int other : {1, 3, 4})  // the others do not notice
            QVERIFY(says(*scene.tile(other), "PASS"));
    }

    void a_camera_that_falls_silent_is_marked_within_a_second_even_if_nobody_says_so()
    {
        WindowScene scene(2);
        scene.updateWords();
        StationTile &tile = *scene.tile(2);
        scene.silence(2);
        const SteadyTime last = scene.picture(2)->capturedAt;
        QElapsedTimer limit;
        limit.start();
        bool marked = false;
        while (!marked && limit.elapsed() < 20000) {
            // Whatever the machine does in between: what is painted now from a picture older than a second is marked.
            const bool old = std::chrono::steady_clock::now() - last > 1s;
            scene.update(false);
            marked = tile.text().picture == TileText::Picture::Stale;
            if (old) {
                QVERIFY(marked);
                QVERIFY(!says(tile, "PASS") && says(tile, "UNKNOWN"));
                QVERIFY(unmarked(tile) < 0.02);
            }
            QCoreApplication::processEvents();
        }
        QVERIFY(marked);
        // The other goes on; on a busy machine its last picture may be old by now, too.
        QTRY_VERIFY((scene.updateWords(), says(*scene.tile(1), "PASS")));
    }

    void after_a_switch_the_old_verdict_is_gone_until_the_new_model_has_one()
    {
        WindowScene scene(2);
        scene.updateWords();
        StationTile &tile = *scene.tile(2);
        scene.engine.promote("station-2", {"line", 3}, {});
        scene.update();
        for (int tick = 0; tick < 30; ++tick) {
            QVERIFY(!says(tile, "PASS"));
            QVERIFY(says(tile, "UNKNOWN"));
            QVERIFY(tile.text().picture == TileText::Picture::Live);  // the picture never stops
            scene.update(false);
        }
        scene.station(2).last.model = {"line", 3};
        scene.updateWords();
        QVERIFY(says(tile, "PASS"));
    }

    void the_picture_of_the_source_before_is_never_shown_as_the_new_ones()
    {
        WindowScene scene(1);
        scene.updateWords();
        StationTile &tile = *scene.tile(1);
        scene.silence(1);
        scene.setSource(1, SourceState::Connecting);
        scene.update();
        scene.setSource(1, SourceState::Running);  // but the new camera has sent nothing yet
        for (int tick = 0; tick < 10; ++tick) {
            scene.update(tick == 0);
            QVERIFY(unmarked(tile) < 0.02);
            QVERIFY(!says(tile, "PASS"));
        }
        scene.picture(1, 0x405060);
        scene.update(false);
        QVERIFY(tile.text().picture == TileText::Picture::Live);
    }

    void a_box_stands_on_its_square_whatever_is_newest()
    {
        constexpr int kWidth = 640, kHeight = 360, kGrabs = 1000;
        LiveScene scene(1);
        scene.silence(1);
        StationTile tile(scene.bridge, "station-1");
        // One to one: the picture's place has just the size of the picture.
        tile.show();
        tile.resize(800, 600);
        for (int step = 0; step < 9; ++step)  // the verdict's size depends on the tile's
            tile.resize(kWidth + tile.width() - tile.zones().picture.width(), kHeight + tile.height() - tile.zones().picture.height());
        QCOMPARE(tile.zones().picture.size(), QSize(kWidth, kHeight));
        tile.setLabels(false);
        scene.bridge.refresh();
        std::minstd_rand random(7);
        const QRgb box = Theme::classColor(0).rgb();
        double worst = 0;
        for (int grab = 0; grab < kGrabs; ++grab) {
            const QRect square(30 + static_cast<int>(random() % 500), 30 + static_cast<int>(random() % 240), 60, 40);
            const SteadyTime now = std::chrono::steady_clock::now();
            const FramePtr judged = squareAt(static_cast<std::uint64_t>(2 * grab), kWidth, kHeight, square, now - 60ms);
            scene.feed(1).setJudged(boxAround(judged, square));
            // The camera is ahead: the square has moved on meanwhile.
            scene.feed(1).setNewest(squareAt(static_cast<std::uint64_t>(2 * grab + 1), kWidth, kHeight, square.translated(25, 3), now));
            scene.engine.publish(false);
            scene.bridge.refresh();
            tile.refresh(true);
            const QImage image = tile.grab(tile.zones().picture).toImage().convertToFormat(QImage::Format_RGB32);
            const QRectF painted = placeOf(image, box), seen = placeOf(image, qRgb(255, 255, 255));
            QVERIFY2(painted.isValid() && seen.isValid(), qPrintable(QString::number(grab)));
            const QPointF apart = painted.center() - seen.center();
            worst = std::max({worst, std::abs(apart.x()), std::abs(apart.y())});
        }
        QVERIFY2(worst <= 1, qPrintable(QString::number(worst)));
    }

    void both_views_show_one_and_the_same_frame_with_the_boxes_on_it_however_large_data()
    {
        QTest::addColumn<bool>("compare");
        QTest::addColumn<QByteArray>("left");
        QTest::addColumn<QByteArray>("right");
        QTest::addColumn<QRgb>("leftBox");
        QTest::addColumn<QRgb>("rightBox");
        const QRgb box = Theme::classColor(0).rgb();
        QTest::newRow("page of a station") << false << QByteArray("previewView") << QByteArray("onAirView") << box << box;
        QTest::newRow("comparison") << true << QByteArray("compareViewB") << QByteArray("compareViewA") << sideColor(Side::B).rgb()
                                    << sideColor(Side::A).rgb();
    }
    void both_views_show_one_and_the_same_frame_with_the_boxes_on_it_however_large()
    {
        QFETCH(bool, compare);
        QFETCH(QByteArray, left);
        QFETCH(QByteArray, right);
        QFETCH(QRgb, leftBox);
        QFETCH(QRgb, rightBox);
        constexpr int kWidth = 640, kHeight = 360, kGrabs = 1000;
        WindowScene scene(1, {1200, 700});
        scene.silence(1);
        scene.station(1).offered = scene.station(1).shadow = ModelId{"line", 3};
        if (compare)
            scene.window->goTo(Rail::Compare);
        else
            scene.window->openStation("station-1");
        scene.update();
        scene.settle();
        const std::array<ZoomView *, 2> views{scene.child<ZoomView>(left.constData()), scene.child<ZoomView>(right.constData())};
        const std::array<QRgb, 2> colours{leftBox, rightBox};
        std::minstd_rand random(11);
        std::array<double, 2> worst{};
        int equal = 0, oneToOne = 0;
        for (int grab = 0; grab < kGrabs; ++grab) {
            // Each third frame as a whole, 1:1, and closer; somewhere else each time. One view is moved, both have to follow.
            ZoomView &moved = *views[static_cast<std::size_t>(grab % 2)];
            QTest::keyClick(&moved, Qt::Key_0);
            if (grab % 3 > 0)
                QTest::keyClick(&moved, Qt::Key_Z);
            if (grab % 3 == 2)
                moved.zoomBy(2.5);
            for (unsigned pans = random() % 3; grab > 0 && pans > 0; --pans)
                QTest::keyClick(&moved, random() % 2 ? Qt::Key_Right : Qt::Key_Up);
            QCOMPARE(views[0]->toWidget(), views[1]->toWidget());

            // The square is somewhere in what is seen of the picture. Its number is the colour around it.
            const QRectF seen = (grab == 0 ? QRectF(0, 0, kWidth, kHeight) : views[0]->toWidget().inverted().mapRect(views[0]->pictureArea()))
                                & QRectF(0, 0, kWidth, kHeight);
            const QRect room = seen.toAlignedRect().adjusted(6, 6, -38, -30);
            const QRect square(room.left() + static_cast<int>(random() % static_cast<unsigned>(std::max(1, room.width()))),
                               room.top() + static_cast<int>(random() % static_cast<unsigned>(std::max(1, room.height()))), 32, 24);
            const QRgb ground = qRgb(0x40 + grab / 100, 0x40 + grab / 10 % 10, 0x40 + grab % 10);
            const SteadyTime now = std::chrono::steady_clock::now();
            const auto sequence = static_cast<std::uint64_t>(grab) + 1;
            const FramePtr frame = squareAt(sequence, kWidth, kHeight, square, now - 30ms, ground);
            auto both = std::make_shared<ComparedFrame>();
            both->active = bare(boxAround(frame, square));
            both->shadow = bare(boxAround(frame, square, *scene.station(1).shadow));
            // The camera is one ahead of what both models have judged.
            scene.feed(1).setNewest(squareAt(sequence + 1, kWidth, kHeight, square.translated(9, 2), now, ground + 0x101010));
            scene.feed(1).setJudged(both->active);
            scene.feed(1).setCompared(both);
            scene.engine.publish(false);
            scene.bridge.refresh();
            if (grab == 0)
                continue;  // until there is a picture nothing can be zoomed
            int same = 0;
            for (std::size_t i = 0; i < views.size(); ++i) {
                const QImage image = views[i]->grab(views[i]->pictureArea().toRect()).toImage().convertToFormat(QImage::Format_RGB32);
                same += placeOf(image, ground).isValid() && !placeOf(image, ground + 0x101010).isValid();
                const QRectF box = placeOf(image, colours[i]), white = placeOf(image, qRgb(255, 255, 255));
                QVERIFY2(box.isValid() && white.isValid(), qPrintable(QString::number(grab)));
                const QPointF apart = box.center() - white.center();
                double &most = worst[views[i]->scale() == 1.0 ? 0 : 1];
                most = std::max({most, std::abs(apart.x()), std::abs(apart.y())});
            }
            equal += same == 2;
            oneToOne += views[0]->scale() == 1.0;
        }
        QCOMPARE(equal, kGrabs - 1);
        QVERIFY(oneToOne > kGrabs / 4);
        QVERIFY2(worst[0] <= 1, qPrintable(QStringLiteral("1:1: %1 px").arg(worst[0])));
        QVERIFY2(worst[1] <= 2, qPrintable(QStringLiteral("other scales: %1 px").arg(worst[1])));
    }

    void both_sides_of_a_comparison_name_the_same_frame()
    {
        WindowScene scene(1, {1600, 900});
        scene.silence(1);
        scene.station(1).shadow = ModelId{"line", 3};
        scene.window->goTo(Rail::Compare);
        scene.update();
        scene.settle();
        for (std::uint64_t sequence = 100; sequence < 130; ++sequence) {
            const FramePtr frame = makeFrame(sequence, 320, 180, 0x405060, std::chrono::steady_clock::now());
            auto both = std::make_shared<ComparedFrame>();
            both->active = makeJudged(frame, "Bottle 0.97 @20,20 60x100", {"line", 2});
            both->shadow = makeJudged(frame, "Bottle 0.97 @24,20 60x100", {"line", 3});
            scene.feed(1).setCompared(both);
            scene.bridge.refresh();
            for (const char *name : {"compareViewA", "compareViewB"})
                QVERIFY(says(*scene.child<CompareView>(name), qPrintable(QStringLiteral("frame %1 ").arg(sequence))));
        }
    }

private:
    std::optional<OwnSettings> m_settings;
};

QTEST_MAIN(TestLiveTruth)
#include "tst_livetruth.moc"
