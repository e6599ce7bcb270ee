// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/livepage.h"

#include "bridge/enginebridge.h"
#include "live/stationtile.h"
#include "live/wall.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

namespace lineside {

namespace {

constexpr int kLayouts[] = {0, 1, 2, 4, 6, 9, 16};

}  // namespace

LivePage::LivePage(EngineBridge &bridge, QWidget *parent)
    : QWidget(parent), m_bridge(bridge), m_wall(new Wall(bridge, this)), m_empty(new QWidget(this)), m_controls(new QWidget)
{
    setObjectName(QStringLiteral("livePage"));
    m_emptyText = new QLabel(m_empty);
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setWordWrap(true);
    m_emptyButton = new QPushButton(m_empty);
    m_emptyButton->setObjectName(QStringLiteral("addStation"));
    connect(m_emptyButton, &QPushButton::clicked, this, &LivePage::settingsRequested);
    auto *empty = new QVBoxLayout(m_empty);
    empty->addStretch();
    empty->addWidget(m_emptyText);
    empty->addSpacing(16);
    empty->addWidget(m_emptyButton, 0, Qt::AlignHCenter);
    empty->addStretch();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_wall);
    layout->addWidget(m_empty);

    buildControls();
    connect(m_wall, &Wall::openRequested, this, &LivePage::openRequested);
    connect(m_wall, &Wall::reviewRequested, this, &LivePage::reviewRequested);
    connect(m_wall, &Wall::compareRequested, this, &LivePage::compareRequested);
    connect(m_wall, &Wall::stationsChanged, this, &LivePage::showState);
    connect(m_wall, &Wall::pagesChanged, this, &LivePage::showPager);
    retranslate();
    const int chosen = QSettings().value(QStringLiteral("wall/tiles"), 0).toInt();
    m_layout->setCurrentIndex(std::max(0, m_layout->findData(chosen)));
    showState();
    setFocusProxy(m_wall);
}

void LivePage::buildControls()
{
    m_controls->setObjectName(QStringLiteral("wallControls"));
    const auto button = [this](const char *name, int step) {
        auto *tool = new QToolButton(m_controls);
        tool->setObjectName(QLatin1String(name));
        tool->setMinimumSize(40, 40);
        tool->setText(step < 0 ? QStringLiteral("‹") : QStringLiteral("›"));
        connect(tool, &QToolButton::clicked, this, [this, step] { m_wall->setPage(m_wall->page() + step); });
        return tool;
    };
    m_back = button("wallBack", -1);
    m_forward = button("wallForward", 1);
    m_layoutLabel = new QLabel(m_controls);
    m_layout = new QComboBox(m_controls);
    m_layout->setObjectName(QStringLiteral("wallLayout"));
    m_layout->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_layout->setMinimumContentsLength(4);  // Qt counts the ink of Chinese letters only, not the space before them
    for (const int tiles : kLayouts)
        m_layout->addItem(QString::number(tiles), tiles);
    m_layoutLabel->setBuddy(m_layout);
    connect(m_layout, &QComboBox::currentIndexChanged, this, [this] {
        const int tiles = m_layout->currentData().toInt();
        m_wall->setTilesShown(tiles);
        QSettings().setValue(QStringLiteral("wall/tiles"), tiles);
    });
    m_page = new QLabel(m_controls);
    auto *row = new QHBoxLayout(m_controls);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_back);
    row->addWidget(m_page);
    row->addWidget(m_forward);
    row->addWidget(m_layoutLabel);
    row->addWidget(m_layout);
}

void LivePage::retranslate()
{
    setAccessibleName(tr("Live: all stations"));
    m_wall->setAccessibleName(tr("Wall of stations"));
    m_emptyText->setText(tr("No stations yet. Add a camera, a file or the demo line."));
    m_emptyButton->setText(tr("Add a station"));
    m_emptyButton->setAccessibleName(m_emptyButton->text());
    m_layoutLabel->setText(tr("Tiles"));
    m_layout->setItemText(0, tr("Automatic"));
    m_layout->setAccessibleName(tr("Number of tiles on the wall"));
    m_back->setAccessibleName(tr("Stations before these"));
    m_forward->setAccessibleName(tr("Stations after these"));
    m_back->setToolTip(m_back->accessibleName());
    m_forward->setToolTip(m_forward->accessibleName());
    showPager();
}

void LivePage::showState()
{
    const bool empty = m_wall->tiles().empty();
    m_empty->setVisible(empty);
    m_wall->setVisible(!empty);
    showPager();
}

void LivePage::showPager()
{
    const int pages = m_wall->pages();
    m_layoutLabel->setVisible(pages < 2);  // where there are pages room is short, and the state of the line needs it more
    for (QWidget *widget : {static_cast<QWidget *>(m_back), static_cast<QWidget *>(m_page), static_cast<QWidget *>(m_forward)})
        widget->setVisible(pages > 1);
    m_page->setText(tr("%1 of %2", "page of the wall").arg(m_wall->page() + 1).arg(pages));
    m_back->setEnabled(m_wall->page() > 0);
    m_forward->setEnabled(m_wall->page() < pages - 1);
}

std::vector<DropTarget> LivePage::dropTargets(const QWidget *window) const
{
    std::vector<DropTarget> targets;
    for (const StationTile *tile : m_wall->tiles())
        if (tile->isVisible())
            targets.push_back({QRect(tile->mapTo(window, QPoint(0, 0)), tile->size()), tile->station(), tile->text().name});
    return targets;
}

void LivePage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineside
