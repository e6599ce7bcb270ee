// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memoryinfo.h"
#include "benches.h"
#include "blockmeter.h"

#include "theme/theme.h"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>

namespace lineside::bench {
namespace {

struct Bench {
    const char *figures;  ///< names of what it measures
    Figures (*run)(const Options &);
};

constexpr Bench kBenches[] = {
    {"detect", benchDetect},
    {"peers.pt peers.onnx peers.torch peers.torchscript peers.openvino peers.opencv peers.torchscript.direct peers.v5u peers.11n peers.12n peers.26n "
     "peers.v10n", benchPeers},
    {"peers.gpu", benchGpuPeers},
    {"forms.openvino forms.torch", benchForms},
    {"vet vet.large vet.time vet.memory", benchVet},
    {"feed", benchFeed},
    {"wall", benchWall},
    {"ui.block", benchUi},
    {"line", benchLine},
    {"promote rollback", benchSwap},
    {"swap.latency swap.gap swap.lost swap.beside.computing swap.beside.walking swap.beside.mapping", benchSteady},
    {"reload.ultralytics reload.onnxruntime reload.triton", benchReload},
    {"load.picture load.wall load.lost load.memory", benchLoad},
    {"ready ready.time ready.warm", benchReady},
    {"thousand.lost thousand.memory thousand.slope", benchThousand},
    {"release", benchRelease},
    {"shadow", benchShadow},
    {"scale scale.flat", benchScale},
    {"record.cost record.query", benchRecord},
    {"decide.margin.wrong decide.margin.parts decide.equal.wrong decide.equal.parts decide.close.wrong decide.close.parts decide.identical.wrong "
     "decide.identical.parts decide.better.wrong decide.better.parts decide.worse.wrong decide.worse.parts decide.blind.wrong decide.blind.parts "
     "decide.escapes.margin.wrong decide.escapes.margin.parts decide.escapes.equal.wrong decide.escapes.equal.parts decide.escapes.identical.wrong "
     "decide.escapes.identical.parts decide.clumps.margin.wrong decide.clumps.margin.parts decide.clumps.equal.wrong decide.clumps.equal.parts decide.clumps.varied.wrong decide.clumps.varied.parts decide.clumps.long.wrong decide.clumps.long.parts "
     "decide.clumps.long.equal.wrong decide.dense.wrong "
     "decide.canary.usual decide.past.usual decide.canary.few decide.past.few decide.canary.many decide.past.many decide.canary.lots "
     "decide.past.lots decide.canary.camera decide.past.camera decide.canary.clumps decide.past.clumps decide.canary.longclumps "
     "decide.past.longclumps decide.canary.tolerated decide.past.tolerated decide.canary.x2 decide.past.x2 decide.canary.x3 decide.past.x3 "
     "decide.canary.x5 decide.past.x5 decide.canary.x15 decide.past.x15 decide.canary.few.x5 decide.past.few.x5 decide.canary.few.x20 "
     "decide.past.few.x20 decide.canary.lots.x5 decide.past.lots.x5 decide.canary.clumps.x5 decide.past.clumps.x5 decide.canary.late.x5 "
     "decide.past.late.x5 decide.canary.vanished decide.past.vanished decide.canary.fewer decide.past.fewer decide.canary.few.vanished "
     "decide.past.few.vanished decide.canary.many.vanished decide.past.many.vanished decide.most", benchDecide},
    {"canary.harm canary.rounds canary.parts canary.false canary.plan.harm canary.plan.parts canary.plan.false canary.better canary.better.harm", benchCanary},
    {"review.limit review.low review.high review.clumps review.x3 review.low.x3 review.clumps.x3", benchReview},
    {"pairs.blind.wrong pairs.blind.parts pairs.noisy.wrong pairs.noisy.parts pairs.equal.wrong pairs.equal.parts", benchPairs},
};

bool write(const std::string &path, const std::string &text)
{
    std::ofstream file(path);
    if ((file << text).flush())
        return true;
    std::fprintf(stderr, "lineside_bench: %s cannot be written\n", path.c_str());
    return false;
}

int run(const Options &options, const std::string &filter, const std::string &jsonFile, const std::string &markdownFile, bool check)
{
    std::vector<Figure> figures;
    bool complete = true;
    for (const Bench &bench : kBenches) {
        if (std::string(bench.figures).find(filter) == std::string::npos)
            continue;
        std::fprintf(stderr, "lineside_bench: measuring %s …\n", bench.figures);
        auto measured = bench.run(options);
        if (!measured) {
            std::fprintf(stderr, "lineside_bench: %s: %s\n", bench.figures, measured.error().detail.c_str());
            complete = false;
            continue;
        }
        for (Figure &figure : *measured)
            if (figure.name.find(filter) != std::string::npos)
                figures.push_back(std::move(figure));
    }
    if (figures.empty() && complete) {
        std::fprintf(stderr, "lineside_bench: there is no figure called %s\n", filter.c_str());
        return 2;
    }
    if (!figures.empty())
        std::fputs(tableOf(figures).c_str(), stdout);
    if ((!jsonFile.empty() && !write(jsonFile, jsonOf(figures, options))) || (!markdownFile.empty() && !write(markdownFile, markdownOf(figures))))
        return 3;
    if (!complete)
        return 3;
    return check && !std::ranges::all_of(figures, &Figure::holds) ? 1 : 0;
}

}  // namespace

std::string demoWeights(const std::string &name)
{
    return LINESIDE_SOURCE_DIR "/resources/weights/" + name;
}

}  // namespace lineside::bench

int main(int argc, char **argv)
{
    lineside::separateHeaps();  // as the programs that it measures
    CLI::App cli("Measures Lineside. Every figure is a ratio of two things measured in turn in the same run.");
    lineside::bench::Options options;
    std::string filter, jsonFile, markdownFile;
    bool check = false;
    cli.add_flag("--quick", options.quick, "The fewest repetitions: shows that it runs, measures nothing worth believing");
    cli.add_option("--filter", filter, "Only the figures with this in their name");
    cli.add_flag("--check", check, "Exit with 1 when a figure misses its limit");
    cli.add_option("--runs", options.runs, "As many of each kind that is simulated (decide., canary., review.), instead of the usual number")->check(CLI::PositiveNumber);
    cli.add_option("--peers", options.peers, "The Python with the peers, as tests/bench/peers/setup.sh prints it; without it they are not measured");
    cli.add_option("--json", jsonFile, "Write all repetitions to this file");
    cli.add_option("--markdown", markdownFile, "Write the table to this file as Markdown, for README.md");
    CLI11_PARSE(cli, argc, argv);

    // Without a display the wall is painted into memory: cheaper than a screen, so a figure from there says less.
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    spdlog::set_level(spdlog::level::warn);
    lineside::bench::TimedApplication app(argc, argv);
    const lineside::Appearance appearance(app);
    try {
        return lineside::bench::run(options, filter, jsonFile, markdownFile, check);
    } catch (const std::exception &e) {
        std::fprintf(stderr, "lineside_bench: %s\n", e.what());
        return 3;
    }
}
