// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settingspage.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "settings/interfaceeditor.h"
#include "settings/loadingeditor.h"
#include "settings/noticelabel.h"
#include "settings/recordingeditor.h"
#include "settings/settingrow.h"
#include "settings/signingkeyseditor.h"
#include "settings/stationeditor.h"
#include "settings/vettingeditor.h"
#include "settings/watchedfoldereditor.h"
#include "signin/deedlock.h"
#include "widgets/anyheight.h"
#include "widgets/copymenu.h"
#include "widgets/pagekeys.h"

#include <QComboBox>
#include <QDir>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lineside {

SettingsPage::SettingsPage(EngineBridge &bridge, QWidget *parent) : QWidget(parent), m_bridge(bridge)
{
    setObjectName(QStringLiteral("settingsPage"));
    build();
    retranslate();
    takeSnapshot();

    connect(&m_bridge, &EngineBridge::structureChanged, this, &SettingsPage::takeSnapshot);
    connect(&m_draft, &StationsDraft::draftChanged, this, &SettingsPage::showWaiting);
    connect(&m_draft, &StationsDraft::modelReset, this, [this] { select(std::max(0, currentRow())); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &SettingsPage::showCurrent);
    connect(m_station, &StationEditor::edited, this, [this] {
        m_reading = true;
        m_draft.setStation(currentRow(), m_station->config());
        m_station->setOtherStations(m_draft.stations());
        m_reading = false;
    });
    for (QAbstractButton *button : std::initializer_list<QAbstractButton *>{m_add, m_duplicate, m_remove, m_up, m_down, m_apply})
        new DeedLock(button, m_bridge, Deed::ChangeSettings);
    connect(m_add, &QToolButton::clicked, this, [this] {
        int number = m_draft.rowCount() + 1;
        while (m_draft.hasName(tr("Station %1").arg(number)))
            ++number;
        const int row = m_draft.add(tr("Station %1").arg(number));
        select(row);
        m_station->focusName();
    });
    connect(m_duplicate, &QToolButton::clicked, this, [this] { select(m_draft.duplicate(currentRow())); });
    connect(m_remove, &QToolButton::clicked, this, [this] {
        const int row = currentRow();
        m_draft.removeStation(row);
        select(std::min(row, m_draft.rowCount() - 1));
        showCurrent();
    });
    connect(m_up, &QToolButton::clicked, this, [this] { m_draft.moveStation(currentRow(), currentRow() - 1), showWaiting(); });
    connect(m_down, &QToolButton::clicked, this, [this] { m_draft.moveStation(currentRow(), currentRow() + 1), showWaiting(); });
    connect(m_station, &StationEditor::credentialStored, this, [this](const StationId &id, const std::string &credential) {
        m_draft.setCredential(id, credential);
    });
    connect(m_apply, &QPushButton::clicked, this, &SettingsPage::apply);
    connect(m_discard, &QPushButton::clicked, &m_draft, &StationsDraft::discard);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsPage::search);
    select(0);
}

void SettingsPage::build()
{
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("settingsSearch"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumHeight(40);
    m_found = new QLabel(this);
    m_found->setObjectName(QStringLiteral("settingsFound"));
    m_configError = new NoticeLabel(this);
    m_configError->setObjectName(QStringLiteral("configError"));

    m_tabs = new AnyHeight<QTabWidget>(this);
    m_tabs->setObjectName(QStringLiteral("settingsTabs"));
    const auto tool = [&](const char *name) {
        auto *button = new QToolButton(this);
        button->setObjectName(QLatin1String(name));
        button->setMinimumHeight(40);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        return button;
    };
    m_add = tool("stationAdd");
    m_duplicate = tool("stationDuplicate");
    m_remove = tool("stationRemove");
    m_up = tool("stationUp");
    m_down = tool("stationDown");
    m_list = new QListView(this);
    m_list->setObjectName(QStringLiteral("stationList"));
    m_list->setModel(&m_draft);
    m_list->setUniformItemSizes(true);
    m_limit = new QLabel(this);
    m_limit->setObjectName(QStringLiteral("stationLimits"));
    m_limit->setWordWrap(true);
    m_limit->setForegroundRole(QPalette::PlaceholderText);
    auto *tools = new QGridLayout;
    tools->setSpacing(8);
    tools->addWidget(m_add, 0, 0);
    tools->addWidget(m_duplicate, 0, 1);
    tools->addWidget(m_remove, 1, 0);
    auto *moves = new QHBoxLayout;
    moves->setSpacing(8);
    moves->addWidget(m_up);
    moves->addWidget(m_down);
    tools->addLayout(moves, 1, 1);
    tools->setColumnStretch(0, 1);
    tools->setColumnStretch(1, 1);
    auto *left = new QVBoxLayout;
    left->setSpacing(8);
    left->addLayout(tools);
    left->addWidget(m_list, 1);
    left->addWidget(m_limit);

    const auto scrolled = [&](QWidget *content) {
        auto *area = new QScrollArea(this);
        area->setWidgetResizable(true);
        area->setFrameShape(QFrame::NoFrame);
        area->setFocusPolicy(Qt::NoFocus);  // every row of it can be reached by Tab and is then scrolled to
        area->setWidget(content);
        area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        return area;
    };
    m_station = new StationEditor(m_bridge, this);
    auto *stations = new QWidget(this);
    auto *halves = new QHBoxLayout(stations);
    halves->setSpacing(16);
    halves->addLayout(left, 0);
    halves->addWidget(scrolled(m_station), 1);
    setListWidth();

    m_interfaceEditor = new InterfaceEditor(m_interface, this);
    m_tabs->addTab(stations, QString());
    m_tabs->addTab(scrolled(m_interfaceEditor), QString());
    m_files = new QWidget(this);
    m_vettingEditor = new VettingEditor(m_bridge, m_files);
    m_keysEditor = new SigningKeysEditor(m_bridge, m_files);
    auto *files = new QVBoxLayout(m_files);
    files->setContentsMargins(0, 0, 0, 0);
    files->setSpacing(0);
    files->addWidget(m_vettingEditor);
    files->addWidget(m_keysEditor, 1);
    m_tabs->addTab(scrolled(m_files), QString());
    auto *newModels = new QWidget(this);
    m_folderEditor = new WatchedFolderEditor(m_bridge, newModels);
    m_loadingEditor = new LoadingEditor(m_bridge, newModels);
    auto *models = new QVBoxLayout(newModels);
    models->setContentsMargins(0, 0, 0, 0);
    models->setSpacing(0);
    models->addWidget(m_folderEditor);
    models->addWidget(m_loadingEditor);
    m_recordingEditor = new RecordingEditor(m_bridge, newModels);
    models->addWidget(m_recordingEditor, 1);
    m_tabs->addTab(scrolled(newModels), QString());

    m_waiting = new QLabel(this);
    m_waiting->setObjectName(QStringLiteral("waitingChanges"));
    m_waiting->setWordWrap(true);
    m_discard = new QPushButton(this);
    m_discard->setObjectName(QStringLiteral("discardChanges"));
    m_apply = new QPushButton(this);
    m_apply->setObjectName(QStringLiteral("applyChanges"));
    m_applyProblem = new NoticeLabel(this);
    m_applyProblem->setObjectName(QStringLiteral("applyProblem"));
    m_file = new QLabel(this);
    m_file->setObjectName(QStringLiteral("settingsFile"));
    m_file->setWordWrap(true);
    m_file->setForegroundRole(QPalette::PlaceholderText);
    m_file->setMargin(2);
    addCopyMenu(m_file);
    // The bar keeps its place, so that nothing jumps when the first change is typed.
    m_bar = new QWidget(this);
    auto *bar = new QHBoxLayout(m_bar);
    bar->setContentsMargins(0, 0, 0, 0);
    bar->addWidget(m_waiting, 1);
    for (QPushButton *button : {m_discard, m_apply}) {
        button->setMinimumHeight(40);
        bar->addWidget(button);
    }

    auto *top = new QHBoxLayout;
    top->addWidget(m_search, 1);
    top->addWidget(m_found);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 12);
    column->setSpacing(12);
    column->addLayout(top);
    column->addWidget(m_configError);
    column->addWidget(m_tabs, 1);
    column->addWidget(m_applyProblem);
    column->addWidget(m_bar);
    column->addWidget(m_file);

    QList<QWidget *> withSearch{m_list};
    for (QComboBox *choice : findChildren<QComboBox *>())
        withSearch.append(choice);
    new PageKeys(this, withSearch, [this](const QKeyEvent &event) { return takeKey(event); });
}

void SettingsPage::retranslate()
{
    m_search->setPlaceholderText(tr("Search settings  ( / )"));
    m_search->setAccessibleName(tr("Search settings"));
    m_list->setAccessibleName(tr("Stations"));
    m_tabs->setAccessibleName(tr("Groups of settings"));
    m_tabs->setTabText(0, tr("Stations"));
    m_tabs->setTabText(1, tr("Screens"));
    m_tabs->setTabText(2, tr("Signing keys and checks"));
    m_tabs->setTabText(3, tr("New models"));
    const auto name = [](QToolButton *button, const QString &text, const QString &whole) {
        button->setText(text);
        button->setAccessibleName(whole);
        button->setToolTip(whole);
    };
    name(m_add, tr("Add"), tr("Add a station"));
    name(m_duplicate, tr("Duplicate"), tr("Duplicate this station"));
    name(m_remove, tr("Remove"), tr("Remove this station"));
    name(m_up, QStringLiteral("↑"), tr("Move up"));
    name(m_down, QStringLiteral("↓"), tr("Move down"));
    m_apply->setText(tr("Apply"));
    m_apply->setAccessibleName(tr("Apply the waiting changes"));
    m_discard->setText(tr("Discard"));
    m_discard->setAccessibleName(tr("Discard the waiting changes"));
    m_station->retranslate();
    m_interfaceEditor->retranslate();
    m_keysEditor->retranslate();
    m_vettingEditor->retranslate();
    m_folderEditor->retranslate();
    m_loadingEditor->retranslate();
    m_recordingEditor->retranslate();
    showWaiting();
    takeSnapshot();
    search(m_search->text());
}

void SettingsPage::takeSnapshot()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    if (!snapshot)
        return;
    std::vector<StationConfig> stations;
    for (const StationSnapshot &station : snapshot->stations)
        stations.push_back(station.config);
    if (!m_stationsAtStart)
        m_stationsAtStart = stations.size();
    m_draft.setInForce(stations);
    m_keysEditor->show(snapshot->signingKeys);
    m_vettingEditor->show(snapshot->vetting);
    m_folderEditor->show(*snapshot);
    m_loadingEditor->show(snapshot->loading.policy);
    m_recordingEditor->show(snapshot->recording);
    m_station->keysChanged();
    m_configError->setNotice(snapshot->configError
                                 ? tr("The settings file on disk was not taken (%1). The stations go on with the last good "
                                      "settings. Correct the file, or apply a change here to write it anew.")
                                       .arg(Words::text(snapshot->configError->detail))
                                 : QString());
    const QString file = QDir::toNativeSeparators(Words::text(snapshot->configFile));
    m_file->setText(file.isEmpty() ? QString() : tr("All settings but those of the screens are kept in %1.").arg(file));
    m_file->setVisible(!file.isEmpty());
}

int SettingsPage::currentRow() const
{
    return m_list->currentIndex().row();
}

void SettingsPage::select(int row)
{
    if (row < 0 || row >= m_draft.rowCount())
        return;
    const bool same = row == currentRow();
    m_list->setCurrentIndex(m_draft.index(row));
    if (same)
        showCurrent();
}

void SettingsPage::showStation(const StationId &station)
{
    for (int row = 0; row < m_draft.rowCount(); ++row) {
        if (m_draft.station(row)->id == station) {
            m_tabs->setCurrentIndex(0);
            select(row);
        }
    }
}

void SettingsPage::showCurrent()
{
    if (m_reading)
        return;
    if (const StationConfig *config = m_draft.station(currentRow()))
        m_station->show(*config, m_draft.stations());
    showWaiting();
}

void SettingsPage::showWaiting()
{
    const QStringList changes = m_draft.changes();
    const auto count = static_cast<int>(changes.size());
    m_waiting->setText(m_applying ? tr("Applying…")
                       : count == 0 ? tr("No change waits. Changes of stations take effect when you apply them.")
                                  : tr("%n change(s) wait. The line goes on unchanged until you apply.", nullptr, count));
    m_waiting->setToolTip(changes.join(QLatin1Char('\n')));
    m_waiting->setAccessibleDescription(changes.join(QStringLiteral("; ")));
    QFont font = m_waiting->font();
    font.setBold(count > 0);
    m_waiting->setFont(font);
    const bool waits = count > 0 && !m_applying;
    // A button that greys would hand the keyboard on to whatever comes next in the window.
    if (!waits && (m_apply->hasFocus() || m_discard->hasFocus()))
        m_list->setFocus(Qt::OtherFocusReason);
    m_apply->setEnabled(waits);
    m_discard->setEnabled(waits);
    m_add->setEnabled(m_draft.canAdd());
    m_duplicate->setEnabled(m_draft.canAdd() && currentRow() >= 0);
    m_remove->setEnabled(m_draft.canRemove() && currentRow() >= 0);
    m_up->setEnabled(currentRow() > 0);
    m_down->setEnabled(currentRow() >= 0 && currentRow() < m_draft.rowCount() - 1);
    QStringList limits{lanesNotice()};
    if (!m_draft.canAdd())
        limits.prepend(tr("16 stations are the most that one computer shows."));
    if (!m_draft.canRemove())
        limits.prepend(tr("The last station cannot be removed."));
    m_limit->setText(limits.join(QLatin1Char('\n')).trimmed());
}

// How many frames are judged at a time is decided when the program starts; a change of it must not come as a surprise then.
QString SettingsPage::lanesNotice() const
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    const bool several = m_draft.rowCount() > 1, severalNow = m_stationsAtStart.value_or(0) > 1;
    if (!snapshot || snapshot->cpuThreads < 2 || several == severalNow)
        return {};
    return several ? tr("Two pictures are judged at a time from the next start of the program on; until then one after the other.")
                   : tr("A single station gets all processors from the next start of the program on.");
}

void SettingsPage::apply()
{
    m_applying = true;
    m_applyProblem->setNotice({});
    showWaiting();
    const QPointer<SettingsPage> self(this);
    m_bridge.applyStations(m_draft.stations(), [self, wanted = m_draft.stations()](const Result<void> &result) {
        if (self)
            self->applied(wanted, result);
    });
}

void SettingsPage::applied(const std::vector<StationConfig> &wanted, const Result<void> &result)
{
    m_applying = false;
    takeSnapshot();
    showWaiting();
    if (result.ok())
        return;
    const QString why = Words::error(result.error());
    // The draft may have been edited meanwhile and says nothing about what was applied.
    const bool inForce = std::ranges::equal(m_bridge.snapshot()->stations, wanted, {}, &StationSnapshot::config);
    m_applyProblem->setNotice(!inForce
                                  ? tr("The changes were not taken. %1 The stations go on as before; the changes still wait here.").arg(why)
                                  : tr("The changes are in force, but were not written to the settings file. %1 After a restart "
                                       "the stations come up as before. Make room or give permission there, then change something and apply again.")
                                        .arg(why));
}

void SettingsPage::setListWidth()
{
    m_list->setFixedWidth(std::max(264, fontMetrics().height() * 13));
}

void SettingsPage::search(const QString &words)
{
    const int inStations = showMatchingRows(m_station, words);
    const int inScreens = showMatchingRows(m_interfaceEditor, words);
    const int inKeys = showMatchingRows(m_files, words);
    const int inFolder = showMatchingRows(m_folderEditor, words);
    const int inRecord = showMatchingRows(m_recordingEditor, words);
    if (!words.trimmed().isEmpty()) {
        m_found->show();
        m_found->setText(tr("%n setting(s) found", nullptr, inStations + inScreens + inKeys + inFolder + inRecord));
        const int found[] = {inStations, inScreens, inKeys, inFolder + inRecord};
        // Another tab only where this one has nothing.
        if (found[m_tabs->currentIndex()] == 0) {
            const auto first = std::ranges::find_if(found, [](int rows) { return rows > 0; });
            if (first != std::end(found))
                m_tabs->setCurrentIndex(static_cast<int>(first - found));
        }
    } else {
        m_found->hide();
        showCurrent();
    }
}

void SettingsPage::focusInEvent(QFocusEvent *event)
{
    m_list->setFocus(event->reason());
}

void SettingsPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::FontChange)
        setListWidth();
    QWidget::changeEvent(event);
}

bool SettingsPage::takeKey(const QKeyEvent &event)
{
    const bool slash = event.key() == Qt::Key_Slash && m_interface.singleKeys();
    if (slash || event.matches(QKeySequence::Find)) {
        m_search->setFocus();
        m_search->selectAll();
    } else if (event.key() == Qt::Key_Escape && (m_search->hasFocus() || !m_search->text().isEmpty())) {
        m_search->clear();
        m_list->setFocus();  // away from the field: the next / is a key again
    } else {
        return false;
    }
    return true;
}

}  // namespace lineside
