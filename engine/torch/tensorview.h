// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detect/executor.h"

#include <ATen/core/Tensor.h>

#include <cstddef>

namespace lineside {

/// Looks at a float tensor on the CPU, contiguous, that the caller keeps. Error: Unsupported, for a rank above four.
inline Result<TensorView> viewOf(const at::Tensor &tensor)
{
    TensorView view;
    if (tensor.dim() > static_cast<std::int64_t>(view.shape.size()))
        return Error{ErrorCode::Unsupported, "output of rank " + std::to_string(tensor.dim())};
    view.data = tensor.const_data_ptr<float>();
    view.rank = static_cast<int>(tensor.dim());
    for (int i = 0; i < view.rank; ++i)
        view.shape[static_cast<std::size_t>(i)] = tensor.size(i);
    return view;
}

}  // namespace lineside
