// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/reviewview.h"

#include "bridge/enginebridge.h"
#include "compare/answerview.h"
#include "itemmodels/words.h"
#include "settings/interfacesettings.h"
#include "signin/deedlock.h"
#include "widgets/format.h"
#include "widgets/forreaders.h"
#include "widgets/pagekeys.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QRandomGenerator>
#include <QVBoxLayout>

#include <utility>

namespace lineside {

ReviewView::ReviewView(EngineBridge &bridge, QWidget *parent) : QWidget(parent), m_bridge(bridge), m_queue(QRandomGenerator::global()->generate())
{
    build();
    for (QPushButton *b : {m_leftRight, m_bothRight, m_noneRight, m_rightRight, m_undo})
        new DeedLock(b, m_bridge, Deed::ReviewParts);
}

void ReviewView::build()
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
    m_close = button("reviewClose", [this] { emit closed(); });

    setFocusPolicy(Qt::StrongFocus);
    // Arrow keys answer: they neither move the picture nor go from button to button.
    new PageKeys(this, {m_left, m_right, m_leftRight, m_bothRight, m_noneRight, m_rightRight, m_skip, m_undo, m_close}, [this](const QKeyEvent &key) { return take(key); });

    m_head = new QHBoxLayout;
    m_head->addWidget(m_question, 1);
    m_head->addWidget(m_progress);
    auto *pictures = new QHBoxLayout;
    pictures->setSpacing(12);
    pictures->addWidget(m_left, 1);
    pictures->addWidget(m_right, 1);
    auto *answers = new QHBoxLayout;
    answers->setSpacing(8);
    for (QPushButton *b : {m_leftRight, m_bothRight, m_noneRight, m_rightRight})
        answers->addWidget(b, 1);
    m_ways = new QHBoxLayout;
    m_ways->setSpacing(8);
    m_ways->addWidget(m_stored, 1);
    for (QPushButton *b : {m_skip, m_undo, m_close})
        m_ways->addWidget(b);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addLayout(m_head);
    column->addLayout(pictures, 1);
    column->addLayout(answers);
    column->addLayout(m_ways);
}

void ReviewView::addToHead(QWidget *widget)
{
    m_head->insertWidget(1, widget);
    setTabOrder(this, widget);
}

void ReviewView::addWay(QPushButton *button)
{
    button->setProperty("tall", true);
    m_ways->insertWidget(1, button);
    setTabOrder(m_rightRight, button);
    new PageKeys(button, {}, [this](const QKeyEvent &key) { return take(key); });
}

void ReviewView::retranslate()
{
    nameButton(m_leftRight, tr("← Left"), tr("The answer on the left is right, the other one is not (left arrow)"));
    nameNeither();
    nameButton(m_rightRight, tr("Right →"), tr("The answer on the right is right, the other one is not (right arrow)"));
    nameButton(m_skip, tr("Skip"), tr("Asks again once the others are through (S)"));
    nameButton(m_undo, tr("Undo"), tr("Takes the newest answer back (U)"));
    nameButton(m_close, tr("Back to the pictures"), tr("Leaves the review; what was answered stays (Esc)"));
    setAccessibleName(tr("Which of the two is right"));
    m_left->setAccessibleName(tr("Left answer"));
    m_right->setAccessibleName(tr("Right answer"));
    showPart();
}

void ReviewView::nameNeither()
{
    nameButton(m_bothRight, tr("↑ Both"), m_objects ? tr("The object speaks for neither model (up arrow)") : tr("The part speaks for neither model (up arrow)"));
    nameButton(m_noneRight, tr("↓ Neither"), m_objects ? tr("The object speaks for neither model (down arrow)") : tr("The part speaks for neither model (down arrow)"));
}

void ReviewView::setModels(const QString &a, const QString &b, bool objects)
{
    m_a = a;
    m_b = b;
    m_objects = objects;
    nameNeither();
}

void ReviewView::restart(std::string by, int reviewers)
{
    std::vector<ReviewPart> parts = m_queue.parts();
    m_queue = ReviewQueue(QRandomGenerator::global()->generate(), std::move(by), reviewers);
    m_queue.setParts(std::move(parts));
    m_stored->clear();
    showPart();
}

void ReviewView::setParts(std::vector<ReviewPart> parts)
{
    m_queue.setParts(std::move(parts));
    showPart();
}

void ReviewView::notStored(std::uint64_t part)
{
    m_queue.retract(part);
    showPart();
}

void ReviewView::say(const QString &words)
{
    m_stored->setText(words);
}

QString ReviewView::progress() const
{
    return tr("%1 answered · %2 wait", "numbers").arg(Format::count(m_queue.answered()), Format::count(m_queue.waiting()));
}

QString ReviewView::sayingOf(const ReviewPart &part, bool ofB) const
{
    const bool fails = part.failedByB == ofB;
    const QString label = Words::text(part.label);
    if (m_objects)
        return fails ? tr("There is one: %1", "label").arg(label) : tr("There is none: %1", "label").arg(label);
    return fails ? tr("This part fails: %1", "label").arg(label) : tr("This part passes");
}

QString ReviewView::question(const ReviewPart &part) const
{
    if (m_objects)
        return tr("Which of the two is right about the object in the dotted frame?");
    return part.box.width() > 0 ? tr("Which of the two is right about the part in the dotted frame?") : tr("Which of the two is right about this picture?");
}

bool ReviewView::answerable() const
{
    const ReviewPart *part = m_queue.current();
    return part && first().isEmpty() && pictureOf(*part);
}

void ReviewView::showPart()
{
    const ReviewPart *part = m_queue.current();
    const bool leftIsB = m_queue.leftIsB();
    const QString before = first();
    m_question->setText(!before.isEmpty() ? before : !part ? nothingWaits() : question(*part));
    m_progress->setText(progress());
    for (QPushButton *b : {m_leftRight, m_bothRight, m_noneRight, m_rightRight})
        b->setEnabled(part && before.isEmpty() && (pictureOf(*part) || withoutPicture(*part).isEmpty()));
    m_skip->setEnabled(part && before.isEmpty());
    m_undo->setEnabled(m_queue.answered() > 0);
    const ComparedFramePtr picture = part ? pictureOf(*part) : nullptr;
    for (const auto &[view, isB] : {std::pair(m_left, leftIsB), std::pair(m_right, !leftIsB)}) {
        view->setEmptyText(part && !picture ? withoutPicture(*part) : QString());
        view->setAnswer(!picture ? nullptr : isB ? picture->shadow : picture->active, part ? part->box : Box(), part ? sayingOf(*part, isB) : QString());
    }
    partShown();
}

void ReviewView::give(ReviewAnswer answer)
{
    if (!first().isEmpty())
        return askForFirst();
    if (!m_bridge.admits(Deed::ReviewParts) || !answerable())
        return;
    const auto given = m_queue.answer(answer);
    if (!given)
        return;
    m_stored->setText(tr("Stored. Left was %1, right was %2.", "models").arg(given->leftWasB ? m_b : m_a, given->leftWasB ? m_a : m_b));
    answered(*given);
    showPart();
}

void ReviewView::undo()
{
    if (m_queue.given().empty() || !m_bridge.admits(Deed::ReviewParts))
        return;
    const auto part = m_queue.undo();
    if (!part)
        return;
    m_stored->setText(tr("Taken back."));
    takenBack(*part);
    showPart();
}

bool ReviewView::take(const QKeyEvent &key)
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
    case Qt::Key_Escape: emit closed(); return true;
    default: return false;
    }
}

void ReviewView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineside
