// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/tracevalue.h"

#include "weights/labels.h"
#include "weights/refused.h"

namespace lineside::weights {

void refuseOutside(const OutsideSet &outside)
{
    refuse(outside.choosesBoxes ? RefusalReason::BoxChoice : RefusalReason::UnsupportedLayer, outside.op + ": " + outside.detail, printable(outside.op, 100));
}

}  // namespace lineside::weights
