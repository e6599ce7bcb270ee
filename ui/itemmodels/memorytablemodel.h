// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QAbstractTableModel>

#include <deque>
#include <vector>

namespace lineside {

/// The memory samples as a table: what the charts show, for reading and copying. One row a sample, newest first. The
/// columns follow the models and devices that were ever seen; a figure that no driver gave is shown as not available.
/// UI thread only.
class MemoryTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum FixedColumn { Time, Resident, Available, FixedColumns };

    explicit MemoryTableModel(QObject *parent = nullptr);

    void setSamples(const std::vector<MemorySample> &newestLast);
    void retranslate();

    /// The whole table with plain bytes and ISO times, for a spreadsheet.
    QString toCsv() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    enum class DeviceFigure { Used, Reserved, Allocated };
    struct DeviceColumn {
        std::string device;
        DeviceFigure figure;
        bool operator==(const DeviceColumn &) const = default;
    };
    std::optional<std::uint64_t> value(const MemorySample &sample, int column) const;

    std::deque<MemorySample> m_samples;  ///< newest first
    std::vector<ModelId> m_models;
    std::vector<DeviceColumn> m_devices;
};

}  // namespace lineside
