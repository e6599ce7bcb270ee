// SPDX-License-Identifier: GPL-3.0-or-later
#include "benches.h"

#include "demo/demoline.h"
#include "detect/detector.h"
#include "milliseconds.h"
#include "opencv/resize.h"
#include "openvino/modelbuilder.h"
#include "openvino/openvinoexecutor.h"
#include "weights/weightfile.h"
#include "yolov8n.h"

#include <openvino/openvino.hpp>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace lineside::bench {
namespace {

constexpr int kSize = 640;

/// YOLOv8n from the reference data where it is there.
Result<std::pair<NetworkSpec, std::string>> network(const Options &options)
{
    const std::filesystem::path trained = LINESIDE_SOURCE_DIR "/../shared/data/reference/weights/coco-v8n.pt";
    std::error_code ignored;
    if (options.quick || !std::filesystem::exists(trained, ignored))
        return std::pair(randomYolov8n(kSize), std::string("random weights"));
    const auto file = readWeightFile(trained);
    if (!file)
        return Error{ErrorCode::InvalidInput, trained.string() + ": " + file.error().detail};
    return std::pair(*file->network, std::string("coco-v8n.pt"));
}

/// The network by itself, as anybody would run it who has only OpenVINO: its defaults for one picture at a time.
class BareInference {
public:
    BareInference(OpenVinoRuntime &runtime, const NetworkSpec &spec, const std::string &precision)
        : m_model(runtime.core().compile_model(buildOpenVinoModel(spec).value(), "CPU",
                                               ov::hint::performance_mode(ov::hint::PerformanceMode::LATENCY),
                                               ov::hint::inference_precision(precision == "bf16" ? ov::element::bf16 : ov::element::f32))),
          m_request(m_model.create_infer_request())
    {
        ov::Tensor input = m_request.get_input_tensor();
        std::fill_n(input.data<float>(), input.get_size(), 0.5f);
    }
    void run() { m_request.infer(); }

private:
    ov::CompiledModel m_model;
    ov::InferRequest m_request;
};

}  // namespace

Figures benchDetect(const Options &options)
{
    keepOpenCvSingleThreaded();
    const auto net = network(options);
    if (!net)
        return net.error();
    auto runtime = OpenVinoRuntime::create();
    if (!runtime)
        return runtime.error();
    auto executor = makeOpenVinoExecutor(*runtime, net->first, {Precision::Exact, 0});
    if (!executor)
        return executor.error();
    Detector detector(std::move(*executor), resizeBilinear, {});
    BareInference bare(**runtime, net->first, detector.info().precision);

    const DemoLine line({});
    Image picture(line.config().width, line.config().height);
    std::vector<TruthBox> truth;

    // A B A B: what else the machine does falls on both.
    const int rounds = options.quick ? 2 : 10;
    const int perRound = options.quick ? 2 : 7;
    std::vector<double> ratios, detectMs, bareMs, letterboxMs, inferMs, decodeMs;
    for (int round = -1; round < rounds; ++round) {
        std::vector<double> detect, alone;
        for (int i = 0; i < perRound; ++i) {
            line.render(static_cast<std::uint64_t>(200 + (round + 1) * perRound + i), picture.view(), truth);
            std::optional<Error> failed;
            detect.push_back(millisecondsOf([&] {
                const auto seen = detector.detect(std::as_const(picture).view());
                if (!seen) {
                    failed = seen.error();
                    return;
                }
                letterboxMs.push_back(seen->times.letterboxMs);
                inferMs.push_back(seen->times.inferMs);
                decodeMs.push_back(seen->times.decodeMs);
            }));
            if (failed)
                return *failed;
            alone.push_back(millisecondsOf([&] { bare.run(); }));
        }
        if (round < 0)
            continue;  // warm-up
        detectMs.push_back(medianOf(detect));
        bareMs.push_back(medianOf(alone));
        ratios.push_back(detectMs.back() / bareMs.back());
    }
    Figure figure{"detect", "frame in to detections out / bare inference of the same network (YOLOv8n " + std::to_string(kSize) + ", "
                      + net->second + ", " + detector.info().precision + "), 1280x720 in",
                  Bound::AtMost, 1.06, Judged::Median, std::move(ratios)};
    figure.facts = {{"detect ms", medianOf(detectMs)}, {"bare ms", medianOf(bareMs)}, {"letterbox ms", medianOf(letterboxMs)},
                    {"infer ms", medianOf(inferMs)}, {"decode ms", medianOf(decodeMs)}};
    return std::vector{std::move(figure)};
}

}  // namespace lineside::bench
