// SPDX-License-Identifier: GPL-3.0-or-later
#include "qt/camerasource.h"
#include "qt/multimediasetup.h"

#include "support/sourcelog.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;

class TestCameraSource : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { chooseMediaBackend(); }

    void a_camera_that_is_not_there_is_offline_with_its_name()
    {
        SourceConfig config;
        config.kind = SourceKind::Camera;
        config.location = "/dev/video-of-nobody";
        const auto source = makeCameraSource(config);
        SourceLog log;
        source->start(log.callbacks());
        QVERIFY(log.waitForState(SourceState::Offline));
        QCOMPARE(log.reports().front().detail, std::string("no camera \"/dev/video-of-nobody\" found"));
        source->stop();
        QCOMPARE(log.frameCount(), 0U);
    }
    void the_first_camera_gives_pictures_where_there_is_one()
    {
        const auto cameras = listCameras();
        SourceConfig config;
        config.kind = SourceKind::Camera;
        const auto source = makeCameraSource(config);
        SourceLog log;
        source->start(log.callbacks());
        if (cameras.empty()) {
            QVERIFY(log.waitForState(SourceState::Offline));
            QCOMPARE(log.reports().front().detail, std::string("no camera found"));
        } else {
            QVERIFY(log.waitForFrames(3) || !log.reports().empty());
        }
    }
    void starting_and_stopping_in_every_order_is_safe()
    {
        SourceConfig config;
        config.location = "none";
        const auto source = makeCameraSource(config);
        source->stop();
        for (int i = 0; i < 5; ++i) {
            SourceLog log;
            source->start(log.callbacks());
            source->start(log.callbacks());
            source->stop();
            source->stop();
        }
    }
};

QTEST_GUILESS_MAIN(TestCameraSource)
#include "tst_camerasource.moc"
