// SPDX-License-Identifier: GPL-3.0-or-later
#include "openvino/openvinoexecutor.h"

#include "base/taskrunner.h"
#include "detect/detector.h"
#include "engine/detect/executornetworks.h"
#include "engine/detect/operatorcases.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <map>
#include <string>
#include <vector>

using namespace lineside;

namespace {

struct ThreadUse {
    long long nanoseconds = 0;  ///< of processor time
    int nice = 0;
};

std::map<std::string, ThreadUse> threadsOfThisProcess()
{
    std::map<std::string, ThreadUse> all;
    for (const auto &task : std::filesystem::directory_iterator("/proc/self/task")) {
        ThreadUse use;
        std::ifstream(task.path() / "schedstat") >> use.nanoseconds;
        std::string stat;
        std::getline(std::ifstream(task.path() / "stat"), stat);
        // After the name in brackets: 16 fields, then the nice value.
        const QStringList fields = QString::fromStdString(stat.substr(stat.rfind(')') + 2)).split(QLatin1Char(' '));
        use.nice = fields.value(16).toInt();
        all[task.path().filename().string()] = use;
    }
    return all;
}

}  // namespace

class TestOpenVinoExecutor : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        auto runtime = OpenVinoRuntime::create();
        QVERIFY2(runtime.ok(), runtime.ok() ? "" : runtime.error().detail.c_str());
        m_runtime = *runtime;
    }

    // First, because threads that calculate are started once and stay.
    void a_network_compiled_at_low_priority_calculates_at_normal_priority()
    {
        ThreadTaskRunner low("low", AtStop::FinishWaiting, ThreadPriority::Low);
        std::promise<Result<std::unique_ptr<Executor>>> made;
        low.post([&] { made.set_value(makeOpenVinoExecutor(m_runtime, test::smallDetector(1024, 1024), {})); });
        auto executor = made.get_future().get();
        QVERIFY(executor.ok());
        const auto before = threadsOfThisProcess();
        for (int i = 0; i < 5; ++i)
            QVERIFY((*executor)->run().ok());
        for (const auto &[id, use] : threadsOfThisProcess()) {
            const auto known = before.find(id);
            const long long spent = use.nanoseconds - (known == before.end() ? 0 : known->second.nanoseconds);
            QVERIFY2(spent < 1'000'000 || use.nice == 0, id.c_str());
        }
    }

    void every_operator_gives_what_was_worked_out_by_hand_data()
    {
        QTest::addColumn<int>("index");
        const auto cases = test::operatorCases();
        for (std::size_t i = 0; i < cases.size(); ++i)
            QTest::newRow(cases[i].name.c_str()) << static_cast<int>(i);
    }
    void every_operator_gives_what_was_worked_out_by_hand()
    {
        QFETCH(int, index);
        const auto wanted = test::operatorCases()[static_cast<std::size_t>(index)];
        auto executor = makeOpenVinoExecutor(m_runtime, wanted.spec, {});
        QVERIFY2(executor.ok(), executor.ok() ? "" : executor.error().detail.c_str());
        for (int run = 0; run < 2; ++run) {  // the second must not see what the first left behind
            test::countUp(**executor);
            const auto output = (*executor)->run();
            QVERIFY2(output.ok(), output.ok() ? "" : output.error().detail.c_str());
            const auto text = test::difference(*output, wanted);
            QVERIFY2(text.empty(), text.c_str());
        }
    }

    void a_network_that_does_not_fit_together_is_refused_by_the_name_of_its_node_data()
    {
        QTest::addColumn<int>("index");
        const auto cases = test::brokenCases();
        for (std::size_t i = 0; i < cases.size(); ++i)
            QTest::newRow(cases[i].name.c_str()) << static_cast<int>(i);
    }
    void a_network_that_does_not_fit_together_is_refused_by_the_name_of_its_node()
    {
        QFETCH(int, index);
        const auto broken = test::brokenCases()[static_cast<std::size_t>(index)];
        const auto executor = makeOpenVinoExecutor(m_runtime, broken.spec, {});
        QVERIFY(!executor.ok());
        QVERIFY(executor.error().code == ErrorCode::Unsupported);
        if (!broken.spec.nodes[0].name.empty())
            QVERIFY2(executor.error().detail.find("model.1") != std::string::npos, executor.error().detail.c_str());
    }

    void indices_are_exact_in_every_precision()
    {
        for (const Precision precision : {Precision::Exact, Precision::Fast}) {
            auto executor = makeOpenVinoExecutor(m_runtime, test::manyIndices(), {precision, 1});
            QVERIFY2(executor.ok(), executor.ok() ? "" : executor.error().detail.c_str());
            test::countUp(**executor);
            const auto output = (*executor)->run();
            QVERIFY2(output.ok(), output.ok() ? "" : output.error().detail.c_str());
            const auto text = test::differenceOfIndices(*output);
            QVERIFY2(text.empty(), text.c_str());
        }
    }

    void what_is_calculated_in_integers_says_so()
    {
        int found = 0;
        for (const auto &one : test::operatorCases()) {
            const bool integers = one.name.find("convolution of integers") != std::string::npos;
            if (!integers && one.name != "a grid for each channel")
                continue;
            ++found;
            const auto executor = makeOpenVinoExecutor(m_runtime, one.spec, {Precision::Exact, 1});
            QVERIFY(executor.ok());
            QCOMPARE((*executor)->info().precision, std::string(integers ? "int8" : "f32"));
        }
        QCOMPARE(found, 3);
    }

    void a_grid_is_calculated_in_single_precision_whatever_the_precision()
    {
        for (const Precision precision : {Precision::Exact, Precision::Fast}) {
            auto executor = makeOpenVinoExecutor(m_runtime, test::gridOfPixels(), {precision, 1});
            QVERIFY2(executor.ok(), executor.ok() ? "" : executor.error().detail.c_str());
            test::countUp(**executor);
            const auto output = (*executor)->run();
            QVERIFY2(output.ok(), output.ok() ? "" : output.error().detail.c_str());
            const auto text = test::differenceOfGrid(*output);
            QVERIFY2(text.empty(), text.c_str());
        }
    }

    void it_says_truly_what_runs()
    {
        const auto spec = test::smallDetector(64, 64);
        auto exact = makeOpenVinoExecutor(m_runtime, spec, {Precision::Exact, 1});
        QVERIFY(exact.ok());
        QCOMPARE((*exact)->info().backend, std::string("openvino"));
        QCOMPARE((*exact)->info().device, std::string("CPU"));
        QCOMPARE((*exact)->info().precision, std::string("f32"));
        QCOMPARE((*exact)->network().labels.size(), std::size_t{2});
        auto fast = makeOpenVinoExecutor(m_runtime, spec, {Precision::Fast, 1});
        QVERIFY(fast.ok());
        QCOMPARE((*fast)->info().precision, std::string(m_runtime->hasFastPrecision() ? "bf16" : "f32"));
    }

    void the_input_stays_where_it_is()
    {
        auto executor = makeOpenVinoExecutor(m_runtime, test::smallDetector(64, 32), {});
        QVERIFY(executor.ok());
        const auto before = (*executor)->input();
        QCOMPARE(before.size(), std::size_t{3 * 64 * 32});
        QVERIFY((*executor)->run().ok());
        QCOMPARE((*executor)->input().data(), before.data());
    }

    void a_twin_gives_the_same_at_the_same_time()
    {
        auto one = makeOpenVinoExecutor(m_runtime, test::smallDetector(64, 64), {.lanes = 2});
        QVERIFY(one.ok());
        auto two = (*one)->twin();
        QVERIFY(two.ok());
        QVERIFY((*one)->input().data() != (*two)->input().data());
        for (Executor *executor : {one->get(), two->get()})
            std::fill_n(executor->input().data(), executor->input().size(), 0.3f);
        const auto runOften = [](Executor &executor) {
            std::vector<float> last;
            for (int i = 0; i < 20; ++i) {
                const auto output = executor.run();
                if (!output)
                    return std::vector<float>{};
                last.assign(output->data, output->data + output->size());
            }
            return last;
        };
        auto beside = std::async(std::launch::async, [&] { return runOften(**two); });
        const std::vector<float> here = runOften(**one);
        QVERIFY(!here.empty());
        QVERIFY(here == beside.get());
    }

    void there_is_one_twin_for_each_lane_that_was_asked_for()
    {
        auto alone = makeOpenVinoExecutor(m_runtime, test::smallDetector(64, 64), {});
        QVERIFY(alone.ok());
        QVERIFY((*alone)->twin().error().code == ErrorCode::Unsupported);
        auto three = makeOpenVinoExecutor(m_runtime, test::smallDetector(64, 64), {.lanes = 3});
        QVERIFY(three.ok());
        auto second = (*three)->twin();
        QVERIFY(second.ok());
        QVERIFY((*three)->twin().error().code == ErrorCode::Unsupported);
        auto third = (*second)->twin();
        QVERIFY(third.ok());
        QVERIFY((*third)->twin().error().code == ErrorCode::Unsupported);
    }

    void a_detector_runs_on_it()
    {
        auto executor = makeOpenVinoExecutor(m_runtime, test::smallDetector(64, 64), {});
        QVERIFY(executor.ok());
        const auto keepSize = [](ImageView, MutableImageView) { QFAIL("no resize is needed"); };
        Detector detector(std::move(*executor), keepSize, {.confidence = 0.01f});
        QVERIFY(detector.warmUp().ok());
        Image frame(64, 64);
        std::fill_n(frame.view().pixels, 64 * 64 * 4, std::uint8_t{90});
        const auto result = detector.detect(frame.view());
        QVERIFY(result.ok());
        QVERIFY(!result->items.empty());
    }

private:
    std::shared_ptr<OpenVinoRuntime> m_runtime;
};

QTEST_APPLESS_MAIN(TestOpenVinoExecutor)
#include "tst_openvinoexecutor.moc"
