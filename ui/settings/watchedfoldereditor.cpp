// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/watchedfoldereditor.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "settings/settingrow.h"
#include "signin/deedlock.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace lineside {
namespace {

template <class Widget>
Widget *named(Widget *widget, const char *name)
{
    widget->setObjectName(QLatin1String(name));
    return widget;
}

QWidget *inOneRow(std::initializer_list<QWidget *> widgets, const char *name, bool stretched)
{
    auto *field = named(new QWidget, name);
    auto *row = new QHBoxLayout(field);
    row->setContentsMargins(0, 0, 0, 0);
    for (QWidget *widget : widgets) {
        widget->setMinimumHeight(40);
        row->addWidget(widget);
    }
    if (stretched)
        row->addStretch(1);
    return field;
}

}  // namespace

WatchedFolderEditor::WatchedFolderEditor(EngineBridge &bridge, QWidget *parent) : QWidget(parent), m_bridge(bridge)
{
    build();
    retranslate();
    const auto edited = [this] {
        if (m_filling)
            return;
        m_edited = true;
        m_pathRow->setProblem(trouble());
        enableButtons();
    };
    connect(m_path, &QLineEdit::textChanged, this, edited);
    connect(m_station, &QComboBox::currentIndexChanged, this, edited);
    connect(m_poll, &QSpinBox::valueChanged, this, edited);
    connect(m_path, &QLineEdit::returnPressed, this, [this] { apply(typed()); });
    connect(m_browse, &QPushButton::clicked, this, &WatchedFolderEditor::browse);
    for (QPushButton *button : {m_watch, m_stop})
        new DeedLock(button, m_bridge, Deed::ChangeSettings);
    connect(m_watch, &QPushButton::clicked, this, [this] { apply(typed()); });
    connect(m_stop, &QPushButton::clicked, this, [this] { apply({{}, m_inForce.station, m_inForce.pollSeconds}); });
}

void WatchedFolderEditor::build()
{
    m_box = new QGroupBox(this);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_box);
    column->addStretch(1);
    auto *rows = new QVBoxLayout(m_box);
    m_path = named(new QLineEdit, "watchedPath");
    m_browse = named(new QPushButton, "watchedBrowse");
    m_pathRow = new SettingRow(inOneRow({m_path, m_browse}, "watchedPathField", false));
    m_station = named(new QComboBox, "watchedStation");
    m_stationRow = new SettingRow(m_station);
    m_poll = named(new QSpinBox, "watchedPoll");
    m_poll->setRange(kMinPollSeconds, kMaxPollSeconds);
    m_pollRow = new SettingRow(m_poll);
    m_watch = named(new QPushButton, "watchedWatch");
    m_stop = named(new QPushButton, "watchedStop");
    m_buttonsRow = new SettingRow(inOneRow({m_watch, m_stop}, "watchedButtons", true));
    m_state = named(new QLabel, "watchedState");
    m_state->setWordWrap(true);
    m_state->setMargin(2);
    for (QWidget *row : std::initializer_list<QWidget *>{m_pathRow, m_stationRow, m_pollRow, m_buttonsRow, m_state})
        rows->addWidget(row);
}

void WatchedFolderEditor::retranslate()
{
    m_box->setTitle(tr("Watched folder"));
    m_pathRow->setTexts(tr("Folder"), tr("Each weight file that comes here is offered as if it had been dropped, once it is complete: checked, loaded, shown. Nothing goes on air by "
                                         "itself. What is here already is offered too; links and unfinished copies (.part, .tmp) are not."));
    m_path->setAccessibleName(tr("Path of the watched folder"));
    m_browse->setText(tr("Browse…"));
    m_browse->setAccessibleName(tr("Choose the folder to watch"));
    m_stationRow->setTexts(tr("Offered to"), tr("At a station the newest file waits in the preview until somebody puts it on air."));
    m_pollRow->setTexts(tr("Time between looks"), tr("Changes on this computer are seen at once; those that another computer makes on a share, with the next looks. 1 to 3600 seconds."));
    m_poll->setSuffix(tr(" s", "seconds"));
    m_buttonsRow->setTexts(tr("Watching"), tr("Applies at once, and is kept in the settings file."));
    m_watch->setText(tr("Watch this folder"));
    m_watch->setAccessibleName(m_watch->text());
    m_stop->setText(tr("Stop watching"));
    m_stop->setAccessibleName(m_stop->text());
    show(*m_bridge.snapshot());
}

void WatchedFolderEditor::show(const EngineSnapshot &snapshot)
{
    if (snapshot.watchedFolder != m_inForce)
        m_edited = false;  // another hand, or the answer to this one
    m_inForce = snapshot.watchedFolder;
    m_error = snapshot.watchError;
    fillStations(snapshot);
    if (!m_edited)
        fillFields();
    m_pathRow->setProblem(trouble());
    showState();
    enableButtons();
}

void WatchedFolderEditor::fillStations(const EngineSnapshot &snapshot)
{
    const QSignalBlocker silent(m_station);
    const QString chosen = m_edited ? m_station->currentData().toString() : Words::text(m_inForce.station);
    m_station->clear();
    m_station->addItem(tr("Library only"), QString());
    for (const StationSnapshot &s : snapshot.stations)
        m_station->addItem(Words::text(s.config.name), Words::text(s.config.id));
    if (m_station->findData(chosen) < 0)
        m_station->addItem(tr("Library only (“%1” is not there)", "a station").arg(chosen), chosen);
    m_station->setCurrentIndex(m_station->findData(chosen));
}

void WatchedFolderEditor::fillFields()
{
    m_filling = true;
    if (!m_inForce.path.empty() || m_path->text().isEmpty())
        m_path->setText(Words::text(m_inForce.path));
    m_station->setCurrentIndex(m_station->findData(Words::text(m_inForce.station)));
    m_poll->setValue(m_inForce.pollSeconds);
    m_filling = false;
}

QString WatchedFolderEditor::trouble() const
{
    if (!m_error)
        return {};
    const QString path = QDir::toNativeSeparators(Words::text(m_inForce.path));
    switch (m_error->code) {
    case ErrorCode::NotFound: return tr("“%1” is not there, so nothing is offered from it. The line runs on. Connect the share or make the folder; it is looked for again by itself.").arg(path);
    case ErrorCode::InvalidInput: return tr("“%1” is not a folder, so nothing is offered from it. The line runs on. Choose another one.").arg(path);
    case ErrorCode::Unsupported: return tr("There are more than 10,000 files in “%1”, so nothing is offered from it. The line runs on. Move old ones away.").arg(path);
    default: return tr("“%1” cannot be read, so nothing is offered from it. The line runs on. Give this user the right to read it, or check the network. (%2)").arg(path, Words::text(m_error->detail));
    }
}

void WatchedFolderEditor::showState()
{
    const QString path = QDir::toNativeSeparators(Words::text(m_inForce.path));
    const StationSnapshot *s = findStation(*m_bridge.snapshot(), m_inForce.station);
    m_state->setText(m_inForce.path.empty() ? tr("No folder is watched.")
                     : s                    ? tr("“%1” is watched; its files are offered to %2.", "folder, station").arg(path, Words::text(s->config.name))
                                            : tr("“%1” is watched; its files come into the library.", "folder").arg(path));
}

WatchedFolder WatchedFolderEditor::typed() const
{
    QString path = m_path->text().trimmed();
    if (path.startsWith(QLatin1Char('/')))
        path = QDir::cleanPath(path);
    return {path.toStdString(), m_station->currentData().toString().toStdString(), m_poll->value()};
}

void WatchedFolderEditor::enableButtons()
{
    const WatchedFolder now = typed();
    const bool watch = !now.path.empty() && now != m_inForce, stop = !m_inForce.path.empty();
    // A button that greys would hand the keyboard on to whatever comes next in the window.
    if ((m_watch->hasFocus() && !watch) || (m_stop->hasFocus() && !stop))
        m_path->setFocus(Qt::OtherFocusReason);
    m_watch->setEnabled(watch);
    m_stop->setEnabled(stop);
}

void WatchedFolderEditor::browse()
{
    auto *dialog = named(new QFileDialog(this, tr("Choose the folder to watch")), "watchedDialog");
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly, true);
    if (const QFileInfo now(m_path->text()); now.isDir())
        dialog->setDirectory(now.absoluteFilePath());
    dialog->setModal(false);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_path->setText(path);
        m_watch->setFocus(Qt::OtherFocusReason);
    });
    dialog->show();
}

void WatchedFolderEditor::apply(const WatchedFolder &folder)
{
    if (folder.path.empty() ? m_inForce.path.empty() : folder == m_inForce)
        return;
    if (!folder.path.empty() && folder.path.front() != '/')
        return m_pathRow->setProblem(tr("The path must begin with /. Nothing was changed."));
    const QPointer<WatchedFolderEditor> self(this);
    m_bridge.applyWatchedFolder(folder, [self, folder](const Result<void> &result) {
        if (self)
            self->answered(folder, result);
    });
}

void WatchedFolderEditor::answered(const WatchedFolder &wanted, const Result<void> &result)
{
    m_bridge.refresh();
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    m_edited = m_edited && snapshot->watchedFolder != wanted;
    show(*snapshot);
    if (!result)
        m_pathRow->setProblem(Words::settingNotKept(snapshot->watchedFolder == wanted, result.error()));
}

}  // namespace lineside
