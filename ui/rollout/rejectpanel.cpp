// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/rejectpanel.h"

#include "bridge/enginebridge.h"
#include "compare/answerview.h"
#include "itemmodels/accesswords.h"
#include "itemmodels/words.h"
#include "rollout/canarytext.h"
#include "settings/interfacesettings.h"
#include "signin/deedlock.h"
#include "signin/windowaccess.h"
#include "widgets/format.h"
#include "widgets/forreaders.h"
#include "widgets/messages.h"
#include "widgets/pagekeys.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include <initializer_list>
#include <utility>

namespace lineside {
namespace {

QString stored(Truth truth)
{
    switch (truth) {
    case Truth::Good: return RejectPanel::tr("Stored: it is good, and was rejected wrongly.");
    case Truth::Defective: return RejectPanel::tr("Stored: it is defective, and was rejected rightly.");
    case Truth::Even: return RejectPanel::tr("Stored: nobody can tell. It is not asked about any more.");
    case Truth::Unknown: break;
    }
    return RejectPanel::tr("Taken back.");
}

}  // namespace

RejectPanel::RejectPanel(EngineBridge &bridge, WindowAccess &access, QWidget *parent) : QWidget(parent), m_bridge(bridge), m_access(access)
{
    setObjectName(QStringLiteral("rejectPanel"));
    build();
    retranslate();
}

void RejectPanel::build()
{
    const auto label = [this](const char *name) {
        auto *words = new QLabel(this);
        words->setObjectName(QLatin1String(name));
        words->setWordWrap(true);
        words->setMargin(2);
        return words;
    };
    m_question = label("rejectQuestion");
    m_question->setProperty("strong", true);
    m_progress = label("rejectProgress");
    m_part = label("rejectPart");
    m_told = label("rejectTold");
    m_picture = new AnswerView(m_viewport, this);
    m_picture->setObjectName(QStringLiteral("rejectPicture"));
    const auto button = [this](const char *name, auto &&pressed) {
        auto *made = new QPushButton(this);
        made->setObjectName(QLatin1String(name));
        made->setProperty("tall", true);
        made->setAutoDefault(false);
        connect(made, &QPushButton::clicked, this, pressed);
        return made;
    };
    m_good = button("rejectGood", [this] { give(Truth::Good); });
    m_even = button("rejectEven", [this] { give(Truth::Even); });
    m_defective = button("rejectDefective", [this] { give(Truth::Defective); });
    m_undo = button("rejectUndo", [this] { undo(); });
    m_back = button("rejectBack", [this] { emit closed(); });

    for (QPushButton *answer : {m_good, m_even, m_defective, m_undo})
        new DeedLock(answer, m_bridge, Deed::ReviewParts);
    setFocusProxy(m_picture);
    // Arrow keys answer: they neither move the picture nor go from button to button.
    new PageKeys(this, {m_picture, m_good, m_even, m_defective, m_undo, m_back}, [this](const QKeyEvent &key) { return take(key); });

    auto *head = new QHBoxLayout;
    head->addWidget(m_question, 1);
    head->addWidget(m_progress);
    auto *answers = new QHBoxLayout;
    answers->setSpacing(8);
    for (QPushButton *one : {m_good, m_even, m_defective})
        answers->addWidget(one, 1);
    auto *ways = new QHBoxLayout;
    ways->setSpacing(8);
    ways->addWidget(m_told, 1);
    for (QPushButton *one : {m_undo, m_back})
        ways->addWidget(one);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_part);
    column->addWidget(m_picture, 1);
    column->addLayout(answers);
    column->addLayout(ways);
    column->addStretch(0);  // takes what the picture leaves where there is none
}

void RejectPanel::retranslate()
{
    setAccessibleName(tr("Review of rejected parts"));
    m_picture->setAccessibleName(tr("Rejected part"));
    nameButton(m_good, tr("← Good"), tr("The part is good: it was rejected wrongly (left arrow)"));
    nameButton(m_even, tr("Cannot tell"), tr("The picture does not say it; the part is not asked about any more (S)"));
    nameButton(m_defective, tr("Defective →"), tr("The part is defective: it was rejected rightly (right arrow)"));
    nameButton(m_undo, tr("Undo"), tr("Takes the newest answer back (U)"));
    nameButton(m_back, tr("Back"), tr("Leaves the review; what was answered stays (Esc)"));
    showPart();
}

bool RejectPanel::asks(const EngineSnapshot &snapshot)
{
    const auto &canary = snapshot.canary;
    return canary && !isOver(canary->progress.state) && canary->progress.plan.guard.reviewLimit > 0;
}

void RejectPanel::show(const EngineSnapshot &snapshot)
{
    const bool hadFocus = isAncestorOf(window()->focusWidget());  // also in a window that is not in front
    const bool ended = std::exchange(m_asks, asks(snapshot)) && !m_asks;
    reload();
    setFocusProxy(m_asks ? static_cast<QWidget *>(m_picture) : m_back);
    if (ended && hadFocus)
        m_back->setFocus(Qt::OtherFocusReason);
}

void RejectPanel::reload()
{
    if (!m_asks)
        m_answers = {};  // what was answered belongs to a canary that is over
    else
        m_answers.setParts(m_bridge.engine().canaryRejects());
    showPart();
}

QString RejectPanel::question() const
{
    if (!m_asks)
        return tr("The canary is over, and nobody is asked about its parts any more. What stands above says how it ended. Go back to the page of the canary.");
    const RejectReview *part = m_answers.current();
    return !part                  ? tr("Nothing waits. New rejected parts come by themselves.")
           : part->box.width() > 0 ? tr("Is the part in the dotted frame defective?")
                                   : tr("Is this part defective?");
}

void RejectPanel::showPart()
{
    const RejectReview *part = m_answers.current();
    m_question->setText(question());
    m_progress->setText(m_asks ? tr("%1 answered · %2 wait", "numbers").arg(Format::count(m_answers.answered()), Format::count(m_answers.waiting())) : QString());
    m_part->setText(part ? CanaryText::rejected(*part, *m_bridge.snapshot()) : QString());
    // Qt hands the keyboard of what goes away to whatever comes next by Tab: here it stays on the keys of the panel.
    const bool losesFocus = !part && (m_good->hasFocus() || m_even->hasFocus() || m_defective->hasFocus());
    if (losesFocus || (m_undo->hasFocus() && !m_answers.canUndo()))
        setFocus(Qt::OtherFocusReason);
    for (QPushButton *answer : {m_good, m_even, m_defective})
        answer->setEnabled(part);
    m_undo->setEnabled(m_answers.canUndo());
    for (QWidget *widget : std::initializer_list<QWidget *>{m_part, m_picture, m_good, m_even, m_defective, m_undo, m_progress})
        widget->setVisible(m_asks);
    const JudgedFramePtr judged = part ? part->judged : nullptr;
    const QString says = part ? CanaryText::whyRejected(*part) : QString();
    if (judged != m_picture->answer() || says != m_picture->says())
        m_picture->setAnswer(judged, part ? part->box : Box(), says);
}

void RejectPanel::hideEvent(QHideEvent *event)
{
    m_answers.dropPictures();
    m_picture->setAnswer(nullptr, {}, {});
    QWidget::hideEvent(event);
}

bool RejectPanel::mayAnswer()
{
    if (m_access.may(Deed::ReviewParts))
        return true;
    m_told->setText(AccessWords::refused(Deed::ReviewParts, m_access.status()));
    emit signInRequested(m_told->text());
    return false;
}

void RejectPanel::give(Truth truth)
{
    if (!m_answers.current() || !mayAnswer())
        return;
    if (const auto number = m_answers.answer(truth))
        ask(*number, truth);
}

void RejectPanel::undo()
{
    if (!m_answers.canUndo() || !mayAnswer())
        return;
    if (const auto number = m_answers.undo())
        ask(*number, Truth::Unknown);
}

void RejectPanel::ask(std::uint64_t number, Truth truth)
{
    const AccessStatus &status = m_access.status();
    m_told->clear();
    showPart();
    m_bridge.reviewReject(number, truth, status.who ? Words::text(status.who->name) : QString(), [this, self = QPointer(this), number, truth](const Result<void> &result) {
        if (self)
            onAnswered(number, truth, result);
    });
}

void RejectPanel::onAnswered(std::uint64_t number, Truth truth, const Result<void> &result)
{
    m_answers.settle(number, truth, result.ok());
    m_told->setText(result                                        ? stored(truth)
                    : result.error().code == ErrorCode::NotFound ? tr("Not stored: the picture of that part is not here any more.")
                                                                 : tr("Not stored. %1", "why").arg(errorSentence(result.error())));
    show(*m_bridge.snapshot());
}

bool RejectPanel::take(const QKeyEvent &key)
{
    if (key.key() == Qt::Key_Escape && key.modifiers() == Qt::NoModifier) {
        if (!key.isAutoRepeat())
            emit closed();
        return true;
    }
    if (key.modifiers() == Qt::ControlModifier && key.key() == Qt::Key_Z) {
        undo();
        return true;
    }
    if (!InterfaceSettings::singleKeys() || (key.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    if (key.isAutoRepeat())  // a key that is held answers one part, not all
        return key.key() == Qt::Key_Left || key.key() == Qt::Key_Right || key.key() == Qt::Key_S || key.key() == Qt::Key_U;
    switch (key.key()) {
    case Qt::Key_Left: give(Truth::Good); return true;
    case Qt::Key_Right: give(Truth::Defective); return true;
    case Qt::Key_S: give(Truth::Even); return true;
    case Qt::Key_U: undo(); return true;
    default: return false;
    }
}

}  // namespace lineside
