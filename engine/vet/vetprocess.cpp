// SPDX-License-Identifier: GPL-3.0-or-later
#include "vet/vetprocess.h"

#include "base/mappedfile.h"
#include "base/writeall.h"
#include "vet/childprocess.h"
#include "weights/canonicalfile.h"
#include "weights/offeredfile.h"
#include "weights/refused.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <new>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lineside {
namespace {

// Of a file of half-precision tensors: the file, its tensors as whole floats and those of one more step; the code, and room to breathe.
constexpr std::uint64_t kMemoryPerByte = 8, kMemoryBase = 512ull << 20;
constexpr std::uint64_t kWritePerByte = 4, kWriteBase = 64ull << 20;  // a canonical network holds whole floats
constexpr std::uint64_t kBytesPerSecond = 20'000'000;                 // read by a processor that is shared
constexpr unsigned kSecondsBase = 10;
constexpr int kWallPerCpu = 6;                                        // where others take most of the processor

[[nodiscard]] Refusal trouble(const std::string &what)
{
    return {RefusalReason::Internal, {}, {}, what + ": " + std::strerror(errno)};
}

FileDescriptor memoryFile(const char *name)
{
    return FileDescriptor(::memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING));
}

/// What the process wrote, which nobody can change any more.
Result<MappedFile, Refusal> sealed(const FileDescriptor &file, std::uint64_t most)
{
    struct stat info {};
    if (::fcntl(file.get(), F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0 || ::fstat(file.get(), &info) != 0)
        return trouble("seal");
    if (info.st_size <= 0 || std::uint64_t(info.st_size) > most)
        return Refusal{RefusalReason::CheckCrashed, {}, {}, "the check wrote " + std::to_string(info.st_size) + " bytes"};
    MappedFile mapped(file.get(), std::uint64_t(info.st_size));
    if (!mapped)
        return trouble("map");
    return mapped;
}

std::optional<Refusal> refusalOf(const ProcessEnd &end)
{
    const std::string signal = "signal " + std::to_string(end.code);
    switch (end.how) {
    case ProcessEnd::How::Cancelled: return Refusal{RefusalReason::Cancelled, {}, {}, {}};
    case ProcessEnd::How::TimedOut: return Refusal{RefusalReason::CheckTimeout, {}, {}, "no answer"};
    case ProcessEnd::How::Signalled:
        if (end.code == SIGXCPU)
            return Refusal{RefusalReason::CheckTimeout, {}, {}, "too much processor time"};
        if (end.code == SIGKILL || end.code == SIGTERM || end.code == SIGINT || end.code == SIGHUP)
            return Refusal{RefusalReason::CheckKilled, {}, {}, signal};
        return Refusal{RefusalReason::CheckCrashed, {}, {}, signal};
    case ProcessEnd::How::Exited:
        if (end.code == kVetOutOfMemory)
            return Refusal{RefusalReason::Memory, {}, {}, "the check ran out of memory"};
        if (end.code != 0)
            return Refusal{RefusalReason::CheckCrashed, {}, {}, "exit status " + std::to_string(end.code)};
        return std::nullopt;
    }
    return std::nullopt;
}

Result<std::shared_ptr<const NetworkSpec>, Refusal> readNetwork(const std::shared_ptr<const MappedFile> &canonical)
{
    try {
        return std::shared_ptr<const NetworkSpec>(std::make_shared<NetworkSpec>(weights::readCanonical(canonical->bytes(), canonical)));
    } catch (const weights::Refused &refused) {
        return refused.refusal;
    } catch (const std::bad_alloc &) {
        return Refusal{RefusalReason::Memory, {}, {}, "out of memory while reading the network"};
    } catch (const std::exception &e) {
        return Refusal{RefusalReason::Internal, {}, {}, e.what()};
    }
}

}  // namespace

Result<VettedFile, Refusal> vetWeightFile(const std::filesystem::path &program, const std::filesystem::path &path, const VetOptions &options)
{
    const auto offered = OfferedFile::open(path, options.read.maxBytes);
    if (!offered)
        return offered.error();
    VetRequest request;
    request.fileBytes = offered->size();
    request.read = options.read;
    request.contract = options.contract;
    request.limits = {kMemoryPerByte * offered->size() + kMemoryBase, kWritePerByte * offered->size() + kWriteBase,
                      kSecondsBase + unsigned(offered->size() / kBytesPerSecond)};
    request.onlySandboxed = options.onlySandboxed;

    const FileDescriptor asked = memoryFile("lineside-request"), answered = memoryFile("lineside-report"), canonical = memoryFile("lineside-network");
    const FileDescriptor nothing(::open("/dev/null", O_WRONLY | O_CLOEXEC));
    if (!asked || !answered || !canonical || !nothing || !writeAll(asked.get(), toText(request)) || ::lseek(asked.get(), 0, SEEK_SET) != 0)
        return trouble("files for the check");
    auto process = ChildProcess::start(program, {asked.get(), answered.get(), nothing.get(), offered->fd(), canonical.get()});
    if (!process)
        return Refusal{process.error().code == ErrorCode::OutOfMemory ? RefusalReason::Memory : RefusalReason::CheckCrashed, {}, {}, process.error().detail};
    const std::chrono::milliseconds bySize = std::chrono::seconds(kWallPerCpu * request.limits.cpuSeconds);
    const ProcessEnd end = process->wait(options.patience.count() > 0 ? options.patience : bySize,
                                         [&] { return options.cancelled && *options.cancelled; });
    if (const auto refusal = refusalOf(end))
        return *refusal;
    if (const auto changed = offered->changed())
        return *changed;

    const auto text = sealed(answered, kMaxReportBytes);
    if (!text)
        return text.error();
    const auto report = reportFromText({reinterpret_cast<const char *>(text->bytes().data()), text->bytes().size()});
    if (!report)
        return Refusal{RefusalReason::CheckCrashed, {}, {}, "report: " + report.error().detail};
    if (report->refusal)
        return *report->refusal;
    if (options.onlySandboxed && !report->sandbox.closed())
        return Refusal{RefusalReason::NoSandbox, {}, {}, "the check could not give up its rights"};
    auto mapped = sealed(canonical, request.limits.writeBytes);
    if (!mapped)
        return mapped.error();
    auto network = readNetwork(std::make_shared<const MappedFile>(*std::move(mapped)));
    if (!network)
        return network.error();
    return VettedFile{{path, report->format, offered->size(), *std::move(network)}, report->sandbox};
}

}  // namespace lineside
