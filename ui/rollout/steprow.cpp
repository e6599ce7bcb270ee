// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/steprow.h"

#include "rollout/stationchoice.h"
#include "widgets/wheelguard.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace lineside {

namespace {
constexpr int kMostParts = 1'000'000;
constexpr int kMostLots = 1000;  // as the engine takes them
constexpr int kMostMinutes = 60 * 24 * 60;  // two months, as the engine takes them
}

StepRow::StepRow(const CanaryStep &step, const EngineSnapshot &snapshot, QWidget *parent)
    : QWidget(parent), m_step(step), m_shownShare(step.share > 0 ? std::clamp(static_cast<int>(std::lround(100 * std::min(step.share, 1.0))), 1, 100) : 100)
{
    m_title = new QLabel(this);
    m_title->setProperty("strong", true);
    m_remove = new QPushButton(this);
    m_remove->setMinimumHeight(40);
    m_remove->setAutoDefault(false);
    m_stations = new StationChoice;
    m_stations->setLine(snapshot);
    m_stations->choose(step.stations);
    const auto spin = [](int least, int most, std::int64_t value) {
        auto *made = new QSpinBox;
        made->setMinimumHeight(40);
        // What was written elsewhere may be more than is usual here; it stays.
        made->setRange(least, static_cast<int>(std::clamp<std::int64_t>(value, most, 100 * kMostParts)));
        made->setGroupSeparatorShown(true);
        made->setValue(static_cast<int>(std::min<std::int64_t>(value, made->maximum())));
        return made;
    };
    m_share = spin(1, 100, m_shownShare);
    m_parts = spin(1, kMostParts, step.leastParts);
    m_lots = spin(0, kMostLots, step.leastLots);
    m_least = spin(0, kMostMinutes, step.leastTime.count());
    m_longest = spin(1, kMostMinutes, step.longestTime.count());
    m_end = new QComboBox;
    m_end->setMinimumHeight(40);
    for (const StepEnd end : {StepEnd::Ask, StepEnd::GoOn})
        m_end->addItem(QString(), static_cast<int>(end));
    m_end->setCurrentIndex(m_end->findData(static_cast<int>(step.end)));

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 8);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    grid->addWidget(m_title, 0, 0, 1, 3);
    grid->addWidget(field(m_stationsLabel, m_stations), 1, 0);
    m_shareField = field(m_shareLabel, m_share);
    QSizePolicy policy = m_shareField->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_shareField->setSizePolicy(policy);
    grid->addWidget(m_shareField, 1, 1);
    grid->addWidget(field(m_partsLabel, m_parts), 1, 2);
    grid->addWidget(field(m_lotsLabel, m_lots), 1, 3);
    grid->addWidget(field(m_leastLabel, m_least), 2, 0);
    grid->addWidget(field(m_longestLabel, m_longest), 2, 1);
    grid->addWidget(field(m_endLabel, m_end), 2, 2);
    grid->addWidget(m_remove, 2, 3, Qt::AlignBottom);
    for (int column = 0; column < 3; ++column)
        grid->setColumnStretch(column, 1);
    guardFromWheel(*this);

    connect(m_stations, &StationChoice::changed, this, &StepRow::showShare);
    connect(m_stations, &StationChoice::changed, this, &StepRow::changed);
    for (const QSpinBox *number : {m_share, m_parts, m_lots, m_least, m_longest})
        connect(number, &QSpinBox::valueChanged, this, &StepRow::changed);
    connect(m_end, &QComboBox::currentIndexChanged, this, &StepRow::changed);
    connect(m_remove, &QPushButton::clicked, this, &StepRow::removeWanted);
    setNumber(1);
    showShare();
}

QWidget *StepRow::field(QLabel *&label, QWidget *editor)
{
    auto *made = new QWidget(this);
    auto *column = new QVBoxLayout(made);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    label = new QLabel(made);
    label->setMargin(2);  // letters reach over their line
    label->setBuddy(editor);
    column->addWidget(label);
    column->addWidget(editor);
    return made;
}

CanaryStep StepRow::typed() const
{
    CanaryStep step = m_step;
    step.stations = m_stations->chosen();
    if (step.stations.empty() && (m_share->value() != m_shownShare || !(m_step.share > 0)))
        step.share = m_share->value() / 100.0;
    if (m_parts->value() != m_step.leastParts)
        step.leastParts = m_parts->value();
    step.leastLots = m_lots->value();
    step.leastTime = std::chrono::minutes(m_least->value());
    step.longestTime = std::chrono::minutes(m_longest->value());
    step.end = static_cast<StepEnd>(m_end->currentData().toInt());
    return step;
}

void StepRow::setNumber(int number)
{
    m_number = number;
    const auto name = [number](QWidget *widget, const char *what) { widget->setObjectName(QStringLiteral("%1_%2").arg(QLatin1String(what)).arg(number)); };
    name(m_stations, "planStations");
    name(m_share, "planShare");
    name(m_parts, "planLeastParts");
    name(m_lots, "planLeastLots");
    name(m_least, "planLeastTime");
    name(m_longest, "planLongestTime");
    name(m_end, "planEnd");
    name(m_remove, "planRemoveStep");
    retranslate();
}

void StepRow::setRemovable(bool removable)
{
    if (!removable && m_remove->hasFocus())
        m_stations->setFocus(Qt::OtherFocusReason);
    m_remove->setEnabled(removable);
}

void StepRow::setLine(const EngineSnapshot &snapshot)
{
    m_stations->setLine(snapshot);
}

void StepRow::retranslate()
{
    const QString step = tr("Step %1").arg(QLocale().toString(m_number));
    m_title->setText(step);
    // In the words of the labels, with the step for those who cannot see where the field stands.
    const auto name = [&](QLabel *label, QWidget *field, const QString &words) {
        label->setText(words);
        field->setAccessibleName(tr("%1: %2", "step, field").arg(step, words));
    };
    m_stationsLabel->setText(tr("Stations"));
    m_stations->setTexts(tr("%1: %2", "step, field").arg(step, tr("Stations")), tr("By share"));
    name(m_shareLabel, m_share, tr("Share with the new model"));
    m_share->setSuffix(tr(" %", "suffix of a number field"));
    name(m_partsLabel, m_parts, tr("Parts of each, at least"));
    name(m_lotsLabel, m_lots, tr("Lots, at least"));
    m_lots->setSpecialValueText(tr("none", "lots that a step waits for"));
    name(m_leastLabel, m_least, tr("Runs at least"));
    name(m_longestLabel, m_longest, tr("Waits for the parts at most"));
    for (QSpinBox *minutes : {m_least, m_longest})
        minutes->setSuffix(tr(" min", "minutes"));
    name(m_endLabel, m_end, tr("At the end"));
    m_end->setItemText(m_end->findData(static_cast<int>(StepEnd::Ask)), tr("Ask"));
    m_end->setItemText(m_end->findData(static_cast<int>(StepEnd::GoOn)), tr("Go on"));
    m_remove->setText(tr("Remove"));
    m_remove->setAccessibleName(tr("Remove step %1").arg(QLocale().toString(m_number)));
}

std::vector<QWidget *> StepRow::fields() const
{
    return {m_stations, m_share, m_parts, m_lots, m_least, m_longest, m_end, m_remove};
}

void StepRow::showShare()
{
    m_shareField->setVisible(m_stations->chosen().empty());
}

}  // namespace lineside
