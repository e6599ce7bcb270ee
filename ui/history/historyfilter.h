// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "itemmodels/wordfilterproxy.h"

namespace lineside {

/// Narrows the history to one station, one kind of event and one person besides the words typed. UI thread only.
class HistoryFilter : public WordFilterProxy {
    Q_OBJECT

public:
    explicit HistoryFilter(QObject *parent = nullptr);

    void setStation(const QString &id);  ///< empty: all
    void setKind(int kind);              ///< -1: all
    void setPerson(const QString &name); ///< empty: all

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_station, m_person;
    int m_kind = -1;
};

}  // namespace lineside
