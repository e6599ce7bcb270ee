// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"
#include "torch/torchdevice.h"
#include "torch/torchoperations.h"
#include "weights/networkspec.h"

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

namespace lineside {

/// A canonical network as a list of steps on ATen: every decision is made and every weight is where it belongs before the
/// first run. The part behind the last convolutions, which turns maps into coordinates, always calculates in f32: the
/// reduced types have too few digits for pixels. Throws what ATen throws. Loader thread to make, inference thread to run.
class TorchProgram {
public:
    /// Error: Unsupported, for a graph that checkGraph refuses.
    static Result<TorchProgram> prepare(const NetworkSpec &spec, const TorchDevice &device);

    /// `[1, 3, H, W]` float on the CPU in; the output on the CPU, float and contiguous.
    at::Tensor run(const at::Tensor &input);

private:
    struct Step {
        TorchOperation operation;
        std::vector<ValueId> inputs;
        std::vector<ValueId> lastUsed;  ///< values that nobody needs after this step
        bool exact = false;             ///< inputs are converted to f32
        std::string name;
    };

    explicit TorchProgram(const TorchDevice &device) : m_device(device) {}
    void runStep(const Step &step, std::size_t made);

    TorchDevice m_device;
    std::vector<Step> m_steps;
    ValueId m_output = 0;
    std::vector<at::Tensor> m_values;     // between the runs: empty tensors
    std::vector<at::Tensor> m_arguments;
};

}  // namespace lineside
