// SPDX-License-Identifier: GPL-3.0-or-later
// A dead camera must not look alive, and boxes stand on the picture that they were found in.
#include "live/pictureview.h"
#include "live/stationpage.h"
#include "live/stationtile.h"
#include "support/uichecks.h"
#include "support/windowscene.h"

#include <QPainter>
#include <QtTest>

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
FramePtr squareAt(std::uint64_t sequence, int width, int height, QRect square, SteadyTime at)
{
    auto frame = std::make_shared<Frame>();
    frame->sequence = sequence;
    frame->capturedAt = at;
    frame->image.resize(width, height);
    const MutableImageView view = frame->image.view();
    QImage image(view.pixels, width, height, view.strideBytes, QImage::Format_RGB32);
    image.fill(QColor(0x60, 0x60, 0x60));
    QPainter(&image).fillRect(square, Qt::white);
    return frame;
}

JudgedFramePtr boxAround(const FramePtr &frame, QRect square)
{
    return makeJudged(frame, QStringLiteral("Bottle 0.90 @%1,%2 %3x%4").arg(square.x()).arg(square.y()).arg(square.width()).arg(square.height()).toStdString(),
                      {"line", 2});
}

/// Where pixels of a colour are.
QRectF placeOf(const QImage &image, QRgb colour)
{
    QRect place;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixel(x, y) == colour)
                place |= QRect(x, y, 1, 1);
    return QRectF(place);
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
        QVERIFY(says(*scene.tile(1), "PASS"));
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

    void both_views_of_a_station_show_one_and_the_same_frame()
    {
        WindowScene scene(1);
        scene.silence(1);
        scene.station(1).offered = scene.station(1).shadow = ModelId{"line", 3};
        scene.window->openStation("station-1");
        scene.update();
        scene.settle();
        auto *preview = scene.child<PictureView>("previewView"), *onAir = scene.child<PictureView>("onAirView");
        constexpr int kGrabs = 300;
        int compared = 0;
        for (int grab = 0; grab < kGrabs; ++grab) {
            // The frame's number is its colour; the newest is one ahead of what both models have judged.
            const std::uint32_t colour = 0x404040U + static_cast<std::uint32_t>(grab) * 0x11U;
            const SteadyTime now = std::chrono::steady_clock::now();
            const FramePtr frame = makeFrame(static_cast<std::uint64_t>(grab), 320, 180, colour, now - 30ms);
            auto both = std::make_shared<ComparedFrame>();
            both->active = makeJudged(frame, "Bottle 0.97 @20,20 60x100", {"line", 2});
            both->shadow = makeJudged(frame, "Bottle 0.97 @24,20 60x100", {"line", 3});
            scene.feed(1).setNewest(makeFrame(static_cast<std::uint64_t>(grab) + 1, 320, 180, colour + 0x11U, now));
            scene.feed(1).setJudged(both->active);
            scene.feed(1).setCompared(both);
            scene.engine.publish(false);
            scene.bridge.refresh();
            const auto middle = [](PictureView *view) { return view->grab(QRect(view->width() / 2, view->height() / 2, 1, 1)).toImage().pixel(0, 0); };
            QCOMPARE(middle(preview), 0xFF000000U | colour);
            QCOMPARE(middle(onAir), 0xFF000000U | colour);
            ++compared;
        }
        QCOMPARE(compared, kGrabs);
    }

private:
    std::optional<OwnSettings> m_settings;
};

QTEST_MAIN(TestLiveTruth)
#include "tst_livetruth.moc"
