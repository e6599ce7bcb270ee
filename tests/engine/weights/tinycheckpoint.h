// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/weights/pickletext.h"
#include "engine/weights/zipbytes.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lineside::test {

/// Writes a checkpoint of a few kilobytes in the layout of YOLOv8: three Conv of stride 2, a C2f, an SPPF and a Detect head with one level of
/// stride 8. All box logits are 0, so every side is 7.5 cells (or 0 without bins); every class logit is its class index, from `firstLogit` on. Members
/// can be changed before bytes() to spoil it.
class TinyCheckpoint {
public:
    std::vector<std::string> labels = {"Bottle", "Cap"};
    int classes = 2;
    float firstLogit = 0;                                     ///< far below 0: it sees nothing
    int bins = 16;                                            ///< reg_max
    bool oneToOne = false;                                    ///< a second set of branches
    std::string task;                                         ///< empty: not said
    std::string rootModule = "ultralytics.nn.tasks", rootClass = "DetectionModel";
    std::string headClass = "Detect";
    std::string secondLayerModule = "ultralytics.nn.modules.block", secondLayerClass = "C2f";  ///< layer 3
    std::string imageSize = pickletext::integer(64);
    std::int64_t firstLayerParameters = 2 * 3 * 3 * 3 + 4;    ///< np of layer 0
    double batchNormEps = 0.001;
    float firstWeight = 0.5f;                                 ///< fills layer 0
    float firstVariance = 1;
    bool inEma = false;                                       ///< the model under "ema", "model" None
    bool dropLastStorage = false;
    std::int64_t firstSource = -1;                            ///< f of layer 1
    std::string producer = "8.0.0";
    std::string firstForward;                                 ///< a pickle: what layer 0 keeps as its "forward"; empty: nothing

    std::string bytes() const;      ///< the zip
    ZipEntries entries() const;     ///< its records
};

}  // namespace lineside::test
