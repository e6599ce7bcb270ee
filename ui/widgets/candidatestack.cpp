// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/candidatestack.h"

#include "bridge/enginebridge.h"
#include "signin/deedlock.h"
#include "widgets/candidatecard.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lineside {

CandidateStack::CandidateStack(EngineBridge &bridge, QWidget *parent)
    : QWidget(parent), m_bridge(bridge), m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("candidateStack"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(8);
    buildHead();
    connect(&bridge, &EngineBridge::structureChanged, this, &CandidateStack::sync);
    connect(&bridge, &EngineBridge::tick, this, &CandidateStack::onTick);
    retranslate();
    setVisible(!m_cards.empty());
}

void CandidateStack::buildHead()
{
    m_head = new QWidget(this);
    m_head->setObjectName(QStringLiteral("candidatesHead"));
    m_counts = new QLabel(m_head);
    m_counts->setObjectName(QStringLiteral("candidateCounts"));
    m_counts->setWordWrap(true);
    m_cancelAll = new QPushButton(m_head);
    m_cancelAll->setObjectName(QStringLiteral("cancelAllCandidates"));
    m_dismissAll = new QPushButton(m_head);
    m_dismissAll->setObjectName(QStringLiteral("dismissAllCandidates"));
    auto *row = new QHBoxLayout(m_head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_counts, 1);
    for (QPushButton *button : {m_cancelAll, m_dismissAll}) {
        button->setAutoDefault(false);
        row->addWidget(button, 0, Qt::AlignTop);
    }
    m_layout->addWidget(m_head);
    new DeedLock(m_cancelAll, m_bridge, Deed::ImportModel);
    new DeedLock(m_dismissAll, m_bridge, Deed::Acknowledge);
    // The lists are copied: each answer of the engine may change them.
    connect(m_cancelAll, &QPushButton::clicked, this, [this] {
        for (const CandidateId id : std::vector(m_onWay))
            m_bridge.cancelCandidate(id);
    });
    connect(m_dismissAll, &QPushButton::clicked, this, [this] {
        for (const CandidateId id : std::vector(m_taken.empty() ? m_notTaken : m_taken))
            m_bridge.dismissCandidate(id);
    });
}

void CandidateStack::setWanted(bool wanted)
{
    m_wanted = wanted;
    setVisible(m_wanted && !m_cards.empty());
}

void CandidateStack::retranslate()
{
    setAccessibleName(tr("Offered files"));
    sync();
    showHead();
}

// Progress is no change of the structure, and only files on their way make any: the other cards, of which there may be many, are not looked at.
void CandidateStack::onTick()
{
    if (!isVisible() || !m_busy)
        return;
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    for (const CandidateSnapshot &candidate : snapshot->candidates)
        if (CandidateCard *card = candidate.finished ? nullptr : cardOf(candidate.id))
            card->show(candidate, *snapshot);
}

CandidateCard *CandidateStack::cardOf(CandidateId id) const
{
    const auto it = std::ranges::find(m_cards, id, &CandidateCard::id);
    return it == m_cards.end() ? nullptr : *it;
}

// What nobody sees is not written.
void CandidateStack::showEvent(QShowEvent *event)
{
    sync();
    QWidget::showEvent(event);
}

void CandidateStack::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void CandidateStack::sync()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    m_onWay.clear();
    m_taken.clear();
    m_notTaken.clear();
    m_busy = false;
    for (const CandidateSnapshot &c : snapshot->candidates) {
        m_busy |= !c.finished;
        if (c.finished)
            (c.refusal ? m_notTaken : m_taken).push_back(c.id);
        else if (!c.cancelling)
            m_onWay.push_back(c.id);
    }
    showHead();
    const std::size_t before = m_cards.size();
    std::erase_if(m_cards, [&](CandidateCard *card) {
        if (findCandidate(*snapshot, card->id()))
            return false;
        card->hide();
        card->deleteLater();
        return true;
    });
    const bool removed = m_cards.size() != before;
    bool added = false;
    for (const CandidateSnapshot &candidate : snapshot->candidates) {
        CandidateCard *card = cardOf(candidate.id);
        const bool fresh = !card;
        if (fresh) {
            card = new CandidateCard(m_bridge, candidate.id, this);
            m_cards.push_back(card);
            m_layout->insertWidget(1, card);
            card->putNextInTabOrder(*m_dismissAll);
            added = true;
        }
        if (isVisible() || fresh)
            card->show(candidate, *snapshot);
        if (!card->isVisibleTo(this))
            card->setVisible(true);
    }
    if (added || removed) {
        setVisible(m_wanted && !m_cards.empty());
        emit countChanged(count());
    }
}

// What was not taken wants to be read: it stays until all else is dismissed, and one click more.
void CandidateStack::showHead()
{
    QStringList counts;
    const auto count = [this, &counts](const QString &words, std::size_t files) {
        if (files > 0)
            counts << words.arg(locale().toString(files));
    };
    count(tr("Under way: %1", "number of files"), m_onWay.size());
    count(tr("Taken: %1", "number of files"), m_taken.size());
    count(tr("Not taken: %1", "number of files"), m_notTaken.size());
    m_counts->setText(counts.join(QStringLiteral(" · ")));
    const auto offer = [this](QPushButton *button, const QString &words, std::size_t files) {
        if (files <= 1 && button->hasFocus())
            setFocus(Qt::OtherFocusReason);  // hidden, the button would hand the keyboard on to something else of the window
        button->setText(words);
        button->setAccessibleName(words);
        button->setVisible(files > 1);
    };
    offer(m_cancelAll, tr("Cancel all"), m_onWay.size());
    if (m_taken.empty())
        offer(m_dismissAll, tr("Dismiss all that were not taken"), m_notTaken.size());
    else
        offer(m_dismissAll, m_notTaken.empty() ? tr("Dismiss all") : tr("Dismiss all that were taken"), m_taken.size());
    m_head->setVisible(m_onWay.size() > 1 || (m_taken.empty() ? m_notTaken : m_taken).size() > 1);
}

}  // namespace lineside
