// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/promotepanel.h"
#include "actions/transition.h"
#include "signin/signinpanel.h"
#include "support/fakeconsole.h"
#include "support/fakedesk.h"
#include "support/uichecks.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// Promote… where a station asks for a signature: it is checked first, and nothing goes on air without it.
class TestSignedPromotion : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_desk = std::make_unique<FakeDesk>();
        m_desk->seat("Nina Berg");
        start();
    }
    void cleanup()
    {
        m_console.reset();
        m_desk.reset();
    }

    void the_button_of_the_station_opens_the_panel_and_does_not_promote()
    {
        const StationSnapshot &s = m_console->engine.station("station-2");
        const Transition t = Transition::of(s, *m_console->bridge->snapshot());
        QCOMPARE(t.kind, Transition::Kind::Review);
        QCOMPARE(t.reason, QStringLiteral("Whoever puts a model on air here signs for it."));
        QCOMPARE(Transition::of(m_console->engine.station("station-4"), *m_console->bridge->snapshot()).kind, Transition::Kind::Promote);
        // The way back never asks.
        m_console->engine.station("station-2").previous = FakeConsole::kV2;
        QCOMPARE(Transition::backOf(m_console->engine.station("station-2"), *m_console->bridge->snapshot()).kind, Transition::Kind::RollBack);
    }

    void it_is_signed_first_and_then_promoted()
    {
        open("station-2");
        QVERIFY(secret().isVisible() && !go().isEnabled());
        QCOMPARE(summary(), QStringLiteral("Give your PIN or password once more: that signs."));
        QCOMPARE(label("signatureWho"), QStringLiteral("Nina Berg · engineer signs: name, time and meaning go into the history."));
        meaning().setCurrentIndex(1);
        QTest::keyClicks(&secret(), QStringLiteral("260311"));
        QVERIFY(go().isEnabled());
        m_desk->holds = true;
        go().click();
        QCOMPARE(m_desk->calls, std::vector<std::string>{"sign reviewed"});
        QVERIFY(m_console->engine.calls.empty());
        QVERIFY(!go().isEnabled());
        QCOMPARE(summary(), QStringLiteral("Your signature is being checked."));
        m_desk->answer();
        QTRY_COMPARE(m_console->engine.calls, std::vector<std::string>{"promote station-2 line-v2"});
        const auto &signature = m_console->engine.events.back().signedBy;
        QVERIFY(signature);
        QCOMPARE(signature->name, std::string("Nina Berg"));
        QCOMPARE(signature->meaning, std::string("reviewed"));
        QVERIFY(!panel().isVisible() && secret().text().isEmpty());
    }

    void a_wrong_secret_is_told_in_place_and_promotes_nothing()
    {
        open("station-2");
        check("station-4").click();
        QTest::keyClicks(&secret(), QStringLiteral("111111"));
        go().click();
        QTRY_COMPARE(m_console->child<QLabel>("signatureMessage")->accessibleName(), QStringLiteral("That is not the PIN or password of this name. Try again."));
        QVERIFY(panel().isVisible() && m_console->engine.calls.empty());
        QVERIFY(secret().hasFocus() && secret().text().isEmpty() && !go().isEnabled());
        QTest::keyClicks(&secret(), QStringLiteral("260311"));
        go().click();
        QTRY_COMPARE(m_console->engine.calls, (std::vector<std::string>{"promote station-2 line-v2", "promote station-4 line-v2"}));
        QVERIFY(!m_console->engine.events.back().signedBy);  // station 4 asks for none
    }

    void each_station_gets_a_signature_of_its_own()
    {
        m_console->engine.station("station-3").config.signPromotion = true;
        m_console->engine.station("station-3").offered = FakeConsole::kV2;
        m_console->publish();
        open("station-2");
        check("station-3").click();
        QTest::keyClicks(&secret(), QStringLiteral("260311"));
        go().click();
        QTRY_COMPARE(m_console->engine.calls, (std::vector<std::string>{"promote station-2 line-v2", "promote station-3 line-v2"}));
        QCOMPARE(m_desk->calls, (std::vector<std::string>{"sign approved", "sign approved"}));
        QVERIFY(m_console->engine.events.back().signedBy);
    }

    void who_closes_the_panel_meanwhile_promotes_nothing()
    {
        open("station-2");
        QTest::keyClicks(&secret(), QStringLiteral("260311"));
        m_desk->holds = true;
        go().click();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!panel().isVisible());
        m_desk->answer();
        QCoreApplication::processEvents();
        QVERIFY(m_console->engine.calls.empty());
    }

    void where_nobody_is_signed_in_it_says_so_and_offers_it()
    {
        m_desk->state.who.reset();
        start();
        open("station-2");
        QVERIFY(!go().isEnabled() && !secret().isVisible());
        QCOMPARE(summary(), QStringLiteral("Putting a model on air needs an engineer."));
        auto *signIn = m_console->child<QPushButton>("promoteSignIn");
        QVERIFY(signIn->isVisible());
        signIn->click();
        auto *shown = m_console->child<SignInPanel>("signInPanel");
        QVERIFY(shown->isVisible() && panel().isVisible());
        m_console->child<QComboBox>("signInName")->setCurrentIndex(0);
        QTest::keyClicks(m_console->child<QLineEdit>("signInSecret"), QStringLiteral("260311"));
        m_console->child<QPushButton>("signInGo")->click();
        QTRY_VERIFY(!shown->isVisible());
        QVERIFY(panel().isVisible() && secret().isVisible() && !signIn->isVisible());
    }

    void who_is_known_is_not_asked_for_his_name()
    {
        m_console->engine.station("station-2").config.promotion = PromotionPolicy::Verdict;
        m_console->publish();
        open("station-2");
        auto *by = m_console->child<QLineEdit>("promoteBy");
        QVERIFY(by->isVisible() && by->isReadOnly());
        QCOMPARE(by->text(), QStringLiteral("Nina Berg"));
    }

    void where_nobody_could_sign_it_says_what_to_do()
    {
        m_desk->state = {};
        start();
        open("station-2");
        QVERIFY(!go().isEnabled());
        QCOMPARE(summary(), QStringLiteral("Nobody can sign yet."));
        QVERIFY(label("signatureWho").contains(QStringLiteral("linesidectl people add")));
        QVERIFY(!m_console->child<QPushButton>("promoteSignIn")->isVisible());
    }

    void every_control_has_a_name_is_reached_by_tab_in_reading_order_and_no_text_is_cut_data()
    {
        QTest::addColumn<int>("scale");
        QTest::newRow("100 %") << 100;
        QTest::newRow("200 %") << 200;
    }
    void every_control_has_a_name_is_reached_by_tab_in_reading_order_and_no_text_is_cut()
    {
        QFETCH(int, scale);
        m_console->appearance->setTextScale(scale);
        open("station-2");
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
        QTest::keyClicks(&secret(), QStringLiteral("260311"));
        LINESIDE_NOTHING(unnamed(panel()));
        LINESIDE_NOTHING(smallTargets(panel()));
        if (scale == 100) {  // with larger text the stations are scrolled
            LINESIDE_NOTHING(notReachedByTab(panel()));
            LINESIDE_NOTHING(againstReadingOrder(panel()));
        }
        LINESIDE_NOTHING(clippedTexts(panel()));
        LINESIDE_NOTHING(lowContrast(panel()));
        if (const QByteArray folder = qgetenv("LINESIDE_GRAB"); !folder.isEmpty())
            for (const char *theme : {"light", "dark"}) {
                m_console->appearance->setTheme(QLatin1String(theme));
                QCoreApplication::processEvents();
                m_console->window->grab().save(QStringLiteral("%1/promote-%2-%3.png").arg(QString::fromLocal8Bit(folder), QLatin1String(theme)).arg(scale));
            }
    }

private:
    void start()
    {
        m_console.reset();
        m_console = std::make_unique<FakeConsole>(4, QSize(1366, 768), m_desk.get());
        m_console->engine.station("station-2").config.signPromotion = true;
        for (const char *station : {"station-2", "station-4"})
            m_console->engine.station(station).offered = FakeConsole::kV2;
        m_console->publish();
        QVERIFY(QTest::qWaitForWindowActive(m_console->window.get()));
    }
    void open(const StationId &station)
    {
        m_console->window->livePage().wall().select(station);
        QTest::keyClick(m_console->window.get(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(panel().isVisible());
    }
    PromotePanel &panel() { return *m_console->child<PromotePanel>("promotePanel"); }
    QPushButton &go() { return *m_console->child<QPushButton>("promoteGo"); }
    QLineEdit &secret() { return *panel().findChild<QLineEdit *>("signatureSecret"); }
    QComboBox &meaning() { return *panel().findChild<QComboBox *>("signatureMeaning"); }
    QString summary() { return label("promoteSummary"); }
    QString label(const char *name) { return panel().findChild<QLabel *>(QLatin1String(name))->text(); }
    QCheckBox &check(const char *station) { return *panel().findChild<QCheckBox *>(QStringLiteral("promoteStation_") + QLatin1String(station)); }

    std::unique_ptr<FakeDesk> m_desk;
    std::unique_ptr<FakeConsole> m_console;
};

QTEST_MAIN(TestSignedPromotion)
#include "tst_signedpromotion.moc"
