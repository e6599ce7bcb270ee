// SPDX-License-Identifier: GPL-3.0-or-later
// linesidectl canary and swap at a line that runs: what each answers, what it refuses, and that other labels or another input size have to be meant.
#include "access/peoplefile.h"
#include "access/secrethash.h"
#include "app/support/ctlline.h"
#include "engine/weights/tinycheckpoint.h"
#include "wiring.h"

using namespace lineside;
using namespace lineside::test;
using nlohmann::ordered_json;

class TestCanaryCommands : public QObject, protected CtlLine {
    Q_OBJECT

    const QString kOther = kWeights + "line-v2-wrong-labels.pt";

    Answer canary(const QStringList &command, const QByteArray &given = {}) const { return ctl(QStringList{"canary"} + command, given); }
    QString refused(const QStringList &command, const QByteArray &given = {}) const
    {
        const Answer a = ctl(command, given);
        return a.exitCode == 3 ? a.errorCode() : QStringLiteral("exit %1: %2").arg(a.exitCode).arg(QString::fromUtf8(a.out));
    }
    std::string modelAt(const char *station) const { return m_line->station(station).value("model", ""); }
    bool becomes(const char *state) const
    {
        return m_line->until([&](const ordered_json &status) { return status["canary"].is_object() && status["canary"]["state"] == state; });
    }
    void savePlan(const QString &name, const QString &steps) const
    {
        writeFile(path("plan.json"), QStringLiteral(R"({"name": "%1", "steps": %2, "guard": {"controls": false, "own_past": false, "collapse": false, "health": false}})").arg(name, steps).toUtf8());
        const Answer saved = canary({"save", path("plan.json")});
        QVERIFY2(saved.exitCode == 0, saved.out.constData());
    }

private slots:
    void initTestCase()
    {
        std::vector<StationConfig> stations = demoStations(2);
        for (StationConfig &s : stations) {
            s.source.targetFps = 10;
            s.contract.labels.clear();  // any are allowed here
        }
        stations[0].promotion = PromotionPolicy::Nothing;
        begin(stations);
    }
    void cleanupTestCase() { end(); }

    // ---- swap
    void a_swap_that_changes_labels_is_refused_with_their_names_until_that_is_meant()
    {
        const Answer file = ctl({"swap", "station-1", kOther});
        QCOMPARE(file.exitCode, 3);
        QCOMPARE(file.errorCode(), QString("change_not_meant"));
        QCOMPARE(file.errorDetail(), QString("station-1: labels gone: Bottle, Cap, Cap askew, Label, Label torn, labels added: Can, Lid, Lid loose, Sticker, Sticker ripped; --accept-change says that this is meant"));
        QCOMPARE(modelAt("station-1"), std::string("line-v1"));
        const ordered_json models = m_line->status()["models"];
        QCOMPARE(models.size(), std::size_t{2});  // it was read, and is in the library
        const QString other = QString::fromStdString(models[models[0]["model"] == "line-v1" ? 1 : 0]["model"].get<std::string>());
        const Answer words = ctl({"swap", "station-1", other}, {}, false);
        QCOMPARE(words.exitCode, 3);
        QVERIFY2(words.err.startsWith("linesidectl: change_not_meant: station-1: labels gone: Bottle, "), words.err.constData());
        QVERIFY(words.out.isEmpty());
        QCOMPARE(modelAt("station-1"), std::string("line-v1"));

        const Answer meant = ctl({"swap", "station-1", other, "--accept-change"}, {}, false);
        QVERIFY2(meant.exitCode == 0, meant.err.constData());
        QCOMPARE(meant.out, (QStringLiteral("station-1: ") + other + " judges now\n").toUtf8());
        QCOMPARE(ctl({"rollback", "station-1"}).exitCode, 0);  // the way back asks nothing
        QCOMPARE(modelAt("station-1"), std::string("line-v1"));
        QCOMPARE(ctl({"swap", "station-1", kOther, "--accept-change"}).json()["model"], other.toStdString());
        QCOMPARE(refused({"swap", "station-1", "line-v1"}), QString("change_not_meant"));  // so are the labels of before
        QCOMPARE(ctl({"rollback", "station-1"}).exitCode, 0);
    }
    void a_swap_that_changes_the_input_size_is_refused_with_both_until_that_is_meant()
    {
        TinyCheckpoint tiny;
        tiny.labels = {"Label torn", "Label", "Cap askew", "Cap", "Bottle"};  // in another order they are the same
        tiny.classes = 5;
        const std::string bytes = tiny.bytes();
        writeFile(path("tiny-v1.pt"), QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())));
        const Answer small = ctl({"swap", "station-1", path("tiny-v1.pt")});
        QCOMPARE(small.errorCode(), QString("change_not_meant"));
        QCOMPARE(small.errorDetail(), QString("station-1: input 64 x 64 instead of 320 x 192; --accept-change says that this is meant"));
        QCOMPARE(modelAt("station-1"), std::string("line-v1"));
        QCOMPARE(ctl({"swap", "station-1", "tiny-v1", "--accept-change"}).json()["model"], "tiny-v1");
        QCOMPARE(ctl({"rollback", "station-1"}).exitCode, 0);
    }
    void where_labels_and_input_stay_nothing_has_to_be_meant()
    {
        QCOMPARE(ctl({"swap", "station-1", kWeights + "line-v2.pt"}).json()["model"], "line-v2");
        QCOMPARE(ctl({"rollback", "station-1"}).exitCode, 0);
    }
    void a_model_is_compared_at_all_stations_by_one_command_and_stopped_by_another()
    {
        const auto compared = [&](const char *station) { return m_line->untilStation(station, [](const auto &s) { return s["shadow"] == "line-v2"; }); };
        QCOMPARE(ctl({"shadow"}).exitCode, 2);
        QCOMPARE(ctl({"shadow", "line-v2"}).exitCode, 2);
        QCOMPARE(ctl({"shadow", "line-v2", "--stop", "--all"}).exitCode, 2);
        QCOMPARE(ctl({"shadow", "line-v2", "--all", "--station", "station-1"}).exitCode, 2);
        QCOMPARE(refused({"shadow", "line-v2", "--station", "nowhere"}), QString("not_found"));
        QCOMPARE(refused({"shadow", "nothing-v7", "--all"}), QString("not_found"));
        QCOMPARE(refused({"shadow", "--stop", "--all"}), QString("not_found"));  // nothing is compared
        const Answer started = ctl({"shadow", kWeights + "line-v2.pt", "--all", "--by", "Nina"});
        QVERIFY2(started.exitCode == 0, started.out.constData());
        QCOMPARE(started.json()["stations"].size(), std::size_t{2});
        QVERIFY(compared("station-1") && compared("station-2"));
        QVERIFY(ctl({"status"}, {}, false).out.contains("\n  compared  line-v2\n"));
        QVERIFY(m_line->station("station-1")["joint"].is_null());  // the demo line's cameras see the same bottles: nobody says otherwise
        QCOMPARE(refused({"shadow", "line-v2", "--all"}), QString("not_found"));  // each compares something
        QCOMPARE(ctl({"shadow", "--stop", "--station", "station-1"}, {}, false).out, QByteArray("station-1: no comparison\n"));
        QCOMPARE(ctl({"shadow", "line-v2", "--station", "station-1"}, {}, false).out, QByteArray("station-1: line-v2 is compared now\n"));
        QCOMPARE(ctl({"shadow", "--stop", "--station", "station-1", "--station", "station-2"}).json()["stations"].size(), std::size_t{2});
        QCOMPARE(modelAt("station-1"), std::string("line-v1"));
    }
    void a_station_that_wants_a_verdict_takes_a_name_and_a_reason_in_its_place()
    {
        QCOMPARE(refused({"swap", "station-2", "line-v2"}), QString("verdict_missing"));
        QCOMPARE(refused({"swap", "station-2", "line-v2", "--reason", "caps"}), QString("verdict_missing"));
        QCOMPARE(refused({"swap", "station-2", "line-v2", "--by", "Nina", "--reason", " "}), QString("verdict_missing"));
        QCOMPARE(modelAt("station-2"), std::string("line-v1"));
        const Answer answered = ctl({"swap", "station-2", "line-v2", "--by", "Nina", "--reason", "red caps"});
        QVERIFY2(answered.exitCode == 0, answered.out.constData());
        QCOMPARE(answered.json()["model"], "line-v2");
        QFile history(path("line.data/history.jsonl"));
        QVERIFY(history.open(QIODevice::ReadOnly));
        QVERIFY(history.readAll().contains(R"("by":"Nina")"));
        QCOMPARE(ctl({"rollback", "station-2"}).exitCode, 0);
    }

    // ---- canary
    void where_none_is_under_way_there_is_nothing_to_steer()
    {
        for (const char *hand : {"approve", "pause", "resume", "abort"})
            QCOMPARE(refused({"canary", hand, "--by", "Nina"}), QString("not_found"));
        const Answer list = canary({"list"});
        QVERIFY(list.exitCode == 0 && list.json()["plans"].empty() && list.json()["canary"].is_null());
    }
    void plans_are_kept_replaced_and_removed()
    {
        savePlan("night", R"([{"stations": ["station-1"], "least_parts": 1}])");
        savePlan("night", R"([{"stations": ["station-1"], "least_parts": 1, "least_minutes": 0}, {"share": 1, "least_parts": 1, "least_minutes": 0}])");
        const ordered_json plans = canary({"list"}).json()["plans"];
        QVERIFY(plans.size() == 1 && plans[0]["name"] == "night" && plans[0]["steps"].size() == 2);
        QCOMPARE(ctl({"canary", "list"}, {}, false).out, QByteArray("night: 2 steps\n"));
        savePlan("day", R"([{"stations": ["station-1"]}])");
        QCOMPARE(canary({"remove", "day"}).exitCode, 0);
        QCOMPARE(refused({"canary", "remove", "day"}), QString("not_found"));
        writeFile(path("bad.json"), R"({"name": "bad", "steps": [{"stations": ["nowhere"]}]})");
        QCOMPARE(refused({"canary", "save", path("bad.json")}), QString("invalid_input"));
        writeFile(path("bad.json"), R"({"name": "bad", "stepps": []})");
        QCOMPARE(refused({"canary", "save", path("bad.json")}), QString("invalid_input"));
        QCOMPARE(refused({"canary", "save", path("nowhere.json")}), QString("not_found"));
        QCOMPARE(canary({"list"}).json()["plans"].size(), std::size_t{1});
    }
    void one_that_may_not_begin_is_refused_and_no_station_changes()
    {
        QCOMPARE(refused({"canary", "start", "evening", "line-v2"}), QString("not_found"));  // no such plan
        QCOMPARE(refused({"canary", "start", "night", "line-v9"}), QString("not_found"));
        QCOMPARE(refused({"canary", "start", "night", "line-v2"}), QString("verdict_missing"));  // station-2 asks
        QCOMPARE(refused({"canary", "start", "night", "line-v2", "--by", "Nina"}), QString("verdict_missing"));  // the reason lacks
        QCOMPARE(refused({"canary", "start", "night", "line-v1", "--by", "Nina", "--reason", "caps"}), QString("invalid_input"));  // it is there already
        QCOMPARE(canary({"start", "night"}).exitCode, 2);
        QVERIFY(m_line->status()["canary"].is_null());
        QVERIFY(modelAt("station-1") == "line-v1" && modelAt("station-2") == "line-v1");
    }
    void one_that_changes_labels_is_refused_for_each_of_its_stations_until_that_is_meant()
    {
        const QStringList start{"start", "night", kOther, "--by", "Nina", "--reason", "other product"};
        const Answer unmeant = canary(start);
        QCOMPARE(unmeant.errorCode(), QString("change_not_meant"));
        for (const char *part : {"station-1: labels gone: Bottle, ", "station-2: labels gone: Bottle, ", "labels added: Can, "})
            QVERIFY2(unmeant.errorDetail().contains(part), qPrintable(unmeant.errorDetail()));
        const Answer words = ctl(QStringList{"canary"} + start, {}, false);
        QVERIFY2(words.err.startsWith("linesidectl: change_not_meant: station-1: "), words.err.constData());
        QVERIFY(m_line->status()["canary"].is_null());
        const Answer meant = canary(start + QStringList{"--accept-change"});
        QVERIFY2(meant.exitCode == 0, meant.out.constData());
        QCOMPARE(canary({"abort"}).json()["canary"]["state"], "aborted");
        QVERIFY(m_line->untilStation("station-1", [](const auto &s) { return s["model"] == "line-v1"; }));
    }
    void one_begins_is_paused_and_resumed_asks_and_goes_on_when_approved()
    {
        const Answer begun = canary({"start", "night", "line-v2", "--by", "Nina", "--reason", "caps"});
        QVERIFY2(begun.exitCode == 0, begun.out.constData());
        const ordered_json first = begun.json()["canary"];
        QVERIFY2(first["plan"] == "night" && first["model"] == "line-v2" && first["by"] == "Nina" && first["step"] == 1 && first["steps"] == 2 && first["harm"].is_null(), begun.out.constData());
        QCOMPARE(first["stations"].size(), std::size_t{2});
        QCOMPARE(refused({"canary", "start", "night", "line-v2", "--by", "Nina", "--reason", "caps"}), QString("busy"));
        QVERIFY(becomes("asking"));
        QVERIFY(m_line->status()["canary"]["stations"][0]["has_model"] == true && m_line->status()["canary"]["stations"][1]["has_model"] == false);
        QVERIFY(modelAt("station-1") == "line-v2" && modelAt("station-2") == "line-v1");
        QCOMPARE(refused({"canary", "resume"}), QString("invalid_input"));  // it is not paused

        const ordered_json paused = canary({"pause", "--by", "Tom"}).json()["canary"];
        QVERIFY(paused["state"] == "paused" && paused["pause"] == "by_hand" && paused["by"] == "Tom");
        QCOMPARE(refused({"canary", "pause"}), QString("invalid_input"));
        QCOMPARE(refused({"canary", "approve"}), QString("invalid_input"));
        QVERIFY(ctl({"canary", "list"}, {}, false).out.contains("canary    night: line-v2, step 1 of 2, paused (by_hand)\n"));
        const ordered_json resumed = canary({"resume", "--by", "Nina"}).json()["canary"];
        QVERIFY2(resumed["state"] == "asking" && resumed["pause"].is_null() && resumed["by"] == "Nina", resumed.dump().c_str());

        const Answer approved = canary({"approve", "--by", "Ada"});
        QCOMPARE(approved.exitCode, 0);
        const ordered_json next = approved.json()["canary"];
        QVERIFY2(next["preparing"] == true || next["step"] == 2, approved.out.constData());  // its stations are got ready first
        QVERIFY(m_line->until([](const ordered_json &status) { return status["canary"]["step"] == 2 && status["canary"]["by"] == "Ada"; }));
        QVERIFY(m_line->untilStation("station-2", [](const auto &s) { return s["model"] == "line-v2"; }));
        QVERIFY(becomes("asking"));
        QCOMPARE(canary({"approve", "--by", "Ada"}).json()["canary"]["state"], "done");
        QCOMPARE(refused({"canary", "approve"}), QString("not_found"));
        QVERIFY(modelAt("station-1") == "line-v2" && modelAt("station-2") == "line-v2");
        for (const char *id : {"station-1", "station-2"})
            QCOMPARE(ctl({"rollback", id}).exitCode, 0);
    }
    void one_that_is_aborted_gives_its_stations_their_models_of_before()
    {
        QCOMPARE(canary({"start", "night", "line-v2", "--by", "Nina", "--reason", "caps"}).exitCode, 0);
        QVERIFY(m_line->untilStation("station-1", [](const auto &s) { return s["model"] == "line-v2"; }));
        const ordered_json over = canary({"abort", "--by", "Tom"}).json()["canary"];
        QVERIFY2(over["state"] == "aborted" && over["by"] == "Tom", over.dump().c_str());
        QVERIFY(modelAt("station-1") == "line-v1" && modelAt("station-2") == "line-v1");
        QCOMPARE(refused({"canary", "abort"}), QString("not_found"));
    }

    // Last: from here on people have to say who they are.
    void with_people_an_operator_may_pause_and_abort_and_an_engineer_the_rest()
    {
        const auto added = changePeople(path("line.data").toStdString(), [](People &people) {
            const auto nina = people.add({"Nina", Role::Administrator, *hashSecret(Secret(std::string("correct horse")), kLeastHashCost), {}});
            return nina ? people.add({"Erik", Role::Engineer, *hashSecret(Secret(std::string("481516")), kLeastHashCost), {}}) : nina;
        });
        QVERIFY2(added, added ? "" : added.error().detail.c_str());
        const QStringList start{"canary", "start", "night", "line-v2", "--by", "Erik", "--reason", "caps"};
        const Answer nobody = ctl(start);
        QCOMPARE(nobody.errorCode(), QString("not_allowed"));
        QCOMPARE(nobody.errorDetail(), QString("engineer"));
        QCOMPARE(refused({"canary", "save", path("plan.json")}), QString("not_allowed"));
        QCOMPARE(refused({"canary", "remove", "night"}), QString("not_allowed"));
        QCOMPARE(canary({"list"}).exitCode, 0);
        const Answer erik = ctl(start + QStringList{"--as", "Erik"}, "481516\n");
        QVERIFY2(erik.exitCode == 0, erik.out.constData());
        QCOMPARE(erik.json()["canary"]["by"], "Erik");
        QVERIFY(becomes("asking"));
        QCOMPARE(refused({"canary", "approve", "--by", "Erik"}), QString("not_allowed"));
        QCOMPARE(canary({"pause"}).json()["canary"]["state"], "paused");
        QCOMPARE(refused({"canary", "resume"}), QString("not_allowed"));
        QCOMPARE(canary({"resume", "--as", "Erik"}, "481516\n").json()["canary"]["state"], "asking");
        QCOMPARE(canary({"abort"}).json()["canary"]["state"], "aborted");
        QCOMPARE(modelAt("station-1"), std::string("line-v1"));
        QCOMPARE(refused({"shadow", "line-v2", "--all"}), QString("not_allowed"));
        QVERIFY(m_line->station("station-1")["shadow"].is_null());
        QCOMPARE(ctl({"shadow", "line-v2", "--station", "station-1", "--as", "Erik"}, "481516\n").exitCode, 0);
        QCOMPARE(refused({"shadow", "--stop", "--all"}), QString("not_allowed"));
        QCOMPARE(m_line->station("station-1")["shadow"], "line-v2");
        QCOMPARE(ctl({"shadow", "--stop", "--all", "--as", "Erik"}, "481516\n").exitCode, 0);
        QCOMPARE(m_line->end(), 0);
    }
};

QTEST_GUILESS_MAIN(TestCanaryCommands)
#include "tst_canarycommands.moc"
