// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/transitioncolumn.h"

#include "actions/transitionbutton.h"
#include "widgets/taborder.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lineside {

TransitionColumn::TransitionColumn(EngineBridge &bridge, QString buttonName, QWidget *parent)
    : QWidget(parent), m_bridge(bridge), m_buttonName(std::move(buttonName)), m_layout(new QVBoxLayout(this)), m_words(new QLabel(this))
{
    m_words->setObjectName(m_buttonName + QStringLiteral("Reason"));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    // The words have all the room between the buttons, so that no button moves when they change.
    m_words->setMinimumSize(1, 1);
    m_layout->setContentsMargins(0, 8, 0, 8);
    m_layout->setSpacing(8);
    m_layout->addWidget(m_words, 1);
}

void TransitionColumn::setStation(const StationId &station)
{
    if (station == m_station)
        return;
    m_station = station;
    delete m_button;
    m_button = nullptr;
    if (station.empty())
        return;
    m_button = new TransitionButton(m_bridge, station, TransitionButton::Form::Full, this);
    m_button->setObjectName(m_buttonName);
    m_button->setMinimumHeight(64);
    connect(m_button, &TransitionButton::reviewRequested, this, &TransitionColumn::reviewRequested);
    m_layout->insertWidget(0, m_button);
    if (m_firstBelow)
        setTabOrder(tabStopBefore(*m_firstBelow), m_button);
}

void TransitionColumn::addBelow(QWidget *widget)
{
    m_layout->addWidget(widget);
    if (!m_firstBelow)
        m_firstBelow = widget;
}

void TransitionColumn::show(const Transition &transition, const QString &words)
{
    if (m_button)
        m_button->show(transition);
    if (words == m_words->text())
        return;
    m_words->setText(words);
    fitWords();
}

void TransitionColumn::fitInto(int pageWidth, int characters)
{
    // What is left is even, so that both pictures are of one size.
    // Buttons that need more than that would stand over the picture beside them.
    const int width = std::max(m_layout->totalMinimumSize().width(), std::clamp(characters * fontMetrics().horizontalAdvance(QLatin1Char('0')), 200, std::max(200, pageWidth * 3 / 10)));
    setFixedWidth(width + (pageWidth - width) % 2);
    fitWords();
}

// However little room there is: why nothing can be done is not left out.
void TransitionColumn::fitWords()
{
    // No words at all have no height either, not even 0.
    m_words->setMinimumHeight(std::clamp(m_words->heightForWidth(width()), 1, 4 * m_words->fontMetrics().lineSpacing()));
}

}  // namespace lineside
