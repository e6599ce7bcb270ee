// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QPushButton>

#include <optional>

namespace lineside {

class EngineBridge;

/// Puts B in the preview of a station; what is on air stays. UI thread only.
class OfferButton : public QPushButton {
    Q_OBJECT

public:
    explicit OfferButton(EngineBridge &bridge, QWidget *parent = nullptr);

    /// Either may be null: then it does nothing.
    void follow(const StationSnapshot *station, const ModelSnapshot *b);

private:
    EngineBridge &m_bridge;
    StationId m_station;
    std::optional<ModelId> m_b;
};

}  // namespace lineside
