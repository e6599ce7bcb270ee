// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/deedlock.h"

#include "bridge/enginebridge.h"
#include "itemmodels/accesswords.h"
#include "theme/icons.h"
#include "theme/theme.h"
#include "widgets/symbols.h"

#include <QAbstractButton>
#include <QAction>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QWidget>

#include <utility>

namespace lineside {
namespace {

QString together(const QString &words, const QString &own, QChar between)
{
    return words.isEmpty() ? own : own.isEmpty() ? words : words + between + own;
}

bool presses(const QKeyEvent &key)
{
    const bool plain = (key.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    return plain && (key.key() == Qt::Key_Space || key.key() == Qt::Key_Select || key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter);
}

}  // namespace

/// The lock in the corner; on a ground of its own, so that it is seen on any button.
class DeedLock::Badge : public QWidget {
public:
    explicit Badge(QWidget *button) : QWidget(button)
    {
        setObjectName(QStringLiteral("deedLock"));
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = Theme::current(parentWidget()->window());
        symbols::paintLock(painter, rect(), theme.text, theme.surface);
    }
};

DeedLock::DeedLock(QAbstractButton *button, EngineBridge &bridge, Deed deed)
    : DeedLock(button, bridge, [deed] { return std::optional(deed); })
{
}

DeedLock::DeedLock(QAbstractButton *button, EngineBridge &bridge, Which which)
    : QObject(button), m_button(button), m_bridge(bridge), m_which(std::move(which)), m_ownTip(button->toolTip())
{
    button->installEventFilter(this);
    connect(&bridge, &EngineBridge::accessChanged, this, &DeedLock::sync);
    connect(&bridge, &EngineBridge::structureChanged, this, &DeedLock::sync);
    QMetaObject::invokeMethod(this, &DeedLock::sync, Qt::QueuedConnection);  // its page is still being made
}

std::optional<Deed> DeedLock::forbidden() const
{
    const std::optional<Deed> deed = m_which();
    return deed && !m_bridge.may(*deed) ? deed : std::nullopt;
}

void DeedLock::sync()
{
    const std::optional<Deed> deed = forbidden();
    const QString words = deed ? AccessWords::locked(*deed, m_bridge.access()) : QString();
    if (words != m_words) {
        m_words = words;
        m_pressed = false;
        writeToolTip();
        if (locked() && !m_badge)
            m_badge = new Badge(m_button);
        if (m_badge)
            m_badge->setVisible(locked());
        place();
    }
    writeDescription();
}

void DeedLock::writeToolTip()
{
    m_writing = true;
    m_button->setToolTip(together(m_words, m_ownTip, QLatin1Char('\n')));
    m_writing = false;
}

// Each call of the setter goes over the accessibility bus.
void DeedLock::writeDescription()
{
    const QString now = m_button->accessibleDescription();
    if (now != m_shownDescription)
        m_ownDescription = now;
    m_shownDescription = together(m_words, m_ownDescription, QLatin1Char(' '));
    if (m_shownDescription != now)
        m_button->setAccessibleDescription(m_shownDescription);
}

int DeedLock::size() const
{
    return qRound(10 * m_button->font().pointSizeF() / Appearance::kBodyPoints);
}

int DeedLock::room() const
{
    return locked() ? size() : 0;
}

void DeedLock::place()
{
    if (!locked())
        return;
    const int size = this->size();
    m_badge->setGeometry(m_button->width() - size - 1, 1, size, size);  // inside its frame
    m_badge->raise();
}

void DeedLock::refuse()
{
    if (const auto deed = forbidden())
        m_bridge.admits(*deed);
    else
        sync();  // he may by now
}

bool DeedLock::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    switch (type) {
    case QEvent::ToolTipChange:
        if (!m_writing) {
            m_ownTip = m_button->toolTip();
            if (locked())
                writeToolTip();
        }
        break;
    case QEvent::Resize:
    case QEvent::FontChange:
    case QEvent::StyleChange: place(); break;
    case QEvent::Show: sync(); break;
    case QEvent::LanguageChange: QMetaObject::invokeMethod(this, &DeedLock::sync, Qt::QueuedConnection); break;
    case QEvent::Paint:  // what the button does may have become something else
        if (forbidden().has_value() != locked() || m_button->accessibleDescription() != m_shownDescription)
            QMetaObject::invokeMethod(this, &DeedLock::sync, Qt::QueuedConnection);
        break;
    default: break;
    }
    if (!locked() || !m_button->isEnabled())
        return QObject::eventFilter(watched, event);
    switch (type) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
        m_pressed = static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton;
        return m_pressed || QObject::eventFilter(watched, event);
    case QEvent::MouseButtonRelease:
        if (!std::exchange(m_pressed, false))
            return QObject::eventFilter(watched, event);
        if (m_button->rect().contains(static_cast<QMouseEvent *>(event)->position().toPoint()))
            refuse();
        return true;
    case QEvent::KeyPress:
    case QEvent::KeyRelease: {
        const auto &key = static_cast<const QKeyEvent &>(*event);
        if (!presses(key))
            return QObject::eventFilter(watched, event);
        if (type == QEvent::KeyPress && !key.isAutoRepeat())
            refuse();
        return true;
    }
    case QEvent::Shortcut: refuse(); return true;
    default: return QObject::eventFilter(watched, event);
    }
}

void markDeed(QAction *action, const EngineBridge &bridge, Deed deed)
{
    if (bridge.may(deed))
        return;
    action->setIcon(glyphIcon(Glyph::Lock));
    action->setToolTip(AccessWords::locked(deed, bridge.access()));
    if (auto *menu = qobject_cast<QMenu *>(action->parent()))
        menu->setToolTipsVisible(true);
}

}  // namespace lineside
