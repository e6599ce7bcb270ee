// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/verdict.h"

#include <QColor>
#include <QRect>

class QPainter;

namespace lineside {

/// The few symbols of the screens, drawn so that shape alone tells them apart. UI thread only.
namespace symbols {

/// PASS –, FAIL ✕, UNSURE ?, UNKNOWN ▨
void paintVerdict(QPainter &painter, const QRect &area, Verdict verdict, const QColor &ink);
/// A diamond with amber fill and dark outline: it will be affected, or cannot be sure.
void paintWarning(QPainter &painter, const QRect &area);
/// The letter of a device state after NE 107 in its shape: F circle, C triangle, S square on its corner, M square.
void paintDeviceLetter(QPainter &painter, const QRect &area, QChar letter, const QColor &ink, const QColor &fill);
/// A closed lock on a ground of its own: not for whoever is here now.
void paintLock(QPainter &painter, const QRect &area, const QColor &ink, const QColor &ground);
/// Diagonal stripes: this is not live.
void paintHatch(QPainter &painter, const QRect &area, const QColor &color, int spacing = 14);

}  // namespace symbols

}  // namespace lineside
