// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace lineside {

class StationChoice;

/// The fields of one step of a plan. What has no field, or was not touched, stays as it was to the last digit. UI thread only.
class StepRow : public QWidget {
    Q_OBJECT

public:
    StepRow(const CanaryStep &step, const EngineSnapshot &snapshot, QWidget *parent = nullptr);

    CanaryStep typed() const;
    void setNumber(int number);  ///< from 1
    void setRemovable(bool removable);
    void setLine(const EngineSnapshot &snapshot);
    void retranslate();
    std::vector<QWidget *> fields() const;  ///< in the order of reading

signals:
    void changed();
    void removeWanted();

private:
    QWidget *field(QLabel *&label, QWidget *editor);
    void showShare();

    CanaryStep m_step;  ///< as it was opened
    int m_shownShare;   ///< in %: what `m_step.share` rounds to
    int m_number = 1;
    QLabel *m_title, *m_stationsLabel, *m_shareLabel, *m_partsLabel, *m_lotsLabel, *m_leastLabel, *m_longestLabel, *m_endLabel;
    StationChoice *m_stations;
    QSpinBox *m_share, *m_parts, *m_lots, *m_least, *m_longest;
    QComboBox *m_end;
    QPushButton *m_remove;
    QWidget *m_shareField;
};

}  // namespace lineside
