// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "itemmodels/stationsdraft.h"
#include "lineside/result.h"
#include "settings/interfacesettings.h"

#include <QWidget>

#include <cstddef>
#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QTabWidget;
class QToolButton;

namespace lineside {

class EngineBridge;
class InterfaceEditor;
class LoadingEditor;
class RecordingEditor;
class NoticeLabel;
class SigningKeysEditor;
class StationEditor;
class VettingEditor;
class WatchedFolderEditor;

/// The settings: stations, whose changes wait in a bar until they are applied together, and the screens and the signing keys, which
/// change at once, as do how weight files are read, the folder that is watched and when models are loaded. UI thread only.
class SettingsPage : public QWidget {
    Q_OBJECT

public:
    explicit SettingsPage(EngineBridge &bridge, QWidget *parent = nullptr);

    InterfaceSettings &interfaceSettings() { return m_interface; }
    void showStation(const StationId &station);

protected:
    void focusInEvent(QFocusEvent *event) override;  ///< passed on: a proxy would take Tab past what stands before it
    void changeEvent(QEvent *event) override;

private:
    bool takeKey(const QKeyEvent &event);
    void build();
    void retranslate();
    void takeSnapshot();
    void showCurrent();
    void showWaiting();
    QString lanesNotice() const;
    void apply();
    void applied(const std::vector<StationConfig> &wanted, const Result<void> &result);
    void setListWidth();
    void search(const QString &words);
    int currentRow() const;
    void select(int row);

    EngineBridge &m_bridge;
    InterfaceSettings m_interface;
    StationsDraft m_draft;
    std::optional<std::size_t> m_stationsAtStart;
    bool m_reading = false;
    bool m_applying = false;  ///< between Apply and the engine's answer

    QLineEdit *m_search;
    NoticeLabel *m_configError, *m_applyProblem;
    QLabel *m_found;
    QTabWidget *m_tabs;
    QListView *m_list;
    QToolButton *m_add, *m_duplicate, *m_remove, *m_up, *m_down;
    QLabel *m_limit;
    StationEditor *m_station;
    InterfaceEditor *m_interfaceEditor;
    QWidget *m_files;  ///< how weight files are read, who vouches for them
    VettingEditor *m_vettingEditor;
    SigningKeysEditor *m_keysEditor;
    WatchedFolderEditor *m_folderEditor;
    LoadingEditor *m_loadingEditor;
    RecordingEditor *m_recordingEditor;
    QWidget *m_bar;
    QLabel *m_waiting, *m_file;
    QPushButton *m_apply, *m_discard;
};

}  // namespace lineside
