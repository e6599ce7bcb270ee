// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chartaxis.h"

#include "theme/theme.h"

#include <QAbstractAxis>
#include <QFont>
#include <QPen>

namespace lineside {

void dressAxis(QAbstractAxis &axis, const Theme &theme, const QFont &font)
{
    QColor grid = theme.secondText;
    grid.setAlphaF(0.25f);
    axis.setLabelsBrush(theme.text);
    axis.setLabelsFont(font);
    axis.setTitleBrush(theme.text);
    axis.setTitleFont(font);
    axis.setLinePen(QPen(theme.secondText, 1));
    axis.setGridLinePen(QPen(grid, 1));
}

}  // namespace lineside
