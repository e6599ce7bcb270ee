// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/factstable.h"

#include "widgets/copymenu.h"

#include <QGridLayout>
#include <QLabel>

namespace lineside {

namespace {

constexpr int kColumns = 3;  ///< pairs side by side

}  // namespace

FactsTable::FactsTable(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(12, 12, 12, 12);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(8);
    for (int pair = 0; pair < kColumns; ++pair)
        m_grid->setColumnStretch(2 * pair + 1, 1);
    m_grid->setRowStretch(99, 1);
}

void FactsTable::show(const Facts &facts)
{
    while (m_rows.size() < facts.size()) {
        auto *name = new QLabel(this);
        auto *value = new QLabel(this);
        name->setProperty("second", true);
        name->setTextFormat(Qt::PlainText);
        name->setMargin(2);
        value->setMargin(2);
        value->setTextFormat(Qt::PlainText);
        value->setWordWrap(true);
        addCopyMenu(value);
        const int index = static_cast<int>(m_rows.size());
        m_grid->addWidget(name, index / kColumns, 2 * (index % kColumns), Qt::AlignTop);
        m_grid->addWidget(value, index / kColumns, 2 * (index % kColumns) + 1, Qt::AlignTop);
        m_rows.emplace_back(name, value);
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const bool used = i < facts.size();
        m_rows[i].first->setVisible(used);
        m_rows[i].second->setVisible(used);
        if (!used)
            continue;
        if (m_rows[i].first->text() != facts[i].first)
            m_rows[i].first->setText(facts[i].first);
        if (m_rows[i].second->text() != facts[i].second)
            m_rows[i].second->setText(facts[i].second);
    }
}

}  // namespace lineside
