// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace lineside {

class EngineBridge;

/// The load that an offered file waits for; null: none.
const WaitingLoad *waitingLoadOf(const EngineSnapshot &snapshot, CandidateId candidate);
/// What a load waits for and until when, in a sentence.
QString loadWaitText(const WaitingLoad &load, const EngineSnapshot &snapshot);

/// "Load now…" for a load that waits: asks why, which the history keeps. Hidden while nothing waits. UI thread only.
class LoadNow : public QWidget {
    Q_OBJECT

public:
    explicit LoadNow(EngineBridge &bridge, QWidget *parent = nullptr);

    /// `what`: "line-v3.pt", for screen readers. Null: nothing waits.
    void show(const WaitingLoad *load, const QString &what);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void ask(bool open);
    void loadNow();

    EngineBridge &m_bridge;
    LoadId m_load = 0;
    QString m_what;
    QPushButton *m_open;
    QWidget *m_question;
    QLineEdit *m_reason;
    QPushButton *m_now, *m_keep;
    QLabel *m_problem;
};

}  // namespace lineside
