// SPDX-License-Identifier: GPL-3.0-or-later
// Sources where they are used: behind the stations of a whole engine.
#include "support/sourceline.h"

#include <opencv2/imgcodecs.hpp>

#include <QTemporaryDir>

#include <atomic>
#include <fstream>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 60'000;  // ms; how long a machine full of other work may take, not how long it should

void fillFolder(const fs::path &folder)
{
    fs::create_directories(folder);
    for (int i = 0; i < 5; ++i)
        cv::imwrite((folder / (std::to_string(i) + ".png")).string(), cv::Mat(240, 320, CV_8UC3, cv::Scalar::all(40 * i)));
}

SourceConfig folderAt(const fs::path &folder, double fps = 30)
{
    SourceConfig source;
    source.kind = SourceKind::ImageFolder;
    source.location = folder.string();
    source.targetFps = fps;
    return source;
}

}  // namespace

class TestStationSources : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    fs::path m_pictures;
    std::unique_ptr<SourceLine> m_line;

private slots:
    void initTestCase()
    {
        m_pictures = m_dir.path().toStdString() + "/pictures";
        fillFolder(m_pictures);
        m_line = std::make_unique<SourceLine>(m_dir.path().toStdString() + "/data",
                                              std::vector{stationOn("folder", folderAt(m_pictures)), stationOn("demo", SourceConfig{})});
        QVERIFY(m_line->judgeEverywhere());
        QTRY_VERIFY_WITH_TIMEOUT(m_line->judged("folder") > 5 && m_line->judged("demo") > 5, kPatience);
    }

    void a_station_whose_source_vanishes_says_so_and_its_neighbour_does_not_notice()
    {
        SourceLine &line = *m_line;
        QVERIFY(line.isIn("folder", SourceState::Running));
        const StationCounters before = line.station("demo").counters;
        fs::remove_all(m_pictures);
        QTRY_VERIFY_WITH_TIMEOUT(line.isIn("folder", SourceState::Offline), kPatience);
        QVERIFY2(line.station("folder").source.detail.find("no such folder") != std::string::npos, line.station("folder").source.detail.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(line.station("folder").source.nextTry != SteadyTime(), kPatience);
        QVERIFY(line.station("folder").last.verdict == Verdict::Unknown);
        QVERIFY(line.station("folder").last.reason == VerdictReason::NoPicture);
        QCOMPARE(line.told("folder", EventKind::SourceLost), 1);

        // While it is gone, every second try fails anew; the other station goes on as before.
        QTRY_VERIFY_WITH_TIMEOUT(line.judged("demo") > before.judged + 40, kPatience);
        // A picture may have been on its way to its verdict when we began to count.
        QTRY_VERIFY_WITH_TIMEOUT(line.station("demo").counters.captured > before.captured + 40, kPatience);
        const StationSnapshot demo = line.station("demo");
        QVERIFY(demo.source.state == SourceState::Running);
        QCOMPARE(demo.counters.lost, std::uint64_t{0});
        QCOMPARE(line.told("demo", EventKind::SourceLost), 0);
        QVERIFY(line.station("folder").last.verdict == Verdict::Unknown);
        QVERIFY(line.isIn("folder", SourceState::Offline));
        QCOMPARE(line.told("folder", EventKind::SourceLost), 1);  // one line for all tries
    }
    void it_comes_back_by_itself_and_counts_on()
    {
        SourceLine &line = *m_line;
        QVERIFY(line.isIn("folder", SourceState::Offline));
        const StationCounters before = line.station("folder").counters;
        fillFolder(m_pictures);
        QTRY_VERIFY_WITH_TIMEOUT(line.isIn("folder", SourceState::Running), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(line.judged("folder") > before.judged + 5, kPatience);
        QCOMPARE(line.station("folder").counters.lost, std::uint64_t{0});
        QTRY_COMPARE_WITH_TIMEOUT(line.told("folder", EventKind::SourceBack), 1, kPatience);
    }
    void an_operator_need_not_wait_for_the_next_try()
    {
        SourceLine &line = *m_line;
        fs::remove_all(m_pictures);
        QTRY_VERIFY_WITH_TIMEOUT(line.isIn("folder", SourceState::Offline), kPatience);
        fillFolder(m_pictures);
        line->retrySource("folder");
        line->retrySource("nowhere");
        QTRY_VERIFY_WITH_TIMEOUT(line.isIn("folder", SourceState::Running), kPatience);
    }
    void a_camera_that_another_program_holds_is_tried_again_and_its_neighbour_does_not_notice()
    {
        // A camera as the engine meets one: it cannot be had while somebody else holds it.
        std::atomic<bool> held = true;
        std::atomic<int> tries = 0;
        SourceConfig camera;
        camera.kind = SourceKind::Camera;
        camera.location = "front";
        camera.targetFps = 30;
        SourceLine line(m_dir.path().toStdString() + "/busy", {stationOn("camera", camera), stationOn("demo", SourceConfig{})},
                        [&](const SourceConfig &config) -> Result<std::unique_ptr<FrameSource>> {
                            ++tries;
                            if (held)
                                return Error{ErrorCode::Busy, "another program uses " + config.location};
                            return makeSourceFactory()(SourceConfig{});
                        });
        QVERIFY(line.judgeEverywhere());
        QTRY_VERIFY_WITH_TIMEOUT(line.isIn("camera", SourceState::Busy), kPatience);
        QVERIFY2(line.station("camera").source.detail.find("another program uses front") != std::string::npos, line.station("camera").source.detail.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(line.station("camera").source.nextTry != SteadyTime(), kPatience);
        const StationCounters before = line.station("demo").counters;
        const int triedBefore = tries;
        QTRY_VERIFY_WITH_TIMEOUT(tries > triedBefore, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(line.judged("demo") > before.judged + 20, kPatience);
        const StationSnapshot demo = line.station("demo");
        QVERIFY(demo.source.state == SourceState::Running);
        QCOMPARE(demo.counters.lost, std::uint64_t{0});
        QCOMPARE(line.told("demo", EventKind::SourceLost), 0);
        QCOMPARE(line.told("camera", EventKind::SourceBack), 0);
        QCOMPARE(line.judged("camera"), std::uint64_t{0});
        QVERIFY(line.station("camera").last.verdict == Verdict::Unknown);

        held = false;
        line->retrySource("camera");
        QTRY_VERIFY_WITH_TIMEOUT(line.isIn("camera", SourceState::Running), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(line.judged("camera") > 3, kPatience);
        QCOMPARE(line.told("demo", EventKind::SourceLost), 0);
    }
    void a_test_shows_a_picture_its_size_and_the_rate()
    {
        SourceLine &line = *m_line;
        const auto tested = line.test(folderAt(m_pictures, 25));
        QVERIFY2(tested.ok(), tested ? "" : tested.error().detail.c_str());
        QCOMPARE(tested->picture->image.width(), 320);
        QCOMPARE(tested->picture->image.height(), 240);
        QVERIFY(tested->firstFrameMs > 0);
        QVERIFY2(tested->measuredFps > 2 && tested->measuredFps < 26, qPrintable(QString::number(tested->measuredFps)));
        QVERIFY(line.isIn("folder", SourceState::Running));  // the station plays the same folder and goes on
    }
    void a_test_of_the_demo_line_needs_no_camera()
    {
        const auto tested = m_line->test(SourceConfig{});
        QVERIFY(tested.ok());
        QCOMPARE(tested->picture->image.width(), 1280);
    }
    void a_test_says_what_is_wrong_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("location");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("folder missing") << int(SourceKind::ImageFolder) << "none" << int(ErrorCode::Io) << "no such folder";
        QTest::newRow("folder empty") << int(SourceKind::ImageFolder) << "empty" << int(ErrorCode::Io) << "no picture in it";
        QTest::newRow("video missing") << int(SourceKind::VideoFile) << "none.mp4" << int(ErrorCode::Io) << "no such file";
        QTest::newRow("no video") << int(SourceKind::VideoFile) << "notes.mp4" << int(ErrorCode::Io) << "not a video";
        QTest::newRow("no such kind here") << int(SourceKind::Stream) << "x" << int(ErrorCode::Unsupported) << "stream";
    }
    void a_test_says_what_is_wrong()
    {
        QFETCH(int, kind);
        QFETCH(QString, location);
        QFETCH(int, code);
        QFETCH(QString, words);
        fs::create_directories(m_dir.filePath("empty").toStdString());
        std::ofstream(m_dir.filePath("notes.mp4").toStdString()) << "no video";
        SourceConfig source;
        source.kind = SourceKind(kind);
        source.location = m_dir.filePath(location).toStdString();
        const auto tested = m_line->test(source);
        QVERIFY(!tested.ok());
        QCOMPARE(int(tested.error().code), code);
        QVERIFY2(QString::fromStdString(tested.error().detail).contains(words), tested.error().detail.c_str());
    }
    void an_address_with_a_password_in_the_wrong_field_is_not_stored()
    {
        SourceLine &line = *m_line;
        auto stations = std::vector{line.station("folder").config, line.station("demo").config};
        stations[0].source.location = "rtsp://nina:s3cret@camera/1";
        const auto applied = line.answer<Result<void>>([&](auto done) { line->applyStations(stations, done); });
        QVERIFY(!applied.ok());
        QVERIFY(applied.error().detail.find("s3cret") == std::string::npos);
        QVERIFY(line.station("folder").config.source.location == m_pictures);
    }
    void cleanupTestCase() { m_line.reset(); }
};

QTEST_GUILESS_MAIN(TestStationSources)
#include "tst_stationsources.moc"
