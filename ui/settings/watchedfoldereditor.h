// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QWidget>

class QComboBox;
class QGroupBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace lineside {

class EngineBridge;
class SettingRow;

/// The folder whose weight files are offered by themselves. What is typed waits for its button; the line below says what is in force, and
/// in an amber field why nothing can be offered from there now. UI thread only.
class WatchedFolderEditor : public QWidget {
    Q_OBJECT

public:
    explicit WatchedFolderEditor(EngineBridge &bridge, QWidget *parent = nullptr);

    void show(const EngineSnapshot &snapshot);
    void retranslate();

private:
    void build();
    void fillStations(const EngineSnapshot &snapshot);
    void fillFields();
    void showState();
    void enableButtons();
    WatchedFolder typed() const;
    void browse();
    void apply(const WatchedFolder &folder);
    void answered(const WatchedFolder &wanted, const Result<void> &result);
    QString trouble() const;

    EngineBridge &m_bridge;
    WatchedFolder m_inForce;
    std::optional<Error> m_error;
    bool m_edited = false;   ///< the fields say something else than what is in force
    bool m_filling = false;

    QGroupBox *m_box;
    QLineEdit *m_path;
    QComboBox *m_station;
    QSpinBox *m_poll;
    QPushButton *m_browse, *m_watch, *m_stop;
    QLabel *m_state;
    SettingRow *m_pathRow, *m_stationRow, *m_pollRow, *m_buttonsRow;
};

}  // namespace lineside
