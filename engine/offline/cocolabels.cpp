// SPDX-License-Identifier: GPL-3.0-or-later
#include "offline/picturelabels.h"
#include "store/files.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace lineside {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxCategories = 10'000;

/// A finite number that is there; NaN: none is.
double numberOf(const json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_number() && std::isfinite(found->get<double>()) ? found->get<double>() : std::numeric_limits<double>::quiet_NaN();
}

std::string textOf(const json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const json *listOf(const json &object, const char *key)
{
    const auto found = object.find(key);
    const bool fine = found != object.end() && found->is_array() && std::ranges::all_of(*found, [](const json &item) { return item.is_object(); });
    return fine ? &*found : nullptr;
}

}  // namespace

Result<PictureLabels> PictureLabels::readCoco(const std::filesystem::path &file)
{
    const auto wrong = [&file](const std::string &what) { return Error{ErrorCode::InvalidInput, file.string() + ": " + what}; };
    const auto text = readSmallFile(file, kMaxJsonBytes);
    if (!text)
        return text.error();
    const json all = json::parse(*text, nullptr, false);
    const json *images = nullptr, *annotations = nullptr, *categories = nullptr;
    if (all.is_object()) {
        images = listOf(all, "images");
        annotations = listOf(all, "annotations");
        categories = listOf(all, "categories");
    }
    if (!images || !annotations || !categories)
        return wrong("not labels of the COCO form");
    if (categories->size() > kMaxCategories)
        return wrong("too many categories");

    PictureLabels labels;
    std::unordered_map<std::int64_t, int> classes;
    const auto idOf = [](const json &object, const char *key) {
        const double id = numberOf(object, key);
        return std::abs(id) < 9e15 ? static_cast<std::int64_t>(id) : std::numeric_limits<std::int64_t>::min();
    };
    for (const json &category : *categories) {
        classes[idOf(category, "id")] = static_cast<int>(labels.m_names.size());
        labels.m_names.push_back(textOf(category, "name"));
    }
    std::unordered_map<std::int64_t, CocoPicture *> pictures;
    for (const json &image : *images) {
        const std::string name = std::filesystem::path(textOf(image, "file_name")).filename().string();
        if (name.empty())
            return wrong("an image without a file_name");
        const auto [place, fresh] = labels.m_coco.try_emplace(name, CocoPicture{numberOf(image, "width"), numberOf(image, "height"), {}});
        if (!fresh)
            return wrong("two images with the name " + name);
        pictures[idOf(image, "id")] = &place->second;
    }
    for (const json &annotation : *annotations) {
        const auto picture = pictures.find(idOf(annotation, "image_id"));
        const auto category = classes.find(idOf(annotation, "category_id"));
        const auto box = annotation.find("bbox");
        const bool numbers = box != annotation.end() && box->is_array() && box->size() == 4
            && std::ranges::all_of(*box, [](const json &n) { return n.is_number() && std::abs(n.get<double>()) < 1e6; });
        if (picture == pictures.end() || category == classes.end() || !numbers)
            return wrong("an annotation of an unknown image or category, or without a bbox");
        if (numberOf(annotation, "iscrowd") == 1)
            continue;
        if (picture->second->objects.size() == kMaxObjects)
            return wrong("too many objects in one image");
        const double x = (*box)[0], y = (*box)[1], w = (*box)[2], h = (*box)[3];
        picture->second->objects.push_back({category->second, {static_cast<float>(x), static_cast<float>(y), static_cast<float>(x + w), static_cast<float>(y + h)}});
    }
    return labels;
}

}  // namespace lineside
