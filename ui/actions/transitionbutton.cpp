// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/transitionbutton.h"

#include "bridge/enginebridge.h"
#include "signin/deedlock.h"

#include <QKeyEvent>
#include <QStyle>
#include <QStyleOptionButton>
#include <QStylePainter>

#include <chrono>

namespace lineside {

TransitionButton::TransitionButton(EngineBridge &bridge, StationId station, Form form, QWidget *parent)
    : QPushButton(parent), m_bridge(bridge), m_station(std::move(station)), m_form(form)
{
    setObjectName(QStringLiteral("transition_%1").arg(QString::fromStdString(m_station)));
    setProperty("primary", true);
    setFocusPolicy(Qt::TabFocus);
    setAutoDefault(false);
    setDefault(false);
    m_clock = [] {
        return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
    };
    m_lock = new DeedLock(this, bridge, [this]() -> std::optional<Deed> {
        const bool back = m_transition.kind == Transition::Kind::RollBack;
        return back ? std::optional(Deed::RollBack) : m_transition.kind == Transition::Kind::Promote ? std::optional(Deed::Promote) : std::nullopt;
    });
    connect(this, &QPushButton::pressed, this, [this] { m_pressed = m_transition; });
    connect(this, &QPushButton::clicked, this, &TransitionButton::carryOut);
}

void TransitionButton::show(const Transition &transition)
{
    if (!transition.sameAction(m_transition))
        m_changedAt = m_clock();
    const StationSnapshot *s = findStation(*m_bridge.snapshot(), m_station);
    const QString name = s ? QString::fromStdString(s->config.name) : QString();
    QString reader = transition.text;
    reader.remove(QStringLiteral(" →"));
    if (!name.isEmpty() && !reader.contains(name))
        reader = tr("%1, %2", "what a button does, its station").arg(reader, name);
    if (transition == m_transition && reader == m_reader)
        return;
    m_transition = transition;
    m_reader = reader;
    const bool possible = transition.kind != Transition::Kind::None;
    const QString words = m_form == Form::Full ? transition.text : transition.compact;
    if (text() != words)
        setText(words);
    // The way back is there all the time, so it must not shout; what waits for a decision may.
    const bool primary = transition.kind != Transition::Kind::RollBack || m_form == Form::Full;
    if (property("primary").toBool() != primary) {
        setProperty("primary", primary);
        style()->unpolish(this);  // makes the style sheet look at the property again
        style()->polish(this);
    }
    setEnabled(possible);
    setToolTip(transition.reason.isEmpty() ? transition.text : transition.reason);
    setAccessibleName(possible ? reader : tr("%1. %2", "button, why it is disabled").arg(reader, transition.reason));
    setAccessibleDescription(tr("Changes the model on air. The camera and the other stations keep running."));
}

void TransitionButton::keyPressEvent(QKeyEvent *event)
{
    if (event->isAutoRepeat()) {
        event->accept();
        return;
    }
    // With another key it means something else, and where it means nothing here it still is no press: Ctrl+Space changes the input method.
    const bool plain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!plain && (enter || event->key() == Qt::Key_Space || event->key() == Qt::Key_Select))
        return event->accept();
    // Enter works like Space: on its own a push button takes it only as a dialog's default.
    if (enter) {
        event->accept();
        return click();
    }
    QPushButton::keyPressEvent(event);
}

// Nor is its release one, on a button that is still down from something else.
void TransitionButton::keyReleaseEvent(QKeyEvent *event)
{
    const bool plain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    if (!plain && (event->key() == Qt::Key_Space || event->key() == Qt::Key_Select))
        return event->accept();
    QPushButton::keyReleaseEvent(event);
}

// A click that was on its way to something else must not hit a button that appears under the pointer.
void TransitionButton::showEvent(QShowEvent *event)
{
    m_changedAt = m_clock();
    QPushButton::showEvent(event);
}

// What the button does is more than the model's name, which has no room on a small tile; the tool tip has all of it.
void TransitionButton::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    const int beside = m_form == Form::Compact ? m_lock->room() : 0;  // else the style leaves it
    const QRect room = style()->subElementRect(QStyle::SE_PushButtonContents, &option, this).adjusted(beside, 0, -beside, 0);
    for (const QString &shorter : {m_transition.compact, m_transition.brief})
        if (!shorter.isEmpty() && option.fontMetrics.horizontalAdvance(option.text) > room.width())
            option.text = shorter;
    option.text = option.fontMetrics.elidedText(option.text, Qt::ElideRight, room.width());
    painter.drawControl(QStyle::CE_PushButton, option);
}

void TransitionButton::carryOut()
{
    const qint64 now = m_clock();
    if (!m_pressed.sameAction(m_transition) || now - m_doneAt < kGuardMs || now - m_changedAt < kSettleMs)
        return;
    m_doneAt = now;
    m_pressed = {};
    switch (m_transition.kind) {
    case Transition::Kind::Promote: m_bridge.promote(m_station, m_transition.model); break;
    case Transition::Kind::Review: emit reviewRequested(m_station); break;
    case Transition::Kind::RollBack: m_bridge.rollBack(m_station); break;
    case Transition::Kind::None: break;
    }
}

}  // namespace lineside
