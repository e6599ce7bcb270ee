// SPDX-License-Identifier: GPL-3.0-or-later
#include "benches.h"

#include "demo/demoline.h"
#include "detect/detector.h"
#include "milliseconds.h"
#include "networkforms.h"
#include "opencv/resize.h"
#include "wiring.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

namespace lineside::bench {
namespace {

constexpr double kAllowed = 1.05;

using Detectors = std::vector<std::unique_ptr<Detector>>;

Result<Detectors> detectorsOf(const NetworkForms &forms, const Backends &backends, BackendChoice backend)
{
    Detectors detectors;
    for (const NetworkForm &form : forms) {
        auto executor = makeExecutor(backends, form.file, backend, {Precision::Exact, 0});
        if (!executor)
            return Error{executor.error().code, form.name + ": " + executor.error().detail};
        detectors.push_back(std::make_unique<Detector>(std::move(*executor), resizeBilinear, DetectSettings{}));
    }
    return detectors;
}

/// Lets detectors judge the same pictures in turn.
class Rounds {
public:
    explicit Rounds(Detectors detectors) : m_detectors(std::move(detectors)) {}

    /// Frame in to detections out, the quickest of each, in milliseconds: what else the machine does only ever adds. Every detector judges a
    /// picture before the next comes, and each time another one is first.
    Result<std::vector<double>> next(int pictures)
    {
        const std::size_t count = m_detectors.size();
        std::vector<double> quickest(count, std::numeric_limits<double>::infinity());
        for (int i = 0; i < pictures; ++i, ++m_picture) {
            m_line.render(200 + m_picture, m_image.view(), m_truth);
            for (std::size_t k = 0; k < count; ++k) {
                const std::size_t which = (k + m_picture) % count;
                std::optional<Error> failed;
                const double ms = millisecondsOf([&] {
                    if (const auto seen = m_detectors[which]->detect(std::as_const(m_image).view()); !seen)
                        failed = seen.error();
                });
                if (failed)
                    return *failed;
                quickest[which] = std::min(quickest[which], ms);
            }
        }
        return quickest;
    }

private:
    DemoLine m_line{{}};
    Image m_image{m_line.config().width, m_line.config().height};
    std::vector<TruthBox> m_truth;
    std::uint64_t m_picture = 0;
    Detectors m_detectors;
};

/// One sample a form: the median of its rounds.
Result<Figure> figureOf(const std::string &name, const std::vector<NetworkForms> &networks, const Backends &backends, BackendChoice backend, const Options &options)
{
    Figure figure{name, "frame in to detections out of a network in each of its forms / of its .pt, f32, one sample a form", Bound::AtMost, kAllowed,
                  Judged::Worst, {}};
    const int count = options.quick ? 2 : 9, pictures = options.quick ? 2 : 8;
    for (const NetworkForms &forms : networks) {
        auto detectors = detectorsOf(forms, backends, backend);
        if (!detectors)
            return detectors.error();
        Rounds rounds(*std::move(detectors));
        std::vector<double> first;
        std::vector<std::vector<double>> ratios(forms.size());
        for (int round = -1; round < count; ++round) {
            const auto ms = rounds.next(pictures);
            if (!ms)
                return ms.error();
            if (round < 0)
                continue;  // warm-up
            first.push_back(ms->front());
            for (std::size_t form = 1; form < forms.size(); ++form)
                ratios[form].push_back(ms->at(form) / ms->front());
        }
        figure.facts.emplace_back(forms.front().name + " ms", medianOf(first));
        for (std::size_t form = 1; form < forms.size(); ++form) {
            figure.samples.push_back(medianOf(ratios[form]));
            figure.facts.emplace_back(forms[form].name, figure.samples.back());
        }
    }
    return figure;
}

}  // namespace

Figures benchForms(const Options &options)
{
    const auto backends = makeBackends();
    if (!backends)
        return backends.error();
    const auto networks = networksInSeveralForms();
    if (!networks)
        return networks.error();
    std::vector<Figure> figures;
    for (const auto &[name, backend] : {std::pair("forms.openvino", BackendChoice::OpenVino), std::pair("forms.torch", BackendChoice::Torch)}) {
        auto figure = figureOf(name, *networks, *backends, backend, options);
        if (!figure)
            return figure.error();
        figures.push_back(*std::move(figure));
    }
    return figures;
}

}  // namespace lineside::bench
