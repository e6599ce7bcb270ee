// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/eventbar.h"

#include "actions/transitionbutton.h"
#include "bridge/enginebridge.h"
#include "mainwindow/eventtext.h"
#include "mainwindow/filesbutton.h"
#include "widgets/elidedlabel.h"
#include "widgets/format.h"
#include "widgets/taborder.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>

namespace lineside {

EventBar::EventBar(EngineBridge &bridge, QWidget *parent)
    : QWidget(parent), m_bridge(bridge), m_layout(new QHBoxLayout(this)), m_event(new ElidedLabel(this)),
      m_totals(new QLabel(this)), m_files(new FilesButton(bridge, this))
{
    setObjectName(QStringLiteral("eventBar"));
    m_event->setObjectName(QStringLiteral("lastEvent"));
    m_totals->setObjectName(QStringLiteral("totals"));
    m_totals->setProperty("second", true);
    m_totals->setMargin(2);
    m_totals->hide();  // until there is room: their room for a year would make the window wide
    m_layout->setContentsMargins(16, 2, 12, 2);
    m_layout->setSpacing(12);
    m_layout->addWidget(m_event, 1);
    m_layout->addWidget(m_totals);
    m_layout->addWidget(m_files);
    connect(&bridge, &EngineBridge::structureChanged, this, &EventBar::sync);
    connect(&m_second, &QTimer::timeout, this, [this] {
        sync();  // the record of a swap is completed by its first verdict
        showTotals();
    });
    m_second.start(1000);
    sync();
    showTotals();
}

QString EventBar::sentence() const
{
    return m_event->text();
}

void EventBar::sync()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    // Seals come by themselves, hour by hour: nobody waits for one, and it would bury what somebody did.
    const auto newest = std::find_if(snapshot->recent.rbegin(), snapshot->recent.rend(), [](const HistoryEvent &e) { return e.kind != EventKind::RecordSealed; });
    const HistoryEvent *last = newest == snapshot->recent.rend() ? nullptr : &*newest;
    m_event->setText(last ? EventText::of(*last, *snapshot) : QString());
    showRollBack(*snapshot, last);
}

void EventBar::showRollBack(const EngineSnapshot &snapshot, const HistoryEvent *event)
{
    const bool swap = event && (event->kind == EventKind::Promoted || event->kind == EventKind::RolledBack);
    const StationSnapshot *s = swap ? findStation(snapshot, event->station) : nullptr;
    if (!s || !s->previous) {
        if (m_rollBack)
            m_rollBack->hide();
        return;
    }
    if (!m_rollBack || m_rollBackStation != event->station) {
        delete m_rollBack;
        m_rollBackStation = event->station;
        m_rollBack = new TransitionButton(m_bridge, event->station, TransitionButton::Form::Compact, this);
        m_rollBack->setObjectName(QStringLiteral("eventRollBack"));
        m_layout->insertWidget(1, m_rollBack);
        setTabOrder(tabStopBefore(*m_files), m_rollBack);
    }
    m_rollBack->setMaximumWidth(fontMetrics().averageCharWidth() * 28);  // a longer name would take the room of the words
    m_rollBack->show(Transition::backOf(*s, snapshot));
    m_rollBack->setVisible(true);
}

void EventBar::showTotals()
{
    std::uint64_t judged = 0, skipped = 0, lost = 0;
    for (const StationSnapshot &s : m_bridge.snapshot()->stations) {
        judged += s.counters.judged;
        skipped += s.counters.skipped;
        lost += s.counters.lost;
    }
    const auto text = [](std::uint64_t j, std::uint64_t s, std::uint64_t l) {
        return tr("Frames: %1 judged · %2 skipped · %3 lost").arg(Format::count(j), Format::count(s), Format::count(l));
    };
    m_totals->setText(text(judged, skipped, lost));
    // Room for a year, so that the button beside it stays under the pointer.
    m_totals->setMinimumWidth(m_totals->fontMetrics().horizontalAdvance(text(8'888'888'888, 8'888'888'888, 888)) + 8);
    m_totals->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

// What happened is more important than sums, which the station pages have too.
void EventBar::fitTotals()
{
    m_totals->setVisible(width() > 120 * fontMetrics().horizontalAdvance(QLatin1Char('0')));
}

void EventBar::resizeEvent(QResizeEvent *)
{
    fitTotals();
}

void EventBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        fitTotals();
    if (event->type() == QEvent::LanguageChange) {
        sync();
        showTotals();
    }
    QWidget::changeEvent(event);
}

}  // namespace lineside
