// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QStringList>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace lineside {

class CandidateStack;
class EngineBridge;

/// The cards of all offered files, and commands that were not carried out, in a column beside the pages. It takes that room
/// only when the operator opens it: nothing on the screen moves by itself. Esc folds it away. UI thread only.
class FilesPanel : public QFrame {
    Q_OBJECT

public:
    explicit FilesPanel(EngineBridge &bridge, QWidget *parent);

    int count() const;
    void addNotice(const QString &sentence);
    void setFolded(bool folded);
    bool folded() const { return isHidden(); }
    bool hasHeightForWidth() const override { return false; }  ///< it scrolls inside

signals:
    void foldedChanged(bool folded);
    /// The newest sentence about a command that was not carried out; empty when all are dismissed.
    void noticeChanged(const QString &sentence);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void remove(const QString &sentence);
    void noticesChanged();
    static void nameDismiss(QPushButton *button);
    void fitWidth();

    CandidateStack *m_stack;
    QWidget *m_content;
    QScrollArea *m_scroll;
    QVBoxLayout *m_notices;
    QLabel *m_title;
    QLabel *m_empty;
    QPushButton *m_fold;
    QStringList m_sentences;  ///< of the notices, newest first
};

}  // namespace lineside
