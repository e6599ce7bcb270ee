// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/reviewpanel.h"

#include "bridge/enginebridge.h"
#include "compare/answerview.h"
#include "itemmodels/words.h"
#include "settings/interfacesettings.h"
#include "signin/deedlock.h"
#include "signin/windowaccess.h"
#include "widgets/format.h"
#include "widgets/forreaders.h"
#include "widgets/messages.h"
#include "widgets/pagekeys.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRandomGenerator>
#include <QVBoxLayout>

#include <algorithm>

namespace lineside {
namespace {

QString signInFirst()
{
    return ReviewPanel::tr("Two people have to say the same here: sign in, so that it is known who answers.");
}

}  // namespace

ReviewPanel::ReviewPanel(EngineBridge &bridge, WindowAccess &access, QWidget *parent) : QWidget(parent), m_bridge(bridge), m_access(access), m_queue(QRandomGenerator::global()->generate())
{
    build();
    retranslate();
    for (QPushButton *b : {m_leftRight, m_bothRight, m_noneRight, m_rightRight, m_undo})
        new DeedLock(b, m_bridge, Deed::ReviewParts);
    new DeedLock(m_keep, m_bridge, Deed::Compare);
    connect(&m_access, &WindowAccess::changed, this, &ReviewPanel::showPerson);
    showPerson();
}

void ReviewPanel::build()
{
    const auto label = [this](const char *name) {
        auto *words = new QLabel(this);
        words->setObjectName(QLatin1String(name));
        words->setWordWrap(true);
        return words;
    };
    m_question = label("reviewQuestion");
    m_progress = label("reviewProgress");
    m_stored = label("reviewStored");
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("reviewName"));
    m_name->setMinimumHeight(48);
    m_name->setMaxLength(80);
    m_name->hide();
    connect(m_name, &QLineEdit::editingFinished, this, [this] {
        if (m_name->text().trimmed().toStdString() != m_queue.by())
            begin(m_station);
    });
    connect(m_name, &QLineEdit::returnPressed, this, [this] { setFocus(); });
    m_left = new AnswerView(m_viewport, this);
    m_right = new AnswerView(m_viewport, this);
    m_left->setObjectName(QStringLiteral("reviewLeft"));
    m_right->setObjectName(QStringLiteral("reviewRight"));
    const auto button = [this](const char *name, auto &&pressed) {
        auto *b = new QPushButton(this);
        b->setObjectName(QLatin1String(name));
        b->setProperty("tall", true);
        connect(b, &QPushButton::clicked, this, pressed);
        return b;
    };
    m_leftRight = button("reviewLeftIsRight", [this] { give(ReviewAnswer::LeftIsRight); });
    m_bothRight = button("reviewBoth", [this] { give(ReviewAnswer::BothAreRight); });
    m_noneRight = button("reviewNeither", [this] { give(ReviewAnswer::NeitherIsRight); });
    m_rightRight = button("reviewRightIsRight", [this] { give(ReviewAnswer::RightIsRight); });
    m_skip = button("reviewSkip", [this] {
        m_queue.skip();
        showPart();
    });
    m_undo = button("reviewUndo", [this] { undo(); });
    m_keep = button("reviewKeep", [this] { keepOrDrop(); });
    m_close = button("reviewClose", [this] { emit closed(); });

    setFocusPolicy(Qt::StrongFocus);
    // Arrow keys answer: they neither move the picture nor go from button to button.
    new PageKeys(this, {m_left, m_right, m_leftRight, m_bothRight, m_noneRight, m_rightRight, m_skip, m_undo, m_keep, m_close}, [this](const QKeyEvent &key) { return take(key); });

    auto *head = new QHBoxLayout;
    head->addWidget(m_question, 1);
    head->addWidget(m_name);
    head->addWidget(m_progress);
    auto *pictures = new QHBoxLayout;
    pictures->setSpacing(12);
    pictures->addWidget(m_left, 1);
    pictures->addWidget(m_right, 1);
    auto *answers = new QHBoxLayout;
    answers->setSpacing(8);
    for (QPushButton *b : {m_leftRight, m_bothRight, m_noneRight, m_rightRight})
        answers->addWidget(b, 1);
    auto *ways = new QHBoxLayout;
    ways->setSpacing(8);
    ways->addWidget(m_stored, 1);
    for (QPushButton *b : {m_keep, m_skip, m_undo, m_close})
        ways->addWidget(b);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addLayout(head);
    column->addLayout(pictures, 1);
    column->addLayout(answers);
    column->addLayout(ways);
}

void ReviewPanel::retranslate()
{
    nameButton(m_leftRight, tr("← Left"), tr("The answer on the left is right, the other one is not (left arrow)"));
    nameButton(m_bothRight, tr("↑ Both"), tr("The part speaks for neither model (up arrow)"));
    nameButton(m_noneRight, tr("↓ Neither"), tr("The part speaks for neither model (down arrow)"));
    nameButton(m_rightRight, tr("Right →"), tr("The answer on the right is right, the other one is not (right arrow)"));
    nameButton(m_skip, tr("Skip"), tr("Asks again once the others are through (S)"));
    nameButton(m_undo, tr("Undo"), tr("Takes the newest answer back (U)"));
    nameButton(m_close, tr("Back to the pictures"), tr("Leaves the review; what was answered stays (Esc)"));
    m_name->setPlaceholderText(tr("Who answers"));
    nameForReaders(m_name, tr("Who answers"));
    m_name->setToolTip(tr("Two people answer here without knowing what the other one said. Write your name, then answer."));
    m_left->setAccessibleName(tr("Left answer"));
    m_right->setAccessibleName(tr("Right answer"));
    showPart();
}

void ReviewPanel::begin(const StationId &station)
{
    m_station = station;
    std::vector<ReviewPart> parts = m_queue.parts();
    m_queue = ReviewQueue(QRandomGenerator::global()->generate(), m_reviewers > 1 ? m_name->text().trimmed().toStdString() : std::string(), m_reviewers);
    m_queue.setParts(std::move(parts));
    m_stored->clear();
    m_kept.reset();
    showPart();
}

bool ReviewPanel::nobody() const
{
    return m_reviewers > 1 && m_queue.by().empty();
}

QString ReviewPanel::progress() const
{
    const QString own = tr("%1 answered · %2 wait", "numbers").arg(Format::count(m_queue.answered()), Format::count(m_queue.waiting()));
    return m_reviewers > 1 ? tr("%1 · %2 wait for somebody else · people differ on %3", "what was answered, numbers")
                                 .arg(own, Format::count(m_queue.waitingForOthers()), Format::count(m_queue.differing()))
                           : own;
}

void ReviewPanel::setParts(std::vector<ReviewPart> parts, const StationSnapshot &station)
{
    const bool other = station.active != m_a || station.shadow != m_b || station.config.reviewers != m_reviewers;
    m_reviewers = station.config.reviewers;
    m_name->setVisible(m_reviewers > 1);
    if (other)
        begin(station.config.id);
    m_a = station.active;
    m_b = station.shadow;
    m_objects = station.comparison && station.comparison->countsObjects;
    m_queue.setParts(std::move(parts));
    showPart();
}

QString ReviewPanel::sayingOf(const ReviewPart &part, bool ofB) const
{
    const bool fails = part.failedByB == ofB;
    const QString label = Words::text(part.label);
    if (m_objects)
        return fails ? tr("There is one: %1", "label").arg(label) : tr("There is none: %1", "label").arg(label);
    return fails ? tr("This part fails: %1", "label").arg(label) : tr("This part passes");
}

// Who has shown who he is is not asked for his name, and cannot give another.
void ReviewPanel::showPerson()
{
    const AccessStatus &status = m_access.status();
    m_name->setReadOnly(status.asked);
    if (status.asked)
        m_name->setText(status.who ? Words::text(status.who->name) : QString());
    if (m_reviewers > 1 && m_name->text().trimmed().toStdString() != m_queue.by())
        begin(m_station);
}

void ReviewPanel::showPart()
{
    const ReviewPart *part = m_queue.current();
    const bool leftIsB = m_queue.leftIsB();
    m_question->setText(nobody()  ? m_access.status().asked ? signInFirst() : tr("Two people have to say the same here. Who are you?")
                        : part ? tr("Which of the two is right about the part in the dotted frame?") : tr("Nothing waits. New parts on which the two differ come by themselves."));
    m_progress->setText(progress());
    for (QPushButton *b : {m_leftRight, m_bothRight, m_noneRight, m_rightRight, m_skip})
        b->setEnabled(part && !nobody());
    m_undo->setEnabled(m_queue.answered() > 0);
    showKeep();
    for (const auto &[view, isB] : {std::pair(m_left, leftIsB), std::pair(m_right, !leftIsB)})
        view->setAnswer(!part ? nullptr : isB ? part->frame->shadow : part->frame->active, part ? part->box : Box(), part ? sayingOf(*part, isB) : QString());
}

void ReviewPanel::give(ReviewAnswer answer)
{
    if (nobody()) {
        if (m_access.status().asked)
            emit signInRequested(signInFirst());
        else
            m_name->setFocus();
        return;
    }
    if (!m_bridge.admits(Deed::ReviewParts))
        return;
    const auto given = m_queue.answer(answer);
    if (!given)
        return;
    m_kept.reset();
    m_bridge.review(m_station, given->part, given->truth, m_queue.by());
    const QString a = m_a ? Words::text(*m_a) : QString(), b = m_b ? Words::text(*m_b) : QString();
    m_stored->setText(tr("Stored. Left was %1, right was %2.", "models").arg(given->leftWasB ? b : a, given->leftWasB ? a : b));
    showPart();
}

void ReviewPanel::undo()
{
    if (m_queue.given().empty() || !m_bridge.admits(Deed::ReviewParts))
        return;
    const auto part = m_queue.undo();
    if (!part)
        return;
    m_kept.reset();
    m_bridge.review(m_station, *part, Truth::Unknown, m_queue.by());
    m_stored->setText(tr("Taken back."));
    showPart();
}

const ReviewPart *ReviewPanel::keepable() const
{
    if (m_queue.given().empty())
        return nullptr;
    const ReviewQueue::Given &last = m_queue.given().back();
    const auto part = std::ranges::find(m_queue.parts(), last.part, &ReviewPart::number);
    if (part == m_queue.parts().end())
        return nullptr;
    const Truth truth = m_reviewers > 1 ? part->truth : last.truth;
    return truth == Truth::Good || truth == Truth::Defective ? &*part : nullptr;
}

void ReviewPanel::showKeep()
{
    if (m_kept)
        nameButton(m_keep, tr("Drop the golden frame again"), tr("No model is held against it any more (G)"));
    else
        nameButton(m_keep, tr("Keep as golden frame"),
                   tr("Keeps the picture of the part that was answered last, whichever model was right: from now on a model that judges it otherwise than you is not offered at this station (G)"));
    m_keep->setEnabled(m_kept || keepable());
}

void ReviewPanel::keepOrDrop()
{
    if (!m_bridge.admits(Deed::Compare))
        return;
    if (m_kept) {
        m_bridge.dropGolden(m_station, m_kept->second, [this, self = QPointer(this)](const Result<void> &dropped) {
            if (!self)
                return;
            if (dropped)
                m_kept.reset();
            m_stored->setText(dropped ? tr("Dropped. It is no golden frame any more.") : errorSentence(dropped.error()));
            showKeep();
        });
        return;
    }
    const ReviewPart *part = keepable();
    if (!part)
        return;
    m_keep->setEnabled(false);  // until the disk has it
    m_bridge.keepGolden(m_station, part->number, m_queue.by(), [this, self = QPointer(this), number = part->number](const Result<void> &kept) {
        if (self)
            onKept(kept, number);
    });
}

void ReviewPanel::onKept(const Result<void> &kept, std::uint64_t part)
{
    if (!kept) {
        const ErrorCode code = kept.error().code;
        m_stored->setText(code == ErrorCode::InvalidInput ? tr("Not kept: neither model judges this single picture so, or it is a golden frame already.")
                          : code == ErrorCode::Busy       ? tr("Not kept: this station has as many golden frames as it may. Drop one on its page first.")
                          : code == ErrorCode::NotReady   ? tr("Not kept: nobody has said yet what this part is.")
                          : code == ErrorCode::NotFound   ? tr("Not kept: its picture is not here any more.")
                                                          : errorSentence(kept.error()));
        showKeep();
        return;
    }
    const std::vector<GoldenFrame> frames = m_bridge.engine().goldenFrames(m_station);
    if (!frames.empty() && !m_queue.given().empty() && m_queue.given().back().part == part)
        m_kept.emplace(part, frames.back().id);
    m_stored->setText(tr("Kept as golden frame %1. A new model has to judge it so to be offered here.", "number").arg(frames.empty() ? QString() : Format::count(frames.back().id)));
    showKeep();
}

bool ReviewPanel::take(const QKeyEvent &key)
{
    if (key.modifiers() == Qt::ControlModifier && key.key() == Qt::Key_Z) {
        undo();
        return true;
    }
    if (!InterfaceSettings::singleKeys() || (key.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    if (key.isAutoRepeat())  // a key that is held answers one part, not all
        return true;
    switch (key.key()) {
    case Qt::Key_Left: give(ReviewAnswer::LeftIsRight); return true;
    case Qt::Key_Right: give(ReviewAnswer::RightIsRight); return true;
    case Qt::Key_Up: give(ReviewAnswer::BothAreRight); return true;
    case Qt::Key_Down: give(ReviewAnswer::NeitherIsRight); return true;
    case Qt::Key_S: m_skip->click(); return true;
    case Qt::Key_U: undo(); return true;
    case Qt::Key_G: m_keep->click(); return true;
    case Qt::Key_Escape: emit closed(); return true;
    default: return false;
    }
}

void ReviewPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineside
