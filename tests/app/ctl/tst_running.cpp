// SPDX-License-Identifier: GPL-3.0-or-later
// Stations without a window, and the commands to a running instance.
#include "app/support/background.h"
#include "common/installation.h"
#include "engine/signature/signer.h"
#include "engine/weights/tinycheckpoint.h"
#include "store/configfile.h"
#include "wiring.h"

#include <QDir>
#include <QFile>
#include <QLocalServer>
#include <QLocalSocket>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

using namespace lineside;
using namespace lineside::test;
using nlohmann::ordered_json;

namespace {

const QString kWeights = QStringLiteral(LINESIDE_SOURCE_DIR "/resources/weights/");
const QString kCtl = QStringLiteral(LINESIDE_CTL);

/// The end of systemd's notify protocol that a service manager holds.
class Listener {
public:
    explicit Listener(const QString &name)
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, qPrintable(name), sizeof address.sun_path);
        m_socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        [&] { QCOMPARE(::bind(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0); }();
    }
    ~Listener() { ::close(m_socket); }
    /// The next that comes; empty: none came.
    QByteArray next() const
    {
        pollfd wanted{m_socket, POLLIN, 0};
        char text[256];
        const ssize_t got = ::poll(&wanted, 1, kPatience) == 1 ? ::recv(m_socket, text, sizeof text, 0) : 0;
        return QByteArray(text, static_cast<qsizetype>(std::max<ssize_t>(got, 0)));
    }

private:
    int m_socket = -1;
};

}  // namespace

class TestRunning : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::unique_ptr<Background> m_line;  ///< runs on while tests only look or are refused

    QString config() const { return m_dir.filePath("line.json"); }
    QProcessEnvironment user() const { return ownUser(m_dir.filePath("home")); }
    static void writeFile(const QString &name, const QByteArray &text)
    {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
    }
    /// The running instance, started where there is none: on what the one before it left.
    Background &line()
    {
        if (!m_line) {
            m_line = std::make_unique<Background>(kCtl, QStringList{"run", config(), "--json"}, config(), user());
            const auto judges = [](const auto &s) { return s["judged"] > 0; };
            [&] { QVERIFY2(m_line->untilStation("station-1", judges), m_line->process().readAllStandardError()); }();
        }
        return *m_line;
    }

private slots:
    void initTestCase()
    {
        std::vector<StationConfig> stations = demoStations(2);
        for (StationConfig &s : stations) {
            s.source.targetFps = 10;
            s.promotion = PromotionPolicy::Nothing;
        }
        const SigningKeys keys{{Signer(1).key("Training")}, {Signer(2).key("Old laptop")}};
        writeFile(config(), QByteArray::fromStdString(formatConfig({stations, {}, keys, {}, LoadingPolicy{100, 0, 0, 0, {}}})));  // no load waits
    }
    void cleanup()
    {
        if (QTest::currentTestFailed())
            m_line.reset();
    }
    void cleanupTestCase() { m_line.reset(); }

    void commands_without_a_running_instance_are_refused()
    {
        for (const QStringList &command : QList<QStringList>{{"status"}, {"rollback", "station-1"}, {"swap", "station-1", kWeights + "line-v2.pt"}}) {
            const Answer a = runProgram(kCtl, command + QStringList{"--config", config(), "--json"}, user());
            QCOMPARE(a.exitCode, 3);
            QCOMPARE(a.errorCode(), QString("not_found"));
            QVERIFY(!a.out.contains("--config"));
        }
        // Whoever names no file looks for the user's own instance, and is told how to find another.
        const Answer own = runProgram(kCtl, {"status"}, user());
        QCOMPARE(own.exitCode, 3);
        QVERIFY2(own.err.contains("--config FILE"), own.err.constData());
    }
    void run_ends_after_the_given_time_and_tells_events_and_counters_as_json_lines()
    {
        const QString own = m_dir.filePath("short.json");
        QVERIFY(QFile::copy(config(), own));
        const Answer a = runProgram(kCtl, {"run", own, "--for", "1.2", "--json"}, user());
        QCOMPARE(a.exitCode, 0);
        bool started = false, counters = false;
        for (int i = 0; i < a.lines().size(); ++i) {
            const ordered_json j = a.json(i);
            QVERIFY2(j.is_object(), a.lines()[i].constData());
            started = started || j["event"] == "started";
            counters = counters || j["event"] == "counters";
        }
        QVERIFY(started && counters);
        const ordered_json last = a.json(static_cast<int>(a.lines().size()) - 1);
        QCOMPARE(last["stations"].size(), std::size_t{2});
        const ordered_json s = last["stations"][0];
        QVERIFY(s.contains("captured"));  // how many, says the machine
        QCOMPARE(s["accepted"].get<int>(), s["judged"].get<int>() + s["in_flight"].get<int>());
        QCOMPARE(s["lost"].get<int>(), 0);
    }
    void a_mistake_in_the_configuration_is_refused_with_line_and_column()
    {
        const QString broken = m_dir.filePath("broken.json");
        writeFile(broken, "{\n  \"stations\": [ { \"id\": \"a\", \"nmae\": \"A\" } ]\n}");
        const Answer a = runProgram(kCtl, {"run", broken, "--for", "1", "--json"}, user());
        QCOMPARE(a.exitCode, 3);
        QCOMPARE(a.errorCode(), QString("invalid_input"));
        QVERIFY2(a.errorDetail().startsWith("line 2, column "), a.out.constData());
        QCOMPARE(runProgram(kCtl, {"run", m_dir.filePath("none.json"), "--json"}, user()).errorCode(), QString("not_found"));
        QDir(m_dir.path()).mkdir("folder");
        QCOMPARE(runProgram(kCtl, {"run", m_dir.filePath("folder"), "--json"}, user()).errorCode(), QString("invalid_input"));
        QVERIFY(!QDir(m_dir.filePath("folder.data")).exists());
    }
    void who_does_not_read_what_a_line_tells_neither_stops_its_commands_nor_its_end()
    {
        const QString own = m_dir.filePath("unread.json"), output = m_dir.filePath("unread.out");
        QVERIFY(QFile::copy(config(), own));
        QCOMPARE(::mkfifo(qPrintable(output), 0600), 0);
        const int unread = ::open(qPrintable(output), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        QVERIFY(unread >= 0);
        ::fcntl(unread, F_SETPIPE_SZ, 4096);  // full with the first lines
        Background line(kCtl, {"run", own, "--json"}, own, user(), output);
        const auto tells = [unread] {
            int size = 0;
            return ::ioctl(unread, FIONREAD, &size) == 0 && size > 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(tells(), kPatience);
        int judged = 0;  // a command is answered, and again after the next counters and those after them have come
        QVERIFY(line.untilStation("station-1", [&judged](const auto &s) { return (judged = s["judged"].template get<int>()) > 0; }));
        QVERIFY(line.untilStation("station-1", [&judged](const auto &s) { return s["judged"].template get<int>() > judged + 30; }));
        QCOMPARE(line.end(), 0);
        ::close(unread);
    }
    void a_reader_that_goes_away_does_not_end_the_line()
    {
        const QString own = m_dir.filePath("gone.json"), output = m_dir.filePath("gone.out");
        QVERIFY(QFile::copy(config(), own));
        QCOMPARE(::mkfifo(qPrintable(output), 0600), 0);
        const int reader = ::open(qPrintable(output), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        QVERIFY(reader >= 0);
        Background line(kCtl, {"run", own, "--json"}, own, user(), output);
        int judged = 0;
        QVERIFY(line.untilStation("station-1", [&judged](const auto &s) { return (judged = s["judged"].template get<int>()) > 0; }));
        ::close(reader);
        QVERIFY(line.untilStation("station-1", [&judged](const auto &s) { return s["judged"].template get<int>() > judged + 30; }));
        QCOMPARE(line.end(), 3);  // what it told was not all written
    }
    void run_tells_events_and_counters_in_words()
    {
        const QString own = m_dir.filePath("words.json");
        QVERIFY(QFile::copy(config(), own));
        Background words(kCtl, {"run", own}, own, user());
        QVERIFY2(words.untilStation("station-1", [](const auto &s) { return s["judged"] > 0; }), words.process().readAllStandardError());
        const auto told = [&](const QStringList &command) {
            const Answer a = runProgram(kCtl, command + QStringList{"--config", own}, user());
            return QString::number(a.exitCode) + ' ' + QString::fromUtf8(a.exitCode == 0 ? a.out : a.err);
        };
        QVERIFY(told({"swap", "station-1", kWeights + "line-v2-wrong-labels.pt"}).startsWith("3 linesidectl: labels: "));
        QCOMPARE(told({"swap", "station-1", kWeights + "line-v2.pt"}), QString("0 station-1: line-v2 judges now\n"));
        QCOMPARE(told({"swap", "station-1", "line-v2"}), QString("0 station-1: line-v2 judges now\n"));  // it does already
        QCOMPARE(told({"rollback", "station-1"}), QString("0 station-1: line-v1 judges now\n"));
        QCOMPARE(words.end(), 0);
        const QString said = QString::fromUtf8(words.process().readAllStandardOutput());
        for (const char *line : {"started$", "refused  station-1  line-v2-wrong-labels\\.pt  labels: expected Bottle, .*; found ",
                                 "promoted  station-1  line-v1 → line-v2", "rolled back  station-1  line-v2 → line-v1"})
            QVERIFY2(said.contains(QRegularExpression(QStringLiteral("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  %1").arg(line), QRegularExpression::MultilineOption)),
                     qPrintable(QString(line) + '\n' + said));
        const QRegularExpression counters(QStringLiteral("^Station 1  running  line-v[12]  camera \\d+\\.\\d/s  judged \\d+\\.\\d/s  skipped \\d+  lost 0$"),
                                          QRegularExpression::MultilineOption);
        QVERIFY2(said.contains(counters), qPrintable(said));
        QVERIFY(!said.contains('{'));
    }
    void golden_frames_are_told_in_a_table()
    {
        QLocalServer other;
        QVERIFY(other.listen(QString::fromStdString(findInstallation(m_dir.filePath("golden.json").toStdString()).socketName)));
        const auto told = [&](const QStringList &command, const char *answer) {
            QProcess asks;
            asks.setProcessEnvironment(user());
            asks.start(kCtl, command + QStringList{"--config", m_dir.filePath("golden.json")});
            [&] { QTRY_VERIFY_WITH_TIMEOUT(other.hasPendingConnections(), kPatience); }();
            QLocalSocket *socket = other.nextPendingConnection();
            [&] { QTRY_VERIFY_WITH_TIMEOUT(socket->canReadLine(), kPatience); }();
            const QByteArray request = socket->readLine();
            socket->write(answer);
            [&] { QTRY_VERIFY_WITH_TIMEOUT(asks.state() == QProcess::NotRunning, kPatience); }();
            return std::pair(request, asks.readAllStandardOutput());
        };
        const auto list = told({"golden", "list"}, R"({"ok":true,"golden":[{"station":"station-1","id":3,"expected":"fail","label":"Bügel","a":"line-v1","b":"line-v2","by":"Nina","at_ms":1700000000123,"width":1280,"height":960},)"
                                                   R"({"station":"s2","id":12,"expected":"pass","label":"","a":"line-v1","b":"line-v12","by":"","at_ms":1700000000123,"width":640,"height":480}]})" "\n");
        QCOMPARE(list.first, QByteArray("{\"command\":\"golden\",\"do\":\"list\"}\n"));
        const QStringList lines = QString::fromUtf8(list.second).split('\n');
        QCOMPARE(lines.size(), 4);
        QVERIFY2(QRegularExpression("^station    id  must be  label  models            by    kept              pixels$").match(lines[0]).hasMatch(), list.second.constData());
        QVERIFY2(QRegularExpression("^station-1  3   fail     Bügel  line-v1 line-v2   Nina  2023-11-1[45] \\d\\d:\\d\\d  1280x960$").match(lines[1]).hasMatch(), list.second.constData());
        QVERIFY2(QRegularExpression("^s2         12  pass     –      line-v1 line-v12  –     2023-11-1[45] \\d\\d:\\d\\d  640x480$").match(lines[2]).hasMatch(), list.second.constData());
        QCOMPARE(told({"golden", "list", "s2"}, "{\"ok\":true,\"golden\":[]}\n"), std::pair(QByteArray("{\"command\":\"golden\",\"do\":\"list\",\"station\":\"s2\"}\n"), QByteArray("no golden frames\n")));
        QCOMPARE(told({"golden", "drop", "s2", "12", "--by", "Nina"}, "{\"ok\":true,\"station\":\"s2\",\"id\":12}\n"),
                 std::pair(QByteArray("{\"command\":\"golden\",\"do\":\"drop\",\"station\":\"s2\",\"id\":12,\"by\":\"Nina\"}\n"), QByteArray("s2: golden frame 12 dropped\n")));
    }
    void golden_frames_of_a_running_line_are_told_and_what_is_not_there_is_refused()
    {
        line();
        const auto ask = [&](const QStringList &command) { return runProgram(kCtl, QStringList{"golden"} + command + QStringList{"--config", config(), "--json"}, user()); };
        const Answer none = ask({"list"});
        QCOMPARE(none.exitCode, 0);
        QVERIFY(none.json()["golden"].is_array() && none.json()["golden"].empty());
        QCOMPARE(ask({"list", "station-1"}).exitCode, 0);
        QCOMPARE(ask({"list", "nowhere"}).errorCode(), QString("not_found"));
        QCOMPARE(ask({"drop", "nowhere", "1"}).errorCode(), QString("not_found"));
        QCOMPARE(ask({"drop", "station-1", "1"}).errorCode(), QString("not_found"));
        for (const QStringList &wrong : QList<QStringList>{{"drop", "station-1"}, {"drop", "station-1", "three"}, {"drop", "station-1", "-3"}, {"drop", "station-1", "1.5"}, {"drop", "station-1", "99999999999999999999"}, {"drop"}, {}, {"eat"}})
            QCOMPARE(ask(wrong).exitCode, 2);
    }
    void an_answer_of_something_else_is_refused()
    {
        // Whoever listens there is not believed.
        QLocalServer other;
        const QString name = QString::fromStdString(findInstallation(m_dir.filePath("other.json").toStdString()).socketName);
        QVERIFY(other.listen(name));
        for (const char *answer : {"{\"ok\": true}\n", "{\"ok\": \"yes\"}\n", "{\"ok\": false}\n", "{\"ok\": true, \"stations\": [1]}\n", "[]\n", "hello\n"}) {
            QProcess status;
            status.setProcessEnvironment(user());
            status.start(kCtl, {"status", "--config", m_dir.filePath("other.json")});
            QTRY_VERIFY_WITH_TIMEOUT(other.hasPendingConnections(), kPatience);
            other.nextPendingConnection()->write(answer);
            QTRY_VERIFY_WITH_TIMEOUT(status.state() == QProcess::NotRunning, kPatience);
            QCOMPARE(status.exitStatus(), QProcess::NormalExit);
            QCOMPARE(status.exitCode(), 3);
            const QByteArray said = status.readAllStandardError();
            QVERIFY2(said.startsWith("linesidectl: io: "), said.constData());
        }
    }
    void two_instances_do_not_share_a_data_folder()
    {
        QVERIFY(!line().status().is_null());
        const Answer second = runProgram(kCtl, {"run", config(), "--for", "1", "--json"}, user());
        QCOMPARE(second.exitCode, 3);
        QCOMPARE(second.errorCode(), QString("busy"));
        QVERIFY(!line().status().is_null());
    }
    void what_does_not_fit_is_refused_with_the_reason_and_nothing_changes()
    {
        const auto code = [&](const QStringList &command) {
            const Answer a = line().ctl(command);
            return a.exitCode == 3 ? a.errorCode() : QString("exit %1").arg(a.exitCode);
        };
        QCOMPARE(code({"swap", "station-1", kWeights + "line-v2-wrong-labels.pt"}), QString("labels"));
        QCOMPARE(code({"swap", "station-1", config()}), QString("not_a_model"));
        QCOMPARE(code({"swap", "station-1", m_dir.path()}), QString("folder"));
        QCOMPARE(code({"swap", "station-1", "line-v9"}), QString("not_found"));
        QCOMPARE(code({"swap", "station-1", QString(5000, 'a')}), QString("not_found"));
        QCOMPARE(code({"swap", "station-9", kWeights + "line-v2.pt"}), QString("not_found"));
        QCOMPARE(code({"rollback", "station-1"}), QString("not_found"));  // there is no model before
        const ordered_json s = line().station("station-1");
        QCOMPARE(s["model"].get<std::string>(), std::string("line-v1"));
        QVERIFY(s["offered"].is_null());
        QCOMPARE(line().status()["models"].size(), std::size_t{1});
        // And in words.
        const Answer words = runProgram(kCtl, {"rollback", "station-1", "--config", config()}, user());
        QCOMPARE(words.exitCode, 3);
        QVERIFY(words.err.startsWith("linesidectl: not_found: "));
        QVERIFY(runProgram(kCtl, {"status", "--config", config()}, user()).out.contains("line-v1"));
    }
    void a_model_is_swapped_and_rolled_back_while_the_line_runs()
    {
        QCOMPARE(stationOf(line().status(), "station-1")["model"].get<std::string>(), std::string("line-v1"));
        const Answer swapped = line().ctl({"swap", "station-1", kWeights + "line-v2.torchscript"});
        QVERIFY2(swapped.exitCode == 0, swapped.out.constData());
        QVERIFY(swapped.json()["ok"].get<bool>());
        QCOMPARE(swapped.json()["station"].get<std::string>(), std::string("station-1"));
        QCOMPARE(swapped.json()["model"].get<std::string>(), std::string("line-v2"));
        ordered_json s = line().station("station-1");
        QCOMPARE(s["model"].get<std::string>(), std::string("line-v2"));
        QCOMPARE(s["previous"].get<std::string>(), std::string("line-v1"));
        QCOMPARE(line().station("station-2")["model"].get<std::string>(), std::string("line-v1"));
        QCOMPARE(line().ctl({"swap", "station-1", kWeights + "line-v2.torchscript"}).exitCode, 0);  // it runs there already

        QCOMPARE(line().ctl({"rollback", "station-1"}).exitCode, 0);
        s = line().station("station-1");
        QCOMPARE(s["model"].get<std::string>(), std::string("line-v1"));
        QCOMPARE(line().ctl({"swap", "station-1", "line-v2"}).exitCode, 0);  // by its name in the library
        const auto judged = line().station("station-1")["judged"].get<int>();
        QVERIFY(line().untilStation("station-1", [&](const auto &now) { return now["judged"].template get<int>() > judged; }));
        s = line().station("station-1");
        QCOMPARE(s["lost"].get<int>(), 0);
        QCOMPARE(s["accepted"].get<int>(), s["judged"].get<int>() + s["in_flight"].get<int>());
        QCOMPARE(line().end(), 0);
        int promoted = 0, withFigures = 0;
        for (const QByteArray &text : line().process().readAllStandardOutput().split('\n')) {
            const auto j = ordered_json::parse(text.begin(), text.end(), nullptr, false);
            promoted += j.is_object() && j.value("event", "") == "promoted";
            withFigures += j.is_object() && j.value("event", "") == "promoted" && j.contains("swap");
        }
        QVERIFY(promoted >= 2 && withFigures >= 2);
        m_line.reset();
    }
    void a_swap_tells_who_signed_the_model_and_refuses_one_whose_signature_is_not_good()
    {
        const QString weights = m_dir.filePath("best.pt"), signature = weights + ".minisig";
        QVERIFY(QFile::copy(kWeights + "line-v2.pt", weights));
        QFile file(weights);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::string content = file.readAll().toStdString();
        writeFile(signature, QByteArray::fromStdString(Signer(1).sign("other weights", "model=line version=5")));
        QCOMPARE(line().ctl({"swap", "station-1", weights}).errorCode(), QString("bad_signature"));
        writeFile(signature, QByteArray::fromStdString(Signer(2).sign(content, "model=line version=5")));
        QCOMPARE(line().ctl({"swap", "station-1", weights}).errorCode(), QString("revoked_key"));
        writeFile(signature, QByteArray::fromStdString(Signer(1).sign(content, "model=line version=5")));
        const ordered_json swapped = line().ctl({"swap", "station-1", weights}).json();
        QCOMPARE(swapped.value("model", ""), std::string("line-v5"));
        QCOMPARE(swapped["signature"].value("state", ""), std::string("good"));
        QCOMPARE(swapped["signature"].value("signer", ""), std::string("Training"));
        const ordered_json models = line().status()["models"];
        QVERIFY(std::ranges::any_of(models, [](const auto &m) { return m["model"] == "line-v5" && m["signature"]["trusted_comment"] == "model=line version=5"; }));
        QCOMPARE(line().ctl({"rollback", "station-1"}).json()["signature"].value("state", ""), std::string("none"));
    }
    void a_service_manager_hears_that_the_stations_run_that_the_engine_lives_and_that_it_ends()
    {
        const Listener manager(m_dir.filePath("notify"));
        QProcessEnvironment environment = user();
        environment.insert("NOTIFY_SOCKET", m_dir.filePath("notify"));
        environment.insert("WATCHDOG_USEC", "2000000");
        QFile::copy(config(), m_dir.filePath("watched.json"));
        Background watched(kCtl, {"run", m_dir.filePath("watched.json"), "--json"}, m_dir.filePath("watched.json"), environment);
        QCOMPARE(manager.next(), QByteArray("READY=1"));
        for (int beat = 0; beat < 5; ++beat)
            QCOMPARE(manager.next(), QByteArray("WATCHDOG=1"));
        QCOMPARE(watched.ctl({"leave-safe-mode"}).exitCode, 0);  // it is not in it: as asked
        QCOMPARE(watched.end(), 0);
        QByteArray last;
        while ((last = manager.next()) == "WATCHDOG=1") {
        }
        QCOMPARE(last, QByteArray("STOPPING=1"));
    }
    void started_again_after_five_crashes_it_is_in_safe_mode_says_so_and_leaves_it()
    {
        const QString own = m_dir.filePath("loop.json");
        QFile::copy(config(), own);
        for (int crash = 0; crash < 5; ++crash) {
            Background dying(kCtl, {"run", own, "--json"}, own, user());
            QVERIFY(dying.until([](const auto &status) { return status["safe_mode"].is_null(); }));
            ::kill(static_cast<pid_t>(dying.process().processId()), SIGSEGV);
            QVERIFY(dying.process().waitForFinished(kPatience));
        }
        Background line(kCtl, {"run", own, "--json"}, own, user());
        QVERIFY(line.until([](const auto &status) { return !status["safe_mode"].is_null(); }));
        const Answer words = runProgram(kCtl, {"status", "--config", own}, user());
        QVERIFY2(words.out.contains("safe mode: 5 starts in ") && words.out.contains("linesidectl leave-safe-mode"), words.out.constData());
        QCOMPARE(line.ctl({"leave-safe-mode"}).exitCode, 0);
        QVERIFY(line.status()["safe_mode"].is_null());
        QCOMPARE(line.end(), 0);
    }
    void after_a_kill_the_next_start_runs_the_same_models()
    {
        QCOMPARE(line().ctl({"swap", "station-2", kWeights + "line-v2.torchscript"}).exitCode, 0);
        const ordered_json before = line().status()["stations"];
        line().kill();
        m_line.reset();
        QVERIFY(line().untilStation("station-2", [](const auto &s) { return s["judged"] > 0; }));
        for (const char *station : {"station-1", "station-2"}) {
            for (const char *part : {"model", "previous", "offered", "shadow"})
                QCOMPARE(line().station(station)[part], stationOf({{"stations", before}}, station)[part]);
        }
        QCOMPARE(line().station("station-2")["model"].get<std::string>(), std::string("line-v2"));
        QCOMPARE(line().station("station-2")["previous"].get<std::string>(), std::string("line-v1"));
        QCOMPARE(line().ctl({"rollback", "station-2"}).exitCode, 0);
    }
    // Every step is tried in tst_killed; here, that the program as it is built comes up as well.
    void killed_in_the_middle_of_a_swap_it_comes_up_with_the_model_before_data()
    {
        QTest::addColumn<int>("step");
        QTest::newRow("while the file is copied") << 3;
        QTest::newRow("while it becomes a version") << 15;
        QTest::newRow("while the change is written") << 42;
    }
    void killed_in_the_middle_of_a_swap_it_comes_up_with_the_model_before()
    {
        QFETCH(int, step);
        const std::string before = line().station("station-2")["model"].get<std::string>();
        QCOMPARE(line().end(), 0);
        m_line.reset();
        TinyCheckpoint tiny;
        tiny.labels = demoStations(1)[0].contract.labels;
        tiny.classes = static_cast<int>(tiny.labels.size());
        tiny.producer = std::to_string(step);
        const std::string bytes = tiny.bytes();
        const QString file = m_dir.filePath(QStringLiteral("step%1-v1.pt").arg(step)), order = m_dir.filePath("kill-at");
        writeFile(file, QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())));
        QFile::remove(order);
        QProcessEnvironment doomed = user();
        doomed.insert("LD_PRELOAD", QStringLiteral(LINESIDE_KILLPOINT));
        doomed.insert("ASAN_OPTIONS", "verify_asan_link_order=0");  // only matters where the program is built with it
        doomed.insert("LINESIDE_KILL_FILE", order);
        doomed.insert("LINESIDE_KILL_FOLDER", m_dir.filePath("line.data"));
        {
            Background cut(kCtl, QStringList{"run", config(), "--json"}, config(), doomed);
            QVERIFY2(cut.untilStation("station-2", [](const auto &s) { return s["judged"] > 0; }), cut.process().readAllStandardError());
            writeFile(order, QByteArray::number(step));
            // Asked by somebody who is not killed.
            QVERIFY(runProgram(kCtl, {"swap", "station-2", file, "--accept-change", "--config", config(), "--json"}, user()).exitCode != 0);
            QVERIFY(cut.process().waitForFinished(kPatience));
            QCOMPARE(cut.process().exitStatus(), QProcess::CrashExit);
        }
        QVERIFY(line().untilStation("station-2", [](const auto &s) { return s["judged"] > 0; }));
        QCOMPARE(line().station("station-2")["model"].get<std::string>(), before);
        QCOMPARE(line().station("station-2")["lost"].get<int>(), 0);
        QCOMPARE(line().ctl({"swap", "station-2", file, "--accept-change"}).exitCode, 0);  // and now it goes through
    }
};

QTEST_GUILESS_MAIN(TestRunning)
#include "tst_running.moc"
