// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/checkpoint.h"
#include "audit/logend.h"
#include "base/filedescriptor.h"
#include "lineside/result.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace lineside::audit {

/// The history of a data folder, as its one writer goes on with it: each record linked to the one before, a checkpoint in every hundredth
/// line and wherever its writer asks for one. The first append looks at the end of the file and makes the key pair where there is none. After an error the same
/// record may be appended again: what the failed attempt left of it in the file is taken back first, so that it is there once. One thread.
class AuditLog {
public:
    /// `now`: the time of checkpoints.
    AuditLog(std::filesystem::path dataDir, std::function<WallTime()> now);

    /// One record, an object of one line, on the disk when it returns.
    Result<void> append(const std::string &object);
    /// A checkpoint over what this one appended; nothing where that is signed already, or where it appended nothing.
    Result<void> sign();

private:
    Result<void> prepare();
    Result<FileDescriptor> open();
    Result<void> lookAtEnd(int fd, std::uint64_t size);
    Result<void> write(const FileDescriptor &fd, const std::string &object);
    Result<void> writeCheckpoint(const FileDescriptor &fd);
    void keepCheckpoint();

    const std::filesystem::path m_dataDir, m_file;
    const std::function<WallTime()> m_now;
    std::optional<SigningPair> m_pair;
    std::optional<Checkpoint> m_known;  ///< the newest that is known; the chain is never shorter
    bool m_knownKept = true;            ///< it is in its file
    std::optional<LogEnd> m_end;        ///< empty: to be read
    std::string m_attempt;              ///< what a failed write may have left behind that
    bool m_folderKnows = true;          ///< false: the file is new, and a power cut would lose it
    std::uint64_t m_signedLine = 0;     ///< number of the newest line where it is a checkpoint
    bool m_appended = false;
};

}  // namespace lineside::audit
