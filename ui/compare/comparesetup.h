// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/engine.h"

#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;

namespace lineside {

class EngineBridge;

/// The station whose model is A, the model that is B there, and the button that starts and ends their comparison. Says what the last snapshot that it was given knows of them. UI thread only.
class CompareSetup : public QWidget {
    Q_OBJECT

public:
    explicit CompareSetup(EngineBridge &bridge, QWidget *parent = nullptr);

    /// What everything is read from, from now on.
    void setSnapshot(EngineSnapshotPtr snapshot) { m_snapshot = std::move(snapshot); }
    const EngineSnapshot &snapshot() const { return *m_snapshot; }  ///< there is none before the first
    /// Offers the stations and models that there are now.
    void fill();
    void retranslate();
    /// Whether B can be chosen, and what the button does.
    void showState();

    void showStation(const StationId &station);
    void followSelection(const StationId &station);  ///< shows it, unless a comparison runs at the one that is shown
    void showModel(const ModelId &b);  ///< proposes B; where another is compared, once that ends

    StationId stationId() const;  ///< empty: there is none
    const StationSnapshot *station() const;  ///< null: there is none
    const ModelSnapshot *b() const;  ///< what is compared, else what is chosen; null: neither
    std::optional<ModelId> idOfB() const;
    const std::optional<ModelId> &asked() const { return m_asked; }  ///< B that was proposed while another is compared
    int choices() const;  ///< so many models could be B

signals:
    void stationChanged();  ///< `changed` follows
    void changed();

private:
    using Choices = std::vector<std::pair<QString, QString>>;  ///< what is read, what it stands for

    static bool offer(QComboBox *list, Choices wanted, Choices &shown);
    void fillModels();
    void changeStation();
    void startOrStop();

    EngineBridge &m_bridge;
    EngineSnapshotPtr m_snapshot;
    Choices m_stations, m_models;  ///< as the lists offer them
    std::optional<ModelId> m_asked;  ///< chosen when the comparison ends
    bool m_chosen = false;  ///< B, by the operator; otherwise it is what the station has in its preview
    QLabel *m_stationLabel, *m_modelLabel;
    QComboBox *m_station, *m_model;
    QPushButton *m_start;
};

}  // namespace lineside
