// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historypage.h"

#include "bridge/enginebridge.h"
#include "history/chaincheck.h"
#include "history/historyfilter.h"
#include "history/judgedthen.h"
#include "itemmodels/csv.h"
#include "itemmodels/historytablemodel.h"
#include "itemmodels/words.h"
#include "settings/interfacesettings.h"
#include "widgets/anyheight.h"
#include "widgets/copymenu.h"
#include "widgets/csvdialog.h"
#include "widgets/format.h"
#include "widgets/pagekeys.h"
#include "widgets/tablelook.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace lineside {

namespace {
constexpr int kMargin = 16, kSpacing = 8;  ///< of the page and between the filters, logical pixels
constexpr int kLeastWords = 160;          ///< of the field for words

constexpr EventKind kKinds[] = {EventKind::Promoted, EventKind::RolledBack, EventKind::Refused, EventKind::Imported,
                                EventKind::Offered, EventKind::Removed, EventKind::ModelFailed, EventKind::SourceLost,
                                EventKind::SourceBack, EventKind::ShadowStarted, EventKind::ShadowStopped,
                                EventKind::StationsChanged, EventKind::KeysChanged, EventKind::VettingChanged, EventKind::ConfigRejected, EventKind::Unfinished,
                                EventKind::FolderChanged, EventKind::FolderLost, EventKind::FolderBack, EventKind::LoadingChanged, EventKind::LoadedNow,
                                EventKind::NotSaved, EventKind::SavedAgain, EventKind::RecordGap, EventKind::RecordAgain, EventKind::NotRead, EventKind::SafeModeBegun, EventKind::SetBack, EventKind::SafeModeEnded, EventKind::CanaryPlansChanged, EventKind::CanaryBegun,
                                EventKind::CanaryStepBegun, EventKind::CanaryAsks, EventKind::CanaryPaused, EventKind::CanaryResumed, EventKind::CanaryRolledBack, EventKind::CanaryAborted, EventKind::CanaryDone, EventKind::LotChanged, EventKind::GoldenKept, EventKind::GoldenDropped, EventKind::PeopleChanged, EventKind::RecordingChanged, EventKind::RecordSealed, EventKind::Started};

/// Offers `wanted`, as pairs of what is shown and what it stands for, and keeps the choice where it is still there.
void offer(QComboBox &list, std::vector<std::pair<QString, QString>> &known, std::vector<std::pair<QString, QString>> wanted)
{
    if (wanted == known)
        return;  // an open list is not pulled away under the pointer
    known = std::move(wanted);
    const QVariant current = list.currentData();
    const QSignalBlocker quiet(&list);
    list.clear();
    for (const auto &[name, id] : known)
        list.addItem(name, id);
    list.setCurrentIndex(std::max(0, list.findData(current)));
}
}  // namespace

HistoryPage::HistoryPage(EngineBridge &bridge, QWidget *parent)
    : QWidget(parent), m_bridge(bridge), m_model(new HistoryTableModel(this)), m_filter(new HistoryFilter(this))
{
    setObjectName(QStringLiteral("historyPage"));
    build();
    m_model->setHistory(m_bridge.engine().history(HistoryTableModel::kMaxRows), m_bridge.snapshot());
    takeSnapshot();
    retranslate();

    connect(&m_bridge, &EngineBridge::structureChanged, this, &HistoryPage::takeSnapshot);
    connect(m_words, &QLineEdit::textChanged, this, &HistoryPage::applyFilter);
    connect(m_station, &QComboBox::currentIndexChanged, this, &HistoryPage::applyFilter);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &HistoryPage::applyFilter);
    connect(m_person, &QComboBox::currentIndexChanged, this, &HistoryPage::applyFilter);
    connect(m_judged, &QLineEdit::textChanged, this, &HistoryPage::showJudged);
    connect(m_export, &QPushButton::clicked, this, &HistoryPage::chooseExport);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &HistoryPage::showDetails);
    connect(m_filter, &QAbstractItemModel::dataChanged, this, &HistoryPage::showDetails);
}

HistoryPage::~HistoryPage()
{
    m_look->save();
}

void HistoryPage::build()
{
    m_words = new QLineEdit(this);
    m_words->setObjectName(QStringLiteral("historyWords"));
    m_words->setClearButtonEnabled(true);
    m_station = new QComboBox(this);
    m_station->setObjectName(QStringLiteral("historyStation"));
    m_station->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_kind = new QComboBox(this);
    m_kind->setObjectName(QStringLiteral("historyKind"));
    m_kind->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_person = new QComboBox(this);
    m_person->setObjectName(QStringLiteral("historyPerson"));
    m_person->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_person->setMinimumContentsLength(10);  // a name may be long
    m_words->setMinimumWidth(kLeastWords);
    m_kind->addItem(QString(), -1);
    for (const EventKind kind : kKinds)
        m_kind->addItem(QString(), static_cast<int>(kind));
    m_export = new QPushButton(this);
    m_export->setObjectName(QStringLiteral("historyExport"));
    m_count = new QLabel(this);
    m_count->setObjectName(QStringLiteral("historyCount"));
    m_judgedLabel = new QLabel(this);
    m_judged = new QLineEdit(this);
    m_judged->setObjectName(QStringLiteral("historyJudged"));
    m_judged->setClearButtonEnabled(true);
    m_judgedLabel->setBuddy(m_judged);
    m_answer = new QLabel(this);
    m_answer->setObjectName(QStringLiteral("historyJudgedAnswer"));
    m_answer->setWordWrap(true);
    m_answer->setTextFormat(Qt::PlainText);
    m_answer->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_answer->setFocusPolicy(Qt::NoFocus);
    m_message = new QLabel(this);
    m_message->setObjectName(QStringLiteral("historyMessage"));
    m_message->setWordWrap(true);
    m_message->hide();

    auto *chain = new ChainCheck(m_bridge, this);
    m_filter->setSourceModel(m_model);
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("historyTable"));
    m_table->setModel(m_filter);
    m_look = new TableLook(m_table, QStringLiteral("historyWho"), {260, 160, 130, 100, 100, 140, 130, 100, 140});
    m_look->restore();
    new PageKeys(this, {m_table, m_station, m_kind, m_person}, [this](const QKeyEvent &event) { return takeKey(event); });
    m_table->viewport()->installEventFilter(this);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_details = new QLabel(this);
    m_details->setObjectName(QStringLiteral("historyDetails"));
    m_details->setWordWrap(true);
    m_details->setTextFormat(Qt::PlainText);
    m_details->setMargin(2);
    addCopyMenu(m_details);
    m_details->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_empty = new QLabel(this);
    m_empty->setObjectName(QStringLiteral("historyEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_stack = new AnyHeight<QStackedWidget>(this);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);

    m_bar = new QHBoxLayout;
    m_bar->setSpacing(kSpacing);
    m_bar->addWidget(m_words, 1);
    m_bar->addWidget(m_station);
    m_bar->addWidget(m_kind);
    m_bar->addWidget(m_person);
    m_bar->addWidget(m_count);
    m_bar->addWidget(m_export);
    m_below = new QHBoxLayout;
    m_below->setSpacing(kSpacing);
    m_below->addWidget(chain, 1);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_words, m_station, m_kind, m_person, m_export, m_judged})
        widget->setMinimumHeight(40);
    auto *question = new QHBoxLayout;
    question->setSpacing(8);
    question->addWidget(m_judgedLabel);
    question->addWidget(m_judged, 2);
    question->addWidget(m_answer, 3);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, 16, kMargin, 12);
    column->setSpacing(10);
    column->addLayout(m_bar);
    column->addLayout(question);
    column->addLayout(m_below);
    column->addWidget(m_message);
    column->addWidget(m_stack, 1);
    column->addWidget(m_details);
}

void HistoryPage::retranslate()
{
    m_words->setPlaceholderText(tr("Filter by words  ( / )"));
    m_words->setAccessibleName(tr("Filter the history by words"));
    m_station->setAccessibleName(tr("Filter by station"));
    m_kind->setAccessibleName(tr("Filter by kind of event"));
    m_person->setAccessibleName(tr("Filter by person"));
    m_kind->setItemText(0, tr("All events"));
    for (int i = 1; i < m_kind->count(); ++i)
        m_kind->setItemText(i, Words::eventKind(static_cast<EventKind>(m_kind->itemData(i).toInt())));
    m_judgedLabel->setText(tr("Which model judged at"));
    m_judged->setPlaceholderText(tr("14:02:10 or 2026-03-02 14:02:10"));
    m_judged->setAccessibleName(tr("Which model judged at this time"));
    fitQuestion();
    m_export->setText(tr("Export CSV…"));
    m_export->setAccessibleName(tr("Export the rows shown as CSV"));
    m_export->setToolTip(tr("Ctrl+E"));
    m_table->setAccessibleName(tr("History"));
    m_model->retranslate();
    fillStations();
    fillPeople();
    applyFilter();
    showDetails();
}

// At large text on a small screen the number of rows makes room for the filters, and the people go below them.
void HistoryPage::makeRoom()
{
    // More than the least that all take: a page that is scrolled is never narrower than that.
    int needed = 2 * kMargin + std::max(kLeastWords, fontMetrics().horizontalAdvance(m_words->placeholderText()) + fontMetrics().height()) + fontMetrics().height();
    for (const QWidget *widget : std::initializer_list<const QWidget *>{m_station, m_kind, m_export})
        needed += widget->sizeHint().width() + kSpacing;
    const int person = m_person->isHidden() ? 0 : m_person->sizeHint().width() + kSpacing;
    const bool below = person > 0 && width() < needed + person;
    if (below != m_personBelow) {
        m_personBelow = below;
        (below ? m_bar : m_below)->removeWidget(m_person);
        if (below)
            m_below->insertWidget(0, m_person, 0, Qt::AlignTop);
        else
            m_bar->insertWidget(m_bar->indexOf(m_kind) + 1, m_person);
        setTabOrder(below ? static_cast<QWidget *>(m_judged) : m_kind, m_person);
    }
    const QString widest = tr("%1 of %Ln event(s)", nullptr, HistoryTableModel::kMaxRows).arg(HistoryTableModel::kMaxRows);
    m_count->setVisible(width() >= needed + (below ? 0 : person) + fontMetrics().horizontalAdvance(widest) + kSpacing);
}

void HistoryPage::resizeEvent(QResizeEvent *event)
{
    makeRoom();
    QWidget::resizeEvent(event);
}

// The field shows the whole example of what can be typed.
void HistoryPage::fitQuestion()
{
    m_judged->setMinimumWidth(fontMetrics().horizontalAdvance(m_judged->placeholderText()) + 3 * fontMetrics().height());
}

void HistoryPage::takeSnapshot()
{
    fillStations();
    // Rows stay where they are while one of them is pointed at.
    const auto &recent = m_bridge.snapshot()->recent;
    const HistoryEvent *shown = m_model->event(0);
    m_behind = m_table->isVisible() && m_table->viewport()->underMouse() && !recent.empty()
            && (!shown || shown->sequence < recent.back().sequence);
    if (m_behind)
        showCount();
    else
        takeEvents();
}

void HistoryPage::takeEvents()
{
    m_behind = false;
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    // A snapshot carries the newest events only: more may have come while the rows stood still.
    const HistoryEvent *shown = m_model->event(0);
    const bool gap = !snapshot->recent.empty() && (shown ? shown->sequence : 0) + 1 < snapshot->recent.front().sequence;
    if (gap) {
        std::vector<HistoryEvent> all = m_bridge.engine().history(HistoryTableModel::kMaxRows);
        std::reverse(all.begin(), all.end());
        m_model->append(all, snapshot);
    } else {
        m_model->append(snapshot->recent, snapshot);
    }
    fillPeople();
    applyFilter();
}

void HistoryPage::fillPeople()
{
    std::vector<std::pair<QString, QString>> wanted{{tr("All people"), QString()}};
    for (const QString &name : m_model->people())
        wanted.emplace_back(name, name);
    m_person->setVisible(wanted.size() > 1);
    makeRoom();
    offer(*m_person, m_people, std::move(wanted));
}

void HistoryPage::fillStations()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    std::vector<std::pair<QString, QString>> wanted{{tr("All stations"), QString()}};
    for (const StationSnapshot &s : snapshot->stations)
        wanted.emplace_back(Words::stationName(*snapshot, s.config.id), Words::text(s.config.id));
    offer(*m_station, m_stations, std::move(wanted));
}

void HistoryPage::showDetails()
{
    // A cell may be too narrow for a refusal, and a tool tip is nothing for fingers and keys.
    const HistoryEvent *event = m_model->event(m_filter->mapToSource(m_table->currentIndex()).row());
    m_details->setText(event ? HistoryTableModel::sentence(*event, *m_bridge.snapshot())
                             : tr("Select a row to read all of it here."));
}

void HistoryPage::applyFilter()
{
    m_filter->setWords(m_words->text());
    m_filter->setStation(m_station->currentData().toString());
    m_filter->setKind(m_kind->currentData().toInt());
    m_filter->setPerson(m_person->currentData().toString());
    showCount();
    showJudged();
}

void HistoryPage::showJudged()
{
    const QString typed = m_judged->text().trimmed();
    const QDateTime now = QDateTime::currentDateTime();
    const std::optional<WallTime> moment = JudgedThen::momentOf(typed, now);
    if (typed.isEmpty() || !moment)
        return m_answer->setText(typed.isEmpty() ? QString() : tr("A time is written 14:02, 14:02:10 or 2026-03-02 14:02:10."));
    if (*moment > std::chrono::system_clock::now())
        return m_answer->setText(tr("That time has not come yet."));
    if (m_behind)
        return takeEvents();  // an answer from old rows may be false; this comes here again
    const QString wanted = m_station->currentData().toString();
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    QStringList answers;
    for (const StationSnapshot &s : snapshot->stations) {
        if (wanted.isEmpty() || wanted == Words::text(s.config.id))
            answers << JudgedThen::at(*moment, s, [this](int row) { return m_model->event(row); }).text(s);
    }
    // With the date: without one typed it may be yesterday's time.
    m_answer->setText(tr("%1  %2", "time, which model judged at each station").arg(Format::dateTime(*moment), answers.join(QStringLiteral(" · "))));
}

void HistoryPage::showCount()
{
    const int all = m_model->rowCount(), shown = m_filter->rowCount();
    const QString count = all == shown ? tr("%Ln event(s)", nullptr, all) : tr("%1 of %Ln event(s)", nullptr, all).arg(shown);
    // No wider than the words in its place: nothing moves for it.
    m_count->setText(m_behind ? tr("%1 + new", "number of events; more have come").arg(Format::count(static_cast<std::uint64_t>(shown))) : count);
    m_empty->setText(all == 0 ? tr("Nothing has happened since the installation.\nEvery import, promotion, roll back and "
                                   "lost camera will be listed here.")
                              : tr("No event fits the filters."));
    m_stack->setCurrentWidget(shown == 0 ? static_cast<QWidget *>(m_empty) : m_table);
    m_export->setEnabled(shown > 0);
}

bool HistoryPage::exportTo(const QString &path)
{
    if (m_behind)
        takeEvents();
    const QString problem = Csv::write(path, Csv::table(*m_filter));
    m_message->setText(problem.isEmpty() ? tr("%Ln row(s) written to %1.", nullptr, m_filter->rowCount()).arg(path)
                                         : tr("The file was not written: %1. Choose another folder.").arg(problem));
    m_message->show();
    return problem.isEmpty();
}

void HistoryPage::chooseExport()
{
    askCsvFile(this, tr("Export the history"), QStringLiteral("lineside-history"), [this](const QString &path) { exportTo(path); });
}

void HistoryPage::focusInEvent(QFocusEvent *event)
{
    (m_stack->currentWidget() == m_table ? static_cast<QWidget *>(m_table) : m_words)->setFocus(event->reason());
}

void HistoryPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        fitQuestion();
        makeRoom();
    }
    QWidget::changeEvent(event);
}

bool HistoryPage::takeKey(const QKeyEvent &event)
{
    const bool typing = m_words->hasFocus() || m_judged->hasFocus();
    const bool slash = event.key() == Qt::Key_Slash && InterfaceSettings::singleKeys() && !typing;
    if (slash || event.matches(QKeySequence::Find)) {
        m_words->setFocus();
        m_words->selectAll();
    } else if (event.key() == Qt::Key_E && event.modifiers() == Qt::ControlModifier) {
        chooseExport();
    } else if (event.key() == Qt::Key_Escape && typing) {
        (m_words->hasFocus() ? m_words : m_judged)->clear();
        m_table->setFocus();
    } else {
        return false;
    }
    return true;
}

bool HistoryPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Leave && m_behind)
        takeEvents();
    return QWidget::eventFilter(watched, event);
}

}  // namespace lineside
