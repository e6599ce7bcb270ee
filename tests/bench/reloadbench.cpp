// SPDX-License-Identifier: GPL-3.0-or-later
#include "benches.h"

#include "peer.h"
#include "peerfiles.h"

#include <cstdlib>
#include <optional>
#include <utility>

namespace lineside::bench {
namespace {

constexpr double kLoad = 0.7;  // of the time, the machine judges

struct Loop {
    const char *name;
    const char *script;
    const char *kind;
    const char *file;
    const char *what;
};
constexpr const char *kUsualLoop = "the usual loop in Python (watch, load, judge once, exchange under a lock, drop) exchanges ";
constexpr Loop kLoops[] = {{"reload.ultralytics", "reload.py", "ultralytics", "v8n.pt", kUsualLoop},
                           {"reload.onnxruntime", "reload.py", "onnxruntime", "v8n.onnx", kUsualLoop},
                           {"reload.triton", "tritonpeer.py", "triton", "v8n.onnx", "a server loads another version of "}};

Figure emptyFigure(const Loop &loop)
{
    return {loop.name, std::string("YOLOv8n, at 0.7 of the machine: p99 from a picture to its boxes while ") + loop.what + loop.file + " again and again / without",
            Bound::None, 0, Judged::Median, {}};
}

/// What the loop says of some seconds: p50, p99, the longest time between two judged pictures, exchanges.
struct Seconds {
    double p50 = 0, p99 = 0, longest = 0, exchanges = 0;
};

Result<Seconds> secondsOf(Peer &peer, const char *word, int seconds, double period)
{
    const auto words = peer.ask(std::string(word) + " " + std::to_string(seconds) + " " + std::to_string(period));
    if (!words)
        return words.error();
    std::vector<double> numbers;
    for (const std::string &text : *words)
        numbers.push_back(std::atof(text.c_str()));
    if (numbers.size() != 4 || numbers[0] <= 0)
        return Error{ErrorCode::Internal, "the loop did not say how long its pictures took"};
    return Seconds{numbers[0], numbers[1], numbers[2], numbers[3]};
}

Result<Figure> figureOf(const Loop &loop, const PeerFiles &files, const Options &options)
{
    auto peer = Peer::start(QString::fromStdString(options.peers), peerArguments(loop.script, loop.kind, files.path(loop.file)), files.log());
    if (!peer)
        return peer.error();
    const Image picture = peerPicture();
    if (const auto shown = peer->show(picture.view()); !shown)
        return shown.error();
    const auto alone = peer->run(options.quick ? 6 : 20);
    if (!alone)
        return alone.error();
    const double period = medianOf({alone->ms.begin() + 3, alone->ms.end()}) / kLoad;
    Figure figure = emptyFigure(loop);
    figure.meaning += " (" + peer->about() + ")";
    std::vector<double> without, with, gaps, exchanges;
    const int seconds = options.quick ? 2 : 6;
    for (int round = 0; round < (options.quick ? 1 : 3); ++round) {
        const auto still = secondsOf(*peer, "judge", seconds, period);
        if (!still)
            return still.error();
        const auto moving = secondsOf(*peer, "exchange", seconds, period);
        if (!moving)
            return moving.error();
        if (moving->exchanges == 0)
            return Error{ErrorCode::Internal, "the loop exchanged nothing"};
        figure.samples.push_back(moving->p99 / still->p99);
        without.push_back(still->p99);
        with.push_back(moving->p99);
        gaps.push_back(moving->longest / period);
        exchanges.push_back(moving->exchanges);
    }
    figure.facts = {{"p99 without ms", medianOf(without)}, {"p99 with ms", medianOf(with)}, {"longest gap in intervals", medianOf(gaps)},
                    {"interval ms", period}, {"exchanges a second", medianOf(exchanges) / seconds}};
    return figure;
}

}  // namespace

Figures benchReload(const Options &options)
{
    std::vector<Figure> figures;
    std::optional<PeerFiles> files;
    for (const Loop &loop : kLoops) {
        if (options.peers.empty()) {
            figures.push_back(emptyFigure(loop));
            figures.back().notMeasured = "needs PEERS=1";
            continue;
        }
        if (!files) {
            auto made = makePeerFiles(options.peers, false);
            if (!made)
                return made.error();
            files = std::move(*made);
        }
        auto figure = figureOf(loop, *files, options);
        if (!figure)
            return Error{figure.error().code, std::string(loop.name) + ": " + figure.error().detail};
        figures.push_back(*std::move(figure));
    }
    return figures;
}

}  // namespace lineside::bench
