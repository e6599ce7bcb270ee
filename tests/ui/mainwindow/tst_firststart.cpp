// SPDX-License-Identifier: GPL-3.0-or-later
#include "firstrun/firstruncard.h"
#include "mainwindow/mainwindow.h"
#include "mainwindow/rail.h"
#include "settings/language.h"
#include "support/linescene.h"
#include "support/livescene.h"
#include "theme/theme.h"

#include <QApplication>
#include <QToolButton>
#include <QtTest>

#include <memory>

using namespace lineside;
using namespace lineside::test;

/// The window as somebody sees it who starts the program for the first time, and after that.
class TstFirstStart : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        QSettings().clear();
        m_engine = std::make_unique<FakeEngine>();
        fillLine(*m_engine);
        start();
    }
    void cleanup() { end(); }

    void without_any_setting_the_card_is_there_on_the_live_screen_and_hides_nothing_of_the_others()
    {
        QVERIFY(!QSettings().contains(QStringLiteral("firstRun/closed")));
        QVERIFY(card()->isVisible());
        QVERIFY(m_window->rect().contains(card()->geometry()));
        for (int screen = Rail::Live + 1; screen < Rail::ScreenCount; ++screen) {
            m_window->goTo(screen);
            QVERIFY(!card()->isVisible());
        }
        m_window->goTo(Rail::Live);
        QVERIFY(card()->isVisible());
    }

    void what_was_not_closed_is_there_again_after_a_restart()
    {
        end();
        start();
        QVERIFY(card()->isVisible());
    }

    void once_closed_it_stays_closed_also_after_a_restart()
    {
        QTest::mouseClick(card()->findChild<QToolButton *>(QStringLiteral("firstRunClose")), Qt::LeftButton);
        QVERIFY(!card()->isVisible());
        m_window->goTo(Rail::History);
        m_window->goTo(Rail::Live);
        QVERIFY(!card()->isVisible());
        end();
        start();
        QVERIFY(!card()->isVisible());
        m_window->goTo(Rail::History);
        m_window->goTo(Rail::Live);
        QVERIFY(!card()->isVisible());
    }

private:
    void start()
    {
        m_appearance = std::make_unique<Appearance>(*qApp);
        m_language = std::make_unique<Language>();
        m_language->apply(QStringLiteral("en"));
        m_bridge = std::make_unique<EngineBridge>(*m_engine);
        m_window = std::make_unique<MainWindow>(*m_bridge, *m_appearance, *m_language);
        m_window->resize(1366, 768);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void end()
    {
        m_window.reset();
        m_bridge.reset();
        m_language.reset();
        m_appearance.reset();
    }
    FirstRunCard *card() const { return m_window->findChild<FirstRunCard *>(); }

    OwnSettings m_settings;
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<Language> m_language;
    std::unique_ptr<EngineBridge> m_bridge;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TstFirstStart)
#include "tst_firststart.moc"
