// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/guardfields.h"

#include "itemmodels/canarywords.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>

namespace lineside {

namespace {
constexpr int kUsualLimit = 20;  // in %
}

GuardFields::GuardFields(QWidget *parent) : QWidget(parent)
{
    const auto label = [this](const char *look) {
        auto *made = new QLabel(this);
        made->setWordWrap(true);
        made->setMargin(2);  // letters reach over their line
        if (look)
            made->setProperty(look, true);
        return made;
    };
    const auto check = [this](const char *name) {
        auto *made = new QCheckBox(this);
        made->setObjectName(QLatin1String(name));
        made->setMinimumHeight(40);
        connect(made, &QCheckBox::toggled, this, &GuardFields::changed);
        return made;
    };
    m_head = label("strong");
    m_controls = check("planControls");
    m_ownPast = check("planOwnPast");
    m_collapse = check("planCollapse");
    m_shadow = check("planShadow");
    m_health = check("planHealth");
    m_longRun = check("planLongRun");
    m_review = check("planReview");
    m_limitLabel = label(nullptr);
    m_limit = new QSpinBox(this);
    m_limit->setObjectName(QStringLiteral("planReviewLimit"));
    m_limit->setMinimumHeight(40);
    m_limit->setRange(1, 90);
    m_limit->setValue(kUsualLimit);
    m_limitLabel->setBuddy(m_limit);
    connect(m_limit, &QSpinBox::valueChanged, this, &GuardFields::changed);
    connect(m_review, &QCheckBox::toggled, this, &GuardFields::showLimit);
    m_alphaLabel = label(nullptr);
    m_alpha = new QDoubleSpinBox(this);
    m_alpha->setObjectName(QStringLiteral("planAlpha"));
    m_alpha->setMinimumHeight(40);
    m_alpha->setRange(0.01, 10);
    m_alpha->setSingleStep(0.1);
    m_alphaLabel->setBuddy(m_alpha);
    connect(m_alpha, &QDoubleSpinBox::valueChanged, this, &GuardFields::changed);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_head);
    for (QCheckBox *guard : checks())
        column->addWidget(guard);
    for (const auto &[words, number] : {std::pair<QLabel *, QWidget *>(m_limitLabel, m_limit), std::pair<QLabel *, QWidget *>(m_alphaLabel, m_alpha)}) {
        column->addWidget(words);
        auto *row = new QHBoxLayout;
        row->addWidget(number);
        row->addStretch(1);
        column->addLayout(row);
    }
    retranslate();
    showLimit();
}

void GuardFields::retranslate()
{
    m_head->setText(tr("What takes the model back"));
    m_controls->setText(CanaryWords::guard(CanaryGuardKind::Controls));
    m_ownPast->setText(CanaryWords::guard(CanaryGuardKind::OwnPast));
    m_collapse->setText(CanaryWords::guard(CanaryGuardKind::Collapse));
    m_shadow->setText(tr("Rejects against the old model, which goes on judging the same pictures"));
    m_health->setText(tr("Flow and latency of verdicts, memory of the model"));
    m_longRun->setText(tr("Rejects in the long run, also when the plan is done"));
    m_review->setText(tr("A person says of rejected parts whether they were right"));
    m_limitLabel->setText(tr("Take it back when more of the rejected parts were good than"));
    m_limit->setAccessibleName(m_limitLabel->text());
    m_limit->setSuffix(tr(" %", "suffix of a number field"));
    m_alphaLabel->setText(tr("Chance that the model is taken back without harm, in the whole plan"));
    m_alpha->setAccessibleName(m_alphaLabel->text());
    m_alpha->setSuffix(tr(" %", "suffix of a number field"));
    for (QCheckBox *guard : checks())
        guard->setAccessibleName(guard->text());
}

void GuardFields::setRules(const CanaryGuardRules &rules)
{
    m_rules = rules;
    m_controls->setChecked(rules.controls);
    m_ownPast->setChecked(rules.ownPast);
    m_collapse->setChecked(rules.collapse);
    m_shadow->setChecked(rules.shadow);
    m_health->setChecked(rules.health);
    m_longRun->setChecked(rules.longRun);
    m_review->setChecked(rules.reviewLimit > 0);
    m_limit->setValue(rules.reviewLimit > 0 ? static_cast<int>(std::lround(100 * std::min(rules.reviewLimit, 1.0))) : kUsualLimit);
    m_shownLimit = m_limit->value();
    m_alpha->setValue(100 * rules.alpha);
    m_shownAlpha = m_alpha->value();
}

CanaryGuardRules GuardFields::typed() const
{
    CanaryGuardRules rules = m_rules;
    rules.controls = m_controls->isChecked();
    rules.ownPast = m_ownPast->isChecked();
    rules.collapse = m_collapse->isChecked();
    rules.shadow = m_shadow->isChecked();
    rules.health = m_health->isChecked();
    rules.longRun = m_longRun->isChecked();
    if (!m_review->isChecked())
        rules.reviewLimit = 0;
    else if (m_limit->value() != m_shownLimit || !(m_rules.reviewLimit > 0))
        rules.reviewLimit = m_limit->value() / 100.0;
    if (m_alpha->value() != m_shownAlpha)
        rules.alpha = m_alpha->value() / 100;
    return rules;
}

void GuardFields::showLimit()
{
    for (QWidget *widget : std::initializer_list<QWidget *>{m_limitLabel, m_limit})
        widget->setVisible(m_review->isChecked());
}

std::vector<QCheckBox *> GuardFields::checks() const
{
    return {m_controls, m_ownPast, m_collapse, m_shadow, m_health, m_longRun, m_review};
}

std::vector<QWidget *> GuardFields::fields() const
{
    return {m_controls, m_ownPast, m_collapse, m_shadow, m_health, m_longRun, m_review, m_limit, m_alpha};
}

}  // namespace lineside
