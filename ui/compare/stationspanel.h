// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QElapsedTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QModelIndex;
class QPushButton;
class QTableView;

namespace lineside {

class StationComparisonsModel;

/// What each station that has the same model on air knows of B, as a table, with all of them together in the last row; a row leads to its station. In the place of the pictures. UI thread only.
class StationsPanel : public QWidget {
    Q_OBJECT

public:
    explicit StationsPanel(QWidget *parent = nullptr);

    /// From now on, as seen from `station`.
    void begin(const EngineSnapshot &snapshot, const StationSnapshot &station, const std::optional<ModelId> &b);
    /// The same later on: twice a second is as often as anybody reads.
    void follow(const EngineSnapshot &snapshot, const StationSnapshot &station, const std::optional<ModelId> &b);

signals:
    void closed();
    void chosen(const lineside::StationId &station);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void open(const QModelIndex &index);

    QElapsedTimer m_shown;
    StationComparisonsModel *m_stations;
    QTableView *m_table;
    QLabel *m_note;
    QPushButton *m_close;
};

}  // namespace lineside
