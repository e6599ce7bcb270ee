// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/exportfolder.h"

#include "base/filedescriptor.h"
#include "base/megabytes.h"
#include "store/copyrefusals.h"
#include "store/sha256.h"

#include <zip.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <optional>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lineside {
namespace {

constexpr std::size_t kPiece = 1 << 20;
constexpr std::size_t kMaxEntries = 10'000;
constexpr std::uint16_t kFirstDay = 0x0021;  // 1 January 1980, the first that a zip can say
constexpr char kXml[] = ".xml", kBin[] = ".bin", kYaml[] = ".yaml", kMetadata[] = "metadata.yaml";

/// One of the files, open.
struct Part {
    std::string name;   ///< in the zip
    FileDescriptor file;
    struct stat before {};

    std::uint64_t size() const { return static_cast<std::uint64_t>(before.st_size); }
};

/// The name of the only .xml in a folder.
Result<std::string, Refusal> onlyXml(int folder)
{
    const std::unique_ptr<DIR, int (*)(DIR *)> entries(::fdopendir(::fcntl(folder, F_DUPFD_CLOEXEC, 0)), ::closedir);
    if (!entries)
        return refusalOfRead(errno);
    std::vector<std::string> found;
    for (std::size_t seen = 0; const dirent *entry = ::readdir(entries.get()); ++seen) {
        if (seen > kMaxEntries)
            return Refusal{RefusalReason::Folder, {}, {}, "a folder with very many files"};
        const std::string name = entry->d_name;
        if (name.ends_with(kXml) && !name.starts_with('.'))
            found.push_back(name);
    }
    if (found.size() == 1)
        return found.front();
    return Refusal{RefusalReason::Folder, {}, found.empty() ? std::string() : std::to_string(found.size()), std::to_string(found.size()) + " .xml files in it"};
}

Result<Part, Refusal> openPart(int folder, const std::string &from, std::string to, std::uint64_t maxBytes)
{
    Part part{std::move(to), FileDescriptor(::openat(folder, from.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)), {}};
    if (!part.file || ::fstat(part.file.get(), &part.before) != 0) {
        Refusal refusal = refusalOfRead(errno);
        refusal.detail = from + ": " + refusal.detail;
        return refusal;
    }
    if (const auto other = refusalOfKind(part.before, maxBytes))
        return *other;
    return part;
}

/// In the order in which they are packed.
Result<std::vector<Part>, Refusal> openParts(const std::filesystem::path &offered, std::uint64_t maxBytes)
{
    std::error_code unknown;
    const bool isFolder = std::filesystem::is_directory(offered, unknown);
    const std::filesystem::path parent = isFolder ? offered : offered.has_parent_path() ? offered.parent_path() : ".";
    const FileDescriptor folder(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder)
        return refusalOfRead(errno);
    const auto xml = isFolder ? onlyXml(folder.get()) : offered.filename().string();
    if (!xml)
        return xml.error();
    const std::string stem = xml->substr(0, xml->size() - (sizeof kXml - 1)), bin = stem + kBin;

    std::vector<Part> parts;
    const std::pair<std::string, std::string> names[] = {{kMetadata, kMetadata}, {*xml, "model.xml"}, {bin, "model.bin"}};
    std::uint64_t all = 0;
    const auto isMissing = [](const auto &part) { return !part && part.error().reason == RefusalReason::Vanished; };
    for (const auto &[from, to] : names) {
        auto part = openPart(folder.get(), from, to, maxBytes);
        if (from == kMetadata && isMissing(part))
            part = openPart(folder.get(), stem + kYaml, to, maxBytes);  // as the YOLOv5 repository calls them
        if (from == kMetadata && isMissing(part))
            continue;
        if (from == bin && isMissing(part))
            return Refusal{RefusalReason::Truncated, {}, bin, "an IR without its weights"};
        if (!part)
            return part.error();
        all += part->size();
        parts.push_back(std::move(*part));
    }
    if (all > maxBytes)
        return Refusal{RefusalReason::TooLarge, megabytesThere(maxBytes), megabytesNeeded(all), std::to_string(all) + " bytes"};
    return parts;
}

/// Whether a part was written to since it was opened.
std::optional<Refusal> changeOf(const std::vector<Part> &parts)
{
    for (const Part &part : parts) {
        if (auto changed = refusalOfChange(part.file.get(), part.before))
            return changed;
    }
    return std::nullopt;
}

/// Whoever waits for the file: half the way is writing it, half reading it again for its hash.
struct Watch {
    const CopyProgress &progress;
    bool wanted = true;

    void tell(double share)
    {
        if (wanted && share > 0)
            wanted = progress(share);
    }
};

/// Puts a file into a zip: stored, without time and rights, so that two runs write the same.
bool add(zip_t *zip, const Part &part)
{
    FILE *stream = ::fdopen(::fcntl(part.file.get(), F_DUPFD_CLOEXEC, 0), "rb");
    zip_source_t *source = stream ? ::zip_source_filep(zip, stream, 0, static_cast<zip_int64_t>(part.size())) : nullptr;
    const zip_int64_t at = source ? ::zip_file_add(zip, part.name.c_str(), source, 0) : -1;
    if (at < 0) {
        if (source)
            ::zip_source_free(source);
        return false;
    }
    const auto index = static_cast<zip_uint64_t>(at);
    return ::zip_set_file_compression(zip, index, ZIP_CM_STORE, 0) == 0 && ::zip_file_set_dostime(zip, index, 0, kFirstDay, 0) == 0
        && ::zip_file_set_external_attributes(zip, index, 0, ZIP_OPSYS_DOS, 0) == 0;
}

std::optional<Refusal> writeZip(const std::vector<Part> &parts, const std::filesystem::path &to, Watch &watch)
{
    std::uint64_t all = 0;
    for (const Part &part : parts)
        all += part.size();
    int code = 0;
    std::unique_ptr<zip_t, void (*)(zip_t *)> zip(::zip_open(to.c_str(), ZIP_CREATE | ZIP_EXCL, &code), ::zip_discard);
    if (!zip)
        return refusalOfWrite(code == ZIP_ER_EXISTS ? EEXIST : errno, all, to);
    for (const Part &part : parts) {
        if (!add(zip.get(), part))
            return Refusal{RefusalReason::Internal, {}, {}, part.name + ": " + ::zip_strerror(zip.get())};
    }
    ::zip_register_progress_callback_with_state(
        zip.get(), 0.01, [](zip_t *, double share, void *state) { static_cast<Watch *>(state)->tell(share / 2); }, nullptr, &watch);
    ::zip_register_cancel_callback_with_state(
        zip.get(), [](zip_t *, void *state) { return static_cast<Watch *>(state)->wanted ? 0 : 1; }, nullptr, &watch);
    if (::zip_close(zip.get()) == 0) {
        zip.release();
        return std::nullopt;
    }
    zip_error_t *error = ::zip_get_error(zip.get());
    if (::zip_error_code_zip(error) == ZIP_ER_CANCELLED)
        return Refusal{RefusalReason::Cancelled, {}, {}, {}};
    if (auto changed = changeOf(parts))
        return changed;
    return refusalOfWrite(::zip_error_code_system(error), all, to);
}

Result<CopiedFile, Refusal> hashAndSync(const std::filesystem::path &path, Watch &watch)
{
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat info {};
    if (!file || ::fchmod(file.get(), 0600) != 0 || ::fstat(file.get(), &info) != 0)
        return refusalOfWrite(errno, 0, path);
    const auto size = static_cast<std::uint64_t>(info.st_size);
    Sha256 hash;
    std::vector<std::byte> bytes(kPiece);
    for (std::uint64_t done = 0; done < size;) {
        const ssize_t n = ::pread(file.get(), bytes.data(), bytes.size(), static_cast<off_t>(done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return refusalOfWrite(n < 0 ? errno : EIO, size, path);
        hash.add({bytes.data(), static_cast<std::size_t>(n)});
        done += static_cast<std::uint64_t>(n);
        watch.tell(0.5 + 0.5 * static_cast<double>(done) / static_cast<double>(size));
        if (!watch.wanted)
            return Refusal{RefusalReason::Cancelled, {}, {}, {}};
    }
    if (::fsync(file.get()) != 0)
        return refusalOfWrite(errno, size, path);
    return CopiedFile{size, hash.hex()};
}

Result<CopiedFile, Refusal> pack(const std::vector<Part> &parts, const std::filesystem::path &to, const CopyProgress &progress)
{
    Watch watch{progress};
    if (auto refusal = writeZip(parts, to, watch))
        return *refusal;
    auto packed = hashAndSync(to, watch);
    if (const auto changed = packed ? changeOf(parts) : std::nullopt)
        packed = *changed;
    if (!packed)
        ::unlink(to.c_str());
    return packed;
}

}  // namespace

bool isExportFolder(const std::filesystem::path &offered)
{
    std::error_code unknown;
    return offered.extension() == kXml || std::filesystem::is_directory(offered, unknown);
}

Result<CopiedFile, Refusal> packAndHash(const std::filesystem::path &offered, const std::filesystem::path &to, std::uint64_t maxBytes,
                                        const CopyProgress &progress)
{
    auto parts = openParts(offered, maxBytes);
    if (!parts)
        return parts.error();
    return pack(*parts, to, progress);
}

Result<CopiedFile, Refusal> stageAndHash(const std::filesystem::path &offered, const std::filesystem::path &to, std::uint64_t maxBytes,
                                         const CopyProgress &progress)
{
    return isExportFolder(offered) ? packAndHash(offered, to, maxBytes, progress) : copyAndHash(offered, to, maxBytes, progress);
}

}  // namespace lineside
