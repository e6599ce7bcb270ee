// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/evidenceview.h"

#include "compare/evidencechart.h"
#include "compare/verdicttext.h"
#include "widgets/format.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace lineside {

EvidenceView::EvidenceView(QWidget *parent) : QWidget(parent), m_chart(new EvidenceChart(this)), m_note(new QLabel(this))
{
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    int line = 0;
    for (Row *row : {&m_head, &m_escapes, &m_falseRejects}) {
        for (int column = 0; column < Columns; ++column) {
            auto *label = (*row)[static_cast<std::size_t>(column)] = new QLabel(this);
            label->setWordWrap(true);
            if (row == &m_head)
                label->setProperty("second", true);
            if (column != Way && column != State)
                label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
            grid->addWidget(label, line, column);
        }
        ++line;
    }
    m_escapes[State]->setObjectName(QStringLiteral("evidenceEscapes"));
    m_falseRejects[State]->setObjectName(QStringLiteral("evidenceFalseRejects"));
    grid->setColumnStretch(Way, 2);
    grid->setColumnStretch(State, 3);
    for (const int column : {OnlyB, OnlyA, Allowed})
        grid->setColumnStretch(column, 1);
    m_note->setObjectName(QStringLiteral("evidenceNote"));
    m_note->setWordWrap(true);
    m_note->setProperty("second", true);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(m_chart, 1);
    column->addLayout(grid);
    column->addWidget(m_note);
    retranslate();
}

void EvidenceView::show(const ComparisonSnapshot &comparison)
{
    m_shown = comparison;
    const AbStatus &v = m_shown.verdict;
    m_chart->show(v, m_shown.countsObjects);
    fill(m_escapes, m_shown.countsObjects ? tr("Objects that are missed") : tr("Defective parts that pass"), v.escapes, v.limits.escapeMargin);
    fill(m_falseRejects, m_shown.countsObjects ? tr("Objects that are not there") : tr("Good parts that fail"), v.falseRejects, v.limits.falseRejectMargin);
    m_note->setText(tr("A decision is wrong in at most %1 % of such comparisons, however often you look. At least as good needs both rows, worse one of them.", "error rate").arg(QLocale().toString(100 * v.limits.alpha, 'g', 3)));
}

void EvidenceView::fill(Row &row, const QString &way, const AbStream &stream, double margin)
{
    row[Way]->setText(way);
    row[OnlyB]->setText(Format::count(static_cast<std::uint64_t>(stream.onlyB)));
    row[OnlyA]->setText(Format::count(static_cast<std::uint64_t>(stream.onlyA)));
    row[Allowed]->setText(tr("%1 %", "share of the parts").arg(QLocale().toString(100 * margin, 'g', 3)));
    row[State]->setText(VerdictText::state(stream, m_shown.verdict.parts));
}

void EvidenceView::retranslate()
{
    m_head[OnlyB]->setText(tr("Only B wrong"));
    m_head[OnlyA]->setText(tr("Only A wrong"));
    m_head[Allowed]->setText(tr("B may be worse by"));
    m_head[State]->setText(tr("Decided"));
    show(m_shown);
}

void EvidenceView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineside
