// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"
#include "lineside/station.h"

#include <QWidget>

#include <functional>
#include <string>

class QLabel;
class QLineEdit;
class QPushButton;

namespace lineside {

class EngineBridge;

/// User name and password of a station's camera, handed to the system's keychain; the configuration only gets the name of
/// the entry, and only once the keychain has taken it. UI thread only.
class CredentialEditor : public QWidget {
    Q_OBJECT

public:
    explicit CredentialEditor(EngineBridge &bridge, QWidget *parent = nullptr);

    /// `credential`: the entry in the configuration, empty: none. What was typed for another station is forgotten.
    void show(const StationId &station, const std::string &credential);
    void fill(const QString &user, const QString &password);
    bool filled() const;
    /// Stores what is typed, or removes the entry where no user is; `then` follows once the keychain has taken it.
    void store(std::function<void()> then);
    void retranslate();

signals:
    void stored(const std::string &credential);
    /// The keychain answered for a station that is not shown here any more.
    void storedElsewhere(const lineside::StationId &station, const std::string &credential);
    void problemChanged(const QString &sentence);  ///< empty: none

private:
    void answered(const StationId &station, bool removed, const Result<void> &result);
    void showStored(const QString &sentence);
    QString storedSentence() const;

    EngineBridge &m_bridge;
    StationId m_station;
    std::string m_credential;
    QLineEdit *m_user, *m_password;
    QPushButton *m_store;
    QLabel *m_stored;
};

}  // namespace lineside
