// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/metadata.h"

#include "weights/family.h"
#include "weights/headkind.h"
#include "weights/labels.h"
#include "weights/pythonliteral.h"
#include "weights/refused.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace lineside::weights {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxText = 4u << 20;
constexpr int kMaxDepth = 16;
constexpr std::size_t kMaxClasses = 10'000;
constexpr int kMaxSide = 8192;  // pixels
constexpr int kMaxStride = 256;
constexpr int kMaxBatch = 1 << 20;  // pictures

const json *find(const json &object, const char *key)
{
    const auto it = object.is_object() ? object.find(key) : object.end();
    return it == object.end() || it->is_null() ? nullptr : &*it;
}

std::string textOf(const json *value)
{
    return value && value->is_string() ? printable(value->get_ref<const std::string &>(), 200) : std::string();
}

bool isTrue(const json *value)
{
    return value && value->is_boolean() && value->get<bool>();
}

int integerOf(const json *value, int most)
{
    const bool known = value && value->is_number_integer();
    const std::int64_t number = known ? value->get<std::int64_t>() : 0;
    return number >= 1 && number <= most ? int(number) : 0;
}

std::vector<std::string> labelsOf(const json &names)
{
    if (!names.is_structured() || names.empty() || names.size() > kMaxClasses)
        refuse(RefusalReason::Corrupt, "names are neither a dict nor a list");
    std::vector<std::string> labels(names.size());
    std::vector<bool> seen(names.size(), false);
    std::size_t position = 0;
    for (const auto &[key, value] : names.items()) {
        std::size_t index = position++;
        if (names.is_object()) {
            const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
            if (error != std::errc() || end != key.data() + key.size() || index >= labels.size() || seen[index])
                refuse(RefusalReason::Corrupt, "names do not count from 0 to the number of classes", printable(key, 40));
        }
        seen[index] = true;
        if (value.is_string())
            labels[index] = printable(value.get_ref<const std::string &>(), kMaxLabelBytes);
        else if (value.is_number_integer())
            labels[index] = value.dump();
        else
            refuse(RefusalReason::Corrupt, "a name that is not a text");
    }
    return labels;
}

/// One side, [height, width], or [batch, channels, height, width] as the YOLOv5 repository writes it.
std::optional<InputSize> sizeOf(const json *value)
{
    if (!value)
        return std::nullopt;
    if (const int side = integerOf(value, kMaxSide); side > 0)
        return InputSize{side, side};
    if (!value->is_array() || (value->size() != 2 && value->size() != 4))
        return std::nullopt;
    const int height = integerOf(&(*value)[value->size() - 2], kMaxSide), width = integerOf(&value->back(), kMaxSide);
    return height > 0 && width > 0 ? std::optional(InputSize{width, height}) : std::nullopt;
}

}  // namespace

ExportMetadata metadataFromObject(const json &object)
{
    ExportMetadata metadata;
    if (const json *names = find(object, "names"))
        metadata.labels = labelsOf(*names);
    const json *shape = find(object, "shape");
    const json *arguments = find(object, "args");
    const json *nms = arguments ? find(*arguments, "nms") : nullptr;
    metadata.size = sizeOf(find(object, "imgsz"));
    metadata.originalYolov5 = !metadata.size && !find(object, "task") && (shape || find(object, "stride"));
    if (!metadata.size)
        metadata.size = sizeOf(shape);
    metadata.stride = integerOf(find(object, "stride"), kMaxStride);
    metadata.task = textOf(find(object, "task"));
    metadata.dynamic = arguments && isTrue(find(*arguments, "dynamic"));
    if (find(object, "end2end") || nms)
        metadata.endToEnd = isTrue(find(object, "end2end")) || isTrue(nms);
    if (isTrue(nms))
        metadata.choosesFor = std::max(1, integerOf(find(object, "batch"), kMaxBatch));
    metadata.producer = textOf(find(object, "version"));
    metadata.family = metadata.originalYolov5 ? "yolov5" : familyInText(textOf(find(object, "description")));
    if (const json *channels = find(object, "channels"); channels && integerOf(channels, 1000) != 3)
        refuse(RefusalReason::InputShape, "the network does not take colour pictures",
               "[1, " + printable(channels->dump(-1, ' ', true, json::error_handler_t::replace), 40) + ", H, W]", "[1, 3, H, W]");
    return metadata;
}

ExportMetadata metadataFromJson(std::string_view text)
{
    if (text.empty())
        return {};
    if (text.size() > kMaxText)
        refuse(RefusalReason::Corrupt, "metadata too long");
    bool tooDeep = false;
    const auto watch = [&](int depth, json::parse_event_t, json &) {
        tooDeep = tooDeep || depth > kMaxDepth;
        return !tooDeep;
    };
    const json object = json::parse(text, watch, false);
    if (tooDeep || object.is_discarded() || !object.is_object())
        refuse(RefusalReason::Corrupt, "metadata are not a JSON object");
    return metadataFromObject(object);
}

ExportMetadata metadataFromProperties(const std::map<std::string, std::string> &properties)
{
    json object = json::object();
    for (const auto &[key, value] : properties) {
        const bool literal = key == "names" || key == "stride" || key == "imgsz" || key == "args" || key == "end2end" || key == "channels" || key == "shape" || key == "batch";
        if (!literal) {
            object[key] = printable(value, 200);
            continue;
        }
        auto parsed = parsePythonLiteral(value);
        if (!parsed && key == "names")
            refuse(RefusalReason::Corrupt, "names cannot be read");
        object[key] = parsed ? std::move(*parsed) : json(nullptr);
    }
    return metadataFromObject(object);
}

std::optional<InputSize> fixedInput(std::span<const std::int64_t> shape)
{
    const auto open = [&](std::size_t axis) { return shape[axis] == -1; };
    if (shape.size() != 4 || !(shape[0] == 1 || open(0)) || !(shape[1] == 3 || open(1)) || !(shape[2] > 0 || open(2)) || !(shape[3] > 0 || open(3)))
        refuse(RefusalReason::InputShape, "the input is not one colour picture", shapeText(shape), "[1, 3, H, W]");
    if (std::max(shape[2], shape[3]) > kMaxSide)
        refuse(RefusalReason::InputSize, "the input is too large", std::to_string(shape[3]) + "x" + std::to_string(shape[2]), "1…" + std::to_string(kMaxSide));
    return open(2) || open(3) ? std::nullopt : std::optional(InputSize{int(shape[3]), int(shape[2])});
}

void applyMetadata(const ExportMetadata &metadata, const std::optional<InputSize> &fixed, const ReadOptions &options, NetworkInfo &info)
{
    if (metadata.choosesFor != 1)
        refuse(RefusalReason::InputShape, "boxes are chosen for several pictures at once", "[" + std::to_string(metadata.choosesFor) + ", 3, H, W]", "[1, 3, H, W]");
    info.labels = metadata.labels;
    info.producer = metadata.producer;
    info.family = metadata.family.empty() ? "yolo" : metadata.family;
    if (metadata.stride > 0)
        info.stride = metadata.stride;
    const InputSize own = fixed ? *fixed : metadata.size.value_or(InputSize{640, 640});
    const InputSize wanted = options.inputSize.value_or(own);
    const auto text = [](InputSize size) { return std::to_string(size.width) + "x" + std::to_string(size.height); };
    if (fixed && wanted != *fixed)
        refuse(RefusalReason::InputSize, "the file was exported for one size", text(wanted), text(*fixed));
    const bool fits = wanted.width >= 1 && wanted.height >= 1 && wanted.width <= kMaxSide && wanted.height <= kMaxSide;
    if (!fits || (!fixed && (wanted.width % info.stride != 0 || wanted.height % info.stride != 0)))
        refuse(RefusalReason::InputSize, "the input must be a multiple of the stride", text(wanted), "multiple of " + std::to_string(info.stride));
    info.dynamicInput = !fixed;
    info.inputWidth = wanted.width;
    info.inputHeight = wanted.height;
}

}  // namespace lineside::weights
