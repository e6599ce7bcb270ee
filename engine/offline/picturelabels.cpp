// SPDX-License-Identifier: GPL-3.0-or-later
#include "offline/picturelabels.h"

#include "store/files.h"
#include "weights/metadata.h"

#include <algorithm>
#include <sstream>

namespace lineside {
namespace {

namespace fs = std::filesystem;

bool isThere(const fs::path &file)
{
    std::error_code ignored;
    return fs::is_regular_file(file, ignored);
}

Result<Labels> namesOfYaml(const fs::path &file)
{
    const auto text = readSmallFile(file, weights::kMaxYamlBytes);
    if (!text)
        return text.error();
    auto names = weights::namesFromYaml(*text);
    if (!names)
        return Error{ErrorCode::InvalidInput, file.string() + ": " + names.error().detail};
    return *std::move(names);
}

}  // namespace

Result<Labels> PictureLabels::namesOf(const fs::path &folder, const Labels &otherwise)
{
    if (const fs::path list = folder / "classes.txt"; isThere(list)) {
        const auto text = readSmallFile(list, kMaxTextBytes);
        if (!text)
            return text.error();
        Labels names;
        std::istringstream lines(*text);
        for (std::string line; std::getline(lines, line);) {
            line.erase(line.find_last_not_of(" \t\r") + 1);
            if (!line.empty())
                names.push_back(line);
        }
        return names;
    }
    std::error_code unknown;
    fs::path above = fs::absolute(folder / "", unknown).parent_path();
    for (int level = 0; level < 3; ++level, above = above.parent_path()) {
        if (const fs::path yaml = above / "data.yaml"; isThere(yaml)) {
            auto names = namesOfYaml(yaml);
            if (!names || !names->empty())
                return names;
        }
    }
    return otherwise;
}

Result<PictureLabels> PictureLabels::read(const fs::path &path, const Labels &names)
{
    std::error_code error;
    if (!fs::is_directory(path, error)) {
        if (!isThere(path))
            return Error{ErrorCode::NotFound, path.string()};
        return readCoco(path);
    }
    std::vector<fs::path> json;
    bool anyText = false;
    for (fs::directory_iterator i(path, error), end; !error && i != end; i.increment(error)) {
        if (i->path().extension() == ".json")
            json.push_back(i->path());
        anyText = anyText || i->path().extension() == ".txt";
    }
    if (error)
        return Error{ErrorCode::Io, path.string() + ": " + error.message()};
    if (!anyText && json.size() == 1)
        return readCoco(json.front());
    if (!anyText)
        return Error{ErrorCode::InvalidInput, path.string() + (json.empty() ? ": no labels in it" : ": several JSON files in it; name the one that is meant")};
    auto found = namesOf(path, names);
    if (!found)
        return found.error();
    PictureLabels labels;
    labels.m_folder = path;
    labels.m_names = *std::move(found);
    return labels;
}

bool PictureLabels::knows(const fs::path &picture) const
{
    if (m_folder.empty())
        return m_coco.contains(picture.filename().string());
    return isThere(m_folder / picture.filename().replace_extension(".txt"));
}

Result<std::vector<LabelledObject>> PictureLabels::of(const fs::path &picture, int width, int height) const
{
    if (!m_folder.empty()) {
        const fs::path file = m_folder / picture.filename().replace_extension(".txt");
        if (!isThere(file))
            return std::vector<LabelledObject>();
        const auto text = readSmallFile(file, kMaxTextBytes);
        if (!text)
            return text.error();
        auto objects = parseYoloLabels(*text, m_names.size(), width, height);
        if (!objects)
            return Error{objects.error().code, file.string() + ": " + objects.error().detail};
        return objects;
    }
    const auto known = m_coco.find(picture.filename().string());
    if (known == m_coco.end())
        return Error{ErrorCode::NotFound, picture.string() + ": the labels do not know this picture"};
    const CocoPicture &found = known->second;
    if (found.width > 0 && found.height > 0 && (found.width != width || found.height != height))
        return Error{ErrorCode::InvalidInput, picture.string() + ": the labels are for another size of this picture"};
    return found.objects;
}

}  // namespace lineside
