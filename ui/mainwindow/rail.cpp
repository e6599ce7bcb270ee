// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/rail.h"

#include "theme/icons.h"

#include <QButtonGroup>
#include <QEvent>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lineside {

namespace {

constexpr int kLeastIcon = 16;  ///< px

}  // namespace

Rail::Rail(QWidget *parent) : QWidget(parent), m_group(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("rail"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 8, 6, 8);
    layout->setSpacing(8);
    const auto add = [&](Glyph glyph, const char *name) {
        auto *button = new QToolButton(this);
        button->setObjectName(QLatin1String(name));
        button->setProperty("flat", true);
        button->setIcon(glyphIcon(glyph));
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        layout->addWidget(button);
        return button;
    };
    const std::pair<Glyph, const char *> screens[] = {
        {Glyph::Live, "railLive"},       {Glyph::Library, "railLibrary"}, {Glyph::Compare, "railCompare"}, {Glyph::Canary, "railCanary"},
        {Glyph::History, "railHistory"}, {Glyph::Memory, "railMemory"},   {Glyph::Settings, "railSettings"}};
    for (const auto &[glyph, name] : screens) {
        QToolButton *button = add(glyph, name);
        button->setCheckable(true);
        m_group->addButton(button, static_cast<int>(m_buttons.size()));
        m_buttons.push_back(button);
    }
    layout->addStretch();
    m_help = add(Glyph::Help, "railHelp");
    connect(m_help, &QToolButton::clicked, this, &Rail::helpRequested);
    connect(m_group, &QButtonGroup::idClicked, this, &Rail::chosen);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);  // its words are never squeezed
    retranslate();
    fitIcons();
}

void Rail::showEvent(QShowEvent *event)
{
    fitIcons();
    QWidget::showEvent(event);
}

void Rail::resizeEvent(QResizeEvent *event)
{
    fitIcons();
    QWidget::resizeEvent(event);
}

QSize Rail::minimumSizeHint() const
{
    const QMargins margins = layout()->contentsMargins();
    const int gaps = margins.top() + margins.bottom() + static_cast<int>(m_buttons.size()) * layout()->spacing();
    return {QWidget::minimumSizeHint().width(), gaps + static_cast<int>(m_buttons.size() + 1) * (kLeastIcon + room())};
}

// What a button needs beside its icon: its word, and air.
int Rail::room() const
{
    return fontMetrics().height() + 14;
}

void Rail::setCurrent(int screen)
{
    m_group->button(screen)->setChecked(true);
}

void Rail::retranslate()
{
    const QString names[] = {tr("Live"), tr("Library"), tr("Compare"), tr("Canary"), tr("History"), tr("Memory"), tr("Settings")};
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        m_buttons[i]->setText(names[i]);
        m_buttons[i]->setAccessibleName(tr("Screen %1", "name of a screen").arg(names[i]));
        m_buttons[i]->setToolTip(tr("%1 (Ctrl+%2)", "screen, key").arg(names[i]).arg(i + 1));
    }
    m_help->setText(tr("Keys"));
    m_help->setAccessibleName(tr("Show the keys"));
    m_help->setToolTip(tr("%1 (F1)", "what a button does").arg(m_help->accessibleName()));
}

void Rail::fitIcons()
{
    // On a low screen the pictures give way first: the words say the same.
    const int spare = (height() - minimumSizeHint().height()) / static_cast<int>(m_buttons.size() + 1);
    const int side = std::clamp(kLeastIcon + spare, kLeastIcon, std::max(24, fontMetrics().height() * 3 / 2));
    for (QToolButton *button : findChildren<QToolButton *>()) {
        button->setIconSize(QSize(side, side));
        button->setFixedHeight(side + room());
    }
    for (QToolButton *button : findChildren<QToolButton *>())
        button->setIcon(button->icon());
}

void Rail::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        fitIcons();
    QWidget::changeEvent(event);
}

RailScroll::RailScroll(Rail *rail, QWidget *parent) : QScrollArea(parent)
{
    setObjectName(QStringLiteral("railScroll"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    setWidget(rail);
    setWidgetResizable(true);
    rail->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    fit();
}

QSize RailScroll::sizeHint() const
{
    return {minimumWidth(), widget()->sizeHint().height()};
}

QSize RailScroll::minimumSizeHint() const
{
    return {minimumWidth(), 80};
}

void RailScroll::fit()
{
    const bool low = height() < widget()->minimumSizeHint().height();
    setFixedWidth(widget()->sizeHint().width() + (low ? verticalScrollBar()->sizeHint().width() : 0));
}

bool RailScroll::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        fit();
    return QScrollArea::event(event);
}

void RailScroll::resizeEvent(QResizeEvent *event)
{
    fit();
    QScrollArea::resizeEvent(event);
}

}  // namespace lineside
