// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/modeltablemodel.h"

#include "itemmodels/words.h"
#include "widgets/format.h"

#include <QStringList>

#include <algorithm>

namespace lineside {

namespace {

qlonglong msOf(WallTime time)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

bool isNumber(int column)
{
    return column == ModelTableModel::Parameters || column == ModelTableModel::FileSize || column == ModelTableModel::Memory;
}

QString firstLabels(const Labels &labels)
{
    const Labels first(labels.begin(), labels.begin() + std::min<std::ptrdiff_t>(3, std::ssize(labels)));
    QString text = QStringLiteral("%1: %2").arg(labels.size()).arg(Words::labels(first));
    if (labels.size() > first.size())
        text += QStringLiteral(" …");
    return text;
}

}  // namespace

ModelTableModel::ModelTableModel(QObject *parent) : QAbstractTableModel(parent)
{
}

ModelTableModel::Row ModelTableModel::makeRow(const ModelSnapshot &model, const EngineSnapshot &snapshot)
{
    Row row{model, {}, chip(model)};
    row.text[Name] = Words::text(model.id);
    row.text[State] = chipText(row.chip);
    row.text[Where] = whereText(model, snapshot);
    row.text[Format] = Words::format(model.format);
    row.text[Family] = Words::text(model.family);
    row.text[Classes] = firstLabels(model.labels);
    row.text[Input] = Words::size(model.inputWidth, model.inputHeight);
    row.text[Parameters] = model.parameters > 0 ? Format::count(static_cast<std::uint64_t>(model.parameters))
                                                : Words::notAvailable();
    row.text[FileSize] = Format::bytes(model.fileBytes);
    row.text[Sha256] = Words::text(model.sha256).left(12);
    if (model.state == ModelState::Ready) {
        const ExecutorChoice &e = model.executor;
        row.text[Executor] = QStringLiteral("%1 %2 %3").arg(Words::text(e.backend), Words::text(e.device), Words::text(e.precision));
        if (e.usedMs() > 0)
            row.text[Executor] += QStringLiteral(" · ") + Format::ms(e.usedMs());
    } else {
        row.text[Executor] = tr("not loaded");
    }
    row.text[Memory] = model.memoryBytes > 0 ? Format::bytes(model.memoryBytes) : tr("not loaded");
    row.text[Since] = Words::since(model.stateSince);
    row.text[Imported] = Words::since(model.importedAt);
    return row;
}

void ModelTableModel::setSnapshot(const EngineSnapshotPtr &snapshot)
{
    if (!snapshot)
        return;
    m_snapshot = snapshot;
    const auto wanted = [&](const ModelId &id) {
        return std::any_of(snapshot->models.begin(), snapshot->models.end(), [&](const auto &m) { return m.id == id; });
    };
    for (int i = static_cast<int>(m_rows.size()) - 1; i >= 0; --i) {
        if (wanted(m_rows[static_cast<std::size_t>(i)].model.id))
            continue;
        beginRemoveRows({}, i, i);
        m_rows.erase(m_rows.begin() + i);
        endRemoveRows();
    }
    for (const ModelSnapshot &model : snapshot->models) {
        Row row = makeRow(model, *snapshot);
        const int at = rowOf(model.id);
        if (at < 0) {
            const int end = static_cast<int>(m_rows.size());
            beginInsertRows({}, end, end);
            m_rows.push_back(std::move(row));
            endInsertRows();
            continue;
        }
        Row &old = m_rows[static_cast<std::size_t>(at)];
        int first = ColumnCount, last = -1;
        for (int c = 0; c < ColumnCount; ++c) {
            const auto column = static_cast<std::size_t>(c);
            if (old.text[column] == row.text[column] && (c != State || old.chip == row.chip))
                continue;
            first = std::min(first, c);
            last = c;
        }
        old = std::move(row);
        if (last >= 0)
            emit dataChanged(index(at, first), index(at, last));
    }
}

void ModelTableModel::retranslate()
{
    for (Row &row : m_rows)
        row = makeRow(Row(row).model, *m_snapshot);
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

const ModelSnapshot *ModelTableModel::model(int row) const
{
    return row >= 0 && row < rowCount() ? &m_rows[static_cast<std::size_t>(row)].model : nullptr;
}

const ModelSnapshot *ModelTableModel::model(const ModelId &id) const
{
    return model(rowOf(id));
}

int ModelTableModel::rowOf(const ModelId &id) const
{
    const auto it = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.model.id == id; });
    return it == m_rows.end() ? -1 : static_cast<int>(it - m_rows.begin());
}

ModelTableModel::Chip ModelTableModel::chip(const ModelSnapshot &model)
{
    if (model.state == ModelState::Damaged)
        return Chip::Damaged;
    if (!model.activeAt.empty())
        return Chip::OnAir;
    if (!model.offeredAt.empty() && model.previousAt.empty())
        return Chip::Preview;
    if (!model.shadowAt.empty())
        return Chip::Shadow;
    if (!model.previousAt.empty())
        return Chip::Previous;
    switch (model.state) {
    case ModelState::Loading: return Chip::Loading;
    case ModelState::Ready: return Chip::Ready;
    default: return Chip::Offline;
    }
}

QString ModelTableModel::chipText(Chip chip)
{
    switch (chip) {
    case Chip::OnAir: return tr("On air");
    case Chip::Preview: return tr("Preview");
    case Chip::Shadow: return tr("Comparing");
    case Chip::Previous: return tr("Previous");
    case Chip::Ready: return Words::modelState(ModelState::Ready);
    case Chip::Loading: return Words::modelState(ModelState::Loading);
    case Chip::Offline: return Words::modelState(ModelState::Offline);
    case Chip::Damaged: return Words::modelState(ModelState::Damaged);
    }
    return {};
}

QString ModelTableModel::reason(const ModelSnapshot &model)
{
    switch (model.state) {
    case ModelState::Offline: return tr("Checked and stored; loads when it is put in a preview.");
    case ModelState::Loading: return tr("Loads beside the running models since %1.").arg(Words::since(model.stateSince));
    case ModelState::Damaged:
        return tr("The stored file changed on disk; its SHA-256 differs since %1. It cannot be used. Import it again.")
            .arg(Words::since(model.stateSince));
    case ModelState::Ready: break;
    }
    if (!model.activeAt.empty())
        return tr("Judges every frame that it is given.");
    if (!model.previousAt.empty())
        return tr("Stays in memory, so that rolling back takes no time.");
    if (!model.offeredAt.empty())
        return tr("In memory and warm; waits for the button of its station.");
    return tr("In memory and warm.");
}

QString ModelTableModel::whereText(const ModelSnapshot &model, const EngineSnapshot &snapshot)
{
    QStringList parts;
    const auto add = [&](const std::vector<StationId> &stations, const QString &pattern) {
        for (const StationId &id : stations)
            parts << pattern.arg(Words::stationName(snapshot, id));
    };
    add(model.activeAt, tr("%1 (on air)"));
    for (const StationId &id : model.offeredAt) {
        if (std::find(model.previousAt.begin(), model.previousAt.end(), id) == model.previousAt.end())
            parts << tr("%1 (preview)").arg(Words::stationName(snapshot, id));
    }
    add(model.shadowAt, tr("%1 (comparing)"));
    add(model.previousAt, tr("%1 (previous)"));
    return parts.join(tr(", ", "between stations"));
}

bool ModelTableModel::inUse(const ModelSnapshot &model)
{
    return !model.activeAt.empty() || !model.offeredAt.empty() || !model.shadowAt.empty() || !model.previousAt.empty();
}

int ModelTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ModelTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant ModelTableModel::sortValue(const Row &row, int column) const
{
    const ModelSnapshot &m = row.model;
    switch (column) {
    case Name: return QStringLiteral("%1 %2").arg(Words::text(m.id.name)).arg(m.id.version, 10, 10, QLatin1Char('0'));
    case State: return static_cast<int>(row.chip);
    case Classes: return static_cast<qulonglong>(m.labels.size());
    case Input: return m.inputWidth * 10000 + m.inputHeight;
    case Parameters: return static_cast<qlonglong>(m.parameters);
    case FileSize: return static_cast<qulonglong>(m.fileBytes);
    case Executor: return m.executor.usedMs();
    case Memory: return static_cast<qulonglong>(m.memoryBytes);
    case Since: return msOf(m.stateSince);
    case Imported: return msOf(m.importedAt);
    default: return row.text[static_cast<std::size_t>(column)];
    }
}

QVariant ModelTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return row.text[static_cast<std::size_t>(column)];
    case Qt::TextAlignmentRole:
        return isNumber(column) ? int(Qt::AlignRight | Qt::AlignVCenter)
                                : int(Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        if (column == State)
            return reason(row.model);
        if (column == Classes)
            return Words::labels(row.model.labels);
        if (column == Sha256)
            return Words::text(row.model.sha256);
        return row.text[static_cast<std::size_t>(column)];
    case SortRole: return sortValue(row, column);
    case ChipRole: return static_cast<int>(row.chip);
    case FilterRole: {
        QStringList all(row.text.begin(), row.text.end());
        all << Words::labels(row.model.labels) << Words::text(row.model.sha256) << Words::text(row.model.originalName);
        return all.join(QLatin1Char('\n'));
    }
    default: return {};
    }
}

QVariant ModelTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && isNumber(section))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Model");
    case State: return tr("State");
    case Where: return tr("Where");
    case Format: return tr("Format");
    case Family: return tr("Family");
    case Classes: return tr("Classes");
    case Input: return tr("Input");
    case Parameters: return tr("Parameters");
    case FileSize: return tr("File size");
    case Sha256: return tr("SHA-256");
    case Executor: return tr("Runs with");
    case Memory: return tr("Memory");
    case Since: return tr("Since");
    case Imported: return tr("Imported");
    default: return {};
    }
}

}  // namespace lineside
