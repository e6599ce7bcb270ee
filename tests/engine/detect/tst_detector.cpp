// SPDX-License-Identifier: GPL-3.0-or-later
#include "detect/detector.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace lineside;

namespace {

/// Says what the test wants and keeps what it was given.
class FakeExecutor final : public Executor {
public:
    struct Script {
        NetworkInfo network;
        std::vector<float> input;
        std::vector<float> output;
        std::int64_t rows = 0;
        std::int64_t columns = 0;
        bool fails = false;
        int runs = 0;
    };
    explicit FakeExecutor(std::shared_ptr<Script> script) : m_script(std::move(script)) { m_script->input.assign(3 * 64 * 64, -1.f); }

    const ExecutorInfo &info() const noexcept override { return m_info; }
    const NetworkInfo &network() const noexcept override { return m_script->network; }
    std::span<float> input() noexcept override { return m_script->input; }
    Result<TensorView> run() override
    {
        ++m_script->runs;
        if (m_script->fails)
            return Error{ErrorCode::Internal, "broken"};
        return TensorView{m_script->output.data(), {1, m_script->rows, m_script->columns}, 3};
    }

private:
    std::shared_ptr<Script> m_script;
    ExecutorInfo m_info{"fake", "CPU", "f32"};
};

void grey(ImageView, MutableImageView target)
{
    std::fill_n(target.pixels, target.strideBytes * target.height, std::uint8_t{51});
}

std::shared_ptr<FakeExecutor::Script> script(HeadKind head, std::vector<float> output, std::int64_t rows, std::int64_t columns)
{
    auto s = std::make_shared<FakeExecutor::Script>();
    s->network.labels = {"Bottle", "Cap"};
    s->network.inputWidth = s->network.inputHeight = 64;
    s->network.head = head;
    s->output = std::move(output);
    s->rows = rows;
    s->columns = columns;
    return s;
}

Detector detectorFor(const std::shared_ptr<FakeExecutor::Script> &s)
{
    return Detector(std::make_unique<FakeExecutor>(s), grey, DetectSettings{});
}

bool isAt(const Box &box, const Box &expected)
{
    return box.x1 == expected.x1 && box.y1 == expected.y1 && box.x2 == expected.x2 && box.y2 == expected.y2;
}

}  // namespace

class TestDetector : public QObject {
    Q_OBJECT

private slots:
    void a_frame_becomes_labelled_boxes_in_its_own_pixels_best_first()
    {
        // [1, 6, 3]: the second overlaps the third, of another class the first
        const auto s = script(HeadKind::AnchorFree,
                              {32, 32, 32, 32, 32, 33, 8, 16, 16, 8, 16, 16, .5f, 0, 0, 0, .7f, .9f}, 6, 3);
        Detector detector = detectorFor(s);
        const Image frame(128, 64);
        const auto result = detector.detect(frame.view());
        QVERIFY(result.ok());
        QCOMPARE(result->items.size(), std::size_t{2});
        QCOMPARE(result->label(result->items[0]), std::string("Cap"));
        QCOMPARE(result->items[0].score, .9f);
        QCOMPARE(result->items[0].box.x1, 48.f);   // (32 - 8) / 0.5
        QCOMPARE(result->items[0].box.y1, 18.f);   // (33 - 8 - 16) / 0.5
        QCOMPARE(result->label(result->items[1]), std::string("Bottle"));
        QVERIFY(result->times.letterboxMs >= 0 && result->times.inferMs >= 0 && result->times.decodeMs >= 0);
        QVERIFY(result->times.totalMs() > 0);
    }

    void the_input_holds_the_picture_in_its_grey_border()
    {
        const auto s = script(HeadKind::AnchorFree, std::vector<float>(6), 6, 1);
        Detector detector = detectorFor(s);
        QVERIFY(detector.detect(Image(128, 64).view()).ok());
        QVERIFY(std::abs(s->input[0] - 114.f / 255) < 1e-6f);
        QVERIFY(std::abs(s->input[32 * 64 + 32] - .2f) < 1e-6f);
        // Turned upright, the old picture must not shine through the new border.
        QVERIFY(detector.detect(Image(64, 128).view()).ok());
        QVERIFY(std::abs(s->input[32 * 64] - 114.f / 255) < 1e-6f);
        QVERIFY(std::abs(s->input[32] - .2f) < 1e-6f);
        QVERIFY(std::none_of(s->input.begin(), s->input.end(), [](float v) { return v < 0; }));
    }

    void a_network_that_wants_it_gets_the_picture_in_the_upper_left_corner()
    {
        const auto s = script(HeadKind::AnchorBased, {32, 16, 16, 16, .9f, .9f, 0}, 1, 7);
        s->network.place = PicturePlace::UpperLeft;
        Detector detector = detectorFor(s);
        const auto result = detector.detect(Image(128, 64).view());
        QVERIFY(result.ok());
        QVERIFY(std::abs(s->input[0] - .2f) < 1e-6f);
        QVERIFY(std::abs(s->input[31 * 64 + 63] - .2f) < 1e-6f);
        QVERIFY(std::abs(s->input[32 * 64] - 114.f / 255) < 1e-6f);
        QCOMPARE(result->items.size(), std::size_t{1});
        QVERIFY(isAt(result->items[0].box, {48, 16, 80, 48}));
    }

    void the_settings_can_change_from_call_to_call()
    {
        const auto s = script(HeadKind::AnchorFree, {32, 34, 32, 32, 16, 16, 16, 16, .5f, .4f, 0, 0}, 6, 2);
        Detector detector = detectorFor(s);
        const Image frame(64, 64);
        QCOMPARE(detector.detect(frame.view())->items.size(), std::size_t{1});
        QCOMPARE(detector.detect(frame.view(), {.iou = .9f})->items.size(), std::size_t{2});
        QCOMPARE(detector.detect(frame.view(), {.confidence = .6f})->items.size(), std::size_t{0});
        QCOMPARE(detector.detect(frame.view(), {.iou = .9f, .maxDetections = 1})->items.size(), std::size_t{1});
        QCOMPARE(detector.detect(frame.view(), {.iou = .9f, .maxDetections = -1})->items.size(), std::size_t{0});
    }

    void a_file_that_was_made_to_suppress_keeps_its_numbers()
    {
        const auto s = script(HeadKind::AnchorFree, {32, 34, 32, 32, 16, 16, 16, 16, .5f, .4f, .3f, .45f}, 6, 2);
        s->network.suppression = Suppression{.2f, .9f, 300, false};
        Detector detector = detectorFor(s);
        const Image frame(64, 64);
        QCOMPARE(detector.detect(frame.view(), {.iou = .1f, .maxDetections = 1})->items.size(), std::size_t{2});  // not the station's
        s->network.suppression = Suppression{.2f, .1f, 300, false};
        QCOMPARE(detector.detect(frame.view(), {.iou = .9f})->items.size(), std::size_t{2});  // of two classes
        s->network.suppression = Suppression{.2f, .1f, 300, true};
        QCOMPARE(detector.detect(frame.view(), {.iou = .9f})->items.size(), std::size_t{1});  // across the classes
        s->network.suppression = Suppression{.2f, .9f, 1, false};
        QCOMPARE(detector.detect(frame.view())->items.size(), std::size_t{1});
        // The better of the two thresholds counts.
        s->network.suppression = Suppression{.48f, .9f, 300, false};
        QCOMPARE(detector.detect(frame.view(), {.confidence = .1f})->items.size(), std::size_t{1});
        QCOMPARE(detector.detect(frame.view(), {.confidence = .6f})->items.size(), std::size_t{0});
    }

    void a_network_without_need_for_suppression_is_not_suppressed()
    {
        const auto s = script(HeadKind::EndToEnd, {10, 10, 30, 30, .6f, 0, 10, 10, 30, 30, .9f, 0, 0, 0, 0, 0, 0, 0}, 3, 6);
        Detector detector = detectorFor(s);
        const auto result = detector.detect(Image(64, 64).view());
        QCOMPARE(result->items.size(), std::size_t{2});
        QCOMPARE(result->items[0].score, .9f);
    }

    void a_head_of_one_box_an_object_is_not_suppressed_in_another_layout_either()
    {
        const auto s = script(HeadKind::AnchorFree, {32, 33, 32, 32, 16, 16, 16, 16, .5f, .9f, .6f, 0}, 6, 2);
        s->network.nmsFree = true;
        Detector detector = detectorFor(s);
        const auto result = detector.detect(Image(64, 64).view());
        QCOMPARE(result->items.size(), std::size_t{3});
        QCOMPARE(result->items[1].score, .6f);
        QCOMPARE(result->label(result->items[1]), std::string("Cap"));
    }

    void a_box_in_the_border_is_not_in_the_picture()
    {
        const auto s = script(HeadKind::AnchorFree, {32, 4, 8, 8, .9f, 0}, 6, 1);  // above the picture
        Detector detector = detectorFor(s);
        QVERIFY(detector.detect(Image(128, 64).view())->items.empty());
    }

    void an_empty_frame_is_an_error()
    {
        const auto s = script(HeadKind::AnchorFree, std::vector<float>(6), 6, 1);
        Detector detector = detectorFor(s);
        const auto result = detector.detect(ImageView{});
        QVERIFY(!result.ok());
        QVERIFY(result.error().code == ErrorCode::InvalidInput);
        QCOMPARE(s->runs, 0);
    }

    void an_output_that_the_head_does_not_have_is_refused_with_its_shape()
    {
        const auto s = script(HeadKind::AnchorFree, std::vector<float>(84 * 2), 84, 2);
        Detector detector = detectorFor(s);
        const auto result = detector.detect(Image(64, 64).view());
        QVERIFY(!result.ok());
        QVERIFY(result.error().code == ErrorCode::Unsupported);
        QVERIFY(result.error().detail.find("[1, 84, 2]") != std::string::npos);
        QVERIFY(!detector.warmUp().ok());
    }

    void an_executor_that_fails_leaves_the_detector_usable()
    {
        const auto s = script(HeadKind::AnchorFree, {32, 32, 16, 16, .9f, 0}, 6, 1);
        Detector detector = detectorFor(s);
        s->fails = true;
        QCOMPARE(detector.detect(Image(64, 64).view()).error().detail, std::string("broken"));
        s->fails = false;
        QCOMPARE(detector.detect(Image(64, 64).view())->items.size(), std::size_t{1});
    }

    void warming_up_is_an_inference_on_grey_and_disturbs_no_later_frame()
    {
        const auto s = script(HeadKind::AnchorFree, std::vector<float>(6), 6, 1);
        Detector detector = detectorFor(s);
        QVERIFY(detector.warmUp().ok());
        QCOMPARE(s->runs, 1);
        QVERIFY(std::all_of(s->input.begin(), s->input.end(), [](float v) { return std::abs(v - 114.f / 255) < 1e-6f; }));
        QVERIFY(detector.detect(Image(128, 64).view()).ok());
        QVERIFY(detector.warmUp().ok());
        QVERIFY(detector.detect(Image(128, 64).view()).ok());
        QVERIFY(std::abs(s->input[0] - 114.f / 255) < 1e-6f);
        QVERIFY(std::abs(s->input[32 * 64] - .2f) < 1e-6f);
    }

    void the_usual_threshold_of_the_original_layout_is_lower()
    {
        QCOMPARE(defaultSettings(HeadKind::AnchorFree).iou, .7f);
        QCOMPARE(defaultSettings(HeadKind::AnchorBased).iou, .45f);
    }
};

QTEST_APPLESS_MAIN(TestDetector)
#include "tst_detector.moc"
