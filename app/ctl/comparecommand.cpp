// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/commands.h"

#include "base/filedescriptor.h"
#include "common/installation.h"
#include "ctl/comparetext.h"
#include "ctl/openedmodel.h"
#include "ctl/output.h"
#include "ctl/pictureinput.h"
#include "detect/detector.h"
#include "opencv/resize.h"
#include "store/configfile.h"
#include "store/files.h"

#include <algorithm>
#include <csignal>
#include <filesystem>
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

struct Pair {
    Detector a, b;
    DetectSettings settingsA, settingsB;
    Detections foundA, foundB;
};

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

    OfflineOptions options;
    options.rule = station->rule;
    options.confidence = o.confidence.value_or(station->detect.confidence);
    options.limits = station->comparison;
    const Labels &labelsA = a->executor->network().labels, &labelsB = b->executor->network().labels;
    if (!o.labels.empty()) {
        auto labels = PictureLabels::read(o.labels, labelsA);
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
    Pair pair{Detector(std::move(a->executor), resizeBilinear, settingsA), Detector(std::move(b->executor), resizeBilinear, settingsB), settingsA, settingsB, {}, {}};

    std::error_code ignored;
    const bool folder = std::filesystem::is_directory(o.input, ignored);
    std::optional<OfflineComparison> comparison;
    bool stopped = false;
    int result = kDone;
    const PictureVisitor visitor{
        [&](const InputPicture &picture) -> Result<void> {
            if ((stopped = interruption.asked()))
                return Error{ErrorCode::Cancelled, picture.name};
            if (!comparison) {
                if (picture.isVideo && options.labels)
                    return Error{ErrorCode::Unsupported, "labels go with pictures, not with a video"};
                options.order = picture.isVideo || (folder && o.sequence) ? FrameOrder::Sequence : FrameOrder::Stills;
                comparison.emplace(options, labelsA, labelsB);
            }
            if (const auto found = pair.a.detect(picture.image, pair.settingsA, pair.foundA); !found)
                return found.error();
            if (const auto found = pair.b.detect(picture.image, pair.settingsB, pair.foundB); !found)
                return found.error();
            tellProgress(picture);
            return comparison->add(picture.name, picture.image.width, picture.image.height, pair.foundA, pair.foundB);
        },
        [&](const Error &error) { result = refuse(error, o.json); }};
    if (const auto done = visitPictures(o.input, visitor); !done && !(stopped && comparison))
        return refuse(done.error(), o.json);
    if (!comparison)
        return result;
    const OfflineOutcome outcome = comparison->finish();
    if (options.labels && outcome.labelled == 0)
        return refuse(Error{ErrorCode::InvalidInput, o.labels + ": no labels of any of the pictures"}, o.json);
    if (o.json) {
        auto json = compareJson(outcome, a->description, b->description);
        json["complete"] = !stopped;
        print(json);
    } else {
        std::cout << (stopped ? "Stopped; this is of what was compared until then.\n" : "") << compareText(outcome, o.a, o.b) << std::flush;
    }
    return stopped ? kRefused : result;
}

}  // namespace lineside::ctl
