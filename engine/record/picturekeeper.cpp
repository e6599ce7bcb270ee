// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/picturekeeper.h"

#include "base/writeall.h"
#include "record/recordtime.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cerrno>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace lineside {
namespace {

namespace fs = std::filesystem;

bool isLike(std::string_view text, std::string_view pattern)
{
    return text.size() == pattern.size() && std::ranges::equal(text, pattern, [](char c, char p) { return p == '0' ? c >= '0' && c <= '9' : c == p; });
}

bool isDay(std::string_view name)
{
    return isLike(name, "0000-00-00");
}

constexpr std::string_view kTime = "000000.000000";

bool isPicture(std::string_view name)
{
    return name.size() > kTime.size() && isLike(name.substr(0, kTime.size()), kTime) && name.ends_with(".jpg");
}

/// "2026-03-01" and "074512.000250"
std::pair<std::string, std::string> dayAndTime(WallTime at)
{
    const std::string iso = isoTime(at);  // 2026-03-01T07:45:12.000250Z
    std::string time = iso.substr(11, 15);
    std::erase(time, ':');
    return {iso.substr(0, 10), time};
}

Error writeError(const fs::path &file, int error)
{
    return {error == ENOSPC || error == EDQUOT ? ErrorCode::DiskFull : ErrorCode::Io, file.string() + ": " + std::generic_category().message(error)};
}

Result<void> writeFile(const fs::path &file, std::span<const std::uint8_t> bytes)
{
    const fs::path unfinished = file.parent_path() / ('.' + file.filename().string() + ".part");
    const int fd = ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0)
        return writeError(file, errno);
    // Not synced: a power cut may take the newest pictures, and a picture is not worth a wait for the disk.
    int error = writeAll(fd, std::as_bytes(bytes)) ? 0 : errno;
    if (::close(fd) != 0 && error == 0)
        error = errno;
    if (error == 0 && ::rename(unfinished.c_str(), file.c_str()) != 0)
        error = errno;
    if (error == 0)
        return {};
    ::unlink(unfinished.c_str());
    return writeError(file, error);
}

}  // namespace

fs::path picturesFolderOf(const fs::path &dataDir)
{
    return dataDir / "pictures";
}

PictureKeeper::PictureKeeper(fs::path folder, Encode encode, std::shared_ptr<EndingTaskRunner> thread, const Clock &clock, Events events, const RecordingPolicy &kept)
    : m_folder(std::move(folder)), m_encode(std::move(encode)), m_clock(clock), m_events(std::move(events)), m_kept(kept), m_thread(std::move(thread))
{
}

PictureKeeper::~PictureKeeper()
{
    m_thread->stop();
}

std::string PictureKeeper::keep(const StationId &station, FramePtr picture, WallTime at)
{
    const auto [day, time] = dayAndTime(at);
    std::string name = station + '/' + day + '/' + time + '-' + std::to_string(picture->sequence) + ".jpg";
    {
        const std::lock_guard lock(m_mutex);
        if (m_waiting.size() >= kMostWaiting) {
            miss({ErrorCode::Busy, "pictures come quicker than they can be written"});
            return {};
        }
        m_waiting.push_back({name, std::move(picture)});
        if (std::exchange(m_writePosted, true))
            return name;
    }
    m_thread->post([this] { write(); });
    return name;
}

void PictureKeeper::limit(const RecordingPolicy &kept)
{
    {
        const std::lock_guard lock(m_mutex);
        m_kept = kept;
    }
    tick();
}

void PictureKeeper::tick()
{
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_tickPosted, true))
            return;
    }
    m_thread->post([this] {
        {
            const std::lock_guard lock(m_mutex);
            m_tickPosted = false;
            if (m_trouble && m_written && m_clock.now() - m_missedAt >= kQuiet) {
                m_trouble = false;
                if (m_events.ended)
                    m_events.ended(m_leftOut - m_leftOutBefore);
            }
        }
        look();
        shorten();
    });
}

std::uint64_t PictureKeeper::leftOut() const
{
    const std::lock_guard lock(m_mutex);
    return m_leftOut;
}

void PictureKeeper::miss(Error error)
{
    if (!std::exchange(m_trouble, true)) {
        m_leftOutBefore = m_leftOut;
        spdlog::error("pictures of parts are not kept: {}", error.detail);
        m_events.begun({m_clock.wallNow(), std::move(error)});
    }
    ++m_leftOut;
    m_missedAt = m_clock.now();
    m_written = false;
}

void PictureKeeper::write()
{
    look();  // before there is a new one, so that none is counted twice
    for (;;) {
        Waiting next;
        {
            const std::lock_guard lock(m_mutex);
            if (m_waiting.empty()) {
                m_writePosted = false;
                return;
            }
            next = std::move(m_waiting.front());
            m_waiting.pop_front();
        }
        const auto written = writeOne(next);
        const std::lock_guard lock(m_mutex);
        if (!written)
            miss(written.error());
        else
            m_written = true;
    }
}

Result<void> PictureKeeper::writeOne(const Waiting &waiting)
{
    const auto bytes = m_encode(waiting.picture->image.view());
    if (!bytes)
        return bytes.error();
    const fs::path file = m_folder / waiting.name;
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    if (error)
        return writeError(file, error.value());
    if (const auto written = writeFile(file, *bytes); !written)
        return written.error();
    const fs::path place(waiting.name);
    m_days[place.parent_path().filename().string()].insert(place.begin()->string());
    m_bytes += bytes->size();
    return {};
}

/// What is there from before; once.
void PictureKeeper::look()
{
    if (std::exchange(m_looked, true))
        return;
    std::error_code error, ignored;
    for (fs::directory_iterator station(m_folder, error); !error && station != fs::directory_iterator(); station.increment(error)) {
        if (!fs::is_directory(station->symlink_status(ignored)))
            continue;
        std::error_code dayError;
        for (fs::directory_iterator day(station->path(), dayError); !dayError && day != fs::directory_iterator(); day.increment(dayError)) {
            const std::string name = day->path().filename().string();
            if (!isDay(name) || !fs::is_directory(day->symlink_status(ignored)))
                continue;
            m_days[name].insert(station->path().filename().string());
            std::error_code fileError;
            for (fs::directory_iterator file(day->path(), fileError); !fileError && file != fs::directory_iterator(); file.increment(fileError)) {
                const std::string picture = file->path().filename().string();
                if (!fs::is_regular_file(file->symlink_status(ignored)))
                    continue;
                if (picture.starts_with('.') && picture.ends_with(".part")) {
                    fs::remove(file->path(), ignored);  // of an end in the middle of it
                } else if (isPicture(picture)) {
                    const auto size = file->file_size(ignored);
                    m_bytes += ignored ? 0 : size;
                }
            }
        }
    }
}

void PictureKeeper::shorten()
{
    RecordingPolicy kept;
    {
        const std::lock_guard lock(m_mutex);
        kept = m_kept;
    }
    const auto oldest = m_days.begin();
    if (oldest == m_days.end())
        return;
    const auto [lastDay, lastTime] = kept.pictureDays > 0 ? dayAndTime(m_clock.wallNow() - std::chrono::days(kept.pictureDays)) : std::pair<std::string, std::string>();
    const auto tooLarge = [&] { return kept.maxPictureBytes > 0 && m_bytes > kept.maxPictureBytes; };
    if (!tooLarge() && !(oldest->first <= lastDay))
        return;
    struct File {
        std::string time;
        fs::path path;
    };
    std::vector<File> files;
    std::error_code error, ignored;
    for (const StationId &station : oldest->second) {
        for (fs::directory_iterator file(m_folder / station / oldest->first, error); !error && file != fs::directory_iterator(); file.increment(error)) {
            std::string name = file->path().filename().string();
            if (isPicture(name) && fs::is_regular_file(file->symlink_status(ignored)))
                files.push_back({std::move(name), file->path()});
        }
    }
    const std::size_t step = std::min(kStep, files.size());
    std::ranges::partial_sort(files, files.begin() + static_cast<std::ptrdiff_t>(step), {}, &File::time);
    std::size_t removed = 0;
    for (; removed < step; ++removed) {
        const File &file = files[removed];
        if (!tooLarge() && std::pair(oldest->first, file.time.substr(0, kTime.size())) >= std::pair(lastDay, lastTime))
            break;
        const auto size = fs::file_size(file.path, ignored);
        const std::uint64_t bytes = ignored ? 0 : size;
        fs::remove(file.path, error);
        if (error) {
            spdlog::warn("an old picture cannot be removed: {}: {}", file.path.string(), error.message());
            return;  // again at the next tick
        }
        m_bytes -= std::min(m_bytes, bytes);
    }
    if (removed < files.size())
        return;
    for (const StationId &station : oldest->second)
        fs::remove(m_folder / station / oldest->first, ignored);  // stays where something else is in it
    m_days.erase(oldest);
}

}  // namespace lineside
