// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/controlserver.h"
#include "common/endonsignal.h"
#include "common/installation.h"
#include "common/liveengine.h"
#include "common/patientlines.h"
#include "common/servicewatch.h"
#include "common/statusjson.h"
#include "ctl/commands.h"
#include "ctl/eventtext.h"
#include "ctl/output.h"
#include "store/historyline.h"
#include "qt/multimediasetup.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTimer>

#include <algorithm>
#include <csignal>
#include <iomanip>
#include <set>
#include <sstream>

#include <unistd.h>

namespace lineside::ctl {
namespace {

using nlohmann::ordered_json;

constexpr int kReportMs = 1000;
constexpr std::chrono::seconds kPatienceAtTheEnd{1};

std::string leftOutText(std::uint64_t lines, bool json)
{
    return json ? jsonLine({{"event", "lines_left_out"}, {"lines", lines}}) : std::to_string(lines) + " lines were left out, as nobody had read those before";
}

void report(const EngineSnapshot &snapshot, bool json, PatientLines &lines)
{
    ordered_json stations = ordered_json::array();
    for (const StationSnapshot &s : snapshot.stations) {
        if (json) {
            stations.push_back(stationJson(s));
        } else {
            std::ostringstream text;
            text << std::fixed << std::setprecision(1) << s.config.name << "  " << toString(s.source.state) << "  " << (s.active ? s.active->text() : "no model") << "  camera "
                 << s.cameraFps << "/s  judged " << s.judgedFps << "/s  skipped " << s.counters.skipped << "  lost " << s.counters.lost;
            lines.add(text.str());
        }
    }
    if (json)
        lines.add(jsonLine({{"event", "counters"}, {"stations", stations}}));
}

}  // namespace

int run(const RunOptions &o)
{
    EndOnSignal::block();
    std::signal(SIGPIPE, SIG_IGN);  // the stations run on where nobody reads any more
    chooseMediaBackend();
    int argc = 1;
    char name[] = "linesidectl";
    char *argv[] = {name, nullptr};
    QCoreApplication app(argc, argv);
    EndOnSignal ending(app);

    const Installation installation = findInstallation(o.config);
    std::error_code unknown;
    if (!o.config.empty() && !std::filesystem::exists(installation.configFile, unknown))
        return refuse(Error{ErrorCode::NotFound, installation.configFile.string()}, o.json);
    auto live = LiveEngine::create(installation);
    if (!live)
        return refuse(live.error(), o.json);
    LocalEngine &engine = (*live)->engine();
    ControlServer control(engine, QString::fromStdString(installation.socketName), [&live] { return (*live)->guest(); });
    if (const auto listening = control.listen(); !listening)
        return refuse(listening.error(), o.json);
    if (const auto snapshot = engine.snapshot(); snapshot->configError)
        return refuse(*snapshot->configError, o.json);

    const ServiceWatch watch(engine);
    std::uint64_t shown = 0;
    std::set<std::uint64_t> withoutFigures;
    if (const auto last = engine.history(1); !last.empty())
        shown = last.front().sequence - 1;
    // Commands are answered and signals obeyed on this thread: it never waits for who reads.
    PatientLines lines(STDOUT_FILENO, [json = o.json](std::uint64_t count) { return leftOutText(count, json); });
    QSocketNotifier taken(STDOUT_FILENO, QSocketNotifier::Write);
    taken.setEnabled(false);
    const auto write = [&] {
        lines.write();
        taken.setEnabled(lines.pending());
    };
    QObject::connect(&taken, &QSocketNotifier::activated, &app, write);
    QTimer timer;
    const auto tick = [&] {
        const EngineSnapshotPtr snapshot = engine.snapshot();
        for (const HistoryEvent &event : snapshot->recent) {
            // A swap's figures arrive after its event: it comes again under the same number.
            const bool completed = event.swap && withoutFigures.erase(event.sequence) > 0;
            if (event.sequence <= shown && !completed)
                continue;
            shown = std::max(shown, event.sequence);
            if (!event.swap && (event.kind == EventKind::Promoted || event.kind == EventKind::RolledBack))
                withoutFigures.insert(event.sequence);
            lines.add(o.json ? formatHistoryLine(event) : eventText(event));
        }
        report(*snapshot, o.json, lines);
        write();
    };
    QObject::connect(&timer, &QTimer::timeout, &app, tick);
    timer.start(kReportMs);
    if (o.seconds > 0)
        QTimer::singleShot(static_cast<int>(o.seconds * 1000), &app, &QCoreApplication::quit);
    app.exec();
    tick();
    lines.writeFor(kPatienceAtTheEnd);
    return lines.broken() ? unwritten() : kDone;
}

}  // namespace lineside::ctl
