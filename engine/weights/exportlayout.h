// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/tracebuilder.h"

namespace lineside::weights {

/// What a network of this layout takes for a picture, made of the image of `trace`, which is RGB from 0 to 1. Not shared between threads.
TraceValue pictureFor(TraceBuilder &trace, ModelLayout layout);

/// A network and the shape of its output. Value type.
struct TracedNetwork {
    NetworkSpec spec;  ///< its `info` is empty
    Shape output;
    std::optional<Suppression> suppression;  ///< that the file does itself, and which is told apart
};

/// The network that a trace has become, from what its program gives out: without the choice of boxes, simplified, its output in one of the layouts
/// of HeadKind. What a YOLOX leaves undecoded is decoded: centres (cx + column)·stride, (cy + row)·stride, sizes exp(w)·stride, exp(h)·stride
/// (YOLOX, decode_outputs). Corners, as the repository of YOLOv10 exports every box, become centre and size. Ends the trace. Throws Refused, by
/// Layout for a shape that the layout does not have, and OutsideSet. Not shared between threads.
TracedNetwork networkOf(TraceBuilder &trace, const TraceValue &made, ModelLayout layout);

}  // namespace lineside::weights
