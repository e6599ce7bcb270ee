// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/canary.h"

#include <QWidget>

#include <array>
#include <vector>

class QCheckBox;
class QLabel;
class QPushButton;
class QTimeEdit;

namespace lineside {

/// Hours in which a step may begin: days of the week, and from when to when. UI thread only.
class HoursRow : public QWidget {
    Q_OBJECT

public:
    explicit HoursRow(const CanaryWindow &window, QWidget *parent = nullptr);

    CanaryWindow typed() const;
    void setNumber(int number);  ///< from 1
    void retranslate();
    std::vector<QWidget *> fields() const;  ///< in the order of reading

signals:
    void changed();
    void removeWanted();

private:
    void sayMeaning();

    int m_number = 1;
    std::array<QCheckBox *, 7> m_days;  ///< Monday first
    QLabel *m_fromLabel, *m_toLabel, *m_meaning;
    QTimeEdit *m_from, *m_to;
    QPushButton *m_remove;
};

}  // namespace lineside
