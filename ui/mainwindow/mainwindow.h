// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/station.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QWidget>

class QStackedWidget;

namespace lineside {

class AccessDesk;
class Appearance;
class CanaryPage;
class CompareScreen;
class DropOverlay;
class EngineBridge;
class EventBar;
class FilesPanel;
class FirstRunCard;
class HistoryPage;
class IdleLock;
class KeySheet;
class Language;
class LibraryPage;
class LivePage;
class MemoryPage;
class PromotePanel;
class Rail;
class SafeModeBar;
class SettingsPage;
class SignInPanel;
class StationPage;
class TopBar;
class WindowAccess;
class WindowKeys;

/// The console's window: places the screens and what stands over them, and connects them. Nothing in it is modal. The
/// bridge, the appearance, the language and the desk must outlive it. UI thread only.
class MainWindow : public QWidget {
    Q_OBJECT

public:
    /// `desk`: of this window, behind which the bridge's engine stands; null: nobody is asked who he is.
    MainWindow(EngineBridge &bridge, Appearance &appearance, Language &language, AccessDesk *desk = nullptr, QWidget *parent = nullptr);
    ~MainWindow() override;

    LivePage &livePage() { return *m_live; }
    StationPage &stationPage() { return *m_station; }
    DropOverlay &dropOverlay() { return *m_drop; }
    FilesPanel &filesPanel() { return *m_files; }
    IdleLock &idleLock() { return *m_idleLock; }

    void goTo(int screen);
    void openStation(const StationId &station);
    /// The weight file that the card of the first steps lets the operator drag.
    void setSampleFile(const QString &path);
    /// The station that keys and imports mean now; empty: none.
    StationId currentStation() const;

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void build();
    void connectScreens();
    void addKeys();
    void restore();
    void keepInSight(const QRect &saved, const QString &monitor, Qt::WindowStates state);
    void placeOverlays();
    void showOverlays();
    void shownChanged();
    void chooseFile();
    void paste();
    void rollBack();
    void openPromote(const StationId &station);
    void openCompare(const StationId &station);
    void openKeys();
    void openSignIn(const QString &why = {});
    void closeSignIn();
    void lock();
    void closeOverlays();
    void setTextScale(int percent);
    void toggleFullScreen();

    EngineBridge &m_bridge;
    Appearance &m_appearance;
    Language &m_language;
    WindowAccess *m_access;
    IdleLock *m_idleLock;
    TopBar *m_top;
    Rail *m_rail;
    SafeModeBar *m_safeMode;
    QStackedWidget *m_pages;
    EventBar *m_bottom;
    LivePage *m_live;
    StationPage *m_station;
    QWidget *m_stationScroll;  ///< the page of m_station
    LibraryPage *m_library;
    CompareScreen *m_compare;
    CanaryPage *m_canary;
    HistoryPage *m_history;
    MemoryPage *m_memory;
    SettingsPage *m_settings;
    FirstRunCard *m_firstRun;
    FilesPanel *m_files;
    PromotePanel *m_promote;
    KeySheet *m_keySheet;
    SignInPanel *m_signIn;
    QPointer<QWidget> m_beforeSignIn;  ///< had the focus then
    DropOverlay *m_drop;
    WindowKeys *m_keys;
    StationId m_rolledBack;          ///< by the key, last
    QElapsedTimer m_sinceRollBack;
    bool m_maximizedBefore = false;
};

}  // namespace lineside
