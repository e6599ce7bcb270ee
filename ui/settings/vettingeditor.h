// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"
#include "lineside/vetting.h"

#include <QWidget>

class QCheckBox;
class QFrame;
class QGroupBox;
class QLabel;
class QPushButton;

namespace lineside {

class EngineBridge;
class SettingRow;

/// How offered weight files are read. A change applies at once; what makes it less safe is asked about first. UI thread only.
class VettingEditor : public QWidget {
    Q_OBJECT

public:
    explicit VettingEditor(EngineBridge &bridge, QWidget *parent = nullptr);

    void show(const VettingPolicy &policy);
    void retranslate();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void ask();
    void endAsking();
    void apply(VettingPolicy policy);
    void answered(const VettingPolicy &wanted, const Result<void> &result);

    EngineBridge &m_bridge;
    VettingPolicy m_policy;  ///< in force

    QGroupBox *m_box;
    QCheckBox *m_only;
    SettingRow *m_onlyRow;
    QFrame *m_question;
    QLabel *m_questionText;
    QPushButton *m_keep, *m_switchOff;
};

}  // namespace lineside
