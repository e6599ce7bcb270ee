// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recorder.h"

#include "store/files.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <utility>

namespace lineside {
namespace {

constexpr std::size_t kMaxWaitingLines = 100000;  // some 30 MB: days of events on a disk that nobody frees

}  // namespace

Recorder::Recorder(const std::filesystem::path &dataDir, std::shared_ptr<EndingTaskRunner> thread, Trouble trouble)
    : m_stateFile(dataDir / "state.json"), m_stateCopy(dataDir / "state.copy.json"), m_canaryFile(dataDir / "canary.json"), m_trouble(std::move(trouble)),
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

void Recorder::append(std::string historyObject)
{
    m_thread->post([this, line = std::move(historyObject)]() mutable {
        m_lines.push_back(std::move(line));
        if (m_lines.size() > kMaxWaitingLines) {
            spdlog::error("given up for want of disk space: {}", m_lines.front());
            m_lines.pop_front();
        }
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
        if (m_failing)
            (void)flush();
    });
}

Result<void> Recorder::flush()
{
    const auto attempt = [this]() -> Result<void> {
        const auto write = [](std::optional<std::string> &text, const std::vector<std::filesystem::path> &files) -> Result<void> {
            for (std::size_t i = 0; text && i < files.size(); ++i) {
                if (auto written = replaceFile(files[i], *text); !written)
                    return written;
            }
            text.reset();
            return {};
        };
        // What runs where comes before the history: a restart depends on it.
        if (auto written = write(m_toBeCarriedOut, {m_canaryFile}); !written)
            return written;
        if (auto written = write(m_state, {m_stateFile, m_stateCopy}); !written)
            return written;
        if (auto written = write(m_carriedOut, {m_canaryFile}); !written)
            return written;
        while (!m_lines.empty()) {
            if (auto written = m_history.append(m_lines.front()); !written)
                return written;
            m_lines.pop_front();
        }
        return {};
    };
    Result<void> result = attempt();
    if (result.ok() == m_failing) {
        m_failing = !result;
        if (m_failing)
            spdlog::error("what runs where and the history cannot be saved: {}", result.error().detail);
        m_trouble(m_failing ? std::optional(result.error()) : std::nullopt);
    }
    return result;
}

}  // namespace lineside
