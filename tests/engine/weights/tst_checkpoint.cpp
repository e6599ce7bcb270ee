// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/refusals.h"
#include "engine/weights/tinycheckpoint.h"
#include "support/referenceinterpreter.h"

#include <QtTest>

#include <cmath>
#include <functional>
#include <limits>

using namespace lineside;
using namespace lineside::test;

namespace {

Array grey(int width, int height)
{
    return Array{{1, 3, height, width}, std::vector<float>(std::size_t(3 * width * height), 0.5f)};
}

using Change = std::function<void(TinyCheckpoint &)>;

}  // namespace

Q_DECLARE_METATYPE(Change)

class TestCheckpoint : public QObject {
    Q_OBJECT

private slots:
    void a_fused_checkpoint_may_name_a_method_of_its_own_layers_and_nothing_else()
    {
        using namespace pickletext;
        const auto named = [](const std::string &of, const char *attribute) {
            TinyCheckpoint tiny;
            tiny.firstForward = call(global("__builtin__", "getattr"), {of, text(attribute)});
            return outcome(readBytes(tiny.bytes()));
        };
        const std::string layer = object("ultralytics.nn.modules.conv", "Conv", attributes({}));
        QCOMPARE(named(layer, "forward_fuse"), QString("read"));
        QCOMPARE(named(layer, "__reduce__"), QString("unsupported_layer"));
        QCOMPARE(named(global("ultralytics.nn.tasks", "torch"), "forward"), QString("unsupported_layer"));
        TinyCheckpoint alone;
        alone.firstForward = global("__builtin__", "getattr");
        QCOMPARE(outcome(readBytes(alone.bytes())), QString("unsupported_layer"));
    }

    void a_checkpoint_becomes_a_network()
    {
        const auto file = readBytes(TinyCheckpoint().bytes());
        QCOMPARE(outcome(file), QString("read"));
        QVERIFY(file->format == WeightFormat::Pt && file->network);
        const NetworkInfo &info = file->network->info;
        QCOMPARE(info.format, std::string("pt"));
        QCOMPARE(info.family, std::string("yolov8"));
        QCOMPARE(info.producer, std::string("8.0.0"));
        QCOMPARE(info.labels, (std::vector<std::string>{"Bottle", "Cap"}));
        QCOMPARE(info.inputWidth, 64);
        QCOMPARE(info.inputHeight, 64);
        QCOMPARE(info.stride, 8);
        QVERIFY(info.dynamicInput && info.head == HeadKind::AnchorFree && !info.hasBothHeads && !info.nmsFree);
    }

    void parameters_are_counted_by_hand()
    {
        // Conv: weights, and two for every channel of the batch norm.
        const int stem = (54 + 4) + (36 + 4) + (36 + 4), c2f = (4 + 4) + 2 * (9 + 2) + (6 + 4), sppf = (2 + 2) + (6 + 4);
        const int head = 2 * (36 + 4) + (2 * 64 + 64) + (2 * 2 + 2) + 16;
        QCOMPARE(readBytes(TinyCheckpoint().bytes())->network->info.parameters, std::int64_t(stem + c2f + sppf + head));
    }

    void equal_logits_put_the_sides_in_the_middle_of_their_range()
    {
        const auto file = readBytes(TinyCheckpoint().bytes());
        QVERIFY(file);
        const Array out = interpret(*file->network, grey(64, 64));
        QCOMPARE(out.shape, (std::vector<std::int64_t>{1, 6, 64}));
        // Cell (0, 0), stride 8, all sides 7.5 cells: centre 4, 4, size 120, 120. Cell (3, 1) is 24 and 8 pixels on.
        const auto at = [&](int row, int cell) { return double(out.data[std::size_t(row * 64 + cell)]); };
        for (const auto &[row, first, later] : {std::tuple(0, 4., 28.), std::tuple(1, 4., 12.), std::tuple(2, 120., 120.), std::tuple(3, 120., 120.)}) {
            QVERIFY2(std::abs(at(row, 0) - first) < 1e-3, qPrintable(QString::number(at(row, 0))));
            QVERIFY2(std::abs(at(row, 8 + 3) - later) < 1e-3, qPrintable(QString::number(at(row, 11))));
        }
        QVERIFY(std::abs(at(4, 5) - 0.5) < 1e-6);
        QVERIFY(std::abs(at(5, 5) - 1 / (1 + std::exp(-1.))) < 1e-6);
    }

    void a_head_without_bins_gives_distances_as_they_are()
    {
        TinyCheckpoint tiny;
        tiny.bins = 1;
        const auto file = readBytes(tiny.bytes());
        QCOMPARE(outcome(file), QString("read"));
        const Array out = interpret(*file->network, grey(64, 64));
        QCOMPARE(out.data[11], 28.f);
        QCOMPARE(out.data[2 * 64 + 11], 0.f);
    }

    void a_batch_norm_is_folded_with_the_eps_of_the_file()
    {
        TinyCheckpoint tiny;
        tiny.firstVariance = 0.25f;
        const auto file = readBytes(tiny.bytes());
        QVERIFY(file);
        const auto *conv = std::get_if<Conv2dOp>(&file->network->nodes.front().op);
        QVERIFY(conv && conv->activation == Activation::SiLU && conv->strideH == 2 && conv->padW == 1);
        QVERIFY(std::abs((*conv->weight.data)[0] - 0.5 / std::sqrt(0.251)) < 1e-6);
        QVERIFY(std::abs((*conv->bias.data)[0]) < 1e-6);
    }

    void the_averaged_model_is_preferred()
    {
        TinyCheckpoint tiny;
        tiny.inEma = true;
        QCOMPARE(outcome(readBytes(tiny.bytes())), QString("read"));
    }

    void older_names_of_packages_and_classes_are_read()
    {
        TinyCheckpoint tiny;
        tiny.rootModule = "ultralytics.yolo.engine.model";
        tiny.secondLayerModule = "ultralytics.nn.modules";
        QCOMPARE(outcome(readBytes(tiny.bytes())), QString("read"));
        tiny.rootModule = "ultralytics.nn.tasks";
        tiny.rootClass = "YOLOv10DetectionModel";
        tiny.headClass = "v10Detect";
        tiny.oneToOne = true;
        const auto file = readBytes(tiny.bytes());
        QVERIFY(file && file->network->info.nmsFree && file->network->info.family == "yolov10");
    }

    void the_input_size_can_be_chosen()
    {
        ReadOptions options;
        options.inputSize = InputSize{96, 32};
        const auto file = readBytes(TinyCheckpoint().bytes(), options);
        QCOMPARE(outcome(file), QString("read"));
        QCOMPARE(file->network->info.inputWidth, 96);
        QCOMPARE(interpret(*file->network, grey(96, 32)).shape, (std::vector<std::int64_t>{1, 6, 48}));
    }

    void a_chosen_size_off_the_stride_is_refused()
    {
        ReadOptions options;
        options.inputSize = InputSize{100, 64};
        const auto file = readBytes(TinyCheckpoint().bytes(), options);
        QCOMPARE(outcome(file), QString("input_size"));
        QCOMPARE(file.error().found, std::string("100x64"));
        QCOMPARE(file.error().expected, std::string("multiple of 8"));
        options.inputSize = InputSize{1 << 20, 64};
        QCOMPARE(outcome(readBytes(TinyCheckpoint().bytes(), options)), QString("input_size"));
    }

    void the_trained_size_is_rounded_up_to_the_stride()
    {
        TinyCheckpoint tiny;
        tiny.imageSize = pickletext::list({pickletext::integer(60), pickletext::integer(90)});
        const auto file = readBytes(tiny.bytes());
        QVERIFY(file);
        QCOMPARE(file->network->info.inputHeight, 64);
        QCOMPARE(file->network->info.inputWidth, 96);
    }

    void of_two_heads_the_one_to_one_head_is_taken_unless_the_other_is_asked_for()
    {
        TinyCheckpoint tiny;
        tiny.oneToOne = true;
        tiny.headClass = "v10Detect";
        const auto one = readBytes(tiny.bytes());
        QVERIFY(one && one->network->info.hasBothHeads && one->network->info.nmsFree);
        ReadOptions options;
        options.head = HeadChoice::OneToMany;
        const auto many = readBytes(tiny.bytes(), options);
        QVERIFY(many && many->network->info.hasBothHeads && !many->network->info.nmsFree);
        options.head = HeadChoice::OneToOne;
        QCOMPARE(outcome(readBytes(TinyCheckpoint().bytes(), options)), QString("unsupported_layer"));
    }

    void labels_are_made_safe_to_show()
    {
        TinyCheckpoint tiny;
        tiny.labels = {"瓶", "a\nb\xff\xc0\x80\xc2\x9b"};
        const auto file = readBytes(tiny.bytes());
        QVERIFY(file);
        QCOMPARE(file->network->info.labels[0], std::string("瓶"));
        QCOMPARE(file->network->info.labels[1], std::string("a?b?????"));
    }

    void a_bad_checkpoint_is_refused_with_its_reason_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const char *reason, const char *found, Change change) { QTest::newRow(name) << change << reason << found; };
        row("NaN weights", "not_finite", "model.model.0.conv.weight", [](auto &t) { t.firstWeight = NAN; });
        row("infinite weights", "not_finite", "model.model.0.conv.weight", [](auto &t) { t.firstWeight = std::numeric_limits<float>::infinity(); });
        row("weights that overflow when folded", "not_finite", "model.model.0.bn", [](auto &t) { t.firstWeight = 3e38f; t.firstVariance = 1e-8f; });
        row("negative variance", "corrupt", "", [](auto &t) { t.firstVariance = -1; });
        row("eps 0", "corrupt", "", [](auto &t) { t.batchNormEps = 0; });
        row("eps 1", "corrupt", "", [](auto &t) { t.batchNormEps = 1; });
        row("missing storage", "truncated", "data/", [](auto &t) { t.dropLastStorage = true; });
        row("unknown layer", "unsupported_layer", "C9x", [](auto &t) { t.secondLayerClass = "C9x"; });
        row("look-alike from another package", "unsupported_layer", "C2f", [](auto &t) { t.secondLayerModule = "evil.nn"; });
        row("other number of parameters", "corrupt", "", [](auto &t) { ++t.firstLayerParameters; });
        row("segmentation model", "other_task", "segment", [](auto &t) { t.rootClass = "SegmentationModel"; });
        row("pose model", "other_task", "pose", [](auto &t) { t.rootClass = "PoseModel"; });
        row("rotated boxes", "other_task", "obb", [](auto &t) { t.rootClass = "OBBModel"; });
        row("classification model", "other_task", "classify", [](auto &t) { t.rootClass = "ClassificationModel"; });
        row("segmentation head", "other_task", "segment", [](auto &t) { t.headClass = "Segment"; });
        row("task in the arguments", "other_task", "segment", [](auto &t) { t.rootClass = "Model"; t.task = "segment"; });
        row("other head", "unsupported_layer", "RTDETRDecoder", [](auto &t) { t.headClass = "RTDETRDecoder"; });
        row("more names than classes", "corrupt", "3", [](auto &t) { t.labels.push_back("Label"); });
        row("fewer names than classes", "corrupt", "1", [](auto &t) { t.labels.pop_back(); });
        row("a layer that reads a later one", "corrupt", "", [](auto &t) { t.firstSource = 1; });
        row("a layer that reads before the first", "corrupt", "", [](auto &t) { t.firstSource = -5; });
        row("channels that do not fit", "corrupt", "", [](auto &t) { t.secondLayerClass = "Bottleneck"; });
        row("too many bins", "corrupt", "", [](auto &t) { t.bins = 65; });
    }
    void a_bad_checkpoint_is_refused_with_its_reason()
    {
        QFETCH(Change, change);
        QFETCH(QString, reason);
        QFETCH(QString, found);
        TinyCheckpoint tiny;
        change(tiny);
        const auto file = readBytes(tiny.bytes());
        QCOMPARE(outcome(file), reason);
        QVERIFY2(QString::fromStdString(file.error().found).startsWith(found), file.error().found.c_str());
        QVERIFY(!file.error().detail.empty());
    }

    void tensors_without_a_network_are_a_state_dict()
    {
        using namespace pickletext;
        const std::string weights = attributes({{"conv.weight", tensor("FloatStorage", "0", {1})}});
        const auto zip = [](const std::string &value) { return zipBytes({{"a/data.pkl", pickle(value)}, {"a/data/0", std::string(4, '\0')}}); };
        QCOMPARE(outcome(readBytes(zip(weights))), QString("state_dict"));
        QCOMPARE(outcome(readBytes(zip(attributes({{"state_dict", weights}})))), QString("state_dict"));
        QCOMPARE(outcome(readBytes(zip(attributes({{"model", weights}})))), QString("state_dict"));
        QCOMPARE(outcome(readBytes(zip(attributes({{"epoch", integer(3)}})))), QString("not_a_model"));
        QCOMPARE(outcome(readBytes(zip(integer(3)))), QString("not_a_model"));
    }

    void a_name_that_no_network_needs_is_refused_wherever_it_stands()
    {
        using namespace pickletext;
        ZipEntries entries = TinyCheckpoint().entries();
        const std::string good = entries.front().second;
        const auto with = [&](const std::string &pickle) {
            entries.front().second = pickle;
            return readBytes(zipBytes(entries));
        };
        const std::string epoch = text("epoch");
        const auto beside = [&](const std::string &value) { return with(good.substr(0, good.find(epoch)) + text("more") + value + good.substr(good.find(epoch))); };
        const auto file = beside(call(global("os", "system"), {text("exit 1")}));
        QCOMPARE(outcome(file), QString("unsupported_layer"));
        QCOMPARE(file.error().found, std::string("os.system"));
        QCOMPARE(outcome(with("\x80\x02" + call(global("timeit", "timeit"), {}) + "0" + good.substr(2))), QString("unsupported_layer"));
        QCOMPARE(outcome(beside(global("torch.utils.collect_env", "run"))), QString("unsupported_layer"));
        QCOMPARE(outcome(beside(global("torch.storage", "_load_from_bytes"))), QString("unsupported_layer"));
        QCOMPARE(outcome(beside(global("torch.nnevil", "x"))), QString("unsupported_layer"));
        for (const auto &[module, name] : {std::pair("ultralytics.utils", "IterableSimpleNamespace"), std::pair("pathlib", "PosixPath"), std::pair("torch", "float16"),
                                           std::pair("torch", "HalfStorage"), std::pair("torch.storage", "UntypedStorage"), std::pair("numpy.core.multiarray", "scalar"),
                                           std::pair("__builtin__", "set"), std::pair("collections", "OrderedDict"), std::pair("argparse", "Namespace")})
            QCOMPARE(outcome(beside(global(module, name))), QString("read"));
    }

    void modules_inside_themselves_are_refused()
    {
        using namespace pickletext;
        // {"model": m} where m's only child is m.
        const std::string module = global("ultralytics.nn.tasks", "DetectionModel") + ")\x81" + "q\x01" + "}(" + text("_modules") + "}(" + text("model") + "h\x01"
                                   + "u" + "u" + "b";
        QCOMPARE(outcome(readBytes(zipBytes({{"a/data.pkl", pickle(attributes({{"model", module}}))}}))), QString("unsupported_layer"));
        const std::string sequence = global("torch.nn.modules.container", "Sequential") + ")\x81" + "q\x01" + "}(" + text("_modules") + "}(" + text("0") + "h\x01"
                                     + "u" + "u" + "b";
        const std::string holder = object("ultralytics.nn.tasks", "DetectionModel", attributes({{"_modules", attributes({{"model", sequence}})}}));
        QCOMPARE(outcome(readBytes(zipBytes({{"a/data.pkl", pickle(attributes({{"model", holder}}))}}))), QString("unsupported_layer"));
    }

    void every_cut_is_refused()
    {
        const std::string bytes = TinyCheckpoint().bytes();
        for (std::size_t i = 2; i < 200; ++i) {
            const std::size_t length = bytes.size() * i / 200;
            QCOMPARE(outcome(readBytes(std::string_view(bytes).substr(0, length))), QString("truncated"));
        }
    }

    void a_changed_pickle_never_crashes()
    {
        ZipEntries entries = TinyCheckpoint().entries();
        std::string &pickle = entries.front().second;
        std::uint32_t random = 1;
        for (int i = 0; i < 1500; ++i) {
            random = random * 1664525u + 1013904223u;
            char &byte = pickle[(random >> 8) % pickle.size()];
            const char before = byte;
            byte = char(random >> 3);
            const auto file = readBytes(zipBytes(entries));
            QVERIFY(file || !file.error().detail.empty());
            QVERIFY(file || file.error().reason != RefusalReason::Internal);
            byte = before;
        }
    }
};

QTEST_APPLESS_MAIN(TestCheckpoint)
#include "tst_checkpoint.moc"
