// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace lineside {

/// Why an offered file did not become a ready model. The order is free; `toString` gives the stable code.
enum class RefusalReason {
    // the file itself
    Folder,            ///< a folder was offered
    Vanished,          ///< deleted or moved while it was read
    Unreadable,        ///< no permission, or the disk reports an error
    StillGrowing,      ///< still being written
    TooLarge,          ///< over the size limit
    Empty,             ///< 0 bytes
    DiskFull,          ///< the copy does not fit into the store
    // what it is
    Truncated,         ///< ends before it should
    GitLfsPointer,     ///< a Git LFS pointer instead of the file
    NotAModel,         ///< none of the known formats
    ZipWithoutModel,   ///< a zip with no network in it
    OldFormat,         ///< a torch file from before version 1.6
    StateDict,         ///< tensors without a network (state dict, safetensors)
    OtherTask,         ///< segmentation, pose, oriented boxes, classification
    UnsupportedLayer,  ///< a layer or operator outside the known set
    Corrupt,           ///< contradicts itself: checksum, shapes, counts
    NotFinite,         ///< NaN or infinite weights
    BoxChoice,         ///< chooses boxes itself, in another way than the well-known one
    InputShape,        ///< takes something else than one colour picture at a time
    NoNames,           ///< does not say which classes it finds, where its output does not show their number
    TooMuchWork,       ///< more operations for a picture than any line could wait for
    // the process that read it
    CheckCrashed,      ///< it crashed, or answered what is no answer
    CheckTimeout,      ///< it did not end in its time
    CheckKilled,       ///< somebody ended it
    NoSandbox,         ///< this system cannot take it the right to do anything else
    // what the station requires
    Layout,            ///< its output is of another layout than the station's models
    ClassCount,        ///< another number of classes
    Labels,            ///< another set of labels
    InputSize,         ///< input size outside the allowed range
    Memory,            ///< needs more memory than is free
    MemoryLimit,       ///< needs more memory than the station allows
    TrialRun,          ///< misbehaves on the trial frames
    GoldenFrames,      ///< judges golden frames of the station otherwise than a person did
    TooSlow,           ///< needs more time for a picture than allowed
    // its signature
    Unsigned,           ///< none, and the station requires one
    BadSignature,       ///< cannot be read, or is not for this file
    UnknownKey,         ///< of a key that is not trusted, and the station requires one that is
    RevokedKey,         ///< of a key that was revoked
    SignatureMismatch,  ///< what was signed with the file says something else than the file
    VersionTaken,       ///< signed as a version that the library has with other content
    SignatureOnly,      ///< a signature was offered, without its file
    // the rest
    Cancelled,         ///< by the operator
    Internal,          ///< a run-time library misbehaved
};

/// The stable code of a reason, e.g. "labels"; for JSON, logs and the end of a message.
const char *toString(RefusalReason reason) noexcept;

/// A refusal with what the operator's sentence needs. Texts are data (names, numbers), not sentences. Value type.
struct Refusal {
    RefusalReason reason = RefusalReason::Internal;
    std::string expected;  ///< e.g. "Bottle, Cap" or "120" (MB of 10^6 bytes) or "80.0" (ms); may be empty
    std::string found;     ///< e.g. "Car, Bus" or "310" (MB) or "123.5" (ms); may be empty
    std::string detail;    ///< for engineers, untranslated
};

}  // namespace lineside
