// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/evidencepanel.h"

#include "compare/evidenceview.h"

#include <QEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace lineside {

EvidencePanel::EvidencePanel(QWidget *parent) : QWidget(parent), m_view(new EvidenceView(this)), m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("evidencePanel"));
    m_close->setObjectName(QStringLiteral("evidenceClose"));
    m_close->setMinimumHeight(40);
    connect(m_close, &QPushButton::clicked, this, &EvidencePanel::closed);
    setFocusProxy(m_close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(m_view, 1);
    column->addWidget(m_close, 0, Qt::AlignLeft);
    retranslate();
}

void EvidencePanel::show(const ComparisonSnapshot &comparison)
{
    m_view->show(comparison);
}

void EvidencePanel::retranslate()
{
    m_close->setText(tr("Back to the pictures"));
    m_close->setAccessibleName(tr("Shows the pictures again (4)"));
}

void EvidencePanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineside
