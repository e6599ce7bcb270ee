// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/compareviews.h"

#include "compare/compareview.h"
#include "compare/wipeview.h"

#include <QHBoxLayout>

namespace lineside {

CompareViews::CompareViews(QWidget *parent) : QStackedWidget(parent)
{
    auto *left = new CompareView(CompareView::Shows::B, m_viewport, this);
    auto *right = new CompareView(CompareView::Shows::A, m_viewport, this);
    auto *overlay = new CompareView(CompareView::Shows::Both, m_viewport, this);
    auto *wipe = new WipeView(m_viewport, this);
    left->setObjectName(QStringLiteral("compareViewB"));
    right->setObjectName(QStringLiteral("compareViewA"));
    overlay->setObjectName(QStringLiteral("compareViewBoth"));
    wipe->setObjectName(QStringLiteral("compareViewWipe"));
    m_all = {left, right, overlay, wipe};

    auto *sides = new QWidget(this);
    auto *pair = new QHBoxLayout(sides);
    pair->setContentsMargins(0, 0, 0, 0);
    pair->setSpacing(12);
    pair->addWidget(left, 1);
    pair->addWidget(right, 1);
    sides->setFocusProxy(left);
    // In the order of Way.
    addWidget(overlay);
    addWidget(sides);
    addWidget(wipe);
    setWay(Way::SideBySide);
}

void CompareViews::setWay(Way way)
{
    m_way = way;
    setCurrentIndex(static_cast<int>(way));
    setFocusProxy(currentWidget());
}

void CompareViews::setFrame(const ComparedFramePtr &frame)
{
    const bool usable = frame && frame->active && frame->shadow && frame->active->frame;
    for (CompareView *view : m_all)
        view->setFrame(usable ? frame : nullptr);
}

void CompareViews::setEmptyText(const QString &text)
{
    for (CompareView *view : m_all)
        view->setEmptyText(text);
}

}  // namespace lineside
