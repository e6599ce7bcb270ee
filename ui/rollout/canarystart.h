// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/canary.h"
#include "lineside/snapshot.h"

#include <QFrame>

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace lineside {

class EngineBridge;
class SignatureBlock;
class WindowAccess;

/// Which model is to go on air by which plan, who answers for it and why, and signs where a station wants that; says what the plan comes to before it begins. UI thread only.
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
    void showPlan();
    void showPerson();
    void begin();
    void start(const CanaryPlan &plan, const ModelId &model, PromotionNote note);
    void removePlan();
    const CanaryPlan *plan() const;
    std::optional<ModelId> model() const;
    PromotionPolicy strictest(const CanaryPlanCheck &check) const;
    bool asksForSignature(const CanaryPlanCheck &check) const;

    EngineBridge &m_bridge;
    WindowAccess &m_access;
    SignatureBlock *m_signature;
    std::vector<CanaryPlan> m_plans;
    std::vector<ModelId> m_ids;
    bool m_chosenByHand = false;  ///< the model
    QLabel *m_title, *m_modelLabel, *m_planLabel, *m_summary, *m_reasonLabel, *m_byLabel;
    QComboBox *m_models, *m_planBox;
    QLineEdit *m_reason, *m_by;
    QPushButton *m_new, *m_edit, *m_remove, *m_begin;
};

}  // namespace lineside
