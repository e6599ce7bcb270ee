// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/waitingloads.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "widgets/forreaders.h"
#include "widgets/loadwait.h"

#include <QEvent>
#include <QFrame>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace lineside {

WaitingLoads::WaitingLoads(EngineBridge &bridge, QWidget *parent) : QWidget(parent), m_bridge(bridge), m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("waitingLoads"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(8);
    connect(&bridge, &EngineBridge::structureChanged, this, &WaitingLoads::sync);
    sync();
}

WaitingLoads::Card WaitingLoads::makeCard(LoadId load)
{
    auto *frame = new QFrame(this);
    frame->setObjectName(QStringLiteral("waitingLoad_%1").arg(load));
    frame->setProperty("card", true);
    Card card{load, frame, new QLabel(frame), new QLabel(frame), new LoadNow(m_bridge, frame)};
    card.name->setProperty("strong", true);
    card.state->setObjectName(QStringLiteral("waitingLoadState"));
    auto *texts = new QVBoxLayout(frame);
    texts->setContentsMargins(12, 10, 12, 10);
    texts->setSpacing(4);
    for (QLabel *label : {card.name, card.state}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setMargin(2);
        texts->addWidget(label);
    }
    texts->addWidget(card.now);
    m_layout->addWidget(frame);
    return card;
}

void WaitingLoads::sync()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    std::vector<const WaitingLoad *> loads;
    for (const WaitingLoad &load : snapshot->loading.waiting) {
        if (load.candidate == 0 && load.model)
            loads.push_back(&load);
    }
    std::erase_if(m_cards, [&](const Card &card) {
        if (std::ranges::find(loads, card.load, &WaitingLoad::id) != loads.end())
            return false;
        card.frame->hide();
        card.frame->deleteLater();
        return true;
    });
    for (const WaitingLoad *load : loads) {
        auto card = std::ranges::find(m_cards, load->id, &Card::load);
        if (card == m_cards.end())
            card = m_cards.insert(card, makeCard(load->id));
        const QString model = Words::text(*load->model);
        const QString name = load->station.empty() ? model : tr("%1 for %2", "model, station").arg(model, Words::stationName(*snapshot, load->station));
        const QString state = loadWaitText(*load, *snapshot);
        if (card->name->text() != name)
            card->name->setText(name);
        if (card->state->text() != state)
            card->state->setText(state);
        card->now->show(load, model);
        nameForReaders(card->frame, tr("%1. %2", "model, what it waits for").arg(name, state));
        card->frame->setVisible(true);
    }
    setVisible(!m_cards.empty());
}

void WaitingLoads::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        sync();
    QWidget::changeEvent(event);
}

}  // namespace lineside
