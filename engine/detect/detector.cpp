// SPDX-License-Identifier: GPL-3.0-or-later
#include "detect/detector.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace lineside {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kUsuallyMost = 300;  // boxes of one picture that room is made for beforehand; more are as welcome

double milliseconds(Clock::time_point begin, Clock::time_point end) noexcept
{
    return std::chrono::duration<double, std::milli>(end - begin).count();
}

}  // namespace

DetectSettings defaultSettings(HeadKind head) noexcept
{
    DetectSettings settings;
    if (head == HeadKind::AnchorBased)
        settings.iou = 0.45f;
    return settings;
}

Detector::Detector(std::unique_ptr<Executor> executor, ResizeFn resize, DetectSettings settings)
    : m_executor(std::move(executor))
    , m_resize(resize)
    , m_settings(settings)
    , m_labels(std::make_shared<const Labels>(m_executor->network().labels))
{
}

Detector::~Detector() = default;

Result<std::unique_ptr<Detector>> Detector::twin()
{
    auto executor = m_executor->twin();
    if (!executor)
        return executor.error();
    return std::make_unique<Detector>(std::move(*executor), m_resize, m_settings);
}

Result<Detections> Detector::detect(ImageView frame)
{
    return detect(frame, m_settings);
}

Result<Detections> Detector::detect(ImageView frame, const DetectSettings &settings)
{
    Detections found;
    if (const auto done = detect(frame, settings, found); !done)
        return done.error();
    return found;
}

Result<void> Detector::detect(ImageView frame, const DetectSettings &settings, Detections &found)
{
    if (frame.empty())
        return Error{ErrorCode::InvalidInput, "empty frame"};

    const auto begin = Clock::now();
    const NetworkInfo &net = m_executor->network();
    const auto place = net.place == PicturePlace::UpperLeft ? letterboxUpperLeft : letterbox;
    const LetterboxGeometry geometry = place(frame.width, frame.height, net.inputWidth, net.inputHeight);
    if (geometry != m_geometry) {
        fillBorder(geometry, m_executor->input());
        m_geometry = geometry;
    }
    fillInput(frame, geometry, m_resize, m_scratch, m_executor->input());

    const auto filled = Clock::now();
    const Result<TensorView> output = runChecked();
    if (!output)
        return output.error();

    const auto inferred = Clock::now();
    found.labels = m_labels;
    suppress(*output, settings, found.items);
    found.times = {milliseconds(begin, filled), milliseconds(filled, inferred), milliseconds(inferred, Clock::now())};
    return {};
}

Result<void> Detector::warmUp()
{
    LetterboxGeometry onlyBorder;
    onlyBorder.netWidth = m_executor->network().inputWidth;
    onlyBorder.netHeight = m_executor->network().inputHeight;
    fillBorder(onlyBorder, m_executor->input());
    const Result<TensorView> output = runChecked();
    if (!output)
        return output.error();
    return {};
}

Result<TensorView> Detector::runChecked()
{
    Result<TensorView> output = m_executor->run();
    if (output && !fitsHead(*output, network().head, m_labels->size()))
        return Error{ErrorCode::Unsupported,
                     "output " + shapeText(*output) + " does not fit a head of " + std::to_string(m_labels->size()) + " classes"};
    return output;
}

void Detector::suppress(const TensorView &output, const DetectSettings &settings, std::vector<Detection> &items)
{
    const HeadKind head = network().head;
    // A file that was made to suppress keeps its numbers; a station may only ask for better scores.
    const Suppression suppression = network().suppression.value_or(Suppression{settings.confidence, settings.iou, settings.maxDetections, false});
    const float confidence = std::max(settings.confidence, suppression.confidence);
    const auto maxKept = static_cast<std::size_t>(std::max(suppression.maxDetections, 0));
    const bool nmsFree = head == HeadKind::EndToEnd || network().nmsFree;
    m_boxes.clear();
    m_boxes.reserve(anchorsOf(output, head));  // from the first picture on, whatever a later one shows
    decode(output, head, m_labels->size(), confidence, m_boxes,
           nmsFree ? ClassesPerAnchor::All : ClassesPerAnchor::Best);
    const auto &kept = nmsFree ? m_nms.best(m_boxes, maxKept) : m_nms.run(m_boxes, suppression.iou, maxKept, suppression.acrossClasses);
    items.clear();
    items.reserve(std::min({maxKept, m_boxes.capacity(), kUsuallyMost}));
    for (const std::uint32_t index : kept) {
        const ScoredBox &found = m_boxes[index];
        const Box box = m_geometry.toImage(found.box);
        // What lies wholly in the grey border is not in the picture.
        if (box.width() > 0 && box.height() > 0)
            items.push_back({box, found.score, found.classIndex});
    }
}

}  // namespace lineside
