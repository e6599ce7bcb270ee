// SPDX-License-Identifier: GPL-3.0-or-later
// From end to end: a weight file is dropped on a station, compared there with the model on air, reviewed by keys, proven, and put on air at that station first; then something changes there, it rejects good
// parts, is taken back by itself, and the record of it all is whole and says who judged what.
#include "app/support/consoleundertest.h"
#include "demo/demoline.h"
#include "store/configfile.h"
#include "support/realdrag.h"
#include "wiring.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QScreen>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <filesystem>

using namespace lineside;
using namespace lineside::test;
using nlohmann::ordered_json;

namespace {

const QString kWeights = QStringLiteral(LINESIDE_SOURCE_DIR "/resources/weights/");
const char *const kId = "filler";
/// What a station's camera sees again and again. No two see the same, or come round together: rejects of stations that keep step would say nothing of each other.
struct Scene {
    std::uint64_t seed;
    int pictures;
};
constexpr Scene kFiller{1000, 48};  // on one of them the two models differ
constexpr double kTurned = 40;           // degrees
constexpr QColor kAround(114, 114, 114);

/// One bottle of the demo line a picture, as a camera sees it that looks at nothing else. `turned`: somebody has knocked against it.
void drawBottles(const QString &folder, const Scene &scene, bool turned)
{
    constexpr int kWidth = 640, kHeight = 360, kMargin = 6;
    const DemoLine line({.seed = scene.seed, .station = 0, .width = kWidth, .height = kHeight, .fps = 1, .defectRate = 0.3});
    QVERIFY(QDir().mkpath(folder));
    QImage seen(kWidth, kHeight, QImage::Format_RGB32);
    std::vector<TruthBox> truth;
    for (int frame = 0, drawn = 0; drawn < scene.pictures; ++frame) {
        line.render(static_cast<std::uint64_t>(frame), {seen.bits(), kWidth, kHeight, seen.bytesPerLine()}, truth);
        std::erase_if(truth, [](const TruthBox &box) { return box.label != "Bottle" || box.box.x1 <= 100 || box.box.x2 >= kWidth - 100; });
        const auto middle = [](const TruthBox &box) { return (box.box.x1 + box.box.x2) / 2; };
        const auto bottle = std::ranges::min_element(truth, {}, [&](const TruthBox &box) { return std::abs(middle(box) - kWidth / 2.F); });
        if (bottle == truth.end())
            continue;
        QImage picture(kWidth, kHeight, QImage::Format_RGB32);
        picture.fill(kAround);
        QPainter painter(&picture);
        if (turned) {
            const QPointF middleOfIt(middle(*bottle), 200);
            painter.translate(middleOfIt);
            painter.rotate(kTurned);
            painter.translate(-middleOfIt);
        }
        const QRect part(static_cast<int>(bottle->box.x1) - kMargin, 0, static_cast<int>(bottle->box.width()) + 2 * kMargin, kHeight);
        painter.drawImage(part.topLeft(), seen, part);
        painter.end();
        // The line reads these files all the time: none is ever half there.
        const QString name = QStringLiteral("%1/%2.png").arg(folder).arg(drawn++, 3, 10, QLatin1Char('0'));
        QVERIFY(picture.save(name + QStringLiteral(".new"), "png"));
        std::filesystem::rename((name + QStringLiteral(".new")).toStdString(), name.toStdString());
    }
}

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
    QString pictures(const char *station) const { return m_dir.filePath(QStringLiteral("pictures-") + station); }
    /// The models that judged the parts of that station, in the order of the parts; one that goes on is named once.
    std::vector<std::string> judgedBy(const char *station) const
    {
        std::vector<std::string> models;
        for (const QByteArray &line : console().ctl({"record", "--station", station, "--verdicts"}).out.split('\n')) {
            const auto part = ordered_json::parse(line.begin(), line.end(), nullptr, false);
            if (part.is_object() && part.contains("model") && (models.empty() || models.back() != part["model"]))
                models.push_back(part["model"]);
        }
        return models;
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
        std::vector<StationConfig> stations = demoStations(3);
        const std::tuple<const char *, const char *, Scene> of[] = {{kId, "Filler", kFiller}, {"capper", "Capper", {1001, 47}}, {"packer", "Packer", {1002, 43}}};
        for (std::size_t i = 0; StationConfig &s : stations) {
            const auto &[id, name, scene] = of[i++];
            s.id = id;
            s.name = name;
            drawBottles(pictures(id), scene, false);
            s.source.kind = SourceKind::ImageFolder;
            s.source.location = pictures(s.id.c_str()).toStdString();
            s.source.targetFps = 10;
            s.rule.partLabel.clear();
            s.rule.pictureIsPart = true;
            s.comparison = {0.45, 0.45, 0.2};
            s.healthCheck = false;
        }
        CanaryPlan plan;
        plan.name = "Filler, then capper";
        plan.steps = {{.stations = {kId}}, {.stations = {"capper"}}};
        plan.guard.ownPast = plan.guard.collapse = false;
        plan.guard.alpha = 0.0001;  // pictures that come again are not what the guard assumes of parts: less is left to chance
        QFile file(config());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(formatConfig({stations, {}, {}, {}, LoadingPolicy{100, 0, 0, 0, {}}, {plan}})));  // no load waits
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

    void a_model_that_is_dropped_compared_proven_and_tried_at_one_station_is_taken_back_where_it_begins_to_do_harm()
    {
        m_console = std::make_unique<ConsoleUnderTest>(config(), m_dir.filePath("home"), m_bus->address());
        QVERIFY(QTest::qWaitFor([&] { return m_console->tile("Filler").has_value(); }, kPatience));
        for (const char *station : {kId, "capper", "packer"})
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

        // That it is proven is all that is asked for: nobody has to answer for it. It goes on air at that station, and does well there.
        QVERIFY(m_console->keys({"key", "ctrl+4"}));
        // It is not known what is usual there before a hundred parts were recorded.
        QVERIFY(QTest::qWaitFor([&] {
            if (const auto begin = m_console->find(named("Begin with line-v2")))
                ConsoleUnderTest::click(begin->place.center());
            return !canary().is_null();
        }, kPatience));
        QVERIFY(console().until([](const auto &status) { return status["canary"]["state"] != "running" || status["canary"]["stations"][0]["parts"] >= 150; }));
        QCOMPARE(canary()["state"], ordered_json("running"));
        QCOMPARE(console().station(kId)["model"], ordered_json("line-v2"));
        QCOMPARE(console().station("capper")["model"], ordered_json("line-v1"));

        // Somebody knocks against the camera of that station: good bottles look as if they had a defect.
        drawBottles(pictures(kId), kFiller, true);
        QVERIFY(console().until([](const auto &status) { return status["canary"]["state"] != "running"; }));

        // It was on air at that station alone, and is nowhere now.
        QVERIFY(console().untilStation(kId, [](const auto &s) { return s["model"] == "line-v1"; }));
        const ordered_json status = console().status();
        QCOMPARE(status["canary"]["state"], ordered_json("rolled_back"));
        for (const char *station : {kId, "capper", "packer"}) {
            QCOMPARE(stationOf(status, station)["model"], ordered_json("line-v1"));
            QCOMPARE(stationOf(status, station)["lost"], ordered_json(0));
        }
        QCOMPARE(status["canary"]["harm"]["guard"], ordered_json("controls"));
        QCOMPARE(status["canary"]["harm"]["station"], ordered_json(kId));
        QCOMPARE(status["canary"]["step"], ordered_json(1));
        isSaid("line-v2 was taken back after");

        // The record says which model judged which parts there, and at the others nothing of the new one.
        const std::vector<std::string> there{"line-v1", "line-v2", "line-v1"}, elsewhere{"line-v1"};
        QVERIFY(QTest::qWaitFor([&] { return judgedBy(kId) == there; }, kPatience));
        QCOMPARE(judgedBy("capper"), elsewhere);
        QCOMPARE(judgedBy("packer"), elsewhere);

        // It is whole, with the newest change signed while the line runs on, and nobody's word was needed.
        QVERIFY(m_console->keys({"key", "ctrl+5"}));
        clickOn("Check that nothing in the history was changed");
        isSaid("chain whole");
        const Answer audit = console().ctl({"audit", "verify"});
        QVERIFY2(audit.exitCode == 0, audit.err.constData());
        QFile history(m_dir.filePath("plant.data/history.jsonl"));
        QVERIFY(history.open(QIODevice::ReadOnly));
        const QByteArray lines = history.readAll();
        for (const char *what : {"\"canary_begun\"", "\"canary_step_begun\"", "\"canary_rolled_back\""})
            QVERIFY2(lines.contains(what), what);
        QVERIFY(!lines.contains("\"by\":"));
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
