// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluation/labelled.h"
#include "lineside/detection.h"
#include "lineside/result.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace lineside {

/// What people marked in the pictures of a set. YOLO: a text file for each picture, of its name, a line an object, "class cx cy w h" in shares of the picture, or a class and the corners of an outline, whose
/// bounding box counts; a picture without a file has no object in it. COCO: one JSON file with images, annotations and categories; crowds are left out. Files of others are hostile until they are
/// read: sizes and counts are limited, and a number that cannot be is an error that names the file and line. Value type.
class PictureLabels {
public:
    static constexpr std::uint64_t kMaxTextBytes = 1u << 20;   ///< of one picture's text
    static constexpr std::uint64_t kMaxJsonBytes = 64u << 20;  ///< in memory it takes ten times as much
    static constexpr std::size_t kMaxObjects = 10'000;         ///< in one picture

    /// `path`: a folder of YOLO text files, a COCO file, or a folder with one JSON file, which is one. `names`: of the classes, where YOLO text files lie without a list of names: classes.txt beside
    /// them, or data.yaml there or up to two folders above. Any thread; blocks on the disk. Error: NotFound, InvalidInput, Io.
    static Result<PictureLabels> read(const std::filesystem::path &path, const Labels &names);

    const Labels &names() const noexcept { return m_names; }  ///< by class index

    /// The objects of a picture of that name and size in pixels. Error: NotFound where a COCO file does not know the picture.
    Result<std::vector<LabelledObject>> of(const std::filesystem::path &picture, int width, int height) const;
    /// Whether there is anything about this picture; a YOLO folder may say nothing of one without objects.
    bool knows(const std::filesystem::path &picture) const;
    /// A picture of which nothing is said has no object in it: so it is with YOLO texts, and not with COCO.
    bool silenceMeansEmpty() const noexcept { return !m_folder.empty(); }

private:
    struct CocoPicture {
        double width = 0, height = 0;
        std::vector<LabelledObject> objects;
    };
    using CocoPictures = std::map<std::string, CocoPicture>;  ///< by file name, without folders

    static Result<Labels> namesOf(const std::filesystem::path &folder, const Labels &otherwise);
    static Result<PictureLabels> readCoco(const std::filesystem::path &file);

    std::filesystem::path m_folder;  ///< of YOLO text files; empty: COCO
    CocoPictures m_coco;
    Labels m_names;
};

/// The objects that a YOLO text tells. Pure. Error: InvalidInput, with the line.
Result<std::vector<LabelledObject>> parseYoloLabels(const std::string &text, std::size_t classes, int width, int height);

}  // namespace lineside
