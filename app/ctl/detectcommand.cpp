// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/commands.h"

#include "base/framepool.h"
#include "common/installation.h"
#include "ctl/offeredfile.h"
#include "ctl/output.h"
#include "detect/detector.h"
#include "opencv/imagefile.h"
#include "opencv/imagefoldersource.h"
#include "opencv/resize.h"
#include "opencv/videofilesource.h"
#include "pipeline/picturereader.h"
#include "store/files.h"
#include "vet/vetprocess.h"
#include "wiring.h"

#include <filesystem>
#include <iomanip>
#include <iostream>

namespace lineside::ctl {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

struct Session {
    Detector &detector;
    DetectSettings settings;
    ordered_json model;
    bool json = false;
    int result = kDone;
};

Result<void> detectOne(Session &s, const std::string &name, ImageView picture)
{
    const auto found = s.detector.detect(picture, s.settings);
    if (!found)
        return found.error();
    if (!s.json) {
        std::cout << std::fixed << std::setprecision(1) << name << ": " << found->items.size() << " found, " << found->times.totalMs() << " ms\n";
        for (const Detection &d : found->items)
            std::cout << "  " << found->label(d) << ' ' << std::setprecision(2) << d.score << std::setprecision(0) << " @" << d.box.x1 << ','
                      << d.box.y1 << ' ' << d.box.width() << 'x' << d.box.height() << '\n';
        std::cout << std::flush;  // as the pictures are done, also into a file
        return {};
    }
    ordered_json detections = ordered_json::array();
    for (const Detection &d : found->items)
        detections.push_back({{"label", found->label(d)}, {"class", d.classIndex}, {"score", d.score},
                              {"box", {d.box.x1, d.box.y1, d.box.x2, d.box.y2}}});
    print({{"image", name}, {"width", picture.width}, {"height", picture.height}, {"model", s.model}, {"detections", detections},
           {"ms", {{"letterbox", found->times.letterboxMs}, {"infer", found->times.inferMs}, {"decode", found->times.decodeMs}}}});
    return {};
}

Result<void> detectInput(Session &s, const std::string &input)
{
    std::error_code ignored;
    if (fs::is_directory(input, ignored)) {
        const auto files = listImageFiles(input);
        if (!files)
            return files.error();
        if (files->empty())
            return Error{ErrorCode::InvalidInput, input + ": no picture in it"};
        for (const fs::path &file : *files) {
            const auto image = readImageFile(file);
            if (!image) {  // one bad picture must not cost the others
                s.result = refuse(image.error(), s.json);
                continue;
            }
            if (const auto done = detectOne(s, file.string(), image->view()); !done)
                return done;
        }
        return {};
    }
    if (const auto image = readImageFile(input))
        return detectOne(s, input, image->view());
    else if (image.error().code == ErrorCode::NotFound)
        return image.error();
    const auto video = makeVideoFileReader(input);
    if (const auto opened = video->open(); !opened)
        return opened.error();
    FramePool pool;
    for (std::uint64_t n = 1;; ++n) {
        const auto frame = video->next(pool);
        if (!frame)
            return frame.error();
        if (!*frame)
            return {};
        if (const auto done = detectOne(s, input + "#" + std::to_string(n), std::as_const((*frame)->image).view()); !done)
            return done;
    }
}

}  // namespace

int detect(const DetectOptions &o)
{
    VetOptions vet;
    ReadOptions &read = vet.read;
    if (o.size > 0)
        read.inputSize = InputSize{o.size, o.size};
    read.head = o.head == "one2one" ? HeadChoice::OneToOne : o.head == "one2many" ? HeadChoice::OneToMany : HeadChoice::Auto;
    const auto one = OneFile::of(o.model);
    if (!one)
        return refuse(one.error(), o.json);
    read.layout = vet.contract.layout = modelLayoutOf(o.layout).value_or(ModelLayout::Auto);
    const auto vetted = vetWeightFile(findVetProgram(), one->path(), vet);
    if (!vetted)
        return refuse(vetted.error(), o.json);
    const WeightFile &file = vetted->file;
    const auto hash = hashFile(one->path());
    if (!hash)
        return refuse(hash.error(), o.json);
    const auto backends = makeBackends();
    if (!backends)
        return refuse(backends.error(), o.json);
    const BackendChoice backend = o.executor == "openvino" ? BackendChoice::OpenVino : o.executor == "torch" ? BackendChoice::Torch : BackendChoice::Auto;
    auto executor = makeExecutor(*backends, file, backend, {o.precision == "reduced" ? Precision::Fast : Precision::Exact, o.threads});
    if (!executor)
        return refuse(executor.error(), o.json);

    DetectSettings settings = defaultSettings(file.network->info.head);
    settings.confidence = o.confidence;
    if (o.iou >= 0)
        settings.iou = o.iou;
    Detector detector(std::move(*executor), resizeBilinear, settings);
    Session session{detector, settings,
                    {{"name", fs::path(o.model).filename().string()}, {"sha256", *hash}, {"family", file.network->info.family},
                     {"executor", detector.info().backend}, {"precision", detector.info().precision}},
                    o.json, kDone};
    for (const std::string &input : o.inputs) {
        if (const auto done = detectInput(session, input); !done)
            return refuse(done.error(), o.json);
    }
    return session.result;
}

}  // namespace lineside::ctl
