// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/planeditor.h"

#include "bridge/enginebridge.h"
#include "rollout/guardfields.h"
#include "rollout/hoursrow.h"
#include "rollout/stationchoice.h"
#include "rollout/steprow.h"
#include "rollout/usualguard.h"
#include "itemmodels/canarywords.h"
#include "itemmodels/words.h"
#include "settings/noticelabel.h"
#include "signin/deedlock.h"
#include "widgets/wheelguard.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace lineside {

namespace {

constexpr int kLongestName = 100;
constexpr qsizetype kMostFaultsShown = 3;  // beside the fields there must be room for the fields
constexpr int kOneShift = 8 * 60;

/// One station first, then half of them, then all, as far as there are so many. Pure.
CanaryPlan newPlan(const EngineSnapshot &snapshot)
{
    CanaryPlan plan;
    plan.guard = usualGuard();
    CanaryStep step;
    if (!snapshot.stations.empty()) {
        step.stations = {snapshot.stations.front().config.id};
        plan.steps.push_back(step);
        step.stations.clear();
    }
    for (const double share : {0.5, 1.0}) {
        step.share = share;
        const bool adds = share < 1 ? snapshot.stations.size() > 2 : snapshot.stations.size() != 1;
        if (adds)
            plan.steps.push_back(step);
    }
    return plan;
}

/// On weekdays, while there are people. Pure.
CanaryWindow newHours()
{
    return {0x1f, {kOneShift, 2 * kOneShift}};
}

}  // namespace

PlanEditor::PlanEditor(EngineBridge &bridge, QWidget *parent) : QFrame(parent), m_bridge(bridge)
{
    setObjectName(QStringLiteral("planEditor"));
    setProperty("card", true);
    setAutoFillBackground(true);
    build();
    connect(m_name, &QLineEdit::textChanged, this, &PlanEditor::edited);
    connect(m_covers, &StationChoice::changed, this, &PlanEditor::edited);
    connect(m_guard, &GuardFields::changed, this, &PlanEditor::edited);
    connect(m_addStep, &QPushButton::clicked, this, [this] {
        CanaryStep step;
        step.share = 1;
        StepRow &row = addStep(step);
        numberRows();
        bringIntoSight(&row);
        edited();
    });
    connect(m_addHours, &QPushButton::clicked, this, [this] {
        HoursRow &row = addHours(newHours());
        numberRows();
        bringIntoSight(&row);
        edited();
    });
    connect(m_cancel, &QPushButton::clicked, this, &PlanEditor::closed);
    new DeedLock(m_save, m_bridge, Deed::ChangePlans);
    connect(m_save, &QPushButton::clicked, this, &PlanEditor::save);
    connect(&bridge, &EngineBridge::structureChanged, this, [this] {
        if (isVisible())
            sync();
    });
    retranslate();
    hide();
}

void PlanEditor::build()
{
    m_title = new QLabel(this);
    m_title->setObjectName(QStringLiteral("planTitle"));
    m_title->setWordWrap(true);
    // Sixteen steps are higher than any screen.
    m_scroll = new QScrollArea(this);
    m_scroll->setObjectName(QStringLiteral("planFields"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *fields = new QWidget(m_scroll);
    m_scroll->setWidget(fields);
    for (QWidget *widget : {m_scroll->viewport(), fields})
        widget->setAutoFillBackground(false);
    const auto label = [fields](const char *look) {
        auto *made = new QLabel(fields);
        made->setWordWrap(true);
        made->setMargin(2);  // letters reach over their line
        if (look)
            made->setProperty(look, true);
        return made;
    };
    m_nameLabel = label(nullptr);
    m_name = new QLineEdit(fields);
    m_name->setObjectName(QStringLiteral("planName"));
    m_name->setMinimumHeight(40);
    m_nameLabel->setBuddy(m_name);
    m_coversLabel = label(nullptr);
    m_covers = new StationChoice(fields);
    m_covers->setObjectName(QStringLiteral("planCovers"));
    m_coversLabel->setBuddy(m_covers);
    m_coversHint = label("second");
    m_stepsHead = label("strong");
    m_hoursHead = label("strong");
    m_hoursHint = label("second");
    const auto button = [fields](const char *name) {
        auto *made = new QPushButton(fields);
        made->setObjectName(QLatin1String(name));
        made->setMinimumHeight(40);
        made->setAutoDefault(false);
        return made;
    };
    m_addStep = button("planAddStep");
    m_addHours = button("planAddHours");
    m_guard = new GuardFields(fields);
    m_check = label(nullptr);
    m_check->setObjectName(QStringLiteral("planCheck"));

    m_stepColumn = new QVBoxLayout;
    m_hoursColumn = new QVBoxLayout;
    auto *column = new QVBoxLayout(fields);
    column->setContentsMargins(0, 0, 8, 0);  // off the scroll bar
    column->setSpacing(6);
    const auto left = [](QWidget *widget) {
        auto *row = new QHBoxLayout;
        row->addWidget(widget);
        row->addStretch(1);
        return row;
    };
    for (QWidget *widget : std::initializer_list<QWidget *>{m_nameLabel, m_name, m_coversLabel, m_covers, m_coversHint, m_stepsHead})
        column->addWidget(widget);
    column->addLayout(m_stepColumn);
    column->addLayout(left(m_addStep));
    column->addWidget(m_hoursHead);
    column->addWidget(m_hoursHint);
    column->addLayout(m_hoursColumn);
    column->addLayout(left(m_addHours));
    column->addWidget(m_guard);
    column->addWidget(m_check);
    // Takes what the rows leave. An alignment to the top would cut words that wrap into more lines than Qt guesses.
    column->addStretch(1);
    guardFromWheel(*fields);

    const auto said = [this](const char *name) {
        auto *made = new QLabel(this);
        made->setObjectName(QLatin1String(name));
        made->setWordWrap(true);
        made->hide();
        return made;
    };
    m_faults = said("planFaults");
    m_notSaved = said("planNotSaved");
    m_problem = new NoticeLabel(this);
    m_problem->setObjectName(QStringLiteral("planProblem"));
    m_title->setProperty("strong", true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(m_title);
    layout->addWidget(m_scroll, 1);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_faults, m_notSaved, m_problem, buildButtons()})
        layout->addWidget(widget);
}

QWidget *PlanEditor::buildButtons()
{
    auto *buttons = new QWidget(this);
    m_cancel = new QPushButton(buttons);
    m_cancel->setObjectName(QStringLiteral("planCancel"));
    m_save = new QPushButton(buttons);
    m_save->setObjectName(QStringLiteral("planSave"));
    m_save->setProperty("primary", true);
    for (QPushButton *button : {m_cancel, m_save}) {
        button->setMinimumHeight(40);
        button->setAutoDefault(false);
    }
    auto *row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_cancel);
    row->addStretch(1);
    row->addWidget(m_save);
    return buttons;
}

void PlanEditor::retranslate()
{
    setAccessibleName(tr("Plan by which a model goes on air step by step"));
    m_title->setText(m_replaces ? tr("Plan “%1”").arg(Words::text(*m_replaces)) : tr("New plan"));
    m_nameLabel->setText(tr("Name"));
    m_name->setAccessibleName(tr("Name of the plan"));
    m_coversLabel->setText(tr("Stations that the plan covers"));
    m_covers->setTexts(tr("Stations that the plan covers"), tr("All stations"));
    m_coversHint->setText(tr("They see the same product at the same time. A share takes them in the order in which they were ticked."));
    m_stepsHead->setText(tr("Steps"));
    m_addStep->setText(tr("Add a step"));
    m_hoursHead->setText(tr("Hours in which a step may begin"));
    m_hoursHint->setText(tr("Without any, a step may begin at any time. From and to the same: the whole day."));
    m_addHours->setText(tr("Add hours"));
    m_guard->retranslate();
    m_notSaved->setText(tr("Changes are not saved. Press Esc again to leave them."));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Close the plan. Nothing is saved."));
    m_save->setText(tr("Save"));
    m_save->setAccessibleName(tr("Save the plan"));
    for (QPushButton *button : {m_addStep, m_addHours})
        button->setAccessibleName(button->text());
    for (StepRow *row : m_steps)
        row->retranslate();
    for (HoursRow *row : m_hours)
        row->retranslate();
}

void PlanEditor::open(const std::optional<CanaryPlan> &plan)
{
    ++m_opened;
    m_saving = false;
    m_replaces = plan ? std::optional(plan->name) : std::nullopt;
    m_plan = plan ? *plan : newPlan(*m_bridge.snapshot());
    fill();
    m_problem->setNotice({});
    m_notSaved->hide();
    retranslate();
    sync();
    show();
    raise();
    m_scroll->verticalScrollBar()->setValue(0);
    m_name->setFocus();
}

void PlanEditor::fill()
{
    m_filling = true;
    const QString name = Words::text(m_plan.name);
    // What was written elsewhere may be longer; it stays.
    m_name->setMaxLength(std::max(kLongestName, static_cast<int>(name.size())));
    m_name->setText(name);
    m_covers->setLine(*m_bridge.snapshot());
    m_covers->choose(m_plan.covers);
    qDeleteAll(m_steps);
    m_steps.clear();
    for (const CanaryStep &step : m_plan.steps)
        addStep(step);
    qDeleteAll(m_hours);
    m_hours.clear();
    for (const CanaryWindow &window : m_plan.windows)
        addHours(window);
    m_guard->setRules(m_plan.guard);
    numberRows();
    m_filling = false;
}

StepRow &PlanEditor::addStep(const CanaryStep &step)
{
    auto *row = new StepRow(step, *m_bridge.snapshot(), m_scroll->widget());
    connect(row, &StepRow::changed, this, &PlanEditor::edited);
    connect(row, &StepRow::removeWanted, this, [this, row] { removeStep(row); });
    m_stepColumn->addWidget(row);
    row->show();  // in a layout it would wait for the next event
    m_steps.push_back(row);
    return *row;
}

HoursRow &PlanEditor::addHours(const CanaryWindow &window)
{
    auto *row = new HoursRow(window, m_scroll->widget());
    connect(row, &HoursRow::changed, this, &PlanEditor::edited);
    connect(row, &HoursRow::removeWanted, this, [this, row] { removeHours(row); });
    m_hoursColumn->addWidget(row);
    row->show();
    m_hours.push_back(row);
    return *row;
}

void PlanEditor::removeStep(StepRow *row)
{
    std::erase(m_steps, row);
    // Qt hands the keyboard of what goes away to whatever comes next by Tab.
    m_addStep->setEnabled(true);
    m_addStep->setFocus(Qt::OtherFocusReason);
    row->setParent(nullptr);  // it is its own button that was pressed
    row->deleteLater();
    numberRows();
    edited();
}

void PlanEditor::removeHours(HoursRow *row)
{
    std::erase(m_hours, row);
    m_addHours->setEnabled(true);
    m_addHours->setFocus(Qt::OtherFocusReason);
    row->setParent(nullptr);
    row->deleteLater();
    numberRows();
    edited();
}

void PlanEditor::numberRows()
{
    std::vector<QWidget *> order{m_name, m_covers};
    const auto append = [&](const std::vector<QWidget *> &fields) { order.insert(order.end(), fields.begin(), fields.end()); };
    for (int number = 1; StepRow *row : m_steps) {
        row->setNumber(number++);
        row->setRemovable(m_steps.size() > 1);
        append(row->fields());
    }
    order.push_back(m_addStep);
    for (int number = 1; HoursRow *row : m_hours) {
        row->setNumber(number++);
        append(row->fields());
    }
    order.push_back(m_addHours);
    append(m_guard->fields());
    append({m_cancel, m_save});
    for (std::size_t i = 1; i < order.size(); ++i)
        setTabOrder(order[i - 1], order[i]);
    const bool stepFits = m_steps.size() < kMostCanarySteps, hoursFit = m_hours.size() < kMostCanaryWindows;
    if (!stepFits && m_addStep->hasFocus())
        m_steps.back()->fields().front()->setFocus(Qt::OtherFocusReason);
    if (!hoursFit && m_addHours->hasFocus())
        m_hours.back()->fields().front()->setFocus(Qt::OtherFocusReason);
    m_addStep->setEnabled(stepFits);
    m_addHours->setEnabled(hoursFit);
}

void PlanEditor::bringIntoSight(QWidget *row)
{
    // It has its place once the layouts have heard of it.
    QTimer::singleShot(0, row, [this, row] { m_scroll->ensureWidgetVisible(row); });
}

void PlanEditor::edited()
{
    if (m_filling)
        return;
    m_notSaved->hide();
    m_problem->setNotice({});
    sync();
}

void PlanEditor::sync()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    m_covers->setLine(*snapshot);
    for (StepRow *row : m_steps)
        row->setLine(*snapshot);
    const CanaryPlan plan = typed();
    CanaryPlanCheck check = m_bridge.engine().checkCanaryPlan(plan);
    if (nameIsTaken(*snapshot, plan.name))
        check.faults.push_back({PlanFaultKind::NameTwice, -1, {}});
    QStringList faults, comesTo;
    for (std::size_t i = 0; i < check.steps.size(); ++i) {
        if (!check.steps[i].empty())
            comesTo.append(tr("Step %1: %2.", "number, stations").arg(QLocale().toString(i + 1), CanaryWords::stations(check.steps[i], *snapshot)));
    }
    QStringList known{comesTo.join(QLatin1Char(' '))};
    for (const PlanFault &fault : check.faults)
        (fault.forbids() ? faults : known).append(sentence(fault, *snapshot));
    known.removeAll(QString());
    known.removeDuplicates();
    faults.removeDuplicates();
    m_check->setText(known.join(QLatin1Char('\n')));
    m_check->setVisible(!known.isEmpty());
    m_faults->setText(faults.mid(0, kMostFaultsShown).join(QLatin1Char('\n')));
    m_faults->setVisible(!faults.isEmpty());
    const bool possible = check.mayRun() && !m_saving;
    if (!possible && m_save->hasFocus())
        m_cancel->setFocus(Qt::OtherFocusReason);
    m_save->setEnabled(possible);
}

bool PlanEditor::nameIsTaken(const EngineSnapshot &snapshot, const std::string &name) const
{
    return name != m_replaces && std::ranges::find(snapshot.canaryPlans, name, &CanaryPlan::name) != snapshot.canaryPlans.end();
}

// What the fields can bring about is said in their words.
QString PlanEditor::sentence(const PlanFault &fault, const EngineSnapshot &snapshot) const
{
    if (fault.kind == PlanFaultKind::UnknownStation && fault.step < 0)
        return tr("The plan covers “%1”, and there is no such station.").arg(Words::text(fault.detail));
    if (fault.kind == PlanFaultKind::OutOfRange) {
        if (fault.detail == "name")
            return tr("The name is too long.");
        if (fault.detail == "days")
            return tr("Hours need a day of the week.");
        if (fault.detail == "longest_time")
            return tr("Step %1: it must wait for the parts at least as long as it runs.").arg(QLocale().toString(fault.step + 1));
    }
    return CanaryWords::fault(fault, snapshot);
}

CanaryPlan PlanEditor::typed() const
{
    CanaryPlan plan = m_plan;
    if (m_name->text() != Words::text(m_plan.name))
        plan.name = m_name->text().trimmed().toStdString();
    plan.covers = m_covers->chosen();
    plan.steps.clear();
    for (const StepRow *row : m_steps)
        plan.steps.push_back(row->typed());
    plan.windows.clear();
    for (const HoursRow *row : m_hours)
        plan.windows.push_back(row->typed());
    plan.guard = m_guard->typed();
    return plan;
}

void PlanEditor::save()
{
    m_bridge.refresh();  // what another hand saved meanwhile stays
    const CanaryPlan plan = typed();
    std::vector<CanaryPlan> plans = m_bridge.snapshot()->canaryPlans;
    const auto place = m_replaces ? std::ranges::find(plans, *m_replaces, &CanaryPlan::name) : plans.end();
    if (!m_save->isEnabled())
        return;  // by what is known now
    if (place == plans.end())
        plans.push_back(plan);
    else
        *place = plan;
    m_saving = true;
    m_notSaved->hide();
    m_problem->setNotice({});
    sync();
    const QPointer<PlanEditor> self(this);
    m_bridge.applyCanaryPlans(plans, [self, plans, plan, opened = m_opened](const Result<void> &result) {
        if (!self || self->m_opened != opened)
            return;
        self->m_saving = false;
        self->m_bridge.refresh();
        const bool isInForce = self->m_bridge.snapshot()->canaryPlans == plans;
        if (isInForce || result) {
            self->m_plan = plan;
            self->m_replaces = plan.name;
        }
        if (result) {
            emit self->saved(Words::text(plan.name));
            return;
        }
        self->m_problem->setNotice(Words::settingNotKept(isInForce, result.error()));
        self->retranslate();
        self->sync();
    });
}

void PlanEditor::leave()
{
    if (typed() != m_plan && m_notSaved->isHidden()) {
        m_notSaved->show();
        return;
    }
    emit closed();
}

void PlanEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        if (!event->isAutoRepeat())  // a key that is held has not been pressed again
            leave();
        return;
    }
    QFrame::keyPressEvent(event);
    event->accept();  // no key of this editor means anything to the page behind it
}

void PlanEditor::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        if (isVisible())
            sync();
    }
    QFrame::changeEvent(event);
}

}  // namespace lineside
