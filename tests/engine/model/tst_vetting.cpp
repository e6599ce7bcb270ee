// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/vetting.h"

#include "lineside/detection.h"

#include <QtTest>

using namespace lineside;

namespace {

StationContract contractFor(Labels labels)
{
    StationContract contract;
    contract.labels = std::move(labels);
    return contract;
}

NetworkInfo networkWith(Labels labels, int width = 640, int height = 640)
{
    NetworkInfo network;
    network.labels = std::move(labels);
    network.inputWidth = width;
    network.inputHeight = height;
    return network;
}

/// A square network that hands on what its last node makes.
WeightFile fileOf(int side, std::int64_t parameters, std::vector<Node> nodes = {})
{
    auto network = std::make_shared<NetworkSpec>();
    network->info = networkWith({"x"}, side, side);
    network->info.parameters = parameters;
    network->output = static_cast<ValueId>(nodes.size());
    network->nodes = std::move(nodes);
    WeightFile file;
    file.network = std::move(network);
    return file;
}

constexpr std::uint64_t kMb = 1'000'000;

}  // namespace

class TestVetting : public QObject {
    Q_OBJECT

private slots:
    void labels_are_compared_as_a_set_by_name_and_never_by_index()
    {
        QVERIFY(!checkContract(networkWith({"Cap", "Bottle"}), contractFor({"Bottle", "Cap"})));
    }

    void another_label_is_refused_with_both_sets()
    {
        const auto refusal = checkContract(networkWith({"Car", "Bus"}), contractFor({"Bottle", "Cap"}));
        QVERIFY(refusal);
        QVERIFY(refusal->reason == RefusalReason::Labels);
        QCOMPARE(refusal->expected, std::string("Bottle, Cap"));
        QCOMPARE(refusal->found, std::string("Bus, Car"));
    }

    void a_comma_inside_a_label_does_not_make_two_sets_look_alike()
    {
        QVERIFY(checkContract(networkWith({"a, b", "c"}), contractFor({"a", "b, c"})));
    }

    void upper_and_lower_case_are_different_labels()
    {
        QVERIFY(checkContract(networkWith({"bottle"}), contractFor({"Bottle"})));
    }

    void another_number_of_classes_is_told_apart_from_other_names()
    {
        const auto refusal = checkContract(networkWith({"Bottle", "Cap", "Cork"}), contractFor({"Bottle", "Cap"}));
        QVERIFY(refusal);
        QVERIFY(refusal->reason == RefusalReason::ClassCount);
    }

    void a_station_without_labels_takes_any()
    {
        QVERIFY(!checkContract(networkWith({"anything"}), contractFor({})));
    }

    void another_layout_than_the_station_says_is_refused()
    {
        StationContract contract;
        contract.layout = ModelLayout::Yolox;
        NetworkInfo network = networkWith({"Bottle"});
        network.family = "yolov8";
        const auto refusal = checkContract(network, contract);
        QVERIFY(refusal && refusal->reason == RefusalReason::Layout);
        QCOMPARE(refusal->expected, std::string("yolox"));
        QCOMPARE(refusal->found, std::string("yolov8"));
        network.layout = ModelLayout::Yolov5;
        QCOMPARE(checkContract(network, contract)->found, std::string("yolov5"));
        network.layout = ModelLayout::Yolox;
        QVERIFY(!checkContract(network, contract));
        QVERIFY(!checkContract(network, {}));  // a station that says nothing takes any
    }

    void an_input_outside_the_allowed_sizes_is_refused()
    {
        StationContract contract;
        contract.minInputSize = 320;
        contract.maxInputSize = 640;
        QVERIFY(!checkContract(networkWith({}, 320, 640), contract));
        for (const auto &network : {networkWith({}, 288, 640), networkWith({}, 320, 672)}) {
            const auto refusal = checkContract(network, contract);
            QVERIFY(refusal);
            QVERIFY(refusal->reason == RefusalReason::InputSize);
        }
    }

    void what_does_not_fit_into_the_free_memory_is_refused_with_both_figures()
    {
        // 256 MB are left to the line and the system.
        const auto refusal = checkMemory(310 * kMb, (256 + 120) * kMb, 0);
        QVERIFY(refusal);
        QVERIFY(refusal->reason == RefusalReason::Memory);
        QCOMPARE(refusal->expected, std::string("120"));
        QCOMPARE(refusal->found, std::string("310"));
        QVERIFY(!checkMemory(310 * kMb, (256 + 310) * kMb, 0));
        // Never "needs 310, 310 are there".
        const auto close = checkMemory(310 * kMb, (256 + 310) * kMb - 1, 0);
        QVERIFY(close);
        QCOMPARE(close->expected, std::string("309"));
        QCOMPARE(close->found, std::string("310"));
    }

    void a_station_may_allow_less_than_is_free()
    {
        QVERIFY(!checkMemory(90 * kMb, 8192 * kMb, 100 * kMb));
        const auto refusal = checkMemory(110 * kMb, 8192 * kMb, 100 * kMb);
        QVERIFY(refusal && refusal->reason == RefusalReason::MemoryLimit);  // its contract is what helps
        QCOMPARE(refusal->expected, std::string("100"));
        const auto full = checkMemory(110 * kMb, (256 + 50) * kMb, 100 * kMb);
        QVERIFY(full && full->reason == RefusalReason::Memory);
        QCOMPARE(full->expected, std::string("50"));
    }

    void a_machine_that_is_full_has_nothing_free_rather_than_a_huge_number()
    {
        QVERIFY(checkMemory(1, 10 * kMb, 0));
    }

    void a_larger_input_is_expected_to_need_more()
    {
        const WeightFile small = fileOf(320, 3'000'000), large = fileOf(640, 3'000'000);
        QVERIFY(estimateMemory(large) > estimateMemory(small));
        QVERIFY(estimateMemory(small) >= 3 * 3'000'000 * 4);  // read, exact and fast, side by side
        QVERIFY(memoryToRead(3'000'000) >= 2 * 3'000'000);     // the file and its tensors
    }

    void a_network_whose_values_need_more_than_a_yolo_network_is_expected_to_need_that()
    {
        QVERIFY(estimateMemory(fileOf(64, 1000)) < 100 * kMb);
        const WeightFile enlarging = fileOf(64, 1000, {{UpsampleNearestOp{64}, {0}, "enlarge"}});  // to 3 · 4096 · 4096 numbers
        QVERIFY(estimateMemory(enlarging) > 2 * 3 * 4096 * 4096 * 4);
    }

    void what_is_too_slow_is_refused_with_both_times_in_tenths_of_a_millisecond()
    {
        QVERIFY(!checkLatency(900, 0));  // any
        QVERIFY(!checkLatency(80, 80));
        const auto refusal = checkLatency(123.456, 80);
        QVERIFY(refusal && refusal->reason == RefusalReason::TooSlow);
        QCOMPARE(refusal->found, std::string("123.5"));
        QCOMPARE(refusal->expected, std::string("80.0"));
        // Never "needs 80.0, 80.0 are allowed".
        const auto close = checkLatency(80.001, 80);
        QVERIFY(close);
        QCOMPARE(close->found, std::string("80.1"));
        QCOMPARE(close->expected, std::string("80.0"));
    }

    void a_model_in_memory_is_held_to_what_the_station_allows()
    {
        LoadedModel model;
        model.network = networkWith({"Cap"});
        model.choice.exactMs = 30;
        model.choice.fastMs = 10;
        model.memoryBytes = 100 * kMb;
        StationContract contract;
        QVERIFY(!checkLoaded(model, contract));  // no limits
        contract.maxLatencyMs = 20;
        const auto slow = checkLoaded(model, contract);  // the fast one is not used
        QVERIFY(slow && slow->reason == RefusalReason::TooSlow);
        model.choice.fastAgrees = true;
        QVERIFY(!checkLoaded(model, contract));
        contract.maxMemoryMb = 100;
        QVERIFY(!checkLoaded(model, contract));
        ++model.memoryBytes;
        const auto large = checkLoaded(model, contract);
        QVERIFY(large && large->reason == RefusalReason::MemoryLimit);
        QCOMPARE(large->expected, std::string("100"));
        QCOMPARE(large->found, std::string("101"));
        contract.maxMemoryMb = 0;
        contract.labels = {"Bottle"};
        const auto other = checkLoaded(model, contract);
        QVERIFY(other && other->reason == RefusalReason::Labels);
    }
};

QTEST_GUILESS_MAIN(TestVetting)
#include "tst_vetting.moc"
