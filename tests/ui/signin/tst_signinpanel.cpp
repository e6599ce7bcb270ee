// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/filespanel.h"
#include "signin/personbutton.h"
#include "signin/signinpanel.h"
#include "support/fakeconsole.h"
#include "support/fakedesk.h"
#include "support/uichecks.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// Who is at the window: the chip that says so all the time, and the panel where he says who he is.
class TestSignInPanel : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_desk = std::make_unique<FakeDesk>();
        start();
    }
    void cleanup()
    {
        m_console.reset();
        m_desk.reset();
    }

    void where_nobody_is_asked_nothing_of_it_is_there()
    {
        m_desk->state.asked = false;
        start();
        QVERIFY(!person().isVisible());
        press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(!panel().isVisible());
        m_console = std::make_unique<FakeConsole>();
        QVERIFY(!person().isVisible());
    }

    void the_bar_says_all_the_time_who_is_here()
    {
        QVERIFY(person().isVisible());
        QCOMPARE(person().text(), QStringLiteral("Not signed in · operator"));
        open();
        type("Nina Berg", "260311");
        press(Qt::Key_Return);
        QTRY_COMPARE(person().text(), QStringLiteral("Nina Berg · engineer"));
        QCOMPARE(person().accessibleName(), QStringLiteral("Nina Berg · engineer"));
    }

    void somebody_who_is_removed_meanwhile_is_seen_to_be_gone()
    {
        m_desk->seat("Nina Berg");
        start();
        QCOMPARE(person().text(), QStringLiteral("Nina Berg · engineer"));
        m_desk->state.who.reset();
        QTRY_COMPARE(person().text(), QStringLiteral("Not signed in · operator"));
    }

    void a_name_and_its_secret_sign_in_and_the_keyboard_is_where_it_was()
    {
        m_console->window->livePage().wall().select("station-2");
        QWidget *before = QApplication::focusWidget();
        open();
        QVERIFY(panel().isVisible() && !panel().isWindow());
        QVERIFY(name().hasFocus());
        QCOMPARE(secret().echoMode(), QLineEdit::Password);
        QVERIFY(!go().isEnabled());
        type("Nina Berg", "260311");
        QVERIFY(go().isEnabled());
        press(Qt::Key_Return);
        QTRY_VERIFY(!panel().isVisible());
        QCOMPARE(m_desk->calls, std::vector<std::string>{"signIn Nina Berg"});
        QCOMPARE(QApplication::focusWidget(), before);
        QVERIFY(secret().text().isEmpty());
    }

    void the_digits_on_it_are_a_keyboard_for_gloves()
    {
        open();
        name().setCurrentIndex(name().findText("Nina Berg"));
        for (const char digit : std::string("2603119")) {
            QWidget *button = child(QStringLiteral("signInDigit%1").arg(QLatin1Char(digit)));
            QVERIFY(button->width() >= 56 && button->height() >= 56);
            QTest::mouseClick(button, Qt::LeftButton);
        }
        QTest::mouseClick(child(QStringLiteral("signInErase")), Qt::LeftButton);
        QCOMPARE(secret().text(), QStringLiteral("260311"));
        QTest::mouseClick(&go(), Qt::LeftButton);
        QTRY_VERIFY(m_desk->state.who);
    }

    void while_it_is_checked_it_says_so_and_asks_no_second_time()
    {
        m_desk->holds = true;
        open();
        type("Nina Berg", "260311");
        press(Qt::Key_Return);
        QCOMPARE(go().text(), QStringLiteral("Checking…"));
        QVERIFY(!go().isEnabled() && secret().isReadOnly());
        press(Qt::Key_Return);
        QCOMPARE(m_desk->calls.size(), 1u);
        m_desk->answer();
        QTRY_VERIFY(!panel().isVisible());
    }

    void a_wrong_secret_is_told_in_plain_words_and_nobody_is_signed_in()
    {
        open();
        type("Nina Berg", "111111");
        press(Qt::Key_Return);
        QTRY_COMPARE(message(), QStringLiteral("That is not the PIN or password of this name. Try again."));
        QVERIFY(panel().isVisible() && secret().hasFocus() && secret().text().isEmpty() && !m_desk->state.who);
        type("Nina Berg", "260311");
        press(Qt::Key_Return);
        QTRY_VERIFY(!panel().isVisible());
    }

    void too_many_wrong_ones_wait_and_the_time_is_counted_down()
    {
        qint64 now = 1000;
        panel().setClock([&] { return now; });
        m_desk->refuseWith = SignInRefusal{SignInRefusal::Why::Wait, std::chrono::seconds(30), {}};
        open();
        type("Nina Berg", "111111");
        press(Qt::Key_Return);
        QTRY_COMPARE(message(), QStringLiteral("Too many wrong ones for this name. The next one is looked at in 30 s."));
        type("Nina Berg", "260311");
        QVERIFY(!go().isEnabled());
        now += 12'400;
        QTRY_COMPARE(message(), QStringLiteral("Too many wrong ones for this name. The next one is looked at in 18 s."));
        // Another name does not wait for this one.
        name().setCurrentIndex(name().findText("Tom"));
        QVERIFY(message().isEmpty() && go().isEnabled());
    }

    void after_the_wait_one_can_try_again()
    {
        qint64 now = 1000;
        panel().setClock([&] { return now; });
        m_desk->refuseWith = SignInRefusal{SignInRefusal::Why::Wait, std::chrono::seconds(30), {}};
        open();
        type("Nina Berg", "111111");
        press(Qt::Key_Return);
        QTRY_VERIFY(!message().isEmpty());
        type("Nina Berg", "260311");
        QVERIFY(!go().isEnabled());
        now += 30'000;
        QTRY_VERIFY(go().isEnabled());
        QCOMPARE(message(), QStringLiteral("Try again now."));
    }

    void what_could_not_be_found_out_is_no_wrong_secret()
    {
        m_desk->refuseWith = SignInRefusal{SignInRefusal::Why::Trouble, {}, "the list cannot be read"};
        open();
        type("Nina Berg", "260311");
        press(Qt::Key_Return);
        QTRY_COMPARE(message(), QStringLiteral("It could not be found out who you are (the list cannot be read). Try again; the line runs on."));
    }

    void what_one_may_not_opens_it_and_says_who_may()
    {
        m_console->engine.refuseWith = Error{ErrorCode::NotAllowed, "engineer", {}};
        m_console->bridge->promote("station-1", FakeConsole::kV2);
        QTRY_VERIFY(panel().isVisible());
        QCOMPARE(child(QStringLiteral("signInWhy"))->accessibleName(), QStringLiteral("Putting a model on air needs an engineer. Sign in and press again."));
        m_desk->seat("Tom");
        QTRY_COMPARE(person().text(), QStringLiteral("Tom · operator"));
        m_console->bridge->applyStations({});
        QTRY_COMPARE(child(QStringLiteral("signInWhy"))->accessibleName(),
                     QStringLiteral("Changing a setting of the line needs an administrator. You are Tom · operator. Have one sign in and press again."));
        QVERIFY(m_console->window->filesPanel().count() == 0);
    }

    void escape_and_close_sign_nobody_in()
    {
        open();
        type("Nina Berg", "260311");
        press(Qt::Key_Escape);
        QVERIFY(!panel().isVisible() && m_desk->calls.empty());
        open();
        QVERIFY(secret().text().isEmpty());
        QTest::mouseClick(child(QStringLiteral("signInClose")), Qt::LeftButton);
        QVERIFY(!panel().isVisible() && m_desk->calls.empty());
    }

    void every_control_has_a_name_is_reached_by_tab_in_reading_order_and_is_large_enough()
    {
        m_desk->seat("Nina Berg");
        start();
        open();
        type("Nina Berg", "2");
        LINESIDE_NOTHING(unnamed(panel()));
        LINESIDE_NOTHING(smallTargets(panel()));
        LINESIDE_NOTHING(notReachedByTab(panel()));
        LINESIDE_NOTHING(againstReadingOrder(panel()));
        for (const char *theme : {"light", "dark"}) {
            m_console->appearance->setTheme(QLatin1String(theme));
            LINESIDE_NOTHING(withoutVisibleFocus(panel()));
            LINESIDE_NOTHING(lowContrast(panel()));
        }
    }

    void no_text_is_cut_at_any_size_data()
    {
        QTest::addColumn<int>("scale");
        for (const int scale : {100, 150, 200})
            QTest::addRow("%d %%", scale) << scale;
    }
    void no_text_is_cut_at_any_size()
    {
        QFETCH(int, scale);
        m_console->appearance->setTextScale(scale);
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
        m_console->engine.refuseWith = Error{ErrorCode::NotAllowed, "engineer", {}};
        m_console->bridge->promote("station-1", FakeConsole::kV2);
        QTRY_VERIFY(panel().isVisible());
        m_desk->refuseWith = SignInRefusal{SignInRefusal::Why::Wait, std::chrono::seconds(30), {}};
        type("Nina Berg", "111111");
        press(Qt::Key_Return);
        QTRY_VERIFY(!message().isEmpty());
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
        LINESIDE_NOTHING(clippedTexts(panel()));
        LINESIDE_NOTHING(overlappingTexts(panel()));
        QVERIFY(m_console->window->rect().contains(panel().geometry()));
        if (const QByteArray folder = qgetenv("LINESIDE_GRAB"); !folder.isEmpty())
            for (const char *theme : {"light", "dark"}) {
                m_console->appearance->setTheme(QLatin1String(theme));
                QCoreApplication::processEvents();
                m_console->window->grab().save(QStringLiteral("%1/signin-%2-%3.png").arg(QString::fromLocal8Bit(folder), QLatin1String(theme)).arg(scale));
            }
    }

private:
    void start()
    {
        m_console.reset();
        m_console = std::make_unique<FakeConsole>(4, QSize(1366, 768), m_desk.get());
        m_console->engine.station("station-1").offered = FakeConsole::kV2;
        m_console->publish();
        QVERIFY(QTest::qWaitForWindowActive(m_console->window.get()));
    }
    void open() { press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : m_console->window.get(), key, modifiers);
    }
    void type(const char *who, const char *typed)
    {
        name().setCurrentIndex(name().findText(QLatin1String(who)));
        secret().setFocus();
        secret().clear();
        QTest::keyClicks(&secret(), QLatin1String(typed));
    }
    SignInPanel &panel() { return *m_console->child<SignInPanel>("signInPanel"); }
    PersonButton &person() { return *m_console->child<PersonButton>("person"); }
    QComboBox &name() { return *m_console->child<QComboBox>("signInName"); }
    QLineEdit &secret() { return *m_console->child<QLineEdit>("signInSecret"); }
    QPushButton &go() { return *m_console->child<QPushButton>("signInGo"); }
    QString message()
    {
        auto *label = m_console->child<QLabel>("signInMessage");
        return label->isVisible() ? label->accessibleName() : QString();
    }
    QWidget *child(const QString &called) { return m_console->window->findChild<QWidget *>(called); }

    std::unique_ptr<FakeDesk> m_desk;
    std::unique_ptr<FakeConsole> m_console;
};

QTEST_MAIN(TestSignInPanel)
#include "tst_signinpanel.moc"
