// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/commands.h"

#include "ctl/openedmodel.h"
#include "ctl/output.h"
#include "detect/detector.h"
#include "opencv/pictureinput.h"
#include "opencv/resize.h"

#include <iomanip>
#include <iostream>

namespace lineside::ctl {
namespace {

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

}  // namespace

int detect(const DetectOptions &o)
{
    const auto backends = makeBackends();
    if (!backends)
        return refuse(backends.error(), o.json);
    auto model = openModel({o.model, o.size, o.head, o.layout, o.executor, o.precision, o.threads}, *backends);
    if (!model)
        return refuse(model.error(), o.json);

    DetectSettings settings = model->settings;
    settings.confidence = o.confidence;
    if (o.iou >= 0)
        settings.iou = o.iou;
    Detector detector(std::move(model->executor), resizeBilinear, settings);
    Session session{detector, settings, std::move(model->description), o.json, kDone};
    for (const std::string &input : o.inputs) {
        const PictureVisitor visitor{[&](const InputPicture &picture) { return detectOne(session, picture.name, picture.image); },
                                     [&](const Error &error) { session.result = refuse(error, o.json); }};
        if (const auto done = visitPictures(input, visitor); !done)
            return refuse(done.error(), o.json);
    }
    return session.result;
}

}  // namespace lineside::ctl
