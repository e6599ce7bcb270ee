// SPDX-License-Identifier: GPL-3.0-or-later
// A TorchScript network on two threads at once.
#include "support/shareddata.h"
#include "torch/torchscriptexecutor.h"
#include "weights/weightfile.h"

#include <QtTest>

#include <barrier>
#include <random>
#include <thread>
#include <vector>

using namespace lineside;

namespace {

constexpr int kRuns = 4;

void fill(Executor &executor, unsigned seed)
{
    std::mt19937 random(seed);
    for (float &value : executor.input())
        value = static_cast<float>(random() >> 8) / static_cast<float>(1u << 24);
}

/// What comes out for the picture of each seed; empty where a run fails.
std::vector<std::vector<float>> outputs(Executor &executor, unsigned firstSeed)
{
    std::vector<std::vector<float>> all;
    for (unsigned i = 0; i < kRuns; ++i) {
        fill(executor, firstSeed + i);
        const auto output = executor.run();
        all.emplace_back(output ? std::vector<float>(output->data, output->data + output->size()) : std::vector<float>());
    }
    return all;
}

}  // namespace

class TestTwins : public QObject {
    Q_OBJECT

private slots:
    void two_at_once_give_what_one_alone_gives()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        const std::filesystem::path path = test::sharedData().toStdString() + "/reference/weights/bottle-tiny.torchscript";
        const auto file = readWeightFile(path);
        QVERIFY(file);
        auto first = makeTorchScriptExecutor(path, file->info, {Precision::Exact, 0, 2});
        QVERIFY2(first.ok(), first ? "" : first.error().detail.c_str());
        auto second = (*first)->twin();
        QVERIFY2(second.ok(), second ? "" : second.error().detail.c_str());
        QVERIFY((*first)->input().data() != (*second)->input().data());

        const auto aloneA = outputs(**first, 1), aloneB = outputs(**first, 100);
        QVERIFY(!aloneA[0].empty() && aloneA[0] != aloneB[0]);
        std::vector<std::vector<float>> a, b;
        std::barrier together(2);
        std::thread other([&] {
            together.arrive_and_wait();
            b = outputs(**second, 100);
        });
        together.arrive_and_wait();
        a = outputs(**first, 1);
        other.join();
        QVERIFY(a == aloneA);
        QVERIFY(b == aloneB);
    }
    void one_that_is_to_run_alone_has_no_twin()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        const std::filesystem::path path = test::sharedData().toStdString() + "/reference/weights/bottle-tiny.torchscript";
        const auto file = readWeightFile(path);
        QVERIFY(file);
        auto alone = makeTorchScriptExecutor(path, file->info, {});
        QVERIFY(alone);
        const auto twin = (*alone)->twin();
        QVERIFY(!twin.ok());
        QVERIFY(twin.error().code == ErrorCode::Unsupported);
    }
};

QTEST_GUILESS_MAIN(TestTwins)
#include "tst_twins.moc"
