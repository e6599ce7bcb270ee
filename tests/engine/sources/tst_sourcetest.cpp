// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/sourcetest.h"

#include <QtTest>

#include <thread>

using namespace lineside;
using namespace std::chrono_literals;

namespace {

/// A source that does what the test says as soon as it is started, on a thread of its own.
class Scripted final : public FrameSource {
public:
    using Script = std::function<void(const SourceCallbacks &)>;
    explicit Scripted(Script script) : m_script(std::move(script)) {}
    ~Scripted() override { stop(); }
    void start(SourceCallbacks callbacks) override
    {
        m_thread = std::jthread([this, callbacks = std::move(callbacks)] { m_script(callbacks); });
    }
    void stop() override
    {
        if (m_thread.joinable())
            m_thread.join();
    }

private:
    const Script m_script;
    std::jthread m_thread;
};

FrameSourceFactory doing(Scripted::Script script)
{
    return [script = std::move(script)](const SourceConfig &) -> Result<std::unique_ptr<FrameSource>> {
        return std::unique_ptr<FrameSource>(new Scripted(script));
    };
}

FramePtr picture(int width)
{
    auto frame = std::make_shared<Frame>();
    frame->image.resize(width, 10);
    return frame;
}

constexpr SourceTestLimits kPatient{10min, 10min, 3};

}  // namespace

class TestSourceTest : public QObject {
    Q_OBJECT
private slots:
    void it_ends_with_the_first_picture_and_a_rate_as_soon_as_enough_were_seen()
    {
        const auto result = runSourceTest({}, doing([](const SourceCallbacks &tell) {
                                              for (int i = 0; i < 3; ++i) {
                                                  const auto due = std::chrono::steady_clock::now() + 2ms;
                                                  while (std::chrono::steady_clock::now() < due) {}
                                                  tell.onFrame(picture(20 + i));
                                              }
                                          }), {}, kPatient);
        QVERIFY(result.ok());
        QCOMPARE(result->picture->image.width(), 20);
        QVERIFY(result->firstFrameMs >= 2);
        QVERIFY2(result->measuredFps > 0 && result->measuredFps <= 500, qPrintable(QString::number(result->measuredFps)));
    }
    void what_is_lost_before_the_first_picture_is_refused_in_its_own_words()
    {
        const auto result = runSourceTest({}, doing([](const SourceCallbacks &tell) {
                                              tell.onState(SourceState::Offline, "no such camera");
                                              tell.onState(SourceState::Offline, "and an echo of it");
                                          }), {}, kPatient);
        QVERIFY(!result.ok());
        QVERIFY(result.error().code == ErrorCode::Io);
        QCOMPARE(result.error().detail, std::string("no such camera"));
    }
    void a_camera_in_use_is_busy()
    {
        const auto result = runSourceTest(
            {}, doing([](const SourceCallbacks &tell) { tell.onState(SourceState::Busy, "in use"); }), {}, kPatient);
        QVERIFY(!result.ok());
        QVERIFY(result.error().code == ErrorCode::Busy);
    }
    void one_picture_and_then_a_loss_is_still_a_picture()
    {
        const auto result = runSourceTest({}, doing([](const SourceCallbacks &tell) {
                                              tell.onFrame(picture(33));
                                              tell.onState(SourceState::Ended, "end");
                                          }), {}, kPatient);
        QVERIFY(result.ok());
        QCOMPARE(result->picture->image.width(), 33);
        QCOMPARE(result->measuredFps, 0.0);
    }
    void silence_is_refused_after_the_time_limit()
    {
        const auto result = runSourceTest({}, doing([](const SourceCallbacks &) {}), {}, {20ms, 10min, 3});
        QVERIFY(!result.ok());
        QVERIFY(result.error().code == ErrorCode::Io);
        QCOMPARE(result.error().detail, std::string("no picture in 20 ms"));
    }
    void what_cannot_be_made_is_refused_with_its_own_error()
    {
        const auto result = runSourceTest({}, [](const SourceConfig &) -> Result<std::unique_ptr<FrameSource>> {
            return Error{ErrorCode::Unsupported, "none of that kind"};
        }, {}, kPatient);
        QVERIFY(!result.ok());
        QVERIFY(result.error().code == ErrorCode::Unsupported);
    }
    void whoever_ends_the_engine_does_not_wait_for_the_test()
    {
        std::stop_source end;
        const auto result = runSourceTest({}, doing([&end](const SourceCallbacks &) { end.request_stop(); }), end.get_token(), kPatient);
        QVERIFY(!result.ok());
        QVERIFY(result.error().code == ErrorCode::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestSourceTest)
#include "tst_sourcetest.moc"
