// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/shadowclassesmodel.h"

#include "itemmodels/classcell.h"
#include "itemmodels/words.h"

#include <algorithm>

namespace lineside {
namespace {

/// Text or number; none: not known.
QVariant value(const ShadowClass &of, int column)
{
    const auto count = [](std::uint64_t n) { return QVariant(static_cast<qlonglong>(n)); };
    switch (column) {
    case ShadowClassesModel::Name: return Words::text(of.name);
    case ShadowClassesModel::BoxesB: return count(of.shadow);
    case ShadowClassesModel::BoxesA: return count(of.active);
    case ShadowClassesModel::Both: return count(of.both);
    case ShadowClassesModel::Agreement: return of.agreement() ? QVariant(*of.agreement()) : QVariant();
    case ShadowClassesModel::ScoreB: return of.shadow > 0 ? QVariant(of.shadowScore) : QVariant();
    case ShadowClassesModel::ScoreA: return of.active > 0 ? QVariant(of.activeScore) : QVariant();
    default: return {};
    }
}

}  // namespace

void ShadowClassesModel::setClasses(const std::vector<ShadowClass> &classes)
{
    if (std::ranges::equal(classes, m_classes, {}, &ShadowClass::name, &ShadowClass::name)) {
        m_classes = classes;
        return tellNewValues();
    }
    beginResetModel();
    m_classes = classes;
    endResetModel();
}

void ShadowClassesModel::tellNewValues()
{
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1));
}

void ShadowClassesModel::retranslate()
{
    tellNewValues();
    emit headerDataChanged(Qt::Horizontal, 0, Columns - 1);
}

QVariant ShadowClassesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    const QVariant known = value(m_classes[static_cast<std::size_t>(index.row())], index.column());
    return role == SortRole ? ClassCell::sortedBy(known) : ClassCell::shown(known, index.column() == Agreement);
}

QVariant ShadowClassesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case BoxesB:
        case BoxesA: return tr("Boxes that score at least what counts");
        case Both: return tr("Boxes of both: the same class at the same place");
        case Agreement: return tr("Of what either saw, the share that both saw at the same place");
        case ScoreB:
        case ScoreA: return tr("Mean score of these boxes");
        default: return {};
        }
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Class");
    case BoxesB: return tr("Boxes B");
    case BoxesA: return tr("Boxes A");
    case Both: return tr("Both", "number of boxes that both models have");
    case Agreement: return tr("Agree");
    case ScoreB: return tr("Score B");
    case ScoreA: return tr("Score A");
    default: return {};
    }
}

}  // namespace lineside
