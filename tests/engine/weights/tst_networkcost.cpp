// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/networkcost.h"

#include "weights/graphbuilder.h"
#include "weights/refused.h"
#include "weights/weightfile.h"

#include "support/shareddata.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::weights;

namespace {

Conv2dOp convolution(std::int64_t out, std::int64_t in, int kernel, int stride = 1)
{
    Conv2dOp op;
    op.weight = makeTensor({out, in, kernel, kernel}, std::vector<float>(std::size_t(out * in * kernel * kernel)));
    op.strideH = op.strideW = stride;
    op.padH = op.padW = kernel / 2;
    return op;
}

/// What building throws.
template <class Build>
std::optional<Refusal> refusalOf(const Build &build)
{
    try {
        build();
    } catch (const Refused &refused) {
        return refused.refusal;
    }
    return std::nullopt;
}

}  // namespace

class TestNetworkCost : public QObject {
    Q_OBJECT

private slots:
    void each_multiplication_of_a_convolution_and_of_a_matrix_product_counts()
    {
        GraphBuilder graph({1, 3, 8, 8});
        const ValueId x = graph.conv(0, convolution(4, 3, 3, 2), "conv");
        QCOMPARE(graph.operations(), 4. * 4 * 4 * 27);
        const ValueId rows = graph.reshape(x, {1, 4, 16}, "rows");
        QCOMPARE(graph.operations(), 4. * 4 * 4 * 27 + 64);
        graph.matMul(rows, rows, true, false, "product");  // [16, 4] times [4, 16]
        QCOMPARE(graph.operations(), 4. * 4 * 4 * 27 + 64 + 16. * 16 * 4);
    }
    void a_window_and_a_reduction_count_what_they_look_at()
    {
        GraphBuilder graph({1, 3, 8, 8});
        const ValueId pooled = graph.maxPool(0, {5, 1, 2}, "pool");
        QCOMPARE(graph.operations(), 3. * 64 * 25);
        graph.reduceMax(pooled, 1, "most");
        QCOMPARE(graph.operations(), 3. * 64 * 25 + 3 * 64);
    }
    void values_are_kept_until_their_last_reader_has_run()
    {
        GraphBuilder graph({1, 3, 8, 8});                                    // 192 numbers
        const ValueId wide = graph.conv(0, convolution(16, 3, 1), "wide");   // 1024
        const ValueId narrow = graph.conv(wide, convolution(3, 16, 1), "narrow");
        const ValueId sum = graph.add(narrow, 0, "sum");                     // the picture is needed until here
        NetworkSpec network;
        network.info.inputWidth = network.info.inputHeight = 8;
        network.nodes = graph.takeNodes();
        network.output = sum;
        QCOMPARE(costOf(network).valueBytes, std::uint64_t(4 * (192 + 1024 + 192)));
        network.nodes.back().inputs = {narrow, narrow};
        QCOMPARE(costOf(network).valueBytes, std::uint64_t(4 * (1024 + 192)));
    }
    void what_no_line_could_wait_for_is_refused()
    {
        // 8.6 · 10¹⁰ operations for each
        GraphBuilder graph({1, 3, 4096, 4096});
        ValueId x = graph.conv(0, convolution(64, 3, 3, 2), "first");
        const auto refusal = refusalOf([&] {
            for (int i = 0; i < 100; ++i)
                x = graph.conv(x, convolution(64, 64, 3), "layer " + std::to_string(i));
        });
        QVERIFY(refusal && refusal->reason == RefusalReason::TooMuchWork);
        QVERIFY(graph.operations() > kMaxOperations && graph.operations() < 1.1 * kMaxOperations);
    }
    void the_published_figure_of_a_known_network_is_met()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        const auto file = readWeightFile((test::sharedData() + "/reference/weights/coco-v8n.pt").toStdString());
        QVERIFY(file.ok());
        // Ultralytics' table has 8.7 · 10⁹ for YOLOv8n at 640 pixels, a multiplication and an addition counted as two
        const double multiplications = costOf(*file->network).operations;
        QVERIFY2(multiplications > 4.3e9 && multiplications < 4.6e9, qPrintable(QString::number(multiplications)));
    }
};

QTEST_GUILESS_MAIN(TestNetworkCost)
#include "tst_networkcost.moc"
