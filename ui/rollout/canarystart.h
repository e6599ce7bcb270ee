// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/canary.h"
#include "lineside/snapshot.h"

#include <QFrame>

#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace lineside {

class EngineBridge;
class SignatureBlock;
class WindowAccess;

/// Which model is to go on air by which plan, who answers for it and why, and signs where a station wants that; says what the plan comes to before it begins, and asks whether other labels or another input size are meant.
/// UI thread only.
class CanaryStart : public QFrame {
    Q_OBJECT

public:
    CanaryStart(EngineBridge &bridge, WindowAccess &access, QWidget *parent = nullptr);

    void show(const EngineSnapshot &snapshot);
    void retranslate();
    void choose(const QString &plan);
    /// The model that somebody chose elsewhere, with what he had written there: the plan is left to choose, and gets the keyboard.
    void propose(const ModelId &model, const QString &reason, const QString &by);

signals:
    void editRequested(const std::optional<CanaryPlan> &plan);  ///< empty: a new one
    void refused(const QString &sentence);                      ///< empty: it began
    void signInRequested();

private:
    std::vector<CanaryPlan> offered(const EngineSnapshot &snapshot) const;
    /// What was confirmed to be meant. Value type.
    struct Asked {
        std::optional<ModelId> model;
        std::optional<CanaryPlan> plan;
        QString change;  ///< of labels and input size at the plan's stations; empty: nothing is asked

        bool operator==(const Asked &) const = default;
    };

    Asked asks(const CanaryPlanCheck &check) const;
    void askAbout(Asked asked);
    void showPlan();
    void showPerson();
    void begin();
    void start(const CanaryPlan &plan, const ModelId &model, PromotionNote note);
    void removePlan();
    const CanaryPlan *plan() const;
    std::optional<ModelId> model() const;
    PromotionPolicy strictest(const CanaryPlanCheck &check) const;
    /// Of stations where the comparison has decided for the model, and what is missing there all the same.
    QString whyNotProven() const;
    bool asksForSignature(const CanaryPlanCheck &check) const;

    EngineBridge &m_bridge;
    WindowAccess &m_access;
    SignatureBlock *m_signature;
    std::vector<CanaryPlan> m_plans;
    std::vector<ModelId> m_ids;
    bool m_chosenByHand = false;  ///< the model
    Asked m_asked;
    QLabel *m_title, *m_modelLabel, *m_planLabel, *m_change, *m_summary, *m_reasonLabel, *m_byLabel;
    QCheckBox *m_changeIsMeant;
    QComboBox *m_models, *m_planBox;
    QLineEdit *m_reason, *m_by;
    QPushButton *m_new, *m_edit, *m_remove, *m_begin;
};

}  // namespace lineside
