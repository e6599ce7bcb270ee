// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QRect>
#include <QString>

class QPainter;

namespace lineside {

struct Theme;

/// Words on a plate of the surface colour, readable on any picture. UI thread only.
void paintPlate(QPainter &painter, const QRect &plate, const Theme &theme, const QString &words, int flags);

/// A message in the middle of `area`, with an age in large figures over it where there is room. UI thread only.
void paintWords(QPainter &painter, const QRect &area, const Theme &theme, const QFont &font, const QString &age, const QString &message);

/// Makes a picture that is not live look so: greyed, hatched, its age in large figures, and why. The words may use all of
/// `area` around it. UI thread only.
void paintStale(QPainter &painter, const QRect &picture, const QRect &area, const Theme &theme, const QFont &font, const QString &age,
                const QString &message);

}  // namespace lineside
