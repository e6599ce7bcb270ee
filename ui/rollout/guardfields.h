// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/canary.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QSpinBox;

namespace lineside {

/// The fields of what may take the model of a plan back. What was not touched stays as it was to the last digit. UI thread only.
class GuardFields : public QWidget {
    Q_OBJECT

public:
    explicit GuardFields(QWidget *parent = nullptr);

    void setRules(const CanaryGuardRules &rules);
    CanaryGuardRules typed() const;
    void retranslate();
    std::vector<QWidget *> fields() const;  ///< in the order of reading

signals:
    void changed();

private:
    std::vector<QCheckBox *> checks() const;
    void showLimit();

    CanaryGuardRules m_rules;  ///< as they were opened
    QLabel *m_head, *m_limitLabel, *m_alphaLabel;
    QCheckBox *m_controls, *m_ownPast, *m_collapse, *m_shadow, *m_health, *m_longRun, *m_review;
    QSpinBox *m_limit;
    QDoubleSpinBox *m_alpha;
    double m_shownAlpha = 0;  ///< in %: what the plan's rounds to
    int m_shownLimit = 0;     ///< the same of the review's
};

}  // namespace lineside
