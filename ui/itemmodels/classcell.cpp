// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/classcell.h"

#include "widgets/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace lineside {

QVariant ClassCell::shown(const QVariant &known, bool isShare)
{
    if (!known.isValid())
        return QStringLiteral("\u2013");
    if (known.typeId() == QMetaType::LongLong)
        return Format::count(static_cast<std::uint64_t>(known.toLongLong()));
    if (known.typeId() != QMetaType::Double)
        return known;
    return isShare ? QCoreApplication::translate("ClassCell", "%1 %", "share").arg(QLocale().toString(std::floor(known.toDouble() * 1000) / 10, 'f', 1)) : QLocale().toString(known.toDouble(), 'f', 3);
}

QVariant ClassCell::sortedBy(const QVariant &known)
{
    return known.isValid() ? known : QVariant(-1.0);
}

}  // namespace lineside
