// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"
#include "lineside/signature.h"

#include <QWidget>

#include <functional>

class QGroupBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace lineside {

class EngineBridge;
class SettingRow;

/// The keys that vouch for weight files: those trusted, a form for another one, those revoked. Every change applies at once; a key that
/// was removed stands in the form, so that a slip is taken back by Add. UI thread only.
class SigningKeysEditor : public QWidget {
    Q_OBJECT

public:
    explicit SigningKeysEditor(EngineBridge &bridge, QWidget *parent = nullptr);

    void show(const SigningKeys &keys);
    void retranslate();

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    int rowHeight() const;
    void fill(QListWidget *list, const std::vector<SigningKey> &keys);
    void enableButtons();
    void add();
    void openFile();
    void revoke();
    void remove(std::vector<SigningKey> SigningKeys::*from, const QListWidget *list);
    /// `said` once the engine has taken them.
    void apply(SigningKeys keys, const QString &said, std::function<void()> then = {});
    void answered(const SigningKeys &wanted, const Result<void> &result, const QString &said);
    void say(const QString &sentence);

    EngineBridge &m_bridge;
    SigningKeys m_keys;  ///< in force

    QGroupBox *m_box;
    QListWidget *m_trusted, *m_revoked;
    QPushButton *m_revoke, *m_remove, *m_open, *m_add, *m_removeRevoked;
    QLineEdit *m_name, *m_key;
    QLabel *m_said;
    SettingRow *m_trustedRow, *m_nameRow, *m_keyRow, *m_revokedRow;
};

}  // namespace lineside
