// SPDX-License-Identifier: GPL-3.0-or-later
// linesidectl swap at a line that runs: other labels or another input size have to be meant, and a verdict is asked for.
#include "app/support/background.h"
#include "engine/weights/tinycheckpoint.h"
#include "store/configfile.h"
#include "wiring.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;
using nlohmann::ordered_json;

namespace {

const QString kWeights = QStringLiteral(LINESIDE_SOURCE_DIR "/resources/weights/");
const QString kOther = kWeights + "line-v2-wrong-labels.pt";
const QString kCtl = QStringLiteral(LINESIDE_CTL);

}  // namespace

class TestCanaryCommands : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::unique_ptr<Background> m_line;

    QString path(const char *name) const { return m_dir.filePath(QString::fromLatin1(name)); }
    QString config() const { return path("line.json"); }
    QProcessEnvironment user() const { return ownUser(path("home")); }
    static void writeFile(const QString &name, const QByteArray &text)
    {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
    }
    /// `given`: what stands in standard input.
    Answer ctl(const QStringList &command, const QByteArray &given = {}, bool json = true) const
    {
        QProcess process;
        process.setProcessEnvironment(user());
        process.start(kCtl, command + QStringList{"--config", config()} + (json ? QStringList{"--json"} : QStringList()));
        process.write(given);
        process.closeWriteChannel();
        Answer answer;
        if (process.waitForFinished(kPatience) && process.exitStatus() == QProcess::NormalExit)
            answer.exitCode = process.exitCode();
        answer.out = process.readAllStandardOutput();
        answer.err = process.readAllStandardError();
        return answer;
    }
    QString refused(const QStringList &command, const QByteArray &given = {}) const
    {
        const Answer a = ctl(command, given);
        return a.exitCode == 3 ? a.errorCode() : QStringLiteral("exit %1: %2").arg(a.exitCode).arg(QString::fromUtf8(a.out));
    }
    std::string modelAt(const char *station) const { return m_line->station(station).value("model", ""); }

private slots:
    void initTestCase()
    {
        std::vector<StationConfig> stations = demoStations(2);
        for (StationConfig &s : stations) {
            s.source.targetFps = 10;
            s.contract.labels.clear();  // any are allowed here
        }
        stations[1].promotion = PromotionPolicy::Verdict;
        writeFile(config(), QByteArray::fromStdString(formatConfig({stations, {}, {}, {}, LoadingPolicy{100, 0, 0, 0, {}}})));  // no load waits
        m_line = std::make_unique<Background>(kCtl, QStringList{"run", config(), "--json"}, config(), user());
        for (const char *id : {"station-1", "station-2"})
            QVERIFY2(m_line->untilStation(id, [](const auto &s) { return s["judged"] > 0; }), m_line->process().readAllStandardError());
    }
    void cleanupTestCase() { m_line.reset(); }

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
};

QTEST_GUILESS_MAIN(TestCanaryCommands)
#include "tst_canarycommands.moc"
