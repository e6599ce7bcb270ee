// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/folderlook.h"

#include "base/filedescriptor.h"
#include "store/readlease.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>

namespace lineside {
namespace {

constexpr std::array<std::string_view, 6> kWeightEndings{".pt", ".pth", ".torchscript", ".onnx", ".zip", ".xml"};
constexpr std::array<std::string_view, 7> kTemporaryEndings{"~", ".part", ".partial", ".filepart", ".tmp", ".crdownload", ".download"};
constexpr std::string_view kXml = ".xml", kSignature = ".minisig";

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

template <std::size_t N>
bool endsWithOneOf(const std::string &name, const std::array<std::string_view, N> &endings)
{
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.size() > ending.size() && name.ends_with(ending); });
}

Error failure(int error, const std::filesystem::path &folder)
{
    const ErrorCode code = error == ENOENT ? ErrorCode::NotFound : error == ENOTDIR ? ErrorCode::InvalidInput : ErrorCode::Io;
    return {code, folder.string() + ": " + std::generic_category().message(error)};
}

/// Names in a folder that is open; counts them against what is left to be looked at. Empty: too many, or `errno`.
std::optional<std::vector<std::string>> namesIn(int folder, std::size_t &left)
{
    const int copy = ::fcntl(folder, F_DUPFD_CLOEXEC, 0);
    const std::unique_ptr<DIR, int (*)(DIR *)> entries(copy < 0 ? nullptr : ::fdopendir(copy), ::closedir);
    if (!entries)
        return std::nullopt;
    std::vector<std::string> names;
    for (;;) {
        errno = 0;
        const dirent *entry = ::readdir(entries.get());
        if (!entry)
            break;
        const std::string_view name = entry->d_name;
        if (name == "." || name == "..")
            continue;
        if (left == 0) {
            errno = EOVERFLOW;
            return std::nullopt;
        }
        --left;
        names.emplace_back(name);
    }
    if (errno != 0)
        return std::nullopt;
    return names;
}

/// Collects the files of one entry.
class Parts {
public:
    Parts(int folder, std::string name) { m_entry.name = std::move(name), m_folder = folder; }

    /// A plain file with something in it; `prefix`: the folder that it is in, as seen from the watched one.
    bool add(int folder, const std::string &prefix, const std::string &name)
    {
        struct stat info {};
        if (::fstatat(folder, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(info.st_mode) || info.st_size == 0)
            return false;
        const std::int64_t changed = info.st_mtim.tv_sec * std::int64_t{1'000'000'000} + info.st_mtim.tv_nsec;
        m_entry.files.push_back(prefix + name);
        m_entry.mark += (m_entry.mark.empty() ? "" : " ") + std::to_string(info.st_ino) + ':' + std::to_string(info.st_size) + ':' + std::to_string(changed);
        m_entry.changedNs = std::max(m_entry.changedNs, changed);
        return true;
    }
    /// The .xml, its .bin, and what tells the names of the classes, where it is there.
    bool addExport(int folder, const std::string &prefix, const std::string &xml)
    {
        const std::string stem = xml.substr(0, xml.size() - kXml.size());
        if (!add(folder, prefix, xml) || !add(folder, prefix, stem + ".bin"))
            return false;
        if (!add(folder, prefix, "metadata.yaml"))
            add(folder, prefix, stem + ".yaml");
        return true;
    }
    FolderEntry take()
    {
        add(m_folder, {}, m_entry.name + std::string(kSignature));
        return std::move(m_entry);
    }

private:
    int m_folder;
    FolderEntry m_entry;
};

/// A folder in the watched one.
std::optional<FolderEntry> exportIn(int parent, const std::string &name, std::size_t &left)
{
    const FileDescriptor folder(::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    if (!folder)
        return std::nullopt;
    const auto names = namesIn(folder.get(), left);
    if (!names)
        return std::nullopt;
    const auto isXml = [](const std::string &file) { return file.size() > kXml.size() && file.ends_with(kXml) && !file.starts_with('.'); };
    const auto xml = std::find_if(names->begin(), names->end(), isXml);
    Parts parts(parent, name);
    if (xml == names->end() || std::count_if(names->begin(), names->end(), isXml) != 1 || !parts.addExport(folder.get(), name + '/', *xml))
        return std::nullopt;
    return parts.take();
}

bool isFolder(int parent, const std::string &name)
{
    struct stat info {};
    return ::fstatat(parent, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(info.st_mode);
}

}  // namespace

bool isTemporaryName(const std::string &name)
{
    return name.empty() || name.front() == '.' || name.front() == '~' || endsWithOneOf(lower(name), kTemporaryEndings);
}

bool isWeightFileName(const std::string &name)
{
    return !isTemporaryName(name) && endsWithOneOf(lower(name), kWeightEndings);
}

Result<std::vector<FolderEntry>> lookAtFolder(const std::filesystem::path &path)
{
    const FileDescriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK));
    if (!folder)
        return failure(errno, path);
    std::size_t left = kMaxFolderEntries;
    auto names = namesIn(folder.get(), left);
    if (!names && errno != EOVERFLOW)
        return failure(errno, path);
    std::vector<FolderEntry> found;
    if (names)
        std::sort(names->begin(), names->end());
    for (const std::string &name : names ? *names : std::vector<std::string>()) {
        if (isTemporaryName(name))
            continue;
        if (isFolder(folder.get(), name)) {
            errno = 0;
            if (auto entry = exportIn(folder.get(), name, left))
                found.push_back(std::move(*entry));
            else if (errno == EOVERFLOW)
                names.reset();
        } else if (isWeightFileName(name)) {
            Parts parts(folder.get(), name);
            if (name.ends_with(kXml) ? parts.addExport(folder.get(), {}, name) : parts.add(folder.get(), {}, name))
                found.push_back(parts.take());
        }
        if (!names)
            break;
    }
    if (!names)
        return Error{ErrorCode::Unsupported, path.string() + ": more than " + std::to_string(kMaxFolderEntries) + " entries"};
    return found;
}

Writer writerOf(const std::filesystem::path &folder, const FolderEntry &entry)
{
    Writer worst = Writer::Nobody;
    for (const std::string &name : entry.files) {
        const FileDescriptor file(::open((folder / name).c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
        if (!file)
            return Writer::Unknown;
        const ReadLease lease(file.get());
        if (lease.refusedForWriter())
            return Writer::Somebody;
        if (!lease.held())
            worst = Writer::Unknown;
    }
    return worst;
}

}  // namespace lineside
