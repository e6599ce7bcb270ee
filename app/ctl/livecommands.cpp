// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/controlserver.h"
#include "common/installation.h"
#include "common/liveengine.h"
#include "ctl/commands.h"
#include "ctl/output.h"
#include "store/historyline.h"
#include "qt/multimediasetup.h"

#include <QCoreApplication>
#include <QLocalSocket>
#include <QSocketNotifier>
#include <QTimer>

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

#include <iostream>

namespace lineside::ctl {
namespace {

using nlohmann::ordered_json;

constexpr int kReportMs = 1000;
constexpr int kAnswerMs = 120000;  // a swap copies, checks and loads a file first

ordered_json countersOf(const StationSnapshot &s)
{
    const StationCounters &c = s.counters;
    return {{"id", s.config.id},           {"source", toString(s.source.state)},  {"model", s.active ? s.active->text() : ""},
            {"camera_fps", s.cameraFps},   {"judged_fps", s.judgedFps},           {"p50_ms", s.p50Ms},
            {"p99_ms", s.p99Ms},           {"captured", c.captured},              {"accepted", c.accepted},
            {"judged", c.judged},          {"skipped", c.skipped},                {"lost", c.lost},
            {"passed", c.passed},          {"failed", c.failed},                  {"unsure", c.unsure},
            {"verdict", toString(s.last.verdict)}};
}

void report(const Engine &engine, bool json)
{
    const EngineSnapshotPtr snapshot = engine.snapshot();
    ordered_json stations = ordered_json::array();
    for (const StationSnapshot &s : snapshot->stations) {
        if (json)
            stations.push_back(countersOf(s));
        else
            std::cout << s.config.name << "  " << toString(s.source.state) << "  " << (s.active ? s.active->text() : "no model") << "  camera "
                      << s.cameraFps << "/s  judged " << s.judgedFps << "/s  skipped " << s.counters.skipped << "  lost "
                      << s.counters.lost << '\n';
    }
    if (json)
        print({{"event", "counters"}, {"stations", stations}});
    else
        std::cout << std::flush;
}

/// Ends the event loop on SIGINT and SIGTERM without work in a signal handler.
class EndOnSignal {
public:
    explicit EndOnSignal(QCoreApplication &app)
    {
        sigset_t ending;
        sigemptyset(&ending);
        sigaddset(&ending, SIGINT);
        sigaddset(&ending, SIGTERM);
        m_fd = signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK);
        m_notifier = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Read);
        QObject::connect(m_notifier.get(), &QSocketNotifier::activated, &app, [&app] { app.quit(); });
    }
    ~EndOnSignal()
    {
        m_notifier.reset();
        ::close(m_fd);
    }
    /// Before any thread is started, so that all inherit it.
    static void block()
    {
        sigset_t ending;
        sigemptyset(&ending);
        sigaddset(&ending, SIGINT);
        sigaddset(&ending, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &ending, nullptr);
    }

private:
    int m_fd = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

}  // namespace

int run(const RunOptions &o)
{
    EndOnSignal::block();
    chooseMediaBackend();
    int argc = 1;
    char name[] = "linesidectl";
    char *argv[] = {name, nullptr};
    QCoreApplication app(argc, argv);
    EndOnSignal ending(app);

    const auto installation = findInstallation(o.config);
    if (!installation)
        return refuse(installation.error(), o.json);
    if (!o.config.empty() && !std::filesystem::exists(installation->configFile))
        return refuse(Error{ErrorCode::NotFound, installation->configFile.string()}, o.json);
    auto live = LiveEngine::create(*installation);
    if (!live)
        return refuse(live.error(), o.json);
    LocalEngine &engine = (*live)->engine();
    ControlServer control(engine, QString::fromStdString(installation->socketName));
    if (const auto listening = control.listen(); !listening)
        return refuse(listening.error(), o.json);
    if (const auto snapshot = engine.snapshot(); snapshot->configError)
        return refuse(*snapshot->configError, o.json);

    std::uint64_t shown = 0;
    if (const auto last = engine.history(1); !last.empty())
        shown = last.front().sequence - 1;
    QTimer timer;
    const auto tick = [&] {
        const EngineSnapshotPtr snapshot = engine.snapshot();
        for (const HistoryEvent &event : snapshot->recent) {
            if (event.sequence <= shown)
                continue;
            shown = event.sequence;
            std::cout << formatHistoryLine(event) << '\n';
        }
        report(engine, o.json);
    };
    QObject::connect(&timer, &QTimer::timeout, &app, tick);
    timer.start(kReportMs);
    if (o.seconds > 0)
        QTimer::singleShot(static_cast<int>(o.seconds * 1000), &app, &QCoreApplication::quit);
    app.exec();
    tick();
    return kDone;
}

int command(const CommandOptions &o)
{
    int argc = 1;
    char name[] = "linesidectl";
    char *argv[] = {name, nullptr};
    QCoreApplication app(argc, argv);
    const auto installation = findInstallation(o.config);
    if (!installation)
        return refuse(installation.error(), o.json);
    QLocalSocket socket;
    socket.connectToServer(QString::fromStdString(installation->socketName));
    if (!socket.waitForConnected(2000))
        return refuse(Error{ErrorCode::NotFound, "no running instance uses " + installation->dataDir.string()}, o.json);
    std::string model = o.model;
    if (std::filesystem::exists(model))
        model = std::filesystem::absolute(model).string();
    const std::string request = nlohmann::json{{"command", o.command}, {"station", o.station}, {"model", model}}.dump() + "\n";
    socket.write(request.data(), static_cast<qint64>(request.size()));
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(kAnswerMs))
            return refuse(Error{ErrorCode::Io, "the running instance did not answer"}, o.json);
    }
    const QByteArray line = socket.readLine();
    const auto answer = nlohmann::ordered_json::parse(line.begin(), line.end(), nullptr, false);
    if (answer.is_object() && answer.value("ok", false)) {
        if (o.json)
            print(answer);
        return kDone;
    }
    if (o.json)
        print(answer);
    else
        std::cerr << "linesidectl: " << answer.dump() << std::endl;
    return kRefused;
}

}  // namespace lineside::ctl
