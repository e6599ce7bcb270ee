// SPDX-License-Identifier: GPL-3.0-or-later
#include "library/statechipdelegate.h"

#include "itemmodels/modeltablemodel.h"
#include "theme/theme.h"

#include <QApplication>
#include <QPainter>

namespace lineside {

using Chip = ModelTableModel::Chip;

QString StateChipDelegate::symbol(int chip)
{
    switch (static_cast<Chip>(chip)) {
    case Chip::OnAir: return QStringLiteral("●");
    case Chip::Preview: return QStringLiteral("◐");
    case Chip::Shadow: return QStringLiteral("⇄");
    case Chip::Previous: return QStringLiteral("↶");
    case Chip::Ready: return QStringLiteral("○");
    case Chip::Loading: return QStringLiteral("…");
    case Chip::Offline: return QStringLiteral("·");
    case Chip::Damaged: return QStringLiteral("▲");
    }
    return {};
}

void StateChipDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString text = cell.text;
    cell.text.clear();
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, option.widget);

    const Theme &theme = Theme::of(option.palette);
    const int chip = index.data(ModelTableModel::ChipRole).toInt();
    const auto kind = static_cast<Chip>(chip);
    const QString label = QStringLiteral("%1 %2").arg(symbol(chip), text);
    const QFontMetrics metrics(option.font);
    QRectF box(option.rect);
    const double height = metrics.height() + 6;
    box.setTop(box.center().y() - height / 2);
    box.setHeight(height);
    box.adjust(6, 0, -6, 0);
    box.setWidth(std::min<double>(box.width(), metrics.horizontalAdvance(label) + 16));

    const bool selected = option.state & QStyle::State_Selected;
    const QColor on = option.palette.color(selected ? QPalette::Highlight : QPalette::Base);
    const QColor plain = option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    QColor fill = Qt::transparent, ink = plain;
    QPen outline(plain, 1);
    if (kind == Chip::OnAir) {
        fill = plain;
        ink = on;
    } else if (kind == Chip::Preview) {
        outline = QPen(plain, 1.5, Qt::DashLine);
    } else if (kind == Chip::Damaged) {
        fill = theme.red;
        ink = theme.onRed;
        outline.setColor(theme.red);
    } else if (kind == Chip::Offline) {
        outline = QPen(Qt::transparent);
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(outline);
    painter->setBrush(fill);
    painter->drawRoundedRect(box, height / 2, height / 2);
    painter->setPen(ink);
    painter->setFont(option.font);
    painter->drawText(box.adjusted(8, 0, -6, 0), Qt::AlignVCenter | Qt::AlignLeft,
                      metrics.elidedText(label, Qt::ElideRight, static_cast<int>(box.width()) - 12));
    painter->restore();
}

QSize StateChipDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics metrics(option.font);
    const QString label = symbol(index.data(ModelTableModel::ChipRole).toInt()) + QLatin1Char(' ') + index.data().toString();
    return {metrics.horizontalAdvance(label) + 36, std::max(40, metrics.height() + 12)};
}

}  // namespace lineside
