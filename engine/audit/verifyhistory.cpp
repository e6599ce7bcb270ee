// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/verifyhistory.h"

#include "audit/auditkeys.h"
#include "audit/verifychain.h"
#include "base/filedescriptor.h"
#include "store/files.h"

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/stat.h>

#include <utility>

namespace lineside::audit {

Result<AuditReport> verifyHistory(const std::filesystem::path &dataDir, HistoryCheck check)
{
    const auto begin = std::chrono::steady_clock::now();
    const std::filesystem::path file = dataDir / kHistoryFile;
    VerifyOptions options{std::move(check.keys), {}, {}, std::move(check.goOn), std::move(check.seal)};
    if (options.keys.empty()) {
        auto keys = readPublicKeys(dataDir / kPublicKeyFile);
        if (!keys && keys.error().code != ErrorCode::NotFound)
            return keys.error();
        if (keys)
            options.keys = std::move(*keys);  // without any, the first checkpoint is of a key that does not count
    }
    // Before the history: whoever writes it meanwhile keeps the newer checkpoint after the newer line.
    if (const auto kept = readCheckpoint(dataDir / kCheckpointFile))
        options.known.push_back(*kept);
    if (check.since) {
        options.begin = check.since->head;
        options.known.push_back(std::move(*check.since));
    }
    // O_NONBLOCK: opening a pipe would wait for somebody who writes into it.
    const FileDescriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat info {};
    if (!fd || ::fstat(fd.get(), &info) != 0)
        return ioError(file);
    if (!S_ISREG(info.st_mode))
        return Error{ErrorCode::InvalidInput, file.string() + ": not a file"};
    auto report = verifyChain(readingFrom(fd.get(), 0, static_cast<std::uint64_t>(info.st_size)), options);
    if (report)
        report->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return report;
}

}  // namespace lineside::audit
