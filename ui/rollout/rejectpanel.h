// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"
#include "live/pictureviewport.h"
#include "rollout/rejectanswers.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace lineside {

class AnswerView;
class EngineBridge;
class WindowAccess;

/// Asks a person of one rejected part after the other, the one that waits longest first, whether it is defective: a button and a key for each answer, and the way back.
/// Owned by the page. UI thread only.
class RejectPanel : public QWidget {
    Q_OBJECT

public:
    RejectPanel(EngineBridge &bridge, WindowAccess &access, QWidget *parent = nullptr);

    /// Is there anybody asked about rejected parts now? Pure.
    static bool asks(const EngineSnapshot &snapshot);
    /// The parts that the engine has now; says so where the canary has ended.
    void show(const EngineSnapshot &snapshot);
    void retranslate();

signals:
    void closed();
    void signInRequested(const QString &why);

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void reload();
    void showPart();
    void give(Truth truth);
    void undo();
    void ask(std::uint64_t number, Truth truth);
    void onAnswered(std::uint64_t number, Truth truth, const Result<void> &result);
    bool mayAnswer();
    bool take(const QKeyEvent &key);
    QString question() const;

    EngineBridge &m_bridge;
    WindowAccess &m_access;
    RejectAnswers m_answers;
    bool m_asks = false;
    PictureViewport m_viewport;
    AnswerView *m_picture;
    QLabel *m_question, *m_progress, *m_part, *m_told;
    QPushButton *m_good, *m_even, *m_defective, *m_undo, *m_back;
};

}  // namespace lineside
