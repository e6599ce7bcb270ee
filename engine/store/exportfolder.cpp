// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/exportfolder.h"

#include "base/filedescriptor.h"
#include "base/megabytes.h"
#include "base/writeall.h"
#include "store/copyrefusals.h"
#include "store/sha256.h"
#include "store/storedzip.h"

#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lineside {
namespace {

constexpr std::size_t kPiece = 1 << 20;
constexpr std::size_t kMaxEntries = 10'000;
constexpr char kXml[] = ".xml", kBin[] = ".bin", kYaml[] = ".yaml", kMetadata[] = "metadata.yaml";

/// One of the files, open.
struct Part {
    std::string name;   ///< in the zip
    FileDescriptor file;
    struct stat before {};
    std::uint32_t checksum = 0;

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
    Part part{std::move(to), FileDescriptor(::openat(folder, from.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)), {}, 0};
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

/// Goes through a whole file from its beginning; `piece` may give a reason to stop.
template <class Piece>
std::optional<Refusal> readThrough(const Part &part, Piece piece)
{
    std::vector<std::byte> bytes(kPiece);
    std::uint64_t done = 0;
    for (;;) {
        const ssize_t n = ::pread(part.file.get(), bytes.data(), bytes.size(), static_cast<off_t>(done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return refusalOfRead(errno);
        if (n == 0)
            break;
        done += static_cast<std::uint64_t>(n);
        if (done > part.size())
            break;
        if (auto refusal = piece(std::span<const std::byte>(bytes.data(), static_cast<std::size_t>(n))))
            return refusal;
    }
    if (done != part.size())
        return Refusal{RefusalReason::StillGrowing, {}, {}, "size changed while it was copied"};
    return std::nullopt;
}

/// The file that is made, hashed on the way. It goes away unless it is finished.
class Packed {
public:
    explicit Packed(const std::filesystem::path &to) : m_path(to), m_file(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {}
    ~Packed()
    {
        if (m_file && !m_finished)
            ::unlink(m_path.c_str());
    }
    Packed(const Packed &) = delete;
    Packed &operator=(const Packed &) = delete;

    std::optional<Refusal> reserve(std::uint64_t size)
    {
        m_size = size;
        if (!m_file)
            return refusalOfWrite(errno, size, m_path);
        const int error = ::posix_fallocate(m_file.get(), 0, static_cast<off_t>(size));
        return isDiskFull(error) ? std::optional(refusalOfWrite(error, size, m_path)) : std::nullopt;
    }

    std::optional<Refusal> add(std::span<const std::byte> bytes)
    {
        m_hash.add(bytes);
        m_done += bytes.size();
        return writeAll(m_file.get(), bytes) ? std::nullopt : std::optional(refusalOfWrite(errno, m_size, m_path));
    }
    std::optional<Refusal> add(std::string_view text) { return add(std::as_bytes(std::span(text))); }

    Result<CopiedFile, Refusal> finish()
    {
        if (::fsync(m_file.get()) != 0)
            return refusalOfWrite(errno, m_size, m_path);
        m_finished = true;
        return CopiedFile{m_done, m_hash.hex()};
    }

private:
    const std::filesystem::path m_path;
    const FileDescriptor m_file;
    Sha256 m_hash;
    std::uint64_t m_size = 0, m_done = 0;
    bool m_finished = false;
};

Result<CopiedFile, Refusal> pack(std::vector<Part> &parts, const std::filesystem::path &to, const CopyProgress &progress)
{
    std::uint64_t all = 0, done = 0;
    for (const Part &part : parts)
        all += part.size();
    // Each is read twice: a zip has the checksum of a file before the file.
    const auto goOn = [&](std::size_t bytes) -> std::optional<Refusal> {
        done += bytes;
        const bool wanted = progress(static_cast<double>(done) / static_cast<double>(2 * all));
        return wanted ? std::nullopt : std::optional(Refusal{RefusalReason::Cancelled, {}, {}, {}});
    };
    StoredZip zip;
    for (Part &part : parts) {
        Crc32 checksum;
        const auto refusal = readThrough(part, [&](std::span<const std::byte> bytes) {
            checksum.add(bytes);
            return goOn(bytes.size());
        });
        if (refusal)
            return *refusal;
        part.checksum = checksum.value();
    }
    Packed packed(to);
    if (const auto refusal = packed.reserve(all))
        return *refusal;
    for (const Part &part : parts) {
        if (const auto refusal = packed.add(zip.headerOf(part.name, part.checksum, static_cast<std::uint32_t>(part.size()))))
            return *refusal;
        Crc32 checksum;
        const auto refusal = readThrough(part, [&](std::span<const std::byte> bytes) {
            checksum.add(bytes);
            auto full = packed.add(bytes);
            return full ? full : goOn(bytes.size());
        });
        if (refusal)
            return *refusal;
        if (checksum.value() != part.checksum)
            return Refusal{RefusalReason::StillGrowing, {}, {}, "content changed while it was copied"};
        if (const auto changed = refusalOfChange(part.file.get(), part.before))
            return *changed;
    }
    if (const auto refusal = packed.add(zip.directory()))
        return *refusal;
    return packed.finish();
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
