// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/enginebridge.h"
#include "mainwindow/eventtext.h"
#include "support/fakeengine.h"
#include "widgets/candidatestack.h"
#include "widgets/format.h"
#include "widgets/loadwait.h"
#include "widgets/waitingloads.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// Loads that wait say for what, and can be hurried, over a scripted engine.
class TstLoadWait : public QObject {
    Q_OBJECT

    const WallTime m_until = std::chrono::system_clock::now() + std::chrono::seconds(40);

private slots:
    void init()
    {
        m_engine = std::make_unique<FakeEngine>();
        m_engine->addStation("station-1", "Filler").active = ModelId{"line", 1};
        m_engine->addModel({"line", 1});
        m_engine->addModel({"line", 7});
        m_engine->state.computeDevice = "CPU";
        m_engine->publish();
        m_bridge = std::make_unique<EngineBridge>(*m_engine);
        m_window = std::make_unique<QWidget>();
        auto *column = new QVBoxLayout(m_window.get());
        column->addWidget(m_loads = new WaitingLoads(*m_bridge));
        column->addWidget(new CandidateStack(*m_bridge));
        m_window->resize(420, 600);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup()
    {
        m_window.reset();
        m_bridge.reset();
        m_engine.reset();
    }

    void each_wait_says_for_what_and_until_when_data()
    {
        QTest::addColumn<int>("why");
        QTest::addColumn<QString>("says");
        QTest::newRow("turn") << int(LoadWait::Turn) << "model before it";
        QTest::newRow("rate") << int(LoadWait::Rate) << "one model a minute";
        QTest::newRow("busy") << int(LoadWait::Busy) << "CPU is 93 % busy, and above 85 %";
        QTest::newRow("hours") << int(LoadWait::Window) << "models for Filler are loaded at these hours: 22:00-05:30";
    }
    void each_wait_says_for_what_and_until_when()
    {
        QFETCH(int, why);
        QFETCH(QString, says);
        m_engine->station("station-1").config.loadWindow = {22 * 60, 5 * 60 + 30};
        m_engine->state.loading.busy = 0.93;
        const QString said = loadWaitText(waits(static_cast<LoadWait>(why)), m_engine->state);
        QString text = said;
        text.replace(QChar(0x00A0), QLatin1Char(' ')).replace(QChar(0x202F), QLatin1Char(' '));
        QVERIFY2(text.contains(says), qPrintable(text));
        QCOMPARE(said.contains(Format::clockSeconds(m_until)), why != int(LoadWait::Turn));
    }
    void an_offered_file_that_waits_says_so_on_its_card_and_begins_with_a_reason()
    {
        offerWaiting();
        auto *card = m_window->findChild<QWidget *>(QStringLiteral("candidateCard_1"));
        QVERIFY(card);
        QVERIFY(card->findChild<QLabel *>(QStringLiteral("candidateState"))->text().startsWith(QStringLiteral("Waits until")));
        QVERIFY(!m_loads->isVisible());
        auto *open = card->findChild<QPushButton *>(QStringLiteral("loadNowOpen"));
        auto *now = card->findChild<QPushButton *>(QStringLiteral("loadNow"));
        auto *reason = card->findChild<QLineEdit *>(QStringLiteral("loadNowReason"));
        QVERIFY(open->isVisible() && !now->isVisible());
        open->click();
        QTRY_VERIFY(reason->hasFocus());
        QVERIFY(!now->isEnabled());
        QTest::keyClick(reason, Qt::Key_Return);
        QCOMPARE(m_engine->callsStartingWith("loadNow"), 0u);
        QTest::keyClicks(reason, QStringLiteral("customer waits"));
        QTest::keyClick(reason, Qt::Key_Return);
        QCOMPARE(m_engine->callsStartingWith("loadNow 5 customer waits"), 1u);
        m_bridge->refresh();
        QVERIFY(!open->isVisible() && !now->isVisible());
    }
    void escape_lets_it_wait_and_keeps_the_focus_on_the_card()
    {
        offerWaiting();
        auto *open = m_window->findChild<QPushButton *>(QStringLiteral("loadNowOpen"));
        open->click();
        auto *reason = m_window->findChild<QLineEdit *>(QStringLiteral("loadNowReason"));
        QTRY_VERIFY(reason->hasFocus());
        QTest::keyClick(reason, Qt::Key_Escape);
        QVERIFY(!reason->isVisible());
        QTRY_VERIFY(open->hasFocus());
        QCOMPARE(m_engine->callsStartingWith("loadNow"), 0u);
    }
    void a_version_of_the_library_that_waits_has_a_card_of_its_own_until_it_begins()
    {
        WaitingLoad load = waits(LoadWait::Rate);
        load.model = ModelId{"line", 7};
        load.cause = LoadCause::Library;
        m_engine->state.loading.waiting = {load};
        publish();
        QVERIFY(m_loads->isVisible());
        auto *card = m_window->findChild<QWidget *>(QStringLiteral("waitingLoad_5"));
        QVERIFY(card);
        QVERIFY(card->accessibleName().startsWith(QStringLiteral("line-v7 for Filler. Waits until")));
        m_engine->state.loading.waiting.clear();
        publish();
        QVERIFY(!m_loads->isVisible());
    }
    void what_is_not_carried_out_is_told_and_it_waits_on()
    {
        offerWaiting();
        m_engine->refuseWith = Error{ErrorCode::Internal, "no"};
        m_window->findChild<QPushButton *>(QStringLiteral("loadNowOpen"))->click();
        auto *reason = m_window->findChild<QLineEdit *>(QStringLiteral("loadNowReason"));
        reason->setText(QStringLiteral("now"));
        m_window->findChild<QPushButton *>(QStringLiteral("loadNow"))->click();
        auto *problem = m_window->findChild<QLabel *>(QStringLiteral("loadNowProblem"));
        QTRY_VERIFY(problem->isVisible());
        QVERIFY(problem->text().contains(QStringLiteral("waits as before")));
        QCOMPARE(reason->text(), QStringLiteral("now"));
    }
    void the_history_says_what_was_hurried_and_why()
    {
        HistoryEvent e;
        e.kind = EventKind::LoadedNow;
        e.file = "new.pt";
        e.detail = "customer waits";
        const QString text = EventText::of(e, m_engine->state);
        QVERIFY2(text.contains(QStringLiteral("new.pt")) && text.contains(QStringLiteral("customer waits")), qPrintable(text));
    }

private:
    WaitingLoad waits(LoadWait why) const
    {
        WaitingLoad load;
        load.id = 5;
        load.why = why;
        load.station = "station-1";
        load.until = m_until;
        return load;
    }
    void offerWaiting()
    {
        CandidateSnapshot c;
        c.id = 1;
        c.fileName = "new.pt";
        c.station = "station-1";
        c.step = CandidateStep::Check;
        c.progress = 1;
        m_engine->state.candidates.push_back(c);
        WaitingLoad load = waits(LoadWait::Rate);
        load.candidate = 1;
        m_engine->state.loading.waiting = {load};
        publish();
    }
    void publish()
    {
        m_engine->publish();
        m_bridge->refresh();
    }

    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<EngineBridge> m_bridge;
    std::unique_ptr<QWidget> m_window;
    WaitingLoads *m_loads = nullptr;
};

QTEST_MAIN(TstLoadWait)
#include "tst_loadwait.moc"
