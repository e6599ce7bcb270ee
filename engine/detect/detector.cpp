// SPDX-License-Identifier: GPL-3.0-or-later
#include "detect/detector.h"

#include "detect/decode.h"

#include <chrono>
#include <string>

namespace lineside {
namespace {

using Clock = std::chrono::steady_clock;

double msSince(Clock::time_point from)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - from).count();
}

}  // namespace

Detector::Detector(std::unique_ptr<Executor> executor, ResizeFn resize)
    : m_executor(std::move(executor)), m_letterbox(resize), m_labels(std::make_shared<const Labels>(m_executor->network().labels))
{
}

Result<Detections> Detector::detect(ImageView frame, const DetectSettings &settings)
{
    if (frame.empty())
        return Error{ErrorCode::InvalidInput, "empty picture"};
    const NetworkInfo &network = m_executor->network();
    Detections result;
    result.labels = m_labels;

    auto start = Clock::now();
    const LetterboxGeometry geometry = letterbox(frame.width, frame.height, network.inputWidth, network.inputHeight);
    m_letterbox.write(frame, geometry, m_executor->input());
    result.times.letterboxMs = msSince(start);

    start = Clock::now();
    const Result<TensorView> output = m_executor->run();
    result.times.inferMs = msSince(start);
    if (!output)
        return output.error();

    start = Clock::now();
    if (!outputFits(*output, network.head, m_labels->size())) {
        return Error{ErrorCode::InvalidInput, "output of rank " + std::to_string(output->rank) + " does not fit a head " +
                                                  toString(network.head) + " of " + std::to_string(m_labels->size()) + " classes"};
    }
    decode(*output, network.head, m_labels->size(), settings.confidence, m_found);
    // An end-to-end head has decided already: its rows are sorted and do not suppress each other.
    suppress(m_found, network.head == HeadKind::EndToEnd ? 1.0f : settings.iou, settings.maxDetections);
    result.items.reserve(m_found.size());
    for (const Detection &d : m_found)
        result.items.push_back({geometry.toImage(d.box), d.score, d.classIndex});
    result.times.decodeMs = msSince(start);
    return result;
}

}  // namespace lineside
