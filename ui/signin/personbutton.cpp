// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/personbutton.h"

#include "itemmodels/accesswords.h"
#include "signin/windowaccess.h"
#include "widgets/forreaders.h"

#include <QEvent>

namespace lineside {

PersonButton::PersonButton(WindowAccess &access, QWidget *parent) : QPushButton(parent), m_access(access)
{
    setObjectName(QStringLiteral("person"));
    setAutoDefault(false);
    setFocusPolicy(Qt::TabFocus);
    setMinimumHeight(40);
    connect(&access, &WindowAccess::changed, this, &PersonButton::sync);
    sync();
}

void PersonButton::sync()
{
    const AccessStatus &status = m_access.status();
    const int before = roomInFull();
    m_full = status.who ? AccessWords::person(status.who->name, status.who->role) : tr("Not signed in · operator");
    m_short = status.who ? QString::fromStdString(status.who->name) : tr("Sign in…");
    constexpr qsizetype kMost = 16, kMostInFull = 40;
    if (m_short.size() > kMost)
        m_short = m_short.left(kMost - 1) + QChar(0x2026);
    if (m_full.size() > kMostInFull)
        m_full = m_short;
    const QString words = status.who ? AccessWords::person(status.who->name, status.who->role) : tr("Not signed in: whoever stands here is an operator");
    nameForReaders(this, words);
    setToolTip(status.trouble ? tr("%1. The list of people cannot be read as it should be; ask an administrator.", "who is here").arg(words)
                              : tr("%1. Sign in: Ctrl+Shift+L. Lock: Ctrl+L.", "who is here").arg(words));
    setVisible(status.asked);
    setText(m_inShort ? m_short : m_full);
    if (before != roomInFull())
        emit roomChanged();
}

int PersonButton::widthOf(const QString &words) const
{
    return !isHidden() ? fontMetrics().horizontalAdvance(words) + 2 * fontMetrics().height() : 0;
}

int PersonButton::roomInShort() const
{
    return widthOf(m_short);
}

int PersonButton::roomInFull() const
{
    return widthOf(m_full);
}

void PersonButton::setInShort(bool inShort)
{
    m_inShort = inShort;
    setText(inShort ? m_short : m_full);
}

void PersonButton::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        sync();
    QPushButton::changeEvent(event);
}

}  // namespace lineside
