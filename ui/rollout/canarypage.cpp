// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/canarypage.h"

#include "bridge/enginebridge.h"
#include "rollout/canarystart.h"
#include "rollout/canarytables.h"
#include "rollout/canarytext.h"
#include "rollout/planeditor.h"
#include "rollout/rejectpanel.h"
#include "signin/deedlock.h"
#include "signin/windowaccess.h"
#include "widgets/copymenu.h"
#include "widgets/format.h"
#include "widgets/forreaders.h"
#include "widgets/titlelabel.h"

#include <QEvent>
#include <QFocusEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <initializer_list>

namespace lineside {
namespace {

/// Paused, and not until it goes on by itself when changes are saved again: resuming by hand would not save them.
bool waitsForResume(const std::shared_ptr<const CanarySnapshot> &canary)
{
    return canary && canary->progress.state == CanaryState::Paused && canary->progress.pause != CanaryPause::NotSaved;
}

}  // namespace

CanaryPage::CanaryPage(EngineBridge &bridge, WindowAccess *access, QWidget *parent)
    : QWidget(parent), m_bridge(bridge), m_access(access ? *access : *new WindowAccess(nullptr, this))
{
    setObjectName(QStringLiteral("canaryPage"));
    build();
    retranslate();
    connect(&m_bridge, &EngineBridge::structureChanged, this, [this] {
        m_start->show(*m_bridge.snapshot());
        refresh();
    });
    connect(&m_bridge, &EngineBridge::tick, this, [this] {
        if (isVisible())
            refresh();
    });
    new DeedLock(m_approve, m_bridge, Deed::RunCanary);
    new DeedLock(m_abort, m_bridge, Deed::StopCanary);
    new DeedLock(m_pause, m_bridge, [this] {
        const auto canary = m_bridge.snapshot()->canary;
        return std::optional(waitsForResume(canary) ? Deed::RunCanary : Deed::StopCanary);
    });
    connect(m_approve, &QPushButton::clicked, this, [this] { steer(CanaryHand::Approve); });
    connect(m_pause, &QPushButton::clicked, this, [this] {
        const auto canary = m_bridge.snapshot()->canary;
        steer(waitsForResume(canary) ? CanaryHand::Resume : CanaryHand::Pause);
    });
    connect(m_abort, &QPushButton::clicked, this, [this] { steer(CanaryHand::Abort); });
    connect(m_review, &QPushButton::clicked, this, [this] { review(true); });
    connect(m_rejects, &RejectPanel::closed, this, [this] { review(false); });
    connect(m_rejects, &RejectPanel::signInRequested, this, &CanaryPage::signInRequested);
    connect(m_start, &CanaryStart::refused, this, &CanaryPage::say);
    connect(m_start, &CanaryStart::signInRequested, this, [this] { emit signInRequested({}); });
    connect(&m_access, &WindowAccess::changed, this, &CanaryPage::showPerson);
    showPerson();
    connect(m_start, &CanaryStart::editRequested, this, &CanaryPage::edit);
    connect(m_editor, &PlanEditor::closed, this, [this] { m_stack->setCurrentWidget(m_main); });
    connect(m_editor, &PlanEditor::saved, this, [this](const QString &name) {
        m_stack->setCurrentWidget(m_main);
        m_bridge.refresh();
        m_start->choose(name);
    });
}

void CanaryPage::build()
{
    m_stack = new QStackedWidget(this);
    m_main = new QWidget(m_stack);
    m_editor = new PlanEditor(m_bridge, m_stack);
    m_stack->addWidget(m_main);
    m_stack->addWidget(m_editor);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(16, 16, 16, 12);
    whole->addWidget(m_stack);

    const auto words = [](QLabel *made, const char *name) {
        made->setObjectName(QLatin1String(name));
        made->setWordWrap(true);
        made->setMargin(2);
        addCopyMenu(made);
        return made;
    };
    m_title = words(new TitleLabel(1.3, m_main), "canaryTitle");
    m_situation = words(new QLabel(m_main), "canarySituation");
    m_message = words(new QLabel(m_main), "canaryMessage");
    m_message->hide();
    m_steer = new QWidget(m_main);
    m_byLabel = new QLabel(m_steer);
    m_by = new QLineEdit(m_steer);
    m_by->setObjectName(QStringLiteral("canaryBy"));
    m_by->setMaxLength(50);
    m_byLabel->setBuddy(m_by);
    const auto button = [this](const char *name) {
        auto *made = new QPushButton(m_steer);
        made->setObjectName(QLatin1String(name));
        made->setMinimumHeight(40);
        made->setAutoDefault(false);
        return made;
    };
    m_approve = button("canaryApprove");
    m_approve->setProperty("primary", true);
    m_pause = button("canaryPause");
    m_abort = button("canaryAbort");
    auto *row = new QHBoxLayout(m_steer);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_byLabel);
    row->addWidget(m_by, 1);
    for (QPushButton *one : {m_approve, m_pause, m_abort})
        row->addWidget(one);
    m_evidenceWords = words(new QLabel(m_main), "canaryEvidenceWords");
    m_evidence = new QProgressBar(m_main);
    m_evidence->setObjectName(QStringLiteral("canaryEvidence"));
    m_evidence->setRange(0, 100);
    m_evidence->setTextVisible(false);
    m_review = new QPushButton(m_main);
    m_review->setObjectName(QStringLiteral("canaryReview"));
    m_review->setMinimumHeight(40);
    m_review->setAutoDefault(false);
    m_tables = new CanaryTables(m_main);
    m_rejects = new RejectPanel(m_bridge, m_access, m_main);
    m_start = new CanaryStart(m_bridge, m_access, m_main);

    auto *column = new QVBoxLayout(m_main);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(m_title);
    column->addWidget(m_situation);
    column->addWidget(m_message);
    column->addWidget(m_steer);
    auto *evidence = new QHBoxLayout;  // beside each other: a low screen needs the height for the tables
    evidence->setSpacing(8);
    evidence->addWidget(m_evidenceWords, 1);
    evidence->addWidget(m_review);
    column->addLayout(evidence);
    column->addWidget(m_evidence);
    column->addWidget(m_tables, 1);
    column->addWidget(m_rejects, 1);
    column->addWidget(m_start);
    column->addStretch(0);
}

void CanaryPage::retranslate()
{
    setAccessibleName(tr("Canary"));
    m_byLabel->setText(tr("Your name"));
    m_by->setAccessibleName(tr("Who says this to the canary"));
    m_approve->setText(tr("Go on"));
    m_approve->setAccessibleName(tr("Go on to the next step"));
    m_abort->setText(tr("Take it back"));
    m_abort->setAccessibleName(tr("Give all its stations their models of before"));
    m_evidence->setAccessibleName(tr("Evidence of harm"));
    m_tables->retranslate();
    m_rejects->retranslate();
    m_start->retranslate();
    refresh();
}

void CanaryPage::refresh()
{
    const bool hadFocus = isAncestorOf(window()->focusWidget());
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    const auto &canary = snapshot->canary;
    const bool underWay = canary && !isOver(canary->progress.state);
    const bool paused = waitsForResume(canary);
    m_title->setText(CanaryText::title(*snapshot));
    m_situation->setText(CanaryText::situation(*snapshot));
    m_reviewing = m_reviewing && canary;
    m_steer->setVisible(underWay && !m_reviewing);
    m_start->setVisible(!underWay && !m_reviewing);
    m_review->setVisible(RejectPanel::asks(*snapshot) && !m_reviewing);
    m_rejects->setVisible(m_reviewing);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_tables, m_evidenceWords, m_evidence})
        widget->setVisible(canary && !m_reviewing);
    m_approve->setEnabled(underWay && canary->progress.state == CanaryState::Asking);
    m_pause->setText(paused ? tr("Resume") : tr("Pause"));
    m_pause->setAccessibleName(paused ? tr("Go on after the pause") : tr("Begin no further step for now"));
    if (m_reviewing)
        m_rejects->show(*snapshot);
    else if (canary)
        showCanary(*snapshot);
    if (hadFocus && !isAncestorOf(window()->focusWidget()))
        setFocus(Qt::OtherFocusReason);  // what had the keyboard went away: it stays on the page
}

void CanaryPage::showCanary(const EngineSnapshot &snapshot)
{
    const CanarySnapshot &canary = *snapshot.canary;
    m_review->setText(tr("Review rejected parts (%1)", "number that wait").arg(Format::count(static_cast<std::uint64_t>(canary.rejectsWaiting))));
    nameForReaders(m_review, m_review->text());
    m_evidence->setValue(static_cast<int>(100 * shareOf(canary.evidence.log, canary.evidence.threshold)));
    m_evidenceWords->setText(CanaryText::evidence(canary));
    m_tables->show(snapshot);
}

void CanaryPage::review(bool open)
{
    m_reviewing = open;
    m_bridge.refresh();
    refresh();
    if (open)
        m_rejects->setFocus(Qt::OtherFocusReason);
    else if (m_review->isVisible())
        m_review->setFocus(Qt::OtherFocusReason);
    else
        setFocus(Qt::OtherFocusReason);
}

void CanaryPage::propose(const ModelId &model, const QString &reason, const QString &by)
{
    m_reviewing = false;
    refresh();
    m_start->propose(model, reason, by);
    if (m_stack->currentWidget() == m_editor)
        m_editor->setFocus(Qt::OtherFocusReason);
}

// Who has shown who he is is not asked for his name, and cannot give another.
void CanaryPage::showPerson()
{
    const AccessStatus &status = m_access.status();
    m_by->setReadOnly(status.asked);
    m_by->setText(status.who ? QString::fromStdString(status.who->name) : QString());
}

void CanaryPage::steer(CanaryHand hand)
{
    m_bridge.steerCanary(hand, m_by->text().trimmed(), [guard = QPointer<CanaryPage>(this)](const Result<void> &done) {
        if (guard)
            guard->say(done ? QString() : CanaryText::refused(done.error()));
    });
}

void CanaryPage::edit(const std::optional<CanaryPlan> &plan)
{
    m_editor->open(plan);
    m_stack->setCurrentWidget(m_editor);
}

void CanaryPage::say(const QString &sentence)
{
    m_message->setText(sentence);
    m_message->setVisible(!sentence.isEmpty());
    m_bridge.refresh();
    refresh();
}

QWidget *CanaryPage::firstForKeys() const
{
    if (m_stack->currentWidget() == m_editor)
        return m_editor;
    if (m_reviewing)
        return m_rejects;
    if (!m_steer->isVisible())
        return m_start->findChild<QWidget *>(QStringLiteral("canaryModel"));
    return m_by->isReadOnly() ? static_cast<QWidget *>(m_pause) : m_by;
}

void CanaryPage::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (QWidget *first = firstForKeys())
        first->setFocus(event->reason());
}

void CanaryPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void CanaryPage::showEvent(QShowEvent *event)
{
    refresh();
    QWidget::showEvent(event);
}

}  // namespace lineside
