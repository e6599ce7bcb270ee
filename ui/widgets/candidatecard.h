// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;

namespace lineside {

class EngineBridge;
class LoadNow;

/// One offered file on its way: name, size, step n of 6 with a bar and Cancel; afterwards what became of it, with
/// Dismiss; while its load waits, why and until when, with "Load now…". Stays in its row for its whole life. UI thread only.
class CandidateCard : public QFrame {
    Q_OBJECT

public:
    CandidateCard(EngineBridge &bridge, CandidateId id, QWidget *parent = nullptr);

    /// By Tab one comes to its button right after `before`, which takes the focus itself.
    void putNextInTabOrder(QWidget &before);

    CandidateId id() const { return m_id; }
    void show(const CandidateSnapshot &candidate, const EngineSnapshot &snapshot);

    /// "Step 2 of 6: Read"
    static QString stepText(const CandidateSnapshot &candidate);
    /// What became of a finished candidate, or its step.
    static QString stateText(const CandidateSnapshot &candidate, const EngineSnapshot &snapshot);
    /// 0…1 over all steps.
    static double overallProgress(const CandidateSnapshot &candidate);

private:
    EngineBridge &m_bridge;
    CandidateId m_id;
    bool m_finished = false;
    QLabel *m_name;
    QLabel *m_state;
    QProgressBar *m_bar;
    LoadNow *m_loadNow;
    QPushButton *m_button;
};

}  // namespace lineside
