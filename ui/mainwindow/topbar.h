// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace lineside {

class ElidedLabel;
class EngineBridge;
class PersonButton;
class StateSign;

/// Name of the program, the line's state in a word, what computes, import and promote, the clock, who is here. UI thread only.
class TopBar : public QWidget {
    Q_OBJECT

public:
    explicit TopBar(EngineBridge &bridge, QWidget *parent = nullptr);

    /// Takes the controls of the page shown; null: none.
    void setPageControls(QWidget *controls);
    /// Takes who is at this window; once, at the beginning.
    void setPerson(PersonButton *person);

    enum class LineState { Running, Attention, Stopped };
    static LineState stateOf(const EngineSnapshot &snapshot);
    static QString reasonOf(const EngineSnapshot &snapshot);

signals:
    void importRequested();
    void promoteRequested();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    static QString lostOf(const EngineSnapshot &snapshot);  ///< what does not reach the disk, since when, and what helps
    void retranslate();
    void sync();
    void fit();

    EngineBridge &m_bridge;
    QLabel *m_name, *m_clock;
    ElidedLabel *m_state, *m_device;
    StateSign *m_sign;
    QPushButton *m_import, *m_promote;
    QHBoxLayout *m_layout;
    QWidget *m_controls = nullptr;
    PersonButton *m_person = nullptr;
    QTimer m_second;
};

}  // namespace lineside
