// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/latestslot.h"
#include "core/proof.h"
#include "lineside/snapshot.h"
#include "model/loadedmodel.h"
#include "pipeline/inspectionpipeline.h"
#include "pipeline/supervisedsource.h"
#include "store/configfile.h"
#include "store/modelstore.h"
#include "watch/folderwatch.h"
#include "weights/weightfile.h"

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace lineside {

/// One station as the engine keeps it: its configuration, its moving parts, the models that it holds. Engine thread only.
struct Station {
    StationConfig config;
    std::shared_ptr<InspectionPipeline> pipeline;
    std::shared_ptr<LotSlot> lot = std::make_shared<LotSlot>();  ///< `desired.lot` for its parts
    std::unique_ptr<StationSource> source;
    SourceStatus sourceStatus;
    bool lossTold = false;  ///< the history says that the source is lost
    DesiredModels desired;
    ModelHandle previous;  ///< kept in memory, so that the way back is a pointer change
    ModelHandle offered;   ///< ready, waits for the operator
    WallTime activeSince;
    Proof proof;           ///< of the model on air
    std::optional<PausedChange> offeredPauses;  ///< `desired.offered` is not in memory, and has no room beside what is
    std::set<ModelId> releasing;                ///< given up for the one that is to come, and not freed yet
    std::function<void()> afterRelease;         ///< goes on once they are
    std::optional<AfterPause> pause;            ///< nothing is active until a model is loaded for which the ones before were released
    std::uint64_t watch = 0;  ///< number of the change whose health is watched; 0: none
    std::shared_ptr<std::atomic<bool>> goldenCancelled;  ///< of the model that is asked about the golden frames for `askedOffer`; may be null
    std::optional<ModelId> askedOffer, askedShadow;  ///< what an operator asked for last: one that is still loaded for an earlier word is not wanted
};

using Loaded = std::function<void(Result<ModelHandle, Refusal>)>;

/// Somebody who waits for a model to be in memory. Engine thread only.
struct ModelWaiter {
    std::function<bool()> wanted;  ///< he still does
    Loaded loaded;                 ///< called once; refused as Cancelled where it is not wanted any more
};

/// A load on its way. Engine thread only.
struct Loading {
    std::shared_ptr<std::atomic<bool>> cancelled = std::make_shared<std::atomic<bool>>(false);  ///< nobody waits: it is not begun, or stops at its next step
    std::vector<ModelWaiter> waiters;
};

/// A file that a watched folder offered, as it was then.
struct FolderOffer {
    std::uint64_t watch = 0;  ///< Watched::number of then
    std::string name, mark;   ///< as in FolderEntry
};

/// The watched folder as the engine keeps it. Engine thread only.
struct Watched {
    WatchedFolder folder;
    std::uint64_t number = 0;     ///< of the watch; a new one with every change
    OfferedMarks offered;         ///< of the files that are through
    std::optional<Error> error;   ///< why nothing can be offered from it now
    std::unique_ptr<FolderWatch> watch;
};

/// An offered file that was read and fits as far as its network tells, before it is loaded. Value type.
struct Checked {
    StoredModel model;
    bool stored = false;          ///< a version of the library; else `model.weights` is a copy in the staging folder
    NetworkInfo network;
    std::uint64_t memoryBytes = 0;  ///< that it will take about
    std::shared_ptr<const WeightFile> file;  ///< null: it is read again, because what waits takes no memory

    std::filesystem::path staged() const { return stored ? std::filesystem::path() : model.weights; }
};

/// One offered file on its way. The loader thread works on it while the engine's thread shows it. Thread-safe by `mutex`.
struct Candidate {
    CandidateId id = 0;
    std::filesystem::path source;
    std::shared_ptr<std::atomic<bool>> cancelled = std::make_shared<std::atomic<bool>>(false);
    std::atomic<bool> taken{true};  ///< false while it waits for the loader; who makes it true has it: the loader, or who cancels it
    std::optional<Refusal> stopped;  ///< why it was cancelled, where nobody asked for that; engine thread only
    std::filesystem::path staged;    ///< the copy that waits for the loader; engine thread only
    StationContract contract;  ///< of the station as it was when the file was offered
    SignaturePolicy signatures = SignaturePolicy::Off;  ///< the same
    std::optional<FolderOffer> fromFolder;  ///< where no hand offered it
    Actor actor;               ///< whose hand did
    bool activate = false;  ///< the starter model of a first start goes live by itself: there is nothing to protect yet

    mutable std::mutex mutex;
    CandidateSnapshot shown;
    std::string sha256;  ///< empty until it is copied

    LoadCause cause() const { return activate ? LoadCause::Start : LoadCause::Import; }
    CandidateSnapshot snapshot() const
    {
        const std::lock_guard lock(mutex);
        return shown;
    }
    template <class Change>
    void change(Change &&apply)
    {
        const std::lock_guard lock(mutex);
        apply(shown);
    }
    void progress(CandidateStep step, double share)
    {
        change([&](CandidateSnapshot &s) {
            s.step = step;
            s.progress = share;
        });
    }
};

}  // namespace lineside
