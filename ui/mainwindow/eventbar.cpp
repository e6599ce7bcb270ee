// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/eventbar.h"

#include "actions/transitionbutton.h"
#include "bridge/enginebridge.h"
#include "mainwindow/eventtext.h"
#include "theme/icons.h"
#include "widgets/format.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace lineside {

EventBar::EventBar(EngineBridge &bridge, QWidget *parent)
    : QWidget(parent), m_bridge(bridge), m_layout(new QHBoxLayout(this)), m_event(new QLabel(this)),
      m_totals(new QLabel(this)), m_files(new QPushButton(this))
{
    setObjectName(QStringLiteral("eventBar"));
    m_event->setObjectName(QStringLiteral("lastEvent"));
    m_event->setTextFormat(Qt::PlainText);
    m_event->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_totals->setObjectName(QStringLiteral("totals"));
    m_totals->setProperty("second", true);
    m_files->setObjectName(QStringLiteral("openFiles"));
    m_files->setIcon(glyphIcon(Glyph::Files));
    m_files->setAutoDefault(false);
    m_files->setFocusPolicy(Qt::TabFocus);
    m_layout->setContentsMargins(16, 2, 12, 2);
    m_layout->setSpacing(12);
    m_layout->addWidget(m_event, 1);
    m_layout->addWidget(m_totals);
    m_layout->addWidget(m_files);
    connect(m_files, &QPushButton::clicked, this, &EventBar::filesRequested);
    connect(&bridge, &EngineBridge::structureChanged, this, &EventBar::sync);
    connect(&m_second, &QTimer::timeout, this, [this] {
        sync();  // the record of a swap is completed by its first verdict
        showTotals();
    });
    m_second.start(1000);
    sync();
    showTotals();
    setFileCount(0);
}

QString EventBar::sentence() const
{
    return m_event->text();
}

void EventBar::setFileCount(int count)
{
    m_fileCount = count;
    m_files->setText(tr("Files: %1", "number of offered files").arg(count));
    m_files->setAccessibleName(tr("Show the %n offered file(s)", nullptr, count));
    m_files->setVisible(count > 0);
}

void EventBar::sync()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    const HistoryEvent *last = snapshot->recent.empty() ? nullptr : &snapshot->recent.back();
    const QString text = last ? EventText::of(*last, *snapshot) : QString();
    if (m_event->text() != text) {
        m_event->setText(text);
        m_event->setToolTip(text);
    }
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
    }
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
    m_totals->setText(tr("Frames: %1 judged · %2 skipped · %3 lost")
                          .arg(Format::count(judged), Format::count(skipped), Format::count(lost)));
}

void EventBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        sync();
        showTotals();
        setFileCount(m_fileCount);
    }
    QWidget::changeEvent(event);
}

}  // namespace lineside
