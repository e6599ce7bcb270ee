// SPDX-License-Identifier: GPL-3.0-or-later
// The stable words of the public enumerations, for JSON, logs and the history. Never translated, never changed.
#include "lineside/audit.h"
#include "lineside/comparison.h"
#include "lineside/promotion.h"
#include "lineside/refusal.h"
#include "lineside/result.h"
#include "lineside/signature.h"
#include "lineside/snapshot.h"
#include "lineside/station.h"
#include "lineside/verdict.h"

namespace lineside {

const char *toString(ErrorCode code) noexcept
{
    switch (code) {
    case ErrorCode::InvalidInput: return "invalid_input";
    case ErrorCode::Unsupported: return "unsupported";
    case ErrorCode::NotFound: return "not_found";
    case ErrorCode::Busy: return "busy";
    case ErrorCode::OutOfMemory: return "out_of_memory";
    case ErrorCode::Io: return "io";
    case ErrorCode::Cancelled: return "cancelled";
    case ErrorCode::Internal: return "internal";
    case ErrorCode::DiskFull: return "disk_full";
    case ErrorCode::ReasonMissing: return "reason_missing";
    case ErrorCode::VerdictMissing: return "verdict_missing";
    case ErrorCode::NotAllowed: return "not_allowed";
    case ErrorCode::SignatureMissing: return "signature_missing";
    case ErrorCode::NotReady: return "not_ready";
    }
    return "internal";
}

const char *toString(RefusalReason reason) noexcept
{
    switch (reason) {
    case RefusalReason::Folder: return "folder";
    case RefusalReason::Vanished: return "vanished";
    case RefusalReason::Unreadable: return "unreadable";
    case RefusalReason::StillGrowing: return "still_growing";
    case RefusalReason::TooLarge: return "too_large";
    case RefusalReason::Empty: return "empty";
    case RefusalReason::DiskFull: return "disk_full";
    case RefusalReason::Truncated: return "truncated";
    case RefusalReason::GitLfsPointer: return "git_lfs_pointer";
    case RefusalReason::NotAModel: return "not_a_model";
    case RefusalReason::ZipWithoutModel: return "zip_without_model";
    case RefusalReason::OldFormat: return "old_format";
    case RefusalReason::StateDict: return "state_dict";
    case RefusalReason::OtherTask: return "other_task";
    case RefusalReason::UnsupportedLayer: return "unsupported_layer";
    case RefusalReason::BoxChoice: return "box_choice";
    case RefusalReason::Corrupt: return "corrupt";
    case RefusalReason::NotFinite: return "not_finite";
    case RefusalReason::CheckCrashed: return "check_crashed";
    case RefusalReason::CheckTimeout: return "check_timeout";
    case RefusalReason::CheckKilled: return "check_killed";
    case RefusalReason::NoSandbox: return "no_sandbox";
    case RefusalReason::Layout: return "layout";
    case RefusalReason::ClassCount: return "class_count";
    case RefusalReason::Labels: return "labels";
    case RefusalReason::InputSize: return "input_size";
    case RefusalReason::Memory: return "memory";
    case RefusalReason::MemoryLimit: return "memory_limit";
    case RefusalReason::TrialRun: return "trial_run";
    case RefusalReason::GoldenFrames: return "golden_frames";
    case RefusalReason::TooSlow: return "too_slow";
    case RefusalReason::InputShape: return "input_shape";
    case RefusalReason::NoNames: return "no_names";
    case RefusalReason::TooMuchWork: return "too_much_work";
    case RefusalReason::Unsigned: return "unsigned";
    case RefusalReason::BadSignature: return "bad_signature";
    case RefusalReason::UnknownKey: return "unknown_key";
    case RefusalReason::RevokedKey: return "revoked_key";
    case RefusalReason::SignatureMismatch: return "signature_mismatch";
    case RefusalReason::VersionTaken: return "version_taken";
    case RefusalReason::SignatureOnly: return "signature_only";
    case RefusalReason::Cancelled: return "cancelled";
    case RefusalReason::Internal: return "internal";
    }
    return "internal";
}

const char *toString(Health health) noexcept
{
    switch (health) {
    case Health::Healthy: return "healthy";
    case Health::NotProven: return "not_proven";
    case Health::NoVerdicts: return "no_verdicts";
    case Health::TooSlow: return "too_slow";
    case Health::FindsNothing: return "finds_nothing";
    }
    return "not_proven";
}

const char *toString(AbState state) noexcept
{
    switch (state) {
    case AbState::Open: return "not_decided";
    case AbState::AtLeastAsGood: return "at_least_as_good";
    case AbState::Worse: return "worse";
    case AbState::WorseWithinMargin: return "worse_within_margin";
    }
    return "";
}

const char *toString(ModelLayout layout) noexcept
{
    switch (layout) {
    case ModelLayout::Auto: return "auto";
    case ModelLayout::Yolov5: return "yolov5";
    case ModelLayout::Yolox: return "yolox";
    case ModelLayout::YoloxLegacy: return "yolox_legacy";
    }
    return "auto";
}

std::optional<ModelLayout> modelLayoutOf(std::string_view word) noexcept
{
    for (const ModelLayout layout : kModelLayouts) {
        if (word == toString(layout))
            return layout;
    }
    return std::nullopt;
}

const char *toString(SourceKind kind) noexcept
{
    switch (kind) {
    case SourceKind::DemoLine: return "demo";
    case SourceKind::VideoFile: return "video";
    case SourceKind::ImageFolder: return "folder";
    case SourceKind::Camera: return "camera";
    case SourceKind::Stream: return "stream";
    }
    return "demo";
}

const char *toString(PromotionPolicy policy) noexcept
{
    switch (policy) {
    case PromotionPolicy::Nothing: return "nothing";
    case PromotionPolicy::Reason: return "reason";
    case PromotionPolicy::Verdict: return "verdict";
    }
    return "verdict";
}

const char *toString(SignaturePolicy policy) noexcept
{
    switch (policy) {
    case SignaturePolicy::Off: return "off";
    case SignaturePolicy::Warn: return "warn";
    case SignaturePolicy::Require: return "require";
    }
    return "require";
}

const char *toString(SignatureState state) noexcept
{
    switch (state) {
    case SignatureState::None: return "none";
    case SignatureState::Good: return "good";
    case SignatureState::UnknownKey: return "unknown_key";
    case SignatureState::RevokedKey: return "revoked_key";
    }
    return "none";
}

const char *toString(Verdict verdict) noexcept
{
    switch (verdict) {
    case Verdict::Pass: return "pass";
    case Verdict::Fail: return "fail";
    case Verdict::Unsure: return "unsure";
    case Verdict::Unknown: return "unknown";
    }
    return "unknown";
}

const char *toString(VerdictReason reason) noexcept
{
    switch (reason) {
    case VerdictReason::None: return "none";
    case VerdictReason::NoPart: return "no_part";
    case VerdictReason::MissingLabel: return "missing_label";
    case VerdictReason::RejectLabel: return "reject_label";
    case VerdictReason::LowScore: return "low_score";
    case VerdictReason::NoModel: return "no_model";
    case VerdictReason::NoPicture: return "no_picture";
    }
    return "none";
}

const char *toString(SourceState state) noexcept
{
    switch (state) {
    case SourceState::Connecting: return "connecting";
    case SourceState::Running: return "running";
    case SourceState::Stalled: return "stalled";
    case SourceState::Frozen: return "frozen";
    case SourceState::Ended: return "ended";
    case SourceState::Offline: return "offline";
    case SourceState::Busy: return "busy";
    }
    return "offline";
}

const char *toString(ModelState state) noexcept
{
    switch (state) {
    case ModelState::Offline: return "offline";
    case ModelState::Loading: return "loading";
    case ModelState::Ready: return "ready";
    case ModelState::Damaged: return "damaged";
    }
    return "offline";
}

const char *toString(CandidateStep step) noexcept
{
    switch (step) {
    case CandidateStep::Copy: return "copy";
    case CandidateStep::Read: return "read";
    case CandidateStep::Check: return "check";
    case CandidateStep::Load: return "load";
    case CandidateStep::WarmUp: return "warm_up";
    case CandidateStep::Done: return "done";
    }
    return "done";
}

const char *toString(LoadCause cause) noexcept
{
    switch (cause) {
    case LoadCause::Start: return "start";
    case LoadCause::Import: return "import";
    case LoadCause::Library: return "library";
    case LoadCause::Shadow: return "shadow";
    case LoadCause::RollBack: return "roll_back";
    case LoadCause::Replace: return "replace";
    }
    return "import";
}

const char *toString(MemoryPolicy policy) noexcept
{
    switch (policy) {
    case MemoryPolicy::AvailabilityFirst: return "availability_first";
    case MemoryPolicy::MemoryFirst: return "memory_first";
    }
    return "availability_first";
}

const char *toString(LoadWait wait) noexcept
{
    switch (wait) {
    case LoadWait::Turn: return "turn";
    case LoadWait::Window: return "window";
    case LoadWait::Busy: return "busy";
    case LoadWait::Rate: return "rate";
    }
    return "turn";
}

const char *toString(AuditBreakKind kind) noexcept
{
    switch (kind) {
    case AuditBreakKind::Edited: return "edited";
    case AuditBreakKind::Removed: return "removed";
    case AuditBreakKind::Reordered: return "reordered";
    case AuditBreakKind::Repeated: return "repeated";
    case AuditBreakKind::Inserted: return "inserted";
    case AuditBreakKind::NotSigned: return "not_signed";
    case AuditBreakKind::WrongKey: return "wrong_key";
    case AuditBreakKind::CutOff: return "cut_off";
    case AuditBreakKind::Remade: return "remade";
    }
    return "edited";
}

const char *toString(EventKind kind) noexcept
{
    switch (kind) {
    case EventKind::Started: return "started";
    case EventKind::Imported: return "imported";
    case EventKind::Refused: return "refused";
    case EventKind::Offered: return "offered";
    case EventKind::Promoted: return "promoted";
    case EventKind::RolledBack: return "rolled_back";
    case EventKind::Removed: return "removed";
    case EventKind::ShadowStarted: return "shadow_started";
    case EventKind::ShadowStopped: return "shadow_stopped";
    case EventKind::SourceLost: return "source_lost";
    case EventKind::SourceBack: return "source_back";
    case EventKind::StationsChanged: return "stations_changed";
    case EventKind::ConfigRejected: return "config_rejected";
    case EventKind::ModelFailed: return "model_failed";
    case EventKind::KeysChanged: return "keys_changed";
    case EventKind::VettingChanged: return "vetting_changed";
    case EventKind::NotRead: return "not_read";
    case EventKind::NotSaved: return "not_saved";
    case EventKind::SavedAgain: return "saved_again";
    case EventKind::RecordGap: return "record_gap";
    case EventKind::RecordAgain: return "record_again";
    case EventKind::CanaryPlansChanged: return "canary_plans_changed";
    case EventKind::CanaryBegun: return "canary_begun";
    case EventKind::CanaryStepBegun: return "canary_step_begun";
    case EventKind::CanaryAsks: return "canary_asks";
    case EventKind::CanaryPaused: return "canary_paused";
    case EventKind::CanaryResumed: return "canary_resumed";
    case EventKind::CanaryRolledBack: return "canary_rolled_back";
    case EventKind::CanaryAborted: return "canary_aborted";
    case EventKind::CanaryDone: return "canary_done";
    case EventKind::LotChanged: return "lot_changed";
    case EventKind::GoldenKept: return "golden_kept";
    case EventKind::GoldenDropped: return "golden_dropped";
    case EventKind::PeopleChanged: return "people_changed";
    case EventKind::RecordingChanged: return "recording_changed";
    case EventKind::RecordSealed: return "record_sealed";
    case EventKind::NotSealed: return "not_sealed";
    case EventKind::Unfinished: return "unfinished";
    case EventKind::FolderChanged: return "folder_changed";
    case EventKind::FolderLost: return "folder_lost";
    case EventKind::FolderBack: return "folder_back";
    case EventKind::LoadingChanged: return "loading_changed";
    case EventKind::LoadedNow: return "loaded_now";
    case EventKind::SafeModeBegun: return "safe_mode_begun";
    case EventKind::SetBack: return "set_back";
    case EventKind::SafeModeEnded: return "safe_mode_ended";
    }
    return "started";
}

}  // namespace lineside
