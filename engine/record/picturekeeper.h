// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/taskrunner.h"
#include "lineside/frame.h"
#include "lineside/recording.h"
#include "lineside/snapshot.h"

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace lineside {

/// Where a data folder has its pictures of parts.
std::filesystem::path picturesFolderOf(const std::filesystem::path &dataDir);

/// Writes pictures of parts below a folder, STATION/YYYY-MM-DD/HHMMSS.FRACTION-N.jpg in UTC, on a thread of its own, and takes away the oldest that are not kept any more. Who
/// hands one over never waits: where no more can wait, or the disk takes none, a picture is left out and counted. Files that are not named so are left alone. The
/// destructor writes what waits and ends the thread. Thread-safe.
class PictureKeeper {
public:
    /// The picture as the bytes of a file.
    using Encode = std::function<Result<std::vector<std::uint8_t>>(const ImageView &)>;
    /// Called on the thread, or by `keep`; return soon, and do not call the keeper.
    struct Events {
        std::function<void(const RecordTrouble &)> begun;        ///< Busy: they come quicker than they can be written; else of the disk
        std::function<void(std::uint64_t leftOut)> ended = {};   ///< pictures are kept again, for a minute by now; how many are missing
    };

    static constexpr std::size_t kMostWaiting = 8;  ///< pictures: of a full HD camera 66 MB
    static constexpr std::size_t kStep = 50;        ///< files that are removed before the next `tick`
    static constexpr std::chrono::seconds kQuiet{60};

    /// `thread` is this one's alone and finishes what waits when it is stopped, which this does. `clock` outlives this.
    PictureKeeper(std::filesystem::path folder, Encode encode, std::shared_ptr<EndingTaskRunner> thread, const Clock &clock, Events events, const RecordingPolicy &kept);
    ~PictureKeeper();

    /// Takes the picture, which is not copied, of a part that passed at `at`. The name of its file below the folder; empty: it is left out.
    std::string keep(const StationId &station, FramePtr picture, WallTime at);
    /// So much is kept from now on.
    void limit(const RecordingPolicy &kept);
    /// Removes a little of what is no longer kept. Called about once a second.
    void tick();
    std::uint64_t leftOut() const;  ///< since the start

private:
    struct Waiting {
        std::string name;
        FramePtr picture;
    };

    void miss(Error error);  ///< under the lock

    // own thread
    void write();
    Result<void> writeOne(const Waiting &waiting);
    void look();
    void shorten();

    const std::filesystem::path m_folder;
    const Encode m_encode;
    const Clock &m_clock;
    const Events m_events;

    mutable std::mutex m_mutex;  ///< never held while anything is written
    std::deque<Waiting> m_waiting;
    RecordingPolicy m_kept;
    bool m_writePosted = false, m_tickPosted = false;
    bool m_trouble = false;      ///< told
    bool m_written = false;      ///< one was, since the last that was not
    SteadyTime m_missedAt;       ///< the last one
    std::uint64_t m_leftOut = 0, m_leftOutBefore = 0;  ///< in all; before this trouble

    // own thread only
    std::map<std::string, std::set<StationId>> m_days;  ///< that have pictures, the oldest first
    std::uint64_t m_bytes = 0;
    bool m_looked = false;

    const std::shared_ptr<EndingTaskRunner> m_thread;
};

}  // namespace lineside
