// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settingrow.h"

class QPushButton;

namespace lineside {

/// The row under a group of settings that wait for each other: puts them in force, or fills in the defaults. UI thread only.
class ApplyRow : public SettingRow {
    Q_OBJECT

public:
    /// `group`: what its buttons are named after, as "loading".
    explicit ApplyRow(const QString &group, QWidget *parent = nullptr);

    /// `apply`, `usual`: what readers call the buttons.
    void retranslate(const QString &hint, const QString &apply, const QString &usual);
    /// Which of the buttons mean something now. The keyboard goes on to the other one, or to `otherwise`, from one that does not any more.
    void enable(bool apply, bool usual, QWidget *otherwise);

    QPushButton *applyButton() { return m_apply; }

signals:
    void applyWanted();
    void usualWanted();

private:
    QPushButton *m_apply, *m_usual;
};

}  // namespace lineside
