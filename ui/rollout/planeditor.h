// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QFrame>

#include <optional>
#include <string>
#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace lineside {

class EngineBridge;
class GuardFields;
class HoursRow;
class NoticeLabel;
class StationChoice;
class StepRow;

/// Makes or changes a plan by which a model goes on air step by step, and says meanwhile what the plan comes to on this line.
/// Saved plans are of the engine. Stands inside a page; never modal. UI thread only.
class PlanEditor : public QFrame {
    Q_OBJECT

public:
    explicit PlanEditor(EngineBridge &bridge, QWidget *parent = nullptr);

    /// Shows this plan, which is saved; empty: a new one.
    void open(const std::optional<CanaryPlan> &plan);

signals:
    void closed();  ///< nothing was saved
    void saved(const QString &name);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    QWidget *buildButtons();
    void retranslate();
    void fill();
    StepRow &addStep(const CanaryStep &step);
    HoursRow &addHours(const CanaryWindow &window);
    void removeStep(StepRow *row);
    void removeHours(HoursRow *row);
    void numberRows();
    void bringIntoSight(QWidget *row);
    void edited();
    void sync();
    bool nameIsTaken(const EngineSnapshot &snapshot, const std::string &name) const;
    QString sentence(const PlanFault &fault, const EngineSnapshot &snapshot) const;
    CanaryPlan typed() const;
    void save();
    void leave();

    EngineBridge &m_bridge;
    CanaryPlan m_plan;                      ///< as it was opened
    std::optional<std::string> m_replaces;  ///< the saved plan that this one takes the place of
    int m_opened = 0;                       ///< counts, so that an answer that comes late means no other plan
    bool m_filling = false, m_saving = false;

    QLabel *m_title, *m_nameLabel, *m_coversLabel, *m_coversHint, *m_stepsHead, *m_hoursHead, *m_hoursHint;
    QLineEdit *m_name;
    StationChoice *m_covers;
    QScrollArea *m_scroll;
    QVBoxLayout *m_stepColumn, *m_hoursColumn;
    std::vector<StepRow *> m_steps;
    std::vector<HoursRow *> m_hours;
    QPushButton *m_addStep, *m_addHours, *m_cancel, *m_save;
    GuardFields *m_guard;
    QLabel *m_check, *m_faults, *m_notSaved;
    NoticeLabel *m_problem;
};

}  // namespace lineside
