// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tablelook.h"

#include "widgets/titleheader.h"

#include <QEvent>
#include <QHeaderView>
#include <QSettings>
#include <QTableView>

#include <algorithm>
#include <utility>

namespace lineside {

namespace {
constexpr int kTarget = 40;        ///< px that a finger needs
constexpr int kNormalText = 93;    ///< px, ten digits at normal text size
}  // namespace

TableLook::TableLook(QTableView *table, const QString &name, std::vector<int> widths)
    : QObject(table), m_table(table), m_name(name), m_textWidth(textWidth())
{
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setWordWrap(false);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setTabKeyNavigation(false);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setHorizontalHeader(new TitleHeader(table));
    table->verticalHeader()->hide();
    table->horizontalHeader()->setMinimumHeight(kTarget);
    setRowHeight();
    const double factor = std::max(1.0, static_cast<double>(m_textWidth) / kNormalText);
    for (int column = 0; std::cmp_less(column, widths.size()); ++column)
        table->setColumnWidth(column, qRound(widths[static_cast<std::size_t>(column)] * factor));
    table->installEventFilter(this);
}

void TableLook::restore()
{
    const QSettings settings;
    const QByteArray state = settings.value(QStringLiteral("layout/") + m_name).toByteArray();
    const int then = settings.value(QStringLiteral("layout/%1TextWidth").arg(m_name)).toInt();
    if (state.isEmpty() || then <= 0 || !m_table->horizontalHeader()->restoreState(state))
        return;
    scaleColumns(static_cast<double>(m_textWidth) / then);
}

void TableLook::save() const
{
    QSettings settings;
    settings.setValue(QStringLiteral("layout/") + m_name, m_table->horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("layout/%1TextWidth").arg(m_name), m_textWidth);
}

bool TableLook::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        const int now = textWidth();
        if (now != m_textWidth)
            scaleColumns(static_cast<double>(now) / std::exchange(m_textWidth, now));
        setRowHeight();
    }
    return QObject::eventFilter(watched, event);
}

void TableLook::setRowHeight()
{
    m_table->verticalHeader()->setDefaultSectionSize(std::max(kTarget, m_table->fontMetrics().height() + 12));
}

void TableLook::scaleColumns(double factor)
{
    QHeaderView *header = m_table->horizontalHeader();
    for (int column = 0; column < header->count(); ++column) {
        if (!header->isSectionHidden(column))
            header->resizeSection(column, qRound(header->sectionSize(column) * factor));
    }
}

int TableLook::textWidth() const
{
    return std::max(1, m_table->fontMetrics().horizontalAdvance(QStringLiteral("0000000000")));
}

}  // namespace lineside
