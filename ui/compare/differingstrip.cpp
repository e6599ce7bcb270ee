// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/differingstrip.h"

#include "itemmodels/differingframesmodel.h"

#include <QEvent>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace lineside {

DifferingStrip::DifferingStrip(QWidget *parent) : QListView(parent), m_frames(new DifferingFramesModel(this))
{
    setObjectName(QStringLiteral("differingFrames"));
    setModel(m_frames);
    setViewMode(QListView::IconMode);
    setFlow(QListView::LeftToRight);
    setWrapping(false);
    setMovement(QListView::Static);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(true);
    setTextElideMode(Qt::ElideRight);
    setIconSize(DifferingFramesModel::kThumbnail);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setHorizontalScrollMode(QListView::ScrollPerPixel);
    connect(this, &QListView::clicked, this, &DifferingStrip::choose);
    connect(this, &QListView::activated, this, &DifferingStrip::choose);
    fit();
}

void DifferingStrip::choose(const QModelIndex &index)
{
    if (const ComparedFramePtr frame = m_frames->frame(index.row()))
        emit chosen(frame);
}

void DifferingStrip::setFrames(const std::vector<ComparedFramePtr> &mostTellingFirst)
{
    if (!underMouse() || mostTellingFirst.empty())
        m_frames->setFrames(mostTellingFirst);
}

void DifferingStrip::retranslate()
{
    setAccessibleName(tr("Frames where A and B differ"));
    m_frames->retranslate();
    fit();
}

void DifferingStrip::fit()
{
    const QString longest = DifferingFramesModel::verdicts(Verdict::Unknown, Verdict::Unsure);
    const QSize picture = DifferingFramesModel::kThumbnail;
    setGridSize(QSize(std::max(picture.width(), fontMetrics().horizontalAdvance(longest)) + 12,
                      picture.height() + fontMetrics().height() + 12));
    setFixedHeight(gridSize().height() + horizontalScrollBar()->sizeHint().height() + 8);
}

void DifferingStrip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space)
        emit spacePressed();
    else
        QListView::keyPressEvent(event);
}

void DifferingStrip::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

}  // namespace lineside
