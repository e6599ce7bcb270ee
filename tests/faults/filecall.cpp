// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/filecall.h"

#include <map>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace lineside::test {
namespace {

/// Where a call has what it is about: the index of its argument, -1: not there.
struct Form {
    FileCall::Kind kind;
    int fd = -1, path = -1, folder = -1;  ///< folder: that the path is relative to
    int to = -1, toFolder = -1;
    int flags = -1;
};

const std::map<long, Form> &forms()
{
    using F = FileCall;
    static const std::map<long, Form> all{
        {SYS_open, {F::Open, -1, 0, -1, -1, -1, 1}},
        {SYS_openat, {F::Open, -1, 1, 0, -1, -1, 2}},
        {SYS_creat, {F::NotExpected, -1, 0}},
        {SYS_close, {F::Close, 0}},
        {SYS_read, {F::Read, 0}},
        {SYS_pread64, {F::Read, 0}},
        {SYS_readv, {F::Read, 0}},
        {SYS_write, {F::Write, 0}},
        {SYS_pwrite64, {F::Write, 0}},
        {SYS_writev, {F::NotExpected, 0}},
        {SYS_pwritev, {F::NotExpected, 0}},
        {SYS_fsync, {F::Sync, 0}},
        {SYS_fdatasync, {F::Sync, 0}},
        {SYS_rename, {F::Rename, -1, 0, -1, 1}},
        {SYS_renameat, {F::Rename, -1, 1, 0, 3, 2}},
        {SYS_renameat2, {F::Rename, -1, 1, 0, 3, 2}},
        {SYS_unlink, {F::Unlink, -1, 0}},
        {SYS_unlinkat, {F::Unlink, -1, 1, 0, -1, -1, 2}},
        {SYS_rmdir, {F::RemoveFolder, -1, 0}},
        {SYS_mkdir, {F::MakeFolder, -1, 0}},
        {SYS_mkdirat, {F::MakeFolder, -1, 1, 0}},
        {SYS_ftruncate, {F::Resize, 0}},
        {SYS_fallocate, {F::Resize, 0}},
        {SYS_truncate, {F::NotExpected, -1, 0}},
        {SYS_fchmod, {F::Mode, 0}},
        {SYS_stat, {F::Look, -1, 0}},
        {SYS_lstat, {F::Look, -1, 0}},
        {SYS_fstat, {F::Look, 0}},
        {SYS_newfstatat, {F::Look, -1, 1, 0}},
        {SYS_statx, {F::Look, -1, 1, 0}},
        {SYS_getdents64, {F::List, 0}},
        {SYS_link, {F::NotExpected, -1, 0}},
        {SYS_linkat, {F::NotExpected, -1, 1, 0}},
        {SYS_symlink, {F::NotExpected, -1, 1}},
        {SYS_symlinkat, {F::NotExpected, -1, 2, 1}},
        {SYS_copy_file_range, {F::NotExpected, 2}},
        {SYS_sendfile, {F::NotExpected, 0}},
        {SYS_mmap, {F::NotExpected, 4}},
    };
    return all;
}

std::string target(const std::string &link)
{
    char path[4096];
    const ssize_t length = ::readlink(link.c_str(), path, sizeof path);
    return {path, static_cast<std::size_t>(length > 0 ? length : 0)};
}

std::string ofDescriptor(pid_t process, int fd)
{
    return target("/proc/" + std::to_string(process) + (fd == AT_FDCWD ? "/cwd" : "/fd/" + std::to_string(fd)));
}

}  // namespace

const std::vector<long> &fileCallNumbers()
{
    static const std::vector<long> numbers = [] {
        std::vector<long> all;
        for (const auto &[number, form] : forms())
            all.push_back(number);
        return all;
    }();
    return numbers;
}

std::optional<FileCall> fileCallBelow(const std::string &folder, const SystemCall &call)
{
    const auto known = forms().find(call.number);
    if (known == forms().end())
        return std::nullopt;
    const Form &form = known->second;
    const auto argument = [&](int index) { return call.arguments[static_cast<std::size_t>(index)]; };
    const auto nameAt = [&](int path, int relativeTo) {
        const std::string name = readText(call.thread, argument(path));
        if (name.starts_with('/'))
            return name;
        const std::string base = ofDescriptor(call.thread, relativeTo < 0 ? AT_FDCWD : static_cast<int>(argument(relativeTo)));
        return name.empty() ? base : base + "/" + name;
    };
    FileCall file;
    file.kind = form.kind;
    if (form.fd >= 0) {
        file.fd = static_cast<int>(argument(form.fd));
        file.path = ofDescriptor(call.thread, file.fd);
    } else {
        file.path = nameAt(form.path, form.folder);
    }
    if (form.to >= 0)
        file.to = nameAt(form.to, form.toFolder);
    if (!file.path.starts_with(folder) && !file.to.starts_with(folder))
        return std::nullopt;
    const auto flags = form.flags < 0 ? 0 : static_cast<int>(argument(form.flags));
    if (file.kind == FileCall::Open) {
        file.creates = flags & O_CREAT;
        file.truncates = flags & O_TRUNC;
        file.writes = (flags & O_ACCMODE) != O_RDONLY;
    }
    if (call.number == SYS_unlinkat && (flags & AT_REMOVEDIR))
        file.kind = FileCall::RemoveFolder;
    if (call.number == SYS_mmap && !((argument(3) & MAP_SHARED) && (argument(2) & PROT_WRITE)))
        return std::nullopt;  // only reads
    return file;
}

}  // namespace lineside::test
