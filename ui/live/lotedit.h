// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/modelid.h"
#include "lineside/station.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace lineside {

class EngineBridge;

/// Which lot runs at a station, and the field in which it is told: Enter sets it, Escape or leaving shows again what is. UI thread only.
class LotEdit : public QWidget {
    Q_OBJECT

public:
    explicit LotEdit(EngineBridge &bridge, QWidget *parent = nullptr);

    /// What is in force; what is being typed at the same station stays.
    void show(const StationId &station, const std::string &lot);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void set();
    void revert();

    EngineBridge &m_bridge;
    StationId m_station;
    QString m_lot;  ///< in force
    bool m_waits = false;  ///< what was typed needs somebody else, and stays until he has signed in
    QLabel *m_name;
    QLineEdit *m_edit;
};

}  // namespace lineside
