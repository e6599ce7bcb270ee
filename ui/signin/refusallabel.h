// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/accessdesk.h"

#include "settings/noticelabel.h"

#include <QTimer>

#include <functional>

namespace lineside {

/// Why a PIN or password was not taken, and where the next one has to wait, for how long still. UI thread only.
class RefusalLabel : public NoticeLabel {
    Q_OBJECT

public:
    explicit RefusalLabel(QWidget *parent = nullptr);

    void tell(const SignInRefusal &refusal);
    void say(const QString &sentence);  ///< another sentence; empty: nothing
    bool waiting() const;               ///< nothing would be looked at now

    /// Milliseconds that never go back; replaced by tests.
    void setClock(std::function<qint64()> clock) { m_clock = std::move(clock); }

signals:
    void waitOver();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showWords();

    std::function<qint64()> m_clock;
    SignInRefusal m_refusal;
    bool m_told = false;
    qint64 m_until = 0;
    QTimer m_timer;
};

}  // namespace lineside
