// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"
#include "store/files.h"
#include "store/trialrecord.h"

#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace lineside {

/// One version on disk: what was found out about it when it was imported.
struct StoredModel {
    ModelId id;
    std::filesystem::path weights;
    std::string sha256;
    std::uint64_t bytes = 0;
    std::string originalName;
    WallTime importedAt;
    std::string format, family;
    Labels labels;
    ModelLayout layout = ModelLayout::Auto;  ///< how it was read; it is read so again
    int inputWidth = 0, inputHeight = 0;
    std::int64_t parameters = 0;
    std::optional<bool> fastAgrees;  ///< whether the reduced precision agreed with the full one when it was last compared; none: never
    SignatureInfo signature;        ///< as it was found last; Good or UnknownKey by the keys of then
    bool versionIsSigned = false;   ///< before it is added: its signature names `id`, so it is added under that or not at all
};

/// The name and version that a file name asks for: "line-v2.pt" → line, 2; "line-v2-blind.onnx" → line-blind, 2; "best.pt" → best
/// and no version; "best_openvino_model", a folder → best. Characters outside letters, digits, '-', '_' become '-'; at most 48 are kept. Pure.
struct ProposedId {
    std::string name;
    std::optional<int> version;
};
ProposedId proposeId(const std::string &fileName);

/// The models of this installation: `ROOT/models/NAME/VERSION/{weights,model.json}`, and `trial.txt` once it was tried out. A version folder appears whole by one rename
/// and its weights never change afterwards; only damaged ones are mended, by `repair`. Looking things up never waits for the disk. Thread-safe.
class ModelStore {
public:
    explicit ModelStore(std::filesystem::path root);

    struct Opened {
        std::vector<std::string> skipped;     ///< unreadable versions, which are left out: "name/version: why"
        std::vector<std::string> unfinished;  ///< names of offered files whose import was interrupted
    };
    /// Makes the folders, removes what an interrupted import left, reads what is there.
    Result<Opened> open();

    /// A file name inside the store for a copy of `name` (as `proposeId` gives it) that is not yet a version.
    std::filesystem::path newStagingFile(const std::string &name);

    /// Takes a staged copy off the disk that becomes no version; an empty path is none. What cannot be removed goes at the next start, with all
    /// that is in the staging folder. Blocks on the disk.
    static void discard(const std::filesystem::path &staged) noexcept;

    std::vector<StoredModel> list() const;
    std::optional<StoredModel> find(const ModelId &id) const;
    std::optional<StoredModel> findByHash(const std::string &sha256) const;

    /// Makes a staged file a version. `model.id` is kept where it is free, else the next free version of that name is given, or, where
    /// the version is signed, VersionTaken. The staged file is gone afterwards, whether it became a version or was refused.
    Result<StoredModel, Refusal> add(const std::filesystem::path &staged, StoredModel model);
    /// Puts a staged file with the bytes that were imported in the place of the stored ones, which changed.
    Result<void> repair(const ModelId &id, const std::filesystem::path &staged);
    /// Keeps on the card of a version a signature that was found later.
    Result<void> noteSignature(const ModelId &id, const SignatureInfo &signature);
    /// Keeps on the card whether the reduced precision agreed.
    Result<void> noteAgreement(const ModelId &id, bool fastAgrees);
    /// What was found when the version was tried out last, if that was under these conditions; a file that is not what `noteTrial` wrote is
    /// none. Waits for the disk.
    std::optional<ExecutorChoice> trial(const ModelId &id, const TrialConditions &conditions) const;
    /// Keeps it beside the version, in the place of what was there.
    Result<void> noteTrial(const ModelId &id, const TrialRecord &record);
    Result<void> remove(const ModelId &id);

private:
    Result<void> changeCard(const ModelId &id, const std::function<void(StoredModel &)> &change);
    std::filesystem::path folderOf(const ModelId &id) const;

    const std::filesystem::path m_root;
    std::mutex m_writing;        ///< the folders; held over writing, and before m_mutex
    mutable std::mutex m_mutex;  ///< what follows; never held over writing
    std::vector<StoredModel> m_models;
    std::uint64_t m_nextStaging = 0;
};

}  // namespace lineside
