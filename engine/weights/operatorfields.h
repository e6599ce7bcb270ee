// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/networkspec.h"

namespace lineside::weights {

// The parts of every operator by name, so that writing, reading and checking one need not know them: `visit(name, part)` for each.
// A new operator is added here, to `kOperatorNames`, and to `GraphReplay`.

template <class Visit> void visitFields(Conv2dOp &op, Visit &&visit)
{
    visit("weight", op.weight);
    visit("bias", op.bias);
    visit("stride_h", op.strideH);
    visit("stride_w", op.strideW);
    visit("pad_h", op.padH);
    visit("pad_w", op.padW);
    visit("dilation_h", op.dilationH);
    visit("dilation_w", op.dilationW);
    visit("groups", op.groups);
    visit("activation", op.activation);
}
template <class Visit> void visitFields(MaxPool2dOp &op, Visit &&visit)
{
    visit("kernel", op.kernel);
    visit("stride", op.stride);
    visit("pad", op.pad);
}
template <class Visit> void visitFields(AvgPool2dOp &op, Visit &&visit)
{
    visit("kernel", op.kernel);
    visit("stride", op.stride);
    visit("pad", op.pad);
}
template <class Visit> void visitFields(UpsampleNearestOp &op, Visit &&visit) { visit("factor", op.factor); }
template <class Visit> void visitFields(ConcatOp &op, Visit &&visit) { visit("axis", op.axis); }
template <class Visit> void visitFields(SliceOp &op, Visit &&visit)
{
    visit("axis", op.axis);
    visit("begin", op.begin);
    visit("end", op.end);
}
template <class Visit> void visitFields(AddOp &, Visit &&) {}
template <class Visit> void visitFields(SubOp &, Visit &&) {}
template <class Visit> void visitFields(MulOp &, Visit &&) {}
template <class Visit> void visitFields(DivOp &, Visit &&) {}
template <class Visit> void visitFields(ScaleShiftOp &op, Visit &&visit)
{
    visit("scale", op.scale);
    visit("shift", op.shift);
}
template <class Visit> void visitFields(ActivationOp &op, Visit &&visit) { visit("kind", op.kind); }
template <class Visit> void visitFields(SoftmaxOp &op, Visit &&visit) { visit("axis", op.axis); }
template <class Visit> void visitFields(MatMulOp &op, Visit &&visit)
{
    visit("transpose_a", op.transposeA);
    visit("transpose_b", op.transposeB);
}
template <class Visit> void visitFields(ReshapeOp &op, Visit &&visit) { visit("shape", op.shape); }
template <class Visit> void visitFields(TransposeOp &op, Visit &&visit) { visit("order", op.order); }
template <class Visit> void visitFields(ConstantOp &op, Visit &&visit) { visit("value", op.value); }
template <class Visit> void visitFields(ClipOp &op, Visit &&visit)
{
    visit("least", op.least);
    visit("most", op.most);
}
template <class Visit> void visitFields(ReduceMaxOp &op, Visit &&visit) { visit("axis", op.axis); }
template <class Visit> void visitFields(ExpandOp &op, Visit &&visit) { visit("shape", op.shape); }
template <class Visit> void visitFields(TopKOp &op, Visit &&visit)
{
    visit("axis", op.axis);
    visit("count", op.count);
}
template <class Visit> void visitFields(GatherOp &op, Visit &&visit) { visit("axis", op.axis); }
template <class Visit> void visitFields(IndexDivOp &op, Visit &&visit)
{
    visit("divisor", op.divisor);
    visit("remainder", op.remainder);
}
template <class Visit> void visitFields(IndexToFloatOp &, Visit &&) {}

template <class Visit> void visitFields(FakeQuantizeOp &op, Visit &&visit)
{
    visit("scale", op.scale);
    visit("lowest", op.lowest);
    visit("highest", op.highest);
}
template <class Visit> void visitFields(DynamicQuantizeOp &, Visit &&) {}

/// By place in the variant.
inline constexpr const char *kOperatorNames[] = {"conv2d", "max_pool2d", "avg_pool2d", "upsample_nearest", "concat", "slice", "add", "sub", "mul", "div",
                                                 "scale_shift", "activation", "softmax", "matmul", "reshape", "transpose", "constant",
                                                 "clip", "reduce_max", "expand", "top_k", "gather", "index_div", "index_to_float", "fake_quantize",
                                                 "dynamic_quantize"};
static_assert(std::size(kOperatorNames) == std::variant_size_v<Operator>);

}  // namespace lineside::weights
