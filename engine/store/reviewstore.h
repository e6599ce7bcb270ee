// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide/abcomparison.h"
#include "lineside/result.h"
#include "lineside/review.h"
#include "lineside/reviewlimits.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lineside {

/// What must be the same where a part that waits is shown again, and how its boxes are named. Value type.
struct ReviewOrigin {
    std::string activeSha256, shadowSha256;
    std::shared_ptr<const Labels> activeLabels, shadowLabels;
};

/// The parts of a station that wait for a person, and where among all parts they are. Value type.
struct WaitingReviews {
    StationId station;
    ReviewOrigin origin;
    std::vector<DiscordantPart> discordant;  ///< by number
    std::vector<ReviewPart> parts;
    bool recalling = false;  ///< more of them are on their way from the disk
};

/// As a file, and back. Written without loss: a golden frame may be made of it.
struct ReviewPictures {
    std::function<Result<std::string>(ImageView)> encode;
    std::function<Result<Image>(std::span<const std::uint8_t>, int width, int height)> decode;
};

inline constexpr std::size_t kMaxReviewHeadBytes = 1 << 20;
inline constexpr std::size_t kMaxReviewPictureBytes = 64 << 20;
inline constexpr std::int64_t kMaxReviewPixels = std::int64_t{1} << 25;

/// A part with its picture as one file: a line that says what both models said, with a checksum, and the picture behind it. Pure but for the pictures.
Result<std::string> reviewFileText(const ReviewPart &part, std::int64_t index, const ReviewOrigin &origin, const ReviewPictures &pictures);
/// InvalidInput: it is anything else, to the last byte, or beyond the limits; NotFound: it is a part of another comparison.
Result<ReviewPart> reviewFrom(std::string_view file, std::uint64_t number, const DiscordantPart &told, const ReviewOrigin &origin, const ReviewPictures &pictures);

/// The parts that wait for a person on the disk, so that a restart does not lose what they are asked by: a file each below `reviews/STATION/` in the data folder. Blocks on the disk. One thread at a time.
class ReviewStore {
public:
    ReviewStore(const std::filesystem::path &dataDir, ReviewPictures pictures) : m_folder(dataDir / "reviews"), m_pictures(std::move(pictures)) {}

    /// Writes those that are not there as they are now. The first error, after all have been tried.
    Result<void> write(const WaitingReviews &waiting);
    /// Those of `numbers` that can be read, ascending: the newest kMostWaitingReviews of them.
    std::vector<ReviewPart> read(const StationId &station, const std::set<std::uint64_t> &numbers, const std::vector<DiscordantPart> &discordant, const ReviewOrigin &origin);
    /// Removes whatever else was written here.
    void keepOnly(const std::map<StationId, std::set<std::uint64_t>> &kept);

private:
    /// What a file has, so that it is written once.
    struct Written {
        SteadyTime capturedAt;
        std::vector<ReviewOpinion> opinions;

        bool operator==(const Written &) const = default;
    };

    const std::filesystem::path m_folder;
    const ReviewPictures m_pictures;
    std::map<StationId, std::map<std::uint64_t, Written>> m_written;
};

}  // namespace lineside
