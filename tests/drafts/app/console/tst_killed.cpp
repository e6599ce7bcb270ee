// SPDX-License-Identifier: GPL-3.0-or-later
// A power cut at every moment that matters: after the next start the line runs on the old or the new model, as it is written down, and
// nothing half-done is left.
#include "app/support/background.h"
#include "engine/weights/tinycheckpoint.h"
#include "store/configfile.h"
#include "store/files.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace lineside;
using namespace lineside::test;
using nlohmann::ordered_json;

class TestKilled : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    QString path(const QString &name) const { return m_dir->filePath(name); }
    QString config() const { return path("line.json"); }
    QString data(const QString &name) const { return path("line.data/" + name); }
    QString killFile() const { return path("kill-at"); }

    void writeFiles()
    {
        StationConfig s;
        s.id = "a";
        s.source.targetFps = 10;
        s.contract.labels = {"Bottle", "Cap"};  // the starter model does not fit, and is not asked for
        QFile file(config());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(formatConfig({{s}})));
        for (const char *version : {"1", "2"}) {
            TinyCheckpoint tiny;
            tiny.producer = version;
            QFile weights(path(QStringLiteral("tiny-v%1.pt").arg(version)));
            QVERIFY(weights.open(QIODevice::WriteOnly));
            const std::string bytes = tiny.bytes();
            weights.write(bytes.data(), qint64(bytes.size()));
        }
    }
    QProcessEnvironment user() const { return ownUser(path("home")); }
    QProcessEnvironment doomedUser() const
    {
        QProcessEnvironment environment = user();
        environment.insert("LD_PRELOAD", QStringLiteral(LINESIDE_KILLPOINT));
        environment.insert("LINESIDE_KILL_FILE", killFile());
        environment.insert("ASAN_OPTIONS", "verify_asan_link_order=0");  // only matters where the programs are built with it
        return environment;
    }
    std::unique_ptr<Background> start(const QString &program, const QStringList &arguments, QProcessEnvironment environment) const
    {
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        auto line = std::make_unique<Background>(program, arguments, config(), environment);
        [&] { QVERIFY(line->until([](const auto &) { return true; })); }();
        return line;
    }
    std::unique_ptr<Background> startRun(const QProcessEnvironment &environment) const
    {
        return start(QStringLiteral(LINESIDE_CTL), {"run", config(), "--json"}, environment);
    }
    std::unique_ptr<Background> startConsole(const QProcessEnvironment &environment) const
    {
        return start(QStringLiteral(LINESIDE_CONSOLE), {"--config", config()}, environment);
    }
    std::optional<ModelId> recordedActive() const
    {
        const auto text = readSmallFile(data("state.json").toStdString(), 1 << 20);
        auto state = text ? parseDesiredState(*text) : Result<DesiredState>(text.error());
        return state ? (*state)["a"].active : std::nullopt;
    }
    /// After a kill: starts again and looks at everything.
    void comesUpWhole(const std::function<std::unique_ptr<Background>()> &startAgain, const ModelId &before, const ModelId &after)
    {
        const std::optional<ModelId> recorded = recordedActive();
        QVERIFY2(recorded == before || recorded == after, "the record of what runs where is not whole");
        const auto line = startAgain();
        QVERIFY(line->untilStation("a", [](const auto &s) { return s["judged"] > 0; }));
        const ordered_json s = line->station("a");
        QCOMPARE(s["model"].get<std::string>(), recorded->text());
        QCOMPARE(s["lost"].get<int>(), 0);
        for (const ordered_json &model : line->status()["models"]) {
            const auto file = data(QStringLiteral("models/tiny/%1/weights").arg(model["model"] == "tiny-v1" ? 1 : 2));
            QCOMPARE(*hashFile(file.toStdString()), model["sha256"].get<std::string>());
        }
        QVERIFY(QDir(data("staging")).isEmpty());
        QDirIterator everything(path("line.data"), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
        while (everything.hasNext()) {
            const QString name = QFileInfo(everything.next()).fileName();
            QVERIFY2(!name.endsWith(".new") && !name.endsWith(".old") && !name.endsWith("-new"), qPrintable(everything.filePath()));
        }
        // The same change goes through now.
        QCOMPARE(line->ctl({"swap", "a", path("tiny-v2.pt")}).exitCode, 0);
        QCOMPARE(line->station("a")["model"].get<std::string>(), after.text());
        QCOMPARE(line->end(), 0);
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        writeFiles();
    }

    void whatever_write_of_an_import_and_a_promotion_is_cut_the_line_comes_up_whole()
    {
        const ModelId v1{"tiny", 1}, v2{"tiny", 2};
        {
            const auto line = startRun(user());
            QCOMPARE(line->ctl({"swap", "a", path("tiny-v1.pt")}).exitCode, 0);
            QCOMPARE(line->end(), 0);
        }
        QVERIFY(QDir(path("line.data")).exists());
        QDir().rename(path("line.data"), path("line.before"));
        int cuts = 0, onNew = 0;
        for (int n = 1;; ++n) {
            QDir(path("line.data")).removeRecursively();
            QCOMPARE(QProcess::execute("cp", {"-a", path("line.before"), path("line.data")}), 0);
            QFile::remove(killFile());
            {
                const auto line = startRun(doomedUser());
                QVERIFY(line->untilStation("a", [](const auto &s) { return s["judged"] > 0; }));
                std::ofstream(killFile().toStdString() + ".part") << n;
                QVERIFY(QFile::rename(killFile() + ".part", killFile()));
                const Answer answer = line->ctl({"swap", "a", path("tiny-v2.pt")});
                if (answer.exitCode == 0) {
                    QCOMPARE(recordedActive(), std::optional(v2));  // answered, so it is on disk
                    break;  // all writes of the change are behind us
                }
                QVERIFY(line->process().waitForFinished(kPatience));
                QCOMPARE(line->process().exitStatus(), QProcess::CrashExit);
            }
            ++cuts;
            onNew += recordedActive() == v2;
            comesUpWhole([&] { return startRun(user()); }, v1, v2);
            if (QTest::currentTestFailed())
                qFatal("cut before write %d", n);
        }
        qInfo("%d cuts, %d of them came up on the new model", cuts, onNew);
        QVERIFY(cuts >= 10);
    }

    void the_killed_console_comes_up_whole_data()
    {
        QTest::addColumn<int>("write");
        QTest::newRow("while the file is copied") << 1;
        QTest::newRow("while it becomes a version") << 5;
        QTest::newRow("while the promotion is written") << 12;
    }
    void the_killed_console_comes_up_whole()
    {
        QFETCH(int, write);
        const ModelId v1{"tiny", 1}, v2{"tiny", 2};
        {
            const auto console = startConsole(doomedUser());
            QCOMPARE(console->ctl({"swap", "a", path("tiny-v1.pt")}).exitCode, 0);
            QVERIFY(console->untilStation("a", [](const auto &s) { return s["judged"] > 0; }));
            std::ofstream(killFile().toStdString() + ".part") << write;
            QVERIFY(QFile::rename(killFile() + ".part", killFile()));
            QVERIFY(console->ctl({"swap", "a", path("tiny-v2.pt")}).exitCode != 0);
            QVERIFY(console->process().waitForFinished(kPatience));
            QCOMPARE(console->process().exitStatus(), QProcess::CrashExit);
        }
        comesUpWhole([&] { return startConsole(user()); }, v1, v2);
    }

    void a_console_killed_while_a_model_is_loaded_forgets_the_offer_and_keeps_the_line()
    {
        const ModelId v1{"tiny", 1}, v2{"tiny", 2};
        {
            const auto console = startConsole(user());
            QCOMPARE(console->ctl({"swap", "a", path("tiny-v1.pt")}).exitCode, 0);
            // Asked without waiting for the answer: killed as soon as the copy lies in the store.
            QProcess swap;
            swap.setProcessEnvironment(user());
            swap.start(QStringLiteral(LINESIDE_CTL), {"swap", "a", path("tiny-v2.pt"), "--config", config()});
            QTRY_VERIFY_WITH_TIMEOUT(!QDir(data("staging")).isEmpty() || QDir(data("models/tiny/2")).exists(), kPatience);
            console->kill();
            QVERIFY(swap.waitForFinished(kPatience));
        }
        comesUpWhole([&] { return startConsole(user()); }, v1, v2);
    }
};

int main(int argc, char **argv)
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "1500000");  // whole stories; the usual five minutes are little on a machine full of other work
    QCoreApplication app(argc, argv);
    TestKilled test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_killed.moc"
