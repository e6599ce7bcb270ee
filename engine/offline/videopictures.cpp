// SPDX-License-Identifier: GPL-3.0-or-later
#include "offline/videopictures.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <string>

namespace lineside {
namespace {

/// 12 of "clip.mp4#12"; 0: it is none of a video.
std::int64_t numberOf(const std::string &picture)
{
    const auto hash = picture.find_last_of('#');
    std::int64_t number = 0;
    if (hash != std::string::npos)
        std::from_chars(picture.data() + hash + 1, picture.data() + picture.size(), number);
    return number;
}

/// The places of the disagreements that are shown in one picture.
using Wanted = std::map<std::string, std::vector<std::size_t>>;

Wanted wantedOf(const OfflineReport &report, std::size_t most)
{
    Wanted wanted;
    for (std::size_t i = 0; i < report.disagreements.size(); ++i) {
        const std::string &picture = report.disagreements[i].picture;
        if (wanted.size() < most || wanted.contains(picture))
            wanted[picture].push_back(i);
    }
    return wanted;
}

}  // namespace

void keepVideoPictures(OfflineReport &report, const PictureVisit &visit, const VideoPictures &how)
{
    Wanted wanted = wantedOf(report, how.most);
    std::int64_t last = 0;
    for (const auto &[picture, places] : wanted)
        last = std::max(last, numberOf(picture));
    std::size_t bytes = 0;
    const Error enough{ErrorCode::Cancelled, {}};
    const auto picture = [&](const InputPicture &read) -> Result<void> {
        if (auto goOn = how.before(read); !goOn)
            return goOn;
        how.progress(static_cast<std::int64_t>(read.number) - 1, last);
        const auto found = wanted.find(read.name);
        if (found == wanted.end())
            return std::cmp_less(read.number, last) ? Result<void>() : enough;
        if (auto encoded = how.encode(read.image)) {
            bytes += encoded->size();
            if (bytes > how.mostBytes)
                return enough;
            const auto kept = std::make_shared<const std::vector<std::uint8_t>>(*std::move(encoded));
            for (const std::size_t place : found->second)
                report.disagreements[place].jpeg = kept;
        }
        wanted.erase(found);
        return wanted.empty() ? Result<void>(enough) : Result<void>();
    };
    // Whatever ends it: the comparison is done, and what was kept is right.
    if (!wanted.empty())
        (void)visit(report.request.input.string(), {picture, [](const Error &) {}});
}

}  // namespace lineside
