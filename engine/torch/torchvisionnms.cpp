// SPDX-License-Identifier: GPL-3.0-or-later
#include "torch/torchvisionnms.h"

#include <ATen/Functions.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <torch/library.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

namespace lineside {

namespace {

/// Boxes `[K, 4]` as corners: indices of those that stay, best score first; one goes that overlaps a better one by more than
/// the threshold.
at::Tensor keepBest(const at::Tensor &boxes, const at::Tensor &scores, double threshold)
{
    TORCH_CHECK(boxes.dim() == 2 && boxes.size(1) == 4, "nms: boxes must be [K, 4]");
    TORCH_CHECK(scores.dim() == 1 && scores.size(0) == boxes.size(0), "nms: one score a box is needed");
    const at::Tensor corners = boxes.to(at::kCPU, at::kFloat).contiguous();
    const at::Tensor order = std::get<1>(at::sort(scores.to(at::kCPU, at::kFloat), /*stable=*/true, /*dim=*/0, /*descending=*/true));
    const auto box = corners.accessor<float, 2>();
    const auto rank = order.accessor<std::int64_t, 1>();

    const auto area = [&box](std::int64_t i) { return (box[i][2] - box[i][0]) * (box[i][3] - box[i][1]); };
    std::vector<std::int64_t> kept;
    for (std::int64_t position = 0; position < order.size(0); ++position) {
        const std::int64_t i = rank[position];
        const bool suppressed = std::any_of(kept.begin(), kept.end(), [&](std::int64_t j) {
            const float width = std::max(0.f, std::min(box[i][2], box[j][2]) - std::max(box[i][0], box[j][0]));
            const float height = std::max(0.f, std::min(box[i][3], box[j][3]) - std::max(box[i][1], box[j][1]));
            const float common = width * height;
            return common / (area(i) + area(j) - common) > threshold;
        });
        if (!suppressed)
            kept.push_back(i);
    }
    return at::tensor(kept, at::kLong).to(boxes.device());
}

}  // namespace

void registerTorchvisionNms()
{
    // The library must live as long as the operator may be called: for ever. The initialisation of a static is thread-safe.
    static const std::unique_ptr<torch::Library> library = [] {
        std::unique_ptr<torch::Library> made;
        if (c10::Dispatcher::singleton().findSchema({"torchvision::nms", ""}))
            return made;
        made = std::make_unique<torch::Library>(torch::Library::FRAGMENT, "torchvision", std::nullopt, __FILE__, __LINE__);
        made->def("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
                  torch::dispatch(c10::DispatchKey::CompositeExplicitAutograd, TORCH_FN(keepBest)));
        return made;
    }();
}

}  // namespace lineside
