// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/recordedsetup.h"

#include "actions/dropcheck.h"
#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "lineside/keptpictures.h"
#include "signin/deedlock.h"
#include "widgets/forreaders.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>

#include <algorithm>

namespace lineside {
namespace {

const QString kInputs = QStringLiteral("compare/recordedInputs"), kLabels = QStringLiteral("compare/recordedLabels");

/// `keep`: what is chosen stays so, where it is still offered; else `otherwise` is.
void offer(QComboBox *list, const std::vector<std::pair<QString, QString>> &wanted, const QString &otherwise, bool keep)
{
    const QVariant before = list->currentData();
    const QSignalBlocker quiet(list);
    list->clear();
    for (const auto &[words, data] : wanted)
        list->addItem(words, data);
    const int kept = keep && before.isValid() ? list->findData(before) : -1;
    list->setCurrentIndex(std::max(0, kept >= 0 ? kept : list->findData(otherwise)));
}

std::filesystem::path pathOf(const QComboBox *list)
{
    const QString typed = list->currentText().trimmed(), path = DropCheck::pathFromText(typed);
    return std::filesystem::path(QFile::encodeName(path.isEmpty() ? typed : path).toStdString());
}

}  // namespace

RecordedSetup::RecordedSetup(EngineBridge &bridge, QWidget *parent) : QWidget(parent), m_bridge(bridge)
{
    setObjectName(QStringLiteral("recordedSetup"));
    build();
    fill();
    retranslate();
    connect(&m_bridge, &EngineBridge::structureChanged, this, &RecordedSetup::fill);
    for (QComboBox *list : {m_b, m_a, m_station, m_input, m_labels})
        connect(list, &QComboBox::currentTextChanged, this, &RecordedSetup::showState);
    for (QComboBox *path : {m_input, m_labels})
        connect(path->lineEdit(), &QLineEdit::returnPressed, this, &RecordedSetup::start);
    connect(m_a, &QComboBox::activated, this, [this] { m_chosenA = true; });
    connect(m_b, &QComboBox::activated, this, [this] { m_chosenB = true; });
    new DeedLock(m_start, m_bridge, Deed::Compare);
    connect(m_start, &QPushButton::clicked, this, &RecordedSetup::start);
    connect(m_folder, &QPushButton::clicked, this, [this] { choose(m_input, true, tr("Choose a folder of pictures"), {}); });
    connect(m_video, &QPushButton::clicked, this, [this] { choose(m_input, false, tr("Choose a video or a picture"), {tr("Videos and pictures (*.mp4 *.avi *.mkv *.mov *.webm *.png *.jpg *.jpeg *.bmp *.tif *.tiff *.webp)"), tr("All files (*)")}); });
    connect(m_kept, &QPushButton::clicked, this, [this] {
        const EngineSnapshotPtr snapshot = m_bridge.snapshot();
        if (const StationSnapshot *s = stationOfKept(*snapshot))
            m_input->setEditText(QFile::decodeName(keptPicturesOf(s->config.id).c_str()));
    });
    connect(m_labelFolder, &QPushButton::clicked, this, [this] { choose(m_labels, true, tr("Choose a folder of labels"), {}); });
    connect(m_labelFile, &QPushButton::clicked, this, [this] { choose(m_labels, false, tr("Choose a COCO file"), {tr("COCO labels (*.json)"), tr("All files (*)")}); });
}

void RecordedSetup::build()
{
    const auto combo = [&](const char *name, bool path) {
        auto *box = new QComboBox(this);
        box->setObjectName(QLatin1String(name));
        box->setMinimumHeight(40);
        box->setMinimumContentsLength(12);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setEditable(path);
        if (path) {
            box->setInsertPolicy(QComboBox::NoInsert);
            box->setCompleter(nullptr);  // it would look at the disk
            box->setAcceptDrops(false);  // the page takes what is dropped
            box->lineEdit()->setAcceptDrops(false);
            box->lineEdit()->setObjectName(QLatin1String(name) + QStringLiteral("Path"));
        }
        return box;
    };
    const auto button = [&](const char *name) {
        auto *made = new QPushButton(this);
        made->setObjectName(QLatin1String(name));
        made->setMinimumHeight(40);
        made->setAutoDefault(false);
        return made;
    };
    for (QLabel **label : {&m_labelB, &m_labelA, &m_labelStation, &m_labelInput, &m_labelLabels})
        *label = new QLabel(this);
    m_b = combo("recordedB", false);
    m_a = combo("recordedA", false);
    m_station = combo("recordedStation", false);
    m_input = combo("recordedInput", true);
    m_folder = button("recordedFolder");
    m_video = button("recordedVideo");
    m_sequence = new QCheckBox(this);
    m_sequence->setObjectName(QStringLiteral("recordedSequence"));
    m_sequence->setMinimumHeight(40);
    m_kept = button("recordedKept");
    m_labels = combo("recordedLabels", true);
    m_labelFolder = button("recordedLabelFolder");
    m_labelFile = button("recordedLabelFile");
    m_start = button("recordedStart");
    m_missing = new QLabel(this);
    m_missing->setObjectName(QStringLiteral("recordedMissing"));
    m_missing->setWordWrap(true);
    m_missing->setProperty("second", true);
    for (const auto &[label, field] : {std::pair(m_labelB, m_b), std::pair(m_labelA, m_a), std::pair(m_labelStation, m_station), std::pair(m_labelInput, m_input), std::pair(m_labelLabels, m_labels)})
        label->setBuddy(field);
    const QSettings settings;
    m_input->addItems(settings.value(kInputs).toStringList());
    m_labels->addItems(settings.value(kLabels).toStringList());
    m_labels->setCurrentIndex(-1);
    m_labels->clearEditText();

    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    int row = 0;
    for (const auto &[label, field] : {std::pair(m_labelB, m_b), std::pair(m_labelA, m_a), std::pair(m_labelStation, m_station)}) {
        grid->addWidget(label, row, 0);
        grid->addWidget(field, row++, 1);
    }
    grid->addWidget(m_labelInput, row, 0);
    grid->addWidget(m_input, row, 1);
    grid->addWidget(m_folder, row, 2);
    grid->addWidget(m_video, row++, 3);
    grid->addWidget(m_sequence, row, 1);
    grid->addWidget(m_kept, row++, 2, 1, 2);
    grid->addWidget(m_labelLabels, row, 0);
    grid->addWidget(m_labels, row, 1);
    grid->addWidget(m_labelFolder, row, 2);
    grid->addWidget(m_labelFile, row++, 3);
    grid->setColumnStretch(1, 1);
    setFocusProxy(m_b);
    auto *begin = new QHBoxLayout;
    begin->setSpacing(12);
    begin->addWidget(m_start);
    begin->addWidget(m_missing, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addLayout(grid);
    column->addLayout(begin);
    column->addStretch(1);
}

void RecordedSetup::retranslate()
{
    m_labelB->setText(tr("B"));
    m_labelA->setText(tr("A"));
    m_labelStation->setText(tr("Count"));
    m_labelInput->setText(tr("Pictures"));
    m_labelLabels->setText(tr("Labels"));
    m_b->setAccessibleName(tr("Model B"));
    m_a->setAccessibleName(tr("Model A, with which it is compared"));
    m_station->setAccessibleName(tr("What is counted"));
    m_input->setAccessibleName(tr("Folder of pictures, or video"));
    m_labels->setAccessibleName(tr("Folder of labels, or COCO file"));
    const auto name = [](QPushButton *button, const QString &words, const QString &forReaders) {
        button->setText(words);
        nameForReaders(button, forReaders);
    };
    name(m_folder, tr("Folder…"), tr("Choose a folder of pictures"));
    name(m_video, tr("Video…"), tr("Choose a video or a picture"));
    name(m_labelFolder, tr("Folder…"), tr("Choose a folder of labels"));
    name(m_labelFile, tr("COCO file…"), tr("Choose a COCO file"));
    name(m_start, tr("Start"), tr("Start the comparison over recorded pictures"));
    m_sequence->setText(tr("The pictures of the folder follow each other, as a camera sends them"));
    m_sequence->setAccessibleName(m_sequence->text());
    fill();
}

void RecordedSetup::fillModels(const EngineSnapshot &snapshot, Choices models)
{
    m_models = std::move(models);
    const auto onAir = std::ranges::find_if(snapshot.stations, [](const StationSnapshot &s) { return s.active.has_value(); });
    const bool judges = onAir != snapshot.stations.end();
    offer(m_a, m_models, judges ? Words::text(*onAir->active) : QString(), m_chosenA);
    const ModelSnapshot *newest = nullptr;
    for (const ModelSnapshot &model : snapshot.models) {
        if (model.state != ModelState::Damaged && Words::text(model.id) != m_a->currentData().toString() && (!newest || model.importedAt > newest->importedAt))
            newest = &model;
    }
    const QString b = judges && onAir->offered ? Words::text(*onAir->offered) : newest ? Words::text(newest->id) : QString();
    offer(m_b, m_models, b, m_chosenB);
}

void RecordedSetup::fill()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    Choices models, stations{{tr("objects: what either model sees"), QString()}};
    for (const ModelSnapshot &model : snapshot->models) {
        if (model.state != ModelState::Damaged)
            models.emplace_back(Words::text(model.id), Words::text(model.id));
    }
    for (const StationSnapshot &s : snapshot->stations)
        stations.emplace_back(tr("as %1 counts", "station").arg(Words::stationName(*snapshot, s.config.id)), Words::text(s.config.id));
    // A list is not pulled away under the pointer for choices that are the same.
    if (models != m_models)
        fillModels(*snapshot, std::move(models));
    if (stations != m_stations) {
        m_stations = stations;
        offer(m_station, stations, QString(), true);
    }
    showState();
}

std::optional<ModelId> RecordedSetup::chosen(const QComboBox *list) const
{
    const QString wanted = list->currentData().toString();
    const auto &models = m_bridge.snapshot()->models;
    const auto found = std::ranges::find_if(models, [&](const ModelSnapshot &m) { return Words::text(m.id) == wanted; });
    return found == models.end() ? std::nullopt : std::optional(found->id);
}

std::optional<OfflineRequest> RecordedSetup::request() const
{
    const auto a = chosen(m_a), b = chosen(m_b);
    OfflineRequest asked;
    asked.input = pathOf(m_input);
    if (!a || !b || asked.input.empty())
        return std::nullopt;
    asked.a = *a;
    asked.b = *b;
    asked.labels = pathOf(m_labels);
    asked.station = m_station->currentData().toString().toStdString();
    asked.sequence = m_sequence->isChecked();
    return asked;
}

/// Whose rule counts; else the first one.
const StationSnapshot *RecordedSetup::stationOfKept(const EngineSnapshot &snapshot) const
{
    const StationSnapshot *counts = findStation(snapshot, m_station->currentData().toString().toStdString());
    return counts || snapshot.stations.empty() ? counts : &snapshot.stations.front();
}

void RecordedSetup::showState()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    const StationSnapshot *kept = stationOfKept(*snapshot);
    m_kept->setVisible(kept);
    if (kept)
        nameButton(m_kept, tr("Kept pictures of %1", "station").arg(Words::stationName(*snapshot, kept->config.id)), tr("The pictures of its parts that Lineside has kept, of all days"));
    const auto asked = request();
    m_start->setEnabled(asked.has_value());
    m_missing->setText(m_models.empty()      ? tr("There is no model in the library yet.")
                       : !asked              ? tr("Choose a folder of pictures or a video, or drop it here.")
                       : asked->a == asked->b ? tr("A and B are the same: they must agree on everything, which checks the comparison itself.")
                       : asked->labels.empty() ? tr("Without labels it can be said where the two differ, and not which is right.")
                                              : QString());
}

void RecordedSetup::start()
{
    if (const auto asked = request())
        emit startRequested(*asked);
}

void RecordedSetup::drop(const QString &path, QPoint at)
{
    (isVisible() && m_labels->geometry().contains(at) ? m_labels : m_input)->setEditText(path);
}

void RecordedSetup::remember(const OfflineRequest &request)
{
    rememberPath(m_input, kInputs, QFile::decodeName(request.input.c_str()));
    if (!request.labels.empty())
        rememberPath(m_labels, kLabels, QFile::decodeName(request.labels.c_str()));
}

void RecordedSetup::rememberPath(QComboBox *list, const QString &key, const QString &path)
{
    QSettings settings;
    QStringList recent = settings.value(key).toStringList();
    recent.removeAll(path);
    recent.prepend(path);
    recent = recent.mid(0, kRecent);
    settings.setValue(key, recent);
    const QSignalBlocker quiet(list);
    list->clear();
    list->addItems(recent);
    list->setCurrentIndex(0);
}

void RecordedSetup::choose(QComboBox *into, bool folder, const QString &title, const QStringList &filters)
{
    auto *dialog = new QFileDialog(this, title);
    dialog->setObjectName(QStringLiteral("recordedDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    dialog->setOption(QFileDialog::ShowDirsOnly, folder);
    if (!filters.isEmpty())
        dialog->setNameFilters(filters);
    const QString now = into->currentText().trimmed();
    dialog->setDirectory(now.left(now.lastIndexOf(QLatin1Char('/'))));
    dialog->setModal(false);
    connect(dialog, &QFileDialog::fileSelected, into, &QComboBox::setEditText);
    dialog->show();
}

void RecordedSetup::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineside
