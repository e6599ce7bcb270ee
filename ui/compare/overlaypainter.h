// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/verdict.h"

#include <QColor>
#include <QRectF>
#include <QTransform>

class QPainter;

namespace lineside {

/// Whose boxes: A, the model on air, in solid blue; B, the one compared with it, in dashed orange. The line style
/// tells them apart without colour.
enum class Side { A, B };

/// Draws the boxes of one side; `toTarget` maps pixels of the frame to the painter's. With `labels`: name and score at
/// each box. UI thread only.
void paintBoxes(QPainter &painter, const JudgedFrame &judged, Side side, const QTransform &toTarget, bool labels);

/// Both sides in one picture: what both saw (same label, overlap at least half) as a thin white line, what only one saw
/// in that side's line. UI thread only.
void paintCompared(QPainter &painter, const ComparedFrame &frame, const QTransform &toTarget, bool labels);

/// A dotted frame around the part that is meant; nothing where it has no width.
void paintPart(QPainter &painter, const Box &part, const QTransform &toTarget);

QColor sideColor(Side side);

}  // namespace lineside
