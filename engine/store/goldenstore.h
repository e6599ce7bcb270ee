// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"
#include "lineside/golden.h"
#include "lineside/result.h"
#include "lineside/station.h"

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace lineside {

/// A golden frame, and where in its picture the part is that it is kept for. Value type.
struct KeptFrame {
    GoldenFrame frame;
    Box box;  ///< pixels
};

/// What golden.json says. Value type.
struct GoldenIndex {
    std::uint64_t next = 1;  ///< number of the next frame: none is used twice
    std::vector<KeptFrame> frames;  ///< ascending by id
};

inline constexpr std::size_t kMaxGoldenIndexBytes = 1 << 20;
inline constexpr std::size_t kMaxGoldenPictureBytes = 64 << 20;  ///< of a file
inline constexpr std::int64_t kMaxGoldenPixels = std::int64_t{1} << 25;

/// The file that lists the frames of a station. Reading refuses whatever was not written so, to the last byte, and whatever is beyond the limits. Pure.
Result<GoldenIndex> parseGoldenIndex(std::string_view text, const StationId &station);
std::string formatGoldenIndex(const GoldenIndex &index, const StationId &station);

/// The golden frames of one station on the disk: `golden/STATION/` in the data folder, with golden.json, a copy of it, and a picture of each frame. `open`, `keep`, `drop` and
/// `picture` block on the disk, the rest does not wait for them. Thread-safe.
class GoldenStore {
public:
    GoldenStore(const std::filesystem::path &dataDir, StationId station);

    /// Reads what is there, once. Answers with what could not be read, named by its file; such a list is set aside and its copy serves in its place.
    std::vector<Error> open();
    /// Writes the picture, then the list that names it; `id`, `sha256` of the frame are given here. Busy: there are kMostGoldenFrames; InvalidInput: that part of that picture is one already, or it is
    /// larger than one may be; Unsupported: the station's id is none that a folder may be named by.
    Result<KeptFrame> keep(KeptFrame frame, const std::string &picture);
    Result<void> drop(std::uint64_t id);  ///< NotFound; else as the disk says, and the frame is still there

    std::vector<KeptFrame> frames() const;  ///< the oldest first
    std::uint64_t additions() const;        ///< since it was opened, of frames: a model that was asked about fewer has not been asked about all
    bool opened() const;
    bool knows(std::uint64_t id) const;
    /// The bytes of a picture, which are those that were kept. NotFound, Io, InvalidInput: they are others.
    Result<std::string> picture(std::uint64_t id) const;
    std::filesystem::path pictureFile(std::uint64_t id) const;

private:
    Result<void> write(const GoldenIndex &index);
    void removeOrphans(const GoldenIndex &index) const;

    const StationId m_station;
    std::filesystem::path m_folder;  ///< empty: none may be named so

    std::mutex m_disk;  ///< one at a time changes what is there

    mutable std::mutex m_mutex;  ///< everything below
    bool m_opened = false;
    GoldenIndex m_index;
    std::uint64_t m_additions = 0;
};

}  // namespace lineside
