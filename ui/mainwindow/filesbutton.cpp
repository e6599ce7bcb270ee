// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/filesbutton.h"

#include "bridge/enginebridge.h"
#include "theme/icons.h"
#include "theme/theme.h"
#include "widgets/candidatecard.h"
#include "widgets/format.h"
#include "widgets/messages.h"
#include "widgets/symbols.h"

#include <QEvent>
#include <QPainter>
#include <QStyleOptionButton>

#include <algorithm>
#include <tuple>

namespace lineside {

namespace {

constexpr int kCharacters = 32;
constexpr int kSide = 10;  ///< room left and right of the words

/// The file that matters most now: of those on their way the one that is furthest, as the others wait for it; otherwise the newest.
const CandidateSnapshot *shownOne(const EngineSnapshot &snapshot)
{
    const auto rank = [](const CandidateSnapshot &c) {
        return std::tuple(!c.finished, c.finished ? 0 : CandidateCard::overallProgress(c), c.id);
    };
    const auto best = std::ranges::max_element(snapshot.candidates, {}, rank);
    return best == snapshot.candidates.end() ? nullptr : &*best;
}

CandidateId newestId(const EngineSnapshot &snapshot)
{
    CandidateId newest = 0;
    for (const CandidateSnapshot &c : snapshot.candidates)
        newest = std::max(newest, c.id);
    return newest;
}

std::ptrdiff_t onTheirWay(const EngineSnapshot &snapshot)
{
    return std::ranges::count(snapshot.candidates, false, &CandidateSnapshot::finished);
}

}  // namespace

FilesButton::FilesButton(EngineBridge &bridge, QWidget *parent) : QPushButton(parent), m_bridge(bridge)
{
    setObjectName(QStringLiteral("openFiles"));
    setAutoDefault(false);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Minimum);
    connect(&bridge, &EngineBridge::structureChanged, this, &FilesButton::sync);
    connect(&bridge, &EngineBridge::tick, this, [this] {
        if (m_busy)
            sync();
    });
    sync();
}

void FilesButton::setNotice(const QString &sentence)
{
    m_notice = sentence;
    m_noticeAfter = newestId(*m_bridge.snapshot());
    describe(*m_bridge.snapshot());
}

void FilesButton::sync()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    m_busy = onTheirWay(*snapshot) > 0;
    describe(*snapshot);
}

void FilesButton::describe(const EngineSnapshot &snapshot)
{
    const CandidateSnapshot *c = shownOne(snapshot);
    QString title, state;
    std::optional<double> progress;
    bool trouble = false;
    if (!m_notice.isEmpty() && newestId(snapshot) <= m_noticeAfter) {
        title = tr("Message");
        state = m_notice;
        trouble = true;
    } else if (c) {
        const QString file = QString::fromStdString(c->fileName);
        title = c->fileBytes > 0 ? tr("%1 · %2", "file name, size").arg(file, Format::bytes(c->fileBytes)) : file;
        if (const std::ptrdiff_t others = onTheirWay(snapshot) - 1; others > 0)
            title = tr("%1 (+%2)", "file, how many others are on their way").arg(title).arg(others);
        trouble = c->refusal && c->refusal->reason != RefusalReason::Cancelled;
        state = trouble       ? tr("Not taken: %1", "reason").arg(refusalWords(c->refusal->reason))
              : c->refusal    ? refusalWords(c->refusal->reason)
                              : CandidateCard::stateText(*c, snapshot);
        if (!c->finished)
            progress = CandidateCard::overallProgress(*c);
    } else {
        title = tr("No offered files");
        state = tr("Drop one on a station, or Ctrl+O");
    }
    if (title == m_title && state == m_state && progress == m_progress && trouble == m_trouble)
        return;
    m_title = title;
    m_state = state;
    m_progress = progress;
    m_trouble = trouble;
    setEnabled(c || !m_notice.isEmpty());
    setAccessibleName(tr("Offered files and messages: %1. %2", "newest file, its state").arg(m_title, m_state));
    setToolTip(m_state);
    update();
}

QSize FilesButton::sizeHint() const
{
    return {kCharacters * fontMetrics().horizontalAdvance(QLatin1Char('0')) + 2 * kSide, std::max(44, 2 * fontMetrics().height() + 12)};
}

QSize FilesButton::minimumSizeHint() const
{
    return sizeHint();
}

void FilesButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current(this);
    QPainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text.clear();
    style()->drawControl(QStyle::CE_PushButton, &option, &painter, this);

    QRect words = rect().adjusted(kSide, 2, -kSide, -6);
    if (m_trouble) {
        symbols::paintWarning(painter, QRect(words.left(), words.center().y() - 9, 18, 18));
        words.setLeft(words.left() + 26);
    }
    const int line = fontMetrics().height();
    const QRect upper(words.left(), words.center().y() + 1 - line, words.width(), line);
    const QRect lower(words.left(), upper.bottom() + 1, words.width(), line);
    painter.setPen(isEnabled() ? theme.text : theme.secondText);
    painter.drawText(upper, Qt::AlignLeft | Qt::AlignVCenter, fontMetrics().elidedText(m_title, Qt::ElideMiddle, words.width()));
    painter.setPen(theme.secondText);
    painter.drawText(lower, Qt::AlignLeft | Qt::AlignVCenter, fontMetrics().elidedText(m_state, Qt::ElideRight, words.width()));
    if (m_progress) {
        const QRect bar(3, height() - 6, width() - 6, 3);
        painter.fillRect(bar, theme.idleFill);
        painter.fillRect(QRect(bar.topLeft(), QSize(qRound(bar.width() * *m_progress), bar.height())), theme.text);
    }
}

void FilesButton::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        describe(*m_bridge.snapshot());
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QPushButton::changeEvent(event);
}

}  // namespace lineside
