// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/commands.h"

#include "base/filedescriptor.h"
#include "common/installation.h"
#include "ctl/comparetext.h"
#include "ctl/openedmodel.h"
#include "ctl/output.h"
#include "detect/detector.h"
#include "offline/recordedpair.h"
#include "opencv/pictureinput.h"
#include "opencv/resize.h"
#include "store/configfile.h"
#include "store/files.h"

#include <algorithm>
#include <csignal>
#include <iostream>

#include <sys/signalfd.h>
#include <unistd.h>

namespace lineside::ctl {
namespace {

/// Whether somebody asked the program to end. Blocks SIGINT and SIGTERM for the threads that begin after it.
class Interruption {
public:
    Interruption()
    {
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGINT);
        sigaddset(&signals, SIGTERM);
        ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
        m_fd = FileDescriptor(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
    }
    bool asked() const
    {
        signalfd_siginfo info;
        return ::read(m_fd.get(), &info, sizeof info) == sizeof info;
    }

private:
    FileDescriptor m_fd;
};

/// Counts on standard error, where a person looks.
void tellProgress(const InputPicture &picture)
{
    if (!::isatty(STDERR_FILENO))
        return;
    std::cerr << "\rpicture " << picture.number;
    if (picture.of > 0)
        std::cerr << " of " << picture.of;
    std::cerr << (picture.number == picture.of ? "\n" : "") << std::flush;
}

Result<StationConfig> stationOf(const CompareOptions &o)
{
    if (o.station.empty()) {
        StationConfig none;
        none.rule = {};
        return none;
    }
    const auto file = findInstallation(o.config).configFile;
    const auto text = readSmallFile(file, kMaxConfigBytes);
    if (!text)
        return text.error();
    const auto config = parseConfig(*text);
    if (!config)
        return Error{config.error().code, file.string() + ": " + config.error().detail};
    const auto station = std::ranges::find(config->stations, o.station, &StationConfig::id);
    if (station == config->stations.end())
        return Error{ErrorCode::NotFound, o.station};
    return *station;
}

/// A model that judges with settings of its own.
RecordedModel recorded(Detector &detector, const DetectSettings &settings)
{
    return {detector.network().labels, [&detector, settings](ImageView picture, Detections &found) { return detector.detect(picture, settings, found); }};
}

}  // namespace

int compare(const CompareOptions &o)
{
    const Interruption interruption;
    const auto station = stationOf(o);
    if (!station)
        return refuse(station.error(), o.json);
    const auto backends = makeBackends();
    if (!backends)
        return refuse(backends.error(), o.json);
    const auto open = [&](const std::string &path) { return openModel({.path = path, .size = o.size, .precision = o.precision, .threads = o.threads}, *backends); };
    auto a = open(o.a);
    if (!a)
        return refuse(a.error(), o.json);
    auto b = open(o.b);
    if (!b)
        return refuse(b.error(), o.json);

    RecordedInput input{o.input, o.labels, o.sequence, {}};
    OfflineOptions &options = input.options;
    options.rule = station->rule;
    options.confidence = o.confidence.value_or(station->detect.confidence);
    options.limits = station->comparison;
    if (!o.labels.empty()) {
        auto labels = PictureLabels::read(o.labels, a->executor->network().labels);
        if (!labels)
            return refuse(labels.error(), o.json);
        options.labels = std::make_shared<const PictureLabels>(*std::move(labels));
    }
    const auto settingsFor = [&](DetectSettings settings) {
        if (!o.station.empty())
            settings = station->detect;
        settings.confidence = OfflineComparison::lowestScore(options);
        return settings;
    };
    const DetectSettings settingsA = settingsFor(a->settings), settingsB = settingsFor(b->settings);
    Detector detectorA(std::move(a->executor), resizeBilinear, settingsA), detectorB(std::move(b->executor), resizeBilinear, settingsB);

    const Labels namesA = detectorA.network().labels, namesB = detectorB.network().labels;

    int result = kDone;
    const RecordedPair pair{recorded(detectorA, settingsA), recorded(detectorB, settingsB),
                            [&](const InputPicture &picture) { return interruption.asked() ? Result<void>(Error{ErrorCode::Cancelled, picture.name}) : Result<void>(); },
                            tellProgress, [&](const Error &error) { result = refuse(error, o.json); }};
    auto compared = compareRecorded(visitPictures, input, pair);
    if (!compared)
        return refuse(compared.error(), o.json);
    compared->a.memoryBytes = a->memoryBytes;
    compared->b.memoryBytes = b->memoryBytes;
    const OfflineOutcome &outcome = *compared;
    if (outcome.pictures == 0)
        return result;
    const std::vector<std::string> notices = compareNotices(outcome, namesA, namesB, options.labels && options.labels->silenceMeansEmpty());
    if (o.json) {
        auto json = compareJson(outcome, a->description, b->description);
        json["complete"] = outcome.complete;
        json["notices"] = notices;
        print(json);
    } else {
        std::cout << (outcome.complete ? "" : "Stopped; this is of what was compared until then.\n") << compareText(outcome, o.a, o.b);
        for (const std::string &notice : notices)
            std::cout << notice << '\n';
        std::cout << std::flush;
    }
    return outcome.complete ? result : kRefused;
}

}  // namespace lineside::ctl
