// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace lineside {

/// Paints the state of a model as a chip: symbol, word, outline. The symbol and the outline differ for each state, so
/// that no colour has to be told apart. UI thread only.
class StateChipDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    static QString symbol(int chip);
};

}  // namespace lineside
