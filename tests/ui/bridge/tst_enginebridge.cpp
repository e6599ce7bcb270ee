// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/enginebridge.h"
#include "support/fakeengine.h"

#include <QSignalSpy>
#include <QtTest>

#include <thread>

using namespace lineside;
using namespace lineside::test;

/// What the screens hear of the engine, and how commands and answers cross the threads.
class TstEngineBridge : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_engine = std::make_unique<FakeEngine>();
        StationSnapshot &s = m_engine->addStation("station-1", "Station 1");
        s.active = ModelId{"line", 1};
        m_engine->addModel({"line", 1});
        m_engine->addModel({"line", 2});
        m_engine->publish();
        m_bridge = std::make_unique<EngineBridge>(*m_engine);
    }
    void cleanup()
    {
        m_bridge.reset();
        m_engine.reset();
    }

    void counters_tick_and_only_a_new_revision_changes_the_structure()
    {
        QSignalSpy structure(m_bridge.get(), &EngineBridge::structureChanged), tick(m_bridge.get(), &EngineBridge::tick);
        m_engine->station("station-1").counters.judged = 7;
        m_engine->publish(false);
        m_bridge->refresh();
        QCOMPARE(structure.count(), 0);
        QCOMPARE(tick.count(), 1);
        QCOMPARE(m_bridge->snapshot()->stations[0].counters.judged, std::uint64_t{7});
        m_engine->publish(true);
        m_bridge->refresh();
        QCOMPARE(structure.count(), 1);
    }

    void it_ticks_by_itself()
    {
        QSignalSpy tick(m_bridge.get(), &EngineBridge::tick);
        QTRY_VERIFY(tick.count() >= 3);
    }

    void pictures_are_looked_at_more_often_than_counters_and_with_each_of_them()
    {
        QString seen;
        connect(m_bridge.get(), &EngineBridge::tick, this, [&] { seen += QLatin1Char('t'); });
        connect(m_bridge.get(), &EngineBridge::pictureTick, this, [&] { seen += QLatin1Char('p'); });
        m_bridge->refresh();
        QCOMPARE(seen, QStringLiteral("tp"));
        QTRY_VERIFY(seen.count(QLatin1Char('t')) >= 4);
        m_bridge.reset();
        QVERIFY2(seen.startsWith(QStringLiteral("tppptppptppptp").replace(QStringLiteral("ppp"), QString(EngineBridge::kPictureTicks, QLatin1Char('p')))),
                 qPrintable(seen));
    }

    void a_hidden_window_is_told_of_changes_but_not_of_pictures()
    {
        m_bridge->setDisplayed(false);
        QSignalSpy structure(m_bridge.get(), &EngineBridge::structureChanged), tick(m_bridge.get(), &EngineBridge::tick),
            pictures(m_bridge.get(), &EngineBridge::pictureTick);
        m_engine->publish();
        QTRY_COMPARE(structure.count(), 1);
        QCOMPARE(tick.count(), 0);
        QCOMPARE(pictures.count(), 0);
        m_bridge->setDisplayed(true);
        QCOMPARE(tick.count(), 1);  // at once, not at the next tick
    }

    void every_file_becomes_a_candidate_in_its_order()
    {
        const QStringList files{QStringLiteral("/data/新 模型.pt"), QStringLiteral("/data/b.onnx")};
        const auto ids = m_bridge->offerFiles(files, StationId("station-1"));
        QCOMPARE(ids, (std::vector<CandidateId>{1, 2}));
        QCOMPARE(m_engine->offers[0].first, files[0].toStdString());
        QCOMPARE(m_bridge->snapshot()->candidates.size(), 2u);  // visible when the call returns
    }

    void commands_reach_the_engine_with_what_they_name()
    {
        m_bridge->offerModel("station-1", {"line", 2});
        m_bridge->promote("station-1", {"line", 2}, {"更好", "张"});
        m_bridge->rollBack("station-1");
        m_bridge->setShadow("station-1", ModelId{"line", 2});
        m_bridge->setShadow("station-1", std::nullopt);
        m_bridge->withdrawOffer("station-1");
        m_bridge->retrySource("station-1");
        m_bridge->removeModel({"line", 2});
        m_bridge->cancelCandidate(m_bridge->offerFiles({"/data/a.pt"}).front());
        m_bridge->dismissCandidate(1);
        QCOMPARE(m_engine->calls, (std::vector<std::string>{"offerModel station-1 line-v2", "promote station-1 line-v2", "rollBack station-1",
                                                            "setShadow station-1 line-v2", "setShadow station-1 none",
                                                            "withdrawOffer station-1", "retrySource station-1", "removeModel line-v2",
                                                            "offerFile a.pt", "cancelCandidate 1", "dismissCandidate 1"}));
        QCOMPARE(m_engine->events[0].detail, std::string("更好"));
    }

    void a_refused_command_is_told_with_station_and_running_model()
    {
        QSignalSpy refused(m_bridge.get(), &EngineBridge::commandRefused);
        m_engine->refuseWith = Error{ErrorCode::OutOfMemory, {}};
        m_bridge->offerModel("station-1", {"line", 2});
        QCOMPARE(refused.count(), 0);  // never before the command returned
        QTRY_COMPARE(refused.count(), 1);
        QCOMPARE(refused[0][0].toString(),
                 QStringLiteral("That was not done: there is not enough free memory. line-v1 keeps judging at Station 1. Remove a model "
                                "that no station needs, then try again. (L-505)"));
    }

    void a_refused_model_is_told_with_the_reason_of_its_refusal_whatever_would_have_brought_it_data()
    {
        QTest::addColumn<QString>("command");
        for (const char *command : {"offer", "promote", "roll back", "compare"})
            QTest::newRow(command) << QString::fromLatin1(command);
    }
    void a_refused_model_is_told_with_the_reason_of_its_refusal_whatever_would_have_brought_it()
    {
        QFETCH(QString, command);
        m_engine->station("station-1").previous = ModelId{"line", 2};
        m_engine->publish();
        m_bridge->refresh();
        QSignalSpy refused(m_bridge.get(), &EngineBridge::commandRefused);
        m_engine->refuseWith = Error{ErrorCode::InvalidInput, "labels: Car, Bus / Bottle, Cap", Refusal{RefusalReason::Labels, "Bottle, Cap", "Car, Bus", {}}};
        if (command == QLatin1String("offer"))
            m_bridge->offerModel("station-1", {"line", 2});
        else if (command == QLatin1String("promote"))
            m_bridge->promote("station-1", {"line", 2});
        else if (command == QLatin1String("roll back"))
            m_bridge->rollBack("station-1");
        else
            m_bridge->setShadow("station-1", ModelId{"line", 2});
        QTRY_COMPARE(refused.count(), 1);
        QCOMPARE(refused[0][0].toString(),
                 QStringLiteral("“line-v2” was not taken: it knows Car, Bus; Station 1 expects Bottle, Cap. line-v1 keeps judging at Station 1. "
                                "Use weights trained on these labels, or change the labels under Station 1 → Contract. (L-302)"));
    }

    void who_asked_for_the_answer_tells_it_himself()
    {
        QSignalSpy refused(m_bridge.get(), &EngineBridge::commandRefused);
        m_engine->refuseWith = Error{ErrorCode::Busy, "line-v2"};
        std::optional<ErrorCode> told;
        m_bridge->removeModel({"line", 2}, [&](const Result<void> &result) { told = result ? std::optional<ErrorCode>() : result.error().code; });
        QTRY_VERIFY(told == ErrorCode::Busy);
        QCOMPARE(refused.count(), 0);
    }

    void an_answer_from_the_engines_thread_arrives_on_the_thread_of_the_screens()
    {
        std::jthread engineThread;
        m_engine->deliver = [&](std::function<void()> work) { engineThread = std::jthread(std::move(work)); };
        QThread *answeredOn = nullptr;
        m_bridge->rollBack("station-1", [&](const Result<void> &) { answeredOn = QThread::currentThread(); });
        QTRY_VERIFY(answeredOn);
        QCOMPARE(answeredOn, QThread::currentThread());
    }

    void an_answer_after_the_bridge_is_gone_is_dropped()
    {
        std::function<void()> late;
        m_engine->deliver = [&](std::function<void()> work) { late = std::move(work); };
        bool told = false;
        m_bridge->rollBack("station-1", [&](const Result<void> &) { told = true; });
        QVERIFY(late);
        m_bridge.reset();
        late();
        QCoreApplication::processEvents();
        QVERIFY(!told);
    }

    void an_answer_on_its_way_when_the_bridge_goes_is_dropped_too()
    {
        bool told = false;
        m_engine->deliver = [](std::function<void()> work) { work(); };
        m_bridge->rollBack("station-1", [&](const Result<void> &) { told = true; });  // now in the event queue
        m_bridge.reset();
        QCoreApplication::processEvents();
        QVERIFY(!told);
    }

    void what_is_not_there_is_null()
    {
        const EngineSnapshotPtr snapshot = m_bridge->snapshot();
        QVERIFY(findStation(*snapshot, "station-1") && !findStation(*snapshot, "nowhere"));
        QVERIFY(findModel(*snapshot, {"line", 1}) && !findModel(*snapshot, {"line", 9}));
        QVERIFY(!findCandidate(*snapshot, 1));
    }

private:
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<EngineBridge> m_bridge;
};

QTEST_MAIN(TstEngineBridge)
#include "tst_enginebridge.moc"
