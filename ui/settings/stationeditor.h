// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QGroupBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace lineside {

class ComparisonEditor;
class EngineBridge;
class SettingRow;
class SourceEditor;

/// Edits one station of the draft: name, source, contract, rule, thresholds. A value that cannot be taken is explained
/// in place and the last good one stays. UI thread only.
class StationEditor : public QWidget {
    Q_OBJECT

public:
    explicit StationEditor(EngineBridge &bridge, QWidget *parent = nullptr);

    void show(const StationConfig &config, const std::vector<StationConfig> &all);
    const StationConfig &config() const { return m_config; }  ///< last good values
    void setOtherStations(const std::vector<StationConfig> &all) { m_all = all; }
    void retranslate();
    void focusName();
    /// There may be others to check signatures with now.
    void keysChanged();

signals:
    void edited();
    void credentialStored(const lineside::StationId &station, const std::string &credential);

private:
    void build();
    void read();
    void takeLabelsOfRunningModel();

    EngineBridge &m_bridge;
    StationConfig m_config;
    std::vector<StationConfig> m_all;
    bool m_showing = false;

    QGroupBox *m_stationBox, *m_contractBox, *m_ruleBox, *m_thresholdBox;
    SourceEditor *m_source;
    QLineEdit *m_name, *m_labels, *m_hours, *m_part, *m_required, *m_reject;
    QPushButton *m_takeLabels;
    ComparisonEditor *m_comparison;
    QComboBox *m_layout, *m_signatures, *m_promotion;
    QCheckBox *m_signPromotion, *m_pictureIsPart;
    QSpinBox *m_minInput, *m_maxInput, *m_maxMemory, *m_maxDetections, *m_sample;
    QDoubleSpinBox *m_maxLatency, *m_passScore, *m_zoneBegin, *m_zoneEnd, *m_confidence, *m_iou, *m_rejectLimit;
    SettingRow *m_nameRow, *m_labelsRow, *m_layoutRow, *m_minInputRow, *m_maxInputRow, *m_maxMemoryRow, *m_maxLatencyRow, *m_partRow,
        *m_requiredRow, *m_rejectRow, *m_passScoreRow, *m_zoneBeginRow, *m_zoneEndRow, *m_confidenceRow, *m_iouRow,
        *m_maxDetectionsRow, *m_rejectLimitRow, *m_promotionRow, *m_signPromotionRow, *m_hoursRow, *m_signaturesRow, *m_sampleRow, *m_pictureIsPartRow;
};

}  // namespace lineside
