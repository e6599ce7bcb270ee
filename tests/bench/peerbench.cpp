// SPDX-License-Identifier: GPL-3.0-or-later
#include "benches.h"

#include "contest.h"
#include "detect/detector.h"
#include "milliseconds.h"
#include "opencv/resize.h"
#include "peer.h"
#include "peerfiles.h"
#include "vet/vetprocess.h"
#include "wiring.h"

#include <memory>
#include <optional>
#include <utility>

namespace lineside::bench {
namespace {

constexpr const char *kNeedsPeers = "needs PEERS=1";
constexpr const char *kNoGpu = "there is no GPU that libtorch can use";

/// A row of the table: how many times as quick one is as the other.
struct Row {
    const char *name;
    const char *meaning;
    double limit;        ///< 0: none
    const char *ours;    ///< who judges in reduced precision, where the processor has one
    const char *theirs;
    std::vector<std::pair<const char *, std::pair<const char *, const char *>>> facts;  ///< more ratios: what, ours, theirs
};

const std::vector<Row> kRowsOfV8n{
    {"peers.pt", "YOLOv8n .pt: Ultralytics / Lineside", 4.0, "openvino", "ultralytics",
     {{"in f32", {"openvino f32", "ultralytics"}}, {"against Ultralytics told nothing", {"openvino", "ultralytics-own"}}, {"that in f32", {"openvino f32", "ultralytics-own"}}}},
    {"peers.onnx", "YOLOv8n: ONNX Runtime with the .onnx / Lineside with the .pt", 1.8, "openvino", "onnxruntime", {{"in f32", {"openvino f32", "onnxruntime"}}}},
    {"peers.torch", "YOLOv8n .pt: Ultralytics / Lineside's libtorch", 3.0, "torch", "ultralytics",
     {{"in f32", {"torch f32", "ultralytics"}}, {"against Ultralytics told nothing", {"torch", "ultralytics-own"}}}},
    {"peers.torchscript", "YOLOv8n .torchscript: Ultralytics / Lineside", 4.0, "torchscript", "ultralytics-torchscript", {{"in f32", {"torchscript f32", "ultralytics-torchscript"}}}},
    {"peers.openvino", "YOLOv8n: OpenVINO in Python with the .onnx, in its own precision / Lineside with the .pt", 0, "openvino", "openvino-python", {{"in f32", {"openvino f32", "openvino-f32"}}}},
    {"peers.opencv", "YOLOv8n: OpenCV with the .onnx / Lineside with the .pt", 0, "openvino", "opencv", {{"in f32", {"openvino f32", "opencv"}}}},
};

struct Family {
    const char *row, *meaning, *file;
    double limit;
};
constexpr Family kFamilies[] = {
    {"peers.v5u", "YOLOv5nu .pt: Ultralytics / Lineside", "v5u", 3.5}, {"peers.11n", "YOLO11n .pt: Ultralytics / Lineside", "11n", 3.5},
    {"peers.12n", "YOLO12n .pt: Ultralytics / Lineside", "12n", 3.5},  {"peers.26n", "YOLO26n .pt: Ultralytics / Lineside", "26n", 3.5},
    {"peers.v10n", "YOLOv10n .pt: Ultralytics / Lineside", "v10n", 3.0},
};

Row rowOf(const Family &family)
{
    return {family.row, family.meaning, family.limit, "openvino", "ultralytics",
            {{"in f32", {"openvino f32", "ultralytics"}}, {"against Ultralytics told nothing", {"openvino", "ultralytics-own"}}}};
}
const Row kGpu{"peers.gpu", "YOLOv8n .pt on a GPU: Ultralytics / Lineside", 0, "gpu", "ultralytics-cuda", {{"in f32", {"gpu f32", "ultralytics-cuda"}}}};

Figure emptyFigure(const Row &row)
{
    return {row.name, row.meaning, row.limit > 0 ? Bound::AtLeast : Bound::None, row.limit, Judged::Median, {}};
}

Figure without(const Row &row, const std::string &why)
{
    Figure figure = emptyFigure(row);
    figure.notMeasured = why;
    return figure;
}

/// Every weight file is read as the engine reads it and run by the program's own detector.
Figure directTorchScript()
{
    Figure figure{"peers.torchscript.direct", "a .torchscript that libtorch runs directly", Bound::AtLeast, 1.5, Judged::Median, {}};
    figure.notMeasured = "Lineside runs none directly, all become the canonical graph";
    return figure;
}

Figure figureOf(const Row &row, const Contest &contest, bool trained)
{
    const Contestant &ours = contest.at(row.ours), &theirs = contest.at(row.theirs);
    Figure figure = emptyFigure(row);
    figure.meaning += std::string(" (") + theirs.about + " / " + ours.about + (trained ? ")" : "; random weights)");
    figure.samples = contest.timesAsQuick(row.ours, row.theirs);
    figure.facts = {{"Lineside ms", medianOf(ours.ms)}, {"peer ms", medianOf(theirs.ms)}};
    for (const auto &[what, pair] : row.facts)
        figure.facts.emplace_back(what, medianOf(contest.timesAsQuick(pair.first, pair.second)));
    figure.facts.emplace_back("boxes", ours.boxes);
    figure.facts.emplace_back("peer's boxes", theirs.boxes);
    return figure;
}

/// Puts contestants together; the first error is kept, and nobody takes part after it.
class Line {
public:
    Line(const Backends &backends, const Options &options, const PeerFiles &files) : m_backends(backends), m_options(options), m_files(files), m_picture(peerPicture()) {}

    void ours(const char *name, const std::string &file, BackendChoice backend, Precision precision)
    {
        if (m_error)
            return;
        const auto vetted = vetWeightFile(LINESIDE_VET, m_files.path(file.c_str()), {});
        if (!vetted)
            return fail(file + ": " + toString(vetted.error().reason) + ", " + vetted.error().detail);
        auto executor = makeExecutor(m_backends, vetted->file, backend, {precision, 0});
        if (!executor)
            return fail(file + ": " + executor.error().detail);
        auto detector = std::make_shared<Detector>(std::move(*executor), resizeBilinear, defaultSettings(vetted->file.network->info.head));
        if (detector->network().inputWidth != kPeerSize || detector->network().inputHeight != kPeerSize)
            return fail(file + ": is made for another size");
        const std::string about = detector->info().backend + " " + detector->info().device + " " + detector->info().precision;
        m_contestants.push_back({name, about, [this, detector](int times, int &boxes) -> Result<std::vector<double>> {
                                     std::vector<double> ms;
                                     std::optional<Error> failed;
                                     for (int i = 0; i < times && !failed; ++i)
                                         ms.push_back(millisecondsOf([&] {
                                             if (const auto seen = detector->detect(std::as_const(m_picture).view()))
                                                 boxes = static_cast<int>(seen->items.size());
                                             else
                                                 failed = seen.error();
                                         }));
                                     if (failed)
                                         return *failed;
                                     return ms;
                                 }});
    }

    void theirs(const char *name, const char *kind, const std::string &file)
    {
        if (m_error)
            return;
        auto started = Peer::start(QString::fromStdString(m_options.peers), peerArguments("peer.py", kind, m_files.path(file.c_str())), m_files.log());
        if (!started)
            return fail(std::string(name) + ": " + started.error().detail);
        auto peer = std::make_shared<Peer>(std::move(*started));
        if (const auto shown = peer->show(std::as_const(m_picture).view()); !shown)
            return fail(std::string(name) + ": " + shown.error().detail);
        m_contestants.push_back({name, peer->about(), [peer](int times, int &boxes) -> Result<std::vector<double>> {
                                     auto turns = peer->run(times);
                                     if (!turns)
                                         return turns.error();
                                     boxes = turns->boxes;
                                     return std::move(turns->ms);
                                 }});
    }

    Result<Contest> held()
    {
        if (m_error)
            return *m_error;
        Contest contest(std::move(m_contestants));
        if (const auto done = contest.hold(m_options.quick ? 2 : 9, m_options.quick ? 2 : 6); !done)
            return done.error();
        return contest;
    }

private:
    void fail(const std::string &what) { m_error = Error{ErrorCode::Internal, what}; }

    const Backends &m_backends;
    const Options &m_options;
    const PeerFiles &m_files;
    Image m_picture;
    std::vector<Contestant> m_contestants;
    std::optional<Error> m_error;
};

Result<Contest> contestOfV8n(Line line, bool torchOnCpu)
{
    line.ours("openvino", "v8n.pt", BackendChoice::OpenVino, Precision::Fast);
    line.ours("openvino f32", "v8n.pt", BackendChoice::OpenVino, Precision::Exact);
    line.ours("torchscript", "v8n.torchscript", BackendChoice::OpenVino, Precision::Fast);
    line.ours("torchscript f32", "v8n.torchscript", BackendChoice::OpenVino, Precision::Exact);
    if (torchOnCpu) {
        line.ours("torch", "v8n.pt", BackendChoice::Torch, Precision::Fast);
        line.ours("torch f32", "v8n.pt", BackendChoice::Torch, Precision::Exact);
    }
    line.theirs("ultralytics", "ultralytics", "v8n.pt");
    line.theirs("ultralytics-own", "ultralytics-own", "v8n.pt");
    line.theirs("ultralytics-torchscript", "ultralytics", "v8n.torchscript");
    line.theirs("onnxruntime", "onnxruntime", "v8n.onnx");
    line.theirs("openvino-python", "openvino", "v8n.onnx");
    line.theirs("openvino-f32", "openvino-f32", "v8n.onnx");
    line.theirs("opencv", "opencv", "v8n.onnx");
    return line.held();
}

Result<Contest> contestOf(Line line, const std::string &file)
{
    line.ours("openvino", file + ".pt", BackendChoice::OpenVino, Precision::Fast);
    line.ours("openvino f32", file + ".pt", BackendChoice::OpenVino, Precision::Exact);
    line.theirs("ultralytics", "ultralytics", file + ".pt");
    line.theirs("ultralytics-own", "ultralytics-own", file + ".pt");
    return line.held();
}

std::vector<Figure> nothingMeasured()
{
    std::vector<Figure> figures;
    for (const Row &row : kRowsOfV8n)
        figures.push_back(without(row, kNeedsPeers));
    figures.push_back(directTorchScript());
    for (const Family &family : kFamilies)
        figures.push_back(without(rowOf(family), kNeedsPeers));
    return figures;
}

}  // namespace

Figures benchPeers(const Options &options)
{
    if (options.peers.empty())
        return nothingMeasured();
    const auto backends = makeBackends();
    if (!backends)
        return backends.error();
    const auto files = makePeerFiles(options.peers, true);
    if (!files)
        return files.error();
    const bool torchOnCpu = !backends->accelerator;
    const auto v8n = contestOfV8n(Line(*backends, options, *files), torchOnCpu);
    if (!v8n)
        return v8n.error();
    std::vector<Figure> figures;
    for (const Row &row : kRowsOfV8n) {
        if (!torchOnCpu && row.ours == std::string("torch"))
            figures.push_back(without(row, "libtorch runs on " + *backends->accelerator + " here"));
        else
            figures.push_back(figureOf(row, *v8n, files->trained("v8n")));
    }
    figures.push_back(directTorchScript());
    for (const Family &family : kFamilies) {
        const auto contest = contestOf(Line(*backends, options, *files), family.file);
        if (!contest)
            return Error{contest.error().code, std::string(family.file) + ": " + contest.error().detail};
        figures.push_back(figureOf(rowOf(family), *contest, files->trained(family.file)));
    }
    return figures;
}

Figures benchGpuPeers(const Options &options)
{
    if (options.peers.empty())
        return std::vector{without(kGpu, std::string(kNeedsPeers) + " and a GPU")};
    const auto backends = makeBackends();
    if (!backends)
        return backends.error();
    if (!backends->accelerator)
        return std::vector{without(kGpu, kNoGpu)};
    const auto files = makePeerFiles(options.peers, false);
    if (!files)
        return files.error();
    Line line(*backends, options, *files);
    line.ours("gpu", "v8n.pt", BackendChoice::Torch, Precision::Fast);
    line.ours("gpu f32", "v8n.pt", BackendChoice::Torch, Precision::Exact);
    line.theirs("ultralytics-cuda", "ultralytics-cuda", "v8n.pt");
    const auto contest = line.held();
    if (!contest)
        return contest.error();
    return std::vector{figureOf(kGpu, *contest, files->trained("v8n"))};
}

}  // namespace lineside::bench
