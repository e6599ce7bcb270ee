// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/reviewpanel.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "settings/interfacesettings.h"
#include "signin/deedlock.h"
#include "signin/windowaccess.h"
#include "widgets/format.h"
#include "widgets/forreaders.h"
#include "widgets/messages.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

#include <algorithm>

namespace lineside {
namespace {

QString signInFirst()
{
    return ReviewPanel::tr("Two people have to say the same here: sign in, so that it is known who answers.");
}

}  // namespace

ReviewPanel::ReviewPanel(EngineBridge &bridge, WindowAccess &access, QWidget *parent) : ReviewView(bridge, parent), m_access(access), m_name(new QLineEdit(this)), m_keep(new QPushButton(this))
{
    m_name->setObjectName(QStringLiteral("reviewName"));
    m_name->setMinimumHeight(48);
    m_name->setMaxLength(80);
    m_name->hide();
    addToHead(m_name);
    m_keep->setObjectName(QStringLiteral("reviewKeep"));
    addWay(m_keep);
    connect(m_name, &QLineEdit::editingFinished, this, [this] {
        if (m_name->text().trimmed().toStdString() != queue().by())
            begin(m_station);
    });
    connect(m_name, &QLineEdit::returnPressed, this, [this] { setFocus(); });
    connect(m_keep, &QPushButton::clicked, this, [this] { keepOrDrop(); });
    new DeedLock(m_keep, m_bridge, Deed::Compare);
    retranslateOwn();
    retranslate();
    connect(&m_access, &WindowAccess::changed, this, &ReviewPanel::showPerson);
    showPerson();
}

void ReviewPanel::retranslateOwn()
{
    m_name->setPlaceholderText(tr("Who answers"));
    nameForReaders(m_name, tr("Who answers"));
    m_name->setToolTip(tr("Two people answer here without knowing what the other one said. Write your name, then answer."));
}

void ReviewPanel::begin(const StationId &station)
{
    m_station = station;
    m_kept.reset();
    restart(m_reviewers > 1 ? m_name->text().trimmed().toStdString() : std::string(), m_reviewers);
}

bool ReviewPanel::nobody() const
{
    return m_reviewers > 1 && queue().by().empty();
}

QString ReviewPanel::first() const
{
    return !nobody() ? QString() : m_access.status().asked ? signInFirst() : tr("Two people have to say the same here. Who are you?");
}

void ReviewPanel::askForFirst()
{
    if (m_access.status().asked)
        emit signInRequested(signInFirst());
    else
        m_name->setFocus();
}

QString ReviewPanel::nothingWaits() const
{
    return countsObjects() ? tr("Nothing waits. New objects on which the two differ come by themselves.") : tr("Nothing waits. New parts on which the two differ come by themselves.");
}

QString ReviewPanel::progress() const
{
    const QString own = ReviewView::progress();
    return m_reviewers > 1 ? tr("%1 · %2 wait for somebody else · people differ on %3", "what was answered, numbers")
                                 .arg(own, Format::count(queue().waitingForOthers()), Format::count(queue().differing()))
                           : own;
}

void ReviewPanel::setParts(std::vector<ReviewPart> parts, const StationSnapshot &station)
{
    const bool other = station.config.id != m_station || station.active != m_a || station.shadow != m_b || station.config.reviewers != m_reviewers;
    m_reviewers = station.config.reviewers;
    m_name->setVisible(m_reviewers > 1);
    if (other)
        begin(station.config.id);
    m_a = station.active;
    m_b = station.shadow;
    setModels(m_a ? Words::text(*m_a) : QString(), m_b ? Words::text(*m_b) : QString(), station.comparison && station.comparison->countsObjects);
    ReviewView::setParts(std::move(parts));
}

// Who has shown who he is is not asked for his name, and cannot give another.
void ReviewPanel::showPerson()
{
    const AccessStatus &status = m_access.status();
    m_name->setReadOnly(status.asked);
    if (status.asked)
        m_name->setText(status.who ? Words::text(status.who->name) : QString());
    if (m_reviewers > 1 && m_name->text().trimmed().toStdString() != queue().by())
        begin(m_station);
}

void ReviewPanel::answered(const ReviewQueue::Given &given)
{
    m_kept.reset();
    m_bridge.review(m_station, given.part, given.truth, queue().by());
}

void ReviewPanel::takenBack(std::uint64_t part)
{
    m_kept.reset();
    m_bridge.review(m_station, part, Truth::Unknown, queue().by());
}

const ReviewPart *ReviewPanel::keepable() const
{
    if (queue().given().empty())
        return nullptr;
    const ReviewQueue::Given &last = queue().given().back();
    const auto part = std::ranges::find(queue().parts(), last.part, &ReviewPart::number);
    if (part == queue().parts().end())
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
                   tr("Keeps the picture that was answered last, whichever model was right: from now on a model that judges it otherwise than you is not offered at this station (G)"));
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
            const bool gone = !dropped && dropped.error().code == ErrorCode::NotFound;
            if (dropped || gone)
                m_kept.reset();
            say(dropped ? tr("Dropped. It is no golden frame any more.") : gone ? tr("It is no golden frame any more: somebody else has dropped it.") : errorSentence(dropped.error()));
            showKeep();
        });
        return;
    }
    const ReviewPart *part = keepable();
    if (!part)
        return;
    m_keep->setEnabled(false);  // until the disk has it
    m_bridge.keepGolden(m_station, part->number, queue().by(), [this, self = QPointer(this), number = part->number](const Result<void> &kept) {
        if (self)
            onKept(kept, number);
    });
}

void ReviewPanel::onKept(const Result<void> &kept, std::uint64_t part)
{
    if (!kept) {
        const ErrorCode code = kept.error().code;
        say(code == ErrorCode::InvalidInput ? tr("Not kept: neither model judges this single picture so, or it is a golden frame already.")
            : code == ErrorCode::Busy       ? tr("Not kept: this station has as many golden frames as it may. Drop one on its page first.")
            : code == ErrorCode::NotReady   ? tr("Not kept: nobody has said yet what it is.")
            : code == ErrorCode::NotFound   ? tr("Not kept: its picture is not here any more.")
                                            : errorSentence(kept.error()));
        showKeep();
        return;
    }
    const std::vector<GoldenFrame> frames = m_bridge.engine().goldenFrames(m_station);
    if (!frames.empty() && !queue().given().empty() && queue().given().back().part == part)
        m_kept.emplace(part, frames.back().id);
    say(tr("Kept as golden frame %1. A new model has to judge it so to be offered here.", "number").arg(frames.empty() ? QString() : Format::count(frames.back().id)));
    showKeep();
}

bool ReviewPanel::take(const QKeyEvent &key)
{
    if (key.key() == Qt::Key_G && !key.isAutoRepeat() && InterfaceSettings::singleKeys() && (key.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier) {
        m_keep->click();
        return true;
    }
    return ReviewView::take(key);
}

void ReviewPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslateOwn();
    ReviewView::changeEvent(event);
}

}  // namespace lineside
