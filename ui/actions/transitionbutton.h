// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "actions/transition.h"

#include <QPushButton>

#include <functional>

namespace lineside {

class DeedLock;
class EngineBridge;

/// The one button that changes which model is on air at one station; besides the Promote panel nothing promotes. A second press that follows
/// at once, and a press that began while the button said something else, do nothing: so a double click is one step, not
/// there and back. Takes the focus only when the operator tabs to it. UI thread only.
class TransitionButton : public QPushButton {
    Q_OBJECT

public:
    enum class Form { Full, Compact };

    TransitionButton(EngineBridge &bridge, StationId station, Form form, QWidget *parent = nullptr);

    const Transition &transition() const { return m_transition; }
    void show(const Transition &transition);

    /// A press counts this long after the last one that did, or after the button appeared or its words changed.
    static constexpr int kGuardMs = 700;
    static constexpr int kSettleMs = 250;
    /// Milliseconds that never go back; replaced by tests.
    void setClock(std::function<qint64()> clock) { m_clock = std::move(clock); }

signals:
    /// Labels or input size would change: the Promote panel shows what, and asks why.
    void reviewRequested(const lineside::StationId &station);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void carryOut();

    EngineBridge &m_bridge;
    DeedLock *m_lock;
    StationId m_station;
    Form m_form;
    Transition m_transition, m_pressed;
    QString m_reader;  ///< what screen readers are told, without the reason
    qint64 m_changedAt = 0;
    qint64 m_doneAt = -kGuardMs;
    std::function<qint64()> m_clock;
};

}  // namespace lineside
