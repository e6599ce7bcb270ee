// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/stationsdraft.h"

#include "itemmodels/words.h"

#include <QFontMetrics>
#include <QGuiApplication>
#include <QSize>

#include <algorithm>

namespace lineside {

namespace {

const StationConfig *find(const std::vector<StationConfig> &list, const StationId &id)
{
    const auto it = std::find_if(list.begin(), list.end(), [&](const StationConfig &s) { return s.id == id; });
    return it == list.end() ? nullptr : &*it;
}

StationId freeId(const std::vector<StationConfig> &a, const std::vector<StationConfig> &b)
{
    for (int n = 1;; ++n) {
        StationId id = "station-" + std::to_string(n);
        // An id in force is not given to another station before it is gone: its counters belong to the old one.
        if (!find(a, id) && !find(b, id))
            return id;
    }
}

}  // namespace

StationsDraft::StationsDraft(QObject *parent) : QAbstractListModel(parent)
{
}

void StationsDraft::setInForce(const std::vector<StationConfig> &stations)
{
    if (stations == m_inForce)
        return;
    const bool edited = changed();
    m_inForce = stations;
    if (!edited && m_draft != m_inForce) {
        beginResetModel();
        m_draft = m_inForce;
        endResetModel();
    } else if (!m_draft.empty()) {
        emit dataChanged(index(0), index(rowCount() - 1));  // what was changed may be in force now
    }
    emit draftChanged();
}

void StationsDraft::discard()
{
    if (!changed())
        return;
    beginResetModel();
    m_draft = m_inForce;
    endResetModel();
    emit draftChanged();
}

const StationConfig *StationsDraft::station(int row) const
{
    return row >= 0 && row < rowCount() ? &m_draft[static_cast<std::size_t>(row)] : nullptr;
}

const StationConfig *StationsDraft::inForce(const StationId &id) const
{
    return find(m_inForce, id);
}

void StationsDraft::setStation(int row, const StationConfig &config)
{
    if (!station(row) || *station(row) == config)
        return;
    m_draft[static_cast<std::size_t>(row)] = config;
    emit dataChanged(index(row), index(row));
    emit draftChanged();
}

void StationsDraft::setCredential(const StationId &id, const std::string &credential)
{
    for (int row = 0; row < rowCount(); ++row) {
        if (station(row)->id != id)
            continue;
        StationConfig config = *station(row);
        config.source.credential = credential;
        setStation(row, config);
    }
}

int StationsDraft::insert(StationConfig config, int row)
{
    if (!canAdd())
        return -1;
    config.id = freeId(m_draft, m_inForce);
    beginInsertRows({}, row, row);
    m_draft.insert(m_draft.begin() + row, std::move(config));
    endInsertRows();
    emit draftChanged();
    return row;
}

int StationsDraft::add(const QString &name)
{
    StationConfig config;
    config.name = name.toStdString();
    config.source.demoStation = rowCount() % 4;
    return insert(std::move(config), rowCount());
}

int StationsDraft::duplicate(int row)
{
    if (!station(row))
        return -1;
    StationConfig copy = *station(row);
    const QString before = Words::text(copy.name);
    QString name = tr("%1, copy").arg(before);
    for (int number = 2; hasName(name); ++number)
        name = tr("%1, copy %2", "station, number").arg(before).arg(number);
    copy.name = name.toStdString();
    copy.source.credential.clear();
    copy.differentParts = 0;  // as long as it is of the same camera it sees the same parts
    return insert(std::move(copy), row + 1);
}

bool StationsDraft::hasName(const QString &name) const
{
    return std::ranges::any_of(m_draft, [&](const StationConfig &s) { return Words::text(s.name).compare(name, Qt::CaseInsensitive) == 0; });
}

bool StationsDraft::removeStation(int row)
{
    if (!station(row) || !canRemove())
        return false;
    beginRemoveRows({}, row, row);
    m_draft.erase(m_draft.begin() + row);
    endRemoveRows();
    emit draftChanged();
    return true;
}

bool StationsDraft::moveStation(int from, int to)
{
    if (from == to || !station(from) || !station(to))
        return false;
    beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
    const auto begin = m_draft.begin();
    if (to > from)
        std::rotate(begin + from, begin + from + 1, begin + to + 1);
    else
        std::rotate(begin + to, begin + from, begin + from + 1);
    endMoveRows();
    emit draftChanged();
    return true;
}

QStringList StationsDraft::changes() const
{
    QStringList list;
    for (const StationConfig &old : m_inForce) {
        if (!find(m_draft, old.id))
            list << tr("%1: removed").arg(Words::text(old.name));
    }
    for (const StationConfig &now : m_draft) {
        const QString name = Words::text(now.name);
        const StationConfig *old = inForce(now.id);
        if (!old) {
            list << tr("%1: added").arg(name);
            continue;
        }
        const auto note = [&](bool differs, const QString &what) {
            if (differs)
                list << tr("%1: %2", "station: what was changed there").arg(name, what);
        };
        const SourceConfig &a = old->source, &b = now.source;
        note(old->name != now.name, tr("name"));
        note(a.kind != b.kind || a.location != b.location || a.demoSeed != b.demoSeed || a.demoStation != b.demoStation
                 || a.demoDefectRate != b.demoDefectRate,
             tr("source of pictures"));
        note(a.targetFps != b.targetFps, tr("pictures a second"));
        note(a.credential != b.credential, tr("stored user name"));
        note(old->contract.labels != now.contract.labels, tr("labels of the contract"));
        StationContract limits = old->contract;
        limits.labels = now.contract.labels;
        limits.layout = now.contract.layout;
        note(old->contract.layout != now.contract.layout, tr("layout of the models"));
        note(limits != now.contract, tr("limits of the contract"));
        note(old->rule != now.rule, tr("rule"));
        note(old->detect != now.detect, tr("thresholds"));
        note(old->promotion != now.promotion || old->signPromotion != now.signPromotion, tr("what going on air asks for"));
        note(old->signatures != now.signatures, tr("signatures of models"));
        note(old->loadWindow != now.loadWindow, tr("hours for loading models"));
        note(old->comparison != now.comparison || old->reviewers != now.reviewers, tr("comparison of a new model"));
        note(old->sampleEvery != now.sampleEvery, tr("pictures of parts"));
        note(old->rejectRateLimit != now.rejectRateLimit, tr("limit of the reject rate"));
    }
    const auto order = [](const std::vector<StationConfig> &list, const std::vector<StationConfig> &other) {
        std::vector<StationId> ids;
        for (const StationConfig &s : list) {
            if (find(other, s.id))
                ids.push_back(s.id);
        }
        return ids;
    };
    if (order(m_inForce, m_draft) != order(m_draft, m_inForce))
        list << tr("Order of the stations");
    if (list.isEmpty() && changed())
        list << tr("Order of the stations");
    return list;
}

int StationsDraft::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_draft.size());
}

QVariant StationsDraft::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const StationConfig &config = m_draft[static_cast<std::size_t>(index.row())];
    const StationConfig *old = inForce(config.id);
    const bool isChanged = !old || *old != config;
    switch (role) {
    case Qt::DisplayRole: return isChanged ? tr("%1 (changed)").arg(Words::text(config.name)) : Words::text(config.name);
    case Qt::ToolTipRole: return Words::sourceKind(config.source.kind);
    case Qt::SizeHintRole: return QSize(0, std::max(40, QFontMetrics(QGuiApplication::font()).height() + 12));  // for a finger
    case ChangedRole: return isChanged;
    default: return {};
    }
}

}  // namespace lineside
