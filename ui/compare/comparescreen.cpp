// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparescreen.h"

#include "actions/dropcheck.h"
#include "compare/comparepage.h"
#include "compare/recordedpage.h"

#include <QFocusEvent>
#include <QHBoxLayout>
#include <QMimeData>
#include <QSettings>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

namespace lineside {
namespace {

const QString kWay = QStringLiteral("compare/recorded");

}  // namespace

CompareScreen::CompareScreen(EngineBridge &bridge, WindowAccess *access, QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("comparePage"));
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(16, 12, 16, 0);
    bar->setSpacing(8);
    const auto button = [&](const char *name) {
        auto *made = new QToolButton(this);
        made->setObjectName(QLatin1String(name));
        made->setCheckable(true);
        made->setProperty("choice", true);
        made->setMinimumHeight(40);
        made->setFocusPolicy(Qt::StrongFocus);
        bar->addWidget(made);
        return made;
    };
    m_liveButton = button("compareLive");
    m_recordedButton = button("compareRecorded");
    bar->addStretch(1);
    m_live = new ComparePage(bridge, access, this);
    m_recorded = new RecordedPage(bridge, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_live, 1);
    column->addWidget(m_recorded, 1);
    retranslate();
    setRecorded(QSettings().value(kWay, false).toBool());
    connect(m_liveButton, &QToolButton::clicked, this, [this] { setRecorded(false); });
    connect(m_recordedButton, &QToolButton::clicked, this, [this] { setRecorded(true); });
    connect(m_live, &ComparePage::signInRequested, this, &CompareScreen::signInRequested);
    connect(m_live, &ComparePage::reviewRequested, this, &CompareScreen::reviewRequested);
}

void CompareScreen::setRecorded(bool recorded)
{
    m_liveButton->setChecked(!recorded);
    m_recordedButton->setChecked(recorded);
    m_live->setVisible(!recorded);
    m_recorded->setVisible(recorded);
    if (QSettings settings; settings.value(kWay, false).toBool() != recorded)
        settings.setValue(kWay, recorded);
}

void CompareScreen::focusInEvent(QFocusEvent *event)
{
    (m_recordedButton->isChecked() ? static_cast<QWidget *>(m_recorded) : m_live)->setFocus(event->reason());
}

void CompareScreen::retranslate()
{
    m_liveButton->setText(tr("Live"));
    m_liveButton->setAccessibleName(tr("Compare on the pictures of a station"));
    m_liveButton->setToolTip(m_liveButton->accessibleName());
    m_recordedButton->setText(tr("Recorded"));
    m_recordedButton->setAccessibleName(tr("Compare over recorded pictures"));
    m_recordedButton->setToolTip(m_recordedButton->accessibleName());
}

void CompareScreen::showStation(const StationId &station)
{
    setRecorded(false);
    m_live->showStation(station);
}

void CompareScreen::showModel(const ModelId &b)
{
    setRecorded(false);
    m_live->showModel(b);
}

bool CompareScreen::takesDrop(const QMimeData &data) const
{
    const QList<QUrl> urls = data.urls();
    return m_recorded->isVisible() && urls.size() == 1 && urls.front().isLocalFile() && !DropCheck::isWeightName(urls.front().path());
}

void CompareScreen::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineside
