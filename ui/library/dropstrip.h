// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace lineside {

/// Says where a weight file can be dropped and that nothing changes by it; a strip above the table, or the whole page
/// while the library is empty. The window takes the drop itself. UI thread only.
class DropStrip : public QFrame {
    Q_OBJECT

public:
    explicit DropStrip(bool large, QWidget *parent = nullptr);

    void retranslate();

signals:
    void chooseFiles();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_title, *m_text;
    QPushButton *m_button;
};

}  // namespace lineside
