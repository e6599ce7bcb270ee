// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/differingstrip.h"

#include "compare/boxpairs.h"
#include "itemmodels/differingframesmodel.h"

#include <QEvent>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>
#include <iterator>
#include <utility>

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

void DifferingStrip::setFrames(std::vector<ComparedFramePtr> mostTellingFirst, std::vector<ReviewPart> parts, bool objects)
{
    if (underMouse() && !mostTellingFirst.empty())
        return;
    m_all = std::move(mostTellingFirst);
    m_parts = std::move(parts);
    m_objects = objects;
    showFrames();
}

void DifferingStrip::setOnly(std::optional<std::string> label)
{
    m_only = std::move(label);
    showFrames();
}

void DifferingStrip::showFrames()
{
    if (!m_only)
        return m_frames->setFrames(m_all, m_parts, m_objects);
    std::vector<ComparedFramePtr> some;
    std::ranges::copy_if(m_all, std::back_inserter(some), [this](const ComparedFramePtr &frame) { return frame && frame->active && frame->shadow && differIn(*frame, *m_only); });
    m_frames->setFrames(some, m_parts, m_objects);
}

void DifferingStrip::retranslate()
{
    setAccessibleName(tr("Frames where A and B differ"));
    m_frames->retranslate();
    fit();
}

void DifferingStrip::fit()
{
    const int lines = DifferingFramesModel::kLines * fontMetrics().lineSpacing();
    const QString longest = DifferingFramesModel::verdicts(Verdict::Unknown, Verdict::Unsure);
    const QSize picture = DifferingFramesModel::kThumbnail;
    setGridSize(QSize(std::max(picture.width(), fontMetrics().horizontalAdvance(longest)) + 12,
                      picture.height() + lines + 12));
    setFixedHeight(gridSize().height() + horizontalScrollBar()->sizeHint().height() + 8);
}

void DifferingStrip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space)
        emit spacePressed();
    else if (event->key() == Qt::Key_Escape || (event->key() >= Qt::Key_1 && event->key() <= Qt::Key_5))
        event->ignore();  // they mean something on the page; a list would search for them
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
