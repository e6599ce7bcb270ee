// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/historytablemodel.h"

#include "itemmodels/accesswords.h"
#include "itemmodels/canarywords.h"
#include "itemmodels/words.h"
#include "widgets/format.h"
#include "widgets/messages.h"

#include <QStringList>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace lineside {

namespace {

QString cell(const HistoryEvent &event, int column, const EngineSnapshot &names)
{
    switch (column) {
    case HistoryTableModel::Time: return HistoryTableModel::moment(event.at);
    case HistoryTableModel::What: return Words::eventKind(event.kind);
    case HistoryTableModel::Station: return event.station.empty() ? QString() : Words::stationName(names, event.station);
    case HistoryTableModel::From: return Words::modelOr(event.from, {});
    case HistoryTableModel::To: return Words::modelOr(event.to, {});
    case HistoryTableModel::File: return Words::text(event.file);
    case HistoryTableModel::Who: return Words::text(event.by);
    case HistoryTableModel::As: return event.role ? AccessWords::role(*event.role) : QString();
    case HistoryTableModel::Signed: return event.signedBy ? AccessWords::signature(*event.signedBy) : QString();
    case HistoryTableModel::Details: return HistoryTableModel::details(event);
    default: return {};
    }
}

}  // namespace

HistoryTableModel::HistoryTableModel(QObject *parent)
    : QAbstractTableModel(parent), m_names(std::make_shared<const EngineSnapshot>())
{
}

void HistoryTableModel::setHistory(const std::vector<HistoryEvent> &newestFirst, const EngineSnapshotPtr &names)
{
    beginResetModel();
    if (names)
        m_names = names;
    m_events.assign(newestFirst.begin(),
                    newestFirst.begin() + std::min<std::ptrdiff_t>(kMaxRows, std::ssize(newestFirst)));
    endResetModel();
}

void HistoryTableModel::append(const std::vector<HistoryEvent> &newestLast, const EngineSnapshotPtr &names)
{
    if (names)
        m_names = names;
    // A swap's figures arrive after its event: the event comes again under the same number.
    for (const HistoryEvent &event : newestLast) {
        const auto known = std::lower_bound(m_events.begin(), m_events.end(), event.sequence,
                                            [](const HistoryEvent &e, std::uint64_t sequence) { return e.sequence > sequence; });
        if (known == m_events.end() || known->sequence != event.sequence)
            continue;
        if (details(*known) == details(event))
            continue;
        *known = event;
        const int row = static_cast<int>(known - m_events.begin());
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
    const std::uint64_t last = m_events.empty() ? 0 : m_events.front().sequence;
    std::vector<HistoryEvent> fresh;
    for (const HistoryEvent &event : newestLast) {
        if (event.sequence > last)
            fresh.push_back(event);
    }
    if (fresh.empty())
        return;
    beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
    for (HistoryEvent &event : fresh)
        m_events.push_front(std::move(event));
    endInsertRows();
    if (const int rows = rowCount(); rows > kMaxRows) {
        beginRemoveRows({}, kMaxRows, rows - 1);
        m_events.resize(kMaxRows);
        endRemoveRows();
    }
}

void HistoryTableModel::retranslate()
{
    if (!m_events.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

const HistoryEvent *HistoryTableModel::event(int row) const
{
    return row >= 0 && row < rowCount() ? &m_events[static_cast<std::size_t>(row)] : nullptr;
}

int HistoryTableModel::seals() const
{
    return static_cast<int>(std::ranges::count(m_events, EventKind::RecordSealed, &HistoryEvent::kind));
}

QStringList HistoryTableModel::people() const
{
    std::set<std::string_view> names;
    for (const HistoryEvent &event : m_events)
        names.insert(event.by);
    QStringList people;
    for (const std::string_view name : names) {
        if (!name.empty())
            people << Words::text(std::string(name));
    }
    std::ranges::sort(people, [](const QString &a, const QString &b) { return QString::localeAwareCompare(a, b) < 0; });
    return people;
}

QStringList HistoryTableModel::lots() const
{
    std::set<std::string_view> names;
    for (const HistoryEvent &event : m_events) {
        if (event.kind == EventKind::LotChanged && !event.detail.empty())
            names.insert(event.detail);
    }
    QStringList lots;
    for (const std::string_view name : names)
        lots << Words::text(std::string(name));
    std::ranges::sort(lots, [](const QString &a, const QString &b) { return QString::localeAwareCompare(a, b) < 0; });
    return lots;
}

std::set<std::uint64_t> HistoryTableModel::duringLot(const QString &lot) const
{
    struct At {
        bool runs = false;
        std::optional<std::uint64_t> onAir;  ///< the newest change of what judges
    };
    const std::string wanted = lot.toStdString();
    std::map<std::string_view, At> stations;
    std::set<std::uint64_t> during;
    for (auto e = m_events.rbegin(); e != m_events.rend(); ++e) {
        if (e->station.empty())
            continue;
        At &at = stations[e->station];
        const bool changes = e->kind == EventKind::LotChanged, begins = changes && e->detail == wanted;
        if (begins && !at.runs && at.onAir)
            during.insert(*at.onAir);
        if (at.runs || begins)
            during.insert(e->sequence);
        if (changes)
            at.runs = begins;
        if (e->kind == EventKind::Promoted || e->kind == EventKind::RolledBack || e->kind == EventKind::SetBack)
            at.onAir = e->sequence;
    }
    return during;
}

QString HistoryTableModel::details(const HistoryEvent &event)
{
    QStringList parts;
    if (event.swap) {
        const SwapRecord &swap = *event.swap;
        if (swap.firstVerdictMs > 0)
            parts << tr("first verdict after %1").arg(Format::ms(swap.firstVerdictMs));
        else
            parts << tr("no verdict by the new model yet");
        parts << tr("%1 of %2 frames lost").arg(Format::count(swap.framesLost), Format::count(swap.framesDuring));
    }
    if (event.health)
        parts << Words::health(*event.health);
    if (event.refusal) {
        const Refusal &refusal = *event.refusal;
        parts << refusalWords(refusal.reason);
        if (!refusal.found.empty() && !refusal.expected.empty())
            parts << tr("found %1, expected %2").arg(Words::text(refusal.found), Words::text(refusal.expected));
        else if (!refusal.found.empty())
            parts << tr("found %1").arg(Words::text(refusal.found));
        parts << refusalCode(refusal.reason);
    }
    if (event.seal)
        parts << tr("parts %1 to %2, SHA-256 %3", "numbers, hash").arg(Format::count(static_cast<std::uint64_t>(event.seal->first)), Format::count(static_cast<std::uint64_t>(event.seal->last)), Words::text(event.seal->sha256));
    if (event.signature.state == SignatureState::Good)
        parts << tr("signed by %1").arg(Words::text(event.signature.signer));
    else if (event.signature.state == SignatureState::UnknownKey)
        parts << tr("signed with key %1, not trusted").arg(Words::text(event.signature.keyId));
    if (event.kind == EventKind::Unfinished)
        parts << (event.to ? tr("the program ended before the change was done; it is not in force")
                           : tr("the program ended before the import was done; offer the file again"));
    if (event.kind == EventKind::SetBack)
        parts << tr("the program ended again and again with it on air");
    if (event.evidence)
        parts << Words::evidence(*event.evidence);
    if (event.canary) {
        parts << CanaryWords::note(*event.canary);
        if (event.canary->harm)
            parts << tr("%1 after %2 parts", "what went wrong, number").arg(CanaryWords::measured(*event.canary->harm), Format::count(static_cast<std::uint64_t>(event.canary->harm->part)));
    }
    const bool isMissing = (event.kind == EventKind::NotSaved && !event.file.empty()) || event.kind == EventKind::SavedAgain;
    if (!event.detail.empty())
        parts << (isMissing ? tr("lines of the history that are missing: %1", "how many").arg(Words::text(event.detail)) : Words::text(event.detail));
    return parts.join(QStringLiteral(" · "));
}

QString HistoryTableModel::moment(WallTime time)
{
    const QDateTime at = Format::local(time);
    const int minutes = at.offsetFromUtc() / 60;
    return QStringLiteral("%1 %2%3:%4")
        .arg(at.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")), minutes < 0 ? QStringLiteral("-") : QStringLiteral("+"))
        .arg(std::abs(minutes) / 60, 2, 10, QLatin1Char('0'))
        .arg(std::abs(minutes) % 60, 2, 10, QLatin1Char('0'));
}

QString HistoryTableModel::sentence(const HistoryEvent &event, const EngineSnapshot &names)
{
    QStringList parts{cell(event, Time, names), cell(event, What, names), cell(event, Station, names)};
    if (event.from && event.to)
        parts << QStringLiteral("%1 → %2").arg(cell(event, From, names), cell(event, To, names));
    else
        parts << cell(event, From, names) << cell(event, To, names);
    parts << cell(event, File, names) << AccessWords::person(event.by, event.role);
    if (event.signedBy)
        parts << tr("signed: %1", "name, meaning, time").arg(AccessWords::signature(*event.signedBy));
    parts << cell(event, Details, names);
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

int HistoryTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int HistoryTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant HistoryTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const HistoryEvent &event = m_events[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: return cell(event, index.column(), *m_names);
    case SequenceRole: return static_cast<qulonglong>(event.sequence);
    case KindRole: return static_cast<int>(event.kind);
    case PersonRole: return Words::text(event.by);
    case StationRole: return Words::text(event.station);
    case FilterRole: {
        QStringList all;
        for (int column = 0; column < ColumnCount; ++column)
            all << cell(event, column, *m_names);
        return all.join(QLatin1Char('\n'));
    }
    default: return {};
    }
}

QVariant HistoryTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time: return tr("Time");
    case What: return tr("What");
    case Station: return tr("Station");
    case From: return tr("From");
    case To: return tr("To");
    case File: return tr("File");
    case Who: return tr("Who");
    case As: return tr("Role");
    case Signed: return tr("Signature");
    case Details: return tr("Details");
    default: return {};
    }
}

}  // namespace lineside
