// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/stationstext.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace lineside {

class EngineBridge;

/// Starts and ends a comparison at all stations that have the same model on air, and says what they know together. Hidden where there is one such station only. UI thread only.
class StationsBar : public QWidget {
    Q_OBJECT

public:
    explicit StationsBar(EngineBridge &bridge, QWidget *parent = nullptr);

    /// `station`: the one that is looked at; null: none. `b`: what it is compared with, or would be.
    void follow(const EngineSnapshot &snapshot, const StationSnapshot *station, const std::optional<ModelId> &b);
    bool hasTable() const;  ///< B is compared at more than one
    void setTable(bool shown, bool allowed);
    void retranslate();

signals:
    void tableWanted(bool shown);

private:
    void start();
    void stop();

    EngineBridge &m_bridge;
    StationId m_station;
    std::optional<ModelId> m_b;
    QPushButton *m_start, *m_stop;
    QLabel *m_words;
    QToolButton *m_table;
};

}  // namespace lineside
