// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/memorytablemodel.h"

#include "itemmodels/csv.h"
#include "itemmodels/words.h"
#include "widgets/format.h"

#include <QStringList>

#include <algorithm>
#include <set>

namespace lineside {

MemoryTableModel::MemoryTableModel(QObject *parent) : QAbstractTableModel(parent)
{
}

void MemoryTableModel::setSamples(const std::vector<MemorySample> &newestLast)
{
    std::set<ModelId> models;
    std::vector<DeviceColumn> devices;
    for (const MemorySample &sample : newestLast) {
        for (const ModelMemory &m : sample.models)
            models.insert(m.id);
        for (const DeviceMemory &d : sample.devices) {
            for (const DeviceFigure figure : {DeviceFigure::Used, DeviceFigure::Reserved, DeviceFigure::Allocated}) {
                if (const DeviceColumn column{d.name, figure};
                    std::find(devices.begin(), devices.end(), column) == devices.end())
                    devices.push_back(column);
            }
        }
    }
    const bool sameColumns = std::equal(models.begin(), models.end(), m_models.begin(), m_models.end()) && devices == m_devices;
    const bool continues = !m_samples.empty() && !newestLast.empty() && newestLast.front().at <= m_samples.front().at;
    if (!sameColumns || !continues) {
        beginResetModel();
        m_models.assign(models.begin(), models.end());
        m_devices = std::move(devices);
        m_samples.assign(newestLast.rbegin(), newestLast.rend());
        endResetModel();
        return;
    }
    const auto firstNew = std::find_if(newestLast.begin(), newestLast.end(),
                                       [&](const MemorySample &s) { return s.at > m_samples.front().at; });
    if (const auto count = newestLast.end() - firstNew; count > 0) {
        beginInsertRows({}, 0, static_cast<int>(count) - 1);
        for (auto it = firstNew; it != newestLast.end(); ++it)
            m_samples.push_front(*it);
        endInsertRows();
    }
    if (m_samples.size() > newestLast.size()) {
        beginRemoveRows({}, static_cast<int>(newestLast.size()), rowCount() - 1);
        m_samples.resize(newestLast.size());
        endRemoveRows();
    }
}

void MemoryTableModel::retranslate()
{
    if (!m_samples.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

std::optional<std::uint64_t> MemoryTableModel::value(const MemorySample &sample, int column) const
{
    if (column == Resident)
        return sample.processResident;
    if (column == Available)
        return sample.systemAvailable;
    auto at = static_cast<std::size_t>(column - FixedColumns);
    if (at < m_models.size()) {
        const auto it = std::find_if(sample.models.begin(), sample.models.end(),
                                     [&](const ModelMemory &m) { return m.id == m_models[at]; });
        return it == sample.models.end() ? 0 : it->bytes;
    }
    at -= m_models.size();
    const DeviceColumn &wanted = m_devices[at];
    const auto it = std::find_if(sample.devices.begin(), sample.devices.end(),
                                 [&](const DeviceMemory &d) { return d.name == wanted.device; });
    if (it == sample.devices.end())
        return std::nullopt;
    switch (wanted.figure) {
    case DeviceFigure::Used: return it->used;
    case DeviceFigure::Reserved: return it->reserved;
    case DeviceFigure::Allocated: return it->allocated;
    }
    return std::nullopt;
}

QString MemoryTableModel::toCsv() const
{
    QString csv = Csv::field(headerData(Time, Qt::Horizontal, Qt::DisplayRole).toString());
    for (int column = 1; column < columnCount(); ++column)
        csv += QLatin1Char(',') + Csv::field(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    csv += QStringLiteral("\r\n");
    for (const MemorySample &sample : m_samples) {
        csv += Format::local(sample.at).toString(Qt::ISODateWithMs);
        for (int column = 1; column < columnCount(); ++column) {
            const auto bytes = value(sample, column);
            csv += QLatin1Char(',') + (bytes ? QString::number(*bytes) : QString());
        }
        csv += QStringLiteral("\r\n");
    }
    return csv;
}

int MemoryTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_samples.size());
}

int MemoryTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(FixedColumns + m_models.size() + m_devices.size());
}

QVariant MemoryTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const MemorySample &sample = m_samples[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Time ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == Time)
        return Format::clockSeconds(sample.at);
    const auto bytes = value(sample, index.column());
    return bytes ? Format::bytes(*bytes) : Words::notAvailable();
}

QVariant MemoryTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return int((section == Time ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time: return tr("Time");
    case Resident: return tr("Whole program");
    case Available: return tr("Free in the computer");
    default: break;
    }
    auto at = static_cast<std::size_t>(section - FixedColumns);
    if (at < m_models.size())
        return Words::text(m_models[at]);
    at -= m_models.size();
    if (at >= m_devices.size())
        return {};
    const QString name = Words::text(m_devices[at].device);
    switch (m_devices[at].figure) {
    case DeviceFigure::Used: return tr("%1: used").arg(name);
    case DeviceFigure::Reserved: return tr("%1: reserved").arg(name);
    case DeviceFigure::Allocated: return tr("%1: allocated").arg(name);
    }
    return {};
}

}  // namespace lineside
