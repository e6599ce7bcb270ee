// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/offerbutton.h"

#include "bridge/enginebridge.h"
#include "signin/deedlock.h"
#include "widgets/forreaders.h"

namespace lineside {

OfferButton::OfferButton(EngineBridge &bridge, QWidget *parent) : QPushButton(parent), m_bridge(bridge)
{
    setObjectName(QStringLiteral("compareOffer"));
    setMinimumHeight(40);
    new DeedLock(this, m_bridge, Deed::ImportModel);
    connect(this, &QPushButton::clicked, this, [this] {
        if (m_b)
            m_bridge.offerModel(m_station, *m_b);
    });
}

void OfferButton::follow(const StationSnapshot *station, const ModelSnapshot *b)
{
    m_station = station ? station->config.id : StationId();
    m_b = b ? std::optional(b->id) : std::nullopt;
    const bool offered = station && b && station->offered == b->id;
    nameButton(this, offered ? tr("B is in the preview") : tr("Put B in preview"), tr("Makes B ready at this station; it goes on air only by the button of the station."));
    setEnabled(station && b && !offered && station->previous != b->id);
}

}  // namespace lineside
