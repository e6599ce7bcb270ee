// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace lineside {

class CandidateStack;
class EngineBridge;

/// Stands over the lower right corner of the window, so that no tile moves: the cards of offered files, and commands that
/// were not carried out. Opens by itself for something new; the operator folds it away. UI thread only.
class FilesPanel : public QFrame {
    Q_OBJECT

public:
    explicit FilesPanel(EngineBridge &bridge, QWidget *parent);

    int count() const;
    void addNotice(const QString &sentence);
    void setFolded(bool folded);
    bool folded() const { return m_folded; }
    /// Puts itself into the lower right of `area`.
    void place(const QRect &area);

signals:
    void countChanged(int count);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void changed(bool more);

    CandidateStack *m_stack;
    QWidget *m_content;
    QScrollArea *m_scroll;
    QVBoxLayout *m_notices;
    QLabel *m_title;
    QPushButton *m_fold;
    QRect m_area;
    int m_noticeCount = 0, m_lastCount = 0;
    bool m_folded = false;
};

}  // namespace lineside
