// SPDX-License-Identifier: GPL-3.0-or-later
// From end to end: a weight file is dropped on a station, compared there with the model on air, reviewed by keys, and put on air at that station first; it does harm, is taken back by itself, and the record
// of it all is whole.
#include "app/support/consoleundertest.h"
#include "demo/demoline.h"
#include "engine/weights/tinycheckpoint.h"
#include "store/configfile.h"
#include "support/realdrag.h"
#include "wiring.h"

#include <QApplication>
#include <QFile>
#include <QScreen>
#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace lineside;
using namespace lineside::test;
using nlohmann::ordered_json;

namespace {

const QString kWeights = QStringLiteral(LINESIDE_SOURCE_DIR "/resources/weights/");
const char *const kId = "filler";

}  // namespace

class TestStepByStep : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::unique_ptr<SessionBus> m_bus;
    std::unique_ptr<ConsoleUnderTest> m_console;

    QString config() const { return m_dir.filePath("plant.json"); }
    Background &console() const { return m_console->background(); }
    static ScreenReader::Wanted named(const QString &name)
    {
        return [name](const QString &found) { return found == name; };
    }
    static ScreenReader::Wanted saying(const QString &words)
    {
        return [words](const QString &found) { return found.contains(words); };
    }
    void isSaid(const QString &words) { QVERIFY2(QTest::qWaitFor([&] { return m_console->find(saying(words)).has_value(); }, kPatience), qPrintable(words)); }
    void clickOn(const QString &name)
    {
        QVERIFY2(QTest::qWaitFor([&] { return m_console->find(named(name)).has_value(); }, kPatience), qPrintable(name));
        QVERIFY(ConsoleUnderTest::click(m_console->find(named(name))->place.center()));
    }
    /// A file that fits the stations and sees nothing.
    QString sightless() const
    {
        TinyCheckpoint tiny;
        tiny.labels = DemoLine::labels();
        tiny.classes = static_cast<int>(tiny.labels.size());
        tiny.firstLogit = -40;
        const QString name = m_dir.filePath("line-v9.pt");
        std::ofstream(name.toStdString(), std::ios::binary) << tiny.bytes();
        return name;
    }
    void dropOnFiller(const QString &file)
    {
        const QRect screen = QGuiApplication::primaryScreen()->geometry();
        RealDrag drag({file}, QRect(screen.right() - 199, screen.top(), 200, 80));
        QVERIFY(QTest::qWaitFor([&] { return m_console->tile("Filler").has_value(); }, kPatience));
        QVERIFY2(drag.moveTo(m_console->tile("Filler")->place.center()), qPrintable(drag.problem()));
        QVERIFY2(drag.hoverUntilTaken(), qPrintable(drag.problem()));
        QVERIFY2(drag.release(), qPrintable(drag.problem()));
    }
    ordered_json canary() const { return console().status().value("canary", ordered_json()); }

private slots:
    void initTestCase()
    {
        m_bus = std::make_unique<SessionBus>(ownUser(m_dir.filePath("bus")));
        QVERIFY2(!m_bus->address().isEmpty(), "dbus-daemon did not start");
        // Every picture is a part, so that there are many of them; what a model does in its first seconds is left to the guard.
        std::vector<StationConfig> stations = demoStations(2);
        stations[0].id = kId;
        stations[0].name = "Filler";
        stations[1].id = "capper";
        stations[1].name = "Capper";
        for (StationConfig &s : stations) {
            s.source.targetFps = 10;
            s.rule.partLabel.clear();
            s.comparison = {0.45, 0.45, 0.2};
            s.healthCheck = false;
            s.promotion = PromotionPolicy::Verdict;
        }
        QFile file(config());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(formatConfig({stations, {}, {}, {}, LoadingPolicy{100, 0, 0, 0, {}}})));  // no load waits
    }
    void cleanup()
    {
        if (QTest::currentTestFailed() && m_console) {
            QGuiApplication::primaryScreen()->grabWindow(0).toImage().save(QStringLiteral("stepbystep-failed.png"));
            qInfo("the console said: %s", m_console->background().process().readAllStandardError().constData());
            qInfo("the screen says: %s", qPrintable(m_console->everythingSaid()));
        }
        m_console.reset();
    }

    void a_model_that_is_dropped_compared_and_tried_at_one_station_is_taken_back_where_it_does_harm()
    {
        m_console = std::make_unique<ConsoleUnderTest>(config(), m_dir.filePath("home"), m_bus->address());
        QVERIFY(QTest::qWaitFor([&] { return m_console->tile("Filler").has_value(); }, kPatience));
        for (const char *station : {kId, "capper"})
            QCOMPARE(console().ctl({"swap", station, kWeights + "line-v1.pt"}).exitCode, 0);

        // Dropped on the station, and compared there on the same pictures.
        dropOnFiller(kWeights + "line-v2.torchscript");
        QVERIFY(console().untilStation(kId, [](const auto &s) { return s["offered"] == "line-v2"; }));
        QVERIFY(ConsoleUnderTest::click(m_console->tile("Filler")->place.center()));
        QVERIFY(m_console->keys({"key", "c"}));
        clickOn("Start comparison");
        QVERIFY(console().untilStation(kId, [](const auto &s) { return s["shadow"] == "line-v2"; }));

        // Some of what they differ on is reviewed by keys, and the verdict is there.
        isSaid("Review ");
        QVERIFY(ConsoleUnderTest::click(m_console->find(saying("Review "))->place.center()));
        isSaid("Which of the two is right");
        QVERIFY(m_console->keys({"key", "Up"}));
        isSaid("1 answered");
        isSaid("B is at least as good as A.");
        QVERIFY(m_console->keys({"key", "Escape"}));

        // A model that is not proven goes on air at one station first, where somebody answers for it.
        QVERIFY(m_console->keys({"key", "ctrl+1"}));
        isSaid("line-v2");
        dropOnFiller(sightless());
        QVERIFY(console().untilStation(kId, [](const auto &s) { return s["offered"] == "line-v9"; }));
        QVERIFY(m_console->keys({"key", "ctrl+4"}));
        isSaid("write your name and the reason");
        clickOn("Why this model goes on air");
        QVERIFY(m_console->keys({"type", "dark labels"}));
        clickOn("Who answers for this model");
        QVERIFY(m_console->keys({"type", "Nina"}));
        // It takes smaller pictures than the one on air, which somebody has to mean.
        clickOn("These changes of labels or input size are meant");
        // It is not known what is usual there before a hundred parts were recorded.
        QVERIFY(QTest::qWaitFor([&] {
            if (const auto begin = m_console->find(named("Begin with line-v9")))
                ConsoleUnderTest::click(begin->place.center());
            return !canary().is_null();
        }, kPatience));
        QVERIFY(console().until([](const auto &status) { return status["canary"].is_object() && status["canary"]["state"] == "rolled_back"; }));

        // It was on air at that station alone, and is nowhere now.
        const ordered_json status = console().status();
        for (const char *station : {kId, "capper"}) {
            QCOMPARE(stationOf(status, station)["model"], ordered_json("line-v1"));
            QCOMPARE(stationOf(status, station)["lost"], ordered_json(0));
        }
        QCOMPARE(status["canary"]["harm"]["station"], ordered_json(kId));
        QCOMPARE(status["canary"]["step"], ordered_json(1));
        isSaid("line-v9 was taken back after");

        // The record is whole, and says who answered for it.
        QVERIFY(m_console->keys({"key", "ctrl+5"}));
        clickOn("Check that nothing in the history was changed");
        isSaid("chain whole");
        const Answer audit = console().ctl({"audit", "verify"});
        QVERIFY2(audit.exitCode == 0, audit.err.constData());
        QFile history(m_dir.filePath("plant.data/history.jsonl"));
        QVERIFY(history.open(QIODevice::ReadOnly));
        const QByteArray lines = history.readAll();
        for (const char *what : {"\"canary_begun\"", "\"canary_step_begun\"", "\"canary_rolled_back\"", "\"by\":\"Nina\"", "dark labels"})
            QVERIFY2(lines.contains(what), what);
        QCOMPARE(console().end(), 0);
    }
};

int main(int argc, char **argv)
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "1500000");
    QApplication app(argc, argv);
    TestStepByStep test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_stepbystep.moc"
