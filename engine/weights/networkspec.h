// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/station.h"
#include "weights/floatarray.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace lineside {

/// How a network's raw output is to be read (formats of the field, YOLO):
enum class HeadKind {
    AnchorFree,   ///< [N, 4+nc, A]: cx, cy, w, h in input pixels, then class probabilities
    AnchorFreeT,  ///< [N, A, 4+nc]: the same, transposed
    EndToEnd,     ///< [N, K, 6]: x1, y1, x2, y2, score, class; sorted, no NMS needed
    AnchorBased,  ///< [N, A, 5+nc]: cx, cy, w, h, objectness, class probabilities (original YOLOv5)
};

const char *toString(HeadKind kind) noexcept;

/// The non-maximum suppression that a file was made to do itself. The engine does it in its place, with these numbers. Value type.
struct Suppression {
    float confidence = 0.25f;    ///< of every anchor its best class, where that scores above (not at) this
    float iou = 0.7f;            ///< a box goes that overlaps a better one that stays by more than (not at) this
    int maxDetections = 300;     ///< the best of those that stay
    bool acrossClasses = false;  ///< boxes of different classes suppress each other as well
    bool operator==(const Suppression &) const = default;
};

/// Where a picture lies in an input of other proportions.
enum class PicturePlace {
    Centre,     ///< its size rounded to the nearest pixel
    UpperLeft,  ///< its size cut off to whole pixels
};

const char *toString(PicturePlace place) noexcept;

/// What is known of a network besides its operators. Value type.
struct NetworkInfo {
    std::string format;                ///< "pt", "torchscript", "onnx", "openvino"
    std::string family;                ///< "yolov8", …; "yolo" where the file does not tell
    std::string producer;              ///< free text of the file, e.g. its version; may be empty
    std::vector<std::string> labels;   ///< by class index
    int inputWidth = 640;              ///< pixels
    int inputHeight = 640;
    bool dynamicInput = false;         ///< the file can be read for any multiple of `stride`; a NetworkSpec is for the size above
    int stride = 32;                   ///< largest stride, pixels
    std::int64_t parameters = 0;       ///< trainable parameters, 0 where the file does not tell
    HeadKind head = HeadKind::AnchorFree;
    bool nmsFree = false;              ///< the head gives one box an object: no suppression needed, whatever its layout
    std::optional<Suppression> suppression;  ///< that the file does itself: instead of a station's overlap and limit
    /// Yolov5 for every head with anchors, and what a file was read by that says nothing of itself; Auto for all others.
    ModelLayout layout = ModelLayout::Auto;
    PicturePlace place = PicturePlace::Centre;
    bool hasBothHeads = false;         ///< one-to-one and one-to-many are in the file; `head` says which is used
};

/// A constant tensor, float32, C order. Shared: a spec is copied cheaply and never changed.
struct ConstTensor {
    std::vector<std::int64_t> shape;
    std::shared_ptr<const FloatArray> data;
};

/// Index of a value in a NetworkSpec: 0 is the input image, node i produces the values after it in order.
using ValueId = int;

enum class Activation { None, SiLU, ReLU, LeakyReLU /* slope 0.1 */, HardSwish, Sigmoid, Exp };

// The operators of a canonical network. Each produces one value unless it says otherwise. NCHW. Values are
// float32, except for indices: what TopK finds, and what is made of that by moving, gathering and dividing.
struct Conv2dOp { ConstTensor weight; /*[O, I/g, kh, kw]*/ ConstTensor bias; /*[O] or no data*/ int strideH = 1, strideW = 1, padH = 0, padW = 0, dilationH = 1, dilationW = 1, groups = 1; Activation activation = Activation::None; };
struct MaxPool2dOp { int kernel = 2, stride = 2, pad = 0; };
struct AvgPool2dOp { int kernel = 2, stride = 2, pad = 0; };
struct UpsampleNearestOp { int factor = 2; };
struct ConcatOp { int axis = 1; };
struct SliceOp { int axis = 1; std::int64_t begin = 0, end = 0; };  ///< half-open, step 1
struct AddOp {};
struct SubOp {};
struct MulOp {};
struct DivOp {};
struct ScaleShiftOp { ConstTensor scale, shift; };  ///< x*scale + shift; each broadcasts against x (numpy rules)
struct ActivationOp { Activation kind = Activation::SiLU; };
struct SoftmaxOp { int axis = -1; };
struct MatMulOp { bool transposeA = false, transposeB = false; };
struct ReshapeOp { std::vector<std::int64_t> shape; };  ///< 0 keeps a dimension, one -1 is inferred
struct TransposeOp { std::vector<int> order; };
struct ConstantOp { ConstTensor value; };
struct ClipOp { float least = 0, most = 1; };
struct ReduceMaxOp { int axis = 1; };                           ///< the largest along the axis, which stays with size 1
struct ExpandOp { std::vector<std::int64_t> shape; };           ///< repeats along axes of size 1; as many axes as before
// Whole numbers that say where something lies. An executor keeps them as integers: no reduced precision ever rounds them.
struct TopKOp { int axis = 1; std::int64_t count = 1; };        ///< indices of the largest along the axis, the largest first
struct GatherOp { int axis = 1; };                              ///< x, indices: y[i, j, k] = x[i, indices[i, j, k], k] for axis 1; other axes as long as those of x
struct IndexDivOp { std::int64_t divisor = 1; bool remainder = false; };  ///< whole part, or what is left, of indices divided by a constant
struct IndexToFloatOp {};                                       ///< indices as ordinary numbers
// Rounding onto a grid, as networks in integers do between their layers. The results are ordinary numbers; an executor calculates them
// in float32, whatever its precision.
/// round(x / scale), half to even, within lowest … highest, · scale; scale and the two bounds broadcast against x, the bounds are whole
/// numbers of one shape. ONNX's QuantizeLinear and DequantizeLinear one after the other, where the bounds are those of the type less the zero
/// point. OpenVINO's FakeQuantize with L levels is x - input_low, this with (input_high - input_low) / (L - 1), 0 and L - 1, and
/// then · (output_high - output_low) / (input_high - input_low) + output_low: two ScaleShiftOps around it, which nobody needs where zero is on the grid
/// and both ranges are one.
struct FakeQuantizeOp { ConstTensor scale, lowest, highest; };
/// The same with the grid that x itself asks for: with b = min(x, 0), scale = (max(x, 0) - b) / 255, or 1 where that is 0, zero point
/// z = round(-b / scale), bounds -z and 255 - z. ONNX's DynamicQuantizeLinear, and back.
struct DynamicQuantizeOp {};

using Operator = std::variant<Conv2dOp, MaxPool2dOp, AvgPool2dOp, UpsampleNearestOp, ConcatOp, SliceOp, AddOp, SubOp, MulOp, DivOp, ScaleShiftOp,
                              ActivationOp, SoftmaxOp, MatMulOp, ReshapeOp, TransposeOp, ConstantOp, ClipOp, ReduceMaxOp, ExpandOp, TopKOp, GatherOp,
                              IndexDivOp, IndexToFloatOp, FakeQuantizeOp, DynamicQuantizeOp>;

struct Node {
    Operator op;
    std::vector<ValueId> inputs;  ///< values made earlier; node k makes value k+1
    std::string name;             ///< for messages, e.g. "model.2.cv1"
};

/// Inert description of a YOLO network: a straight-line graph of a few dozen operator kinds with its tensors. The decode to boxes
/// (anchor points, DFL, strides) is part of the graph, for the input size in `info`, so that an executor needs to know nothing
/// about YOLO. So is what else than RGB from 0 to 1 the file's own network takes. Nothing in it can be executed or refers to a file. Made by a reader in `weights/`, turned into something that runs by an executor.
/// Value type.
struct NetworkSpec {
    NetworkInfo info;
    std::vector<Node> nodes;
    ValueId output = 0;
};

}  // namespace lineside
