// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/chaincheck.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "widgets/format.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QPushButton>

namespace lineside {
namespace {

QString what(const AuditBreak &b)
{
    const QString record = Format::count(b.number);
    switch (b.kind) {
    case AuditBreakKind::Edited: return ChainCheck::tr("Record %1 was edited: what it says, and what follows, is not to be believed by itself.", "number").arg(record);
    case AuditBreakKind::Removed:
        return b.last > b.number ? ChainCheck::tr("Records %1 to %2 are not there: what they said is not known here.", "numbers").arg(record, Format::count(b.last))
                                 : ChainCheck::tr("Record %1 is not there: what it said is not known here.", "number").arg(record);
    case AuditBreakKind::Reordered: return ChainCheck::tr("Record %1 comes later than it should: the order of the changes is not the one in which they were made.", "number").arg(record);
    case AuditBreakKind::Repeated: return ChainCheck::tr("In the place of record %1 is one that belongs elsewhere: something is told twice.", "number").arg(record);
    case AuditBreakKind::Inserted: return ChainCheck::tr("In the place of record %1 something was inserted that is not linked to the records around it.", "number").arg(record);
    case AuditBreakKind::NotSigned: return ChainCheck::tr("Record %1 should be a signed checkpoint and is none: from the one before on, the history may have been made anew.", "number").arg(record);
    case AuditBreakKind::WrongKey: return ChainCheck::tr("Record %1 is a checkpoint that another key signed: from the one before on, the history may have been made anew.", "number").arg(record);
    case AuditBreakKind::CutOff: return ChainCheck::tr("The history ends before record %1, which was there: what was at its end was taken away.", "number").arg(Format::count(b.last));
    case AuditBreakKind::Remade: return ChainCheck::tr("Up to record %1 the history was made anew by somebody who has the secret key.", "number").arg(record);
    }
    return {};
}

/// What the record of parts came to, where one was held against the history.
QString recordSentence(const SealCheck &c)
{
    if (c.broken) {
        return ChainCheck::tr("The record of parts is not as it was sealed: parts %1 to %2 of %3, recorded from %4 to %5, were changed, added to or taken away from.", "numbers, station, times")
            .arg(Format::count(static_cast<std::uint64_t>(c.broken->first)), Format::count(static_cast<std::uint64_t>(c.broken->last)), Words::text(c.station), Format::dateTime(c.broken->from), Format::dateTime(c.broken->to));
    }
    if (c.seals == 0)
        return ChainCheck::tr("No part of the record is sealed yet.");
    QString text = ChainCheck::tr("%1 recorded parts are as they were sealed.", "number").arg(Format::count(c.parts));
    if (c.gone)
        text += QLatin1Char(' ') + ChainCheck::tr("%1 older ones, up to %2, are not kept any more.", "number, time").arg(Format::count(c.gone), c.goneUntil ? Format::dateTime(*c.goneUntil) : QString());
    return text;
}

}  // namespace

QString ChainCheck::sentence(const AuditReport &r)
{
    const QString records = Format::count(r.records);
    if (!r.broken) {
        const QString chain = tr("%1 records, chain whole, checked in %2 s.", "number, seconds").arg(records, QLocale().toString(r.seconds, 'f', 1));
        return r.record ? chain + QLatin1Char(' ') + recordSentence(*r.record) : chain;
    }
    return tr("%1 The %2 records before it are whole. Keep a copy of the data folder, and ask who had access to it.", "what is wrong, number").arg(what(*r.broken), records);
}

ChainCheck::ChainCheck(EngineBridge &bridge, QWidget *parent) : QWidget(parent), m_bridge(bridge)
{
    m_button = new QPushButton(this);
    m_button->setObjectName(QStringLiteral("historyVerify"));
    m_button->setMinimumHeight(40);
    m_answer = new QLabel(this);
    m_answer->setObjectName(QStringLiteral("historyVerified"));
    m_answer->setWordWrap(true);
    m_answer->setTextFormat(Qt::PlainText);
    m_answer->setMargin(2);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_button);
    row->addWidget(m_answer, 1);
    connect(m_button, &QPushButton::clicked, this, &ChainCheck::check);
    retranslate();
}

void ChainCheck::retranslate()
{
    m_button->setText(tr("Verify"));
    m_button->setAccessibleName(tr("Check that nothing in the history was changed"));
    m_button->setEnabled(!m_running);
    if (m_running)
        m_answer->setText(tr("The history is being checked…"));
    else if (!m_report)
        m_answer->setText({});
    else
        m_answer->setText(*m_report ? sentence(**m_report) : tr("The history could not be checked: %1", "why").arg(Words::error(m_report->error())));
}

void ChainCheck::check()
{
    m_running = true;
    retranslate();
    m_bridge.verifyHistory([guard = QPointer<ChainCheck>(this)](const Result<AuditReport> &report) {
        if (!guard)
            return;
        guard->m_running = false;
        guard->m_report = report;
        guard->retranslate();
    });
}

void ChainCheck::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineside
