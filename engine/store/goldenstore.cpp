// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/goldenstore.h"

#include "store/checksum.h"
#include "store/files.h"
#include "store/recordjson.h"
#include "store/sha256.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <span>
#include <system_error>
#include <utility>

namespace lineside {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t kMaxText = 512;  ///< bytes of a label or of a name
constexpr std::string_view kIdLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
constexpr const char *kList = "golden.json", *kCopy = "golden.copy.json", *kDamaged = "golden.damaged.json";
constexpr std::size_t kMostEntries = 100'000;  ///< that are looked at in a folder

[[noreturn]] void refuse(const char *what)
{
    throw std::invalid_argument(what);
}

std::string textFrom(const json &j)
{
    auto text = j.get<std::string>();
    if (text.size() > kMaxText)
        refuse("a text is too long");
    return text;
}

bool isHash(const std::string &text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

bool sizeFits(int width, int height)
{
    return width > 0 && height > 0 && width <= kMaxGoldenPixels / height;
}

KeptFrame frameFrom(const json &j)
{
    KeptFrame kept;
    GoldenFrame &f = kept.frame;
    f.id = integerFrom<std::uint64_t>(j.at("id"));
    const auto expected = j.at("expected").get<std::string>();
    if (expected != toString(Verdict::Pass) && expected != toString(Verdict::Fail))
        refuse("a golden frame passes or fails");
    f.expected = expected == toString(Verdict::Pass) ? Verdict::Pass : Verdict::Fail;
    f.label = textFrom(j.at("label"));
    f.a = modelFrom(j.at("a"));
    f.b = modelFrom(j.at("b"));
    f.by = textFrom(j.at("by"));
    f.at = timeFrom(integerFrom<std::int64_t>(j.at("at_ms")));
    const json &size = j.at("size");
    if (!size.is_array() || size.size() != 2)
        refuse("a picture has two sides");
    f.width = integerFrom<int>(size[0]);
    f.height = integerFrom<int>(size[1]);
    f.sha256 = j.at("sha256").get<std::string>();
    const json &box = j.at("box");
    if (!box.is_array() || box.size() != 4)
        refuse("a box has four sides");
    kept.box = {box[0].get<float>(), box[1].get<float>(), box[2].get<float>(), box[3].get<float>()};
    for (const float side : {kept.box.x1, kept.box.y1, kept.box.x2, kept.box.y2}) {
        if (!std::isfinite(side))
            refuse("a box has no end");
    }
    if (f.id == 0 || !sizeFits(f.width, f.height) || !isHash(f.sha256))
        refuse("no such golden frame");
    return kept;
}

ordered_json toJson(const KeptFrame &kept)
{
    const GoldenFrame &f = kept.frame;
    return {{"id", f.id},       {"expected", toString(f.expected)}, {"label", f.label}, {"a", lineside::toJson(f.a)}, {"b", lineside::toJson(f.b)}, {"by", f.by},
            {"at_ms", toMs(f.at)}, {"size", {f.width, f.height}},   {"sha256", f.sha256}, {"box", {kept.box.x1, kept.box.y1, kept.box.x2, kept.box.y2}}};
}

std::string hashOf(const std::string &bytes)
{
    Sha256 hash;
    hash.add(std::as_bytes(std::span(bytes)));
    return hash.hex();
}

/// The same part: it need not be the same box to the last bit, but its middle.
bool same(const KeptFrame &a, const KeptFrame &b)
{
    const auto middle = [](float from, float to) { return (from + to) / 2; };
    return a.frame.sha256 == b.frame.sha256 && std::abs(middle(a.box.x1, a.box.x2) - middle(b.box.x1, b.box.x2)) < 1
           && std::abs(middle(a.box.y1, a.box.y2) - middle(b.box.y1, b.box.y2)) < 1;
}

/// The number of a picture's file; empty: it is none.
std::optional<std::uint64_t> numberOf(const fs::path &file)
{
    const std::string stem = file.stem().string();
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(stem.data(), stem.data() + stem.size(), number);
    if (file.extension() != ".png" || error != std::errc() || end != stem.data() + stem.size() || number == 0 || stem.front() == '0')
        return std::nullopt;
    return number;
}

template <class Visit>
void eachPicture(const fs::path &folder, Visit &&visit)
{
    std::error_code error;
    std::size_t entries = 0;
    for (fs::directory_iterator it(folder, error); !error && it != fs::directory_iterator() && ++entries <= kMostEntries; it.increment(error)) {
        if (const auto number = numberOf(it->path()))
            visit(*number);
    }
}

}  // namespace

Result<GoldenIndex> parseGoldenIndex(std::string_view text, const StationId &station)
{
    if (text.size() > kMaxGoldenIndexBytes)
        return Error{ErrorCode::InvalidInput, "too large"};
    if (auto whole = verifyChecksum(text, ChecksumForm::Lines); !whole)
        return whole.error();
    try {
        const json document = json::parse(text);
        if (!document.contains("checksum") || !text.ends_with("\"\n}\n"))
            refuse("it does not end with a checksum");
        if (document.at("station").get<std::string>() != station)
            refuse("it is of another station");
        GoldenIndex index;
        index.next = integerFrom<std::uint64_t>(document.at("next"));
        const json &list = document.at("frames");
        if (!list.is_array() || list.size() > kMostGoldenFrames)
            refuse("\"frames\" is no list that was written here");
        std::uint64_t last = 0;
        for (const json &item : list) {
            index.frames.push_back(frameFrom(item));
            if (index.frames.back().frame.id <= std::exchange(last, index.frames.back().frame.id))
                refuse("the frames are not in their order");
        }
        if (index.next <= last)
            refuse("a number would be used twice");
        return index;
    } catch (const std::exception &e) {
        return Error{ErrorCode::InvalidInput, e.what()};
    }
}

std::string formatGoldenIndex(const GoldenIndex &index, const StationId &station)
{
    ordered_json list = ordered_json::array();
    for (const KeptFrame &frame : index.frames)
        list.push_back(toJson(frame));
    const ordered_json document{{"version", 1}, {"station", station}, {"next", index.next}, {"frames", std::move(list)}};
    return withChecksum(document.dump(2, ' ', false, json::error_handler_t::replace) + "\n", ChecksumForm::Lines);
}

GoldenStore::GoldenStore(const fs::path &dataDir, StationId station) : m_station(std::move(station))
{
    if (!m_station.empty() && m_station.size() <= 64 && m_station.find_first_not_of(kIdLetters) == std::string::npos)
        m_folder = dataDir / "golden" / m_station;
}

std::vector<Error> GoldenStore::open()
{
    const std::lock_guard one(m_disk);
    if (opened())
        return {};
    std::vector<Error> unread;
    GoldenIndex index;
    std::error_code nothing;
    if (!m_folder.empty() && fs::exists(m_folder, nothing)) {
        const auto read = [&](const char *name) -> Result<GoldenIndex> {
            const auto text = readSmallFile(m_folder / name, kMaxGoldenIndexBytes);
            return text ? parseGoldenIndex(*text, m_station) : text.error();
        };
        for (const char *name : {kList, kCopy})
            removeUnfinished(m_folder / name);
        if (auto list = read(kList)) {
            index = std::move(*list);
            removeOrphans(index);
        } else {
            const bool missing = list.error().code == ErrorCode::NotFound;
            if (!missing) {
                // Set aside, not overwritten: whoever looks into it by hand can still see what it says.
                std::error_code ignored;
                fs::rename(m_folder / kList, m_folder / kDamaged, ignored);
                unread.push_back({list.error().code, std::string(kList) + ": " + list.error().detail});
            }
            if (auto copy = read(kCopy))
                index = std::move(*copy);
            eachPicture(m_folder, [&](std::uint64_t number) { index.next = std::max(index.next, number + 1); });  // none is written over
        }
    }
    const std::lock_guard lock(m_mutex);
    m_index = std::move(index);
    m_opened = true;
    return unread;
}

// What a power cut left of a frame that was not in the list yet, or not in it any more.
void GoldenStore::removeOrphans(const GoldenIndex &index) const
{
    std::vector<std::uint64_t> orphans;
    eachPicture(m_folder, [&](std::uint64_t number) {
        if (std::ranges::none_of(index.frames, [&](const KeptFrame &kept) { return kept.frame.id == number; }))
            orphans.push_back(number);
    });
    std::error_code ignored;
    for (const std::uint64_t number : orphans)
        fs::remove(pictureFile(number), ignored);
}

Result<void> GoldenStore::write(const GoldenIndex &index)
{
    const std::string text = formatGoldenIndex(index, m_station);
    if (auto written = replaceFile(m_folder / kList, text); !written)
        return written;
    (void)replaceFile(m_folder / kCopy, text);  // serves where the list cannot be read
    return {};
}

Result<KeptFrame> GoldenStore::keep(KeptFrame kept, const std::string &picture)
{
    const std::lock_guard one(m_disk);
    GoldenFrame &f = kept.frame;
    if (m_folder.empty())
        return Error{ErrorCode::Unsupported, "no folder may be named " + m_station.substr(0, 64)};
    if (picture.size() > kMaxGoldenPictureBytes || !sizeFits(f.width, f.height) || f.label.size() > kMaxText || f.by.size() > kMaxText)
        return Error{ErrorCode::InvalidInput, "larger than a golden frame may be"};
    f.sha256 = hashOf(picture);
    GoldenIndex index;
    {
        const std::lock_guard lock(m_mutex);
        index = m_index;
    }
    if (std::ranges::any_of(index.frames, [&](const KeptFrame &other) { return same(other, kept); }))
        return Error{ErrorCode::InvalidInput, "it is a golden frame already"};
    if (index.frames.size() >= kMostGoldenFrames)
        return Error{ErrorCode::Busy, "there are " + std::to_string(kMostGoldenFrames) + " golden frames"};
    f.id = index.next++;
    std::error_code error;
    fs::create_directories(m_folder, error);
    if (error)
        return Error{ErrorCode::Io, m_folder.string() + ": " + error.message()};
    for (const fs::path &folder : {m_folder.parent_path(), m_folder.parent_path().parent_path()})
        (void)syncFolder(folder);
    if (const auto written = replaceFile(pictureFile(f.id), picture); !written)
        return written.error();
    index.frames.push_back(kept);
    if (const auto written = write(index); !written) {
        fs::remove(pictureFile(f.id), error);
        return written.error();
    }
    const std::lock_guard lock(m_mutex);
    m_index = std::move(index);
    ++m_additions;
    return kept;
}

Result<void> GoldenStore::drop(std::uint64_t id)
{
    const std::lock_guard one(m_disk);
    GoldenIndex index;
    {
        const std::lock_guard lock(m_mutex);
        index = m_index;
    }
    if (std::erase_if(index.frames, [id](const KeptFrame &kept) { return kept.frame.id == id; }) == 0)
        return Error{ErrorCode::NotFound, m_station + " has no golden frame " + std::to_string(id)};
    if (const auto written = write(index); !written)
        return written;
    std::error_code ignored;  // what stays is taken away at the next start
    fs::remove(pictureFile(id), ignored);
    const std::lock_guard lock(m_mutex);
    m_index = std::move(index);
    return {};
}

std::vector<KeptFrame> GoldenStore::frames() const
{
    const std::lock_guard lock(m_mutex);
    return m_index.frames;
}

std::uint64_t GoldenStore::additions() const
{
    const std::lock_guard lock(m_mutex);
    return m_additions;
}

bool GoldenStore::opened() const
{
    const std::lock_guard lock(m_mutex);
    return m_opened;
}

bool GoldenStore::knows(std::uint64_t id) const
{
    const std::lock_guard lock(m_mutex);
    return std::ranges::any_of(m_index.frames, [id](const KeptFrame &kept) { return kept.frame.id == id; });
}

fs::path GoldenStore::pictureFile(std::uint64_t id) const
{
    return m_folder / (std::to_string(id) + ".png");
}

Result<std::string> GoldenStore::picture(std::uint64_t id) const
{
    std::string sha256;
    {
        const std::lock_guard lock(m_mutex);
        const auto known = std::ranges::find_if(m_index.frames, [id](const KeptFrame &kept) { return kept.frame.id == id; });
        if (known == m_index.frames.end())
            return Error{ErrorCode::NotFound, m_station + " has no golden frame " + std::to_string(id)};
        sha256 = known->frame.sha256;
    }
    auto bytes = readSmallFile(pictureFile(id), kMaxGoldenPictureBytes);
    if (bytes && hashOf(*bytes) != sha256)
        return Error{ErrorCode::InvalidInput, pictureFile(id).string() + " is not what was kept"};
    return bytes;
}

}  // namespace lineside
