// SPDX-License-Identifier: GPL-3.0-or-later
#include "opencv/pictureinput.h"

#include "base/framepool.h"
#include "opencv/imagefile.h"
#include "opencv/videofilesource.h"
#include "pipeline/picturereader.h"

#include <filesystem>
#include <utility>

namespace lineside {
namespace {

namespace fs = std::filesystem;

Result<void> visitFolder(const std::string &folder, const PictureVisitor &visitor)
{
    const auto files = listImageFiles(folder);
    if (!files)
        return files.error();
    if (files->empty())
        return Error{ErrorCode::InvalidInput, folder + ": no picture in it"};
    std::size_t number = 0;
    for (const fs::path &file : *files) {
        ++number;
        const auto image = readImageFile(file);
        if (!image) {  // one bad picture must not cost the others
            visitor.unreadable(image.error());
            continue;
        }
        if (auto done = visitor.picture({file.string(), image->view(), number, files->size()}); !done)
            return done;
    }
    return {};
}

Result<void> visitVideo(const std::string &file, const PictureVisitor &visitor)
{
    const auto video = makeVideoFileReader(file);
    if (const auto opened = video->open(); !opened)
        return opened.error();
    FramePool pool;
    for (std::size_t number = 1;; ++number) {
        const auto frame = video->next(pool);
        if (!frame)
            return frame.error();
        if (!*frame)
            return {};
        if (auto done = visitor.picture({file + "#" + std::to_string(number), std::as_const((*frame)->image).view(), number, 0, true}); !done)
            return done;
    }
}

}  // namespace

Result<void> visitPictures(const std::string &input, const PictureVisitor &visitor)
{
    std::error_code ignored;
    if (fs::is_directory(input, ignored))
        return visitFolder(input, visitor);
    const auto image = readImageFile(input);
    if (image)
        return visitor.picture({input, image->view(), 1, 1});
    return image.error().code == ErrorCode::NotFound ? image.error() : visitVideo(input, visitor);
}

}  // namespace lineside
