// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QWidget>

#include <vector>

class QLabel;
class QVBoxLayout;

namespace lineside {

class EngineBridge;
class LoadNow;

/// The versions of the library that wait to be loaded, a card each; offered files have cards of their own. Hides itself while there are
/// none. UI thread only.
class WaitingLoads : public QWidget {
    Q_OBJECT

public:
    explicit WaitingLoads(EngineBridge &bridge, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Card {
        LoadId load = 0;
        QWidget *frame = nullptr;
        QLabel *name = nullptr, *state = nullptr;
        LoadNow *now = nullptr;
    };
    Card makeCard(LoadId load);
    void sync();

    EngineBridge &m_bridge;
    QVBoxLayout *m_layout;
    std::vector<Card> m_cards;
};

}  // namespace lineside
