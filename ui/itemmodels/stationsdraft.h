// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/station.h"

#include <QAbstractListModel>
#include <QStringList>

#include <vector>

namespace lineside {

/// The stations as they are being edited, beside the stations in force. Edits collect here until they are applied as
/// a whole or discarded. From one to 16 can be made here; in force there may be none. UI thread only.
class StationsDraft : public QAbstractListModel {
    Q_OBJECT

public:
    static constexpr int kMinStations = 1;
    static constexpr int kMaxStations = 16;
    enum Role { ChangedRole = Qt::UserRole };

    explicit StationsDraft(QObject *parent = nullptr);

    /// The stations in force. Waiting edits are kept and compared with the new ones.
    void setInForce(const std::vector<StationConfig> &stations);
    void discard();

    const std::vector<StationConfig> &stations() const { return m_draft; }
    const StationConfig *station(int row) const;
    void setStation(int row, const StationConfig &config);
    /// The keychain answered: the station's name of user name and password there, empty: none. Nothing for an id that is gone.
    void setCredential(const StationId &id, const std::string &credential);
    int add(const QString &name);  ///< row of the new station, -1 where there is no room
    int duplicate(int row);        ///< as add; the copy gets its own id and name, and no stored credential
    bool removeStation(int row);   ///< false: the last one stays
    bool moveStation(int from, int to);
    bool hasName(const QString &name) const;  ///< of any station here, in capitals or not
    bool canAdd() const { return rowCount() < kMaxStations; }
    bool canRemove() const { return rowCount() > kMinStations; }

    /// One line for each change that waits; empty: nothing waits.
    QStringList changes() const;
    bool changed() const { return m_draft != m_inForce; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

signals:
    void draftChanged();

private:
    int insert(StationConfig config, int row);
    const StationConfig *inForce(const StationId &id) const;

    std::vector<StationConfig> m_inForce, m_draft;
};

}  // namespace lineside
