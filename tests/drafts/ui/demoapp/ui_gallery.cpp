// SPDX-License-Identifier: GPL-3.0-or-later
// Shows the main window with a scripted engine. `ui_gallery --scenario states --shot out.png` takes a picture and ends;
// without --shot the window stays and can be used.
#include "bridge/enginebridge.h"
#include "live/livepage.h"
#include "live/wall.h"
#include "mainwindow/mainwindow.h"
#include "settings/language.h"
#include "support/fakeengine.h"
#include "support/syntheticline.h"
#include "theme/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>
#include <QUrl>

#include <ctime>

using namespace lineside;
using namespace lineside::test;

namespace {

double threadSeconds()
{
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

void fill(FakeEngine &engine, int stations)
{
    const auto now = std::chrono::system_clock::now();
    engine.addModel({"line", 1}).state = ModelState::Ready;
    engine.addModel({"line", 2});
    engine.addModel({"line", 3}).state = ModelState::Offline;
    for (int i = 0; i < stations; ++i) {
        StationSnapshot &s = engine.addStation("station-" + std::to_string(i + 1), "Station " + std::to_string(i + 1));
        s.config.rule = {"Bottle", {"Cap", "Label"}, {}, 0.5, 0.4, 0.6};
        s.source.since = now - std::chrono::minutes(12);
        s.active = ModelId{"line", 1};
        s.activeSince = now - std::chrono::hours(2);
        s.judgedFps = 29.6;
        s.p50Ms = 12.1;
        s.p99Ms = 18.4;
        s.counters = {54012, 3, 53801, 53800, 211, 0, 3500, 71, 12};
        s.last = {i % 5 == 1 ? Verdict::Fail : i % 7 == 3 ? Verdict::Unsure : Verdict::Pass,
                  i % 5 == 1 ? VerdictReason::MissingLabel : i % 7 == 3 ? VerdictReason::LowScore : VerdictReason::None,
                  i % 5 == 1 || i % 7 == 3 ? "Cap" : "", {"line", 1}};
        s.verdictSince = now;
        s.rejectRate = 0.021;
    }
    HistoryEvent started;
    engine.addEvent(started);
}

void script(FakeEngine &engine, SyntheticLine &line, const QString &scenario)
{
    using namespace std::chrono_literals;
    const auto now = std::chrono::system_clock::now();
    const auto is = [&](const char *name) { return scenario == QLatin1String(name); };
    const auto state = [&](int station, SourceState to, bool retried) {
        StationSnapshot &s = engine.state.stations[static_cast<std::size_t>(station)];
        s.source.state = to;
        s.source.since = now - 12s;
        s.source.nextTry = retried ? std::chrono::steady_clock::now() + 8s : SteadyTime{};
        line.stop(s.config.id);
    };
    auto &stations = engine.state.stations;
    if (is("states")) {
        state(0, SourceState::Offline, true);
        state(1, SourceState::Frozen, false);
        state(2, SourceState::Stalled, false);
        state(3, SourceState::Ended, true);
        state(4, SourceState::Busy, true);
        state(5, SourceState::Connecting, false);
        stations[6].active.reset();
        stations[7].config.contract.maxLatencyMs = 15;
        stations[8].rejectRate = 0.091;
    }
    if (is("preview") || is("promoted") || is("shadow")) {
        stations[1].offered = ModelId{"line", 2};
        stations[2].previous = ModelId{"line", 2};
    }
    if (is("shadow")) {
        stations[1].shadow = ModelId{"line", 2};
        stations[1].shadowStats = {4012, 210, 11800, 10940, 13.2, 19.9};
    }
    if (is("promoted"))
        engine.promote("station-2", {"line", 2}, {});
    if (is("candidates")) {
        engine.offerFile("/data/line-v4.pt", "station-1");
        engine.candidate(1).fileBytes = 6'230'000;
        engine.candidate(1).step = CandidateStep::Load;
        engine.candidate(1).progress = 0.4;
        engine.offerFile("/data/best.pt", "station-2");
        CandidateSnapshot &refused = engine.candidate(2);
        refused.fileBytes = 5'930'000;
        refused.finished = true;
        refused.refusal = Refusal{RefusalReason::Labels, "Bottle, Cap, Label", "Car, Bus, Truck", ""};
        engine.offerFile("/data/copy-of-line-v2.pt", std::nullopt);
        CandidateSnapshot &twice = engine.candidate(3);
        twice.fileBytes = 6'200'000;
        twice.finished = true;
        twice.duplicate = true;
        twice.model = ModelId{"line", 2};
        HistoryEvent e;
        e.kind = EventKind::Refused;
        e.file = "best.pt";
        e.refusal = refused.refusal;
        engine.addEvent(e);
    }
    if (is("empty"))
        stations.clear();
    engine.publish();
}

void drag(MainWindow &window, const QStringList &files, QPoint at)
{
    auto *data = new QMimeData;
    QList<QUrl> urls;
    for (const QString &file : files)
        urls << QUrl::fromLocalFile(file);
    data->setUrls(urls);
    QDragEnterEvent enter(at, Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &enter);
}

}  // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QCommandLineParser parser;
    const auto option = [&](const char *name, const char *value) {
        const QCommandLineOption made(QLatin1String(name), QString(), QLatin1String(name), QLatin1String(value));
        parser.addOption(made);
        return made;
    };
    const auto scenario = option("scenario", "normal"), stations = option("stations", "4"), theme = option("theme", "light"),
               screen = option("screen", "0"), station = option("station", ""), shot = option("shot", ""), size = option("size", "1440x900"),
               measure = option("measure", "0"), language = option("language", "en"), text = option("text", "100"), over = option("over", ""),
               after = option("after", "900");
    parser.process(app);

    // Nothing of this program touches the settings of the real one.
    QTemporaryDir settings;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    QCoreApplication::setOrganizationName(QStringLiteral("lineside-gallery"));
    QSettings().setValue(QStringLiteral("firstRun/closed"), parser.value(over) != QLatin1String("first"));
    QSettings().setValue(QStringLiteral("interface/theme"), parser.value(theme));
    QSettings().setValue(QStringLiteral("window/textScale"), parser.value(text));

    FakeEngine engine;
    fill(engine, parser.value(stations).toInt());
    SyntheticLine line(engine);
    engine.publish();
    Language words;
    words.apply(parser.value(language));
    Appearance appearance(app);
    EngineBridge bridge(engine);
    MainWindow window(bridge, appearance, words);
    const QStringList parts = parser.value(size).split(QLatin1Char('x'));
    window.resize(parts.value(0).toInt(), parts.value(1).toInt());
    window.goTo(parser.value(screen).toInt());
    window.show();
    QFile file(settings.filePath(QStringLiteral("line-v4.pt")));
    QFile picture(settings.filePath(QStringLiteral("photo.jpg")));
    (void)file.open(QIODevice::WriteOnly), (void)picture.open(QIODevice::WriteOnly);

    QTimer counting;
    QObject::connect(&counting, &QTimer::timeout, [&] {
        for (StationSnapshot &s : engine.state.stations) {
            s.counters.judged += 6;
            s.counters.captured += 6;
        }
        engine.publish(false);
    });
    counting.start(200);

    QTimer::singleShot(700, [&] {
        script(engine, line, parser.value(scenario));
        bridge.refresh();
        if (parser.isSet(station))
            window.openStation(parser.value(station).toStdString());
        else if (!engine.state.stations.empty() && parser.value(screen) == QLatin1String("0"))
            window.livePage().wall().select("station-1");
        const QString on = parser.value(over);
        if (on == QLatin1String("drag"))
            drag(window, {file.fileName()}, QPoint(window.width() / 2 - 200, window.height() / 2 - 100));
        else if (on == QLatin1String("dragwrong"))
            drag(window, {picture.fileName()}, QPoint(400, 300));
        else if (on == QLatin1String("dragseveral"))
            drag(window, {file.fileName(), file.fileName(), picture.fileName()}, QPoint(400, 300));
        else if (on == QLatin1String("promote"))
            window.findChild<QAction *>(QStringLiteral("keyPromote"))->trigger();
        else if (on == QLatin1String("keys"))
            window.findChild<QAction *>(QStringLiteral("keyHelp"))->trigger();
    });
    if (parser.isSet(shot))
        QTimer::singleShot(700 + parser.value(after).toInt(), [&] {
            window.grab().save(parser.value(shot));
            app.quit();
        });
    if (const int seconds = parser.value(measure).toInt(); seconds > 0) {
        QTimer::singleShot(2500, [&, seconds] {
            const double cpu = threadSeconds();
            const auto wall = std::chrono::steady_clock::now();
            QTimer::singleShot(seconds * 1000, [&, cpu, wall] {
                const double passed = std::chrono::duration<double>(std::chrono::steady_clock::now() - wall).count();
                std::printf("UI thread: %.1f %% of one core\n", 100 * (threadSeconds() - cpu) / passed);
                app.quit();
            });
        });
    }
    return app.exec();
}
