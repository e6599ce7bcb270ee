// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/tracebuilder.h"

namespace lineside::weights {

/// What a network of this layout takes for a picture, made of the image of `trace`, which is RGB from 0 to 1. Not shared between threads.
TraceValue pictureFor(TraceBuilder &trace, ModelLayout layout);

/// An export's output in one of the layouts of HeadKind. What a YOLOX leaves undecoded is decoded: centres (cx + column)·stride, (cy + row)·stride,
/// sizes exp(w)·stride, exp(h)·stride (YOLOX, decode_outputs). Corners, as the repository of YOLOv10 exports every box, become
/// centre and size. Throws Refused (Layout) for a shape that the layout does not have. Not shared between threads.
TraceValue outputOf(TraceBuilder &trace, const TraceValue &output, ModelLayout layout);

}  // namespace lineside::weights
