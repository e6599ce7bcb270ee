// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/access.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>

class QAbstractButton;
class QAction;

namespace lineside {

class EngineBridge;

/// Shows on a button, before anybody presses it, that what it does is not for whoever is at the window: a small lock in its corner, and who may, in its tool tip and for screen readers. A press by mouse or key leads
/// to signing in instead (`EngineBridge::notAllowed`). What is shown follows whoever signs in or out at once; whether the button is enabled stays the page's own matter, and where nobody is asked nothing is marked.
/// Takes no room: no layout changes by it. Owned by the button, which it outlives in no case. UI thread only.
class DeedLock : public QObject {
    Q_OBJECT

public:
    using Which = std::function<std::optional<Deed>()>;

    DeedLock(QAbstractButton *button, EngineBridge &bridge, Deed deed);
    /// `which`: what the button does now, where that changes; empty: nothing that anybody may not.
    DeedLock(QAbstractButton *button, EngineBridge &bridge, Which which);

    bool locked() const { return !m_words.isEmpty(); }
    /// What the lock takes of the button's width, in pixels: as much as a style leaves beside the words. 0 where there is none.
    int room() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    class Badge;

    std::optional<Deed> forbidden() const;
    void sync();
    void writeToolTip();
    void writeDescription();
    int size() const;
    void place();
    void refuse();

    QAbstractButton *m_button;
    EngineBridge &m_bridge;
    Which m_which;
    Badge *m_badge = nullptr;        ///< child of the button; null: was never locked
    QString m_words;                 ///< empty: not locked
    QString m_ownTip, m_ownDescription, m_shownDescription;  ///< the page's, and what is there with the words
    bool m_writing = false, m_pressed = false;
};

/// The same for a line of a menu that is made when it opens: it gets a lock and a tool tip; what is done when it is chosen asks `EngineBridge::admits` itself.
void markDeed(QAction *action, const EngineBridge &bridge, Deed deed);

}  // namespace lineside
