// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/promotion.h"

#include <QWidget>

#include <functional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace lineside {

class RefusalLabel;
class WindowAccess;

/// Where whoever is signed in puts his name to something: what it means, and once more his PIN or password. Stands in panels that promote. UI thread only.
class SignatureBlock : public QWidget {
    Q_OBJECT

public:
    explicit SignatureBlock(WindowAccess &access, QWidget *parent = nullptr);

    /// What is still missing before one can sign, as a sentence; empty: nothing.
    QString lacks() const;
    bool checking() const { return m_checking; }
    /// Signs with what is typed and hands on the signature, which is good for one promotion. A refusal is shown here; `done` then gets nothing. The typed secret stays for a further signature until `clear`.
    void sign(std::function<void(std::optional<ElectronicSignature>)> done);
    void clear();

signals:
    void changed();
    void signInRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void sync();

    WindowAccess &m_access;
    QLabel *m_who, *m_meaningLabel, *m_secretLabel;
    QComboBox *m_meaning;
    QLineEdit *m_secret;
    RefusalLabel *m_message;
    QPushButton *m_signIn;
    bool m_checking = false;
};

}  // namespace lineside
