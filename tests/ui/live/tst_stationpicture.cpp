// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/stationpicture.h"
#include "support/fakeengine.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;

namespace {

const ModelId kModel{"line", 2};

/// One station's feed under a clock that the test turns.
struct Camera {
    FakeFeed feed;
    StationSnapshot station;
    StationPicture picture;
    SteadyTime now{1h};
    std::uint64_t sequence = 0;

    Camera()
    {
        station.source.state = SourceState::Running;
        station.cameraFps = 30;
    }
    FramePtr take(bool judged = true, QSize size = {64, 36})
    {
        const FramePtr frame = makeFrame(++sequence, size.width(), size.height(), 0x808080, now);
        feed.setNewest(frame);
        if (judged)
            feed.setJudged(makeJudged(frame, "", kModel));
        return frame;
    }
    bool follow() { return picture.follow(feed, station, now); }
    bool live() { return picture.times().live; }
};

}  // namespace

class TestStationPicture : public QObject {
    Q_OBJECT

private slots:
    void nothing_is_live_before_the_first_picture()
    {
        Camera camera;
        QVERIFY(!camera.follow());
        QVERIFY(!camera.live());
        QVERIFY(!camera.picture.shown().frame);
    }

    void the_judged_picture_is_shown_with_its_own_verdict()
    {
        Camera camera;
        const FramePtr first = camera.take();
        QVERIFY(camera.follow());
        camera.now += 33ms;
        camera.take(false);
        camera.follow();
        QCOMPARE(camera.picture.shown().frame, first);
        QCOMPARE(camera.picture.shown().judged->frame, first);
        QVERIFY(camera.live());
    }

    void pictures_of_different_shape_are_shown_each_in_its_own()
    {
        Camera camera;
        camera.take();
        QVERIFY(camera.follow());
        QCOMPARE(camera.picture.size(), QSize(64, 36));
        camera.now += 33ms;
        const FramePtr square = camera.take(false, {40, 40});  // not judged yet: the one before is still shown
        camera.follow();
        QCOMPARE(camera.picture.size(), QSize(64, 36));
        camera.feed.setJudged(makeJudged(square, "", kModel));
        camera.now += 33ms;
        QVERIFY(camera.follow());
        QCOMPARE(camera.picture.shown().frame, square);
        QCOMPARE(camera.picture.size(), QSize(40, 40));
    }

    void when_judging_stops_the_newest_picture_goes_on_without_boxes()
    {
        Camera camera;
        camera.take();
        FramePtr newest;
        for (int i = 0; i < 20; ++i) {
            camera.now += 33ms;
            newest = camera.take(false);
            camera.follow();
        }
        QCOMPARE(camera.picture.shown().frame, newest);
        QVERIFY(!camera.picture.shown().judged);
        QVERIFY(camera.live());
    }

    void a_silent_camera_is_not_live_after_a_second_even_if_the_engine_says_it_runs()
    {
        Camera camera;
        camera.take();
        camera.now += 990ms;
        camera.follow();
        QVERIFY(camera.live());
        camera.now += 20ms;
        camera.follow();
        QVERIFY(!camera.live());
        QVERIFY(!camera.picture.shown().judged);
        QVERIFY(camera.picture.shown().frame);  // it stays, for its mark to stand on
    }

    void a_slow_camera_has_three_periods()
    {
        Camera camera;
        camera.station.cameraFps = 0.5;
        camera.take();
        camera.now += 5s;
        camera.follow();
        QVERIFY(camera.live());
        camera.now += 2s;
        camera.follow();
        QVERIFY(!camera.live());
    }

    void a_picture_from_before_an_interruption_is_not_live_after_it()
    {
        Camera camera;
        camera.take();
        camera.follow();
        camera.station.source.state = SourceState::Connecting;  // another source was chosen
        camera.now += 100ms;
        camera.follow();
        QVERIFY(!camera.live());
        camera.station.source.state = SourceState::Running;
        camera.now += 33ms;
        camera.follow();
        QVERIFY(!camera.live());
        QVERIFY(!camera.picture.shown().judged);

        const FramePtr fresh = camera.take(false);
        camera.now += 5ms;
        QVERIFY(camera.follow());
        QVERIFY(camera.live());
        QCOMPARE(camera.picture.shown().frame, fresh);
        QVERIFY(!camera.picture.shown().judged);  // the newest verdict is still of the old source
    }
};

QTEST_GUILESS_MAIN(TestStationPicture)
#include "tst_stationpicture.moc"
