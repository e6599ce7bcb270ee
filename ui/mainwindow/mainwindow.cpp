// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/mainwindow.h"

#include "actions/dropoverlay.h"
#include "actions/promotepanel.h"
#include "actions/transitionbutton.h"
#include "bridge/enginebridge.h"
#include "rollout/canarypage.h"
#include "compare/comparepage.h"
#include "compare/comparescreen.h"
#include "firstrun/firstruncard.h"
#include "history/historypage.h"
#include "itemmodels/accesswords.h"
#include "library/librarypage.h"
#include "live/livepage.h"
#include "live/stationpage.h"
#include "live/wall.h"
#include "mainwindow/eventbar.h"
#include "mainwindow/filesbutton.h"
#include "mainwindow/filespanel.h"
#include "mainwindow/keysheet.h"
#include "mainwindow/pagescroll.h"
#include "mainwindow/rail.h"
#include "mainwindow/safemodebar.h"
#include "mainwindow/topbar.h"
#include "mainwindow/windowkeys.h"
#include "mainwindow/windowplace.h"
#include "memory/memorypage.h"
#include "settings/interfacesettings.h"
#include "settings/language.h"
#include "settings/settingspage.h"
#include "signin/idlelock.h"
#include "signin/personbutton.h"
#include "signin/signinpanel.h"
#include "signin/windowaccess.h"
#include "theme/icons.h"
#include "theme/theme.h"
#include "widgets/anyheight.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QGridLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QWindow>

#include <algorithm>

namespace lineside {

namespace {

constexpr Qt::WindowStates kFilled = Qt::WindowMaximized | Qt::WindowFullScreen;

/// A page, shown or not, must not push the bars out of the window, nor the window over the edge of its screen.
class Pages : public AnyHeight<QStackedWidget> {
public:
    using AnyHeight::AnyHeight;
    QSize minimumSizeHint() const override { return {0, 0}; }
};

}  // namespace

MainWindow::MainWindow(EngineBridge &bridge, Appearance &appearance, Language &language, AccessDesk *desk, QWidget *parent)
    : QWidget(parent), m_bridge(bridge), m_appearance(appearance), m_language(language), m_access(new WindowAccess(desk, this)), m_idleLock(new IdleLock(*m_access, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Lineside"));
    setWindowIcon(programIcon());
    setAcceptDrops(true);
    // Before there is anything to show: a hidden widget is not told of a new text size.
    m_appearance.setTheme(InterfaceSettings().theme());
    m_appearance.setTextScale(QSettings().value(QStringLiteral("window/textScale"), 100).toInt());
    setFont({});
    m_bridge.setAccess(m_access->status());
    connect(m_access, &WindowAccess::changed, this, [this] { m_bridge.setAccess(m_access->status()); });
    build();
    connectScreens();
    addKeys();
    restore();
}

MainWindow::~MainWindow() = default;

void MainWindow::build()
{
    m_top = new TopBar(m_bridge, this);
    auto *person = new PersonButton(*m_access, m_top);
    m_top->setPerson(person);
    connect(person, &PersonButton::clicked, this, [this] { m_signIn->isVisible() ? closeSignIn() : openSignIn(); });
    m_safeMode = new SafeModeBar(m_bridge, this);
    m_rail = new Rail(this);
    m_pages = new Pages(this);
    // In the order of the rail, and all in that of reading, which is the one of the Tab key; the page of one station comes last, because it belongs to the wall.
    m_pages->addWidget(m_live = new LivePage(m_bridge));
    for (QWidget *page : std::initializer_list<QWidget *>{m_library = new LibraryPage(m_bridge), m_compare = new CompareScreen(m_bridge, m_access),
                                                          m_canary = new CanaryPage(m_bridge, m_access),
                                                          m_history = new HistoryPage(m_bridge), m_memory = new MemoryPage(m_bridge),
                                                          m_settings = new SettingsPage(m_bridge)})
        m_pages->addWidget(new PageScroll(page));
    m_pages->addWidget(m_stationScroll = new PageScroll(m_station = new StationPage(m_bridge)));

    m_files = new FilesPanel(m_bridge, this);
    m_firstRun = new FirstRunCard(m_bridge, this);
    m_promote = new PromotePanel(m_bridge, *m_access, this);
    m_bottom = new EventBar(m_bridge, this);

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    grid->addWidget(m_top, 0, 0, 1, 3);
    grid->addWidget(m_safeMode, 1, 0, 1, 3);
    grid->addWidget(new RailScroll(m_rail, this), 2, 0);
    grid->addWidget(m_pages, 2, 1);
    grid->addWidget(m_files, 2, 2);
    grid->addWidget(m_bottom, 3, 0, 1, 3);
    grid->setRowStretch(2, 1);
    grid->setColumnStretch(1, 1);
    m_bottom->setMinimumHeight(48);

    m_keySheet = new KeySheet(this);
    m_signIn = new SignInPanel(*m_access, this);
    m_drop = new DropOverlay(m_bridge, this);
    m_drop->setContentArea([this] { return m_pages->geometry(); });
    m_drop->setElsewhere([this](const QMimeData &data) { return m_compare->takesDrop(data); });
    m_drop->setTargets([this] {
        const QWidget *shown = m_pages->currentWidget();
        const auto *page = dynamic_cast<const DropTargets *>(shown == m_stationScroll ? m_station : shown);
        return page ? page->dropTargets(this) : std::vector<DropTarget>();
    });
}

void MainWindow::connectScreens()
{
    connect(m_rail, &Rail::chosen, this, &MainWindow::goTo);
    connect(m_rail, &Rail::helpRequested, this, &MainWindow::openKeys);
    connect(m_top, &TopBar::importRequested, this, &MainWindow::chooseFile);
    connect(m_top, &TopBar::promoteRequested, this, [this] { openPromote(currentStation()); });
    connect(m_live, &LivePage::reviewRequested, this, &MainWindow::openPromote);
    connect(m_station, &StationPage::reviewRequested, this, &MainWindow::openPromote);
    connect(m_compare, &CompareScreen::reviewRequested, this, &MainWindow::openPromote);
    connect(m_live, &LivePage::openRequested, this, &MainWindow::openStation);
    connect(m_live, &LivePage::settingsRequested, this, [this] { goTo(Rail::Settings); });
    connect(m_station, &StationPage::backRequested, this, [this] { goTo(Rail::Live); });
    connect(m_live, &LivePage::compareRequested, this, &MainWindow::openCompare);
    connect(&m_live->wall(), &Wall::selectionChanged, &m_compare->live(), &ComparePage::followSelection);
    // Who drops a file on a station means that one next, by key or by page.
    connect(m_drop, &DropOverlay::offeredTo, this, [this](const StationId &station) {
        if (m_pages->currentWidget() == m_live)
            m_live->wall().select(station);
    });
    connect(m_station, &StationPage::compareRequested, this, &MainWindow::openCompare);
    connect(m_station, &StationPage::settingsRequested, this, [this](const StationId &station) {
        m_settings->showStation(station);
        goTo(Rail::Settings);
    });
    connect(m_library, &LibraryPage::importRequested, this, &MainWindow::chooseFile);
    connect(m_library, &LibraryPage::compareRequested, this, [this](const ModelId &model) {
        m_compare->showModel(model);
        goTo(Rail::Compare);
    });
    connect(&m_bottom->filesButton(), &FilesButton::clicked, this, [this] { m_files->setFolded(!m_files->folded()); });
    connect(m_files, &FilesPanel::foldedChanged, m_library, &LibraryPage::setCardsShown);
    connect(m_files, &FilesPanel::foldedChanged, this, [this](bool folded) {
        if (folded && !QApplication::focusWidget())
            m_pages->currentWidget()->setFocus();
    });
    connect(m_files, &FilesPanel::noticeChanged, &m_bottom->filesButton(), &FilesButton::setNotice);
    connect(&m_bridge, &EngineBridge::commandRefused, m_files, &FilesPanel::addNotice);
    connect(&m_bridge, &EngineBridge::notAllowed, this, [this](Deed deed) {
        const QString why = AccessWords::refused(deed, m_access->status());
        m_access->status().asked ? openSignIn(why) : m_files->addNotice(why);
    });
    connect(m_promote, &PromotePanel::signInRequested, this, &MainWindow::openSignIn);
    connect(m_promote, &PromotePanel::stepByStepRequested, this, [this](const ModelId &model, const QString &reason, const QString &by) {
        goTo(Rail::Canary);
        m_canary->propose(model, reason, by);
    });
    connect(m_canary, &CanaryPage::signInRequested, this, &MainWindow::openSignIn);
    connect(m_compare, &CompareScreen::signInRequested, this, &MainWindow::openSignIn);
    connect(m_signIn, &SignInPanel::closed, this, &MainWindow::closeSignIn);
    connect(m_signIn, &SignInPanel::placeNeeded, this, &MainWindow::placeOverlays, Qt::QueuedConnection);
    connect(m_signIn, &SignInPanel::signOutRequested, this, &MainWindow::lock);
    connect(m_idleLock, &IdleLock::locked, this, &MainWindow::lock);
    connect(m_safeMode, &SafeModeBar::closed, this, [this] { m_pages->currentWidget()->setFocus(); });
    connect(m_promote, &PromotePanel::closed, this, &MainWindow::closeOverlays);
    connect(m_keySheet, &KeySheet::closed, this, &MainWindow::closeOverlays);
    connect(m_keySheet, &KeySheet::firstStepsRequested, this, [this] {
        QSettings().setValue(QStringLiteral("firstRun/closed"), false);
        closeOverlays();
        goTo(Rail::Live);
    });
    connect(m_firstRun, &FirstRunCard::closed, this, [this] {
        QSettings().setValue(QStringLiteral("firstRun/closed"), true);
        showOverlays();
    });
    InterfaceSettings &chosen = m_settings->interfaceSettings();
    connect(m_firstRun, &FirstRunCard::languageChosen, &chosen, &InterfaceSettings::setLanguage);
    connect(&chosen, &InterfaceSettings::languageChanged, this, [this](const QString &code) { m_language.apply(code); });
    connect(&chosen, &InterfaceSettings::themeChanged, this, [this](const QString &theme) { m_appearance.setTheme(theme); });
}

void MainWindow::addKeys()
{
    m_keys = new WindowKeys(this);
    for (int screen = 0; screen < Rail::ScreenCount; ++screen)
        m_keys->add("keyScreen", {QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + screen))}, [this, screen] { goTo(screen); });
    m_keys->add("keyImport", {QKeySequence::Open}, [this] { chooseFile(); });
    m_keys->add("keyPaste", {QKeySequence::Paste}, [this] { paste(); }, false);
    m_keys->add("keyRollBack", {QKeySequence(Qt::CTRL | Qt::Key_Backspace)}, [this] { rollBack(); }, false);
    m_keys->add("keyPromote", {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)}, [this] { openPromote(currentStation()); });
    m_keys->add("keySignIn", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)}, [this] { openSignIn(); });
    m_keys->add("keyLock", {QKeySequence(Qt::CTRL | Qt::Key_L)}, [this] { lock(); });
    m_keys->add("keyFullScreen", {QKeySequence(Qt::Key_F11)}, [this] { toggleFullScreen(); });
    m_keys->add("keyHelp", {QKeySequence(Qt::Key_F1), QKeySequence(Qt::Key_Question)}, [this] { openKeys(); }, false);
    m_keys->add("keyLarger", {QKeySequence::ZoomIn, QKeySequence(Qt::CTRL | Qt::Key_Equal)}, [this] { setTextScale(m_appearance.textScale() + 10); });
    m_keys->add("keySmaller", {QKeySequence::ZoomOut}, [this] { setTextScale(m_appearance.textScale() - 10); });
    m_keys->add("keyNormal", {QKeySequence(Qt::CTRL | Qt::Key_0)}, [this] { setTextScale(100); });
}

void MainWindow::restore()
{
    const QSettings settings;
    // A first start on a small screen leaves room for the frame around the window.
    resize(QSize(1440, 900).boundedTo(screen()->availableSize() - QSize(16, 48)));
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    const auto filled = Qt::WindowStates::fromInt(settings.value(QStringLiteral("window/filled")).toInt()) & kFilled;
    keepInSight(settings.value(QStringLiteral("window/place")).toRect(), settings.value(QStringLiteral("window/monitor")).toString(), filled);
    connect(qApp, &QGuiApplication::screenRemoved, this, [this](const QScreen *gone) {
        if (screen() == gone)
            keepInSight(normalGeometry(), gone->name(), windowState());
    });
    goTo(std::clamp(settings.value(QStringLiteral("window/screen"), 0).toInt(), 0, Rail::ScreenCount - 1));
}

// A window must not be left where no screen shows it, nor change its place without a word.
void MainWindow::keepInSight(const QRect &saved, const QString &monitor, Qt::WindowStates state)
{
    const WindowPlace place = WindowPlace::of(saved, monitor, WindowPlace::connectedScreens());
    if (place.lost.isEmpty())
        return;
    // A window that fills its screen goes there by its place as a window, and fills the new one.
    setWindowState(windowState() & ~kFilled);
    setGeometry(place.geometry);
    setWindowState(state);
    m_files->addNotice(tr("The window was on the screen %1, which is not connected now. It was moved to the screen %2.").arg(place.lost, place.now));
}

void MainWindow::goTo(int screen)
{
    closeOverlays();
    m_rail->setCurrent(screen);
    m_pages->setCurrentIndex(screen);
    showOverlays();
    m_pages->currentWidget()->setFocus();
}

void MainWindow::openStation(const StationId &station)
{
    closeOverlays();
    m_station->showStation(station);
    m_rail->setCurrent(Rail::Live);
    m_pages->setCurrentWidget(m_stationScroll);
    showOverlays();
    m_station->setFocus();
}

void MainWindow::setSampleFile(const QString &path)
{
    m_firstRun->setSampleFile(path);
}

StationId MainWindow::currentStation() const
{
    if (m_pages->currentWidget() == m_stationScroll)
        return m_station->station();
    return m_pages->currentWidget() == m_live ? m_live->wall().selected() : StationId();
}

void MainWindow::showOverlays()
{
    const bool live = m_pages->currentWidget() == m_live;
    m_top->setPageControls(live ? m_live->controls() : nullptr);
    m_firstRun->setVisible(live && !QSettings().value(QStringLiteral("firstRun/closed"), false).toBool());
    placeOverlays();
}

void MainWindow::placeOverlays()
{
    const QRect area = m_pages->geometry();
    const QSize card = m_firstRun->sizeFor(area.size() - QSize(32, 32));
    // At the right, clear of the first station and its button, which the steps are about.
    m_firstRun->setGeometry(area.right() - card.width() - 15, area.bottom() - card.height() - 15, card.width(), card.height());
    const int wanted = std::max(560, fontMetrics().horizontalAdvance(QLatin1Char('x')) * 80);
    // Where the page alone is too narrow, it stands over the files too.
    const QRect room = area.width() < wanted && !m_files->isHidden() ? area.united(m_files->geometry()) : area;
    const int width = std::min(room.width(), wanted);
    m_promote->setGeometry(room.right() - width + 1, room.top(), width, room.height());
    if (m_keySheet->isVisible())
        m_keySheet->open(area);
    if (m_signIn->isVisible())
        m_signIn->placeIn(area);
    m_drop->setGeometry(rect());
}

void MainWindow::closeOverlays()
{
    const bool hadFocus = m_promote->isAncestorOf(QApplication::focusWidget()) || m_keySheet->isAncestorOf(QApplication::focusWidget())
        || m_keySheet->hasFocus() || m_signIn->isAncestorOf(QApplication::focusWidget());
    m_promote->hide();
    m_keySheet->hide();
    m_signIn->hide();
    if (hadFocus)
        m_pages->currentWidget()->setFocus();
}

void MainWindow::chooseFile()
{
    if (!m_bridge.admits(Deed::ImportModel))
        return;
    const StationId station = currentStation();
    const StationSnapshot *s = findStation(*m_bridge.snapshot(), station);
    auto *dialog = new QFileDialog(this, s ? tr("Import and offer to %1", "station").arg(QString::fromStdString(s->config.name))
                                           : tr("Import a weight file"));
    dialog->setObjectName(QStringLiteral("importDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(s ? QFileDialog::ExistingFile : QFileDialog::ExistingFiles);
    dialog->setNameFilters({tr("Weight files (*.pt *.pth *.torchscript *.onnx *.xml *.zip)"), tr("All files (*)")});
    dialog->setDirectory(QSettings().value(QStringLiteral("import/folder")).toString());
    dialog->setModal(false);
    connect(dialog, &QFileDialog::filesSelected, this, [this, dialog, station](const QStringList &files) {
        QSettings().setValue(QStringLiteral("import/folder"), dialog->directory().absolutePath());
        const DropCheck check = DropCheck::ofFiles(files);
        m_bridge.offerFiles(check.files, station.empty() ? std::nullopt : std::optional(station));
        if (!check.reason.isEmpty())
            m_files->addNotice(check.reason);
    });
    dialog->show();
}

void MainWindow::paste()
{
    const QMimeData *data = QApplication::clipboard()->mimeData();
    if (!data)
        return;
    const QString path = data->hasUrls() ? QString() : DropCheck::pathFromText(data->text());
    if (!data->hasUrls() && path.isEmpty()) {
        m_files->addNotice(tr("There is no file and no path on the clipboard."));
        return;
    }
    const DropCheck check = path.isEmpty() ? DropCheck::of(*data) : DropCheck::ofFiles({path});
    const StationId station = check.files.size() == 1 ? currentStation() : StationId();
    if (check.possible() && m_bridge.admits(Deed::ImportModel))
        m_bridge.offerFiles(check.files, station.empty() ? std::nullopt : std::optional(station));
    if (!check.reason.isEmpty())
        m_files->addNotice(check.reason);
}

void MainWindow::rollBack()
{
    // What stands over the page hides which station is meant.
    if (m_promote->isVisible() || m_keySheet->isVisible())
        return;
    const StationSnapshot *s = findStation(*m_bridge.snapshot(), currentStation());
    // A key pressed twice is one step, not there and back.
    const bool again = s && s->config.id == m_rolledBack && m_sinceRollBack.isValid()
                    && m_sinceRollBack.elapsed() < TransitionButton::kGuardMs;
    if (!s || !s->previous || again)
        return;
    m_rolledBack = s->config.id;
    m_sinceRollBack.start();
    m_bridge.rollBack(s->config.id);
}

void MainWindow::openPromote(const StationId &station)
{
    closeOverlays();
    placeOverlays();
    m_promote->open(station);
}

void MainWindow::openCompare(const StationId &station)
{
    m_compare->showStation(station);
    goTo(Rail::Compare);
}

void MainWindow::openKeys()
{
    const bool open = m_keySheet->isVisible();
    closeOverlays();
    if (!open)
        m_keySheet->open(m_pages->geometry());
}

// Over whatever is open: a panel that needs somebody else stays, and has the keyboard again afterwards.
void MainWindow::openSignIn(const QString &why)
{
    if (!m_access->status().asked)
        return;
    m_keySheet->hide();
    if (QWidget *focus = QApplication::focusWidget(); !m_signIn->isAncestorOf(focus))
        m_beforeSignIn = focus;
    m_signIn->open(why);
    m_signIn->placeIn(m_pages->geometry());
}

void MainWindow::closeSignIn()
{
    const bool hadFocus = m_signIn->isAncestorOf(QApplication::focusWidget());
    m_signIn->hide();
    if (!hadFocus)
        return;
    if (m_beforeSignIn && m_beforeSignIn->isVisible() && m_beforeSignIn->isEnabled())
        m_beforeSignIn->setFocus();
    else
        (m_promote->isVisible() ? static_cast<QWidget *>(m_promote) : m_pages->currentWidget())->setFocus();
}

// Nothing that is shown goes away: only what was about to be done in somebody's name.
void MainWindow::lock()
{
    if (!m_access->status().asked)
        return;
    m_access->signOut();
    if (m_promote->isVisible() || m_signIn->isVisible())
        closeOverlays();
}

void MainWindow::setTextScale(int percent)
{
    m_appearance.setTextScale(percent);
    QSettings().setValue(QStringLiteral("window/textScale"), m_appearance.textScale());
}

void MainWindow::toggleFullScreen()
{
    if (isFullScreen()) {
        m_maximizedBefore ? showMaximized() : showNormal();
    } else {
        m_maximizedBefore = isMaximized();
        showFullScreen();
    }
}

void MainWindow::shownChanged()
{
    m_bridge.setDisplayed(isVisible() && !isMinimized());
}

bool MainWindow::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::DragLeave:
    case QEvent::Drop:
        if (m_drop->handle(event))
            return true;
        break;
    case QEvent::Show:
        // Before any field of a page gets the drag: the overlay stands over all of them.
        if (windowHandle())
            windowHandle()->installEventFilter(this);
        shownChanged();
        break;
    case QEvent::Hide:
    case QEvent::WindowStateChange: shownChanged(); break;
    case QEvent::LayoutRequest:
    case QEvent::FontChange: QMetaObject::invokeMethod(this, &MainWindow::placeOverlays, Qt::QueuedConnection); break;
    case QEvent::ShortcutOverride:
        if (m_drop->active() && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape)
            m_drop->cancel();
        if (WindowKeys::belongsToText(static_cast<QKeyEvent &>(*event))) {
            event->accept();
            return true;
        }
        break;
    default: break;
    }
    return QWidget::event(event);
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == windowHandle() && m_drop->handle(event))
        return true;
    return QWidget::eventFilter(watched, event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    placeOverlays();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/place"), normalGeometry());
    settings.setValue(QStringLiteral("window/monitor"), screen()->name());
    settings.setValue(QStringLiteral("window/filled"), (windowState() & kFilled).toInt());
    settings.setValue(QStringLiteral("window/screen"), std::min(m_pages->currentIndex(), int{Rail::ScreenCount}) % Rail::ScreenCount);
    QWidget::closeEvent(event);
}

}  // namespace lineside
