// SPDX-License-Identifier: GPL-3.0-or-later
// Starts that do not last: they are counted, and after too many of them only what is known to work is loaded, until somebody wants the rest.
#include "core/localengine.h"
#include "store/files.h"

#include <spdlog/spdlog.h>

#include <cmath>
#include <utility>

namespace lineside {
namespace {

constexpr const char *kStartsFile = "starts.json";

}  // namespace

// Whatever is wrong with that file, the line starts: it is there to help.
void LocalEngine::noteStart()
{
    const std::filesystem::path file = m_parts.dataDir / kStartsFile;
    removeUnfinished(file);
    const auto text = readSmallFile(file, kMaxStartsBytes);
    auto before = text ? parseStarts(*text) : Result<Starts>(text.error());
    if (!before && before.error().code != ErrorCode::NotFound)
        spdlog::warn("{} is not believed, so that no earlier start counts: {}", kStartsFile, before.error().detail);
    m_started = m_parts.moment();
    if (before) {
        m_safeMode = decideStart(*before, *m_started, m_parts.safeMode);
        m_loop = counted(*before, *m_started, m_parts.safeMode);
    }
    Starts starts = m_loop;
    starts.push_back(*m_started);
    if (const auto written = replaceFile(file, formatStarts(starts)); !written)
        spdlog::warn("this start is not noted, so that a loop of starts would not be seen: {}", written.error().detail);
}

void LocalEngine::noteOrderlyEnd()
{
    if (m_started)
        writeStarts(m_loop);
}

void LocalEngine::writeStarts(Starts starts)
{
    m_recorder->replace({m_parts.dataDir / kStartsFile}, formatStarts(starts), [](const Result<void> &written) {
        if (!written)
            spdlog::warn("{} is not up to date: {}", kStartsFile, written.error().detail);
    });
}

void LocalEngine::tellSafeMode()
{
    const std::string loop = std::to_string(m_safeMode->starts) + " starts in " + std::to_string(std::lround(m_safeMode->seconds)) + " s ended without being told to";
    spdlog::error("safe mode: {}; only what is known to work is loaded", loop);
    record({0, {}, EventKind::SafeModeBegun, {}, {}, {}, {}, {}, {}, loop});
}

// What was on air may be what ends the program; it stays one step away, for who knows better.
void LocalEngine::setBack(Station &s)
{
    const auto to = s.desired.proven, from = s.desired.active;
    if (!to || to == from || !m_store.find(*to))
        return;
    s.desired.previous = from;
    s.desired.active = to;
    if (s.desired.offered == to)
        s.desired.offered.reset();
    record({0, {}, EventKind::SetBack, s.config.id, from, to, {}, {}, {}, {}});
}

void LocalEngine::leaveSafeMode(Done done, Actor actor)
{
    post([this, done = std::move(done), actor = std::move(actor)] {
        if (!m_safeMode)
            return done({});
        m_safeMode.reset();
        m_loop.clear();
        writeStarts({*m_started});
        record({0, {}, EventKind::SafeModeEnded, {}, {}, {}, {}, {}, {}, {}}, actor);
        for (const auto &s : m_stations)
            restoreOthers(*s);
        if (std::exchange(m_starterLeftOut, false))
            importStarter();
        if (!m_watched.watch)
            watchFolder(m_watched.folder);
        publish();
        done({});
    });
}

void LocalEngine::lookAtProofs()
{
    bool news = false;
    for (const auto &s : m_stations) {
        const ModelHandle active = s->pipeline->active();
        if (!active || s->desired.active != active->id || s->desired.proven == s->desired.active
            || !s->proof.look(m_parts.clock->now(), s->pipeline->judged(), m_parts.safeMode.proven))
            continue;
        s->desired.proven = s->desired.active;
        news = true;
    }
    if (!news)
        return;
    saveDesired();
    publish();
}

void LocalEngine::forgetProven(const ModelId &model)
{
    const auto forget = [&model](DesiredModels &desired) {
        if (desired.proven != model)
            return false;
        desired.proven.reset();
        return true;
    };
    bool news = false;
    for (const auto &s : m_stations)
        news |= forget(s->desired);
    for (auto &[id, desired] : m_absent)
        news |= forget(desired);
    if (news)
        saveDesired();
}

void LocalEngine::whenAlive(std::chrono::milliseconds patience, std::function<void()> answer)
{
    post([this, patience, answer = std::move(answer)] {
        const auto since = m_inference ? m_inference->busySince() : std::nullopt;
        if (!since || std::chrono::steady_clock::now() - *since <= patience)
            answer();
    });
}

}  // namespace lineside
