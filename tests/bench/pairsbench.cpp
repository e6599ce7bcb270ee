// SPDX-License-Identifier: GPL-3.0-or-later
// The whole way from pictures to a verdict, with models whose worth is known: a good one against a blind one, one with false alarms, and one that is as good.
#include "benches.h"

#include "decide/abcomparison.h"
#include "detect/detector.h"
#include "offline/picturelabels.h"
#include "opencv/imagefile.h"
#include "opencv/resize.h"
#include "openvino/openvinoexecutor.h"
#include "parts/objectverdicts.h"
#include "weights/weightfile.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <random>
#include <utility>

namespace lineside::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kSize = 320;  ///< what the reference networks were made for
constexpr int kLook = 20;   ///< parts: the shortest block, after which something may be decided
constexpr std::int64_t kLongest = 60'000;  ///< parts; not decided by then counts as so many
constexpr double kMuchSlower = 1.15;       ///< than what the rules came to when they were designed

/// The good model against another. Value type.
struct ReferencePair {
    const char *name;
    const char *meaning;
    const char *other;  ///< weight file
    bool worse;         ///< what is right: worse, else at least as good
    /// Parts until half of the comparisons are decided, as these rules were designed, in the row that comes closest. The rows stop at 2 % of parts on which two models differ, and a regressed model here
    /// differs on more: it may take no longer than one that is wrong in 2 % and never alone right. As good as another is decided when it is both in rejects and in escapes; the two good models miss the
    /// same caps and bottles, so that escapes are the row of identical models at a margin of 0.1 %, the slowest of all that apply.
    double expected;
};

constexpr ReferencePair kPairs[] = {
    {"pairs.blind", "a model that hardly sees one class", "bottle-v2-blind.pt", true, 580},
    {"pairs.noisy", "a model with many false alarms", "bottle-v2-noisy.pt", true, 580},
    {"pairs.equal", "an equally good model", "bottle-v4.pt", false, 7260},
};

/// What both said of one object, and what the labels say. Value type.
struct Outcome {
    bool differ = false, failedByB = false;
    Truth truth = Truth::Good;
};

/// One thing that is drawn: an object by itself, or all of one picture in their order.
using Drawn = std::vector<Outcome>;

fs::path dataFolder() { return LINESIDE_SOURCE_DIR "/../shared/data"; }

Result<std::unique_ptr<Detector>> detectorOf(const std::shared_ptr<OpenVinoRuntime> &runtime, const char *name)
{
    ReadOptions read;
    read.inputSize = InputSize{kSize, kSize};
    const fs::path path = dataFolder() / "reference/weights" / name;
    const auto file = readWeightFile(path, read);
    if (!file)
        return Error{ErrorCode::InvalidInput, path.string() + ": " + file.error().detail};
    auto executor = makeOpenVinoExecutor(runtime, *file->network, {Precision::Exact, 0});
    if (!executor)
        return executor.error();
    return std::make_unique<Detector>(std::move(*executor), resizeBilinear, defaultSettings(file->network->info.head));
}

Drawn outcomesOf(const Detections &a, const Detections &b, const Detections &truth, int width)
{
    Drawn outcomes;
    ObjectVerdicts objects(FrameOrder::Stills);
    for (const JudgedPart &part : objects.add({&a, &b, &truth}, width, 1))
        outcomes.push_back({part.discordant(), JudgedPart::fails(part.b), JudgedPart::fails(part.truth) ? Truth::Defective : Truth::Good});
    return outcomes;
}

/// Picture by picture what each pair says of the objects in it, as `linesidectl compare` counts them: each model runs once. By pair, in the order of `kPairs`.
Result<std::vector<std::vector<Drawn>>> measurePairs(bool quick)
{
    keepOpenCvSingleThreaded();
    const fs::path test = dataFolder() / "bottle-line/data/test";
    auto runtime = OpenVinoRuntime::create();
    if (!runtime)
        return runtime.error();
    auto good = detectorOf(*runtime, "bottle-v2.pt");
    if (!good)
        return good.error();
    std::vector<std::unique_ptr<Detector>> others;
    for (const ReferencePair &pair : kPairs) {
        auto other = detectorOf(*runtime, pair.other);
        if (!other)
            return other.error();
        others.push_back(*std::move(other));
    }
    const auto labels = PictureLabels::read(test / "labels", *(*good)->labels());
    if (!labels)
        return labels.error();
    const auto files = listImageFiles(test / "images");
    if (!files)
        return files.error();
    const auto names = std::make_shared<const Labels>(labels->names());
    std::vector<std::vector<Drawn>> pictures(others.size());
    for (std::size_t i = 0; i < files->size(); i += quick ? 10 : 1) {
        const fs::path &file = (*files)[i];
        const auto image = readImageFile(file);
        if (!image)
            return image.error();
        const auto objects = labels->of(file, image->width(), image->height());
        if (!objects)
            return objects.error();
        Detections truth;
        truth.labels = names;
        for (const LabelledObject &object : *objects)
            truth.items.push_back({object.box, 1, object.classIndex});
        const auto a = (*good)->detect(image->view());
        if (!a)
            return a.error();
        for (std::size_t pair = 0; pair < others.size(); ++pair) {
            const auto b = others[pair]->detect(image->view());
            if (!b)
                return b.error();
            pictures[pair].push_back(outcomesOf(*a, *b, truth, image->width()));
        }
    }
    for (const std::vector<Drawn> &ofPair : pictures)
        if (std::ranges::all_of(ofPair, &Drawn::empty))
            return Error{ErrorCode::InvalidInput, test.string() + ": no object in any picture"};
    return pictures;
}

/// How often comparisons were wrong, and how long they took. Value type.
struct Verdicts {
    double wrong = 0, open = 0;
    std::vector<double> parts, reviews;
};

/// Comparisons of what was measured, drawn with replacement in an order of its own each: a bootstrap. It takes the things that are drawn for independent of each other, and what was measured for all that
/// there is: neither the order in which the pictures were taken nor a scene that is not among them comes into it. All that differ are reviewed at once, by the labels.
Verdicts repeat(const std::vector<Drawn> &measured, bool worse, int repeats)
{
    Verdicts verdicts;
    for (int i = 0; i < repeats; ++i) {
        std::mt19937_64 random(20'262 + static_cast<std::uint64_t>(i));
        std::uniform_int_distribution<std::size_t> any(0, measured.size() - 1);
        AbComparison comparison;
        AbState state = AbState::Open;
        while (state == AbState::Open && comparison.parts() < kLongest) {
            for (const Outcome &outcome : measured[any(random)]) {
                if (outcome.differ)
                    comparison.addDiscordant(outcome.failedByB, outcome.truth);
                else
                    comparison.addConcordant();
                if (comparison.parts() % kLook == 0 && (state = comparison.status().state) != AbState::Open)
                    break;
            }
        }
        verdicts.open += state == AbState::Open;
        verdicts.wrong += worse ? state == AbState::AtLeastAsGood || state == AbState::WorseWithinMargin : state == AbState::Worse;
        verdicts.parts.push_back(static_cast<double>(comparison.parts()));
        verdicts.reviews.push_back(static_cast<double>(comparison.discordant().size()));
    }
    return verdicts;
}

std::pair<Figure, Figure> emptyFigures(const ReferencePair &pair)
{
    return {{std::string(pair.name) + ".wrong", std::string("wrong verdicts in 200 comparisons of a good model with ") + pair.meaning + ", objects drawn from the labelled test pictures of a bottle line",
             Bound::AtMost, 0, Judged::Worst, {}},
            {std::string(pair.name) + ".parts", "objects until half of them are decided / what the closest row of these rules came to elsewhere", Bound::AtMost, kMuchSlower, Judged::Worst, {}}};
}

void measure(const ReferencePair &pair, const std::vector<Drawn> &pictures, int repeats, std::vector<Figure> &figures)
{
    std::vector<Drawn> objects;
    double differ = 0, onlyGoodWrong = 0, onlyOtherWrong = 0, escapes = 0;
    for (const Drawn &picture : pictures) {
        for (const Outcome &outcome : picture) {
            objects.push_back({outcome});
            differ += outcome.differ;
            if (!outcome.differ)
                continue;
            const bool otherIsWrong = outcome.failedByB != (outcome.truth == Truth::Defective);
            ++(otherIsWrong ? onlyOtherWrong : onlyGoodWrong);
            escapes += outcome.truth == Truth::Defective;
        }
    }
    const Verdicts verdicts = repeat(objects, pair.worse, repeats), whole = repeat(pictures, pair.worse, repeats);
    auto [wrong, parts] = emptyFigures(pair);
    wrong.samples = {verdicts.wrong};
    wrong.facts = {{"not decided", verdicts.open}, {"wrong where whole pictures are drawn", whole.wrong}, {"not decided then", whole.open}, {"comparisons", repeats}};
    const double median = medianOf(verdicts.parts);
    parts.samples = {median / pair.expected};
    parts.facts = {{"objects", median}, {"the longest", *std::ranges::max_element(verdicts.parts)}, {"reviews", medianOf(verdicts.reviews)}, {"objects where whole pictures are drawn", medianOf(whole.parts)},
                   {"measured objects", static_cast<double>(objects.size())}, {"of them differ", differ}, {"only the other wrong", onlyOtherWrong}, {"only the good one wrong", onlyGoodWrong}, {"differ and are really there", escapes}};
    figures.push_back(std::move(wrong));
    figures.push_back(std::move(parts));
}

}  // namespace

Figures benchPairs(const Options &options)
{
    std::vector<Figure> figures;
    std::error_code ignored;
    if (!fs::exists(dataFolder(), ignored)) {
        for (const ReferencePair &pair : kPairs) {
            auto [wrong, parts] = emptyFigures(pair);
            wrong.notMeasured = parts.notMeasured = "needs the reference data beside the checkout";
            figures.push_back(std::move(wrong));
            figures.push_back(std::move(parts));
        }
        return figures;
    }
    const auto measured = measurePairs(options.quick);
    if (!measured)
        return measured.error();
    for (std::size_t i = 0; i < std::size(kPairs); ++i)
        measure(kPairs[i], (*measured)[i], options.quick ? 5 : 200, figures);
    return figures;
}

}  // namespace lineside::bench
