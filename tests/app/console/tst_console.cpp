// SPDX-License-Identifier: GPL-3.0-or-later
// From end to end: the built console runs on a live line, a weight file is dragged onto a tile out of another program, one click puts
// it on air, one click takes it back, a restart brings back what ran.
#include "app/support/consoleundertest.h"
#include "store/configfile.h"
#include "store/historyline.h"
#include "support/realdrag.h"
#include "support/shareddata.h"
#include "wiring.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QMimeData>
#include <QPixmap>
#include <QScreen>
#include <QTemporaryDir>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;
using nlohmann::ordered_json;

namespace {

const QString kStation = QStringLiteral("Filler");
const char *const kId = "filler";

/// What is dropped and what runs before; file names and the names that the library gives them.
struct Story {
    QString first, second, third;
    QString firstName, secondName, thirdName;
    QString misfit, misfitCode;  ///< a file that does not fit the stations, and why
    std::vector<StationConfig> stations;
};

Story demoStory()
{
    const QString weights = QStringLiteral(LINESIDE_SOURCE_DIR "/resources/weights/");
    Story story{weights + "line-v1.pt", weights + "line-v2.torchscript", weights + "line-v2-blind.onnx", "line-v1", "line-v2", "line-blind-v2",
                weights + "line-v2-wrong-labels.pt", "labels", demoStations(2)};
    for (StationConfig &s : story.stations) {
        s.source.targetFps = 10;
        s.promotion = PromotionPolicy::Nothing;
    }
    return story;
}

Story bottleStory()
{
    const QString weights = sharedData() + "/reference/weights/";
    Story story{weights + "bottle-v1.pt", weights + "bottle-v2.torchscript", weights + "bottle-v4.pt", "bottle-v1", "bottle-v2", "bottle-v4",
                weights + "bottle-tiny-three-classes.pt", "class_count", {}};
    for (int i = 0; i < 2; ++i) {
        StationConfig s;
        s.promotion = PromotionPolicy::Nothing;
        s.source.kind = SourceKind::ImageFolder;
        s.source.location = sharedData().toStdString() + "/bottle-line/sequence_IMG_4818_MOV.tsv";
        s.source.targetFps = 15;
        s.contract.labels = {"Bottle", "Cap"};
        s.rule.partLabel = "Bottle";
        s.rule.requiredLabels = {"Cap"};
        story.stations.push_back(s);
    }
    return story;
}

/// A path on the clipboard that knows when it was pasted.
class WatchedText final : public QMimeData {
public:
    explicit WatchedText(const QString &text) : m_text(text) {}
    QStringList formats() const override { return {QStringLiteral("text/plain")}; }
    mutable bool taken = false;

protected:
    QVariant retrieveData(const QString &, QMetaType) const override
    {
        taken = true;
        return m_text;
    }

private:
    const QString m_text;
};

/// The picture of a part of the screen.
QImage screenPart(const QRect &part)
{
    return QGuiApplication::primaryScreen()->grabWindow(0, part.x(), part.y(), part.width(), part.height()).toImage();
}

/// The line of a tile on which its model is named.
QImage headerOf(const Element &tile)
{
    return screenPart(QRect(tile.place.left(), tile.place.top(), tile.place.width(), 28));
}

}  // namespace

class TestConsole : public QObject {
    Q_OBJECT

    QTemporaryDir m_busDir;
    std::unique_ptr<SessionBus> m_bus;  ///< one for all: the accessibility bus belongs to the display
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ConsoleUnderTest> m_console;

    QString config() const { return m_dir->filePath("plant.json"); }
    void startConsole()
    {
        m_console.reset();
        m_console = std::make_unique<ConsoleUnderTest>(config(), m_dir->filePath("home"), m_bus->address());
        QVERIFY(QTest::qWaitFor([&] { return bool(m_console->tile(kStation)); }, kPatience));
    }
    ordered_json station() const { return m_console->background().station(kId); }
    bool tileSays(const QString &words) const
    {
        const auto tile = m_console->tile(kStation);
        return tile && tile->name.contains(words);
    }
    bool buttonSays(const QString &words) const
    {
        const auto button = m_console->transitionButton(kStation);
        return button && button->name.contains(words);
    }
    /// Only what a detector took and has not finished may be missing, and nothing is lost.
    void nothingIsLost()
    {
        const ordered_json s = station();
        QCOMPARE(s["lost"].get<int>(), 0);
        QCOMPARE(s["accepted"].get<int>(), s["judged"].get<int>() + s["in_flight"].get<int>());
        QVERIFY(s["in_flight"].get<int>() <= 1);
        QVERIFY(s["judged"].get<int>() > 0);
    }
    void judgesOn()
    {
        const int before = station()["judged"].get<int>();
        QVERIFY(m_console->background().untilStation(kId, [&](const auto &s) { return s["judged"].template get<int>() > before; }));
    }
    void dragOntoTile(const QString &file)
    {
        const auto tile = m_console->tile(kStation);
        QVERIFY(tile);
        // Beside the console's window, which is 1440 pixels wide wherever it stands.
        const QRect screen = QGuiApplication::primaryScreen()->geometry();
        RealDrag drag({file}, QRect(screen.right() - 199, screen.top(), 200, 80));
        QVERIFY2(drag.moveTo(tile->place.center()), qPrintable(drag.problem()));
        QVERIFY2(drag.hoverUntilTaken(), qPrintable(drag.problem()));
        QVERIFY2(drag.release(), qPrintable(drag.problem()));
        QCOMPARE(drag.action(), QString("copy"));
    }
    /// Clicks on the button that says so, until it says something else: a click right after it changed is not taken, on purpose.
    void clickTransition(const QString &words)
    {
        QElapsedTimer shown;
        QVERIFY(QTest::qWaitFor([&] { return bool(buttonSays(words)); }, kPatience));
        shown.start();
        QVERIFY(QTest::qWaitFor([&] { return bool(buttonSays(words) && shown.hasExpired(1000)); }, kPatience));
        QVERIFY(ConsoleUnderTest::click(m_console->transitionButton(kStation)->place.center()));
    }
    /// Offers a file to the station under the frame of selection with Ctrl+V.
    void pasteWithKeys(const QString &file)
    {
        QVERIFY(ConsoleUnderTest::click(m_console->tile(kStation)->place.center()));
        auto *path = new WatchedText(file);
        QGuiApplication::clipboard()->setMimeData(path);
        const bool *taken = &path->taken;
        QVERIFY(m_console->keys({"key", "ctrl+v"}));
        // It is this program that gives it, so it must not wait for an answer of the console meanwhile.
        QVERIFY(QTest::qWaitFor([&] { return *taken; }, kPatience));
        QCoreApplication::processEvents();
    }
    void playStory(Story story);
    void refuseMisfit(const Story &story);

private slots:
    void initTestCase()
    {
        m_bus = std::make_unique<SessionBus>(ownUser(m_busDir.path()));
        QVERIFY2(!m_bus->address().isEmpty(), "dbus-daemon did not start");
    }
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_console.reset();
    }
    void cleanup()
    {
        if (QTest::currentTestFailed() && m_console) {
            screenPart(QGuiApplication::primaryScreen()->geometry()).save(QStringLiteral("console-failed.png"));
            QProcess &process = m_console->background().process();
            qInfo("the console %s and said: %s", process.state() == QProcess::Running ? "runs" : "has ended", process.readAllStandardError().constData());
            qInfo("the screen says: %s", qPrintable(m_console->everythingSaid()));
        }
        m_console.reset();
    }

    void a_dropped_file_goes_live_on_the_demo_line_and_comes_back() { playStory(demoStory()); }
    void a_dropped_file_goes_live_on_real_bottles_and_comes_back()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        playStory(bottleStory());
    }
};

/// What does not fit is refused with the reason, and nothing changes.
void TestConsole::refuseMisfit(const Story &story)
{
    Background &console = m_console->background();
    dragOntoTile(story.misfit);
    QVERIFY(console.until([](const auto &status) {
        return !status["candidates"].empty() && status["candidates"][0]["finished"].template get<bool>();
    }));
    const ordered_json status = console.status();
    QCOMPARE(QString::fromStdString(status["candidates"][0]["error"]["code"]), story.misfitCode);
    QCOMPARE(QString::fromStdString(stationOf(status, kId)["model"]), story.firstName);
    QVERIFY(stationOf(status, kId)["offered"].is_null());
    // In short at the bottom of the window, and in whole sentences one click further.
    const QString file = QFileInfo(story.misfit).fileName();
    const auto inShort = [&](const QString &name) { return name.startsWith("Offered files and messages: " + file) && name.contains("Not taken: "); };
    QVERIFY(QTest::qWaitFor([&] { return bool(m_console->find(inShort)); }, kPatience));
    QVERIFY(ConsoleUnderTest::click(m_console->find(inShort)->place.center()));
    const auto sentence = [&](const QString &name) { return name.contains(file) && name.contains(story.firstName + " keeps judging at " + kStation); };
    QVERIFY(QTest::qWaitFor([&] { return bool(m_console->find(sentence)); }, kPatience));
    QVERIFY(tileSays(story.firstName));
    judgesOn();
    nothingIsLost();
}

void TestConsole::playStory(Story story)
{
    story.stations[0].id = kId;
    story.stations[0].name = kStation.toStdString();
    story.stations[1].id = "capper";
    story.stations[1].name = "Capper";
    QFile file(config());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(formatConfig({story.stations, {}, {}, {}, LoadingPolicy{100, 0, 0, 0, {}}})));  // no load waits
    file.close();
    startConsole();
    Background &console = m_console->background();
    QVERIFY(console.ctl({"swap", kId, story.first}).exitCode == 0);
    QVERIFY(console.ctl({"swap", "capper", story.first}).exitCode == 0);
    QVERIFY(QTest::qWaitFor([&] { return bool(tileSays(story.firstName)); }, kPatience));
    judgesOn();
    const QImage headerBefore = headerOf(*m_console->tile(kStation));

    refuseMisfit(story);
    if (QTest::currentTestFailed())
        return;

    // The drop changes nothing on the line; the click does.
    dragOntoTile(story.second);
    QVERIFY(console.untilStation(kId, [&](const auto &s) { return s["offered"] == story.secondName.toStdString(); }));
    QCOMPARE(QString::fromStdString(station()["model"]), story.firstName);
    QVERIFY(tileSays(story.firstName));
    clickTransition("Put " + story.secondName);
    QVERIFY(QTest::qWaitFor([&] { return bool(tileSays(story.secondName)); }, kPatience));
    QCOMPARE(QString::fromStdString(station()["model"]), story.secondName);
    QCOMPARE(QString::fromStdString(console.station("capper")["model"]), story.firstName);
    QVERIFY(QTest::qWaitFor([&] { return bool(headerOf(*m_console->tile(kStation)) != headerBefore); }, kPatience));
    judgesOn();
    nothingIsLost();

    // One click takes it back.
    clickTransition("Roll back to " + story.firstName);
    QVERIFY(QTest::qWaitFor([&] { return bool(tileSays(story.firstName)); }, kPatience));
    QCOMPARE(QString::fromStdString(station()["model"]), story.firstName);
    QCOMPARE(QString::fromStdString(station()["previous"]), story.secondName);
    judgesOn();
    nothingIsLost();

    // A third file, of another form, by keys.
    pasteWithKeys(story.third);
    clickTransition("Put " + story.thirdName);
    QVERIFY(QTest::qWaitFor([&] { return bool(tileSays(story.thirdName)); }, kPatience));
    judgesOn();
    nothingIsLost();
    const auto modelsOf = [](const ordered_json &s) { return std::vector<ordered_json>{s["model"], s["previous"], s["offered"], s["shadow"]}; };
    const auto filler = modelsOf(station()), capper = modelsOf(console.station("capper"));
    QCOMPARE(console.end(), 0);

    // The history has each change, measured, with nothing lost.
    QFile history(m_dir->filePath("plant.data/history.jsonl"));
    QVERIFY(history.open(QIODevice::ReadOnly));
    std::vector<std::string> changes;
    for (const QByteArray &text : history.readAll().split('\n')) {
        const auto event = parseHistoryLine(text.toStdString());
        if (!event || event->station != kId || !event->swap)
            continue;
        changes.push_back(toString(event->kind) + (" " + event->to->text()));
        QCOMPARE(event->swap->framesLost, std::uint64_t{0});
        QVERIFY(event->swap->firstVerdictMs > 0);
    }
    QVERIFY(changes.size() >= 3);
    const auto expected = [&](const char *kind, const QString &model) { return std::string(kind) + " " + model.toStdString(); };
    QCOMPARE((std::vector<std::string>(changes.end() - 3, changes.end())),
             (std::vector<std::string>{expected("promoted", story.secondName), expected("rolled_back", story.firstName),
                                       expected("promoted", story.thirdName)}));

    // A restart brings back exactly what ran where.
    startConsole();
    QVERIFY(QTest::qWaitFor([&] { return bool(tileSays(story.thirdName)); }, kPatience));
    judgesOn();
    QCOMPARE(modelsOf(station()), filler);
    QCOMPARE(modelsOf(m_console->background().station("capper")), capper);
    QVERIFY(QTest::qWaitFor([&] { return bool(buttonSays("Roll back to " + story.firstName)); }, kPatience));
    QCOMPARE(m_console->background().end(), 0);
}

int main(int argc, char **argv)
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "1500000");  // whole stories; the usual five minutes are little on a machine full of other work
    QApplication app(argc, argv);
    TestConsole test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_console.moc"
