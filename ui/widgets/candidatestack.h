// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace lineside {

class CandidateCard;
class EngineBridge;

/// The cards of all offered files, newest on top; hides itself while there are none. UI thread only.
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
    void sync();
    void onTick();
    void retranslate();

    EngineBridge &m_bridge;
    bool m_wanted = true;
    bool m_busy = false;  ///< a file was on its way when this looked last
    QVBoxLayout *m_layout;
    std::vector<CandidateCard *> m_cards;  ///< owned by this widget; in the order of the snapshot
};

}  // namespace lineside
