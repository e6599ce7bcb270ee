// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/engine.h"

#include <QTimer>
#include <QWidget>

#include <string>

class QComboBox;
class QDoubleSpinBox;
class QGroupBox;
class QLabel;
class QLineEdit;
class QMediaDevices;
class QPushButton;
class QSpinBox;

namespace lineside {

class CredentialEditor;
class EngineBridge;
class SettingRow;

/// Edits where a station's pictures come from, and tries it out. User name and password go to the system's keychain
/// and are never part of the configuration. UI thread only.
class SourceEditor : public QWidget {
    Q_OBJECT

public:
    explicit SourceEditor(EngineBridge &bridge, QWidget *parent = nullptr);

    void show(const StationId &station, const SourceConfig &source);
    /// The last values that could be taken.
    const SourceConfig &source() const { return m_source; }
    void retranslate();

    /// Shows the outcome of a test; public for the tests of this page.
    void showTest(const Result<SourceTest> &result);

signals:
    void edited();
    /// The keychain answered for a station that is not shown here any more.
    void credentialStored(const lineside::StationId &station, const std::string &credential);

private:
    void build();
    void read();
    void showKind();
    void fillCameras();
    void browse();
    void test();
    void startTest();
    QString location() const;

    EngineBridge &m_bridge;
    StationId m_station;
    SourceConfig m_source;
    bool m_showing = false;
    QTimer m_pathRests;  ///< runs while a path is being typed
    QMediaDevices *m_cameras = nullptr;  ///< made when somebody wants a camera: it starts the multimedia back end
    int m_testsMade = 0;
    int m_testNumber = 0;  ///< of the test whose answer is shown; 0: none

    QGroupBox *m_box;
    QComboBox *m_kind;
    QLineEdit *m_file, *m_url;
    QWidget *m_fileField;
    CredentialEditor *m_credential;
    QComboBox *m_camera;
    QPushButton *m_browse, *m_test;
    QSpinBox *m_demoStation, *m_demoSeed;
    QDoubleSpinBox *m_demoDefects, *m_fps;
    QLabel *m_testText, *m_testPicture;
    SettingRow *m_kindRow, *m_fileRow, *m_urlRow, *m_cameraRow, *m_demoStationRow, *m_demoSeedRow, *m_demoDefectsRow,
        *m_fpsRow, *m_credentialRow, *m_testRow;
    QWidget *m_testField;
};

}  // namespace lineside
