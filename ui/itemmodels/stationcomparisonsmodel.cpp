// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/stationcomparisonsmodel.h"

#include "widgets/format.h"

#include <QFont>

#include <algorithm>

namespace lineside {

void StationComparisonsModel::setRows(std::vector<StationComparisonRow> rows)
{
    if (std::ranges::equal(rows, m_rows, {}, &StationComparisonRow::station, &StationComparisonRow::station)) {
        m_rows = std::move(rows);
        if (!m_rows.empty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void StationComparisonsModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, Columns - 1);
}

QVariant StationComparisonsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const StationComparisonRow &r = row(index.row());
    const bool isNumber = index.column() == Parts || index.column() == Differ || index.column() == ToReview;
    if (role == Qt::TextAlignmentRole)
        return int((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::FontRole && r.station.empty()) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const auto number = [](const std::optional<std::int64_t> &count) { return count ? Format::count(static_cast<std::uint64_t>(*count)) : QStringLiteral("–"); };
    switch (index.column()) {
    case Name: return r.name;
    case Parts: return number(r.parts);
    case Differ: return number(r.differ);
    case ToReview: return number(r.toReview);
    case Verdict: return r.verdict;
    default: return {};
    }
}

QVariant StationComparisonsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Name || section == Verdict ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Station");
    case Parts: return tr("Parts");
    case Differ: return tr("Differ", "number of parts on which two models differ");
    case ToReview: return tr("To review", "number of parts");
    case Verdict: return tr("Verdict");
    default: return {};
    }
}

}  // namespace lineside
