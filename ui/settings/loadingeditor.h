// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/loading.h"
#include "lineside/result.h"

#include <QWidget>

class QComboBox;
class QGroupBox;
class QLabel;
class QSpinBox;

namespace lineside {

class ApplyRow;
class EngineBridge;
class SettingRow;

/// When models may be loaded beside the line. Typed values wait until they are applied together. UI thread only.
class LoadingEditor : public QWidget {
    Q_OBJECT

public:
    explicit LoadingEditor(EngineBridge &bridge, QWidget *parent = nullptr);

    void show(const LoadingPolicy &policy);
    void retranslate();

private:
    void build();
    void fill(const LoadingPolicy &policy);
    LoadingPolicy typed() const;
    void enableButtons();
    void apply();

    EngineBridge &m_bridge;
    LoadingPolicy m_policy;  ///< in force
    bool m_edited = false;   ///< something typed waits
    bool m_filling = false;

    QGroupBox *m_box;
    QSpinBox *m_busy, *m_busyWait, *m_rate, *m_windowWait;
    QComboBox *m_memory;
    SettingRow *m_busyRow, *m_busyWaitRow, *m_rateRow, *m_windowWaitRow, *m_memoryRow;
    ApplyRow *m_applyRow;
};

}  // namespace lineside
