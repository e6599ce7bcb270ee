// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/compareviews.h"

#include "compare/compareview.h"
#include "compare/wipeview.h"

#include <QApplication>
#include <QHBoxLayout>

namespace lineside {

CompareViews::CompareViews(QWidget *column, QWidget *parent) : QWidget(parent)
{
    m_both = new CompareView(CompareView::Shows::Both, m_viewport, this);
    m_wipe = new WipeView(m_viewport, this);
    m_b = new CompareView(CompareView::Shows::B, m_viewport, this);
    column->setParent(this);  // Tab comes to it between the two
    m_a = new CompareView(CompareView::Shows::A, m_viewport, this);
    m_b->setObjectName(QStringLiteral("compareViewB"));
    m_a->setObjectName(QStringLiteral("compareViewA"));
    m_both->setObjectName(QStringLiteral("compareViewBoth"));
    m_wipe->setObjectName(QStringLiteral("compareViewWipe"));

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_both, 1);
    row->addWidget(m_wipe, 1);
    row->addWidget(m_b, 1);
    row->addWidget(column);
    row->addWidget(m_a, 1);
    setWay(Way::SideBySide);
}

CompareView *CompareViews::mainView() const
{
    return m_way == Way::Overlay ? m_both : m_way == Way::Wipe ? m_wipe : m_b;
}

void CompareViews::setWay(Way way)
{
    const bool focused = qobject_cast<CompareView *>(QApplication::focusWidget()) != nullptr;
    m_way = way;
    m_both->setVisible(way == Way::Overlay);
    m_wipe->setVisible(way == Way::Wipe);
    m_b->setVisible(way == Way::SideBySide);
    m_a->setVisible(way == Way::SideBySide);
    setFocusProxy(mainView());
    if (focused)
        mainView()->setFocus();
}

void CompareViews::setFrame(const ComparedFramePtr &frame)
{
    const bool usable = frame && frame->active && frame->shadow && frame->active->frame;
    for (CompareView *view : {m_b, m_a, m_both, m_wipe})
        view->setFrame(usable ? frame : nullptr);
}

void CompareViews::setEmptyText(const QString &text)
{
    for (CompareView *view : {m_b, m_a, m_both, m_wipe})
        view->setEmptyText(text);
}

}  // namespace lineside
