// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/pausetext.h"

#include "widgets/format.h"

namespace lineside {

QString PauseText::before(const PausedChange &pause, const QString &station)
{
    return pause.expectedMs > 0 ? tr("No room for both models: %1 judges nothing for about %2.", "station, time").arg(station, Format::ms(pause.expectedMs))
                                : tr("No room for both models: %1 judges nothing until the new one is loaded.", "station").arg(station);
}

QString PauseText::after(const SwapRecord &swap)
{
    if (swap.pauseMs <= 0)
        return {};
    return swap.announcedMs > 0 ? tr("Judged nothing for %1; about %2 had been announced.", "time, time").arg(Format::ms(swap.pauseMs), Format::ms(swap.announcedMs))
                                : tr("Judged nothing for %1.", "time").arg(Format::ms(swap.pauseMs));
}

}  // namespace lineside
