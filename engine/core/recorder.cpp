// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recorder.h"

#include "store/files.h"
#include "store/historyline.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <utility>

namespace lineside {
namespace {

/// Whoever cut off such a line would hide what judged.
bool changesWhatIsOnAir(EventKind kind)
{
    switch (kind) {
    case EventKind::Promoted:
    case EventKind::RolledBack:
    case EventKind::ModelFailed:
    case EventKind::SetBack:
    case EventKind::CanaryBegun:
    case EventKind::CanaryStepBegun:
    case EventKind::CanaryRolledBack:
    case EventKind::CanaryAborted:
    case EventKind::CanaryDone: return true;
    default: return false;
    }
}

}  // namespace

Recorder::Recorder(const std::filesystem::path &dataDir, std::shared_ptr<EndingTaskRunner> thread, const Clock &clock, Trouble trouble, std::size_t mostWaiting)
    : m_stateFile(dataDir / "state.json"), m_stateCopy(dataDir / "state.copy.json"), m_canaryFile(dataDir / "canary.json"), m_trouble(std::move(trouble)), m_clock(clock), m_mostWaiting(mostWaiting),
      m_history(dataDir, std::chrono::system_clock::now), m_thread(std::move(thread))
{
}

Recorder::~Recorder()
{
    m_thread->stop();
}

void Recorder::saveState(std::string text, Done done)
{
    m_thread->post([this, text = std::move(text), done = std::move(done)]() mutable {
        m_state = std::move(text);  // only the newest counts
        done(flush());
    });
}

void Recorder::saveCanary(std::string text, CanaryWord word)
{
    m_thread->post([this, text = std::move(text), word]() mutable {
        m_carriedOut.reset();  // of another step
        (word == CanaryWord::CarriedOut ? m_carriedOut : m_toBeCarriedOut) = std::move(text);
        (void)flush();  // told as trouble
    });
}

void Recorder::append(const HistoryEvent &event)
{
    m_thread->post([this, line = Line{event.sequence, formatHistoryObject(event)}, onAir = changesWhatIsOnAir(event.kind)]() mutable {
        m_lines.push_back(std::move(line));
        if (m_lines.size() > m_mostWaiting)
            giveUpOldest();
        (void)flush();  // told as trouble
        if (onAir)
            signBehindWhatWaits();
    });
}

void Recorder::giveUpOldest()
{
    const Line &line = m_lines.front();
    spdlog::error("given up for want of disk space: {}", line.object);
    m_givenUp = {m_givenUp.count + 1, line.sequence, std::chrono::system_clock::now()};
    m_lines.pop_front();
}

// Once for all stations that change together, and not before what is waited for: what runs where.
void Recorder::signBehindWhatWaits()
{
    m_thread->post([this] {
        m_toBeSigned = true;
        (void)flush();  // told as trouble
    });
}

void Recorder::signHistory()
{
    m_thread->post([this] {
        if (const auto written = m_lines.empty() ? m_history.sign() : Result<void>(); !written)
            spdlog::warn("the history is not signed at its end: {}", written.error().detail);
    });
}

void Recorder::replace(std::vector<std::filesystem::path> files, std::string text, Done done)
{
    m_thread->post([files = std::move(files), text = std::move(text), done = std::move(done)] {
        Result<void> written;
        for (std::size_t i = 0; i < files.size() && written; ++i)
            written = replaceFile(files[i], text);
        done(written);
    });
}

void Recorder::retry()
{
    m_thread->post([this] {
        const bool due = m_unsignedSince && m_clock.now() - *m_unsignedSince >= kLongestUnsigned;
        m_toBeSigned = m_toBeSigned || due;
        if (m_failing || due)
            (void)flush();
    });
}

Result<void> Recorder::flush()
{
    Result<void> result = write();
    if (result.ok() == m_failing) {
        m_failing = !result;
        if (m_failing)
            spdlog::error("what runs where and the history cannot be saved: {}", result.error().detail);
        m_trouble(m_failing ? std::optional(result.error()) : std::nullopt, m_failing ? 0 : std::exchange(m_told, 0));
    }
    return result;
}

Result<void> Recorder::write()
{
    const auto replaceAll = [](std::optional<std::string> &text, const std::vector<std::filesystem::path> &files) -> Result<void> {
        for (std::size_t i = 0; text && i < files.size(); ++i) {
            if (auto written = replaceFile(files[i], *text); !written)
                return written;
        }
        text.reset();
        return {};
    };
    // What runs where comes before the history: a restart depends on it.
    if (auto written = replaceAll(m_toBeCarriedOut, {m_canaryFile}); !written)
        return written;
    if (auto written = replaceAll(m_state, {m_stateFile, m_stateCopy}); !written)
        return written;
    if (auto written = replaceAll(m_carriedOut, {m_canaryFile}); !written)
        return written;
    if (m_givenUp.count > 0) {
        // In the place of the newest of them: no other line has its number, but one that it would have completed.
        HistoryEvent missing{m_givenUp.last, m_givenUp.at, EventKind::NotSaved, {}, {}, {}, "history.jsonl", {}, {}, std::to_string(m_givenUp.count)};
        if (auto written = writeLine(formatHistoryObject(missing)); !written)
            return written;
        m_told += std::exchange(m_givenUp, {}).count;
    }
    for (; !m_lines.empty(); m_lines.pop_front()) {
        if (auto written = writeLine(m_lines.front().object); !written)
            return written;
    }
    if (m_toBeSigned) {
        if (auto written = m_history.sign(); !written)
            return written;
        m_toBeSigned = false;
        m_unsignedSince.reset();
    }
    return {};
}

Result<void> Recorder::writeLine(const std::string &object)
{
    auto written = m_history.append(object);
    if (written && !m_unsignedSince)
        m_unsignedSince = m_clock.now();
    return written;
}

}  // namespace lineside
