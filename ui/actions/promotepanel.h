// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "actions/promoteplan.h"

#include <QFrame>

#include <optional>
#include <set>
#include <vector>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;

namespace lineside {

class EngineBridge;
class SignatureBlock;
class WindowAccess;

/// Promote…: one model for one or several stations. Choose the model, choose the stations, read now → then, and one button
/// says what it will do. A station where the model is not ready yet is offered it first and becomes possible when it is.
/// Where labels or input size change, that is confirmed on its own, by name; where a station asks for a verdict and has none,
/// somebody answers for it. Where a station asks for a signature, the button has it checked first, and nothing goes on air without it.
/// Reason, name and signature go into the history. On a line of several stations there is a second way beside it: step by step, on another page.
/// Stands inside the window; never modal. UI thread only.
class PromotePanel : public QFrame {
    Q_OBJECT

public:
    PromotePanel(EngineBridge &bridge, WindowAccess &access, QWidget *parent = nullptr);

    /// Opens with this station chosen; empty: with none.
    void open(const StationId &station);

signals:
    void closed();
    void stepByStepRequested(const ModelId &model, const QString &reason, const QString &by);  ///< with what was written here
    void signInRequested(const QString &why);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Row {
        StationId station;
        QCheckBox *check;
        QLabel *now, *then;
        QPushButton *prepare;
    };

    void retranslate();
    void sync();
    void fillModels(const EngineSnapshot &snapshot);
    void fillRows(const EngineSnapshot &snapshot);
    void showPlan();
    void showSteps(const EngineSnapshot &snapshot);
    void clearAnswers();
    void showPerson();
    void promote();
    void promoteNext();
    const ModelSnapshot *model(const EngineSnapshot &snapshot) const;
    std::set<StationId> chosen() const;
    PromotePlan plan(const EngineSnapshot &snapshot) const;

    /// What the button was pressed for, while signatures are checked: one for each station, in turn.
    struct UnderWay {
        ModelId model;
        PromotionNote note;
        std::vector<StationId> signedFor, others;  ///< that are left; the others follow the first signature
    };

    EngineBridge &m_bridge;
    WindowAccess &m_access;
    std::optional<UnderWay> m_underWay;
    SignatureBlock *m_signature;
    QLabel *m_title, *m_modelLabel, *m_explanation, *m_summary, *m_reasonLabel, *m_byLabel;
    QLineEdit *m_reason, *m_by;
    QCheckBox *m_changeIsMeant;
    QString m_confirmed;  ///< the change that the box stands for
    QComboBox *m_models;
    QScrollArea *m_scroll;
    QWidget *m_stations;
    QGridLayout *m_grid;
    QLabel *m_stationHead, *m_nowHead, *m_thenHead;
    QPushButton *m_go, *m_steps, *m_close, *m_signIn;
    std::vector<Row> m_rows;
    std::vector<ModelId> m_ids;
    StationId m_wanted;
};

}  // namespace lineside
