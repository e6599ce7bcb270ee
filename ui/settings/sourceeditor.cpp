// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/sourceeditor.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "lineside/cameranames.h"
#include "live/picturescaler.h"
#include "settings/credentialeditor.h"
#include "settings/settingrow.h"
#include "settings/shownvalue.h"
#include "settings/stationchecks.h"
#include "signin/deedlock.h"
#include "widgets/format.h"

#include <QCameraDevice>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMediaDevices>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace lineside {

namespace {

constexpr int kRestMs = 400;

constexpr SourceKind kKinds[] = {SourceKind::DemoLine, SourceKind::VideoFile, SourceKind::ImageFolder,
                                 SourceKind::Camera, SourceKind::Stream};

template <class W>
W *named(W *widget, const char *name)
{
    widget->setObjectName(QLatin1String(name));
    return widget;
}

QWidget *rowOf(std::initializer_list<QWidget *> widgets, QWidget *parent)
{
    auto *field = new QWidget(parent);
    auto *layout = new QHBoxLayout(field);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (QWidget *widget : widgets)
        layout->addWidget(widget, qobject_cast<QPushButton *>(widget) ? 0 : 1);
    return field;
}

}  // namespace

SourceEditor::SourceEditor(EngineBridge &bridge, QWidget *parent) : QWidget(parent), m_bridge(bridge)
{
    build();
    retranslate();
}

void SourceEditor::build()
{
    m_box = new QGroupBox(this);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_box);
    auto *rows = new QVBoxLayout(m_box);
    const auto add = [&](QWidget *editor) {
        auto *row = new SettingRow(editor, m_box);
        rows->addWidget(row);
        return row;
    };

    m_kind = named(new QComboBox, "sourceKind");
    for (const SourceKind kind : kKinds)
        m_kind->addItem(QString(), static_cast<int>(kind));
    m_kindRow = add(m_kind);

    m_file = named(new QLineEdit, "sourceFile");
    m_browse = named(new QPushButton, "sourceBrowse");
    m_file->setMinimumHeight(40);
    m_browse->setMinimumHeight(40);
    m_fileField = named(rowOf({m_file, m_browse}, m_box), "sourceFileField");
    m_fileRow = add(m_fileField);
    m_url = named(new QLineEdit, "sourceUrl");
    m_url->setPlaceholderText(QStringLiteral("rtsp://192.168.0.20:554/stream1"));
    m_urlRow = add(m_url);
    m_camera = named(new QComboBox, "sourceCamera");
    m_cameraRow = add(m_camera);

    m_demoStation = named(new QSpinBox, "sourceDemoStation");
    m_demoStation->setRange(1, 16);
    m_demoStationRow = add(m_demoStation);
    m_demoSeed = named(new QSpinBox, "sourceDemoSeed");
    m_demoSeed->setRange(0, 999999);
    m_demoSeedRow = add(m_demoSeed);
    m_demoDefects = named(new QDoubleSpinBox, "sourceDemoDefects");
    m_demoDefects->setRange(0, 50);
    m_demoDefects->setDecimals(1);
    m_demoDefectsRow = add(m_demoDefects);
    m_fps = named(new QDoubleSpinBox, "sourceFps");
    m_fps->setRange(0.1, 240);
    m_fps->setDecimals(1);
    m_fpsRow = add(m_fps);

    m_credential = named(new CredentialEditor(m_bridge), "sourceCredential");
    m_credentialRow = add(m_credential);

    m_test = named(new QPushButton, "sourceTest");
    m_test->setMinimumHeight(40);
    m_testText = named(new QLabel, "sourceTestText");
    m_testText->setWordWrap(true);
    m_testPicture = named(new QLabel, "sourceTestPicture");
    m_testPicture->hide();
    m_testField = named(rowOf({m_test, m_testText}, m_box), "sourceTestField");
    m_testRow = add(m_testField);
    rows->addWidget(m_testPicture);

    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] { showKind(), read(); });
    connect(m_camera, &QComboBox::currentIndexChanged, this, &SourceEditor::read);
    connect(m_url, &QLineEdit::textChanged, this, &SourceEditor::read);
    // Each look at a path asks a disk, which may be far away and slow: not at every letter, only where typing rests.
    m_pathRests.setSingleShot(true);
    m_pathRests.setInterval(kRestMs);
    connect(m_file, &QLineEdit::textChanged, &m_pathRests, qOverload<>(&QTimer::start));
    connect(&m_pathRests, &QTimer::timeout, this, &SourceEditor::read);
    connect(m_file, &QLineEdit::editingFinished, this, [this] {
        if (m_pathRests.isActive())
            read();
    });
    for (QSpinBox *spin : {m_demoStation, m_demoSeed})
        connect(spin, &QSpinBox::valueChanged, this, &SourceEditor::read);
    for (QDoubleSpinBox *spin : {m_demoDefects, m_fps})
        connect(spin, &QDoubleSpinBox::valueChanged, this, &SourceEditor::read);
    connect(m_browse, &QPushButton::clicked, this, &SourceEditor::browse);
    connect(m_credential, &CredentialEditor::problemChanged, m_credentialRow, &SettingRow::setProblem);
    connect(m_credential, &CredentialEditor::storedElsewhere, this, &SourceEditor::credentialStored);
    connect(m_credential, &CredentialEditor::stored, this, [this](const std::string &credential) {
        m_source.credential = credential;
        emit edited();
    });
    new DeedLock(m_test, m_bridge, Deed::ChangeSettings);
    connect(m_test, &QPushButton::clicked, this, &SourceEditor::test);
}

void SourceEditor::retranslate()
{
    m_box->setTitle(tr("Source of pictures"));
    for (int i = 0; i < m_kind->count(); ++i)
        m_kind->setItemText(i, Words::sourceKind(static_cast<SourceKind>(m_kind->itemData(i).toInt())));
    m_kindRow->setTexts(tr("Kind"), tr("The demo line needs no camera; all other kinds are real input."));
    m_fileRow->setTexts(tr("File or folder"), tr("The file stays where it is and is only read. A video begins again at its end."));
    m_file->setAccessibleName(tr("Path of the file or folder"));
    m_browse->setText(tr("Browse…"));
    m_browse->setAccessibleName(m_browse->text());
    m_urlRow->setTexts(tr("Address"), tr("rtsp:// or http://, without user name and password: they have their own fields below."));
    m_cameraRow->setTexts(tr("Camera"), tr("Cameras that this computer sees now."));
    m_demoStationRow->setTexts(tr("Camera of the demo line"), tr("1 to 16; each number is another place on the conveyor."));
    m_demoSeedRow->setTexts(tr("Seed"), tr("The same number gives the same bottles again."));
    m_demoDefectsRow->setTexts(tr("Defects"), tr("Share of bottles with a defect, 0 to 50 %. Default 6 %."));
    m_demoDefects->setSuffix(tr(" %", "suffix of a number field"));
    m_fpsRow->setTexts(tr("Pictures a second"), tr("0.1 to 240, default 30. A faster camera is thinned to this rate."));
    m_credentialRow->setTexts(tr("User name and password"),
                              tr("Kept in the keychain of the system only; never written to the settings file or a log."));
    m_credential->retranslate();
    m_testRow->setTexts(tr("Test"), QString());
    m_test->setText(tr("Test"));
    m_test->setAccessibleName(tr("Test this source"));
    if (m_testText->text().isEmpty() || m_testNumber == 0)
        m_testText->setText(tr("Opens the source beside the running ones and waits up to 10 seconds for its first picture."));
    if (m_camera->count() > 0 && m_camera->itemData(0).toString().isEmpty())
        m_camera->setItemText(0, tr("First camera found"));
}

void SourceEditor::show(const StationId &station, const SourceConfig &source)
{
    m_showing = true;
    const bool other = station != m_station;
    m_station = station;
    m_source = source;
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(source.kind)));
    const QString place = Words::text(source.location);
    const bool path = source.kind == SourceKind::VideoFile || source.kind == SourceKind::ImageFolder;
    m_file->setText(path ? place : QString());
    m_url->setText(source.kind == SourceKind::Stream ? place : QString());
    m_demoStation->setValue(source.demoStation + 1);
    m_demoSeed->setValue(shownAs(*m_demoSeed, source.demoSeed));
    m_demoDefects->setValue(source.demoDefectRate * 100);
    m_fps->setValue(source.targetFps);
    if (other) {
        m_testNumber = 0;
        m_test->setEnabled(true);
        m_testPicture->hide();
        m_testText->clear();
        retranslate();
    }
    m_credential->show(station, source.credential);
    showKind();
    for (SettingRow *row : {m_fileRow, m_urlRow, m_cameraRow})
        row->setProblem({});
    m_pathRests.stop();
    m_showing = false;
}

void SourceEditor::showKind()
{
    const auto kind = static_cast<SourceKind>(m_kind->currentData().toInt());
    const auto only = [](SettingRow *row, bool shown) { row->setApplies(shown); };
    only(m_fileRow, kind == SourceKind::VideoFile || kind == SourceKind::ImageFolder);
    only(m_urlRow, kind == SourceKind::Stream);
    only(m_credentialRow, kind == SourceKind::Stream);
    only(m_cameraRow, kind == SourceKind::Camera);
    for (SettingRow *row : {m_demoStationRow, m_demoSeedRow, m_demoDefectsRow})
        only(row, kind == SourceKind::DemoLine);
    if (kind == SourceKind::Camera)
        fillCameras();
}

void SourceEditor::fillCameras()
{
    if (!m_cameras) {
        m_cameras = new QMediaDevices(this);
        connect(m_cameras, &QMediaDevices::videoInputsChanged, this, &SourceEditor::fillCameras);
    }
    const QSignalBlocker quiet(m_camera);
    const QString chosen = m_camera->currentData().toString();
    m_camera->clear();
    m_camera->addItem(tr("First camera found"), QString());
    std::vector<std::string> makers;
    for (const QCameraDevice &device : QMediaDevices::videoInputs())
        makers.push_back(device.description().toStdString());
    for (const std::string &name : cameraNames(std::move(makers)))
        m_camera->addItem(Words::text(name), Words::text(name));
    // A camera that was unplugged stays chosen: another one must not take its place unasked.
    const QString wanted = m_source.kind == SourceKind::Camera ? Words::text(m_source.location) : chosen;
    if (!wanted.isEmpty() && m_camera->findData(wanted) < 0)
        m_camera->addItem(tr("%1 (not plugged in)").arg(wanted), wanted);
    m_camera->setCurrentIndex(std::max(0, m_camera->findData(wanted)));
}

QString SourceEditor::location() const
{
    switch (static_cast<SourceKind>(m_kind->currentData().toInt())) {
    case SourceKind::VideoFile:
    case SourceKind::ImageFolder: return m_file->text().trimmed();
    case SourceKind::Camera: return m_camera->currentData().toString();
    case SourceKind::Stream: return m_url->text().trimmed();
    case SourceKind::DemoLine: break;
    }
    return {};
}

void SourceEditor::read()
{
    if (m_showing)
        return;
    m_pathRests.stop();
    // A pasted address often carries the password: it moves to the fields that do not end in a file.
    if (const QUrl url(m_url->text().trimmed()); !url.userInfo().isEmpty()) {
        m_credential->fill(url.userName(), url.password());
        m_url->setText(url.adjusted(QUrl::RemoveUserInfo).toString());
        return;
    }
    SourceConfig next = m_source;
    next.kind = static_cast<SourceKind>(m_kind->currentData().toInt());
    next.location = location().toStdString();
    takeShown(*m_fps, next.targetFps);
    if (next.kind == SourceKind::DemoLine) {
        int place = next.demoStation + 1;
        takeShown(*m_demoStation, place);
        next.demoStation = place - 1;
        takeShown(*m_demoSeed, next.demoSeed);
        takeShown(*m_demoDefects, next.demoDefectRate, 100);
    }
    m_fileRow->setProblem(next.kind == SourceKind::VideoFile     ? StationChecks::videoFile(location())
                          : next.kind == SourceKind::ImageFolder ? StationChecks::imageFolder(location())
                                                                 : QString());
    m_urlRow->setProblem(next.kind == SourceKind::Stream ? StationChecks::streamUrl(location()) : QString());
    if (!m_fileRow->problem().isEmpty() || !m_urlRow->problem().isEmpty()) {
        next.kind = m_source.kind;
        next.location = m_source.location;
    }
    if (next == m_source)
        return;
    m_source = next;
    emit edited();
}

void SourceEditor::browse()
{
    const bool folder = static_cast<SourceKind>(m_kind->currentData().toInt()) == SourceKind::ImageFolder;
    auto *dialog = new QFileDialog(this, folder ? tr("Choose a folder of pictures") : tr("Choose a video file"));
    dialog->setObjectName(QStringLiteral("sourceDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    dialog->setOption(QFileDialog::ShowDirsOnly, folder);
    if (!folder)
        dialog->setNameFilters({tr("Videos (*.mp4 *.avi *.mkv *.mov *.webm)"), tr("All files (*)")});
    const QFileInfo now(m_file->text());
    dialog->setDirectory(now.isDir() ? now.absoluteFilePath() : now.absolutePath());
    dialog->setModal(false);
    connect(dialog, &QFileDialog::fileSelected, m_file, &QLineEdit::setText);
    dialog->show();
}

void SourceEditor::test()
{
    if (static_cast<SourceKind>(m_kind->currentData().toInt()) == SourceKind::Stream && m_credential->filled())
        m_credential->store([this] { startTest(); });
    else
        startTest();
}

void SourceEditor::startTest()
{
    SourceConfig source = m_source;
    source.kind = static_cast<SourceKind>(m_kind->currentData().toInt());
    source.location = location().toStdString();
    m_testPicture->hide();
    m_testText->setText(tr("Opening the source, up to 10 seconds…"));
    m_test->setEnabled(false);
    // An answer to an earlier test, or for another station, must not be taken for this one's.
    const int number = m_testNumber = ++m_testsMade;
    const QPointer<SourceEditor> self(this);
    m_bridge.testSource(source, [self, number](Result<SourceTest> result) {
        if (self && self->m_testNumber == number)
            self->showTest(result);
    });
}

void SourceEditor::showTest(const Result<SourceTest> &result)
{
    m_test->setEnabled(true);
    if (!result.ok()) {
        m_testPicture->hide();
        m_testText->setText(tr("No picture. %1 Nothing was changed.").arg(Words::error(result.error())));
        return;
    }
    const SourceTest &test = result.value();
    const QImage image = test.picture ? wrapFrame(*test.picture) : QImage();
    m_testText->setText(tr("%1 pixels, %2 pictures a second, first picture after %3.")
                            .arg(Words::size(image.width(), image.height()),
                                 QLocale().toString(test.measuredFps, 'f', 1), Format::ms(test.firstFrameMs)));
    if (image.isNull())
        return;
    const qreal ratio = devicePixelRatioF();
    QPixmap picture = QPixmap::fromImage(
        image.scaled(QSize(320, 180) * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    picture.setDevicePixelRatio(ratio);
    m_testPicture->setPixmap(picture);
    m_testPicture->setAccessibleName(tr("Picture of the tested source"));
    m_testPicture->show();
}

}  // namespace lineside
