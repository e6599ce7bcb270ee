// SPDX-License-Identifier: GPL-3.0-or-later
// No machine that builds Lineside need have a camera: the tests plug their own into GStreamer. What a real driver does is
// not shown by that; which camera Qt finds, how it is opened and what is said of it, is.
#include "qt/cameralist.h"
#include "qt/camerasource.h"
#include "qt/multimediasetup.h"

#include "support/plugcamera.h"
#include "support/processinfo.h"
#include "support/sourcelog.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;

namespace {

constexpr int kPatience = 20'000;  // ms; how long a machine full of other work may take

SourceConfig cameraNamed(const std::string &name)
{
    SourceConfig config;
    config.kind = SourceKind::Camera;
    config.location = name;
    return config;
}

}  // namespace

class TestCameraSource : public QObject {
    Q_OBJECT

    std::unique_ptr<CameraList> m_cameras;

    std::unique_ptr<FrameSource> camera(const std::string &name) { return makeCameraSource(cameraNamed(name), *m_cameras); }
    std::string nameOf(const std::string &wanted)
    {
        const auto found = m_cameras->find(wanted);
        return found ? found->description().toStdString() : "not known";
    }

private slots:
    void initTestCase()
    {
        chooseMediaBackend();
        PlugCameras::install();
        m_cameras = std::make_unique<CameraList>();
    }
    void init() { PlugCameras::setBusy(false); }

    void before_anybody_asks_nothing_is_known()
    {
        QVERIFY(!m_cameras->find(""));
    }
    void without_a_camera_the_source_says_so()
    {
        SourceLog log;
        const auto source = camera("");
        source->start(log.callbacks());
        QTRY_VERIFY_WITH_TIMEOUT(log.newestStateIs(SourceState::Offline), kPatience);
        QCOMPARE(log.allText(), std::string("no camera found\n"));
        QCOMPARE(log.frameCount(), 0U);
    }
    void a_camera_that_is_not_there_is_offline_with_its_name()
    {
        SourceLog log;
        const auto source = camera("Cam of nobody");
        source->start(log.callbacks());
        QTRY_VERIFY_WITH_TIMEOUT(log.newestStateIs(SourceState::Offline), kPatience);
        QCOMPARE(log.allText(), std::string("no camera \"Cam of nobody\" found\n"));
    }
    void a_camera_that_is_plugged_in_later_gives_pictures_of_720_rows()
    {
        PlugCameras::plugIn("HD Cam");
        QTRY_COMPARE_WITH_TIMEOUT(nameOf("HD Cam"), std::string("HD Cam"), kPatience);
        SourceLog log;
        const auto source = camera("HD Cam");
        source->start(log.callbacks(7));
        QTRY_VERIFY_WITH_TIMEOUT(log.frameCount() >= 5, kPatience);
        source->stop();
        QCOMPARE(log.sequences().front(), 7U);
        QCOMPARE(log.lastFrame()->image.width(), 1280);
        QCOMPARE(log.lastFrame()->image.height(), 720);
        QVERIFY(log.reports().empty());
    }
    void two_cameras_of_one_make_have_two_names_and_the_same_ones_after_a_restart()
    {
        PlugCameras::plugIn("HD Cam");
        PlugCameras::plugIn("Other Cam");
        QTRY_COMPARE_WITH_TIMEOUT(nameOf("Other Cam"), std::string("Other Cam"), kPatience);
        const auto first = m_cameras->find("HD Cam"), second = m_cameras->find("HD Cam #2");
        QVERIFY(!first->isNull() && !second->isNull());
        QVERIFY(first->id() != second->id());
        CameraList restarted;
        restarted.request();
        QTRY_VERIFY_WITH_TIMEOUT(restarted.find("HD Cam #2"), kPatience);
        QVERIFY(restarted.find("HD Cam #2")->id() == second->id());
        QVERIFY(restarted.find("Other Cam")->description() == "Other Cam");
    }
    void whatever_form_a_camera_sends_its_pictures_in_the_ball_is_orange_on_black_data()
    {
        QTest::addColumn<QByteArray>("format");
        for (const char *format : {"video/x-raw,format=UYVY", "video/x-raw,format=I420", "video/x-raw,format=Y42B",
                                   "video/x-raw,format=NV12", "video/x-raw,format=BGRx", "video/x-raw,format=GRAY8", "image/jpeg"})
            QTest::newRow(format) << QByteArray(format);
    }
    void whatever_form_a_camera_sends_its_pictures_in_the_ball_is_orange_on_black()
    {
        QFETCH(QByteArray, format);
        const std::string name = format.toStdString();
        PlugCameras::plugIn(name.c_str(), name.c_str());
        QTRY_COMPARE_WITH_TIMEOUT(nameOf(name), name, kPatience);
        SourceLog log;
        const auto source = camera(name);
        source->start(log.callbacks());
        QTRY_VERIFY_WITH_TIMEOUT(log.frameCount() >= 2 || !log.reports().empty(), kPatience);
        QVERIFY2(log.reports().empty(), log.allText().c_str());
        source->stop();
        const ImageView view = log.lastFrame()->image.view();
        QCOMPARE(view.width, 1280);
        const bool grey = format.contains("GRAY");
        const auto near = [](int value, int wanted) { return std::abs(value - wanted) <= 30; };
        int black = 0, orange = 0;
        for (int y = 0; y < view.height; ++y) {
            for (int x = 0; x < view.width; ++x) {
                const std::uint8_t *p = view.pixels + y * view.strideBytes + x * 4;
                black += p[0] < 20 && p[1] < 20 && p[2] < 20;
                orange += grey ? p[0] > 120 && p[0] == p[1] && p[1] == p[2] : near(p[0], 0) && near(p[1], 128) && near(p[2], 255);
            }
        }
        // A disc of 40 pixels across on the dark; its soft edge is neither.
        QVERIFY2(orange > 500 && black + orange > 1280 * 720 * 0.99, qPrintable(QString("%1 black, %2 orange").arg(black).arg(orange)));
    }
    void a_camera_that_somebody_else_uses_is_busy_in_the_words_of_its_driver()
    {
        PlugCameras::setBusy(true);
        SourceLog log;
        const auto source = camera("Other Cam");
        source->start(log.callbacks());
        QTRY_VERIFY_WITH_TIMEOUT(!log.reports().empty(), kPatience);
        QVERIFY2(log.newestStateIs(SourceState::Busy), log.allText().c_str());
        QCOMPARE(log.allText(), std::string("Device '/dev/video0' is busy\n"));
    }
    void a_driver_that_fails_while_it_plays_is_offline_at_once()
    {
        SourceLog log;
        const auto source = camera("Other Cam");
        source->start(log.callbacks());
        QTRY_VERIFY_WITH_TIMEOUT(log.frameCount() >= 3, kPatience);
        PlugCameras::breakOpenOnes();
        QTRY_VERIFY_WITH_TIMEOUT(!log.reports().empty(), kPatience);
        QVERIFY(log.newestStateIs(SourceState::Offline));
        QCOMPARE(log.allText(), std::string("Could not read from resource.\n"));
    }
    void a_camera_that_is_pulled_out_is_offline_and_comes_back_when_it_is_plugged_in()
    {
        SystemClock clock;
        SourceLog log;
        SupervisedSource source(
            cameraNamed("Other Cam"),
            [this](const SourceConfig &config) -> Result<std::unique_ptr<FrameSource>> {
                return makeCameraSource(config, *m_cameras);
            },
            clock);
        source.start(log.supervised());
        QTRY_VERIFY_WITH_TIMEOUT(log.newestStateIs(SourceState::Running), kPatience);
        PlugCameras::pullOut("Other Cam");
        QTRY_VERIFY_WITH_TIMEOUT(log.newestStateIs(SourceState::Offline), kPatience);
        QCOMPARE(log.reports().back().detail, std::string("unplugged"));
        QTRY_VERIFY_WITH_TIMEOUT(source.status().nextTry != SteadyTime(), kPatience);
        PlugCameras::plugIn("Other Cam");
        QTRY_VERIFY_WITH_TIMEOUT(log.newestStateIs(SourceState::Running), kPatience);
    }
    void a_busy_camera_is_tried_again_until_it_is_free()
    {
        SystemClock clock;
        SourceLog log;
        PlugCameras::setBusy(true);
        SupervisedSource source(
            cameraNamed("Other Cam"),
            [this](const SourceConfig &config) -> Result<std::unique_ptr<FrameSource>> {
                return makeCameraSource(config, *m_cameras);
            },
            clock);
        source.start(log.supervised());
        QTRY_VERIFY_WITH_TIMEOUT(log.newestStateIs(SourceState::Busy), kPatience);
        PlugCameras::setBusy(false);
        QTRY_VERIFY_WITH_TIMEOUT(log.newestStateIs(SourceState::Running), kPatience);
    }
    void starting_and_stopping_in_every_order_is_safe_and_leaves_no_thread()
    {
        const auto source = camera("HD Cam");
        source->stop();
        int threads = 0;
        for (int i = 0; i < 5; ++i) {
            SourceLog log;
            source->start(log.callbacks());
            source->start(log.callbacks());
            if (i % 2 == 0)
                QTRY_VERIFY_WITH_TIMEOUT(log.frameCount() >= 1, kPatience);
            source->stop();
            source->stop();
            if (i == 0)
                threads = threadCount();
        }
        QTRY_VERIFY_WITH_TIMEOUT(threadCount() <= threads, kPatience);
    }
    void cleanupTestCase() { m_cameras.reset(); }
};

QTEST_GUILESS_MAIN(TestCameraSource)
#include "tst_camerasource.moc"
