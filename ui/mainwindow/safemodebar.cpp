// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/safemodebar.h"

#include "bridge/enginebridge.h"
#include "settings/noticelabel.h"
#include "signin/deedlock.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>
#include <cmath>

namespace lineside {

SafeModeBar::SafeModeBar(EngineBridge &bridge, QWidget *parent) : QWidget(parent), m_bridge(bridge)
{
    setObjectName(QStringLiteral("safeModeBar"));
    m_notice = new NoticeLabel(this);
    m_notice->setObjectName(QStringLiteral("safeMode"));
    m_leave = new QPushButton(this);
    m_leave->setObjectName(QStringLiteral("leaveSafeMode"));
    m_leave->setAutoDefault(false);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 4);
    layout->setSpacing(12);
    layout->addWidget(m_notice, 1);
    layout->addWidget(m_leave);
    new DeedLock(m_leave, m_bridge, Deed::LeaveSafeMode);
    connect(m_leave, &QPushButton::clicked, this, [this] { m_bridge.leaveSafeMode(); });
    connect(&m_bridge, &EngineBridge::structureChanged, this, &SafeModeBar::sync);
    sync();
}

void SafeModeBar::sync()
{
    const auto safe = m_bridge.snapshot()->safeMode;
    m_leave->setText(tr("Load the rest"));
    m_leave->setAccessibleName(m_leave->text());
    m_leave->setAccessibleDescription(tr("Ends safe mode"));
    m_notice->setNotice(safe ? tr("Safe mode: Lineside ended %1 times by itself within %2 s. Each station judges with the model that is known to work there, else with "
                                  "the one that it had; nothing else was loaded. See in the history what was set back, then load the rest.", "number, seconds")
                                   .arg(safe->starts)
                                   .arg(std::max(1L, std::lround(safe->seconds)))
                             : QString());
    const bool hadFocus = m_leave->hasFocus();
    setVisible(safe.has_value());
    if (!safe && hadFocus)
        emit closed();
}

void SafeModeBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        sync();
    QWidget::changeEvent(event);
}

}  // namespace lineside
