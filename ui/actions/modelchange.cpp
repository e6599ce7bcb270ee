// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/modelchange.h"

#include "itemmodels/words.h"

#include <QStringList>

#include <algorithm>
#include <iterator>

namespace lineside {

namespace {

Labels without(const Labels &all, const Labels &known)
{
    Labels rest;
    std::ranges::copy_if(all, std::back_inserter(rest),
                         [&](const std::string &label) { return std::ranges::find(known, label) == known.end(); });
    return rest;
}

}  // namespace

ModelChange ModelChange::between(const ModelSnapshot *now, const ModelSnapshot *then)
{
    ModelChange change;
    if (!now || !then)
        return change;
    change.gone = without(now->labels, then->labels);
    change.added = without(then->labels, now->labels);
    if (now->inputWidth != then->inputWidth || now->inputHeight != then->inputHeight) {
        change.inputNow = Words::size(now->inputWidth, now->inputHeight);
        change.inputThen = Words::size(then->inputWidth, then->inputHeight);
    }
    return change;
}

QString ModelChange::text() const
{
    QStringList parts;
    if (!gone.empty())
        parts << tr("No longer knows %1.", "labels").arg(Words::labels(gone));
    if (!added.empty())
        parts << tr("Also knows %1.", "labels").arg(Words::labels(added));
    if (!inputNow.isEmpty())
        parts << tr("Input %1 instead of %2.", "new size, old size").arg(inputThen, inputNow);
    return parts.join(QLatin1Char(' '));
}

}  // namespace lineside
