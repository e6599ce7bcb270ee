// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/comparisoneditor.h"

#include "itemmodels/words.h"
#include "lineside/comparisonlimits.h"
#include "settings/settingrow.h"
#include "settings/shownvalue.h"

#include <QComboBox>
#include <QGroupBox>
#include <QVBoxLayout>

namespace lineside {

ComparisonEditor::ComparisonEditor(QWidget *parent) : QWidget(parent), m_box(new QGroupBox(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_box);
    auto *rows = new QVBoxLayout(m_box);
    const auto row = [&](QWidget *editor, const char *name) {
        editor->setObjectName(QLatin1String(name));
        auto *made = new SettingRow(editor, this);
        rows->addWidget(made);
        return made;
    };
    const auto share = [&](QDoubleSpinBox *&spin, const char *name, double min, double max, int decimals, double step) {
        spin = new QDoubleSpinBox;
        spin->setRange(min, max);
        spin->setDecimals(decimals);
        spin->setSingleStep(step);
        connect(spin, &QDoubleSpinBox::valueChanged, this, &ComparisonEditor::edited);
        return row(spin, name);
    };
    m_escapeRow = share(m_escape, "comparisonEscape", 0.001, 50, 3, 0.05);
    m_falseRejectRow = share(m_falseReject, "comparisonFalseReject", 0.001, 50, 3, 0.1);
    m_errorRow = share(m_error, "comparisonError", 0.0001, 20, 4, 0.5);
    const auto whole = [&](QSpinBox *&spin, const char *name, int most) {
        spin = new QSpinBox;
        spin->setRange(0, most);
        connect(spin, &QSpinBox::valueChanged, this, &ComparisonEditor::edited);
        return row(spin, name);
    };
    m_lotsRow = whole(m_lots, "comparisonLots", kMostLotsAsked);
    m_hoursRow = whole(m_hours, "comparisonHours", kMostHoursAsked);
    m_reviewers = new QComboBox;
    m_reviewers->addItem(QString(), 1);
    m_reviewers->addItem(QString(), 2);
    connect(m_reviewers, &QComboBox::currentIndexChanged, this, &ComparisonEditor::edited);
    m_reviewersRow = row(m_reviewers, "comparisonReviewers");
    m_apartRow = whole(m_apart, "comparisonDifferentParts", kMostDifferentParts);
}

void ComparisonEditor::retranslate()
{
    m_box->setTitle(tr("Comparison of a new model"));
    m_escapeRow->setTexts(tr("More defective parts passed"), tr("Of all parts, at most so many more than the model on air; default 0.1 %. Half of it takes about twice as many parts to decide."));
    m_falseRejectRow->setTexts(tr("More good parts failed"), tr("Of all parts, at most so many more than the model on air; default 0.5 %."));
    m_errorRow->setTexts(tr("Decided wrongly"), tr("How often either decision may be wrong, however often somebody looks; default 1 %. With any of these changed the comparison begins anew."));
    for (QDoubleSpinBox *spin : {m_escape, m_falseReject, m_error})
        spin->setSuffix(tr(" %", "suffix of a number field"));
    m_lotsRow->setTexts(tr("Lots to be seen"), tr("So many must have been seen before a model is proven, where the station is told its lots; default 3. What comes in other lots no comparison knows. 0: hours count instead."));
    m_hoursRow->setTexts(tr("Hours to be seen"), tr("Hours of the clock with parts in them, where no lots are told; default 8. 0: none are asked for. Neither change begins the comparison anew."));
    m_lots->setSuffix(tr(" lots", "suffix of a number field"));
    m_hours->setSuffix(tr(" hours", "suffix of a number field"));
    for (QSpinBox *spin : {m_lots, m_hours})
        spin->setSpecialValueText(tr("none"));
    m_reviewersRow->setTexts(tr("What a part is says"), tr("Where two people have to say the same, a part on which they differ stays undecided and counts against the new model."));
    m_reviewers->setItemText(0, tr("One person"));
    m_reviewers->setItemText(1, tr("Two people, independently"));
    m_apart->setPrefix(tr("group ", "prefix of a number field: group 1"));
    m_apart->setSpecialValueText(tr("nobody has said so"));
    sayTogether();
}

void ComparisonEditor::sayTogether()
{
    const QString what = tr("Stations of one group see different parts, as parallel lines do, and what they know of a new model counts together. Two cameras that look at the same parts must not be in one.");
    m_apartRow->setTexts(tr("Different parts"), m_together.isEmpty() ? what : tr("%1 In it too: %2.", "what a group is, stations").arg(what, m_together.join(tr(", ", "between names"))));
}

void ComparisonEditor::showTogether(const StationConfig &config, const std::vector<StationConfig> &all)
{
    m_together.clear();
    for (const StationConfig &other : all) {
        if (other.id != config.id && config.differentParts != 0 && other.differentParts == config.differentParts)
            m_together << Words::text(other.name);
    }
    sayTogether();
    m_apartRow->setProblem(config.differentParts != 0 && m_together.isEmpty() ? tr("No other station is in this group yet: alone it says nothing.") : QString());
}

void ComparisonEditor::show(const StationConfig &config)
{
    m_escape->setValue(config.comparison.escapeMargin * 100);
    m_falseReject->setValue(config.comparison.falseRejectMargin * 100);
    m_error->setValue(config.comparison.alpha * 100);
    m_lots->setValue(config.coverage.leastLots);
    m_hours->setValue(config.coverage.leastHours);
    m_reviewers->setCurrentIndex(m_reviewers->findData(config.reviewers));
    m_apart->setValue(config.differentParts);
}

void ComparisonEditor::take(StationConfig &config) const
{
    takeShown(*m_escape, config.comparison.escapeMargin, 100);
    takeShown(*m_falseReject, config.comparison.falseRejectMargin, 100);
    takeShown(*m_error, config.comparison.alpha, 100);
    takeShown(*m_lots, config.coverage.leastLots);
    takeShown(*m_hours, config.coverage.leastHours);
    config.reviewers = m_reviewers->currentData().toInt();
    takeShown(*m_apart, config.differentParts);
}

}  // namespace lineside
