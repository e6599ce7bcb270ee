// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/transitionbutton.h"
#include "settings/interfacesettings.h"
#include "signin/idlelock.h"
#include "signin/signinpanel.h"
#include "support/fakeconsole.h"
#include "support/fakedesk.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// A locked window: the next who stands there is an operator, and nothing of what is shown stops.
class TestLock : public QObject {
    Q_OBJECT

    /// Every look of the button at its clock is long after the one before: it has settled whenever it is pressed.
    void letTimePass(TransitionButton &button)
    {
        button.setClock([this] { return m_buttonTime += 10'000'000'000; });
    }
    qint64 m_buttonTime = 0;

private slots:
    void init()
    {
        m_desk = std::make_unique<FakeDesk>();
        m_desk->seat("Nina Berg");
        m_console = std::make_unique<FakeConsole>(4, QSize(1366, 768), m_desk.get());
        m_console->engine.station("station-2").offered = FakeConsole::kV2;
        m_console->engine.station("station-3").previous = FakeConsole::kV2;
        m_console->publish();
        m_now = 5'000'000;
        m_console->window->idleLock().setClock([this] { return m_now; });
        QVERIFY(QTest::qWaitForWindowActive(m_console->window.get()));
    }
    void cleanup()
    {
        m_console.reset();
        m_desk.reset();
    }

    void ctrl_l_locks()
    {
        QTest::keyClick(m_console->window.get(), Qt::Key_L, Qt::ControlModifier);
        QVERIFY(!m_desk->state.who);
        QCOMPARE(person().text(), QStringLiteral("Not signed in · operator"));
    }

    void ten_minutes_without_a_touch_lock_and_a_touch_begins_anew()
    {
        IdleLock &lock = m_console->window->idleLock();
        m_now += 9 * 60'000;
        lock.look();
        QVERIFY(m_desk->state.who);
        QTest::mouseMove(m_console->window.get(), QPoint(40, 60));
        QTest::keyClick(m_console->window.get(), Qt::Key_Shift);
        m_now += 9 * 60'000 + 59'000;
        lock.look();
        QVERIFY(m_desk->state.who);
        m_now += 2'000;
        lock.look();
        QVERIFY(!m_desk->state.who);
        QTRY_COMPARE(person().text(), QStringLiteral("Not signed in · operator"));
    }

    void how_long_that_is_can_be_set_and_never_too()
    {
        IdleLock &lock = m_console->window->idleLock();
        auto *minutes = m_console->child<QSpinBox>("idleLock");
        QCOMPARE(minutes->value(), 10);
        minutes->setValue(0);
        m_now += 600 * 60'000;
        lock.look();
        QVERIFY(m_desk->state.who);
        minutes->setValue(2);
        QCOMPARE(InterfaceSettings::idleLockMinutes(), 2);
        lock.look();
        QVERIFY(!m_desk->state.who);
    }

    void where_nobody_is_signed_in_nothing_is_locked()
    {
        m_desk->state.who.reset();
        QTRY_COMPARE(person().text(), QStringLiteral("Not signed in · operator"));
        m_now += 60 * 60'000;
        m_console->window->idleLock().look();
        QVERIFY(m_desk->calls.empty());
    }

    void pictures_go_on_in_a_locked_window()
    {
        lock();
        FakeFeed &feed = m_console->engine.feedOf("station-1");
        StationTile *tile = m_console->tile("station-1");
        QVERIFY(tile->isVisible());
        const auto colourIn = [&] {
            m_console->bridge->refresh();
            const QImage image = tile->grab().toImage();
            return image.pixelColor(image.width() / 2, image.height() / 2);
        };
        for (const std::uint32_t rgb : {0x3050a0u, 0xa05030u}) {
            feed.setNewest(makeFrame(rgb, 320, 240, rgb, std::chrono::steady_clock::now()));
            QTRY_COMPARE(colourIn().rgb() & 0xffffffu, rgb);
        }
    }

    void rolling_back_works_locked_by_button_and_by_key()
    {
        lock();
        auto *button = m_console->tile("station-3")->findChild<TransitionButton *>();
        letTimePass(*button);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(m_console->engine.calls, (std::vector<std::string>{"rollBack station-3"}));
        m_console->bridge->refresh();
        m_console->window->livePage().wall().select("station-3");
        QTest::keyClick(m_console->window.get(), Qt::Key_Backspace, Qt::ControlModifier);
        QCOMPARE(m_console->engine.callsStartingWith("rollBack station-3"), 2u);
        QVERIFY(!panel().isVisible());
    }

    void rolling_back_by_key_works_beside_the_panel_too()
    {
        lock();
        m_console->window->livePage().wall().select("station-3");
        QTest::keyClick(m_console->window.get(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(panel().isVisible());
        m_console->tile("station-3")->setFocus();
        QTest::keyClick(m_console->window.get(), Qt::Key_Backspace, Qt::ControlModifier);
        QCOMPARE(m_console->engine.callsStartingWith("rollBack station-3"), 1u);
    }

    void promoting_asks_for_an_engineer_and_works_once_he_is_here()
    {
        lock();
        m_console->engine.refuseWith = Error{ErrorCode::NotAllowed, "engineer", {}};
        auto *button = m_console->tile("station-2")->findChild<TransitionButton *>();
        letTimePass(*button);
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(panel().isVisible());
        QCOMPARE(m_console->engine.station("station-2").active, std::optional(FakeConsole::kV1));
        m_console->engine.refuseWith.reset();
        auto *secret = m_console->child<QLineEdit>("signInSecret");
        m_console->child<QComboBox>("signInName")->setCurrentIndex(0);
        QTest::keyClicks(secret, QStringLiteral("260311"));
        QTest::keyClick(secret, Qt::Key_Return);
        QTRY_VERIFY(!panel().isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(m_console->engine.station("station-2").active, std::optional(FakeConsole::kV2));
    }

    void what_was_about_to_be_done_in_somebodys_name_is_put_away()
    {
        m_console->window->livePage().wall().select("station-2");
        QTest::keyClick(m_console->window.get(), Qt::Key_Return, Qt::ControlModifier);
        auto *promote = m_console->child<QWidget>("promotePanel");
        QVERIFY(promote->isVisible());
        m_now += 11 * 60'000;
        m_console->window->idleLock().look();
        QVERIFY(!promote->isVisible());
        QVERIFY(m_console->tile("station-2")->isVisible());
    }

private:
    void lock()
    {
        QTest::keyClick(m_console->window.get(), Qt::Key_L, Qt::ControlModifier);
        QVERIFY(!m_desk->state.who);
    }
    QPushButton &person() { return *m_console->child<QPushButton>("person"); }
    SignInPanel &panel() { return *m_console->child<SignInPanel>("signInPanel"); }

    qint64 m_now = 0;
    std::unique_ptr<FakeDesk> m_desk;
    std::unique_ptr<FakeConsole> m_console;
};

QTEST_MAIN(TestLock)
#include "tst_lock.moc"
