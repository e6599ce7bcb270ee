// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/confusiontable.h"

#include "itemmodels/words.h"
#include "theme/theme.h"
#include "widgets/format.h"

#include <QAbstractTableModel>
#include <QEvent>
#include <QHeaderView>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace lineside {

class ConfusionModel : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit ConfusionModel(QWidget *view) : QAbstractTableModel(view), m_view(view) {}

    void setReport(std::shared_ptr<const OfflineReport> report, const OfflineModel &model)
    {
        beginResetModel();
        m_counts = model.confusion;
        m_report = m_counts.empty() ? nullptr : std::move(report);
        endResetModel();
    }
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() || !m_report ? 0 : side(); }
    int columnCount(const QModelIndex &parent = {}) const override { return rowCount(parent); }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid))
            return {};
        const std::int64_t count = at(index.row(), index.column());
        switch (role) {
        case Qt::DisplayRole: return index.row() == index.column() && index.row() == side() - 1 ? QString() : Format::count(static_cast<std::uint64_t>(count));
        case Qt::TextAlignmentRole: return int(Qt::AlignRight | Qt::AlignVCenter);
        case Qt::BackgroundRole: return shade(index.row(), count);
        case Qt::ForegroundRole: return Theme::current(m_view).text;
        case Qt::ToolTipRole:
        case Qt::AccessibleTextRole:
            return tr("%1 of %2 taken for %3", "number, labelled class, what was seen").arg(Format::count(static_cast<std::uint64_t>(count)), name(index.row()), name(index.column()));
        default: return {};
        }
    }
    QVariant headerData(int section, Qt::Orientation, int role) const override { return role == Qt::DisplayRole ? QVariant(name(section)) : QVariant(); }
    void retranslate()
    {
        if (m_report) {
            emit headerDataChanged(Qt::Horizontal, 0, side() - 1);
            emit headerDataChanged(Qt::Vertical, 0, side() - 1);
        }
    }

private:
    int side() const { return static_cast<int>(m_report->classes.size()) + 1; }
    std::int64_t at(int row, int column) const { return m_counts[static_cast<std::size_t>(row * side() + column)]; }
    QString name(int index) const { return index == side() - 1 ? tr("nothing") : Words::text(m_report->classes[static_cast<std::size_t>(index)].name); }
    // Never so dark that the number cannot be read.
    QVariant shade(int row, std::int64_t count) const
    {
        std::int64_t all = 0;
        for (int column = 0; column < side(); ++column)
            all += at(row, column);
        if (count == 0 || all == 0)
            return {};
        QColor color = Theme::current(m_view).blue;
        color.setAlphaF(static_cast<float>(0.08 + 0.27 * static_cast<double>(count) / static_cast<double>(all)));
        return color;
    }

    QWidget *m_view;
    std::shared_ptr<const OfflineReport> m_report;
    std::vector<std::int64_t> m_counts;
};

ConfusionTable::ConfusionTable(const QString &name, QWidget *parent) : QTableView(parent), m_model(new ConfusionModel(this))
{
    setObjectName(name);
    setModel(m_model);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setMinimumHeight(160);
    for (QHeaderView *header : {horizontalHeader(), verticalHeader()}) {
        header->setSectionResizeMode(QHeaderView::Fixed);
        header->setSectionsClickable(false);
        header->setHighlightSections(false);
    }
    fit();
}

void ConfusionTable::show(std::shared_ptr<const OfflineReport> report, const OfflineModel &model)
{
    m_model->setReport(std::move(report), model);
    fit();
}

QString ConfusionTable::text() const
{
    QStringList lines, line{QString()};
    for (int column = 0; column < m_model->columnCount(); ++column)
        line << m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    lines << line.join(QLatin1Char('\t'));
    for (int row = 0; row < m_model->rowCount(); ++row) {
        line = {m_model->headerData(row, Qt::Vertical, Qt::DisplayRole).toString()};
        for (int column = 0; column < m_model->columnCount(); ++column)
            line << m_model->index(row, column).data().toString();
        lines << line.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n'));
}

void ConfusionTable::fit()
{
    int wide = 64;
    for (int section = 0; section < m_model->columnCount(); ++section)
        wide = std::max(wide, std::min(200, fontMetrics().horizontalAdvance(m_model->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString()) + 24));
    const int high = std::max(40, fontMetrics().height() + 12);
    horizontalHeader()->setDefaultSectionSize(wide);
    verticalHeader()->setDefaultSectionSize(high);
    horizontalHeader()->setMinimumHeight(high);
}

void ConfusionTable::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        m_model->retranslate();
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
    QTableView::changeEvent(event);
}

}  // namespace lineside

#include "confusiontable.moc"
