// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/stationspanel.h"

#include "compare/stationstext.h"
#include "compare/tablecolumn.h"
#include "itemmodels/stationcomparisonsmodel.h"
#include "itemmodels/words.h"
#include "settings/interfacesettings.h"
#include "widgets/columnfit.h"
#include "widgets/forreaders.h"
#include "widgets/pagekeys.h"
#include "widgets/tablelook.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

namespace lineside {
namespace {

constexpr qint64 kFollowEveryMs = 500;

}  // namespace

StationsPanel::StationsPanel(QWidget *parent)
    : QWidget(parent), m_stations(new StationComparisonsModel(this)), m_table(new QTableView(this)), m_note(new QLabel(this)), m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("stationsPanel"));
    m_table->setObjectName(QStringLiteral("compareStations"));
    m_table->setModel(m_stations);
    m_table->setMinimumHeight(126);
    new TableLook(m_table, QString(), {});
    new ColumnFit(m_table, StationComparisonsModel::Verdict);
    m_note->setObjectName(QStringLiteral("stationsNote"));
    m_close->setObjectName(QStringLiteral("stationsClose"));
    connect(m_close, &QPushButton::clicked, this, &StationsPanel::closed);
    connect(m_table, &QTableView::clicked, this, &StationsPanel::open);
    new PageKeys(this, {m_table, m_close}, [this](const QKeyEvent &key) {
        if (key.modifiers() != Qt::NoModifier && key.modifiers() != Qt::KeypadModifier)
            return false;
        if ((key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter) && m_table->hasFocus()) {
            open(m_table->currentIndex());
            return true;
        }
        if (key.key() != Qt::Key_Escape && !(key.key() == Qt::Key_6 && InterfaceSettings::singleKeys()))
            return false;
        emit closed();
        return true;
    });
    layTableColumn(this, m_note, m_table, m_close);
    retranslate();
}

void StationsPanel::begin(const EngineSnapshot &snapshot, const StationSnapshot &station, const std::optional<ModelId> &b)
{
    m_shown.start();
    std::vector<StationComparisonRow> rows;
    for (const StationSnapshot *s : StationsWithA::of(snapshot, station, b).all) {
        StationComparisonRow row;
        row.station = s->config.id;
        row.name = Words::stationName(snapshot, s->config.id);
        if (!s->shadow) {
            row.verdict = tr("no comparison");
        } else if (s->shadow != b) {
            row.verdict = tr("compared with %1", "model").arg(Words::text(*s->shadow));
        } else if (!s->comparison) {
            row.verdict = tr("starting");
        } else {
            const AbStatus &v = s->comparison->verdict;
            row.parts = v.parts;
            row.differ = v.discordant;
            row.toReview = s->comparison->waiting;
            row.verdict = StationsText::verdict(v.state, v.contradicted, s->comparison->isCovered(), v.more, v.parts);
        }
        rows.push_back(std::move(row));
    }
    if (const auto &joint = station.comparison ? station.comparison->joint : std::nullopt)
        rows.push_back({{}, tr("Together"), joint->parts, joint->discordant, joint->pending, StationsText::verdict(joint->state, joint->contradicted, joint->covered, joint->more, joint->parts)});
    m_stations->setRows(std::move(rows));
    if (!m_table->currentIndex().isValid() && m_stations->rowCount() > 0)
        m_table->selectRow(0);
}

void StationsPanel::follow(const EngineSnapshot &snapshot, const StationSnapshot &station, const std::optional<ModelId> &b)
{
    if (!m_shown.isValid() || m_shown.hasExpired(kFollowEveryMs))
        begin(snapshot, station, b);
}

void StationsPanel::open(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    if (const StationId station = m_stations->row(index.row()).station; !station.empty())
        emit chosen(station);
}

void StationsPanel::retranslate()
{
    m_note->setText(tr("What each station knows of B. Click a row, or press Enter, to look at its pictures."));
    m_table->setAccessibleName(tr("Stations"));
    m_close->setText(tr("Back to the pictures"));
    m_close->setAccessibleName(tr("Shows the pictures again (6)"));
    m_stations->retranslate();
    m_shown.invalidate();
}

void StationsPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineside
