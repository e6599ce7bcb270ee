// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/filespanel.h"

#include "widgets/candidatestack.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace lineside {

FilesPanel::FilesPanel(EngineBridge &bridge, QWidget *parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("filesPanel"));
    setProperty("card", true);
    setAutoFillBackground(true);
    m_title = new QLabel(this);
    m_title->setProperty("strong", true);
    m_fold = new QPushButton(this);
    m_fold->setObjectName(QStringLiteral("foldFiles"));
    m_fold->setProperty("flat", true);
    m_fold->setAutoDefault(false);
    m_content = new QWidget;
    m_stack = new CandidateStack(bridge, m_content);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(8);
    m_notices = new QVBoxLayout;
    m_notices->setSpacing(8);
    content->addLayout(m_notices);
    content->addWidget(m_stack);
    content->addStretch();
    m_scroll = new QScrollArea(this);
    m_scroll->setWidget(m_content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_fold);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addWidget(m_scroll);

    connect(m_fold, &QPushButton::clicked, this, [this] { setFolded(true); });
    connect(m_stack, &CandidateStack::countChanged, this, [this] { changed(count() > m_lastCount); });
    retranslate();
    m_lastCount = count();
    setVisible(m_lastCount > 0);
}

int FilesPanel::count() const
{
    return m_stack->count() + m_noticeCount;
}

void FilesPanel::addNotice(const QString &sentence)
{
    auto *card = new QFrame(m_content);
    card->setProperty("card", true);
    card->setObjectName(QStringLiteral("notice"));
    card->setAccessibleName(sentence);
    auto *text = new QLabel(sentence, card);
    text->setObjectName(QStringLiteral("noticeText"));
    text->setWordWrap(true);
    text->setTextFormat(Qt::PlainText);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *dismiss = new QPushButton(tr("Dismiss"), card);
    dismiss->setObjectName(QStringLiteral("dismissNotice"));
    dismiss->setAccessibleName(tr("Dismiss the message"));
    dismiss->setAutoDefault(false);
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(12, 10, 12, 10);
    row->addWidget(text, 1);
    row->addWidget(dismiss, 0, Qt::AlignTop);
    connect(dismiss, &QPushButton::clicked, this, [this, card] {
        card->hide();
        card->deleteLater();
        --m_noticeCount;
        changed(false);
    });
    m_notices->insertWidget(0, card);
    ++m_noticeCount;
    changed(true);
}

void FilesPanel::changed(bool more)
{
    m_lastCount = count();
    if (more)
        m_folded = false;
    setVisible(m_lastCount > 0 && !m_folded);
    place(m_area);
    emit countChanged(m_lastCount);
}

void FilesPanel::setFolded(bool folded)
{
    m_folded = folded;
    setVisible(count() > 0 && !folded);
    if (isVisible()) {
        place(m_area);
        raise();
    }
}

void FilesPanel::place(const QRect &area)
{
    m_area = area;
    if (!area.isValid() || isHidden())
        return;
    const int width = std::min(area.width() - 32, std::max(440, fontMetrics().horizontalAdvance(QLatin1Char('x')) * 62));
    m_content->layout()->activate();
    const int inner = m_content->layout()->hasHeightForWidth() ? m_content->layout()->totalHeightForWidth(width - 26)
                                                               : m_content->sizeHint().height();
    const int head = std::max(40, m_fold->sizeHint().height()) + 32;
    const int height = std::min(area.height() * 2 / 3, inner + head);
    setGeometry(area.right() - width - 15, area.bottom() - height - 15, width, height);
    raise();
}

void FilesPanel::retranslate()
{
    setAccessibleName(tr("Offered files and messages"));
    m_title->setText(tr("Offered files and messages"));
    m_fold->setText(tr("Fold away"));
    m_fold->setAccessibleName(tr("Fold the panel away; its content stays"));
}

void FilesPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

}  // namespace lineside
