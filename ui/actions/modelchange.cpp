// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/modelchange.h"

#include "itemmodels/words.h"

#include <QStringList>

namespace lineside {

QString ModelChange::text() const
{
    QStringList parts;
    if (!gone.empty())
        parts << tr("No longer knows %1.", "labels").arg(Words::labels(gone));
    if (!added.empty())
        parts << tr("Also knows %1.", "labels").arg(Words::labels(added));
    if (resized())
        parts << tr("Input %1 instead of %2.", "new size, old size").arg(Words::size(inputThen.width, inputThen.height), Words::size(inputNow.width, inputNow.height));
    return parts.join(QLatin1Char(' '));
}

QString ModelChange::textAt(const EngineSnapshot &snapshot, const std::vector<StationId> &stations, const ModelId &model)
{
    QStringList texts;
    for (const StationDifference &at : differencesAt(snapshot, stations, model))
        texts << ModelChange{at.difference}.text();
    texts.removeDuplicates();
    return texts.join(QLatin1Char('\n'));
}

}  // namespace lineside
