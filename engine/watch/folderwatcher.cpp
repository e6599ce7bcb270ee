// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/folderwatcher.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace lineside {

FolderWatcher::FolderWatcher(std::filesystem::path folder, std::chrono::milliseconds poll, OfferedMarks offered, Events events, MakeNotices makeNotices)
    : m_folder(std::move(folder)), m_poll(poll), m_events(std::move(events)), m_makeNotices(std::move(makeNotices)), m_files(poll, std::move(offered))
{
}

void FolderWatcher::onFinished(bool had)
{
    if (m_inHand && !had)
        m_files.giveBack(*m_inHand);
    m_inHand.reset();
    m_nextLook = SteadyTime::min();  // the others may have changed while this one was read
}

void FolderWatcher::listen(SteadyTime now)
{
    if (!m_notices)
        return;
    for (const FolderNotice &notice : m_notices->read()) {
        switch (notice.kind) {
        case FolderNotice::Written:
            m_files.onWritten(notice.file);
            continue;  // nobody looks at a file only because it grows
        case FolderNotice::Closed: m_files.onClosed(notice.file); break;
        case FolderNotice::Gone: m_files.onGone(notice.file); break;
        case FolderNotice::Lost: m_files.onLost(); break;
        case FolderNotice::FolderGone:
            m_files.onLost();
            m_notices.reset();
            m_nextLook = now;
            return;
        }
        m_nextLook = std::min(m_nextLook, now);
    }
}

void FolderWatcher::onTrouble(const Error &error, SteadyTime now)
{
    m_files.onLost();
    if (!m_failingSince)
        m_failingSince = now;
    // A folder that is replaced is away for a moment, which is nobody's business.
    const bool lasts = !m_everSeen || now - *m_failingSince >= m_poll;
    if (lasts && !std::exchange(m_troubleTold, true))
        m_events.trouble(error);
}

void FolderWatcher::look(SteadyTime now)
{
    m_nextLook = now + m_poll;
    if (m_notices && !m_notices->isOf(m_folder)) {
        m_files.onLost();
        m_notices.reset();
    }
    if (!m_notices) {  // before the look: what happens between the two is said
        if (auto notices = m_makeNotices(m_folder))
            m_notices = std::move(*notices);
        else if (notices.error().code != ErrorCode::NotFound && !std::exchange(m_silenceLogged, true))
            spdlog::warn("the system does not tell of changes in the watched folder, it is looked at every {} ms: {}", m_poll.count(), notices.error().detail);
    }
    const auto entries = lookAtFolder(m_folder);
    if (!entries)
        return onTrouble(entries.error(), now);
    m_everSeen = true;
    m_failingSince.reset();
    if (std::exchange(m_troubleTold, false))
        m_events.trouble(std::nullopt);
    m_files.onLook(*entries, now);
    m_nextLook = std::min(m_nextLook, m_files.nextLook());
    if (m_inHand)
        return;
    if (const auto next = m_files.takeNext([this](const FolderEntry &entry) { return writerOf(m_folder, entry); })) {
        m_inHand = next->name;
        m_events.offer(m_folder / next->name, *next);
    }
}

SteadyTime FolderWatcher::round(SteadyTime now)
{
    listen(now);
    if (now >= m_nextLook)
        look(now);
    return m_nextLook;
}

}  // namespace lineside
