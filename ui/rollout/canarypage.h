// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace lineside {

class CanaryStart;
class CanaryTables;
class EngineBridge;
class PlanEditor;
class RejectPanel;
class WindowAccess;

/// A model that goes on air step by step: where it is, what its guards say, what a person may say to it; and, while none is under way, how to begin one. UI thread only.
class CanaryPage : public QWidget {
    Q_OBJECT

public:
    /// `access`: who is at the window; null: nobody is asked.
    explicit CanaryPage(EngineBridge &bridge, WindowAccess *access = nullptr, QWidget *parent = nullptr);

    /// Somebody chose this model elsewhere and wants it on air step by step; what he wrote there is kept. A plan that is being edited stays in front.
    void propose(const ModelId &model, const QString &reason, const QString &by);

signals:
    void signInRequested(const QString &why);

protected:
    void focusInEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void retranslate();
    void refresh();
    void showCanary(const EngineSnapshot &snapshot);
    void review(bool open);
    void steer(CanaryHand hand);
    void edit(const std::optional<CanaryPlan> &plan);
    void say(const QString &sentence);
    QWidget *firstForKeys() const;
    void showPerson();

    EngineBridge &m_bridge;
    WindowAccess &m_access;
    QStackedWidget *m_stack;
    QWidget *m_main;
    PlanEditor *m_editor;
    QLabel *m_title, *m_situation, *m_byLabel, *m_message, *m_evidenceWords;
    QLineEdit *m_by;
    QPushButton *m_approve, *m_pause, *m_abort;
    QWidget *m_steer;
    QProgressBar *m_evidence;
    CanaryTables *m_tables;
    CanaryStart *m_start;
    QPushButton *m_review;
    RejectPanel *m_rejects;
    bool m_reviewing = false;  ///< the rejected parts stand in place of the tables
};

}  // namespace lineside
