// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/canarytables.h"

#include "rollout/canarytext.h"
#include "itemmodels/canarywords.h"
#include "itemmodels/words.h"
#include "widgets/columnfit.h"
#include "widgets/format.h"
#include "widgets/tablelook.h"
#include "widgets/titlelabel.h"

#include <QHeaderView>
#include <QLocale>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

namespace lineside {
namespace {

/// One row's cells, written only where they have changed.
void setRow(QStandardItemModel &model, int row, const QStringList &cells)
{
    if (model.rowCount() <= row)
        model.setRowCount(row + 1);
    for (int column = 0; column < cells.size(); ++column) {
        const QModelIndex at = model.index(row, column);
        if (at.data().toString() == cells[column])
            continue;
        model.setData(at, cells[column]);
        model.setData(at, cells[column], Qt::ToolTipRole);  // what its column has no room for
    }
}

QString remark(const GuardEvidence &g, const EngineSnapshot &snapshot)
{
    QStringList remarks;
    if (g.guard != CanaryGuardKind::Review && g.share)
        remarks.append(g.usual ? CanaryTables::tr("rejects %1, usually %2", "shares").arg(Format::percent(*g.share), Format::percent(*g.usual)) : CanaryTables::tr("rejects %1", "share").arg(Format::percent(*g.share)));
    if (g.guard == CanaryGuardKind::Review)
        remarks.append(CanaryTables::tr("parts that people answered about: %1", "number").arg(QLocale().toString(static_cast<qlonglong>(g.units))));
    if (g.guard == CanaryGuardKind::Review && g.share && g.usual)
        remarks.append(CanaryTables::tr("good ones among them %1, at most %2 may be", "shares").arg(Format::wholePercent(*g.share), Format::wholePercent(*g.usual)));
    if (g.now && g.limit)
        remarks.append(g.guard == CanaryGuardKind::Memory ? CanaryTables::tr("%1 MB now, %2 MB at most", "numbers").arg(QLocale().toString(*g.now, 'f', 0), QLocale().toString(*g.limit, 'f', 0))
                                                          : CanaryTables::tr("%1 now, %2 at most", "times").arg(Format::ms(*g.now), Format::ms(*g.limit)));
    if (g.fewBefore)
        remarks.append(CanaryTables::tr("few rejects before: only gross harm can be seen"));
    if (!g.leftOut.empty())
        remarks.append(CanaryTables::tr("without %1", "stations").arg(CanaryWords::stations(g.leftOut, snapshot)));
    return remarks.join(CanaryTables::tr("; ", "between remarks"));
}

}  // namespace

CanaryTables::CanaryTables(QWidget *parent)
    : QWidget(parent), m_stations(new QStandardItemModel(0, 5, this)), m_guards(new QStandardItemModel(0, 4, this)), m_stationsTitle(new TitleLabel(1.0, this)),
      m_guardsTitle(new TitleLabel(1.0, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stationsTitle);
    column->addWidget(table(m_stations, "canaryStations"), 1);
    column->addWidget(m_guardsTitle);
    QTableView *guards = table(m_guards, "canaryGuards");
    column->addWidget(guards, 1);
    new ColumnFit(guards, m_guards->columnCount() - 1);
    retranslate();
}

QTableView *CanaryTables::table(QStandardItemModel *model, const char *name)
{
    auto *view = new QTableView(this);
    view->setObjectName(QLatin1String(name));
    view->setModel(model);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setMinimumHeight(104);  // the head and more than a row, also on a screen of 600 lines
    new TableLook(view, {}, {});
    view->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    view->horizontalHeader()->setMinimumSectionSize(110);
    return view;
}

void CanaryTables::retranslate()
{
    m_stationsTitle->setText(tr("Stations"));
    m_guardsTitle->setText(tr("Guards"));
    m_stations->setHorizontalHeaderLabels({tr("Step"), tr("Station"), tr("Before"), tr("Now"), tr("Parts in this step")});
    m_guards->setHorizontalHeaderLabels({tr("Watches"), tr("Station"), tr("Evidence of harm"), tr("Remark")});
    for (const auto &[name, words] : {std::pair("canaryStations", tr("Stations of the canary")), std::pair("canaryGuards", tr("Guards of the canary"))})
        findChild<QTableView *>(QLatin1String(name))->setAccessibleName(words);
}

void CanaryTables::show(const EngineSnapshot &snapshot)
{
    if (!snapshot.canary)
        return;
    const CanaryProgress &p = snapshot.canary->progress;
    int row = 0;
    for (const CanaryStation &seat : p.stations) {
        const auto at = std::ranges::find_if(snapshot.stations, [&](const StationSnapshot &s) { return s.config.id == seat.station; });
        const auto now = at == snapshot.stations.end() ? std::nullopt : at->active;
        setRow(*m_stations, row++, {QLocale().toString(seat.step + 1), Words::stationName(snapshot, seat.station), Words::text(seat.before), Words::modelOr(now, Words::noModel()),
                                    seat.step < p.begun ? QLocale().toString(static_cast<qlonglong>(seat.stepParts)) : tr("not begun")});
    }
    m_stations->setRowCount(row);
    row = 0;
    for (const GuardEvidence &g : snapshot.canary->evidence.guards)
        setRow(*m_guards, row++, {CanaryWords::guard(g.guard), CanaryWords::place(g.station, snapshot), g.limit ? tr("no bet: a limit") : Format::wholePercent(shareOf(g.log, g.threshold)), remark(g, snapshot)});
    m_guards->setRowCount(row);
}

}  // namespace lineside
