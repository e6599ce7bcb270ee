// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>

#include <functional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;

namespace lineside {

class NoticeLabel;
class RefusalLabel;
class WindowAccess;

/// Where somebody says who he is: name, PIN or password, by keys or by the digits on it, which gloves hit. Stands inside the window, beside what runs on; never modal.
/// Signs out too. UI thread only.
class SignInPanel : public QFrame {
    Q_OBJECT

public:
    explicit SignInPanel(WindowAccess &access, QWidget *parent = nullptr);

    /// `why`: what was asked for and needs somebody else; empty: nothing was.
    void open(const QString &why = {});
    /// Takes its place in the upper right corner of `area`, no larger than it.
    void placeIn(const QRect &area);

    /// Milliseconds that never go back; replaced by tests.
    void setClock(std::function<qint64()> clock);

signals:
    void closed();
    void signOutRequested();
    void placeNeeded();  ///< it has become higher or lower

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void retranslate();
    void sync();
    void showState();
    void signIn();

    WindowAccess &m_access;
    QLabel *m_title, *m_who, *m_nameLabel, *m_secretLabel;
    NoticeLabel *m_why;
    RefusalLabel *m_message;
    QComboBox *m_name;
    QLineEdit *m_secret;
    QPushButton *m_go, *m_out, *m_close, *m_erase;
    QScrollArea *m_scroll;
    QWidget *m_content;
    bool m_checking = false;
    QString m_refusedName;  ///< whom the message is about
};

}  // namespace lineside
