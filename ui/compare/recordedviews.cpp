// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/recordedviews.h"

#include "compare/recordedview.h"
#include "settings/interfacesettings.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QToolButton>
#include <QVBoxLayout>

namespace lineside {

RecordedViews::RecordedViews(QWidget *parent) : QWidget(parent)
{
    const auto choice = [this](const char *name, Way way) {
        auto *button = new QToolButton(this);
        button->setObjectName(QLatin1String(name));
        button->setCheckable(true);
        button->setProperty("choice", true);
        button->setMinimumHeight(40);
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::clicked, this, [this, way] { setWay(way); });
        return button;
    };
    m_overlay = choice("recordedOverlay", Way::Overlay);
    m_side = choice("recordedSideBySide", Way::SideBySide);
    m_both = new RecordedView(CompareView::Shows::Both, m_viewport, this);
    m_b = new RecordedView(CompareView::Shows::B, m_viewport, this);
    m_a = new RecordedView(CompareView::Shows::A, m_viewport, this);
    m_both->setObjectName(QStringLiteral("recordedView"));
    m_b->setObjectName(QStringLiteral("recordedViewB"));
    m_a->setObjectName(QStringLiteral("recordedViewA"));
    auto *ways = new QHBoxLayout;
    ways->setSpacing(8);
    ways->addWidget(m_overlay);
    ways->addWidget(m_side);
    ways->addStretch(1);
    auto *pictures = new QHBoxLayout;
    pictures->setSpacing(12);
    for (RecordedView *view : {m_both, m_b, m_a})
        pictures->addWidget(view, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(ways);
    column->addLayout(pictures, 1);
    connect(&m_reader, &RecordedReader::came, this, &RecordedViews::showRead);
    setWay(Way::Overlay);
    retranslate();
}

void RecordedViews::open(const std::shared_ptr<const OfflineReport> &report, const OfflineDisagreement *disagreement)
{
    m_any = disagreement != nullptr;
    m_reader.read(report, disagreement);
    for (RecordedView *view : {m_both, m_b, m_a})
        view->setPlace(report, disagreement);
    showRead();
}

void RecordedViews::showRead()
{
    const QString problem = m_reader.problem();
    for (RecordedView *view : {m_both, m_b, m_a}) {
        view->setEmptyText(!m_any              ? tr("Choose a line of the table: its picture is shown here.")
                           : problem.isEmpty() ? tr("The picture is being read.")
                                               : problem + QLatin1Char(' ') + tr("What both said stands in the table."));
        view->setFrame(m_reader.frame());
    }
}

void RecordedViews::setWay(Way way)
{
    const bool focused = qobject_cast<RecordedView *>(QApplication::focusWidget()) != nullptr;
    m_overlay->setChecked(way == Way::Overlay);
    m_side->setChecked(way == Way::SideBySide);
    m_both->setVisible(way == Way::Overlay);
    m_b->setVisible(way == Way::SideBySide);
    m_a->setVisible(way == Way::SideBySide);
    if (focused)
        (way == Way::Overlay ? m_both : m_b)->setFocus();
}

bool RecordedViews::take(const QKeyEvent &key)
{
    if (!InterfaceSettings::singleKeys() || (key.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    switch (key.key()) {
    case Qt::Key_1: setWay(Way::Overlay); return true;
    case Qt::Key_2: setWay(Way::SideBySide); return true;
    default: return false;
    }
}

void RecordedViews::retranslate()
{
    m_overlay->setText(tr("Overlay"));
    m_overlay->setAccessibleName(m_overlay->text());
    m_overlay->setToolTip(tr("One picture with the boxes of both (1)"));
    m_side->setText(tr("Side by side"));
    m_side->setAccessibleName(m_side->text());
    m_side->setToolTip(tr("Two pictures of the same place, B left and A right (2)"));
    showRead();
}

void RecordedViews::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineside
