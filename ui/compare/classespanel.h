// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QElapsedTimer>
#include <QWidget>

#include <string>

class QLabel;
class QModelIndex;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace lineside {

class ShadowClassesModel;

/// What each of two models saw of every class on the frames that both judged, as a table. In the place of the pictures. UI thread only.
class ClassesPanel : public QWidget {
    Q_OBJECT

public:
    explicit ClassesPanel(QWidget *parent = nullptr);

    /// The classes from now on.
    void begin(const ShadowStats &stats);
    /// The same later on: twice a second is as often as anybody reads.
    void follow(const ShadowStats &stats);

signals:
    void closed();
    void evidenceRequested();
    void chosen(const std::string &name);  ///< of a class, whose pictures are wanted

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void setNote();
    void choose(const QModelIndex &index);

    QElapsedTimer m_shown;
    std::uint64_t m_compared = 0;
    ShadowClassesModel *m_classes;
    QSortFilterProxyModel *m_sorted;
    QTableView *m_table;
    QLabel *m_note;
    QPushButton *m_close;
};

}  // namespace lineside
