// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/recordeddifferencesmodel.h"

#include "compare/boxpairs.h"
#include "compare/recordedtext.h"
#include "itemmodels/words.h"

#include <utility>

namespace lineside {

void RecordedDifferencesModel::setReport(std::shared_ptr<const OfflineReport> report)
{
    beginResetModel();
    m_report = std::move(report);
    m_only.reset();
    findPlaces();
    endResetModel();
}

void RecordedDifferencesModel::setOnly(std::optional<std::string> label)
{
    beginResetModel();
    m_only = std::move(label);
    findPlaces();
    endResetModel();
}

void RecordedDifferencesModel::findPlaces()
{
    m_places.clear();
    for (std::size_t i = 0; m_report && i < m_report->disagreements.size(); ++i) {
        if (!m_only || differIn(*m_report, m_report->disagreements[i], *m_only))
            m_places.push_back(i);
    }
}

void RecordedDifferencesModel::setAnswers(std::shared_ptr<const OfflineReport> report)
{
    m_report = std::move(report);
    if (rowCount() > 0)
        emit dataChanged(index(0, Truth), index(rowCount() - 1, Truth));
}

void RecordedDifferencesModel::retranslate()
{
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1));
    emit headerDataChanged(Qt::Horizontal, 0, Columns - 1);
}

int RecordedDifferencesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_places.size());
}

QVariant RecordedDifferencesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const OfflineDisagreement &d = at(index.row());
    if (role == Qt::ToolTipRole && index.column() == Picture)
        return Words::text(d.picture);
    if (role == Qt::ToolTipRole && index.column() == Truth && !d.reviewedBy.empty())
        return tr("Says %1", "a person").arg(Words::text(d.reviewedBy));
    if (role != Qt::DisplayRole)
        return {};
    const bool objects = m_report->countsObjects;
    switch (index.column()) {
    case Picture: return RecordedText::pictureName(d.picture);
    case Label: return d.label.empty() ? QStringLiteral("–") : Words::text(d.label);
    case SaidB: return RecordedText::said(d.b, objects);
    case SaidA: return RecordedText::said(d.a, objects);
    case Truth:
        return truthOf(d);
    default: return {};
    }
}

QString RecordedDifferencesModel::truthOf(const OfflineDisagreement &d) const
{
    if (!d.truth && d.review == lineside::Truth::Unknown)
        return tr("nobody has said");
    if (!d.truth && d.review == lineside::Truth::Even)
        return tr("speaks for neither");
    const bool fails = d.truth ? *d.truth == Verdict::Fail : d.review == lineside::Truth::Defective;
    if (m_report->countsObjects)
        return fails ? tr("there") : tr("not there");
    return Words::verdict(d.truth ? *d.truth : fails ? Verdict::Fail : Verdict::Pass);
}

QVariant RecordedDifferencesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Picture: return tr("Picture");
    case Label: return tr("Class");
    case SaidB: return tr("B");
    case SaidA: return tr("A");
    case Truth: return !m_report || m_report->labelled == m_report->pictures ? tr("By the labels") : m_report->labelled == 0 ? tr("By a person") : tr("What is right");
    default: return {};
    }
}

}  // namespace lineside
