// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/peoplefile.h"

#include "access/peoplejson.h"
#include "base/filedescriptor.h"
#include "store/files.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

namespace lineside {
namespace {

namespace fs = std::filesystem;

Result<People> readOne(const fs::path &file)
{
    const auto text = readSmallFile(file, kMaxPeopleBytes);
    if (!text)
        return text.error();
    auto people = parsePeople(*text);
    return people ? std::move(people) : Error{people.error().code, file.string() + ": " + people.error().detail};
}

Result<void> makeFolder(const fs::path &folder)
{
    std::error_code error;
    if (!fs::create_directories(folder, error)) {
        if (error)
            return Error{ErrorCode::Io, folder.string() + ": " + error.message()};
        return {};  // it was there
    }
    fs::permissions(folder, fs::perms::owner_all, error);
    if (error)
        return Error{ErrorCode::Io, folder.string() + ": " + error.message()};
    return {};
}

/// Held as long as what is returned lives, and no longer than its process does.
Result<FileDescriptor> lockIn(const fs::path &dataDir)
{
    const fs::path file = dataDir / kPeopleLockFile;
    FileDescriptor lock(::open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, kSecretMode));
    if (!lock)
        return ioError(file);
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
        return errno == EWOULDBLOCK ? Error{ErrorCode::Busy, "somebody else changes " + (dataDir / kPeopleFile).string() + " at this moment"} : ioError(file);
    return lock;
}

}  // namespace

Result<ReadPeople> readPeople(const fs::path &dataDir)
{
    auto people = readOne(dataDir / kPeopleFile);
    if (people)
        return ReadPeople{std::move(*people), {}};
    auto copy = readOne(dataDir / kPeopleCopyFile);
    if (copy)
        return ReadPeople{std::move(*copy), people.error()};
    const bool none = people.error().code == ErrorCode::NotFound && copy.error().code == ErrorCode::NotFound;
    if (none)
        return ReadPeople{};
    return people.error().code == ErrorCode::NotFound ? copy.error() : people.error();
}

Result<People> changePeople(const fs::path &dataDir, const std::function<Result<void>(People &)> &change)
{
    if (auto made = makeFolder(dataDir); !made)
        return made.error();
    const auto lock = lockIn(dataDir);
    if (!lock)
        return lock.error();
    auto read = readPeople(dataDir);
    if (!read)
        return read.error();
    if (auto changed = change(read->people); !changed)
        return changed.error();
    if (read->people.empty())
        return read->people;  // it was nobody, and is
    const std::string text = formatPeople(read->people);
    for (const char *name : {kPeopleFile, kPeopleCopyFile}) {
        if (auto written = replaceFile(dataDir / name, text, kSecretMode); !written)
            return written.error();
    }
    return std::move(read->people);
}

}  // namespace lineside
