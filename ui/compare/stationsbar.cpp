// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/stationsbar.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "signin/deedlock.h"
#include "widgets/format.h"
#include "widgets/forreaders.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace lineside {

StationsBar::StationsBar(EngineBridge &bridge, QWidget *parent)
    : QWidget(parent), m_bridge(bridge), m_start(new QPushButton(this)), m_stop(new QPushButton(this)), m_words(new QLabel(this)), m_table(new QToolButton(this))
{
    setObjectName(QStringLiteral("stationsBar"));
    m_start->setObjectName(QStringLiteral("compareStartAll"));
    m_stop->setObjectName(QStringLiteral("compareStopAll"));
    m_words->setObjectName(QStringLiteral("compareTogether"));
    m_table->setObjectName(QStringLiteral("compareShowStations"));
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_words->setFocusPolicy(Qt::NoFocus);
    m_table->setCheckable(true);
    m_table->setProperty("choice", true);
    m_table->setFocusPolicy(Qt::StrongFocus);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_start, 0, Qt::AlignTop);
    row->addWidget(m_stop, 0, Qt::AlignTop);
    row->addWidget(m_words, 1);
    row->addWidget(m_table, 0, Qt::AlignTop);
    for (QWidget *button : std::initializer_list<QWidget *>{m_start, m_stop, m_table})
        button->setMinimumHeight(40);
    for (QPushButton *button : {m_start, m_stop})
        new DeedLock(button, m_bridge, Deed::Compare);
    connect(m_start, &QPushButton::clicked, this, &StationsBar::start);
    connect(m_stop, &QPushButton::clicked, this, &StationsBar::stop);
    connect(m_table, &QToolButton::clicked, this, &StationsBar::tableWanted);
    retranslate();
    hide();
}

void StationsBar::follow(const EngineSnapshot &snapshot, const StationSnapshot *station, const std::optional<ModelId> &b)
{
    m_station = station ? station->config.id : StationId();
    m_b = b;
    const StationsWithA stations = station ? StationsWithA::of(snapshot, *station, b) : StationsWithA();
    const bool starts = stations.areSeveral() && !stations.free.empty(), stops = stations.running.size() > 1;
    const auto number = [](std::size_t count) { return Format::count(count); };
    if (starts)
        nameButton(m_start, tr("Start at all %1 stations", "number").arg(number(stations.running.size() + stations.free.size())),
                   tr("Lets %1 judge the same frames as %2 at every station that has %2 on air and compares nothing yet", "B, A").arg(Words::text(*b), Words::text(*station->active)));
    if (stops)
        nameButton(m_stop, tr("Stop at all %1 stations", "number").arg(number(stations.running.size())), tr("Ends the comparison of %1 and %2 at every station", "B, A").arg(Words::text(*b), Words::text(*station->active)));
    m_start->setVisible(starts);
    m_stop->setVisible(stops);
    m_table->setVisible(stops);
    m_words->setText(station ? StationsText::together(*station, stations) : QString());
    setVisible(starts || stops);
}

bool StationsBar::hasTable() const
{
    return m_table->isVisibleTo(this) && isVisibleTo(parentWidget());
}

void StationsBar::setTable(bool shown, bool allowed)
{
    m_table->setChecked(shown);
    m_table->setEnabled(allowed);
}

// Each answers for itself: what one of them refuses is told as of one that was started alone.
void StationsBar::start()
{
    const EngineSnapshotPtr now = m_bridge.snapshot();
    const StationSnapshot *s = findStation(*now, m_station);
    if (!s || !m_b || !m_bridge.admits(Deed::Compare))
        return;
    std::vector<StationId> ids;
    for (const StationSnapshot *free : StationsWithA::of(*now, *s, m_b).free)
        ids.push_back(free->config.id);
    for (const StationId &id : ids)
        m_bridge.setShadow(id, m_b);
}

void StationsBar::stop()
{
    const EngineSnapshotPtr now = m_bridge.snapshot();
    const StationSnapshot *s = findStation(*now, m_station);
    if (!s || !m_b || !m_bridge.admits(Deed::Compare))
        return;
    std::vector<StationId> ids;
    for (const StationSnapshot *running : StationsWithA::of(*now, *s, m_b).running)
        ids.push_back(running->config.id);
    for (const StationId &id : ids)
        m_bridge.setShadow(id, std::nullopt);
}

void StationsBar::retranslate()
{
    nameButton(m_table, tr("Stations"), tr("What each station knows, in place of the pictures (6)"));
}

}  // namespace lineside
