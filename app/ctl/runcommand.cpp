// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/controlserver.h"
#include "common/endonsignal.h"
#include "common/installation.h"
#include "common/liveengine.h"
#include "common/servicewatch.h"
#include "common/statusjson.h"
#include "ctl/commands.h"
#include "ctl/eventtext.h"
#include "ctl/output.h"
#include "store/historyline.h"
#include "qt/multimediasetup.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <set>

namespace lineside::ctl {
namespace {

using nlohmann::ordered_json;

constexpr int kReportMs = 1000;

void report(const Engine &engine, bool json)
{
    const EngineSnapshotPtr snapshot = engine.snapshot();
    std::cout << std::fixed << std::setprecision(1);
    ordered_json stations = ordered_json::array();
    for (const StationSnapshot &s : snapshot->stations) {
        if (json)
            stations.push_back(stationJson(s));
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
            std::cout << (o.json ? formatHistoryLine(event) : eventText(event)) << '\n';
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

}  // namespace lineside::ctl
