// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/controlserver.h"

#include "engine/access/frontdesk.h"
#include "support/fakeengine.h"

#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <thread>

using namespace lineside;
using namespace lineside::test;

/// Commands from outside, over a scripted engine.
class TstControlServer : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_engine = std::make_unique<FakeEngine>();
        StationSnapshot &s = m_engine->addStation("station-1", "Station 1");
        s.active = ModelId{"line", 2};
        s.previous = ModelId{"line", 1};
        m_engine->publish();
        m_name = QStringLiteral("lineside-test-%1-%2").arg(QCoreApplication::applicationPid()).arg(++m_number);
        m_server = std::make_unique<ControlServer>(*m_engine, m_name);
        QVERIFY(m_server->listen());
        m_client = std::make_unique<QLocalSocket>();
        m_client->connectToServer(m_name);
        QVERIFY(m_client->waitForConnected());
    }
    void cleanup()
    {
        m_client.reset();
        m_server.reset();
        m_engine.reset();
    }

    void a_command_is_answered_when_the_engine_has_answered()
    {
        m_client->write("{\"command\":\"rollback\",\"station\":\"station-1\"}\n");
        QTRY_VERIFY(m_client->canReadLine());
        QCOMPARE(m_client->readLine(), QByteArray("{\"model\":\"line-v1\",\"ok\":true,\"station\":\"station-1\"}\n"));
        QVERIFY(m_engine->calls == std::vector<std::string>{"rollBack station-1"});
    }

    void that_recorded_parts_are_not_sealed_is_told_until_they_are()
    {
        FakeEngine &engine = *m_engine;
        engine.state.sealTrouble = RecordTrouble{WallTime(std::chrono::milliseconds(1234)), {ErrorCode::Io, "cannot read"}};
        engine.publish();
        m_client->write("{\"command\":\"status\"}\n");
        QTRY_VERIFY(m_client->canReadLine());
        const QByteArray told = m_client->readLine();
        QVERIFY2(told.contains("\"not_sealed\":{\"since\":1234,\"error\":{") && told.contains("cannot read"), told.constData());
        engine.state.sealTrouble.reset();
        engine.publish();
        m_client->write("{\"command\":\"status\"}\n");
        QTRY_VERIFY(m_client->canReadLine());
        QVERIFY(m_client->readLine().contains("\"not_sealed\":null"));
    }
    void safe_mode_is_told_and_left_by_a_command()
    {
        m_engine->state.safeMode = SafeMode{5, 41.5};
        m_engine->station("station-1").proven = ModelId{"line", 1};
        m_engine->publish();
        m_client->write("{\"command\":\"status\"}\n");
        QTRY_VERIFY(m_client->canReadLine());
        const QByteArray told = m_client->readLine();
        QVERIFY2(told.contains("\"safe_mode\":{\"starts\":5,\"seconds\":41.5}") && told.contains("\"proven\":\"line-v1\""), told.constData());
        m_client->write("{\"command\":\"leave-safe-mode\"}\n");
        QTRY_VERIFY(m_client->canReadLine());
        QCOMPARE(m_client->readLine(), QByteArray("{\"ok\":true}\n"));
        QVERIFY(m_engine->calls == std::vector<std::string>{"leaveSafeMode"});
        m_client->write("{\"command\":\"status\"}\n");
        QTRY_VERIFY(m_client->canReadLine());
        QVERIFY(m_client->readLine().contains("\"safe_mode\":null"));
    }

    void the_lot_of_a_station_is_told_and_said()
    {
        const auto answer = [this](const char *line) {
            m_client->write(line);
            [&] { QTRY_VERIFY(m_client->canReadLine()); }();
            return m_client->readLine();
        };
        QCOMPARE(answer("{\"command\":\"lot\",\"station\":\"station-1\"}\n"), QByteArray("{\"ok\":true,\"station\":\"station-1\",\"lot\":\"\"}\n"));
        QVERIFY(m_engine->calls.empty());
        QCOMPARE(answer("{\"command\":\"lot\",\"station\":\"station-1\",\"lot\":\"4711\",\"by\":\"Nina\"}\n"), QByteArray("{\"ok\":true,\"station\":\"station-1\",\"lot\":\"4711\"}\n"));
        QCOMPARE(m_engine->calls.back(), std::string("setLot station-1 4711"));
        QVERIFY(answer("{\"command\":\"status\"}\n").contains("\"lot\":\"4711\""));
        QVERIFY(answer("{\"command\":\"lot\",\"station\":\"nowhere\"}\n").contains("not_found"));
        QVERIFY(answer("{\"command\":\"lot\",\"station\":\"nowhere\",\"lot\":\"1\"}\n").contains("not_found"));
        QVERIFY(answer("{\"command\":\"lot\",\"station\":\"station-1\",\"lot\":7}\n").contains("invalid_input"));
        m_engine->refuseWith = Error{ErrorCode::InvalidInput, "too long"};
        QVERIFY(answer("{\"command\":\"lot\",\"station\":\"station-1\",\"lot\":\"x\"}\n").contains("too long"));
    }

    void a_model_is_compared_at_named_stations_or_at_all_and_stopped_again()
    {
        const auto answer = [this](const char *line) {
            m_client->write(line);
            [&] { QTRY_VERIFY(m_client->canReadLine()); }();
            return m_client->readLine();
        };
        for (const char *id : {"station-2", "station-3", "station-4"})
            m_engine->addStation(id, id);
        m_engine->station("station-2").active = ModelId{"line", 2};
        m_engine->station("station-3").active = ModelId{"line", 3};  // has it on air
        m_engine->addModel({"line", 3});
        m_engine->publish();
        QCOMPARE(answer("{\"command\":\"shadow\",\"model\":\"line-v3\",\"stations\":[\"station-2\"],\"by\":\"Nina\"}\n"),
                 QByteArray("{\"ok\":true,\"stations\":[{\"station\":\"station-2\",\"shadow\":\"line-v3\"}]}\n"));
        QCOMPARE(m_engine->actors.back().name, std::string("Nina"));
        m_engine->calls.clear();
        // All that can: station-2 compares already, station-4 has nothing on air.
        QCOMPARE(answer("{\"command\":\"shadow\",\"model\":\"line-v3\",\"all\":true}\n"), QByteArray("{\"ok\":true,\"stations\":[{\"station\":\"station-1\",\"shadow\":\"line-v3\"}]}\n"));
        QVERIFY(m_engine->calls == std::vector<std::string>{"setShadow station-1 line-v3"});
        m_engine->calls.clear();
        QCOMPARE(answer("{\"command\":\"shadow\",\"model\":null,\"all\":true}\n"),
                 QByteArray("{\"ok\":true,\"stations\":[{\"station\":\"station-1\",\"shadow\":null},{\"station\":\"station-2\",\"shadow\":null}]}\n"));
        QVERIFY((m_engine->calls == std::vector<std::string>{"setShadow station-1 none", "setShadow station-2 none"}));
        QVERIFY(answer("{\"command\":\"shadow\",\"model\":null,\"all\":true}\n").contains("not_found"));
    }
    void a_comparison_that_cannot_begin_says_where_and_why()
    {
        const auto answer = [this](const char *line) {
            m_client->write(line);
            [&] { QTRY_VERIFY(m_client->canReadLine()); }();
            return m_client->readLine();
        };
        m_engine->addModel({"line", 3});
        m_engine->addStation("station-2", "Station 2").active = ModelId{"line", 2};
        m_engine->publish();
        QVERIFY(answer("{\"command\":\"shadow\",\"model\":\"line-v3\",\"stations\":[\"station-1\",\"nowhere\"]}\n").contains("no station nowhere"));
        QVERIFY(answer("{\"command\":\"shadow\",\"model\":\"line-v3\",\"stations\":[\"station-1\",\"station-1\"]}\n").contains("invalid_input"));
        QVERIFY(answer("{\"command\":\"shadow\",\"model\":\"line-v9\",\"all\":true}\n").contains("not_found"));
        QVERIFY(answer("{\"command\":\"shadow\",\"model\":\"line-v3\"}\n").contains("invalid_input"));
        QVERIFY(answer("{\"command\":\"shadow\",\"all\":true}\n").contains("invalid_input"));
        QVERIFY(answer("{\"command\":\"shadow\",\"model\":\"line-v3\",\"stations\":\"station-1\"}\n").contains("invalid_input"));
        QVERIFY(m_engine->calls.empty());
        m_engine->refuseWith = Error{ErrorCode::NotAllowed, "an engineer may"};
        const QByteArray refused = answer("{\"command\":\"shadow\",\"model\":\"line-v3\",\"all\":true}\n");
        QVERIFY2(refused.contains("\"ok\":false") && refused.contains("station-1: an engineer may; station-2: an engineer may"), refused.constData());
    }
    void what_stations_know_together_is_told()
    {
        const auto status = [this] {
            m_client->write("{\"command\":\"status\"}\n");
            [&] { QTRY_VERIFY(m_client->canReadLine()); }();
            return m_client->readLine();
        };
        QVERIFY(status().contains("\"joint\":null"));
        m_engine->station("station-1").comparison.emplace().differing = 3;
        m_engine->publish();
        QVERIFY(status().contains("\"people_differ\":3"));
        JointComparison joint;
        joint.stations = {"station-1", "station-2"};
        joint.state = AbState::AtLeastAsGood;
        joint.parts = 9400;
        joint.discordant = 12;
        joint.logNotWorse = 4.75;
        joint.covered = true;
        m_engine->station("station-1").comparison.emplace().joint = joint;
        m_engine->publish();
        const QByteArray told = status();
        QVERIFY2(told.contains("\"joint\":{\"stations\":[\"station-1\",\"station-2\"],\"state\":\"at_least_as_good\",\"contradicted\":false,\"parts\":9400,\"discordant\":12,\"pending\":0,\"log_not_worse\":4.75,"
                               "\"log_worse\":0.0,\"more_parts\":null,\"covered\":true,\"proves\":true}"), told.constData());
    }

    void golden_frames_are_told_and_one_is_dropped()
    {
        const auto answer = [this](const char *line) {
            m_client->write(line);
            [&] { QTRY_VERIFY(m_client->canReadLine()); }();
            return m_client->readLine();
        };
        m_engine->addStation("station-2", "Station 2");
        GoldenFrame frame;
        frame.id = 3;
        frame.expected = Verdict::Fail;
        frame.label = "Cap";
        frame.a = {"line", 1};
        frame.b = {"line", 2};
        frame.by = "Nina";
        frame.at = std::chrono::system_clock::time_point(std::chrono::milliseconds(1'700'000'000'123));
        frame.width = 1280;
        frame.height = 960;
        m_engine->golden["station-1"] = {frame};
        frame.id = 8;
        frame.expected = Verdict::Pass;
        frame.label = frame.by = {};
        m_engine->golden["station-2"] = {frame};
        m_engine->publish();
        const QByteArray first(R"({"station":"station-1","id":3,"expected":"fail","label":"Cap","a":"line-v1","b":"line-v2","by":"Nina","at_ms":1700000000123,"width":1280,"height":960})"),
            second(R"({"station":"station-2","id":8,"expected":"pass","label":"","a":"line-v1","b":"line-v2","by":"","at_ms":1700000000123,"width":1280,"height":960})");
        QCOMPARE(answer("{\"command\":\"golden\",\"do\":\"list\"}\n"), QByteArray("{\"ok\":true,\"golden\":[" + first + "," + second + "]}\n"));
        QCOMPARE(answer("{\"command\":\"golden\",\"do\":\"list\",\"station\":\"station-2\"}\n"), QByteArray("{\"ok\":true,\"golden\":[" + second + "]}\n"));
        QVERIFY(m_engine->calls.empty());
        QCOMPARE(answer("{\"command\":\"golden\",\"do\":\"drop\",\"station\":\"station-1\",\"id\":3,\"by\":\"Nina\"}\n"), QByteArray("{\"ok\":true,\"station\":\"station-1\",\"id\":3}\n"));
        QCOMPARE(m_engine->calls.back(), std::string("dropGolden station-1 3 by Nina"));
        QCOMPARE(answer("{\"command\":\"golden\",\"do\":\"list\",\"station\":\"station-1\"}\n"), QByteArray("{\"ok\":true,\"golden\":[]}\n"));
    }

    void golden_frames_that_are_not_there_are_refused_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("list of an unknown station") << QByteArray(R"("do":"list","station":"nowhere")") << QByteArray("not_found");
        QTest::newRow("list of a station without a name") << QByteArray(R"("do":"list","station":"")") << QByteArray("not_found");
        QTest::newRow("list of what is no name") << QByteArray(R"("do":"list","station":7)") << QByteArray("invalid_input");
        QTest::newRow("drop at an unknown station") << QByteArray(R"("do":"drop","station":"nowhere","id":1)") << QByteArray("not_found");
        QTest::newRow("drop of one that is not there") << QByteArray(R"("do":"drop","station":"station-1","id":99)") << QByteArray("not_found");
        QTest::newRow("drop below all numbers") << QByteArray(R"("do":"drop","station":"station-1","id":-1)") << QByteArray("invalid_input");
        QTest::newRow("drop of half a number") << QByteArray(R"("do":"drop","station":"station-1","id":1.5)") << QByteArray("invalid_input");
        QTest::newRow("drop without a number") << QByteArray(R"("do":"drop","station":"station-1")") << QByteArray("invalid_input");
        QTest::newRow("another deed") << QByteArray(R"("do":"eat")") << QByteArray("unsupported");
        QTest::newRow("no deed") << QByteArray(R"("station":"station-1")") << QByteArray("invalid_input");
    }
    void golden_frames_that_are_not_there_are_refused()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, code);
        m_client->write("{\"command\":\"golden\"," + request + "}\n");
        QTRY_VERIFY(m_client->canReadLine());
        const QByteArray told = m_client->readLine();
        QVERIFY2(told.contains("\"ok\":false") && told.contains("\"" + code + "\""), told.constData());
    }

    void the_reason_of_a_swap_comes_with_it()
    {
        m_engine->station("station-1").offered = ModelId{"line", 3};
        m_engine->addModel({"line", 3});
        m_engine->publish();
        m_client->write("{\"command\":\"swap\",\"station\":\"station-1\",\"model\":\"line-v3\",\"reason\":\"better caps\"}\n");
        QTRY_VERIFY(m_client->canReadLine());
        QCOMPARE(m_client->readLine(), QByteArray("{\"model\":\"line-v3\",\"ok\":true,\"signature\":{\"key_id\":\"\",\"signer\":\"\",\"state\":\"none\","
                                                    "\"trusted_comment\":\"\"},\"station\":\"station-1\"}\n"));
        QCOMPARE(m_engine->events.back().detail, std::string("better caps"));
    }

    void a_canary_begins_by_the_name_of_a_plan_or_by_the_plan_itself()
    {
        m_engine->addModel({"line", 3});
        CanaryPlan night;
        night.name = "night";
        night.steps = {{.stations = {"station-1"}}};
        m_engine->state.canaryPlans = {night};
        m_engine->planCheck.steps = {{"station-1"}};
        m_engine->publish();
        for (const char *plan : {"\"night\"", "{\"name\":\"night\",\"steps\":[{\"stations\":[\"station-1\"]}]}"}) {
            m_client->write((std::string("{\"command\":\"canary\",\"do\":\"start\",\"plan\":") + plan + ",\"model\":\"line-v3\",\"by\":\"Nina\",\"reason\":\"caps\"}\n").c_str());
            QTRY_VERIFY(m_client->canReadLine());
            const QByteArray told = m_client->readLine();
            QVERIFY2(told.startsWith("{\"ok\":true,\"canary\":{\"plan\":\"night\",\"model\":\"line-v3\",\"state\":\"waiting\""), told.constData());
            QCOMPARE(m_engine->calls.back(), std::string("startCanary night line-v3 Nina: caps"));
        }
    }
    void what_is_no_plan_or_no_model_begins_nothing()
    {
        m_engine->publish();
        const auto answer = [this](const char *line) {
            m_client->write(line);
            [&] { QTRY_VERIFY(m_client->canReadLine()); }();
            return m_client->readLine();
        };
        QVERIFY(answer("{\"command\":\"canary\",\"do\":\"start\",\"plan\":\"night\",\"model\":\"line-v1\"}\n").contains("not_found"));
        QVERIFY(answer("{\"command\":\"canary\",\"do\":\"start\",\"plan\":{\"colour\":1},\"model\":\"line-v1\"}\n").contains("invalid_input"));
        QVERIFY(answer("{\"command\":\"canary\",\"do\":\"start\",\"plan\":{\"name\":\"x\"},\"model\":\"nowhere.pt\"}\n").contains("not_found"));
        QVERIFY(answer("{\"command\":\"canary\",\"do\":\"hurry\"}\n").contains("unsupported"));
        QVERIFY(answer("{\"command\":\"canary\"}\n").contains("invalid_input"));
        QVERIFY(m_engine->calls.empty());
    }
    void a_person_s_word_reaches_the_canary_with_the_name()
    {
        for (const char *deed : {"approve", "pause", "resume", "abort"}) {
            m_client->write((std::string("{\"command\":\"canary\",\"do\":\"") + deed + "\",\"by\":\"Ada\"}\n").c_str());
            QTRY_VERIFY(m_client->canReadLine());
            QCOMPARE(m_client->readLine(), QByteArray("{\"ok\":true,\"canary\":null}\n"));
            QCOMPARE(m_engine->calls.back(), std::string("steerCanary ") + deed + " Ada");
        }
    }
    void rejects_that_wait_for_somebody_and_their_shares_are_told()
    {
        auto canary = std::make_shared<CanarySnapshot>();
        canary->rejectsWaiting = 3;
        canary->progress.harm = CanaryHarm{CanaryGuardKind::Controls, "station-1", 5, 4.6, 77, 0.125, 0.0625};
        canary->evidence.guards = {{CanaryGuardKind::Controls, "station-1", 2, 8, false, 300, 0.25, std::nullopt, {}}};
        canary->evidence.guards.emplace_back();
        canary->evidence.guards.back().guard = CanaryGuardKind::Memory;
        canary->evidence.guards.back().now = 412;
        canary->evidence.guards.back().limit = 500;
        m_engine->state.canary = canary;
        m_engine->publish();
        m_client->write("{\"command\":\"canary\",\"do\":\"list\"}\n");
        QTRY_VERIFY(m_client->canReadLine());
        const QByteArray told = m_client->readLine();
        QVERIFY(told.contains("\"rejects_waiting\":3"));
        QVERIFY2(told.contains("\"fewer\":false,\"now\":null,\"limit\":null") && told.contains("\"now\":412.0,\"limit\":500.0"), told.constData());
        QVERIFY2(told.contains("\"units\":300,\"share\":0.25,\"usual\":null") && told.contains("\"part\":77,\"share\":0.125,\"usual\":0.0625"), told.constData());
    }
    void plans_are_saved_in_the_place_of_their_name_listed_and_removed()
    {
        const auto answer = [this](const char *line) {
            m_client->write(line);
            [&] { QTRY_VERIFY(m_client->canReadLine()); }();
            return m_client->readLine();
        };
        for (int i = 0; i < 2; ++i)
            QCOMPARE(answer("{\"command\":\"canary\",\"do\":\"save\",\"plan\":{\"name\":\"night\"}}\n"), QByteArray("{\"ok\":true}\n"));
        QCOMPARE(m_engine->calls.back(), std::string("applyCanaryPlans night"));
        QVERIFY(answer("{\"command\":\"canary\",\"do\":\"list\"}\n").contains("\"name\":\"night\""));
        QCOMPARE(answer("{\"command\":\"canary\",\"do\":\"remove\",\"plan\":\"night\"}\n"), QByteArray("{\"ok\":true}\n"));
        QVERIFY(answer("{\"command\":\"canary\",\"do\":\"remove\",\"plan\":\"night\"}\n").contains("not_found"));
    }

    void what_the_contract_does_not_allow_is_answered_with_what_the_contract_says()
    {
        m_engine->addModel({"line", 3});
        m_engine->publish();
        m_engine->refuseWith = Error{ErrorCode::InvalidInput, "for a log", Refusal{RefusalReason::Labels, "Bottle, Cap", "Car, Bus", {}}};
        for (const char *command : {"{\"command\":\"swap\",\"station\":\"station-1\",\"model\":\"line-v3\"}\n",
                                    "{\"command\":\"rollback\",\"station\":\"station-1\"}\n"}) {
            m_client->write(command);
            QTRY_VERIFY(m_client->canReadLine());
            QCOMPARE(m_client->readLine(),
                     QByteArray("{\"error\":{\"code\":\"labels\",\"detail\":\"expected Bottle, Cap; found Car, Bus\"},\"ok\":false}\n"));
        }
        m_engine->refuseWith = Error{ErrorCode::Busy, "line-v3"};
        m_client->write("{\"command\":\"rollback\",\"station\":\"station-1\"}\n");
        QTRY_VERIFY(m_client->canReadLine());
        QCOMPARE(m_client->readLine(), QByteArray("{\"error\":{\"code\":\"busy\",\"detail\":\"line-v3\"},\"ok\":false}\n"));
    }

    void how_much_memory_is_needed_and_how_much_there_is_are_told_apart_and_with_their_unit()
    {
        m_engine->refuseWith = Error{ErrorCode::InvalidInput, "for a log", Refusal{RefusalReason::Memory, "0", "7", {}}};
        m_client->write("{\"command\":\"rollback\",\"station\":\"station-1\"}\n");
        QTRY_VERIFY(m_client->canReadLine());
        QCOMPARE(m_client->readLine(), QByteArray("{\"error\":{\"code\":\"memory\",\"detail\":\"megabytes needed: 7; there: 0\"},\"ok\":false}\n"));
    }

    void who_waits_for_a_load_is_told_why_before_the_answer_and_may_let_it_begin_with_a_reason()
    {
        QTemporaryDir dir;
        m_engine->state.loading.waiting.push_back({9, LoadCause::Import, LoadWait::Rate, 1, {}, "station-1", {}, WallTime(std::chrono::seconds(7))});
        m_engine->publish();
        const QByteArray file = dir.filePath(QStringLiteral("new.pt")).toUtf8();
        m_client->write("{\"command\":\"swap\",\"station\":\"station-1\",\"model\":\"" + file + "\",\"reason\":\"customer waits\",\"now\":true}\n");
        QTRY_VERIFY(m_client->canReadLine());
        const QByteArray told = m_client->readLine();
        QVERIFY2(told.startsWith("{\"waiting\":{\"load\":9,") && told.contains("\"waits_for\":\"rate\"") && told.contains("\"until_ms\":7000"), told.constData());
        QTRY_COMPARE(m_engine->callsStartingWith("loadNow 9 customer waits"), 1u);
        QVERIFY(!m_client->canReadLine());  // the answer comes when the model is there
    }

    void a_load_may_begin_at_once_only_for_a_reason()
    {
        m_client->write("{\"command\":\"swap\",\"station\":\"station-1\",\"model\":\"/new.pt\",\"now\":true}\n");
        QTRY_VERIFY(m_client->canReadLine());
        QVERIFY(m_client->readLine().contains("reason_missing"));
        QVERIFY(m_engine->calls.empty());
    }

    void a_connection_is_an_operator_s_until_somebody_signs_in()
    {
        FrontDesk front;
        front.addEverybody();
        m_engine->addModel({"line", 3});
        m_engine->publish();
        const QString name = m_name + QStringLiteral("-asks");
        ControlServer asking(*m_engine, name, [&] { return guest(front); });
        QVERIFY(asking.listen());
        QLocalSocket client, other;
        client.connectToServer(name);
        other.connectToServer(name);
        QVERIFY(client.waitForConnected() && other.waitForConnected());
        const auto answer = [](QLocalSocket &socket, const char *line) {
            socket.write(line);
            [&] { QTRY_VERIFY(socket.canReadLine()); }();
            return socket.readLine();
        };
        const char *const swap = "{\"command\":\"swap\",\"station\":\"station-1\",\"model\":\"line-v3\",\"by\":\"Nina\"}\n";
        const QByteArray refused = "{\"error\":{\"code\":\"not_allowed\",\"detail\":\"engineer\"},\"ok\":false}\n";
        QVERIFY(answer(client, "{\"command\":\"rollback\",\"station\":\"station-1\"}\n").contains("\"ok\":true"));
        QVERIFY((m_engine->actors.back() == Actor{{}, Role::Operator}));
        QCOMPARE(answer(client, swap), refused);
        QCOMPARE(answer(client, "{\"command\":\"swap\",\"station\":\"station-1\",\"model\":\"/tmp/new.pt\"}\n"), refused);
        QCOMPARE(answer(client, "{\"command\":\"canary\",\"do\":\"approve\",\"by\":\"Nina\"}\n"), refused);
        QVERIFY(answer(client, "{\"command\":\"sign-in\",\"name\":\"Erik\",\"secret\":\"wrong\"}\n").contains("not_signed_in"));
        QVERIFY(answer(client, "{\"command\":\"sign-in\"}\n").contains("not_signed_in"));
        QVERIFY(answer(client, "{\"command\":\"sign\",\"secret\":\"Erik's secret\",\"meaning\":\"approved\"}\n").contains("sign_in_trouble"));
        QCOMPARE(answer(client, "{\"command\":\"sign-in\",\"name\":\"Erik\",\"secret\":\"Erik's secret\"}\n"), QByteArray("{\"name\":\"Erik\",\"ok\":true,\"role\":\"engineer\"}\n"));
        QCOMPARE(answer(other, swap), refused);  // it is another's
        QVERIFY(answer(client, "{\"command\":\"sign\",\"secret\":\"Erik's secret\",\"meaning\":\"approved\"}\n").contains("\"ok\":true"));
        QVERIFY(answer(client, swap).contains("\"ok\":true"));
        const HistoryEvent event = m_engine->events.back();
        QVERIFY(event.by == "Erik" && event.role == Role::Engineer && event.signedBy && event.signedBy->meaning == "approved");
        QCOMPARE(answer(client, "{\"command\":\"canary\",\"do\":\"remove\",\"plan\":\"night\"}\n").contains("not_found"), true);  // no plan of that name, whoever asks
        QVERIFY(answer(client, "{\"command\":\"canary\",\"do\":\"save\",\"plan\":{\"name\":\"night\"}}\n").contains("\"detail\":\"administrator\""));
    }
    void lines_that_come_at_once_are_done_in_their_order()
    {
        FrontDesk front;
        front.addEverybody();
        const QString name = m_name + QStringLiteral("-order");
        ControlServer asking(*m_engine, name, [&] { return guest(front); });
        QVERIFY(asking.listen());
        QLocalSocket client;
        client.connectToServer(name);
        QVERIFY(client.waitForConnected());
        client.write("{\"command\":\"sign-in\",\"name\":\"Erik\",\"secret\":\"Erik's secret\"}\n{\"command\":\"leave-safe-mode\"}\n");
        QTRY_VERIFY(m_engine->callsStartingWith("leaveSafeMode") == 1);
        QVERIFY((m_engine->actors.back() == Actor{"Erik", Role::Engineer}));
    }
    void where_nobody_is_asked_nobody_signs_in()
    {
        m_client->write("{\"command\":\"sign-in\",\"name\":\"Erik\",\"secret\":\"Erik's secret\"}\n");
        QTRY_VERIFY(m_client->canReadLine());
        QVERIFY(m_client->readLine().contains("unsupported"));
    }

    void an_answer_that_comes_when_the_server_is_gone_touches_nothing_of_it()
    {
        std::function<void()> late;
        m_engine->deliver = [&](std::function<void()> work) { late = std::move(work); };
        m_client->write("{\"command\":\"rollback\",\"station\":\"station-1\"}\n");
        QTRY_VERIFY(late);
        m_server.reset();
        std::thread(late).join();  // the engine's thread
        QCoreApplication::processEvents();
        QVERIFY(!m_client->canReadLine());
    }

    void a_line_over_64_kib_ends_the_connection_also_when_its_end_is_there_already_data()
    {
        QTest::addColumn<QByteArray>("end");
        QTest::newRow("without an end") << QByteArray();
        QTest::newRow("with its end") << QByteArray("\n");
        QTest::newRow("with a command after it") << QByteArray("\n{\"command\":\"rollback\",\"station\":\"station-1\"}\n");
    }
    void a_line_over_64_kib_ends_the_connection_also_when_its_end_is_there_already()
    {
        QFETCH(QByteArray, end);
        m_client->write(QByteArray("{\"command\":\"rollback\",\"station\":\"station-1\",\"more\":\"") + QByteArray(70'000, 'x') + "\"}" + end);
        QTRY_COMPARE(m_client->state(), QLocalSocket::UnconnectedState);
        QVERIFY(m_engine->calls.empty());
    }

    void what_is_no_command_is_answered_with_the_reason()
    {
        for (const char *line : {"nonsense\n", "{}\n", "{\"command\":\"dance\",\"station\":\"station-1\"}\n", "[1,2]\n"}) {
            m_client->write(line);
            QTRY_VERIFY(m_client->canReadLine());
            QVERIFY(m_client->readLine().contains("\"ok\":false"));
        }
        QVERIFY(m_engine->calls.empty());
    }

private:
    /// The thread of the engine, here that of the test.
    class MainThread final : public TaskRunner {
    public:
        void post(std::function<void()> task) override { QMetaObject::invokeMethod(QCoreApplication::instance(), std::move(task), Qt::QueuedConnection); }
    };
    Guest guest(FrontDesk &front)
    {
        auto desk = std::make_shared<LocalDesk>(front.reception());
        auto engine = std::make_shared<GuardedEngine>(*m_engine, desk, m_thread);
        return {desk, engine};
    }

    MainThread m_thread;
    QString m_name;
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<ControlServer> m_server;
    std::unique_ptr<QLocalSocket> m_client;
    int m_number = 0;
};

QTEST_MAIN(TstControlServer)
#include "tst_controlserver.moc"
