// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <functional>

namespace lineside {

class WindowAccess;

/// Signs out whoever touched neither keys nor mouse nor screen for so long as the interface's settings say: the next who stands there is an operator, and
/// nothing on the screen stops. Sees the input of the whole program. UI thread only.
class IdleLock : public QObject {
    Q_OBJECT

public:
    explicit IdleLock(WindowAccess &access, QObject *parent = nullptr);

    /// Milliseconds that never go back; replaced by tests.
    void setClock(std::function<qint64()> clock);
    /// Locks where the time is over; the timer does it once a second.
    void look();

signals:
    void locked();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    WindowAccess &m_access;
    std::function<qint64()> m_clock;
    qint64 m_lastInput;
    QTimer m_timer;
};

}  // namespace lineside
