// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/recording.h"
#include "lineside/result.h"

#include <QWidget>

class QGroupBox;
class QSpinBox;

namespace lineside {

class ApplyRow;
class EngineBridge;
class SettingRow;

/// How much of what was judged is kept: verdicts, and pictures of parts. Typed values wait until they are applied together. UI thread only.
class RecordingEditor : public QWidget {
    Q_OBJECT

public:
    explicit RecordingEditor(EngineBridge &bridge, QWidget *parent = nullptr);

    void show(const RecordingPolicy &policy);
    void retranslate();

private:
    void build();
    void fill(const RecordingPolicy &policy);
    RecordingPolicy typed() const;
    void enableButtons();
    void apply();

    EngineBridge &m_bridge;
    RecordingPolicy m_policy;  ///< in force
    bool m_edited = false;     ///< something typed waits
    bool m_filling = false;

    QGroupBox *m_box;
    QSpinBox *m_days, *m_size, *m_pictureDays, *m_pictureSize;  ///< sizes in GB
    SettingRow *m_daysRow, *m_sizeRow, *m_pictureDaysRow, *m_pictureSizeRow;
    ApplyRow *m_applyRow;
};

}  // namespace lineside
