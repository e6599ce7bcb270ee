// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/loadwait.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "signin/deedlock.h"
#include "widgets/forreaders.h"
#include "widgets/format.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lineside {

const WaitingLoad *waitingLoadOf(const EngineSnapshot &snapshot, CandidateId candidate)
{
    const auto &waiting = snapshot.loading.waiting;
    const auto found = std::ranges::find(waiting, candidate, &WaitingLoad::candidate);
    return found == waiting.end() || candidate == 0 ? nullptr : &*found;
}

QString loadWaitText(const WaitingLoad &load, const EngineSnapshot &snapshot)
{
    const QString until = Format::clockSeconds(load.until), device = Words::text(snapshot.computeDevice);
    const LoadingPolicy &policy = snapshot.loading.policy;
    switch (load.why) {
    case LoadWait::Turn: return LoadNow::tr("Waits until the model before it is loaded.");
    case LoadWait::Rate:
        return policy.perMinute == 1 ? LoadNow::tr("Waits until %1: one model a minute is loaded beside the line.", "time").arg(until)
                                     : LoadNow::tr("Waits until %1: no more than %2 models a minute are loaded beside the line.", "time, number")
                                           .arg(until, Format::count(static_cast<std::uint64_t>(policy.perMinute)));
    case LoadWait::Busy:
        return LoadNow::tr("Waits until %1 at the latest: %2 is %3 busy, and above %4 nothing is loaded beside the line.", "time, device, share, share")
            .arg(until, device, Format::wholePercent(snapshot.loading.busy.value_or(1)), Format::wholePercent(policy.busyPercent / 100.0));
    case LoadWait::Window: {
        const StationSnapshot *s = findStation(snapshot, load.station);
        const QString name = Words::stationName(snapshot, load.station);
        return s && !s->config.loadWindow.always()
                   ? LoadNow::tr("Waits until %1: models for %2 are loaded at these hours: %3.", "time, station, hours").arg(until, name, Words::text(toString(s->config.loadWindow)))
                   : LoadNow::tr("Waits until %1: models for %2 are loaded at set hours.", "time, station").arg(until, name);
    }
    }
    return {};
}

LoadNow::LoadNow(EngineBridge &bridge, QWidget *parent)
    : QWidget(parent), m_bridge(bridge), m_open(new QPushButton(this)), m_question(new QWidget(this)), m_reason(new QLineEdit(m_question)),
      m_now(new QPushButton(m_question)), m_keep(new QPushButton(m_question)), m_problem(new QLabel(this))
{
    m_open->setObjectName(QStringLiteral("loadNowOpen"));
    m_question->setObjectName(QStringLiteral("loadNowQuestion"));
    m_reason->setObjectName(QStringLiteral("loadNowReason"));
    m_reason->setMaxLength(500);
    m_now->setObjectName(QStringLiteral("loadNow"));
    m_keep->setObjectName(QStringLiteral("loadNowKeep"));
    m_problem->setObjectName(QStringLiteral("loadNowProblem"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    auto *answers = new QHBoxLayout;
    answers->setSpacing(8);
    answers->addWidget(m_keep);
    answers->addWidget(m_now);
    answers->addStretch(1);
    auto *question = new QVBoxLayout(m_question);
    question->setContentsMargins(0, 0, 0, 0);
    question->setSpacing(6);
    question->addWidget(m_reason);
    question->addLayout(answers);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_open, 0, Qt::AlignLeft);
    column->addWidget(m_question);
    column->addWidget(m_problem);
    for (QWidget *high : std::initializer_list<QWidget *>{m_open, m_reason, m_now, m_keep})
        high->setMinimumHeight(40);
    for (QPushButton *button : {m_open, m_now, m_keep})
        button->setAutoDefault(false);
    for (QPushButton *button : {m_open, m_now})
        new DeedLock(button, bridge, Deed::LoadNow);
    m_question->hide();
    hide();
    retranslate();
    connect(m_open, &QPushButton::clicked, this, [this] { ask(true); });
    connect(m_keep, &QPushButton::clicked, this, [this] { ask(false); });
    connect(m_now, &QPushButton::clicked, this, &LoadNow::loadNow);
    connect(m_reason, &QLineEdit::returnPressed, this, &LoadNow::loadNow);
    connect(m_reason, &QLineEdit::textChanged, this, [this] {
        m_problem->hide();
        m_now->setEnabled(!m_reason->text().trimmed().isEmpty());
    });
}

void LoadNow::retranslate()
{
    m_open->setText(tr("Load now…"));
    m_reason->setPlaceholderText(tr("Why now? The history keeps it."));
    m_reason->setAccessibleName(tr("Why it is loaded now"));
    m_now->setText(tr("Load now"));
    m_now->setEnabled(!m_reason->text().trimmed().isEmpty());
    m_keep->setText(tr("Let it wait"));
    m_keep->setAccessibleName(m_keep->text());
}

void LoadNow::show(const WaitingLoad *load, const QString &what)
{
    const LoadId id = load ? load->id : 0;
    if (id == 0 && isAncestorOf(QApplication::focusWidget()))
        parentWidget()->setFocus(Qt::OtherFocusReason);  // hidden, it would hand the keyboard on to something else of the window
    if (id != m_load) {
        m_load = id;
        m_reason->clear();
        ask(false);
    }
    if (what != m_what) {
        m_what = what;
        nameForReaders(m_open, tr("Load %1 now, with a reason").arg(what));
        nameForReaders(m_now, tr("Load %1 now").arg(what));
    }
    setVisible(id != 0);
}

void LoadNow::ask(bool open)
{
    const bool had = isAncestorOf(QApplication::focusWidget());
    m_problem->hide();
    m_open->setVisible(!open);
    m_question->setVisible(open);
    if (open)
        m_reason->setFocus(Qt::OtherFocusReason);
    else if (had)
        m_open->setFocus(Qt::OtherFocusReason);
}

void LoadNow::loadNow()
{
    const QString reason = m_reason->text().trimmed();
    if (reason.isEmpty() || !m_bridge.admits(Deed::LoadNow))
        return;
    const QPointer<LoadNow> self(this);
    m_bridge.loadNow(m_load, reason, [self](const Result<void> &result) {
        // One that began by itself meanwhile is where it was to go.
        if (!self || result || result.error().code == ErrorCode::NotFound)
            return;
        self->m_problem->setText(tr("It waits as before. %1").arg(Words::error(result.error())));
        self->m_problem->show();
    });
}

void LoadNow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape || m_question->isHidden())
        return QWidget::keyPressEvent(event);
    ask(false);
}

void LoadNow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineside
