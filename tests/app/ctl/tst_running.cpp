// SPDX-License-Identifier: GPL-3.0-or-later
// Stations without a window, and the commands to a running instance.
#include "app/support/background.h"
#include "store/configfile.h"
#include "wiring.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

using namespace lineside;
using namespace lineside::test;
using nlohmann::ordered_json;

namespace {

const QString kWeights = QStringLiteral(LINESIDE_SOURCE_DIR "/resources/weights/");
const QString kCtl = QStringLiteral(LINESIDE_CTL);

}  // namespace

class TestRunning : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    QString config() const { return m_dir->filePath("line.json"); }
    QProcessEnvironment user() const { return ownUser(m_dir->filePath("home")); }
    void writeConfig(const QByteArray &text) const
    {
        QFile file(config());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
    }
    std::unique_ptr<Background> start() const
    {
        auto line = std::make_unique<Background>(kCtl, QStringList{"run", config(), "--json"}, config(), user());
        [&] { QVERIFY2(line->untilStation("station-1", [](const auto &s) { return s["judged"] > 0; }), line->process().readAllStandardError()); }();
        return line;
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        std::vector<StationConfig> stations = demoStations(2);
        for (StationConfig &s : stations)
            s.source.targetFps = 10;
        writeConfig(QByteArray::fromStdString(formatConfig({stations})));
    }

    void run_ends_after_the_given_time_and_tells_events_and_counters_as_json_lines()
    {
        const Answer a = runProgram(kCtl, {"run", config(), "--for", "3", "--json"}, user());
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
        writeConfig("{\n  \"stations\": [ { \"id\": \"a\", \"nmae\": \"A\" } ]\n}");
        const Answer a = runProgram(kCtl, {"run", config(), "--for", "1", "--json"}, user());
        QCOMPARE(a.exitCode, 3);
        QCOMPARE(a.errorCode(), QString("invalid_input"));
        QVERIFY2(a.errorDetail().startsWith("line 2, column "), a.out.constData());
        QCOMPARE(runProgram(kCtl, {"run", m_dir->filePath("none.json"), "--json"}, user()).errorCode(), QString("not_found"));
    }
    void a_model_is_swapped_and_rolled_back_while_the_line_runs()
    {
        const auto line = start();
        QCOMPARE(stationOf(line->status(), "station-1")["model"].get<std::string>(), std::string("line-v1"));
        const Answer swapped = line->ctl({"swap", "station-1", kWeights + "line-v2.torchscript"});
        QVERIFY2(swapped.exitCode == 0, swapped.out.constData());
        QVERIFY(swapped.json()["ok"].get<bool>());
        ordered_json s = line->station("station-1");
        QCOMPARE(s["model"].get<std::string>(), std::string("line-v2"));
        QCOMPARE(s["previous"].get<std::string>(), std::string("line-v1"));
        QCOMPARE(line->station("station-2")["model"].get<std::string>(), std::string("line-v1"));
        QCOMPARE(line->ctl({"swap", "station-1", kWeights + "line-v2.torchscript"}).exitCode, 0);  // it runs there already

        QCOMPARE(line->ctl({"rollback", "station-1"}).exitCode, 0);
        s = line->station("station-1");
        QCOMPARE(s["model"].get<std::string>(), std::string("line-v1"));
        QCOMPARE(line->ctl({"swap", "station-1", "line-v2"}).exitCode, 0);  // by its name in the library
        const auto judged = line->station("station-1")["judged"].get<int>();
        QVERIFY(line->untilStation("station-1", [&](const auto &now) { return now["judged"].template get<int>() > judged; }));
        s = line->station("station-1");
        QCOMPARE(s["lost"].get<int>(), 0);
        QCOMPARE(s["accepted"].get<int>(), s["judged"].get<int>() + s["in_flight"].get<int>());
        QCOMPARE(line->end(), 0);
        int promoted = 0, withFigures = 0;
        for (const QByteArray &text : line->process().readAllStandardOutput().split('\n')) {
            const auto j = ordered_json::parse(text.begin(), text.end(), nullptr, false);
            promoted += j.is_object() && j.value("event", "") == "promoted";
            withFigures += j.is_object() && j.value("event", "") == "promoted" && j.contains("swap");
        }
        QVERIFY(promoted >= 2 && withFigures >= 2);
    }
    void what_does_not_fit_is_refused_with_the_reason_and_nothing_changes()
    {
        const auto line = start();
        const auto code = [&](const QStringList &command) {
            const Answer a = line->ctl(command);
            return a.exitCode == 3 ? a.errorCode() : QString("exit %1").arg(a.exitCode);
        };
        QCOMPARE(code({"swap", "station-1", kWeights + "line-v2-wrong-labels.pt"}), QString("labels"));
        QCOMPARE(code({"swap", "station-1", config()}), QString("not_a_model"));
        QCOMPARE(code({"swap", "station-1", m_dir->path()}), QString("folder"));
        QCOMPARE(code({"swap", "station-1", "line-v9"}), QString("not_found"));
        QCOMPARE(code({"swap", "station-9", kWeights + "line-v2.pt"}), QString("not_found"));
        QCOMPARE(code({"rollback", "station-1"}), QString("not_found"));  // there is no model before
        const ordered_json s = line->station("station-1");
        QCOMPARE(s["model"].get<std::string>(), std::string("line-v1"));
        QVERIFY(s["offered"].is_null());
        QCOMPARE(line->status()["models"].size(), std::size_t{1});
        // And in words.
        const Answer words = runProgram(kCtl, {"rollback", "station-1", "--config", config()}, user());
        QCOMPARE(words.exitCode, 3);
        QVERIFY(words.err.startsWith("linesidectl: not_found: "));
        QVERIFY(runProgram(kCtl, {"status", "--config", config()}, user()).out.contains("line-v1"));
    }
    void commands_without_a_running_instance_are_refused()
    {
        for (const QStringList &command : QList<QStringList>{{"status"}, {"rollback", "station-1"}, {"swap", "station-1", kWeights + "line-v2.pt"}}) {
            const Answer a = runProgram(kCtl, command + QStringList{"--config", config(), "--json"}, user());
            QCOMPARE(a.exitCode, 3);
            QCOMPARE(a.errorCode(), QString("not_found"));
        }
    }
    void two_instances_do_not_share_a_data_folder()
    {
        const auto line = start();
        const Answer second = runProgram(kCtl, {"run", config(), "--for", "1", "--json"}, user());
        QCOMPARE(second.exitCode, 3);
        QCOMPARE(second.errorCode(), QString("busy"));
        QVERIFY(!line->status().is_null());
    }
    void after_a_kill_the_next_start_runs_the_same_models()
    {
        {
            const auto line = start();
            QCOMPARE(line->ctl({"swap", "station-2", kWeights + "line-v2.torchscript"}).exitCode, 0);
            line->kill();
        }
        const auto line = start();
        QVERIFY(line->untilStation("station-2", [](const auto &s) { return s["judged"] > 0; }));
        QCOMPARE(line->station("station-1")["model"].get<std::string>(), std::string("line-v1"));
        QCOMPARE(line->station("station-2")["model"].get<std::string>(), std::string("line-v2"));
        QCOMPARE(line->station("station-2")["previous"].get<std::string>(), std::string("line-v1"));
        QCOMPARE(line->ctl({"rollback", "station-2"}).exitCode, 0);
        QCOMPARE(line->end(), 0);
    }
};

QTEST_GUILESS_MAIN(TestRunning)
#include "tst_running.moc"
