// SPDX-License-Identifier: GPL-3.0-or-later
// linesidectl at a line with people: who may give which command to a running instance, and what its history says of it.
#include "access/peoplefile.h"
#include "access/secrethash.h"
#include "app/support/ctlline.h"
#include "wiring.h"

using namespace lineside;
using namespace lineside::test;

class TestWhoSays : public QObject, protected CtlLine {
    Q_OBJECT

    void add(const std::string &name, const std::string &secret, Role role) const
    {
        const auto added = changePeople(m_dir.filePath("line.data").toStdString(), [&](People &people) { return people.add({name, role, *hashSecret(Secret(secret), kLeastHashCost), {}}); });
        QVERIFY2(added, added ? "" : added.error().detail.c_str());
    }

private slots:
    void initTestCase()
    {
        std::vector<StationConfig> stations = demoStations(1);
        stations[0].source.targetFps = 10;
        stations[0].signPromotion = true;
        stations[0].promotion = PromotionPolicy::Nothing;
        begin(stations);
    }
    void cleanupTestCase() { end(); }

    void without_people_nobody_is_asked_and_nobody_signs_in()
    {
        const Answer a = ctl({"rollback", "station-1", "--as", "Nina"}, "correct horse\n");
        QCOMPARE(a.exitCode, 3);
        QCOMPARE(a.errorCode(), QString("sign_in_trouble"));
        QCOMPARE(ctl({"leave-safe-mode"}).exitCode, 0);
        QCOMPARE(ctl({"swap", "station-1", kWeights + "line-v2.pt"}).errorCode(), QString("signature_missing"));
    }
    void with_people_a_command_is_an_operator_s_until_somebody_signs_in()
    {
        add("Nina", "correct horse", Role::Administrator);
        add("Erik", "481516", Role::Engineer);
        const Answer nobody = ctl({"swap", "station-1", kWeights + "line-v2.pt", "--by", "Erik"});
        QCOMPARE(nobody.exitCode, 3);
        QCOMPARE(nobody.errorCode(), QString("not_allowed"));
        QCOMPARE(nobody.errorDetail(), QString("engineer"));
        QCOMPARE(ctl({"swap", "station-1", kWeights + "line-v2.pt", "--as", "Erik"}, "481517\n").errorCode(), QString("not_signed_in"));
        QCOMPARE(ctl({"swap", "station-1", kWeights + "line-v2.pt", "--as", "Erik"}, "481516\n").errorCode(), QString("signature_missing"));
        const Answer erik = ctl({"swap", "station-1", kWeights + "line-v2.pt", "--as", "Erik", "--sign", "approved", "--reason", "caps"}, "481516\n");
        QVERIFY2(erik.exitCode == 0, erik.out.constData());
        QCOMPARE(erik.json()["model"], "line-v2");
        QCOMPARE(ctl({"canary", "remove", "night", "--as", "Erik"}, "481516\n").errorCode(), QString("not_found"));
        QCOMPARE(ctl({"golden", "drop", "station-1", "1"}).errorCode(), QString("not_allowed"));
        QCOMPARE(ctl({"golden", "drop", "station-1", "1", "--as", "Erik"}, "481516\n").errorCode(), QString("not_found"));
        QCOMPARE(ctl({"golden", "list", "station-1"}).exitCode, 0);
        QVERIFY(ctl({"rollback", "station-1"}).exitCode == 0);  // everybody who runs the line may
        QVERIFY(ctl({"status"}).exitCode == 0);
    }
    void a_secret_can_come_from_an_open_file_and_never_from_the_command_line()
    {
        QFile file(m_dir.filePath("secret"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("481516\n");
        file.close();
        const QString line = "exec \"$0\" leave-safe-mode --as Erik --secret-fd 5 --config \"$1\" 5<\"$2\"";
        const Answer a = runProgram("/bin/sh", {"-c", line, kCtl, config(), file.fileName()}, user());
        QVERIFY2(a.exitCode == 0, a.err.constData());
        QCOMPARE(ctl({"leave-safe-mode", "--as", "Erik", "--secret", "481516"}).exitCode, 2);
        QCOMPARE(ctl({"leave-safe-mode", "--secret-fd", "5"}).exitCode, 2);
        QCOMPARE(ctl({"rollback", "station-1", "--sign", "approved"}).exitCode, 2);
        QCOMPARE(ctl({"swap", "station-1", "line-v2", "--sign", "approved"}).exitCode, 2);
        QCOMPARE(ctl({"swap", "station-1", "line-v2", "--as", "Erik", "--sign", "luck"}).exitCode, 2);
    }
    void where_the_list_is_damaged_nobody_is_more_than_an_operator()
    {
        for (const char *name : {kPeopleFile, kPeopleCopyFile}) {
            QFile damaged(m_dir.filePath(QStringLiteral("line.data/") + name));
            QVERIFY(damaged.open(QIODevice::ReadWrite) && damaged.seek(30) && damaged.write("#") == 1);
        }
        QCOMPARE(ctl({"swap", "station-1", "line-v2"}).errorCode(), QString("not_allowed"));
        QCOMPARE(ctl({"swap", "station-1", "line-v2", "--as", "Nina"}, "correct horse\n").errorCode(), QString("sign_in_trouble"));
        QVERIFY(ctl({"rollback", "station-1"}).exitCode == 0);
    }
    void the_history_says_who_did_it_and_who_may_do_what()
    {
        QCOMPARE(m_line->end(), 0);
        QFile history(m_dir.filePath("line.data/history.jsonl"));
        QVERIFY(history.open(QIODevice::ReadOnly));
        bool promoted = false, back = false, people = false;
        for (const QByteArray &text : history.readAll().split('\n')) {
            const auto j = nlohmann::ordered_json::parse(text.toStdString(), nullptr, false);
            if (!j.is_object() || !j.contains("event"))
                continue;
            if (j["event"] == "promoted" && j.contains("signed_by"))
                promoted = j["by"] == "Erik" && j["role"] == "engineer" && j["signed_by"]["name"] == "Erik" && j["signed_by"]["meaning"] == "approved";
            if (j["event"] == "rolled_back" && j.value("role", "") == "operator")
                back = !j.contains("by");
            if (j["event"] == "people_changed")
                people = people || j["detail"].get<std::string>().find("Nina: administrator") != std::string::npos;
            QVERIFY2(!text.contains("481516") && !text.contains("argon"), text.constData());
        }
        QVERIFY(promoted && back && people);
    }
};

QTEST_GUILESS_MAIN(TestWhoSays)
#include "tst_whosays.moc"
