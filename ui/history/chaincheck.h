// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/audit.h"
#include "lineside/result.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;

namespace lineside {

class EngineBridge;

/// Checks on request that nothing in the history and the record of parts was changed, and says what that came to in a sentence. UI thread only.
class ChainCheck : public QWidget {
    Q_OBJECT

public:
    explicit ChainCheck(EngineBridge &bridge, QWidget *parent = nullptr);

    static QString sentence(const AuditReport &report);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void check();

    EngineBridge &m_bridge;
    QPushButton *m_button;
    QLabel *m_answer;
    bool m_running = false;
    std::optional<Result<AuditReport>> m_report;  ///< the last
};

}  // namespace lineside
