// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QPushButton>

#include <utility>
#include <vector>

class QMenu;

namespace lineside {

/// Some stations, or none, out of a menu that stays open while they are ticked. Keeps the order in which they were; one that the
/// line does not have any more can still be taken out. UI thread only.
class StationChoice : public QPushButton {
    Q_OBJECT

public:
    explicit StationChoice(QWidget *parent = nullptr);

    void setLine(const EngineSnapshot &snapshot);
    void choose(std::vector<StationId> stations);
    const std::vector<StationId> &chosen() const { return m_chosen; }
    /// What the choice is for, to those who cannot see where it stands, and what it says while none is ticked.
    void setTexts(const QString &purpose, const QString &nothing);

signals:
    void changed();  ///< by hand

private:
    void fill();
    void toggle(const StationId &station, bool wanted);
    void say();
    QString nameOf(const StationId &station) const;

    QMenu *m_menu;
    std::vector<std::pair<StationId, QString>> m_line;  ///< with their names
    std::vector<StationId> m_chosen;
    QString m_purpose, m_nothing;
};

}  // namespace lineside
