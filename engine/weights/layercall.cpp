// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/layercall.h"

namespace lineside::weights {

const TraceValue &LayerCall::input(std::size_t i) const
{
    if (!has(i))
        corrupt("an input is missing");
    return *m_inputs[i];
}

std::vector<std::int64_t> LayerCall::numbers(std::size_t i) const
{
    const auto values = integersOf(trace.need(input(i)));
    constexpr std::size_t kMost = 1u << 16;
    if (values.size() > kMost)
        corrupt("too many numbers for sizes or axes");
    return {values.begin(), values.end()};
}

}  // namespace lineside::weights
