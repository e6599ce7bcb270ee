// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace lineside {

/// All keys on one sheet, over the window; any way of closing leaves everything as it was. UI thread only.
class KeySheet : public QFrame {
    Q_OBJECT

public:
    explicit KeySheet(QWidget *parent);

    void open(const QRect &area);

signals:
    void firstStepsRequested();
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    QLabel *m_title;
    QWidget *m_table;
    QPushButton *m_first, *m_close;
};

}  // namespace lineside
