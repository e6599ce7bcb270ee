// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QPushButton>

#include <optional>

namespace lineside {

class EngineBridge;

/// The offered file that is furthest on its way, with its step and bar, or the newest that came through, or the newest message, in two lines that always have the same place: so
/// that the card of a dropped file is there at once and no tile moves or is covered for it. A press shows all of them.
/// UI thread only.
class FilesButton : public QPushButton {
    Q_OBJECT

public:
    explicit FilesButton(EngineBridge &bridge, QWidget *parent = nullptr);

    /// A command that was not carried out; stands here until a file is offered after it. Empty: there is none.
    void setNotice(const QString &sentence);
    QString title() const { return m_title; }
    QString state() const { return m_state; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void sync();
    void describe(const EngineSnapshot &snapshot);

    EngineBridge &m_bridge;
    bool m_busy = false;  ///< a file was on its way when this looked last
    QString m_title, m_state, m_notice;
    CandidateId m_noticeAfter = 0;
    std::optional<double> m_progress;
    bool m_trouble = false;
};

}  // namespace lineside
