// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/lotedit.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

namespace lineside {

LotEdit::LotEdit(EngineBridge &bridge, QWidget *parent) : QWidget(parent), m_bridge(bridge), m_name(new QLabel(this)), m_edit(new QLineEdit(this))
{
    m_edit->setObjectName(QStringLiteral("stationLot"));
    m_edit->setMaxLength(static_cast<int>(Engine::kMaxLot));
    m_edit->installEventFilter(this);
    m_edit->setMinimumWidth(m_edit->fontMetrics().averageCharWidth() * 8);
    m_name->setBuddy(m_edit);
    m_name->setProperty("second", true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_name);
    row->addWidget(m_edit);
    retranslate();
    connect(m_edit, &QLineEdit::returnPressed, this, &LotEdit::set);
    connect(m_edit, &QLineEdit::textEdited, this, [this] { m_edit->setToolTip(m_edit->text() == m_lot ? QString() : tr("Enter sets the lot, Escape leaves it as it is.")); });
}

void LotEdit::retranslate()
{
    m_name->setText(tr("Lot"));
    m_edit->setAccessibleName(tr("Lot that runs at this station"));
    m_edit->setPlaceholderText(tr("not told"));
}

void LotEdit::show(const StationId &station, const std::string &lot)
{
    const bool typing = station == m_station && (m_edit->hasFocus() || m_waits) && m_edit->text() != m_lot;
    m_station = station;
    m_lot = Words::text(lot);
    if (!typing && m_edit->text() != m_lot)
        m_edit->setText(m_lot);
}

void LotEdit::set()
{
    const QString lot = m_edit->text().trimmed();
    if (lot == m_lot)
        return revert();
    m_waits = !m_bridge.may(Deed::Acknowledge);  // whoever signs in finds it as it was typed
    if (m_bridge.admits(Deed::Acknowledge))
        m_bridge.setLot(m_station, lot);
}

void LotEdit::revert()
{
    m_waits = false;
    m_edit->setText(m_lot);
    m_edit->setToolTip({});
}

bool LotEdit::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut && !m_waits)
        revert();
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        if (m_edit->text() != m_lot) {
            revert();
            return true;  // the page itself goes back on the next one
        }
    }
    return QWidget::eventFilter(watched, event);
}

void LotEdit::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineside
