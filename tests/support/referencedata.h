// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/detection.h"
#include "support/referenceinterpreter.h"
#include "weights/weightfile.h"

#include <QString>

#include <span>
#include <string>
#include <vector>

namespace lineside::test {

struct ReferenceBox {
    Box box;
    float score = 0;
    int classIndex = 0;
};

/// What the reference implementation sees in one picture.
struct ReferenceImage {
    QString path;
    std::vector<ReferenceBox> boxes;
};

/// One weight file (and head of it) with what it must give.
struct ReferenceEntry {
    QString name;  ///< unique, for the row of a test
    QString path;
    QString family;
    QString form;  ///< "pt", "torchscript", "onnx"
    HeadChoice head = HeadChoice::Auto;
    std::vector<std::string> labels;  ///< by class index
    int size = 0;                     ///< pixels, square
    float confidence = 0.25f;
    float iou = 0.7f;
    float minIou = 0.99f;
    float maxScoreDelta = 0.005f;
    QString rawPath;  ///< empty where there is no raw output
    std::vector<ReferenceImage> images;
};

/// The entries of manifest.json; empty where it cannot be read.
std::vector<ReferenceEntry> referenceEntries(const QString &folder);

/// How to ask for an entry's network of a size.
ReadOptions readOptions(const ReferenceEntry &entry, int size);

/// How far a result is from the reference. `text` is empty where it is within the bounds of the entry.
struct ReferenceComparison {
    std::string text;
    float worstIou = 1;
    float worstScoreDelta = 0;
    int boxes = 0;
    std::vector<float> scoreDeltas;  ///< of the boxes that were found

    void combine(const ReferenceComparison &other);
};
ReferenceComparison compareWithReference(const Detections &seen, const ReferenceImage &image, const ReferenceEntry &entry);

/// How far a raw output is from the reference at most; infinite where it holds what is no number.
struct RawDifference {
    float pixels = 0;       ///< of boxes
    float probability = 0;  ///< of classes
    bool within() const { return pixels < 0.05f && probability < 0.001f; }
};
/// `output` has as many numbers as `wanted` and lies as `head` says.
RawDifference compareRaw(std::span<const float> output, const Array &wanted, HeadKind head);

}  // namespace lineside::test
