// SPDX-License-Identifier: GPL-3.0-or-later
#include "torch/torchexecutor.h"

#include "detect/detector.h"
#include "engine/detect/executornetworks.h"
#include "engine/detect/operatorcases.h"
#include "faults/failingnew.h"
#include "openvino/openvinoexecutor.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace lineside;

class TestTorchExecutor : public QObject {
    Q_OBJECT

private slots:
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
        auto executor = makeTorchExecutor(wanted.spec, {});
        QVERIFY2(executor.ok(), executor.ok() ? "" : executor.error().detail.c_str());
        for (int run = 0; run < 2; ++run) {
            test::countUp(**executor);
            const auto output = (*executor)->run();
            QVERIFY2(output.ok(), output.ok() ? "" : output.error().detail.c_str());
            const auto text = test::difference(*output, wanted);
            QVERIFY2(text.empty(), text.c_str());
        }
    }

    void a_network_that_does_not_fit_together_is_refused_at_the_latest_when_it_runs_data()
    {
        QTest::addColumn<int>("index");
        const auto cases = test::brokenCases();
        for (std::size_t i = 0; i < cases.size(); ++i)
            QTest::newRow(cases[i].name.c_str()) << static_cast<int>(i);
    }
    void a_network_that_does_not_fit_together_is_refused_at_the_latest_when_it_runs()
    {
        QFETCH(int, index);
        const auto broken = test::brokenCases()[static_cast<std::size_t>(index)];
        auto executor = makeTorchExecutor(broken.spec, {});
        QCOMPARE(executor.ok(), broken.onlySeenWhenShapesAreDerived);
        if (!executor) {
            QVERIFY(executor.error().code == ErrorCode::Unsupported);
            return;
        }
        for (int run = 0; run < 2; ++run) {  // it stays usable, that is: says the same again
            const auto output = (*executor)->run();
            QVERIFY(!output.ok());
            QVERIFY2(output.error().detail.find("model.1") != std::string::npos, output.error().detail.c_str());
        }
    }

    void both_executors_see_the_same_in_a_small_network()
    {
        auto runtime = OpenVinoRuntime::create();
        QVERIFY(runtime.ok());
        const auto spec = test::smallDetector(96, 64);
        auto first = makeOpenVinoExecutor(*runtime, spec, {});
        auto second = makeTorchExecutor(spec, {});
        QVERIFY(first.ok() && second.ok());
        for (std::size_t i = 0; i < (*first)->input().size(); ++i)
            (*first)->input()[i] = (*second)->input()[i] = static_cast<float>(i * 37 % 256) / 255.f;
        const auto a = (*first)->run();
        const auto b = (*second)->run();
        QVERIFY(a.ok() && b.ok());
        QCOMPARE(a->size(), b->size());
        QCOMPARE(a->size(), std::int64_t{6 * 24 * 16});
        for (std::int64_t i = 0; i < a->size(); ++i)
            QVERIFY2(std::abs(a->data[i] - b->data[i]) < 2e-3f, std::to_string(i).c_str());
    }

    void indices_are_exact_in_every_precision()
    {
        for (const Precision precision : {Precision::Exact, Precision::Fast}) {
            auto executor = makeTorchExecutor(test::manyIndices(), {precision, 1});
            QVERIFY2(executor.ok(), executor.ok() ? "" : executor.error().detail.c_str());
            test::countUp(**executor);
            const auto output = (*executor)->run();
            QVERIFY2(output.ok(), output.ok() ? "" : output.error().detail.c_str());
            const auto text = test::differenceOfIndices(*output);
            QVERIFY2(text.empty(), text.c_str());
        }
    }

    void a_grid_is_calculated_in_single_precision_whatever_the_precision()
    {
        for (const Precision precision : {Precision::Exact, Precision::Fast}) {
            auto executor = makeTorchExecutor(test::gridOfPixels(), {precision, 1});
            QVERIFY2(executor.ok(), executor.ok() ? "" : executor.error().detail.c_str());
            test::countUp(**executor);
            const auto output = (*executor)->run();
            QVERIFY2(output.ok(), output.ok() ? "" : output.error().detail.c_str());
            const auto text = test::differenceOfGrid(*output);
            QVERIFY2(text.empty(), text.c_str());
        }
    }

    void where_memory_runs_out_in_a_run_that_is_what_it_says()
    {
        auto executor = makeTorchExecutor(test::smallDetector(64, 64), {Precision::Exact, 1});
        QVERIFY(executor.ok());
        QVERIFY((*executor)->run().ok());
        int refused = 0;
        bool isReached = true;
        for (std::uint64_t k = 1; isReached; k += 7) {
            test::failAllocations(k, 1, "");
            const auto output = (*executor)->run();
            isReached = test::stopFailing() >= k;
            if (output)
                continue;
            ++refused;
            QVERIFY2(output.error().code == ErrorCode::OutOfMemory, output.error().detail.c_str());
        }
        QVERIFY(refused > 10);
        QVERIFY((*executor)->run().ok());
    }

    void it_says_truly_what_runs()
    {
        const auto spec = test::smallDetector(64, 64);
        auto exact = makeTorchExecutor(spec, {Precision::Exact, 1});
        QVERIFY(exact.ok());
        QCOMPARE((*exact)->info().backend, std::string("torch"));
        QCOMPARE((*exact)->info().precision, std::string("f32"));
#ifndef LINESIDE_CUDA
        QCOMPARE((*exact)->info().device, std::string("CPU"));
#endif
        auto fast = makeTorchExecutor(spec, {Precision::Fast, 1});
        QVERIFY(fast.ok());
        QVERIFY((*fast)->run().ok());
    }
};

QTEST_APPLESS_MAIN(TestTorchExecutor)
#include "tst_torchexecutor.moc"
