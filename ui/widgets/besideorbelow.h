// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QBoxLayout;

namespace lineside {

/// Two widgets beside each other where that leaves the second one room for a line of words, else one below the other. Owns both. A hidden one takes no room. UI thread only.
class BesideOrBelow : public QWidget {
    Q_OBJECT

public:
    BesideOrBelow(QWidget *first, QWidget *second, QWidget *parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void arrange();

    QWidget *m_first, *m_second;
    QBoxLayout *m_row;
};

}  // namespace lineside
