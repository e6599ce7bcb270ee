// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/modelloader.h"

#include "support/scriptedexecutor.h"
#include "weights/graphbuilder.h"

#include <QtTest>

#include <algorithm>
#include <future>

using namespace lineside;
using namespace std::chrono_literals;

namespace {

using Script = ScriptedExecutor::Script;

/// Far longer than a busy machine keeps a thread from running, as a rule.
void takeLong()
{
    const auto end = std::chrono::steady_clock::now() + 60ms;
    while (std::chrono::steady_clock::now() < end) {
    }
}

/// One cap of this score in the middle of the picture.
std::vector<float> cap(float score)
{
    return {16, 16, 8, 8, 0, score};
}

/// One convolution over a picture of this side.
std::shared_ptr<const NetworkSpec> networkOf(int side)
{
    auto network = std::make_shared<NetworkSpec>();
    network->info.inputWidth = network->info.inputHeight = side;
    network->nodes.push_back({Conv2dOp{weights::makeTensor({64, 3, 7, 7}, std::vector<float>(64 * 147)), {}, 1, 1, 3, 3}, {0}, "layer"});
    network->output = 1;
    return network;
}

/// A second one beside it. [1, 6, 2]
std::vector<float> both(float score, float other)
{
    return {16, 8, 16, 8, 8, 4, 8, 4, 0, 0, score, other};
}

/// A loader on a machine with two precisions, whose executors see what they are told to.
struct Bench {
    std::shared_ptr<Script> exact = std::make_shared<Script>();
    std::shared_ptr<Script> fast = std::make_shared<Script>();
    bool hasFast = true, fastCanBeMade = true;
    int gaps = 0;  ///< that the line gave
    bool idle = false, severalAtOnce = false;
    std::optional<ExecutorChoice> known;
    std::vector<FramePtr> trialFrames;  ///< of the station
    bool inGap = false;
    std::vector<double> shares;  ///< of the warm-up, as they were told
    WeightFile file;
    std::shared_ptr<TaskRunner> thread = std::make_shared<InlineTaskRunner>();
    std::shared_ptr<std::atomic<bool>> cancelled = std::make_shared<std::atomic<bool>>(false);
    std::atomic<int> made = 0;      ///< executors
    std::function<void(Precision)> whileMaking;
    std::function<std::optional<std::uint64_t>()> onAccelerator;
    long heldWhenReturned = 0;      ///< executors that there were when memory was given back last

    Bench()
    {
        exact->output = fast->output = cap(0.9f);
        file.network = networkOf(64);
    }

    Result<ModelHandle, Refusal> load(double maxLatencyMs = 0, float confidence = 0.25f, bool fastAgreedBefore = false)
    {
        ModelLoader loader({[this](const WeightFile &, const ExecutorOptions &options) -> Result<std::unique_ptr<Executor>> {
                                ++made;
                                if (whileMaking)
                                    whileMaking(options.precision);
                                if (options.precision == Precision::Exact)
                                    return std::unique_ptr<Executor>(new ScriptedExecutor(exact, "f32"));
                                if (!fastCanBeMade)
                                    return Error{ErrorCode::Internal, "cannot be made"};
                                return std::unique_ptr<Executor>(new ScriptedExecutor(fast, "bf16"));
                            },
                            [this] { return hasFast; }, severalAtOnce, "scripted", onAccelerator},
                           grey,
                           LineGaps{[this](const std::function<void()> &job) {
                               ++gaps;
                               inGap = true;
                               job();
                               inGap = false;
                               return true;
                           }, [this] { return idle; }},
                           thread, [this] { heldWhenReturned = exact.use_count() - 1 + fast.use_count() - 1; });
        LoadRequest request;
        request.id = {"line", 1};
        request.file = file;
        request.settings.confidence = confidence;
        request.maxLatencyMs = maxLatencyMs;
        request.fastAgreedBefore = fastAgreedBefore;
        request.known = known;
        request.trialFrames = trialFrames;
        request.cancelled = cancelled;
        request.onProgress = [this](CandidateStep step, double share) {
            if (step == CandidateStep::WarmUp)
                shares.push_back(share);
        };
        return loader.load(request);
    }
};

}  // namespace

class TestModelLoader : public QObject {
    Q_OBJECT

private slots:
    void the_fast_executor_judges_where_it_agrees_and_is_quicker()
    {
        Bench bench;
        bench.exact->whileRunning = takeLong;
        const auto model = bench.load();
        QVERIFY(model);
        QVERIFY((*model)->choice.fastAgrees);
        QVERIFY((*model)->choice.fastMs > 0 && (*model)->choice.fastMs < (*model)->choice.exactMs);
        QCOMPARE((*model)->choice.precision, std::string("bf16"));
    }
    void on_an_accelerator_a_model_holds_what_it_took_there_whatever_a_frame_needs_meanwhile()
    {
        Bench bench;
        bench.onAccelerator = [&bench, first = true]() mutable -> std::optional<std::uint64_t> {
            if (!bench.inGap)
                return 900'000'000;  // a frame is judged
            return std::exchange(first, false) ? std::optional<std::uint64_t>() : 70'000'000;  // nothing ran there before
        };
        const auto model = bench.load();
        QVERIFY(model);
        QCOMPARE((*model)->memoryBytes, 70'000'000U);
    }
    void two_trials_are_one_warm_up_whose_progress_never_goes_back()
    {
        Bench two, one;
        one.hasFast = false;
        for (Bench *bench : {&two, &one}) {
            QVERIFY(bench->load());
            QCOMPARE(bench->shares.size(), std::size_t(bench->hasFast ? 12 : 6));
            QVERIFY(std::is_sorted(bench->shares.begin(), bench->shares.end()));
            QCOMPARE(bench->shares.back(), 1.0);
        }
    }
    void a_network_is_tried_out_beside_the_line_and_timed_in_its_gaps()
    {
        Bench bench;
        int runs = 0, runsInGaps = 0;
        bench.exact->whileRunning = [&] {
            ++runs;
            runsInGaps += bench.inGap ? 1 : 0;
        };
        QVERIFY(bench.load());
        QCOMPARE(bench.gaps, 2 * 3);  // exact and fast
        QCOMPARE(runsInGaps, 3);
        QCOMPARE(runs, 2 + 3);  // grey and noise first
    }
    void while_nothing_is_judged_the_trial_frames_are_the_timed_ones()
    {
        Bench bench;
        bench.idle = true;
        int runs = 0, runsInGaps = 0;
        bench.exact->whileRunning = [&] {
            ++runs;
            runsInGaps += bench.inGap ? 1 : 0;
        };
        QVERIFY(bench.load());
        QCOMPARE(runs, 1 + 3);  // grey beside the line, which takes long; noise and two more
        QCOMPARE(runsInGaps, 3);
        QCOMPARE(bench.shares.back(), 1.0);
    }
    void while_nothing_is_judged_both_executors_are_made_at_the_same_time()
    {
        for (const bool idle : {true, false}) {
            Bench bench;
            bench.idle = idle;
            bench.severalAtOnce = true;
            std::promise<void> fastBegun;
            auto begun = fastBegun.get_future();
            bool together = false;
            bench.whileMaking = [&](Precision precision) {
                if (precision == Precision::Fast)
                    fastBegun.set_value();
                else
                    together = begun.wait_for(idle ? 20s : 0s) == std::future_status::ready;
            };
            QVERIFY(bench.load());
            QCOMPARE(together, idle);
            QCOMPARE(bench.made.load(), 2);
        }
    }
    void known_bytes_are_tried_out_with_the_one_executor_that_was_kept()
    {
        Bench bench;
        bench.exact->whileRunning = takeLong;
        bench.known = (*bench.load())->choice;
        QVERIFY(bench.known->usesFast());
        bench.made = bench.gaps = 0;
        int exactRuns = 0, fastRuns = 0;
        bench.exact->whileRunning = [&] { ++exactRuns; };
        bench.fast->whileRunning = [&] { ++fastRuns; };
        const auto model = bench.load();
        QVERIFY(model);
        QCOMPARE(bench.made.load(), 1);
        QCOMPARE(exactRuns, 0);
        QCOMPARE(fastRuns, 2);  // grey and noise
        QCOMPARE(bench.gaps, 0);
        QCOMPARE((*model)->choice.precision, std::string("bf16"));
        QCOMPARE((*model)->choice.fastMs, bench.known->fastMs);
        QCOMPARE((*model)->choice.exactMs, bench.known->exactMs);
        QCOMPARE((*model)->choice.comparedBoxes, bench.known->comparedBoxes);
        QCOMPARE(bench.shares.back(), 1.0);
    }
    void of_the_stations_pictures_a_known_one_is_shown_the_newest()
    {
        Bench bench;
        bench.exact->whileRunning = takeLong;
        for (int i = 0; i < 4; ++i) {
            auto frame = std::make_shared<Frame>();
            frame->image.resize(64 + i, 36);
            bench.trialFrames.push_back(frame);
        }
        bench.known = (*bench.load())->choice;
        int runs = 0;
        bench.fast->whileRunning = [&] { ++runs; };
        QVERIFY(bench.load());
        QCOMPARE(runs, 2);  // and noise
    }
    void where_the_two_did_not_agree_only_the_exact_one_is_made_again()
    {
        Bench bench;
        bench.exact->output = bench.fast->output = both(0.9f, 0.9f);
        bench.fast->output[10] = 0.5f;
        bench.known = (*bench.load())->choice;
        QVERIFY(!bench.known->fastAgrees && bench.known->comparedBoxes > 0);
        bench.made = 0;
        QCOMPARE((*bench.load())->choice.precision, std::string("f32"));
        QCOMPARE(bench.made.load(), 1);
    }
    void known_or_not_a_model_that_cannot_run_never_becomes_ready()
    {
        Bench bench;
        bench.exact->whileRunning = takeLong;
        bench.known = (*bench.load())->choice;
        bench.fast->fails = true;
        const auto exact = bench.load();  // everything is tried anew
        QVERIFY(exact);
        QCOMPARE((*exact)->choice.precision, std::string("f32"));
        QVERIFY(std::is_sorted(bench.shares.begin() + 12, bench.shares.end()));  // those of the second load
        bench.exact->fails = true;
        const auto none = bench.load();
        QVERIFY(!none);
        QVERIFY(none.error().reason == RefusalReason::TrialRun);
    }
    void what_was_known_of_another_executor_is_tried_anew()
    {
        Bench bench;
        bench.exact->whileRunning = takeLong;
        bench.known = (*bench.load())->choice;
        for (std::string ExecutorChoice::*field : {&ExecutorChoice::backend, &ExecutorChoice::device, &ExecutorChoice::precision}) {
            const ExecutorChoice right = *bench.known;
            (*bench.known).*field = "another";
            bench.made = 0;
            QCOMPARE((*bench.load())->choice.precision, std::string("bf16"));
            QCOMPARE(bench.made.load(), 3);
            bench.known = right;
        }
    }
    void where_nothing_was_to_be_seen_it_is_not_settled_once_something_is()
    {
        Bench bench;
        bench.exact->whileRunning = takeLong;
        bench.exact->output = bench.fast->output = cap(0.1f);
        bench.known = (*bench.load())->choice;
        bench.made = 0;
        QCOMPARE((*bench.load())->choice.precision, std::string("f32"));
        QCOMPARE(bench.made.load(), 1);  // still nothing
        bench.exact->output = bench.fast->output = cap(0.9f);
        QCOMPARE((*bench.load())->choice.precision, std::string("bf16"));
    }
    void a_slow_one_that_was_kept_for_its_time_alone_is_timed_again()
    {
        Bench bench;
        bench.fast->whileRunning = takeLong;
        bench.known = (*bench.load())->choice;
        QVERIFY(bench.known->fastAgrees && !bench.known->usesFast());
        bench.fast->whileRunning = {};
        bench.exact->whileRunning = takeLong;
        QCOMPARE((*bench.load())->choice.precision, std::string("bf16"));
    }
    void known_to_be_slower_than_the_station_allows_it_is_refused()
    {
        Bench bench;
        bench.hasFast = false;
        bench.exact->whileRunning = takeLong;
        bench.known = (*bench.load())->choice;
        const auto model = bench.load(10);
        QVERIFY(!model);
        QVERIFY(model.error().reason == RefusalReason::TooSlow);
    }
    void a_known_one_stops_where_it_is_cancelled()
    {
        Bench bench;
        bench.exact->whileRunning = takeLong;
        bench.known = (*bench.load())->choice;
        int runs = 0;
        bench.fast->whileRunning = [&] { *bench.cancelled = ++runs == 1; };
        const auto model = bench.load();
        QVERIFY(!model);
        QVERIFY(model.error().reason == RefusalReason::Cancelled);
        QCOMPARE(runs, 1);
    }
    void the_line_does_not_wait_for_a_network_that_takes_long()
    {
        Bench bench;
        bench.file.network = networkOf(2048);  // 39 · 10⁹ operations
        QVERIFY(bench.load());
        QCOMPARE(bench.gaps, 0);
    }
    void nor_for_one_that_takes_longer_than_was_to_be_expected()
    {
        Bench bench;
        bench.hasFast = false;
        bench.exact->whileRunning = [] {
            for (int i = 0; i < 6; ++i)
                takeLong();
        };
        const auto model = bench.load();
        QVERIFY(model);
        QCOMPARE(bench.gaps, 0);
        QVERIFY((*model)->choice.exactMs >= 360);
        QCOMPARE(bench.shares.back(), 1.0);
    }
    void one_run_that_was_held_up_does_not_make_it_long()
    {
        Bench bench;
        bench.hasFast = false;
        bench.exact->whileRunning = [first = true]() mutable {
            for (int i = 0; first && i < 6; ++i)
                takeLong();
            first = false;
        };
        QVERIFY(bench.load());
        QCOMPARE(bench.gaps, 3);
    }
    void pictures_that_come_while_a_model_is_loaded_are_not_its_memory()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("a sanitizer's own memory grows by several times that of a picture");
#endif
        Bench bench;
        constexpr std::size_t kSide = 4096;  // 67 MB
        std::vector<Image> pictures;
        bench.exact->whileRunning = [&] {
            if (pictures.empty())
                pictures.emplace_back(static_cast<int>(kSide), static_cast<int>(kSide));
        };
        const auto model = bench.load();
        QVERIFY(model);
        QCOMPARE(pictures.size(), std::size_t{1});
        QVERIFY2((*model)->memoryBytes < kSide * kSide * 2, qPrintable(QString::number((*model)->memoryBytes)));
    }
    void one_box_that_differs_leaves_the_exact_one()
    {
        Bench bench;
        bench.exact->whileRunning = takeLong;
        bench.fast->output = cap(0.5f);
        const auto model = bench.load();
        QVERIFY(model);
        QVERIFY(!(*model)->choice.fastAgrees);
        QVERIFY((*model)->choice.fastMs > 0);
        QCOMPARE((*model)->choice.precision, std::string("f32"));
    }
    void two_that_see_nothing_do_not_agree()
    {
        Bench bench;
        bench.exact->whileRunning = takeLong;
        bench.exact->output = bench.fast->output = cap(0.1f);
        const auto model = bench.load();
        QVERIFY(model);
        QVERIFY(!(*model)->choice.fastAgrees);
        QCOMPARE((*model)->choice.comparedBoxes, 0);
        QCOMPARE((*model)->choice.precision, std::string("f32"));
    }
    void where_nothing_is_seen_the_agreement_of_an_earlier_load_counts()
    {
        Bench bench;
        bench.exact->whileRunning = takeLong;
        bench.exact->output = bench.fast->output = cap(0.1f);
        const auto model = bench.load(0, 0.25f, true);
        QVERIFY(model);
        QCOMPARE((*model)->choice.precision, std::string("bf16"));
        bench.exact->output = cap(0.9f);
        bench.fast->output = cap(0.5f);
        QVERIFY(!(*bench.load(0, 0.25f, true))->choice.fastAgrees);  // what is seen now counts more
    }
    void a_fast_one_that_cannot_be_made_leaves_the_exact_one()
    {
        Bench bench;
        bench.fastCanBeMade = false;
        const auto model = bench.load();
        QVERIFY(model);
        QVERIFY(!(*model)->choice.fastAgrees);
        QCOMPARE((*model)->choice.fastMs, 0.0);
        QCOMPARE((*model)->choice.precision, std::string("f32"));
    }
    void a_fast_one_that_fails_leaves_the_exact_one()
    {
        Bench bench;
        bench.fast->fails = true;
        const auto model = bench.load();
        QVERIFY(model);
        QCOMPARE((*model)->choice.precision, std::string("f32"));
    }
    void a_fast_one_that_is_slower_leaves_the_exact_one()
    {
        Bench bench;
        bench.fast->whileRunning = takeLong;
        const auto model = bench.load();
        QVERIFY(model);
        QVERIFY((*model)->choice.fastAgrees);
        QCOMPARE((*model)->choice.precision, std::string("f32"));
    }
    void a_box_just_below_the_threshold_of_the_station_is_no_difference()
    {
        Bench bench;
        bench.exact->output = both(0.9f, 0.62f);
        bench.fast->output = both(0.9f, 0.58f);
        QVERIFY((*bench.load(0, 0.6f))->choice.fastAgrees);
        bench.fast->output = both(0.9f, 0.5f);
        QVERIFY(!(*bench.load(0, 0.4f))->choice.fastAgrees);
    }
    void slower_than_the_station_allows_is_refused()
    {
        Bench bench;
        bench.hasFast = false;
        bench.exact->whileRunning = takeLong;
        const auto model = bench.load(10);
        QVERIFY(!model);
        QVERIFY(model.error().reason == RefusalReason::TooSlow);
        QVERIFY(bench.load(60'000));
    }
    void what_cannot_judge_is_refused()
    {
        Bench bench;
        bench.exact->fails = true;
        const auto model = bench.load();
        QVERIFY(!model);
        QVERIFY(model.error().reason == RefusalReason::TrialRun);
        QCOMPARE(model.error().detail, std::string("broken"));
    }
    void what_a_refused_load_took_is_given_back()
    {
        Bench bench;
        QVERIFY(bench.load());
        QCOMPARE(bench.heldWhenReturned, 0);  // the model is gone again
        bench.exact->whileRunning = [&bench] { bench.heldWhenReturned = 1; };
        bench.exact->fails = true;
        QVERIFY(!bench.load());
        QCOMPARE(bench.heldWhenReturned, 0);
    }
    void cancelled_it_stops_at_the_next_step()
    {
        for (const int runs : {0, 1, 5}) {  // not begun, in the first trial, at its end
            Bench bench;
            int run = 0;
            *bench.cancelled = runs == 0;
            bench.exact->whileRunning = [&] { *bench.cancelled = ++run == runs; };
            const auto model = bench.load();
            QVERIFY(!model);
            QVERIFY(model.error().reason == RefusalReason::Cancelled);
            QCOMPARE(run, runs);
            QCOMPARE(bench.made.load(), runs == 0 ? 0 : 1);
        }
        Bench last;
        last.hasFast = false;
        int run = 0;
        last.exact->whileRunning = [&] { *last.cancelled = ++run == 5; };
        QVERIFY(last.load().error().reason == RefusalReason::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestModelLoader)
#include "tst_modelloader.moc"
