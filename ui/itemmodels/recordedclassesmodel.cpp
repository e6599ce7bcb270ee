// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/recordedclassesmodel.h"

#include "itemmodels/classcell.h"
#include "itemmodels/words.h"

#include <utility>

namespace lineside {

void RecordedClassesModel::setReport(std::shared_ptr<const OfflineReport> report)
{
    beginResetModel();
    m_report = std::move(report);
    endResetModel();
}

void RecordedClassesModel::retranslate()
{
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1));
    emit headerDataChanged(Qt::Horizontal, 0, Columns - 1);
}

int RecordedClassesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_report ? 0 : static_cast<int>(m_report->classes.size());
}

QVariant RecordedClassesModel::value(const OfflineClass &of, int column) const
{
    const auto count = [](std::int64_t n) { return QVariant(static_cast<qlonglong>(n)); };
    const auto ofObjects = [&](double share) { return of.objects > 0 ? QVariant(share) : QVariant(); };
    const auto score = [](const OfflineClassOfModel &model) { return model.boxes > 0 ? QVariant(model.meanScore) : QVariant(); };
    switch (column) {
    case Name: return Words::text(of.name);
    case Objects: return m_report->labelled > 0 ? count(of.objects) : QVariant();
    case BoxesB: return count(of.b.boxes);
    case BoxesA: return count(of.a.boxes);
    case Agreement: return of.agreement() ? QVariant(*of.agreement()) : QVariant();
    case ScoreB: return score(of.b);
    case ScoreA: return score(of.a);
    case PrecisionB: return ofObjects(of.b.precision);
    case PrecisionA: return ofObjects(of.a.precision);
    case RecallB: return ofObjects(of.b.recall);
    case RecallA: return ofObjects(of.a.recall);
    case Ap50B: return ofObjects(of.b.ap50);
    case Ap50A: return ofObjects(of.a.ap50);
    case Ap50To95B: return ofObjects(of.b.ap50To95);
    case Ap50To95A: return ofObjects(of.a.ap50To95);
    default: return {};
    }
}

QVariant RecordedClassesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    const QVariant known = value(m_report->classes[static_cast<std::size_t>(index.row())], index.column());
    return role == SortRole ? ClassCell::sortedBy(known) : ClassCell::shown(known, index.column() == Agreement);
}

QVariant RecordedClassesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return int((section == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Objects: return tr("What the labels say is there");
        case BoxesB:
        case BoxesA: return tr("Boxes that score at least what counts");
        case Agreement: return tr("Of what either saw, the share that both saw at the same place");
        case ScoreB:
        case ScoreA: return tr("Mean score of these boxes");
        case PrecisionB:
        case PrecisionA: return tr("Share of its boxes that are right, at IoU 0.5");
        case RecallB:
        case RecallA: return tr("Share of the objects that it finds, at IoU 0.5");
        case Ap50B:
        case Ap50A: return tr("Average precision at IoU 0.5");
        case Ap50To95B:
        case Ap50To95A: return tr("Average precision, mean over the IoU 0.5 to 0.95");
        default: return {};
        }
    }
    switch (section) {
    case Name: return tr("Class");
    case Objects: return tr("Objects");
    case BoxesB: return tr("Boxes B");
    case BoxesA: return tr("Boxes A");
    case Agreement: return tr("Agree");
    case ScoreB: return tr("Score B");
    case ScoreA: return tr("Score A");
    case PrecisionB: return tr("Precision B");
    case PrecisionA: return tr("Precision A");
    case RecallB: return tr("Recall B");
    case RecallA: return tr("Recall A");
    case Ap50B: return tr("AP50 B");
    case Ap50A: return tr("AP50 A");
    case Ap50To95B: return tr("AP50-95 B");
    case Ap50To95A: return tr("AP50-95 A");
    default: return {};
    }
}

}  // namespace lineside
