// SPDX-License-Identifier: GPL-3.0-or-later
#include "opencv/pictureinput.h"

#include "base/framepool.h"
#include "opencv/imagefile.h"
#include "opencv/videofilesource.h"
#include "pipeline/picturereader.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

namespace lineside {
namespace {

namespace fs = std::filesystem;

/// Pictures of a folder in the middle of more of them.
struct Among {
    std::size_t before = 0, of = 0;
};

Result<void> visitFiles(const std::vector<fs::path> &files, Among among, const PictureVisitor &visitor)
{
    std::size_t number = among.before;
    for (const fs::path &file : files) {
        if (++number > among.of)  // written since they were counted
            return {};
        const auto image = readImageFile(file);
        if (!image) {  // one bad picture must not cost the others
            visitor.unreadable(image.error());
            continue;
        }
        if (auto done = visitor.picture({file.string(), image->view(), number, among.of}); !done)
            return done;
    }
    return {};
}

/// "2026-03-01"
bool isDay(std::string_view name)
{
    constexpr std::string_view kPattern = "0000-00-00";
    return name.size() == kPattern.size() && std::ranges::equal(name, kPattern, [](char c, char p) { return p == '0' ? c >= '0' && c <= '9' : c == p; });
}

struct Day {
    fs::path folder;
    std::size_t pictures = 0;
};

/// The days of a folder of kept pictures, the oldest first: of the newest so many that `kMostKeptPictures` are not exceeded. Empty: it is none.
std::vector<Day> daysOf(const fs::path &folder)
{
    constexpr std::size_t kMostDays = 10'000;
    std::error_code error, ignored;
    std::vector<Day> days;
    for (fs::directory_iterator i(folder, error), end; !error && i != end && days.size() < kMostDays; i.increment(error)) {
        if (isDay(i->path().filename().string()) && fs::is_directory(i->symlink_status(ignored)))
            days.push_back({i->path()});
    }
    std::ranges::sort(days, {}, &Day::folder);
    std::size_t all = 0;
    auto first = days.end();
    while (first != days.begin() && all < kMostKeptPictures) {
        Day &day = *--first;
        for (fs::directory_iterator i(day.folder, error), end; !error && i != end; i.increment(error))
            day.pictures += !i->path().filename().string().starts_with('.') && hasImageSuffix(i->path()) && i->is_regular_file(ignored);
        day.pictures = std::min(day.pictures, kMostKeptPictures - all);
        all += day.pictures;
    }
    days.erase(days.begin(), first);
    return days;
}

/// One day after the other, so that the names of one day at most are in memory.
Result<void> visitDays(const std::vector<Day> &days, const PictureVisitor &visitor)
{
    Among among;
    for (const Day &day : days)
        among.of += day.pictures;
    for (const Day &day : days) {
        auto files = listImageFiles(day.folder);
        if (!files && files.error().code != ErrorCode::NotFound)
            return files.error();
        std::vector<fs::path> there = files ? *std::move(files) : std::vector<fs::path>();  // a day may become too old meanwhile
        if (there.size() > day.pictures)
            there.erase(there.begin(), there.end() - static_cast<std::ptrdiff_t>(day.pictures));
        if (auto done = visitFiles(there, among, visitor); !done)
            return done;
        among.before += day.pictures;
    }
    return {};
}

Result<void> visitFolder(const std::string &folder, const PictureVisitor &visitor)
{
    const auto files = listImageFiles(folder);
    if (!files)
        return files.error();
    if (!files->empty())
        return visitFiles(*files, {0, files->size()}, visitor);
    const auto days = daysOf(folder);
    if (std::ranges::all_of(days, [](const Day &day) { return day.pictures == 0; }))
        return Error{ErrorCode::InvalidInput, folder + ": no picture in it"};
    return visitDays(days, visitor);
}

Result<void> visitVideo(const std::string &file, const PictureVisitor &visitor)
{
    const auto video = makeVideoFileReader(file);
    if (const auto opened = video->open(); !opened)
        return opened.error();
    const std::size_t of = videoLength(file);
    FramePool pool;
    for (std::size_t number = 1;; ++number) {
        const auto frame = video->next(pool);
        if (!frame)
            return frame.error();
        if (!*frame)
            return {};
        if (auto done = visitor.picture({file + "#" + std::to_string(number), std::as_const((*frame)->image).view(), number, number <= of ? of : 0, true}); !done)
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
