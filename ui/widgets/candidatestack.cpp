// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/candidatestack.h"

#include "bridge/enginebridge.h"
#include "widgets/candidatecard.h"

#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace lineside {

CandidateStack::CandidateStack(EngineBridge &bridge, QWidget *parent)
    : QWidget(parent), m_bridge(bridge), m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("candidateStack"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(8);
    connect(&bridge, &EngineBridge::structureChanged, this, &CandidateStack::sync);
    connect(&bridge, &EngineBridge::tick, this, &CandidateStack::onTick);
    retranslate();
    setVisible(!m_cards.empty());
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
}

// Progress is no change of the structure; without a file on its way there is none.
void CandidateStack::onTick()
{
    if (isVisible() && m_busy)
        sync();
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
    m_busy = std::ranges::any_of(snapshot->candidates, [](const CandidateSnapshot &c) { return !c.finished; });
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
        const auto it = std::ranges::find(m_cards, candidate.id, &CandidateCard::id);
        CandidateCard *card = it == m_cards.end() ? nullptr : *it;
        const bool fresh = !card;
        if (fresh) {
            card = new CandidateCard(m_bridge, candidate.id, this);
            m_cards.push_back(card);
            m_layout->insertWidget(0, card);
            card->putFirstInTabOrder(*this);
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

}  // namespace lineside
