// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/recordquestions.h"

#include "bridge/enginebridge.h"
#include "history/judgedthen.h"
#include "itemmodels/words.h"
#include "widgets/format.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace lineside {
namespace {

constexpr int kPauseMs = 400;
constexpr int kLeastRow = 40;  ///< logical pixels

QString parts(std::uint64_t count)
{
    return RecordQuestions::tr("%Ln part(s)", nullptr, static_cast<int>(std::min<std::uint64_t>(count, std::numeric_limits<int>::max())));
}

}  // namespace

RecordQuestions::RecordQuestions(EngineBridge &bridge, std::function<const HistoryEvent *(int)> event, std::function<void()> catchUp, QWidget *parent)
    : QWidget(parent), m_bridge(bridge), m_event(std::move(event)), m_catchUp(std::move(catchUp))
{
    m_fromLabel = new QLabel(this);
    m_from = new QLineEdit(this);
    m_from->setObjectName(QStringLiteral("historyJudged"));
    m_toLabel = new QLabel(this);
    m_to = new QLineEdit(this);
    m_to->setObjectName(QStringLiteral("historyJudgedTo"));
    for (QLineEdit *field : {m_from, m_to})
        field->setClearButtonEnabled(true);
    m_fromLabel->setBuddy(m_from);
    m_toLabel->setBuddy(m_to);
    m_show = new QPushButton(this);
    m_show->setObjectName(QStringLiteral("historyJudgedShow"));
    m_answer = new QLabel(this);
    m_answer->setObjectName(QStringLiteral("historyJudgedAnswer"));
    m_lotsLabel = new QLabel(this);
    m_model = new QComboBox(this);
    m_model->setObjectName(QStringLiteral("historyLotsModel"));
    m_model->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_lotsLabel->setBuddy(m_model);
    m_lotsAnswer = new QLabel(this);
    m_lotsAnswer->setObjectName(QStringLiteral("historyLotsAnswer"));
    for (QLabel *answer : {m_answer, m_lotsAnswer}) {
        answer->setWordWrap(true);
        answer->setTextFormat(Qt::PlainText);
        answer->setTextInteractionFlags(Qt::TextSelectableByMouse);
        answer->setFocusPolicy(Qt::NoFocus);
    }
    m_answer->hide();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_from, m_to, m_show, m_model})
        widget->setMinimumHeight(kLeastRow);
    auto *times = new QHBoxLayout;
    times->setSpacing(8);
    times->addWidget(m_fromLabel);
    times->addWidget(m_from, 3);
    times->addWidget(m_toLabel);
    times->addWidget(m_to, 3);
    times->addWidget(m_show);
    auto *lots = new QHBoxLayout;
    lots->setSpacing(8);
    lots->addWidget(m_lotsLabel);
    lots->addWidget(m_model);
    lots->addWidget(m_lotsAnswer, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addLayout(times);
    column->addWidget(m_answer);
    column->addLayout(lots);

    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &RecordQuestions::askJudged);
    for (QLineEdit *field : {m_from, m_to}) {
        connect(field, &QLineEdit::textChanged, this, [this] {
            m_asked = false;
            m_parts.reset();
            ++m_question;  // an answer to what was typed before is none
            m_waiting = false;
            m_pause.start();
            showJudged();
        });
        connect(field, &QLineEdit::returnPressed, m_show, &QPushButton::click);
    }
    connect(m_show, &QPushButton::clicked, this, [this] {
        m_asked = true;
        m_pause.stop();
        askJudged();
    });
    connect(m_model, &QComboBox::currentIndexChanged, this, &RecordQuestions::askLots);
    retranslate();
}

void RecordQuestions::retranslate()
{
    m_fromLabel->setText(tr("Which model judged from"));
    m_from->setPlaceholderText(tr("2026-03-02 14:02:10"));
    m_from->setAccessibleName(tr("Which model judged from this time on"));
    m_from->setToolTip(tr("14:02, 14:02:10 or with a date before it; nothing: an hour before the second time"));
    m_toLabel->setText(tr("to", "a time"));
    m_to->setPlaceholderText(tr("now"));
    m_to->setAccessibleName(tr("Which model judged up to this time"));
    m_to->setToolTip(tr("14:02, 14:02:10 or with a date before it; nothing: now"));
    m_show->setText(tr("Show"));
    m_show->setAccessibleName(tr("Show which models judged in this time"));
    m_show->setToolTip(tr("Where no time is typed: the last hour"));
    m_lotsLabel->setText(tr("Lots that were judged by"));
    m_model->setAccessibleName(tr("Show which lots this model judged"));
    m_model->setMinimumContentsLength(std::max(12, static_cast<int>(tr("Choose a model").size())));  // a name may be longer
    fit();
    refresh();
    askLots();
}

// The field shows the whole example of what can be typed.
void RecordQuestions::fit()
{
    m_from->setMinimumWidth(fontMetrics().horizontalAdvance(m_from->placeholderText()) + 3 * fontMetrics().height());
    m_to->setMinimumWidth(fontMetrics().horizontalAdvance(m_to->placeholderText()) + 4 * fontMetrics().height());
}

void RecordQuestions::setStation(const QString &id)
{
    if (id == m_station)
        return;
    m_station = id;
    m_parts.reset();
    showJudged();
    if (m_answer->isVisibleTo(this))
        m_pause.start();
    askLots();
}

void RecordQuestions::refresh()
{
    offerModels();
    showJudged();
}

void RecordQuestions::offerModels()
{
    const std::uint64_t seen = m_newestEvent;
    for (int row = 0; const HistoryEvent *e = m_event(row); ++row) {
        if (e->sequence <= seen)
            break;
        m_newestEvent = std::max(m_newestEvent, e->sequence);
        for (const auto *model : {&e->from, &e->to}) {
            if (*model)
                m_told.insert(**model);  // also one that left the library
        }
    }
    std::set<ModelId> known = m_told;
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    for (const ModelSnapshot &m : snapshot->models)
        known.insert(m.id);
    std::vector<std::pair<QString, QString>> wanted{{tr("Choose a model"), QString()}};
    for (const ModelId &id : known)
        wanted.emplace_back(Words::text(id), Words::text(id));
    if (wanted == m_models)
        return;  // an open list is not pulled away under the pointer
    m_models = std::move(wanted);
    const QVariant current = m_model->currentData();
    const QSignalBlocker quiet(m_model);
    m_model->clear();
    for (const auto &[name, id] : m_models)
        m_model->addItem(name, id);
    m_model->setCurrentIndex(std::max(0, m_model->findData(current)));
}

std::optional<std::pair<WallTime, WallTime>> RecordQuestions::range()
{
    const QDateTime now = QDateTime::currentDateTime();
    const WallTime present = std::chrono::system_clock::now();
    const QString first = m_from->text().trimmed(), second = m_to->text().trimmed();
    if (first.isEmpty() && second.isEmpty() && !m_asked) {
        m_answer->hide();
        return std::nullopt;
    }
    m_answer->show();
    const auto to = second.isEmpty() ? std::optional(present) : JudgedThen::momentOf(second, now);
    const auto from = !to || !first.isEmpty() ? JudgedThen::momentOf(first, now) : std::optional(*to - std::chrono::hours(1));
    if (!from || !to)
        m_answer->setText(tr("A time is written 14:02, 14:02:10 or 2026-03-02 14:02:10."));
    else if (*from > present)
        m_answer->setText(tr("That time has not come yet."));
    else if (*to <= *from)
        m_answer->setText(tr("The second time is before the first."));
    else
        return std::pair(*from, std::min(*to, present));
    return std::nullopt;
}

void RecordQuestions::showJudged()
{
    const auto asked = range();
    if (!asked)
        return;
    m_catchUp();
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    QStringList answers;
    for (const StationSnapshot &s : snapshot->stations) {
        if (m_station.isEmpty() || m_station == Words::text(s.config.id))
            answers << JudgedThen::text(JudgedThen::between(asked->first, asked->second, s, m_event), s) + partsAt(s);
    }
    // With the dates: without one typed it may be yesterday's time.
    QString text = tr("%1 to %2  %3", "times, which models judged at each station").arg(Format::dateTime(asked->first), Format::dateTime(asked->second), answers.join(QStringLiteral(" · ")));
    if (m_waiting)
        text += QStringLiteral(" · ") + tr("Looking into the record…");
    else if (m_parts && !*m_parts)
        text += QStringLiteral(" · ") + (m_parts->error().code == ErrorCode::NotFound ? tr("No record of parts is kept.") : tr("The record says nothing: %1", "why").arg(Words::error(m_parts->error())));
    else if (m_parts && (*m_parts)->gaps > 0)
        text += QStringLiteral(" · ") + tr("Parts of this time are missing from the record.");
    m_answer->setText(text);
}

QString RecordQuestions::partsAt(const StationSnapshot &station) const
{
    if (!m_parts || !*m_parts)
        return {};
    std::map<ModelId, std::uint64_t> counts;  // weights of another hash are another row of the record
    for (const RecordedUse &use : (*m_parts)->uses) {
        if (use.station == station.config.id)
            counts[use.model] += use.parts();
    }
    if (counts.empty())
        return QStringLiteral(" (%1)").arg(tr("no part is recorded"));
    if (counts.size() == 1)
        return QStringLiteral(" (%1)").arg(tr("%1: %2", "model, number of parts").arg(Words::text(counts.begin()->first), parts(counts.begin()->second)));
    QStringList words;
    for (const auto &[model, count] : counts)
        words << tr("%1: %2", "model, number of parts").arg(Words::text(model), parts(count));
    return QStringLiteral(" (%1)").arg(words.join(tr(", ", "between models")));
}

void RecordQuestions::askJudged()
{
    const auto asked = range();
    if (!asked)
        return;
    m_waiting = true;
    m_parts.reset();
    showJudged();
    m_bridge.askRecord({m_station.toStdString(), asked->first, asked->second, {}}, [guard = QPointer<RecordQuestions>(this), number = ++m_question](const Result<RecordAnswer> &answer) {
        if (!guard || guard->m_question != number)
            return;
        guard->m_waiting = false;
        guard->m_parts = answer;
        guard->showJudged();
    });
}

void RecordQuestions::askLots()
{
    const QString chosen = m_model->currentData().toString();
    ++m_lotsQuestion;
    m_lotsAnswer->clear();
    if (chosen.isEmpty())
        return emit lotsAnswered(nullptr);
    const auto at = chosen.lastIndexOf(QStringLiteral("-v"));
    const ModelId model{chosen.left(at).toStdString(), chosen.mid(at + 2).toInt()};
    m_lotsAnswer->setText(tr("Looking into the record…"));
    m_bridge.askRecord({m_station.toStdString(), {}, {}, model}, [guard = QPointer<RecordQuestions>(this), number = m_lotsQuestion, chosen](const Result<RecordAnswer> &answer) {
        if (!guard || guard->m_lotsQuestion != number)
            return;
        if (!answer) {
            guard->m_lotsAnswer->setText(answer.error().code == ErrorCode::NotFound ? tr("No record of parts is kept.") : tr("The record says nothing: %1", "why").arg(Words::error(answer.error())));
            emit guard->lotsAnswered(nullptr);
            return;
        }
        std::uint64_t count = 0;
        for (const RecordedUse &use : answer->uses)
            count += use.parts();
        QString text = answer->uses.empty() ? tr("The record has no part that %1 judged.", "model").arg(chosen) : tr("%1 judged %2.", "model, number of parts").arg(chosen, parts(count));
        if (answer->gaps > 0)
            text += QLatin1Char(' ') + tr("Parts are missing from the record.");
        guard->m_lotsAnswer->setText(text);
        emit guard->lotsAnswered(&*answer);
    });
}

bool RecordQuestions::typing() const
{
    return m_from->hasFocus() || m_to->hasFocus();
}

void RecordQuestions::clearTyped()
{
    (m_to->hasFocus() ? m_to : m_from)->clear();
}

void RecordQuestions::showEvents()
{
    m_model->setCurrentIndex(0);
}

QWidget *RecordQuestions::last() const
{
    return m_model;
}

QList<QWidget *> RecordQuestions::lists() const
{
    return {m_model};
}

void RecordQuestions::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
    QWidget::changeEvent(event);
}

}  // namespace lineside
