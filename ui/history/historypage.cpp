// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historypage.h"

#include "bridge/enginebridge.h"
#include "history/chaincheck.h"
#include "history/historyfilter.h"
#include "history/lotstablemodel.h"
#include "history/recordquestions.h"
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
constexpr qsizetype kShortestLot = 8, kLongestLot = 20;  ///< letters that there is room for

constexpr EventKind kKinds[] = {EventKind::Promoted, EventKind::RolledBack, EventKind::Refused, EventKind::Imported,
                                EventKind::Offered, EventKind::Removed, EventKind::ModelFailed, EventKind::SourceLost,
                                EventKind::SourceBack, EventKind::ShadowStarted, EventKind::ShadowStopped,
                                EventKind::StationsChanged, EventKind::KeysChanged, EventKind::VettingChanged, EventKind::ConfigRejected, EventKind::Unfinished,
                                EventKind::FolderChanged, EventKind::FolderLost, EventKind::FolderBack, EventKind::LoadingChanged, EventKind::LoadedNow,
                                EventKind::NotSaved, EventKind::SavedAgain, EventKind::RecordGap, EventKind::RecordAgain, EventKind::NotRead, EventKind::SafeModeBegun, EventKind::SetBack, EventKind::SafeModeEnded, EventKind::CanaryPlansChanged, EventKind::CanaryBegun,
                                EventKind::CanaryStepBegun, EventKind::CanaryAsks, EventKind::CanaryPaused, EventKind::CanaryResumed, EventKind::CanaryRolledBack, EventKind::CanaryAborted, EventKind::CanaryDone, EventKind::LotChanged, EventKind::GoldenKept, EventKind::GoldenDropped, EventKind::PeopleChanged, EventKind::RecordingChanged, EventKind::RecordSealed, EventKind::NotSealed, EventKind::Started};

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
    : QWidget(parent), m_bridge(bridge), m_model(new HistoryTableModel(this)), m_filter(new HistoryFilter(this)), m_lotsModel(new LotsTableModel(this))
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
    connect(m_lot, &QComboBox::currentIndexChanged, this, &HistoryPage::applyFilter);
    connect(m_questions, &RecordQuestions::lotsAnswered, this, &HistoryPage::showLots);
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
    m_lot = new QComboBox(this);
    m_lot->setObjectName(QStringLiteral("historyLot"));
    m_lot->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_words->setMinimumWidth(kLeastWords);
    m_kind->addItem(QString(), -1);
    for (const EventKind kind : kKinds)
        m_kind->addItem(QString(), static_cast<int>(kind));
    m_export = new QPushButton(this);
    m_export->setObjectName(QStringLiteral("historyExport"));
    m_count = new QLabel(this);
    m_count->setObjectName(QStringLiteral("historyCount"));
    m_questions = new RecordQuestions(m_bridge, [this](int row) { return m_model->event(row); }, [this] {
        if (m_behind)
            takeEvents();
    }, this);
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
    m_lotsTable = new QTableView(this);
    m_lotsTable->setObjectName(QStringLiteral("historyLots"));
    m_lotsTable->setModel(m_lotsModel);
    new TableLook(m_lotsTable, QString(), {160, 160, 170, 170, 90, 90, 90, 90, 90});
    m_lotsTable->horizontalHeader()->setStretchLastSection(true);
    new PageKeys(this, QList<QWidget *>{m_table, m_lotsTable, m_station, m_kind, m_person, m_lot} + m_questions->lists(), [this](const QKeyEvent &event) { return takeKey(event); });
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
    m_stack->addWidget(m_lotsTable);
    m_stack->addWidget(m_empty);

    m_bar = new QHBoxLayout;
    m_bar->setSpacing(kSpacing);
    m_bar->addWidget(m_words, 1);
    m_bar->addWidget(m_station);
    m_bar->addWidget(m_kind);
    m_bar->addWidget(m_person);
    m_bar->addWidget(m_lot);
    m_bar->addWidget(m_count);
    m_bar->addWidget(m_export);
    m_below = new QHBoxLayout;
    m_below->setSpacing(kSpacing);
    m_below->addWidget(chain, 1);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_words, m_station, m_kind, m_person, m_lot, m_export})
        widget->setMinimumHeight(40);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, 16, kMargin, 12);
    column->setSpacing(10);
    column->addLayout(m_bar);
    column->addWidget(m_questions);
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
    m_lot->setAccessibleName(tr("Filter by lot"));
    m_lotsTable->setAccessibleName(tr("Lots that the model judged"));
    m_lotsModel->retranslate();
    m_export->setText(tr("Export…"));
    m_export->setAccessibleName(tr("Export the rows shown as CSV or JSON"));
    m_export->setToolTip(tr("Ctrl+E"));
    m_table->setAccessibleName(tr("History"));
    m_model->retranslate();
    fillStations();
    fillPeople();
    fillLots();
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
    int more = 0;
    for (const QWidget *widget : {m_person, m_lot})
        more += widget->isHidden() ? 0 : widget->sizeHint().width() + kSpacing;
    const bool below = more > 0 && width() < needed + more;
    if (below != m_moreBelow) {
        m_moreBelow = below;
        for (QWidget *widget : {m_person, m_lot})
            (below ? m_bar : m_below)->removeWidget(widget);
        const int place = below ? 0 : m_bar->indexOf(m_kind) + 1;
        (below ? m_below : m_bar)->insertWidget(place, m_person, 0, below ? Qt::AlignTop : Qt::Alignment());
        (below ? m_below : m_bar)->insertWidget(place + 1, m_lot, 0, below ? Qt::AlignTop : Qt::Alignment());
        setTabOrder(below ? m_questions->last() : m_kind, m_person);
        setTabOrder(m_person, m_lot);
    }
    const QString widest = tr("%1 of %Ln event(s)", nullptr, HistoryTableModel::kMaxRows).arg(HistoryTableModel::kMaxRows);
    m_count->setVisible(width() >= needed + (below ? 0 : more) + fontMetrics().horizontalAdvance(widest) + kSpacing);
}

void HistoryPage::resizeEvent(QResizeEvent *event)
{
    makeRoom();
    QWidget::resizeEvent(event);
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
    fillLots();
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

void HistoryPage::fillLots()
{
    std::vector<std::pair<QString, QString>> wanted{{tr("All lots"), QString()}};
    qsizetype longest = kShortestLot;
    for (const QString &name : m_model->lots()) {
        wanted.emplace_back(name, name);
        longest = std::max(longest, name.size());
    }
    m_lot->setMinimumContentsLength(static_cast<int>(std::min<qsizetype>(longest, kLongestLot)));
    m_lot->setVisible(wanted.size() > 1);
    makeRoom();
    offer(*m_lot, m_lots, std::move(wanted));
}

bool HistoryPage::lotsShown() const
{
    return m_lotsWanted;
}

void HistoryPage::showLots(const RecordAnswer *answer)
{
    m_lotsWanted = answer != nullptr;
    m_lotsModel->setUses(answer ? answer->uses : std::vector<RecordedUse>(), m_bridge.snapshot());
    showCount();
    showDetails();
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
    if (lotsShown())
        return m_details->setText(tr("Each station and lot of which that model judged a part, as the record of parts says. Esc shows the events again."));
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
    const QString lot = m_lot->currentData().toString();
    m_filter->setEvents(lot.isEmpty() ? std::nullopt : std::optional(m_model->duringLot(lot)));
    showCount();
    m_questions->setStation(m_station->currentData().toString());
    m_questions->refresh();
}

void HistoryPage::showCount()
{
    if (lotsShown()) {
        m_count->setText(tr("%Ln lot(s)", nullptr, m_lotsModel->rowCount()));
        m_stack->setCurrentWidget(m_lotsTable);
        m_export->setEnabled(m_lotsModel->rowCount() > 0);
        return;
    }
    const bool seals = m_kind->currentData().toInt() == static_cast<int>(EventKind::RecordSealed);
    const int all = m_model->rowCount() - (seals ? 0 : m_model->seals()), shown = m_filter->rowCount();
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
    const QAbstractItemModel &shown = lotsShown() ? static_cast<QAbstractItemModel &>(*m_lotsModel) : *m_filter;
    QString problem;
    if (path.endsWith(QStringLiteral(".jsonl")) && !lotsShown()) {
        std::vector<HistoryEvent> events;
        for (int row = 0; row < m_filter->rowCount(); ++row)
            events.push_back(*m_model->event(m_filter->mapToSource(m_filter->index(row, 0)).row()));
        problem = Csv::writeBytes(path, QByteArray::fromStdString(m_bridge.engine().historyJson(events)));
    } else {
        problem = Csv::write(path, Csv::table(shown));
    }
    m_message->setText(problem.isEmpty() ? tr("%Ln row(s) written to %1.", nullptr, shown.rowCount()).arg(path)
                                         : tr("The file was not written: %1. Choose another folder.").arg(problem));
    m_message->show();
    return problem.isEmpty();
}

void HistoryPage::chooseExport()
{
    const auto write = [this](const QString &path) { exportTo(path); };
    if (lotsShown())
        askCsvFile(this, tr("Export the lots"), QStringLiteral("lineside-lots"), write);
    else
        askTableFile(this, tr("Export the history"), QStringLiteral("lineside-history"), write);
}

void HistoryPage::focusInEvent(QFocusEvent *event)
{
    (m_stack->currentWidget() == m_empty ? static_cast<QWidget *>(m_words) : m_stack->currentWidget())->setFocus(event->reason());
}

void HistoryPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        makeRoom();
    QWidget::changeEvent(event);
}

bool HistoryPage::takeKey(const QKeyEvent &event)
{
    const bool typing = m_words->hasFocus() || m_questions->typing();
    const bool slash = event.key() == Qt::Key_Slash && InterfaceSettings::singleKeys() && !typing;
    if (slash || event.matches(QKeySequence::Find)) {
        m_words->setFocus();
        m_words->selectAll();
    } else if (event.key() == Qt::Key_E && event.modifiers() == Qt::ControlModifier) {
        chooseExport();
    } else if (event.key() == Qt::Key_Escape && typing) {
        if (m_words->hasFocus())
            m_words->clear();
        else
            m_questions->clearTyped();
        m_stack->currentWidget()->setFocus();
    } else if (event.key() == Qt::Key_Escape && lotsShown()) {
        m_questions->showEvents();
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
