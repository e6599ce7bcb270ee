// SPDX-License-Identifier: GPL-3.0-or-later
// Against a real RTSP camera, which the tests start, cut off and stop.
#include "qt/multimediasetup.h"

#include "pipeline/samepicture.h"
#include "support/processinfo.h"
#include "support/rtspcamera.h"
#include "support/streams.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;

namespace {

constexpr const char *kPassword = "p@ss:w/rd%41?";

std::mutex messagesMutex;
QStringList messages;

void keepMessage(QtMsgType, const QMessageLogContext &, const QString &text)
{
    const std::lock_guard lock(messagesMutex);
    messages << text;
}

}  // namespace

class TestStreamSource : public QObject {
    Q_OBJECT

    FakeSecrets m_secrets;

    /// What a stream says that cannot be played.
    SourceLog::Report failure(const SourceConfig &config)
    {
        PlayedStream stream(config, m_secrets);
        if (!stream.log.waitForState(SourceState::Offline))
            return {SourceState::Running, "no report"};
        stream.source->stop();
        const auto reports = stream.log.reports();
        return reports.size() == 1 ? reports.front() : SourceLog::Report{SourceState::Running, "several reports"};
    }

private slots:
    void initTestCase()
    {
        chooseMediaBackend();
        qInstallMessageHandler(keepMessage);
    }
    void cleanup()
    {
        const std::lock_guard lock(messagesMutex);
        for (const QString &message : messages) {
            QVERIFY(!message.contains(kPassword));
            QVERIFY(!message.contains(QString::fromLatin1(QByteArray(kPassword).toPercentEncoding())));
        }
        messages.clear();
    }

    void pictures_arrive_live_and_at_their_rate()
    {
        RtspCamera camera;
        QVERIFY(camera.plugIn());
        PlayedStream stream(streamAt(camera.address()), m_secrets, 40);
        QVERIFY(stream.log.waitForFrames(1));
        const FramePtr first = stream.log.lastFrame();
        QCOMPARE(first->sequence, 40U);
        QCOMPARE(first->image.width(), 640);
        QCOMPARE(first->image.height(), 360);
        QVERIFY(stream.log.waitForFrames(31));
        QVERIFY(!samePicture(first->image.view(), stream.log.lastFrame()->image.view()));
        stream.source->stop();
        // Thirty pictures of a camera with 25 a second.
        const auto times = stream.log.times();
        const double seconds = std::chrono::duration<double>(times[30] - times[0]).count();
        QVERIFY2(seconds > 0.7 && seconds < 4, qPrintable(QString::number(seconds)));
        QVERIFY(stream.log.reports().empty());
    }
    void a_faster_camera_is_thinned()
    {
        RtspCamera camera({"--fps", "30", "--size", "320x240"});
        QVERIFY(camera.plugIn());
        PlayedStream stream(streamAt(camera.address(), 10), m_secrets);
        QVERIFY(stream.log.waitForFrames(31));
        stream.source->stop();
        const auto times = stream.log.times();
        const double seconds = std::chrono::duration<double>(times[30] - times[10]).count();
        QVERIFY2(seconds > 1.7 && seconds < 6, qPrintable(QString::number(seconds)));
    }
    void a_camera_that_is_cut_off_is_offline_at_once_and_comes_back()
    {
        RtspCamera camera;
        QVERIFY(camera.plugIn());
        StreamStation station(streamAt(camera.address()), m_secrets);
        QVERIFY(station.log.waitForFrames(5));
        camera.unplug();
        QVERIFY(station.log.waitForState(SourceState::Offline));
        QVERIFY(!station.source.status().detail.empty());
        QTRY_VERIFY(station.source.status().nextTry != SteadyTime());
        QVERIFY(camera.plugIn());
        const auto before = station.log.frameCount();
        QVERIFY(station.log.waitForFrames(before + 5));
        QVERIFY(station.source.status().state == SourceState::Running);
        const auto sequences = station.log.sequences();
        QVERIFY(std::is_sorted(sequences.begin(), sequences.end()));
        QVERIFY(std::adjacent_find(sequences.begin(), sequences.end()) == sequences.end());
    }
    void a_camera_that_hangs_is_stalled_and_runs_again_when_it_wakes()
    {
        RtspCamera camera;
        QVERIFY(camera.plugIn());
        StreamStation station(streamAt(camera.address()), m_secrets);
        QVERIFY(station.log.waitForFrames(10));
        camera.freeze();
        QVERIFY(station.log.waitForState(SourceState::Stalled));
        camera.thaw();
        QVERIFY(station.log.waitForState(SourceState::Running));
        QVERIFY(station.framesGoOn());
    }
    void a_camera_that_hangs_for_long_is_opened_again()
    {
        RtspCamera camera;
        QVERIFY(camera.plugIn());
        StreamStation station(streamAt(camera.address()), m_secrets);
        QVERIFY(station.log.waitForFrames(10));
        camera.freeze();
        QVERIFY(station.log.waitForState(SourceState::Stalled));
        QTRY_VERIFY_WITH_TIMEOUT(station.source.status().nextTry != SteadyTime(), 10'000);
        camera.unplug();
        QVERIFY(camera.plugIn());
        QVERIFY(station.log.waitForState(SourceState::Running, 30s));
        QVERIFY(station.framesGoOn());
    }
    void a_camera_that_dies_does_not_disturb_its_neighbour()
    {
        RtspCamera dying, living;
        QVERIFY(dying.plugIn());
        QVERIFY(living.plugIn());
        StreamStation first(streamAt(dying.address()), m_secrets), second(streamAt(living.address()), m_secrets);
        QVERIFY(first.log.waitForFrames(5));
        QVERIFY(second.log.waitForFrames(25));
        const auto from = second.log.frameCount();
        dying.unplug();
        QVERIFY(first.log.waitForState(SourceState::Offline));
        QVERIFY(second.log.waitForFrames(from + 50));
        const auto times = second.log.times();
        auto longest = 0ms;
        for (auto i = from; i < times.size(); ++i)
            longest = std::max(longest, std::chrono::duration_cast<std::chrono::milliseconds>(times[i] - times[i - 1]));
        QVERIFY2(longest < 2s, qPrintable(QString::number(longest.count())));
        QVERIFY(second.source.status().state == SourceState::Running);
    }
    void a_camera_that_repeats_one_picture_is_frozen()
    {
        RtspCamera camera({"--pattern", "red"});
        QVERIFY(camera.plugIn());
        StreamStation station(streamAt(camera.address()), m_secrets);
        QVERIFY(station.log.waitForState(SourceState::Frozen));
        const auto count = station.log.frameCount();
        QVERIFY(count >= 39);
        QVERIFY(station.source.status().state == SourceState::Frozen);
    }
    void the_right_password_opens_a_camera_and_is_shown_nowhere()
    {
        RtspCamera camera({"--user", "nina", "--password", kPassword});
        QVERIFY(camera.plugIn());
        QVERIFY(m_secrets.write("hall 2", {"nina", kPassword}).ok());
        PlayedStream stream(streamAt(camera.address(), "hall 2"), m_secrets);
        QVERIFY2(stream.log.waitForFrames(5), stream.log.allText().c_str());
    }
    void a_wrong_password_is_offline_in_words_without_the_password()
    {
        RtspCamera camera({"--user", "nina", "--password", "another"});
        QVERIFY(camera.plugIn());
        QVERIFY(m_secrets.write("hall 2", {"nina", kPassword}).ok());
        SourceConfig config = streamAt(camera.address(), "hall 2");
        const auto report = failure(config);
        QVERIFY(report.state == SourceState::Offline);
        QVERIFY2(report.detail.size() > 5, report.detail.c_str());
        QVERIFY(report.detail.find(kPassword) == std::string::npos);
        config.credential.clear();
        QVERIFY(failure(config).detail.size() > 5);
        qInfo() << "wrong password:" << report.detail.c_str();
    }
    void a_secret_that_is_not_in_the_keychain_is_said()
    {
        QCOMPARE(failure(streamAt("rtsp://127.0.0.1:1/cam", "unknown entry")).detail, std::string("keychain: no such entry"));
    }
    void what_is_not_there_is_offline_in_words()
    {
        RtspCamera camera;
        QVERIFY(camera.plugIn());
        const int port = camera.port();
        const std::string closed = "rtsp://127.0.0.1:" + std::to_string(port) + "/cam";
        for (const std::string &address :
             {camera.address("/another"), std::string("rtsp://no-such-camera.invalid/cam"), std::string("http://127.0.0.1:1/x")}) {
            const auto report = failure(streamAt(address));
            QVERIFY(report.state == SourceState::Offline);
            QVERIFY2(report.detail.size() > 5, report.detail.c_str());
        }
        camera.unplug();
        QVERIFY(failure(streamAt(closed)).state == SourceState::Offline);
        QVERIFY(failure(streamAt("file:///etc/passwd")).state == SourceState::Offline);
    }
    void twenty_lives_leave_no_thread_and_no_descriptor_behind()
    {
        RtspCamera camera({"--size", "320x240"});
        QVERIFY(camera.plugIn());
        int threads = 0, descriptors = 0;
        for (int i = 0; i < 21; ++i) {
            PlayedStream stream(streamAt(camera.address()), m_secrets);
            QVERIFY(stream.log.waitForFrames(2));
            stream.source->stop();
            if (i == 0) {
                threads = threadCount();
                descriptors = descriptorCount();
            }
        }
        // A pool of GLib may hold an idle thread for some seconds.
        QTRY_VERIFY2_WITH_TIMEOUT(threadCount() <= threads, qPrintable(QString("%1 > %2").arg(threadCount()).arg(threads)), 20'000);
        QVERIFY2(descriptorCount() <= descriptors, qPrintable(QString("%1 > %2").arg(descriptorCount()).arg(descriptors)));
    }
    void stopping_while_it_connects_ends_although_nothing_answers()
    {
        RtspCamera camera;
        QVERIFY(camera.plugIn());
        camera.freeze();
        PlayedStream stream(streamAt(camera.address()), m_secrets);
        QElapsedTimer timer;
        timer.start();
        stream.source->stop();
        QVERIFY2(timer.elapsed() < 15'000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(stream.log.frameCount(), 0U);
    }
};

QTEST_GUILESS_MAIN(TestStreamSource)
#include "tst_streamsource.moc"
