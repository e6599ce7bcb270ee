// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/words.h"

#include "itemmodels/accesswords.h"

#include "bridge/enginebridge.h"
#include "itemmodels/canarywords.h"
#include "widgets/format.h"

#include <QStringList>

#include <algorithm>
#include <limits>

namespace lineside {

QString Words::modelOr(const std::optional<ModelId> &id, const QString &otherwise)
{
    return id ? text(*id) : otherwise;
}

QString Words::labels(const Labels &labels)
{
    QStringList list;
    for (const std::string &label : labels)
        list << text(label);
    return list.join(tr(", ", "between the names of labels"));
}

QString Words::size(int width, int height)
{
    return width > 0 && height > 0 ? tr("%1 × %2", "width × height in pixels").arg(width).arg(height) : notAvailable();
}

QString Words::since(WallTime time)
{
    if (time == WallTime{})
        return notAvailable();
    const QDateTime moment = Format::local(time);
    return moment.toString(moment.date() == QDate::currentDate() ? QStringLiteral("HH:mm:ss")
                                                                 : QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString Words::notAvailable()
{
    return tr("not available");
}

QString Words::modelState(ModelState state)
{
    switch (state) {
    case ModelState::Offline: return tr("In library");
    case ModelState::Loading: return tr("Loading");
    case ModelState::Ready: return tr("Ready");
    case ModelState::Damaged: return tr("Damaged");
    }
    return {};
}

QString Words::format(const std::string &format)
{
    if (format == "pt")
        return QStringLiteral("PyTorch .pt");
    if (format == "torchscript")
        return QStringLiteral("TorchScript");
    if (format == "onnx")
        return QStringLiteral("ONNX");
    if (format == "openvino")
        return QStringLiteral("OpenVINO");
    return text(format);
}

QString Words::signature(const SignatureInfo &signature)
{
    const QString signer = text(signature.signer), id = text(signature.keyId);
    switch (signature.state) {
    case SignatureState::None: return tr("not signed");
    case SignatureState::Good: return tr("by %1 (key %2)").arg(signer, id);
    case SignatureState::UnknownKey: return tr("by key %1, which is not trusted or was not at the import").arg(id);
    case SignatureState::RevokedKey: return tr("by %1, whose key %2 is revoked").arg(signer, id);
    }
    return {};
}

QString Words::layout(ModelLayout layout)
{
    switch (layout) {
    case ModelLayout::Auto: return tr("As the file says");
    case ModelLayout::Yolov5: return QStringLiteral("YOLOv5");
    case ModelLayout::Yolox: return QStringLiteral("YOLOX");
    case ModelLayout::YoloxLegacy: return tr("YOLOX, first version");
    }
    return {};
}

QString Words::sourceKind(SourceKind kind)
{
    switch (kind) {
    case SourceKind::DemoLine: return tr("Demo line");
    case SourceKind::VideoFile: return tr("Video file");
    case SourceKind::ImageFolder: return tr("Folder of pictures");
    case SourceKind::Camera: return tr("Camera of this computer");
    case SourceKind::Stream: return tr("Network camera (RTSP, HTTP)");
    }
    return {};
}

QString Words::eventKind(EventKind kind)
{
    switch (kind) {
    case EventKind::Started: return tr("Program started");
    case EventKind::Imported: return tr("Imported");
    case EventKind::Refused: return tr("Refused");
    case EventKind::Offered: return tr("Put in preview");
    case EventKind::Promoted: return tr("Promoted");
    case EventKind::RolledBack: return tr("Rolled back");
    case EventKind::Removed: return tr("Removed");
    case EventKind::ShadowStarted: return tr("Comparison started");
    case EventKind::ShadowStopped: return tr("Comparison stopped");
    case EventKind::SourceLost: return tr("Camera lost");
    case EventKind::SourceBack: return tr("Camera back");
    case EventKind::StationsChanged: return tr("Stations changed");
    case EventKind::ConfigRejected: return tr("Settings file not taken");
    case EventKind::ModelFailed: return tr("Model stopped");
    case EventKind::KeysChanged: return tr("Signing keys changed");
    case EventKind::VettingChanged: return tr("Reading of files changed");
    case EventKind::NotRead: return tr("Damaged file left out");
    case EventKind::NotSaved: return tr("Not saved");
    case EventKind::SavedAgain: return tr("Saved again");
    case EventKind::RecordGap: return tr("Verdicts not recorded");
    case EventKind::RecordAgain: return tr("Verdicts recorded again");
    case EventKind::Unfinished: return tr("Not finished");
    case EventKind::FolderChanged: return tr("Watched folder changed");
    case EventKind::FolderLost: return tr("Watched folder lost");
    case EventKind::FolderBack: return tr("Watched folder back");
    case EventKind::LoadingChanged: return tr("Loading of models changed");
    case EventKind::LoadedNow: return tr("Loaded at once");
    case EventKind::SafeModeBegun: return tr("Safe mode");
    case EventKind::SetBack: return tr("Set back");
    case EventKind::SafeModeEnded: return tr("Safe mode left");
    case EventKind::CanaryPlansChanged:
    case EventKind::CanaryBegun:
    case EventKind::CanaryStepBegun:
    case EventKind::CanaryAsks:
    case EventKind::CanaryPaused:
    case EventKind::CanaryResumed:
    case EventKind::CanaryRolledBack:
    case EventKind::CanaryAborted:
    case EventKind::CanaryDone: return CanaryWords::eventKind(kind);
    case EventKind::LotChanged: return tr("Lot changed");
    case EventKind::GoldenKept: return tr("Golden frame kept");
    case EventKind::GoldenDropped: return tr("Golden frame dropped");
    case EventKind::PeopleChanged: return tr("People changed");
    case EventKind::RecordingChanged: return tr("Recording changed");
    case EventKind::RecordSealed: return tr("Record sealed");
    case EventKind::NotSealed: return tr("Record not sealed");
    }
    return {};
}

QString Words::evidence(const PromotionEvidence &e)
{
    const int count = static_cast<int>(std::min<std::int64_t>(e.parts, std::numeric_limits<int>::max()));
    QString seen = e.countsObjects ? tr("%Ln object(s)", nullptr, count) : tr("%Ln part(s)", nullptr, count);
    const QString differ = Format::count(static_cast<std::uint64_t>(e.discordant));
    const auto plural = [](std::int64_t count) { return static_cast<int>(std::min<std::int64_t>(count, std::numeric_limits<int>::max())); };
    if (e.seen.lots > 0)
        seen = tr("%1 on %Ln lot(s)", "parts", plural(e.seen.lots)).arg(seen);
    else if (e.seen.hours > 0)
        seen = tr("%1 in %Ln hour(s) of the clock", "parts", plural(e.seen.hours)).arg(seen);
    if (e.stations > 1)
        seen = tr("%1 at %Ln station(s)", "parts", e.stations).arg(seen);
    if (e.contradicted)
        return tr("compared: decided, then contradicted, %1, %2 of them different", "parts, number").arg(seen, differ);
    switch (e.state) {
    case AbState::AtLeastAsGood: return tr("compared: at least as good, %1, %2 of them different", "parts, number").arg(seen, differ);
    case AbState::Worse:
    case AbState::WorseWithinMargin: return tr("compared: worse, %1, %2 of them different", "parts, number").arg(seen, differ);
    case AbState::Open: break;
    }
    return tr("compared: not decided, %1, %2 of them different", "parts, number").arg(seen, differ);
}

QString Words::health(const HealthRecord &health)
{
    switch (health.health) {
    case Health::Healthy: return tr("healthy after %1").arg(Format::ms(health.afterMs));
    case Health::NotProven: return tr("nothing in the pictures of %1 proves it healthy").arg(Format::ms(health.afterMs));
    case Health::NoVerdicts: return tr("no verdict while %1 pictures came").arg(Format::count(health.waiting));
    case Health::TooSlow:
        return tr("verdicts after %1, %2 are allowed, %3 of the pictures skipped", "median, limit, share")
            .arg(Format::ms(health.latencyMs), Format::ms(health.allowedMs), Format::percent(health.skippedShare));
    case Health::FindsNothing:
        return tr("nothing found in %1 pictures, in %2 of %3 compared ones the model before saw something")
            .arg(Format::count(health.judged), Format::count(health.missed), Format::count(health.compared));
    }
    return {};
}

QString Words::healthInShort(Health health)
{
    switch (health) {
    case Health::NoVerdicts: return tr("no verdicts");
    case Health::TooSlow: return tr("too slow");
    case Health::FindsNothing: return tr("found nothing");
    case Health::Healthy:
    case Health::NotProven: break;  // nothing to take back
    }
    return {};
}

QString Words::verdict(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Pass: return tr("PASS");
    case Verdict::Fail: return tr("FAIL");
    case Verdict::Unsure: return tr("UNSURE");
    case Verdict::Unknown: return tr("UNKNOWN");
    }
    return {};
}

QString Words::sourceState(SourceState state)
{
    switch (state) {
    case SourceState::Connecting: return tr("connecting");
    case SourceState::Running: return tr("running");
    case SourceState::Stalled: return tr("no new picture");
    case SourceState::Frozen: return tr("picture frozen");
    case SourceState::Ended: return tr("ended");
    case SourceState::Offline: return tr("offline");
    case SourceState::Busy: return tr("camera in use");
    }
    return {};
}

QString Words::noModel()
{
    return tr("no model");
}

QString Words::error(const Error &error)
{
    const QString detail = text(error.detail);
    switch (error.code) {
    case ErrorCode::InvalidInput: return tr("The values do not fit together (%1).").arg(detail);
    case ErrorCode::Unsupported: return tr("Lineside does not take this kind (%1).").arg(detail);
    case ErrorCode::NotFound: return tr("Nothing was found there (%1).").arg(detail);
    case ErrorCode::Busy: return tr("It is in use now (%1).").arg(detail);
    case ErrorCode::OutOfMemory: return tr("There is not enough free memory (%1).").arg(detail);
    case ErrorCode::Io: return tr("The disk, the network or the device did not answer (%1).").arg(detail);
    case ErrorCode::Cancelled: return tr("It was cancelled.");
    case ErrorCode::Internal: return tr("A library of the program misbehaved (%1).").arg(detail);
    case ErrorCode::DiskFull: return tr("The disk is full (%1).").arg(detail);
    case ErrorCode::ReasonMissing: return tr("The station asks for a reason (%1).").arg(detail);
    case ErrorCode::NotAllowed: return tr("It needs %1: sign in.", "least role: an engineer").arg(AccessWords::oneOf(AccessWords::roleOf(error.detail).value_or(Role::Administrator)));
    case ErrorCode::SignatureMissing: return tr("Whoever puts a model on air there signs for it.");
    case ErrorCode::VerdictMissing: return tr("The station asks for a verdict, or for who answers and why (%1).").arg(detail);
    case ErrorCode::NotReady: return tr("The model is not ready there (%1).").arg(detail);
    }
    return detail;
}

QString Words::settingNotKept(bool isInForce, const Error &why)
{
    return (isInForce ? tr("This is in force, but was not written to the settings file. %1 After a restart it is as before.") : tr("This was not changed. %1")).arg(error(why));
}

QString Words::deviceName(const EngineSnapshot &snapshot)
{
    const QString device = text(snapshot.computeDevice);
    return snapshot.cpuThreads > 0 ? tr("%1 (%n thread(s))", "processor", snapshot.cpuThreads).arg(device) : device;
}

QString Words::computeDevice(const EngineSnapshot &snapshot)
{
    const QString device = deviceName(snapshot);
    switch (snapshot.acceleration) {
    case Acceleration::Used: break;
    case Acceleration::NotInThisBuild: return tr("This program was built without GPU libraries. Models run on: %1.").arg(device);
    case Acceleration::NoDevice: return tr("This computer has no GPU that Lineside can use. Models run on: %1.").arg(device);
    }
    return tr("Models run on: %1.").arg(device);
}

QString Words::stationName(const EngineSnapshot &snapshot, const StationId &id)
{
    const StationSnapshot *found = findStation(snapshot, id);
    return text(found && !found->config.name.empty() ? found->config.name : id);
}

}  // namespace lineside
