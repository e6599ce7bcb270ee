// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/interfacesettings.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QGroupBox;
class QSpinBox;

namespace lineside {

class SettingRow;

/// Edits what concerns the screens only. Every change applies at once. UI thread only.
class InterfaceEditor : public QWidget {
    Q_OBJECT

public:
    explicit InterfaceEditor(InterfaceSettings &settings, QWidget *parent = nullptr);

    void retranslate();

private:
    InterfaceSettings &m_settings;
    QGroupBox *m_box;
    QComboBox *m_language, *m_theme;
    QCheckBox *m_keys;
    QSpinBox *m_idle;
    SettingRow *m_languageRow, *m_themeRow, *m_keysRow, *m_idleRow;
};

}  // namespace lineside
