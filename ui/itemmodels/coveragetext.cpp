// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/coveragetext.h"

#include <algorithm>

namespace lineside {
namespace {

int plural(std::int64_t count)
{
    return static_cast<int>(std::clamp<std::int64_t>(count, 0, 2'000'000'000));
}

}  // namespace

QString CoverageText::seen(const ComparisonSnapshot &c)
{
    const bool asksForHours = c.coverage.leastLots == 0 && c.coverage.leastHours > 0;
    if (c.seen.lots > 0 && !asksForHours)
        return tr("Seen on %Ln lot(s).", nullptr, plural(c.seen.lots));
    return c.seen.hours > 0 ? tr("Seen in %Ln hour(s) of the clock.", nullptr, plural(c.seen.hours)) : QString();
}

QString CoverageText::lack(const ComparisonSnapshot &c)
{
    if (c.countsPictures)
        return tr("Every picture counts as a part here, which proves nothing.");
    if (c.isCovered() || c.proves())
        return {};
    if (c.seen.lots > 0 && c.coverage.leastLots > 0)
        return tr("%Ln more lot(s) must come before it is proven.", nullptr, plural(c.coverage.leastLots - c.seen.lots));
    return tr("Parts of %Ln more hour(s) of the clock must come before it is proven.", nullptr, plural(c.coverage.leastHours - c.seen.hours));
}

}  // namespace lineside
