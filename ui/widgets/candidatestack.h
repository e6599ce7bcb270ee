// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace lineside {

class CandidateCard;
class EngineBridge;

/// The cards of all offered files, newest on top; hides itself while there are none. Above several cards stands how many files
/// are on their way, were taken and were not, and what does the same to all of them. UI thread only.
class CandidateStack : public QWidget {
    Q_OBJECT

public:
    explicit CandidateStack(EngineBridge &bridge, QWidget *parent = nullptr);

    int count() const { return static_cast<int>(m_cards.size()); }
    void setWanted(bool wanted);  ///< false: stays hidden, because the cards stand elsewhere too

signals:
    void countChanged(int count);

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildHead();
    void sync();
    void showHead();
    void onTick();
    CandidateCard *cardOf(CandidateId id) const;  ///< null: none yet
    void retranslate();

    EngineBridge &m_bridge;
    bool m_wanted = true;
    std::vector<CandidateId> m_onWay, m_taken, m_notTaken;  ///< when this looked last; m_onWay without those being cancelled
    bool m_busy = false;  ///< a file was on its way when this looked last
    QVBoxLayout *m_layout;
    QWidget *m_head;
    QLabel *m_counts;
    QPushButton *m_cancelAll;
    QPushButton *m_dismissAll;
    std::vector<CandidateCard *> m_cards;  ///< owned by this widget; in the order of the snapshot
};

}  // namespace lineside
