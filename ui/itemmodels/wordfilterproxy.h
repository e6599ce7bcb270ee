// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

namespace lineside {

/// Keeps the rows that contain every word typed, in any order and case; sorts numbers as numbers and text by the
/// locale ("v2" before "v10"). The source model names the role that holds all of a row's text. UI thread only.
class WordFilterProxy : public QSortFilterProxyModel {
    Q_OBJECT

public:
    WordFilterProxy(int filterRole, int sortRole, QObject *parent = nullptr);

    void setWords(const QString &words);
    QString words() const { return m_typed; }

    /// While held, rows neither move nor go or come because of what changes in them; new rows come last. Letting go puts all in order.
    void hold(bool held);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QString m_typed;
    QStringList m_words;
};

}  // namespace lineside
