// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/canarystart.h"

#include "actions/modelchange.h"
#include "bridge/enginebridge.h"
#include "rollout/canarytext.h"
#include "rollout/usualguard.h"
#include "itemmodels/coveragetext.h"
#include "itemmodels/words.h"
#include "signin/deedlock.h"
#include "signin/signatureblock.h"
#include "signin/windowaccess.h"
#include "widgets/titlelabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

namespace lineside {
namespace {

bool isBlank(const QLineEdit *edit)
{
    return edit->text().trimmed().isEmpty();
}

}  // namespace

CanaryStart::CanaryStart(EngineBridge &bridge, WindowAccess &access, QWidget *parent) : QFrame(parent), m_bridge(bridge), m_access(access)
{
    setObjectName(QStringLiteral("canaryStart"));
    setProperty("card", true);
    m_title = new TitleLabel(1.0, this);
    const auto label = [this](QLabel *&made) { made = new QLabel(this); };
    for (QLabel **made : {&m_modelLabel, &m_planLabel, &m_change, &m_summary, &m_reasonLabel, &m_byLabel})
        label(*made);
    m_change->setObjectName(QStringLiteral("canaryChange"));
    m_change->setWordWrap(true);
    m_changeIsMeant = new QCheckBox(this);
    m_changeIsMeant->setObjectName(QStringLiteral("canaryChangeIsMeant"));
    m_summary->setObjectName(QStringLiteral("canarySummary"));
    m_summary->setWordWrap(true);
    m_models = new QComboBox(this);
    m_models->setObjectName(QStringLiteral("canaryModel"));
    m_planBox = new QComboBox(this);
    m_planBox->setObjectName(QStringLiteral("canaryPlan"));
    m_reason = new QLineEdit(this);
    m_reason->setObjectName(QStringLiteral("canaryReason"));
    m_reason->setMaxLength(500);
    m_by = new QLineEdit(this);
    m_by->setObjectName(QStringLiteral("canaryBeginBy"));
    m_by->setMaxLength(50);
    m_signature = new SignatureBlock(access, this);
    const auto button = [this](const char *name) {
        auto *made = new QPushButton(this);
        made->setObjectName(QLatin1String(name));
        made->setMinimumHeight(40);
        made->setAutoDefault(false);
        return made;
    };
    m_edit = button("canaryEdit");
    m_new = button("canaryNew");
    m_remove = button("canaryRemove");
    m_begin = button("canaryBegin");
    m_begin->setProperty("primary", true);

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(16, 12, 16, 12);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_title, 0, 0, 1, 2);
    int row = 1;
    const auto field = [&](QLabel *name, QWidget *editor) {
        name->setBuddy(editor);
        grid->addWidget(name, row, 0);
        grid->addWidget(editor, row++, 1);
    };
    field(m_modelLabel, m_models);
    field(m_planLabel, m_planBox);
    auto *plans = new QHBoxLayout;
    plans->setSpacing(8);
    for (QPushButton *one : {m_edit, m_new, m_remove})
        plans->addWidget(one);
    plans->addWidget(m_change, 1);  // no row of its own: a low screen has none to spare
    plans->addStretch(0);
    grid->addLayout(plans, row++, 1);
    field(m_reasonLabel, m_reason);
    field(m_byLabel, m_by);
    grid->addWidget(m_signature, row++, 1);
    grid->addWidget(m_summary, row++, 0, 1, 2);
    auto *end = new QHBoxLayout;
    end->setSpacing(12);
    end->addWidget(m_changeIsMeant, 1);
    end->addStretch(0);
    end->addWidget(m_begin, 0, Qt::AlignRight);
    grid->addLayout(end, row, 1);

    QWidget *const inOrder[] = {m_models, m_planBox, m_edit, m_new, m_remove, m_reason, m_by, m_signature->findChild<QWidget *>(QStringLiteral("signatureSignIn")),
                                m_signature->findChild<QWidget *>(QStringLiteral("signatureMeaning")), m_signature->findChild<QWidget *>(QStringLiteral("signatureSecret")), m_changeIsMeant, m_begin};
    for (std::size_t i = 1; i < std::size(inOrder); ++i)
        setTabOrder(inOrder[i - 1], inOrder[i]);

    for (const QComboBox *box : {m_models, m_planBox})
        connect(box, &QComboBox::currentIndexChanged, this, &CanaryStart::showPlan);
    connect(m_models, &QComboBox::activated, this, [this] { m_chosenByHand = true; });
    for (const QLineEdit *edit : {m_reason, m_by})
        connect(edit, &QLineEdit::textChanged, this, &CanaryStart::showPlan);
    connect(m_changeIsMeant, &QCheckBox::toggled, this, &CanaryStart::showPlan);
    connect(m_signature, &SignatureBlock::changed, this, &CanaryStart::showPlan);
    connect(m_signature, &SignatureBlock::signInRequested, this, &CanaryStart::signInRequested);
    connect(&access, &WindowAccess::changed, this, &CanaryStart::showPerson);
    showPerson();
    new DeedLock(m_begin, m_bridge, Deed::RunCanary);
    for (QPushButton *one : {m_edit, m_new, m_remove})
        new DeedLock(one, m_bridge, Deed::ChangePlans);
    connect(m_new, &QPushButton::clicked, this, [this] { emit editRequested(std::nullopt); });
    connect(m_edit, &QPushButton::clicked, this, [this] {
        if (const CanaryPlan *chosen = plan())
            emit editRequested(*chosen);
    });
    connect(m_remove, &QPushButton::clicked, this, &CanaryStart::removePlan);
    connect(m_begin, &QPushButton::clicked, this, &CanaryStart::begin);
    retranslate();
}

void CanaryStart::retranslate()
{
    setAccessibleName(tr("Begin a canary"));
    m_title->setText(tr("Begin a canary"));
    m_modelLabel->setText(tr("Model"));
    m_models->setAccessibleName(tr("Model that goes on air step by step"));
    m_planLabel->setText(tr("Plan"));
    m_planBox->setAccessibleName(tr("Plan by which it goes on air"));
    m_changeIsMeant->setText(tr("These changes of labels or input size are meant"));
    m_changeIsMeant->setAccessibleName(m_changeIsMeant->text());
    m_reasonLabel->setText(tr("Reason"));
    m_reason->setAccessibleName(tr("Why this model goes on air"));
    m_byLabel->setText(tr("Your name"));
    m_by->setAccessibleName(tr("Who answers for this model"));
    m_edit->setText(tr("Change plan…"));
    m_edit->setAccessibleName(tr("Change the chosen plan"));
    m_new->setText(tr("New plan…"));
    m_new->setAccessibleName(tr("Make a new plan"));
    m_remove->setText(tr("Remove plan"));
    m_remove->setAccessibleName(tr("Remove the chosen plan"));
    show(*m_bridge.snapshot());
}

// Who has no plan of his own begins with the usual one: a station, then all that there are.
std::vector<CanaryPlan> CanaryStart::offered(const EngineSnapshot &snapshot) const
{
    std::vector<CanaryPlan> plans = snapshot.canaryPlans;
    if (!plans.empty() || snapshot.stations.empty())
        return plans;
    CanaryPlan usual;
    usual.name = tr("One station, then all").toStdString();
    usual.steps.push_back({.stations = {snapshot.stations.front().config.id}});
    if (snapshot.stations.size() > 1)
        usual.steps.push_back({.stations = {}, .share = 1});
    usual.guard = usualGuard();
    plans.push_back(std::move(usual));
    return plans;
}

void CanaryStart::show(const EngineSnapshot &snapshot)
{
    const auto refill = [](QComboBox *box, const QStringList &names) {
        const QString chosen = box->currentText();
        const QSignalBlocker quiet(box);
        box->clear();
        box->addItems(names);
        const int again = box->findText(chosen);
        box->setCurrentIndex(again >= 0 ? again : names.isEmpty() ? -1 : 0);
    };
    std::vector<const ModelSnapshot *> models;
    for (const ModelSnapshot &m : snapshot.models) {
        if (m.state != ModelState::Damaged)
            models.push_back(&m);
    }
    std::ranges::stable_sort(models, std::ranges::greater(), &ModelSnapshot::importedAt);
    std::vector<ModelId> ids;
    for (const ModelSnapshot *m : models)
        ids.push_back(m->id);
    if (ids != m_ids) {
        m_ids = std::move(ids);
        QStringList names;
        for (const ModelId &id : m_ids)
            names.append(Words::text(id));
        refill(m_models, names);
    }
    // The newest that is on air nowhere is the likely one.
    const auto likely = std::ranges::find_if(models, [](const ModelSnapshot *m) { return m->activeAt.empty(); });
    if (!m_chosenByHand && likely != models.end()) {
        const QSignalBlocker quiet(m_models);
        m_models->setCurrentIndex(static_cast<int>(likely - models.begin()));
    }
    if (auto plans = offered(snapshot); plans != m_plans) {
        m_plans = std::move(plans);
        QStringList names;
        for (const CanaryPlan &p : m_plans)
            names.append(Words::text(p.name));
        refill(m_planBox, names);
    }
    showPlan();
}

void CanaryStart::choose(const QString &name)
{
    show(*m_bridge.snapshot());
    m_planBox->setCurrentIndex(m_planBox->findText(name));
}

const CanaryPlan *CanaryStart::plan() const
{
    const int index = m_planBox->currentIndex();
    return index < 0 || index >= static_cast<int>(m_plans.size()) ? nullptr : &m_plans[static_cast<std::size_t>(index)];
}

std::optional<ModelId> CanaryStart::model() const
{
    const int index = m_models->currentIndex();
    return index < 0 || index >= static_cast<int>(m_ids.size()) ? std::nullopt : std::optional(m_ids[static_cast<std::size_t>(index)]);
}

PromotionPolicy CanaryStart::strictest(const CanaryPlanCheck &check) const
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    // A verdict is on two models: it says nothing of a station where another one is on air.
    const auto provenAgainst = [&](const std::optional<ModelId> &active) {
        return std::ranges::any_of(snapshot->stations, [&](const StationSnapshot &s) {
            const auto &covers = plan()->covers;
            return (covers.empty() || std::ranges::find(covers, s.config.id) != covers.end()) && s.active == active && s.shadow == model() && s.comparison && s.comparison->proves();
        });
    };
    PromotionPolicy strictest = PromotionPolicy::Nothing;
    for (const auto &stations : check.steps) {
        for (const StationId &id : stations) {
            if (const StationSnapshot *s = findStation(*snapshot, id))
                strictest = std::max(strictest, asked(s->config.promotion, s->active.has_value(), provenAgainst(s->active)));
        }
    }
    return strictest;
}

QString CanaryStart::whyNotProven() const
{
    QString why;
    for (const StationSnapshot &s : m_bridge.snapshot()->stations) {
        const auto &covers = plan()->covers;
        const bool decided = s.shadow == model() && s.comparison && s.comparison->verdict.state == AbState::AtLeastAsGood && !s.comparison->verdict.contradicted;
        if (const QString lack = decided ? CoverageText::lack(*s.comparison) : QString(); !lack.isEmpty() && (covers.empty() || std::ranges::find(covers, s.config.id) != covers.end()))
            why += QLatin1Char(' ') + tr("%1: at least as good in what was seen. %2", "station, what is missing").arg(Words::text(s.config.name), lack);
    }
    return why;
}

bool CanaryStart::asksForSignature(const CanaryPlanCheck &check) const
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    return std::ranges::any_of(check.steps, [&](const auto &stations) {
        return std::ranges::any_of(stations, [&](const StationId &id) {
            const StationSnapshot *s = findStation(*snapshot, id);
            return s && s->config.signPromotion && s->active;
        });
    });
}

// Who has shown who he is is not asked for his name, and cannot give another.
void CanaryStart::showPerson()
{
    const AccessStatus &status = m_access.status();
    m_by->setReadOnly(status.asked);
    m_by->setText(status.who ? Words::text(status.who->name) : QString());
}

CanaryStart::Asked CanaryStart::asks(const CanaryPlanCheck &check) const
{
    std::vector<StationId> all;
    for (const auto &stations : check.steps)
        all.insert(all.end(), stations.begin(), stations.end());
    return {model(), plan() ? std::optional(*plan()) : std::nullopt, ModelChange::textAt(*m_bridge.snapshot(), all, *model())};
}

// Who confirmed one change has not confirmed another.
void CanaryStart::askAbout(Asked asked)
{
    if (asked != m_asked) {
        const QSignalBlocker quiet(m_changeIsMeant);
        m_changeIsMeant->setChecked(false);
        m_asked = std::move(asked);
    }
    const bool changes = !m_asked.change.isEmpty();
    if (!changes && m_changeIsMeant->hasFocus())
        m_planBox->setFocus(Qt::OtherFocusReason);  // Qt hands the keyboard of what goes away to whatever comes next by Tab
    m_change->setText(m_asked.change);
    m_change->setVisible(changes);
    m_changeIsMeant->setVisible(changes);
    m_changeIsMeant->setAccessibleDescription(m_asked.change);
}

void CanaryStart::showPlan()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    const CanaryPlan *chosen = plan();
    const auto id = model();
    const bool saved = chosen && std::ranges::find(snapshot->canaryPlans, chosen->name, &CanaryPlan::name) != snapshot->canaryPlans.end();
    m_edit->setEnabled(chosen);
    m_remove->setEnabled(saved);
    m_begin->setText(chosen && id ? tr("Begin with %1", "model").arg(Words::text(*id)) : tr("Begin"));
    m_begin->setAccessibleName(m_begin->text());
    if (!chosen || !id) {
        m_summary->setText(chosen ? tr("The library has no model yet. Import one first.") : tr("There is no plan and no station yet."));
        m_begin->setEnabled(false);
        m_signature->hide();
        return askAbout({});
    }
    const CanaryPlanCheck check = m_bridge.engine().checkCanaryPlan(*chosen);
    askAbout(asks(check));
    QStringList words{CanaryText::steps(check, *snapshot), CanaryText::asks(*chosen), CanaryText::faults(check, *snapshot)};
    bool there = false;
    for (const auto &stations : check.steps) {
        for (const StationId &station : stations) {
            const StationSnapshot *s = findStation(*snapshot, station);
            if (s && s->active == id) {
                there = true;
                words.append(tr("%1 has this model already.", "station").arg(Words::stationName(*snapshot, station)));
            }
        }
    }
    const PromotionPolicy policy = strictest(check);
    const bool lacks = (policy != PromotionPolicy::Nothing && isBlank(m_reason)) || (policy == PromotionPolicy::Verdict && isBlank(m_by));
    if (lacks)
        words.append(policy == PromotionPolicy::Verdict ? tr("No comparison has proven this model there: write your name and the reason.") + whyNotProven() : tr("Write the reason."));
    const bool meant = m_asked.change.isEmpty() || m_changeIsMeant->isChecked();
    const bool signs = asksForSignature(check);
    const QString signatureLacks = signs ? m_signature->lacks() : QString();
    m_signature->setVisible(signs);
    words.append(signatureLacks);
    words.removeAll(QString());
    m_summary->setText(words.join(QLatin1Char(' ')));
    m_begin->setEnabled(check.mayRun() && !there && !lacks && meant && signatureLacks.isEmpty());
}

void CanaryStart::propose(const ModelId &model, const QString &reason, const QString &by)
{
    m_asked = {};  // what was confirmed here was not meant for what comes now
    show(*m_bridge.snapshot());
    if (const auto at = std::ranges::find(m_ids, model); at != m_ids.end()) {
        m_models->setCurrentIndex(static_cast<int>(at - m_ids.begin()));
        m_chosenByHand = true;
    }
    if (!reason.trimmed().isEmpty())
        m_reason->setText(reason);
    if (!by.trimmed().isEmpty() && !m_by->isReadOnly())
        m_by->setText(by);
    m_planBox->setFocus(Qt::OtherFocusReason);
}

void CanaryStart::begin()
{
    const CanaryPlan *chosen = plan();
    const auto id = model();
    if (!chosen || !id)
        return;
    m_reason->setFocus(Qt::OtherFocusReason);  // Qt hands the keyboard of a button that cannot be pressed to whatever comes next by Tab
    m_begin->setEnabled(false);
    PromotionNote note{m_reason->text().trimmed().toStdString(), m_by->text().trimmed().toStdString()};
    if (!asksForSignature(m_bridge.engine().checkCanaryPlan(*chosen)))
        return start(*chosen, *id, std::move(note));
    m_signature->sign([this, plan = *chosen, model = *id, note](const std::optional<ElectronicSignature> &signature) mutable {
        if (!signature)
            return;  // why is told beside the secret
        note.signature = signature;
        m_signature->clear();
        start(plan, model, std::move(note));
    });
}

void CanaryStart::start(const CanaryPlan &plan, const ModelId &model, PromotionNote note)
{
    m_bridge.startCanary(plan, model, std::move(note), [guard = QPointer<CanaryStart>(this)](const Result<void> &begun) {
        if (!guard)
            return;
        if (begun) {
            guard->m_chosenByHand = false;
            guard->m_asked = {};
            guard->m_reason->clear();
            guard->showPerson();
        }
        guard->showPlan();
        emit guard->refused(begun ? QString() : CanaryText::refused(begun.error()));
    });
}

void CanaryStart::removePlan()
{
    const CanaryPlan *chosen = plan();
    if (!chosen)
        return;
    std::vector<CanaryPlan> plans = m_bridge.snapshot()->canaryPlans;
    std::erase_if(plans, [name = chosen->name](const CanaryPlan &p) { return p.name == name; });
    m_bridge.applyCanaryPlans(std::move(plans), [guard = QPointer<CanaryStart>(this)](const Result<void> &done) {
        if (guard)
            emit guard->refused(done ? QString() : CanaryText::refused(done.error()));
    });
}

}  // namespace lineside
