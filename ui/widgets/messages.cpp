// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/messages.h"

#include "itemmodels/accesswords.h"

#include <QCoreApplication>

namespace lineside {

namespace {

/// Whole sentences only, so that each can be translated as it stands.
struct Messages {
    Q_DECLARE_TR_FUNCTIONS(Messages)

public:
    struct Case {
        QString file, station, expected, found;

        bool both() const { return !expected.isEmpty() && !found.isEmpty(); }
    };

    static QString happened(RefusalReason reason, const Case &c);
    static QString runs(const QString &station, const QString &model);
    static QString next(RefusalReason reason, const Case &c);
    static QString join(const QString &happened, const QString &runs, const QString &next, const QString &code)
    {
        return tr("%1 %2 %3 (%4)", "what happened, what still runs, what to do next, code").arg(happened, runs, next, code);
    }
};

QString Messages::happened(RefusalReason reason, const Case &c)
{
    switch (reason) {
    case RefusalReason::Folder:
        return c.found.isEmpty() ? tr("“%1” was not taken: it is a folder.").arg(c.file)
                                 : tr("“%1” was not taken: it is a folder with %2 networks.").arg(c.file, c.found);
    case RefusalReason::Vanished: return tr("“%1” was not taken: it is not there, or was moved or deleted while it was read.").arg(c.file);
    case RefusalReason::Unreadable: return tr("“%1” was not taken: the system does not let Lineside read it.").arg(c.file);
    case RefusalReason::StillGrowing: return tr("“%1” was not taken: it is still being written.").arg(c.file);
    case RefusalReason::TooLarge:
        return c.both() ? tr("“%1” was not taken: it has %2 MB, the limit is %3 MB.").arg(c.file, c.found, c.expected)
                        : tr("“%1” was not taken: it is over the size limit.").arg(c.file);
    case RefusalReason::Empty: return tr("“%1” was not taken: it is empty.").arg(c.file);
    case RefusalReason::DiskFull:
        return c.both() ? tr("“%1” was not taken: its copy needs %2 MB, the disk has %3 MB free.").arg(c.file, c.found, c.expected)
                        : tr("“%1” was not taken: the disk is full.").arg(c.file);
    case RefusalReason::Truncated:
        return c.found.isEmpty() ? tr("“%1” was not taken: it ends before it should.").arg(c.file)
                                 : tr("“%1” was not taken: “%2” is missing, which belongs to it.").arg(c.file, c.found);
    case RefusalReason::GitLfsPointer:
        return tr("“%1” was not taken: it is a Git LFS pointer, the weights themselves are not in it.").arg(c.file);
    case RefusalReason::NotAModel:
        return c.found.isEmpty() ? tr("“%1” was not taken: its content is no weight file that Lineside knows.").arg(c.file)
                                 : tr("“%1” was not taken: it has the format “%2”, which Lineside does not read.").arg(c.file, c.found);
    case RefusalReason::ZipWithoutModel: return tr("“%1” was not taken: it is a zip archive without a network.").arg(c.file);
    case RefusalReason::OldFormat:
        return tr("“%1” was not taken: it has the format of PyTorch before version 1.6.").arg(c.file);
    case RefusalReason::StateDict: return tr("“%1” was not taken: it holds weights without the network they belong to.").arg(c.file);
    case RefusalReason::OtherTask:
        return c.found.isEmpty() ? tr("“%1” was not taken: its network is made for another task than finding boxes.").arg(c.file)
                                 : tr("“%1” was not taken: its network is made for the task “%2”, not for finding boxes.").arg(c.file, c.found);
    case RefusalReason::UnsupportedLayer:
        return c.found.isEmpty() ? tr("“%1” was not taken: it contains something beyond the known parts of a YOLO network. Nothing in it was run.").arg(c.file)
                                 : tr("“%1” was not taken: it contains “%2”, which is beyond the known parts of a YOLO network. Nothing in it was run.").arg(c.file, c.found);
    case RefusalReason::BoxChoice:
        return c.found.isEmpty() ? tr("“%1” was not taken: it chooses the boxes itself, in a way that Lineside does not know. Nothing in it was run.").arg(c.file)
                                 : tr("“%1” was not taken: it chooses the boxes itself, in a way that Lineside does not know (“%2”). Nothing in it was run.").arg(c.file, c.found);
    case RefusalReason::Corrupt: return tr("“%1” was not taken: its content contradicts itself; it is damaged.").arg(c.file);
    case RefusalReason::NotFinite: return tr("“%1” was not taken: some of its weights are not numbers.").arg(c.file);
    case RefusalReason::InputShape:
        return c.found.isEmpty() ? tr("“%1” was not taken: its network does not take one colour picture at a time.").arg(c.file)
                                 : tr("“%1” was not taken: its network takes %2, not one colour picture at a time.").arg(c.file, c.found);
    case RefusalReason::NoNames:
        return tr("“%1” was not taken: it does not say which classes it finds, and its output does not show it.").arg(c.file);
    case RefusalReason::TooMuchWork: return tr("“%1” was not taken: its network needs more work for a picture than any line could wait for.").arg(c.file);
    case RefusalReason::CheckCrashed: return tr("“%1” was not taken: the process that reads offered files crashed on it.").arg(c.file);
    case RefusalReason::CheckTimeout: return tr("“%1” was not taken: reading it took longer than any network should.").arg(c.file);
    case RefusalReason::CheckKilled: return tr("“%1” was not taken: the process that reads it was ended from outside.").arg(c.file);
    case RefusalReason::NoSandbox:
        return tr("“%1” was not read: this system cannot lock in the process that reads offered files.").arg(c.file);
    case RefusalReason::Layout:
        return c.both() ? tr("“%1” was not taken: its output is %2, %3 expects %4.").arg(c.file, c.found, c.station, c.expected)
                        : tr("“%1” was not taken: its output is of another layout than %2 expects.").arg(c.file, c.station);
    case RefusalReason::ClassCount:
        return c.both() ? tr("“%1” was not taken: it knows %2 classes, %3 expects %4.").arg(c.file, c.found, c.station, c.expected)
                        : tr("“%1” was not taken: it knows another number of classes than %2 expects.").arg(c.file, c.station);
    case RefusalReason::Labels:
        return c.both() ? tr("“%1” was not taken: it knows %2; %3 expects %4.").arg(c.file, c.found, c.station, c.expected)
                        : tr("“%1” was not taken: it knows other labels than %2 expects.").arg(c.file, c.station);
    case RefusalReason::InputSize:
        return c.both() ? tr("“%1” was not taken: its input size is %2, %3 allows %4.").arg(c.file, c.found, c.station, c.expected)
                        : tr("“%1” was not taken: its input size is outside the range that %2 allows.").arg(c.file, c.station);
    case RefusalReason::Memory:
        return c.both() ? tr("“%1” needs %2 MB of memory and may have %3 MB.").arg(c.file, c.found, c.expected)
                        : tr("“%1” needs more memory than is free.").arg(c.file);
    case RefusalReason::MemoryLimit:
        return c.both() ? tr("“%1” was not taken: it needs %2 MB of memory, the contract of %3 allows %4 MB.").arg(c.file, c.found, c.station, c.expected)
                        : tr("“%1” was not taken: it needs more memory than the contract of %2 allows.").arg(c.file, c.station);
    case RefusalReason::TrialRun:
        return c.found.isEmpty() ? tr("“%1” was not taken: its trial run on known pictures gave unusable results.").arg(c.file)
                                 : tr("“%1” was not taken: its trial run on known pictures gave unusable results (%2).").arg(c.file, c.found);
    case RefusalReason::GoldenFrames:
        return c.both() ? tr("“%1” was not taken: of the %4 golden frames of %3 it judges %2 as they must be.").arg(c.file, c.found, c.station, c.expected)
                        : tr("“%1” was not taken: it judges golden frames of %2 otherwise than they must be.").arg(c.file, c.station);
    case RefusalReason::TooSlow:
        return c.both() ? tr("“%1” was not taken: it needs %2 ms for a picture, %3 allows %4 ms.").arg(c.file, c.found, c.station, c.expected)
                        : tr("“%1” was not taken: it needs more time for a picture than %2 allows.").arg(c.file, c.station);
    case RefusalReason::Unsigned: return tr("“%1” was not taken: it is not signed, and %2 takes signed models only.").arg(c.file, c.station);
    case RefusalReason::BadSignature:
        return c.found.isEmpty() ? tr("“%1” was not taken: the signature beside it cannot be read.").arg(c.file)
                                 : tr("“%1” was not taken: the signature beside it names the key “%2”, and is not for this file.").arg(c.file, c.found);
    case RefusalReason::UnknownKey:
        return c.found.isEmpty()
                   ? tr("“%1” was not taken: it is signed with a key that is not trusted; %2 takes signed models only.").arg(c.file, c.station)
                   : tr("“%1” was not taken: it is signed with the key %2, which is not trusted; %3 takes signed models only.").arg(c.file, c.found, c.station);
    case RefusalReason::RevokedKey:
        return c.found.isEmpty() ? tr("“%1” was not taken: it is signed with a key that was revoked.").arg(c.file)
                                 : tr("“%1” was not taken: it is signed with the key “%2”, which was revoked.").arg(c.file, c.found);
    case RefusalReason::SignatureMismatch:
        return c.both() ? tr("“%1” was not taken: its signature is for “%2”, and it is “%3”.").arg(c.file, c.expected, c.found)
               : c.expected.isEmpty() ? tr("“%1” was not taken: its signature is for something else.").arg(c.file)
                                      : tr("“%1” was not taken: its signature says “%2”, which cannot be true of a model.").arg(c.file, c.expected);
    case RefusalReason::VersionTaken:
        return c.expected.isEmpty() ? tr("“%1” was not taken: the library has another file under the name and version that it is signed with.").arg(c.file)
                                    : tr("“%1” was not taken: it is signed as %2, and the library has another file under that name and version.").arg(c.file, c.expected);
    case RefusalReason::SignatureOnly: return tr("“%1” was not taken: it is a signature, there are no weights in it.").arg(c.file);
    case RefusalReason::Cancelled: return tr("“%1” was not taken: it was cancelled.").arg(c.file);
    case RefusalReason::Internal: return tr("“%1” was not taken: a library that Lineside uses stopped while reading it.").arg(c.file);
    }
    return {};
}

QString Messages::runs(const QString &station, const QString &model)
{
    if (!model.isEmpty() && !station.isEmpty())
        return tr("%1 keeps judging at %2.", "model, station").arg(model, station);
    if (!model.isEmpty())
        return tr("%1 keeps judging.", "model").arg(model);
    if (!station.isEmpty())
        return tr("Nothing changed at %1.", "station").arg(station);
    return tr("Nothing changed on the line.");
}

QString Messages::next(RefusalReason reason, const Case &c)
{
    switch (reason) {
    case RefusalReason::Folder: return c.found.isEmpty() ? tr("Drop the weight file inside it.") : tr("Drop the .xml file of the one that you mean.");
    case RefusalReason::Vanished: return tr("Look where it is now, or copy it to this computer, then drop it again.");
    case RefusalReason::Unreadable: return tr("Give yourself permission to read it, or copy it to another folder.");
    case RefusalReason::StillGrowing: return tr("Wait until the copy or the training has finished, then drop it again.");
    case RefusalReason::TooLarge: return tr("Check that this is the exported network and not a training archive.");
    case RefusalReason::Empty: return tr("Copy it again from where it was made.");
    case RefusalReason::DiskFull: return tr("Free space on the disk or remove a version from the library, then drop it again.");
    case RefusalReason::Truncated: return tr("Copy it again; if it comes from a share, wait until copying is done.");
    case RefusalReason::GitLfsPointer: return tr("Fetch the real file with “git lfs pull”, then drop it again.");
    case RefusalReason::NotAModel:
        return c.found.isEmpty() ? tr("Drop a .pt, .torchscript or .onnx file, or the folder of an OpenVINO export.")
                                 : tr("Drop the .pt file that it was made from, or export the network as ONNX.");
    case RefusalReason::ZipWithoutModel: return tr("Unpack it and drop the weight file inside.");
    case RefusalReason::OldFormat: return tr("Save it again with a newer PyTorch, or export it as ONNX.");
    case RefusalReason::StateDict: return tr("Export the whole model, or export it as ONNX.");
    case RefusalReason::OtherTask: return tr("Use weights that were trained to detect objects.");
    case RefusalReason::UnsupportedLayer: return tr("Ask the sender for an ONNX export; if you did not expect this file, tell security.");
    case RefusalReason::BoxChoice: return tr("Export it again without “nms”: Lineside chooses the boxes.");
    case RefusalReason::Corrupt: return tr("Copy or export it again.");
    case RefusalReason::NotFinite: return tr("Export an earlier checkpoint of the training.");
    case RefusalReason::InputShape: return tr("Export it again for one colour picture at a time (“batch=1”).");
    case RefusalReason::NoNames: return tr("Export it again with Ultralytics, which writes the names of the classes into the file.");
    case RefusalReason::TooMuchWork: return tr("Export a smaller variant of the network, or a smaller input size.");
    case RefusalReason::CheckCrashed: return tr("Do not use this file; if you did not expect it, tell security.");
    case RefusalReason::CheckTimeout: return tr("Try once more on a quieter computer; if it comes again, do not use this file.");
    case RefusalReason::CheckKilled: return tr("Drop it again; if it comes again, the computer is short of memory.");
    case RefusalReason::NoSandbox: return tr("Use a system with seccomp, or let an administrator switch off “Only in a locked-in process” under Settings → Signing keys and checks.");
    case RefusalReason::Layout:
        return tr("Use weights of that layout, or change it under %1 → Contract.", "station").arg(c.station);
    case RefusalReason::ClassCount:
    case RefusalReason::Labels:
        return tr("Use weights trained on these labels, or change the labels under %1 → Contract.", "station").arg(c.station);
    case RefusalReason::InputSize:
        return tr("Export it with another input size, or change the range under %1 → Contract.", "station").arg(c.station);
    case RefusalReason::Memory: return tr("Remove a model that no station needs, or export a smaller one.");
    case RefusalReason::TrialRun: return tr("Try these weights where they were trained, then export them again.");
    case RefusalReason::GoldenFrames: return tr("Look at the golden frames of %1; train with such parts, or drop a frame that is wrong.", "station").arg(c.station);
    case RefusalReason::MemoryLimit:
    case RefusalReason::TooSlow:
        return tr("Export a smaller one, or raise the limit under %1 → Contract.", "station").arg(c.station);
    case RefusalReason::Unsigned:
        return tr("Ask the sender for its signature, a file that ends with .minisig, and drop both files together.");
    case RefusalReason::BadSignature:
        return tr("Copy the file and its signature again; if it comes again, use neither and ask the sender.");
    case RefusalReason::UnknownKey:
        return tr("Ask the sender whose key it is. If you trust it, add it under Settings → Signing keys and checks and drop the file again.");
    case RefusalReason::RevokedKey: return tr("Ask the sender for a file that is signed with a new key.");
    case RefusalReason::SignatureMismatch: return tr("Ask the sender for the file and the signature that belong together.");
    case RefusalReason::VersionTaken: return tr("Ask the sender to sign it with a new version, or remove the other one from the library first.");
    case RefusalReason::SignatureOnly: return tr("Drop the weight file that it is for; its signature is found when it lies beside it.");
    case RefusalReason::Cancelled: return tr("Drop it again whenever you like.");
    case RefusalReason::Internal: return tr("Try once more; if it comes again, report this code.");
    }
    return {};
}

}  // namespace

QString refusalSentence(const Refusal &refusal, const QString &file, const QString &station, const QString &runningModel)
{
    const Messages::Case c{file, station.isEmpty() ? Messages::tr("the station") : station,
                           QString::fromStdString(refusal.expected), QString::fromStdString(refusal.found)};
    return Messages::join(Messages::happened(refusal.reason, c), Messages::runs(station, runningModel),
                          Messages::next(refusal.reason, c), refusalCode(refusal.reason));
}

QString refusalWords(RefusalReason reason)
{
    switch (reason) {
    case RefusalReason::Folder: return Messages::tr("Folder");
    case RefusalReason::Vanished: return Messages::tr("File is gone");
    case RefusalReason::Unreadable: return Messages::tr("Not readable");
    case RefusalReason::StillGrowing: return Messages::tr("Still being written");
    case RefusalReason::TooLarge: return Messages::tr("Too large");
    case RefusalReason::Empty: return Messages::tr("Empty");
    case RefusalReason::DiskFull: return Messages::tr("Disk full");
    case RefusalReason::Truncated: return Messages::tr("Incomplete");
    case RefusalReason::GitLfsPointer: return Messages::tr("Git LFS pointer");
    case RefusalReason::NotAModel: return Messages::tr("No weight file");
    case RefusalReason::ZipWithoutModel: return Messages::tr("No network inside");
    case RefusalReason::OldFormat: return Messages::tr("Format too old");
    case RefusalReason::StateDict: return Messages::tr("Weights without network");
    case RefusalReason::OtherTask: return Messages::tr("Made for another task");
    case RefusalReason::UnsupportedLayer: return Messages::tr("Unknown layer");
    case RefusalReason::BoxChoice: return Messages::tr("Unknown choice of boxes");
    case RefusalReason::Corrupt: return Messages::tr("Damaged");
    case RefusalReason::NotFinite: return Messages::tr("Weights are not numbers");
    case RefusalReason::InputShape: return Messages::tr("Not one colour picture");
    case RefusalReason::NoNames: return Messages::tr("No names of classes");
    case RefusalReason::TooMuchWork: return Messages::tr("Far too much work");
    case RefusalReason::CheckCrashed: return Messages::tr("Check crashed");
    case RefusalReason::CheckTimeout: return Messages::tr("Check took too long");
    case RefusalReason::CheckKilled: return Messages::tr("Check was ended");
    case RefusalReason::NoSandbox: return Messages::tr("No safe place to read it");
    case RefusalReason::Layout: return Messages::tr("Layout differs");
    case RefusalReason::ClassCount: return Messages::tr("Number of classes differs");
    case RefusalReason::Labels: return Messages::tr("Labels differ");
    case RefusalReason::InputSize: return Messages::tr("Input size differs");
    case RefusalReason::Memory: return Messages::tr("Not enough memory");
    case RefusalReason::MemoryLimit: return Messages::tr("Over the memory limit");
    case RefusalReason::TrialRun: return Messages::tr("Trial run unusable");
    case RefusalReason::GoldenFrames: return Messages::tr("Golden frames differ");
    case RefusalReason::TooSlow: return Messages::tr("Too slow");
    case RefusalReason::Unsigned: return Messages::tr("Not signed");
    case RefusalReason::BadSignature: return Messages::tr("Bad signature");
    case RefusalReason::UnknownKey: return Messages::tr("Signing key not trusted");
    case RefusalReason::RevokedKey: return Messages::tr("Signing key revoked");
    case RefusalReason::SignatureMismatch: return Messages::tr("Signed as something else");
    case RefusalReason::VersionTaken: return Messages::tr("Signed version is taken");
    case RefusalReason::SignatureOnly: return Messages::tr("Only a signature");
    case RefusalReason::Cancelled: return Messages::tr("Cancelled");
    case RefusalReason::Internal: return Messages::tr("Library stopped");
    }
    return {};
}

QString errorSentence(const Error &error, const QString &station, const QString &runningModel)
{
    QString happened, next;
    switch (error.code) {
    case ErrorCode::InvalidInput:
        happened = Messages::tr("That was not done: the values do not fit together.");
        next = Messages::tr("Check what was entered and try again.");
        break;
    case ErrorCode::Unsupported:
        happened = Messages::tr("That was not done: Lineside does not know this kind.");
        next = Messages::tr("Choose one of the kinds that the list offers.");
        break;
    case ErrorCode::NotFound:
        happened = Messages::tr("That was not done: what it names is not there any more.");
        next = Messages::tr("Look at the library and the stations, then choose again.");
        break;
    case ErrorCode::Busy:
        happened = Messages::tr("That was not done: it is in use now.");
        next = Messages::tr("Stop its use first, or try again in a moment.");
        break;
    case ErrorCode::OutOfMemory:
        happened = Messages::tr("That was not done: there is not enough free memory.");
        next = Messages::tr("Remove a model that no station needs, then try again.");
        break;
    case ErrorCode::Io:
        happened = Messages::tr("That was not done: the disk, the network or the device did not answer.");
        next = Messages::tr("Check cable, power and permissions, then try again.");
        break;
    case ErrorCode::Cancelled:
        happened = Messages::tr("That was cancelled.");
        next = Messages::tr("Start it again whenever you like.");
        break;
    case ErrorCode::Internal:
        happened = Messages::tr("That was not done: a library that Lineside uses stopped.");
        next = Messages::tr("Try once more; if it comes again, report this code.");
        break;
    case ErrorCode::DiskFull:
        happened = Messages::tr("That was not saved: the disk is full.");
        next = Messages::tr("Free space on the disk, then try again.");
        break;
    case ErrorCode::ReasonMissing:
        happened = Messages::tr("That was not done: this station asks why a model goes on air.");
        next = Messages::tr("Open Promote… and write the reason; the history keeps it.");
        break;
    case ErrorCode::NotAllowed:
        happened = Messages::tr("That was not done: it needs %1.", "least role: an engineer").arg(AccessWords::oneOf(AccessWords::roleOf(error.detail).value_or(Role::Administrator)));
        next = Messages::tr("Sign in, then do it again.");
        break;
    case ErrorCode::SignatureMissing:
        happened = Messages::tr("That was not done: at this station whoever puts a model on air signs for it.");
        next = Messages::tr("Open Promote… and sign with your PIN or password.");
        break;
    case ErrorCode::VerdictMissing:
        happened = Messages::tr("That was not done: it is not proven at this station that the model is at least as good.");
        next = Messages::tr("Let the comparison decide, or open Promote… and write who answers for it and why.");
        break;
    case ErrorCode::NotReady:
        happened = Messages::tr("That was not done: the model is not ready at the station.");
        next = Messages::tr("Offer it to the station, and put it on air once it waits in the preview.");
        break;
    }
    const QString detail = error.code == ErrorCode::NotAllowed ? QString() : QString::fromStdString(error.detail).trimmed();  // a role, which is said
    const QString code = detail.isEmpty() ? errorCode(error.code) : errorCode(error.code) + QStringLiteral(" · ") + detail;
    return Messages::join(happened, Messages::runs(station, runningModel), next, code);
}

// The numbers are for support and never change their meaning: 1xx the file, 2xx what it is, 3xx what the station
// requires, 4xx the rest, 5xx commands, 6xx the sources, 7xx the signature.
QString refusalCode(RefusalReason reason)
{
    const int code = [reason] {
        switch (reason) {
        case RefusalReason::Folder: return 101;
        case RefusalReason::Vanished: return 102;
        case RefusalReason::Unreadable: return 103;
        case RefusalReason::StillGrowing: return 104;
        case RefusalReason::TooLarge: return 105;
        case RefusalReason::Empty: return 106;
        case RefusalReason::DiskFull: return 107;
        case RefusalReason::Truncated: return 201;
        case RefusalReason::GitLfsPointer: return 202;
        case RefusalReason::NotAModel: return 203;
        case RefusalReason::ZipWithoutModel: return 204;
        case RefusalReason::OldFormat: return 205;
        case RefusalReason::StateDict: return 206;
        case RefusalReason::OtherTask: return 207;
        case RefusalReason::UnsupportedLayer: return 208;
        case RefusalReason::Corrupt: return 209;
        case RefusalReason::NotFinite: return 210;
        case RefusalReason::TooMuchWork: return 211;
        case RefusalReason::BoxChoice: return 212;
        case RefusalReason::InputShape: return 213;
        case RefusalReason::NoNames: return 214;
        case RefusalReason::CheckCrashed: return 220;
        case RefusalReason::CheckTimeout: return 221;
        case RefusalReason::CheckKilled: return 222;
        case RefusalReason::NoSandbox: return 223;
        case RefusalReason::ClassCount: return 301;
        case RefusalReason::Labels: return 302;
        case RefusalReason::InputSize: return 303;
        case RefusalReason::Memory: return 304;
        case RefusalReason::TrialRun: return 305;
        case RefusalReason::TooSlow: return 306;
        case RefusalReason::MemoryLimit: return 307;
        case RefusalReason::Layout: return 308;
        case RefusalReason::GoldenFrames: return 309;
        case RefusalReason::Unsigned: return 701;
        case RefusalReason::BadSignature: return 702;
        case RefusalReason::UnknownKey: return 703;
        case RefusalReason::RevokedKey: return 704;
        case RefusalReason::SignatureMismatch: return 705;
        case RefusalReason::VersionTaken: return 706;
        case RefusalReason::SignatureOnly: return 707;
        case RefusalReason::Cancelled: return 401;
        case RefusalReason::Internal: return 402;
        }
        return 499;
    }();
    return QStringLiteral("L-%1").arg(code);
}

QString sourceCode(SourceState state)
{
    switch (state) {
    case SourceState::Offline: return QStringLiteral("L-601");
    case SourceState::Busy: return QStringLiteral("L-602");
    case SourceState::Stalled: return QStringLiteral("L-603");
    case SourceState::Frozen: return QStringLiteral("L-604");
    case SourceState::Ended: return QStringLiteral("L-605");
    case SourceState::Connecting:
    case SourceState::Running: break;
    }
    return {};
}

QString errorCode(ErrorCode code)
{
    return QStringLiteral("L-%1").arg(501 + static_cast<int>(code));
}

}  // namespace lineside
