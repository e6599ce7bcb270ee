// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/auditlog.h"

#include "audit/auditkeys.h"
#include "audit/linereader.h"
#include "base/filedescriptor.h"
#include "base/writeall.h"
#include "store/files.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <utility>

namespace lineside::audit {
namespace {

namespace fs = std::filesystem;

/// Whether the file goes on behind `from` with the beginning of that text, and with nothing else.
bool isBeginningOf(int fd, std::uint64_t from, std::uint64_t size, const std::string &text)
{
    std::string found(static_cast<std::size_t>(std::min<std::uint64_t>(size - from, text.size() + 1)), '\0');
    const ssize_t n = ::pread(fd, found.data(), found.size(), static_cast<off_t>(from));
    return n == static_cast<ssize_t>(found.size()) && text.starts_with(found);
}

}  // namespace

AuditLog::AuditLog(fs::path dataDir, std::function<WallTime()> now)
    : m_dataDir(std::move(dataDir)), m_file(m_dataDir / kHistoryFile), m_now(std::move(now))
{
}

Result<void> AuditLog::append(const std::string &object)
{
    if (auto prepared = prepare(); !prepared)
        return prepared;
    const auto fd = open();
    if (!fd)
        return fd.error();
    if ((m_end->head.number + 1) % kCheckpointEvery == 0) {
        if (auto written = writeCheckpoint(*fd); !written)
            return written;
    }
    if (auto written = write(*fd, object); !written)
        return written;
    m_appended = true;
    keepCheckpoint();
    return {};
}

Result<void> AuditLog::sign()
{
    if (!m_appended || m_end->head.number == m_signedLine)
        return {};
    const auto fd = open();
    if (!fd)
        return fd.error();
    if (auto written = writeCheckpoint(*fd); !written)
        return written;
    keepCheckpoint();
    return {};
}

Result<void> AuditLog::prepare()
{
    if (m_pair)
        return {};
    auto pair = openAuditKey(m_dataDir);
    if (!pair)
        return pair.error();
    const auto known = readCheckpoint(m_dataDir / kCheckpointFile);
    if (known)
        m_known = *known;
    else if (known.error().code == ErrorCode::InvalidInput)
        spdlog::error("the newest checkpoint is not believed: {}", known.error().detail);
    else if (known.error().code != ErrorCode::NotFound)
        return known.error();
    m_pair = std::move(*pair);
    return {};
}

Result<FileDescriptor> AuditLog::open()
{
    constexpr int kAppend = O_RDWR | O_APPEND | O_CLOEXEC;
    const int existing = ::open(m_file.c_str(), kAppend);
    const bool fresh = existing < 0 && errno == ENOENT;
    FileDescriptor fd(fresh ? ::open(m_file.c_str(), kAppend | O_CREAT, 0644) : existing);
    struct stat info {};
    if (!fd || ::fstat(fd.get(), &info) != 0)
        return ioError(m_file);
    m_folderKnows = m_folderKnows && !fresh;
    const auto size = static_cast<std::uint64_t>(info.st_size);
    if (m_end && size == m_end->size)
        return fd;
    if (m_end && size > m_end->size && isBeginningOf(fd.get(), m_end->size, size, m_attempt)) {
        // Nobody was told that this is written, and after a failed fsync nobody knows what of it is on the disk.
        if (::ftruncate(fd.get(), static_cast<off_t>(m_end->size)) != 0)
            return ioError(m_file);
    } else if (auto looked = lookAtEnd(fd.get(), size); !looked) {  // the first time, or somebody else was there
        return looked.error();
    }
    return fd;
}

Result<void> AuditLog::lookAtEnd(int fd, std::uint64_t size)
{
    // Who wrote before may have been killed before it was on the disk: a power cut must not take it from under what is linked to it.
    if (size > 0 && ::fdatasync(fd) != 0)
        return ioError(m_file);
    auto end = readLogEnd(fd, size);
    if (!end)
        return Error{end.error().code, m_file.string() + ": " + end.error().detail};
    // Numbers are not used twice: what is missing stays to be seen.
    for (const ChainHead &known : {m_known ? m_known->head : ChainHead(), m_end ? m_end->head : ChainHead()}) {
        if (known.number <= end->head.number)
            continue;
        spdlog::error("{} ends at line {} of its chain; there were {}", m_file.string(), end->head.number, known.number);
        end->head = known;
    }
    m_end = std::move(*end);
    return {};
}

Result<void> AuditLog::write(const FileDescriptor &fd, const std::string &object)
{
    ChainHead head = m_end->head;
    m_attempt = (m_end->endsLine ? "" : "\n") + linkLine(object, m_end->aside, head) + "\n";
    if (!writeAll(fd.get(), m_attempt) || ::fdatasync(fd.get()) != 0)
        return ioError(m_file);
    // A power cut would lose the whole file that its folder on disk does not know yet.
    if (!m_folderKnows && !syncFolder(m_dataDir))
        return ioError(m_dataDir);
    m_folderKnows = true;
    m_end = LogEnd{head, m_end->size + m_attempt.size(), true, {}};
    m_attempt.clear();
    return {};
}

Result<void> AuditLog::writeCheckpoint(const FileDescriptor &fd)
{
    Checkpoint checkpoint = makeCheckpoint(m_end->head, m_now(), *m_pair);
    if (auto written = write(fd, checkpointObject(checkpoint)); !written)
        return written;
    m_known = std::move(checkpoint);
    m_knownKept = false;
    m_signedLine = m_end->head.number;
    return {};
}

void AuditLog::keepCheckpoint()
{
    if (m_knownKept || !m_known)
        return;
    const auto written = replaceFile(m_dataDir / kCheckpointFile, text(*m_known) + "\n");
    m_knownKept = written.ok();  // else after the next record
    if (!written)
        spdlog::warn("the newest checkpoint could not be kept: {}", written.error().detail);
}

}  // namespace lineside::audit
