// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace lineside {

class WindowAccess;

/// Says all the time who is at this window and what he may; pressed, it opens the way to sign in. Hidden where nobody is asked who he is. UI thread only.
class PersonButton : public QPushButton {
    Q_OBJECT

public:
    explicit PersonButton(WindowAccess &access, QWidget *parent = nullptr);

    int roomInShort() const;  ///< pixels that it needs at least; 0: it is not there
    int roomInFull() const;
    /// Which of both it has.
    void setInShort(bool inShort);

signals:
    void roomChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void sync();
    int widthOf(const QString &words) const;

    WindowAccess &m_access;
    QString m_full, m_short;
    bool m_inShort = false;
};

}  // namespace lineside
