// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/taskrunner.h"
#include "record/verdicttable.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

namespace lineside {

/// Writes each part's verdict into the record, a batch at a time, on a thread of its own. Who adds never waits for the disk: parts wait in
/// memory, and where no more can, they are counted, and the record has a gap that says so. A damaged record is put aside and a new one
/// begun. With each hour of the clock, and at the end, what was written since is sealed. The destructor writes what waits and ends the thread. Thread-safe.
class VerdictWriter {
public:
    /// Called on the record's thread, or by `add`; return soon, and do not call the writer.
    struct Events {
        std::function<void(const std::optional<RecordTrouble> &)> trouble;                       ///< once when it begins; empty once all is written again
        std::function<void(const std::string &asideName, const Error &)> putAside = {};  ///< a damaged record has another name now
        /// Up to which number of each station the history vouches for parts; asked once, before anything is written. Nothing is sealed where it cannot say. Empty, as the next: without seals.
        std::function<Result<std::map<StationId, std::int64_t, std::less<>>>()> sealedUpTo = {};
        std::function<void(const std::vector<StationSeal> &)> sealed = {};  ///< for the history
        /// What was recorded could not be sealed: once when it begins; empty once a later seal has all of it. After `sealed`.
        std::function<void(const std::optional<RecordTrouble> &)> sealTrouble = {};
    };
    struct Limits {
        std::size_t waiting = 4096;  ///< parts, beside as many in a batch that is written: 34 s of four stations with 30 frames a second
        std::size_t batch = 1024;    ///< parts that are written before the next `tick`
        RecordingPolicy kept = {};
    };

    /// `thread` is this one's alone and finishes what waits when it is stopped, which this does. `clock` outlives this.
    VerdictWriter(std::filesystem::path file, std::shared_ptr<EndingTaskRunner> thread, const Clock &clock, Events events, Limits limits);
    VerdictWriter(std::filesystem::path file, std::shared_ptr<EndingTaskRunner> thread, const Clock &clock, Events events)
        : VerdictWriter(std::move(file), std::move(thread), clock, std::move(events), Limits()) {}
    ~VerdictWriter();

    /// Copies the part; asks the heap for nothing once as many boxes and letters were there before. `lot`: empty where it is not known; `picture`: the file of it.
    void add(const StationId &station, const FinishedPart &part, std::string_view lot = {}, std::string_view picture = {});
    /// Writes what waits, also what could not be written before. Called about once a second: a power cut takes so much.
    void tick();
    /// So much is kept from now on.
    void keep(const RecordingPolicy &kept);

private:
    /// Parts in memory, and what is missing after them. The places of earlier parts are used again.
    struct Waiting {
        std::vector<WaitingPart> parts;
        std::size_t used = 0;
        std::vector<MissingParts> missing;

        bool empty() const { return used == 0 && missing.empty(); }
        void clear();
    };

    void miss(const StationId &station, std::uint64_t number, WallTime at);  ///< under the lock
    void begin(const RecordTrouble &trouble);                                ///< under the lock

    // record thread
    void flush();
    void end();
    bool take();
    Result<void> write();
    Result<void> attempt(const std::function<Result<void>()> &work);
    Result<void> open();
    Result<void> startAnew(const Error &damage);
    void learnSealed();
    void seal();
    void beginUnsealed(const Error &error);

    const std::filesystem::path m_file;
    const Clock &m_clock;
    const Events m_events;
    const Limits m_limits;

    std::mutex m_mutex;  ///< never held while anything is written
    Waiting m_filling;
    std::map<StationId, std::uint64_t, std::less<>> m_numbers;  ///< of the last part of each station
    RecordingPolicy m_kept;
    bool m_posted = false;   ///< a flush is on its way
    bool m_trouble = false;  ///< told

    // record thread only
    Waiting m_writing;
    std::optional<VerdictTable> m_table;
    bool m_opened = false;  ///< this record, before now
    bool m_asked = false;   ///< what is sealed
    std::optional<std::map<StationId, std::int64_t, std::less<>>> m_sealed;  ///< empty: not known, so that nothing is
    std::optional<std::int64_t> m_hour;  ///< in which was last looked whether something is to be sealed
    bool m_unsealed = false;  ///< told

    const std::shared_ptr<EndingTaskRunner> m_thread;
};

}  // namespace lineside
