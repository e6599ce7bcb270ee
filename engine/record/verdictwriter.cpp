// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/verdictwriter.h"

#include "record/recordfile.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace lineside {

void VerdictWriter::Waiting::clear()
{
    for (std::size_t i = 0; i < used; ++i) {
        parts[i].part.labels = nullptr;  // of a model that may leave the memory
        parts[i].part.modelSha256 = nullptr;
    }
    used = 0;
    missing.clear();
}

VerdictWriter::VerdictWriter(std::filesystem::path file, std::shared_ptr<EndingTaskRunner> thread, const Clock &clock, Events events, Limits limits)
    : m_file(std::move(file)), m_clock(clock), m_events(std::move(events)), m_limits(limits), m_kept(limits.kept), m_thread(std::move(thread))
{
    m_filling.parts.resize(m_limits.waiting);
    m_writing.parts.resize(m_limits.waiting);
    tick();  // opens it before the first part comes, so that a bad end from then on is seen
}

VerdictWriter::~VerdictWriter()
{
    m_thread->post([this] { end(); });
    m_thread->stop();  // whoever else has it: its tasks use this one
}

void VerdictWriter::add(const StationId &station, const FinishedPart &part, std::string_view lot, std::string_view picture)
{
    {
        const std::lock_guard lock(m_mutex);
        const std::uint64_t number = ++m_numbers[station];
        if (m_filling.used == m_filling.parts.size())
            return miss(station, number, part.at);
        WaitingPart &waiting = m_filling.parts[m_filling.used++];
        waiting.station = station;
        waiting.lot = lot;
        waiting.picture = picture;
        waiting.number = number;
        waiting.part = part;
        if (m_filling.used != m_limits.batch)
            return;
    }
    tick();
}

void VerdictWriter::miss(const StationId &station, std::uint64_t number, WallTime at)
{
    const auto known = std::find_if(m_filling.missing.begin(), m_filling.missing.end(), [&](const MissingParts &m) { return m.station == station; });
    if (known == m_filling.missing.end()) {
        m_filling.missing.push_back({station, at, at, 1, number});
    } else {
        known->to = at;
        ++known->parts;
        known->last = number;
    }
    begin({at, {ErrorCode::Busy, "the disk is slower than the line"}});
}

void VerdictWriter::begin(const RecordTrouble &trouble)
{
    if (std::exchange(m_trouble, true))
        return;
    spdlog::error("verdicts do not reach the record: {}", trouble.error.detail);
    m_events.trouble(trouble);
}

void VerdictWriter::tick()
{
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_posted, true))
            return;
    }
    m_thread->post([this] { flush(); });
}

void VerdictWriter::keep(const RecordingPolicy &kept)
{
    {
        const std::lock_guard lock(m_mutex);
        m_kept = kept;
    }
    tick();
}

void VerdictWriter::flush()
{
    RecordingPolicy kept;
    {
        const std::lock_guard lock(m_mutex);
        m_posted = false;
        kept = m_kept;
    }
    Result<void> done = open();
    while (done && take())
        done = write();
    if (done)
        done = attempt([this, &kept] { return m_table->shorten(kept, m_clock.wallNow()); });
    const std::int64_t hour = hourOf(microsecondsOf(m_clock.wallNow()));
    if (done && m_hour.value_or(hour) != hour)
        seal();
    if (done || !m_hour)
        m_hour = hour;
    const std::lock_guard lock(m_mutex);
    if (!done) {
        const Waiting &first = m_writing.empty() ? m_filling : m_writing;
        begin({first.used ? first.parts.front().part.at : m_clock.wallNow(), done.error()});
    } else if (m_filling.missing.empty() && std::exchange(m_trouble, false)) {
        m_events.trouble(std::nullopt);
    }
}

void VerdictWriter::end()
{
    flush();
    if (!m_table || !m_writing.empty())
        return;  // the next start finds that this one did not end in order, and notes a gap
    seal();
    if (const auto noted = m_table->noteEnd(); !noted)
        spdlog::warn("the record of verdicts is not closed in order: {}", noted.error().detail);
}

bool VerdictWriter::take()
{
    if (!m_writing.empty())
        return true;  // what could not be written before
    const std::lock_guard lock(m_mutex);
    std::swap(m_filling, m_writing);
    return !m_writing.empty();
}

Result<void> VerdictWriter::write()
{
    const auto written = attempt([this] { return m_table->write(std::span(m_writing.parts).first(m_writing.used), m_writing.missing); });
    if (written)
        m_writing.clear();
    return written;
}

Result<void> VerdictWriter::attempt(const std::function<Result<void>()> &work)
{
    Result<void> done = work();
    if (!done && done.error().code == ErrorCode::InvalidInput) {
        if (auto anew = startAnew(done.error()); !anew)
            return anew;
        done = work();
    }
    if (!done && done.error().code != ErrorCode::DiskFull && done.error().code != ErrorCode::Busy)
        m_table.reset();  // what failed is not trusted: the next attempt begins with what is on the disk
    return done;
}

void VerdictWriter::learnSealed()
{
    if (!m_events.sealedUpTo || std::exchange(m_asked, true))
        return;
    auto known = m_events.sealedUpTo();
    if (known)
        m_sealed = std::move(*known);
    else
        beginUnsealed({known.error().code, "the history does not say up to where it is sealed: " + known.error().detail});
}

void VerdictWriter::beginUnsealed(const Error &error)
{
    spdlog::error("what is recorded could not be sealed: {}", error.detail);
    if (!std::exchange(m_unsealed, true) && m_events.sealTrouble)
        m_events.sealTrouble(RecordTrouble{m_clock.wallNow(), error});
}

void VerdictWriter::seal()
{
    if (!m_sealed || !m_table)
        return;
    const auto seals = m_table->seal();
    if (!seals)
        return beginUnsealed(seals.error());
    for (const StationSeal &s : *seals)
        (*m_sealed)[s.station] = s.seal.last;
    if (!seals->empty())
        m_events.sealed(*seals);
    if (std::exchange(m_unsealed, false) && m_events.sealTrouble)
        m_events.sealTrouble(std::nullopt);
}

Result<void> VerdictWriter::open()
{
    if (m_table)
        return {};
    learnSealed();
    auto table = VerdictTable::open(m_file, m_clock.wallNow(), m_opened);
    if (!table && table.error().code == ErrorCode::InvalidInput)
        return startAnew(table.error());
    if (!table)
        return table.error();
    m_table = std::move(*table);
    m_table->setSealed(m_sealed.value_or(std::map<StationId, std::int64_t, std::less<>>()));
    m_opened = true;
    return {};
}

Result<void> VerdictWriter::startAnew(const Error &damage)
{
    m_table.reset();
    m_opened = false;
    const auto aside = putRecordAside(m_file);
    if (!aside)
        return aside.error();
    spdlog::error("the record of verdicts is damaged and was put aside as {}: {}", *aside, damage.detail);
    if (m_events.putAside)
        m_events.putAside(*aside, damage);
    auto table = VerdictTable::open(m_file, m_clock.wallNow(), false);
    if (!table)
        return table.error();
    m_table = std::move(*table);
    m_table->setSealed(m_sealed.value_or(std::map<StationId, std::int64_t, std::less<>>()));
    m_opened = true;
    return {};
}

}  // namespace lineside
