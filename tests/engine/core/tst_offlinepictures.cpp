// SPDX-License-Identifier: GPL-3.0-or-later
// Two models over a real video: the report has the pictures on which they differ, and these are the ones that were judged.
#include "engine/core/decisions.h"
#include "lineside/keptpictures.h"
#include "opencv/imagefile.h"
#include "opencv/pictureinput.h"
#include "support/scriptedexecutor.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/videoio.hpp>

#include <QtTest>

#include <atomic>
#include <condition_variable>
#include <cstring>
#include <future>
#include <map>
#include <mutex>

using namespace lineside;
using namespace lineside::test;

namespace {

constexpr int kPictures = 24, kOfOneObject = 8;

/// Each picture 10 brighter than the one before; all but the first of its second are told as what changed since.
std::filesystem::path makeClip(const std::filesystem::path &folder)
{
    const auto file = folder / "clip.mp4";
    cv::VideoWriter writer(file.string(), cv::VideoWriter::fourcc('m', 'p', '4', 'v'), 20, {64, 48});
    for (int i = 0; i < kPictures; ++i)
        writer.write(cv::Mat(48, 64, CV_8UC3, cv::Scalar::all(10 * i)));
    return file;
}

/// A bottle that is somewhere else after each eight pictures, and is seen best in the third of these; `blind`: nothing.
std::shared_ptr<ScriptedExecutor::Script> sees(bool blind)
{
    auto script = std::make_shared<ScriptedExecutor::Script>();
    if (!blind) {
        script->whileRunning = [script = script.get(), run = 0]() mutable {
            const float x = 6.0f + 10.0f * static_cast<float>(run / kOfOneObject), score = run % kOfOneObject == 2 ? 0.9f : 0.6f;
            script->output = {x, 8, 6, 6, score, 0};
            ++run;
        };
    }
    return script;
}

int brightness(const OfflineDisagreement &d)
{
    const cv::Mat picture = cv::imdecode(*d.jpeg, cv::IMREAD_COLOR);
    return picture.empty() ? -1 : picture.at<cv::Vec3b>(24, 32)[1];
}

}  // namespace

class TestOfflinePictures : public QObject, protected Decisions {
    Q_OBJECT

    int m_pass = 0;                                                ///< 1: only looked at, 2: compared, 3: for the pictures
    std::map<std::string, std::vector<std::uint8_t>> m_read[4];    ///< what each picture showed in each pass
    std::function<Result<void>(const InputPicture &)> m_inThird;   ///< before a picture of the third pass
    std::function<void(const InputPicture &)> m_inSecond;          ///< the same of the second
    std::atomic<int> m_encoded{0}, m_beside{0};

    std::shared_ptr<StubLine> line()
    {
        auto line = std::make_shared<StubLine>(dir(), m_behaviour, [this](EngineParts &p) {
            p.visitPictures = [this](const std::string &input, const PictureVisitor &visitor) {
                ++m_pass;
                return visitPictures(input, {[&](const InputPicture &picture) -> Result<void> {
                                                 if (m_pass == 3 && m_inThird) {
                                                     if (auto goOn = m_inThird(picture); !goOn)
                                                         return goOn;
                                                 }
                                                 if (m_pass == 2 && m_inSecond)
                                                     m_inSecond(picture);
                                                 auto &bytes = m_read[m_pass][picture.name];
                                                 bytes.resize(static_cast<std::size_t>(picture.image.width) * static_cast<std::size_t>(picture.image.height) * 4);
                                                 for (int y = 0; y < picture.image.height; ++y)
                                                     std::memcpy(bytes.data() + y * picture.image.width * 4, picture.image.pixels + y * picture.image.strideBytes, static_cast<std::size_t>(picture.image.width) * 4);
                                                 return visitor.picture(picture);
                                             },
                                             visitor.unreadable});
            };
            p.encodeJpeg = [this](const ImageView &picture) {
                ++m_encoded;
                return encodeJpeg(picture, 90);
            };
            p.resize = grey;
            p.executors.make = [this, made = p.executors.make](const WeightFile &file, const ExecutorOptions &options) -> Result<std::unique_ptr<Executor>> {
                if (options.lanes == 1)
                    return made(file, options);  // to be tried out on import
                return std::unique_ptr<Executor>(new ScriptedExecutor(sees(m_beside++ % 2 == 1)));
            };
        });
        take(*line);
        return line;
    }
    static void take(StubLine &line)
    {
        for (const int version : {1, 2}) {
            if (line.offer(version, std::nullopt).refusal)
                qFatal("not taken");
        }
    }
    static Result<void> compare(StubLine &line, const std::filesystem::path &input)
    {
        OfflineRequest request;
        request.a = kOne;
        request.b = kTwo;
        request.input = input;
        return line.carryOut([&](Engine::Done done) { line->compareOffline(request, done); });
    }
    static bool ended(StubLine &line) { return line->offlineJob() && !line->offlineJob()->running(); }

private slots:
    void init()
    {
        begin();
        m_pass = 0;
        for (auto &read : m_read)
            read.clear();
        m_inThird = {};
        m_inSecond = {};
        m_encoded = m_beside = 0;
    }

    void the_report_of_a_video_has_the_pictures_that_were_judged()
    {
        const auto clip = makeClip(dir());
        const auto engine = line();
        QVERIFY(compare(*engine, clip));
        QTRY_VERIFY_WITH_TIMEOUT(ended(*engine), kPatience);
        const auto report = (*engine)->offlineJob()->report;
        QVERIFY(report && report->complete);
        QCOMPARE(report->pictures, kPictures);
        QCOMPARE(report->disagreements.size(), std::size_t{3});
        QCOMPARE(m_encoded.load(), 3);
        for (int i = 0; i < 3; ++i) {
            const OfflineDisagreement &d = report->disagreements[static_cast<std::size_t>(i)];
            const int number = i * kOfOneObject + 3;
            QCOMPARE(d.picture, clip.string() + "#" + std::to_string(number));
            QVERIFY(d.jpeg);
            QVERIFY2(std::abs(brightness(d) - 10 * (number - 1)) <= 4, qPrintable(QString::number(brightness(d))));
        }
    }

    void how_long_it_takes_is_said_by_the_length_that_the_video_claims()
    {
        std::vector<OfflineProgress> told;
        std::weak_ptr<StubLine> running;
        m_inSecond = [&](const InputPicture &) {
            if (const auto line = running.lock())
                told.push_back((*line)->offlineJob()->progress);
        };
        const auto clip = makeClip(dir());
        const auto engine = line();
        running = engine;
        QVERIFY(compare(*engine, clip));
        QTRY_VERIFY_WITH_TIMEOUT(ended(*engine), kPatience);
        QCOMPARE(told.size(), std::size_t{kPictures});
        QCOMPARE(told.back().of, kPictures);
        QCOMPARE(told.back().pictures, kPictures - 1);
        QVERIFY(told.back().secondsLeft && !told[1].secondsLeft);  // of two pictures nobody knows the pace
        QCOMPARE(told.back().step, OfflineStep::Comparing);
    }

    void pictures_that_were_kept_of_a_station_are_compared_by_its_name()
    {
        const auto engine = line();
        const StationId station = (*engine)->snapshot()->stations.front().config.id;
        const auto folder = data() / "pictures" / station;
        for (const char *file : {"2026-03-01/000000.000000-1.jpg", "2026-03-02/000000.000000-2.jpg"}) {
            std::filesystem::create_directories((folder / file).parent_path());
            cv::imwrite((folder / file).string(), cv::Mat(48, 64, CV_8UC3, cv::Scalar::all(90)));
        }
        QVERIFY(compare(*engine, keptPicturesOf(station)));
        QTRY_VERIFY_WITH_TIMEOUT(ended(*engine), kPatience);
        const auto report = (*engine)->offlineJob()->report;
        QVERIFY(report);
        QCOMPARE(report->pictures, 2);
        QCOMPARE(report->request.input, folder);
        QCOMPARE(compare(*engine, keptPicturesOf("../" + station)).error().code, ErrorCode::NotFound);
        QCOMPARE(compare(*engine, keptPicturesOf("")).error().code, ErrorCode::NotFound);
    }

    void a_picture_is_the_same_the_second_time()
    {
        const auto clip = makeClip(dir());
        const auto engine = line();
        QVERIFY(compare(*engine, clip));
        QTRY_VERIFY_WITH_TIMEOUT(ended(*engine), kPatience);
        QCOMPARE(m_read[2].size(), std::size_t{kPictures});
        QCOMPARE(m_read[3].size(), std::size_t{2 * kOfOneObject + 3});  // up to the last one that is wanted
        for (const auto &[name, bytes] : m_read[3])
            QVERIFY2(bytes == m_read[2][name], name.c_str());
    }

    void while_they_are_kept_it_says_how_far_it_is_and_cancelled_then_the_report_is_complete()
    {
        std::mutex mutex;
        std::condition_variable changed;
        bool here = false, goOn = false;
        m_inThird = [&](const InputPicture &picture) -> Result<void> {
            std::unique_lock lock(mutex);
            here = here || picture.number == 8;
            changed.notify_all();
            changed.wait(lock, [&] { return picture.number < 8 || goOn; });
            return {};
        };
        const auto clip = makeClip(dir());
        const auto engine = line();
        QVERIFY(compare(*engine, clip));
        {
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] { return here; });
        }
        const OfflineProgress at = (*engine)->offlineJob()->progress;
        (*engine)->cancelOffline();
        QTRY_VERIFY_WITH_TIMEOUT((*engine)->offlineJob()->progress.cancelling, kPatience);
        {
            const std::lock_guard lock(mutex);
            goOn = true;
            changed.notify_all();
        }
        QTRY_VERIFY_WITH_TIMEOUT(ended(*engine), kPatience);
        QCOMPARE(at.step, OfflineStep::Summing);
        QCOMPARE(at.pictures, 6);
        QCOMPARE(at.of, 2 * kOfOneObject + 3);
        QVERIFY(at.secondsLeft);
        const auto report = (*engine)->offlineJob()->report;
        QVERIFY(report && report->complete);
        QVERIFY(report->disagreements[0].jpeg);
        QVERIFY(!report->disagreements[1].jpeg && !report->disagreements[2].jpeg);
        QCOMPARE(m_read[3].size(), std::size_t{8});
    }

    void a_video_that_is_gone_by_then_costs_the_pictures_alone()
    {
        m_inThird = [](const InputPicture &picture) { return Result<void>(Error{ErrorCode::Io, picture.name}); };
        const auto clip = makeClip(dir());
        const auto engine = line();
        QVERIFY(compare(*engine, clip));
        QTRY_VERIFY_WITH_TIMEOUT(ended(*engine), kPatience);
        const auto report = (*engine)->offlineJob()->report;
        QVERIFY(report && report->complete);
        QCOMPARE(report->disagreements.size(), std::size_t{3});
        for (const OfflineDisagreement &d : report->disagreements)
            QVERIFY(!d.jpeg);
    }

    void memory_that_ends_while_they_are_kept_costs_the_rest_of_them_alone()
    {
        m_inThird = [](const InputPicture &picture) -> Result<void> {
            if (picture.number == 5)
                throw std::bad_alloc();
            return {};
        };
        const auto clip = makeClip(dir());
        const auto engine = line();
        QVERIFY(compare(*engine, clip));
        QTRY_VERIFY_WITH_TIMEOUT(ended(*engine), kPatience);
        const auto report = (*engine)->offlineJob()->report;
        QVERIFY(report && report->complete);
        QVERIFY(report->disagreements[0].jpeg && !report->disagreements[1].jpeg);
    }

    void the_models_are_given_back_before_the_video_is_read_again()
    {
        std::promise<void> gone;
        std::atomic<bool> freed{false};
        m_inThird = [&](const InputPicture &) -> Result<void> {
            freed = gone.get_future().wait_for(std::chrono::milliseconds(kPatience)) == std::future_status::ready;
            return Error{ErrorCode::Cancelled, {}};
        };
        const auto clip = makeClip(dir());
        std::shared_ptr<void> token(nullptr, [&gone](void *) { gone.set_value(); });  // goes with the executor of A
        StubLine engine(dir(), m_behaviour, [&](EngineParts &p) {
            p.visitPictures = [this](const std::string &input, const PictureVisitor &visitor) {
                ++m_pass;
                return visitPictures(input, {[&](const InputPicture &picture) { return m_pass == 3 ? m_inThird(picture) : visitor.picture(picture); }, visitor.unreadable});
            };
            p.encodeJpeg = [](const ImageView &picture) { return encodeJpeg(picture, 90); };
            p.resize = grey;
            p.executors.make = [&, made = p.executors.make](const WeightFile &file, const ExecutorOptions &options) -> Result<std::unique_ptr<Executor>> {
                if (options.lanes == 1)
                    return made(file, options);
                auto script = sees(m_beside++ % 2 == 1);
                script->whileRunning = [token = std::exchange(token, nullptr), then = script->whileRunning]() mutable {
                    if (then)
                        then();
                };
                return std::unique_ptr<Executor>(new ScriptedExecutor(script));
            };
        });
        take(engine);
        QVERIFY(compare(engine, clip));
        QTRY_VERIFY_WITH_TIMEOUT(ended(engine), kPatience);
        QVERIFY(freed);
    }
};

QTEST_GUILESS_MAIN(TestOfflinePictures)
#include "tst_offlinepictures.moc"
