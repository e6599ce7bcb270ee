// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/filespanel.h"

#include "widgets/candidatestack.h"
#include "widgets/copymenu.h"
#include "widgets/waitingloads.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace lineside {

namespace {
constexpr int kMostNotices = 50;
}

FilesPanel::FilesPanel(EngineBridge &bridge, QWidget *parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("filesPanel"));
    setAutoFillBackground(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    m_title = new QLabel(this);
    m_title->setProperty("strong", true);
    m_title->setWordWrap(true);
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
    m_empty = new QLabel(m_content);
    m_empty->setWordWrap(true);
    content->addWidget(new WaitingLoads(bridge, m_content));
    content->addWidget(m_empty);
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
    connect(m_stack, &CandidateStack::countChanged, this, [this] { m_empty->setVisible(count() == 0); });
    m_empty->setVisible(count() == 0);
    parent->installEventFilter(this);
    retranslate();
    fitWidth();
    hide();
}

void FilesPanel::setFolded(bool folded)
{
    if (folded == this->folded())
        return;
    if (QWidget *focus = QApplication::focusWidget(); folded && isAncestorOf(focus))
        focus->clearFocus();  // Qt would hand it to whatever comes next by Tab
    setVisible(!folded);
    emit foldedChanged(folded);
}

// Wide enough for a sentence of a refusal, but never most of the window.
void FilesPanel::fitWidth()
{
    const int room = parentWidget()->width() * 2 / 5;
    setFixedWidth(std::clamp(fontMetrics().horizontalAdvance(QLatin1Char('0')) * 46, 280, std::max(280, room)));
}

int FilesPanel::count() const
{
    return m_stack->count() + static_cast<int>(m_sentences.size());
}

void FilesPanel::addNotice(const QString &sentence)
{
    // The same once more comes up again; of many the newest are enough.
    remove(sentence);
    while (m_sentences.size() >= kMostNotices)
        remove(m_sentences.back());
    auto *card = new QFrame(m_content);
    card->setProperty("card", true);
    card->setObjectName(QStringLiteral("notice"));
    card->setAccessibleName(sentence);
    auto *text = new QLabel(sentence, card);
    text->setObjectName(QStringLiteral("noticeText"));
    text->setWordWrap(true);
    text->setTextFormat(Qt::PlainText);
    text->setMargin(2);
    addCopyMenu(text);
    auto *dismiss = new QPushButton(card);
    dismiss->setObjectName(QStringLiteral("dismissNotice"));
    nameDismiss(dismiss);
    dismiss->setAutoDefault(false);
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(12, 10, 12, 10);
    row->addWidget(text, 1);
    row->addWidget(dismiss, 0, Qt::AlignTop);
    connect(dismiss, &QPushButton::clicked, this, [this, sentence] {
        remove(sentence);
        noticesChanged();
    });
    m_notices->insertWidget(0, card);
    setTabOrder(m_scroll, dismiss);
    m_sentences.prepend(sentence);
    noticesChanged();
}

void FilesPanel::remove(const QString &sentence)
{
    const auto index = static_cast<int>(m_sentences.indexOf(sentence));
    if (index < 0)
        return;
    m_sentences.removeAt(index);
    QWidget *card = m_notices->itemAt(index)->widget();  // in the same order
    m_notices->removeWidget(card);
    card->hide();
    card->deleteLater();
}

void FilesPanel::nameDismiss(QPushButton *button)
{
    button->setText(tr("Dismiss"));
    button->setAccessibleName(tr("Dismiss the message"));
}

void FilesPanel::noticesChanged()
{
    m_empty->setVisible(count() == 0);
    emit noticeChanged(m_sentences.value(0));
}

void FilesPanel::retranslate()
{
    setAccessibleName(tr("Offered files and messages"));
    m_title->setText(tr("Offered files and messages"));
    m_empty->setText(tr("No offered files. Drop a weight file on a station or on the library, or press Ctrl+O."));
    m_fold->setText(tr("Fold away"));
    m_fold->setAccessibleName(tr("Fold the panel away; its content stays"));
    for (QPushButton *dismiss : m_content->findChildren<QPushButton *>(QStringLiteral("dismissNotice")))
        nameDismiss(dismiss);
}

void FilesPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return setFolded(true);
    QFrame::keyPressEvent(event);
}

bool FilesPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent() && event->type() == QEvent::Resize)
        fitWidth();
    return QFrame::eventFilter(watched, event);
}

void FilesPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::FontChange)
        fitWidth();
    QFrame::changeEvent(event);
}

}  // namespace lineside
