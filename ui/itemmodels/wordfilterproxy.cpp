// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/wordfilterproxy.h"

#include <QCollator>

#include <algorithm>

namespace lineside {

WordFilterProxy::WordFilterProxy(int filterRole, int sortRole, QObject *parent) : QSortFilterProxyModel(parent)
{
    setFilterRole(filterRole);
    setSortRole(sortRole);
    setDynamicSortFilter(true);
}

void WordFilterProxy::setWords(const QString &words)
{
    if (words == m_typed)
        return;
    m_typed = words;
    m_words = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void WordFilterProxy::hold(bool held)
{
    if (held != dynamicSortFilter())
        return;
    setDynamicSortFilter(!held);
    if (!held)
        invalidateFilter();
}

bool WordFilterProxy::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_words.isEmpty())
        return true;
    const QString text = sourceModel()->index(row, 0, parent).data(filterRole()).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool WordFilterProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const QVariant a = left.data(sortRole());
    const QVariant b = right.data(sortRole());
    if (a.typeId() != QMetaType::QString || b.typeId() != QMetaType::QString)
        return QSortFilterProxyModel::lessThan(left, right);
    QCollator collator;
    collator.setNumericMode(true);
    return collator.compare(a.toString(), b.toString()) < 0;
}

}  // namespace lineside
