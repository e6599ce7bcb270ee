// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;

namespace lineside {

class EngineBridge;
class NoticeLabel;

/// Across the window while the engine is in safe mode: what happened, what runs, and the one button that loads the rest. UI thread only.
class SafeModeBar : public QWidget {
    Q_OBJECT

public:
    explicit SafeModeBar(EngineBridge &bridge, QWidget *parent = nullptr);

signals:
    void closed();  ///< it went away with the focus

protected:
    void changeEvent(QEvent *event) override;

private:
    void sync();

    EngineBridge &m_bridge;
    NoticeLabel *m_notice;
    QPushButton *m_leave;
};

}  // namespace lineside
