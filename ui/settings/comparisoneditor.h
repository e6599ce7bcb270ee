// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/station.h"

#include <QStringList>
#include <QWidget>

#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QGroupBox;
class QSpinBox;

namespace lineside {

class SettingRow;

/// Edits when a new model counts as at least as good as the one on air: how much worse it may be, how often that may be decided wrongly, which lots or hours must
/// have been seen, how many people have to say what a part is, and with which stations it is decided together. UI thread only.
class ComparisonEditor : public QWidget {
    Q_OBJECT

public:
    explicit ComparisonEditor(QWidget *parent = nullptr);

    void show(const StationConfig &config);
    /// Says which of `all` see different parts than `config` by what both say now, or that none does.
    void showTogether(const StationConfig &config, const std::vector<StationConfig> &all);
    /// Puts the values into `config`, as far as other ones are shown than it has.
    void take(StationConfig &config) const;
    void retranslate();

signals:
    void edited();

private:
    void sayTogether();

    QGroupBox *m_box;
    QDoubleSpinBox *m_escape, *m_falseReject, *m_error;
    QSpinBox *m_lots, *m_hours, *m_apart;
    QComboBox *m_reviewers;
    SettingRow *m_escapeRow, *m_falseRejectRow, *m_errorRow, *m_lotsRow, *m_hoursRow, *m_reviewersRow, *m_apartRow;
    QStringList m_together;  ///< names of stations
};

}  // namespace lineside
