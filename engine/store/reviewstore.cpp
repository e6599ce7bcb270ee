// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/reviewstore.h"

#include "store/checksum.h"
#include "store/files.h"
#include "store/recordjson.h"
#include "store/sha256.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace lineside {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::string_view kIdLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
constexpr const char *kEnding = ".part";
constexpr std::size_t kMostBoxes = 4096, kMostOpinions = 64, kMaxText = 512, kMostEntries = 100'000;

[[noreturn]] void refuse(const char *what)
{
    throw std::invalid_argument(what);
}

std::string hashOf(std::string_view bytes)
{
    Sha256 hash;
    hash.add(std::as_bytes(std::span(bytes)));
    return hash.hex();
}

bool isFolderName(const StationId &station)
{
    return !station.empty() && station.size() <= 64 && station.find_first_not_of(kIdLetters) == std::string::npos;
}

ordered_json toJson(const Box &box)
{
    return {box.x1, box.y1, box.x2, box.y2};
}

const json &listOf(const json &j, std::size_t least, std::size_t most)
{
    if (!j.is_array() || j.size() < least || j.size() > most)
        refuse("not a list, or not of the right length");
    return j;
}

float sideFrom(const json &j)
{
    const auto side = j.get<float>();
    if (!std::isfinite(side))
        refuse("a number has no end");
    return side;
}

Box boxFrom(const json &j, std::size_t from = 0)
{
    return {sideFrom(j[from]), sideFrom(j[from + 1]), sideFrom(j[from + 2]), sideFrom(j[from + 3])};
}

std::string textFrom(const json &j)
{
    auto text = j.get<std::string>();
    if (text.size() > kMaxText)
        refuse("a text is too long");
    return text;
}

template <class E>
E enumFrom(const json &j, E last)
{
    const int number = integerFrom<int>(j);
    if (number < 0 || number > static_cast<int>(last))
        refuse("no such word");
    return static_cast<E>(number);
}

ordered_json toJson(const JudgedFrame &judged)
{
    ordered_json boxes = ordered_json::array();
    for (const Detection &d : judged.detections.items)
        boxes.push_back({d.box.x1, d.box.y1, d.box.x2, d.box.y2, d.score, d.classIndex});
    const Judgement &j = judged.judgement;
    return {{"model", toJson(j.model)}, {"verdict", static_cast<int>(j.verdict)}, {"reason", static_cast<int>(j.reason)}, {"label", j.label}, {"boxes", std::move(boxes)}};
}

JudgedFramePtr judgedFrom(const json &j, const FramePtr &frame, const std::shared_ptr<const Labels> &labels)
{
    auto judged = std::make_shared<JudgedFrame>();
    judged->frame = frame;
    judged->judgement = {enumFrom(j.at("verdict"), Verdict::Unknown), enumFrom(j.at("reason"), VerdictReason::NoPicture), textFrom(j.at("label")), modelFrom(j.at("model"))};
    judged->detections.labels = labels;
    for (const json &box : listOf(j.at("boxes"), 0, kMostBoxes)) {
        listOf(box, 6, 6);
        const int kind = integerFrom<int>(box[5]);
        if (kind < 0 || std::cmp_greater_equal(kind, labels->size()))
            refuse("no such class");
        judged->detections.items.push_back({boxFrom(box), sideFrom(box[4]), kind});
    }
    return judged;
}

bool sizeFits(int width, int height)
{
    return width > 0 && height > 0 && width <= kMaxReviewPixels / height;
}

/// The number of a part's file; empty: it is none.
std::optional<std::uint64_t> numberOf(const fs::path &file)
{
    const std::string stem = file.stem().string();
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(stem.data(), stem.data() + stem.size(), number);
    return file.extension() == kEnding && error == std::errc() && end == stem.data() + stem.size() ? std::optional(number) : std::nullopt;
}

template <class Visit>
void eachEntry(const fs::path &folder, Visit &&visit)
{
    std::vector<fs::path> entries;
    std::error_code error;
    for (fs::directory_iterator it(folder, error); !error && it != fs::directory_iterator() && entries.size() < kMostEntries; it.increment(error))
        entries.push_back(it->path());
    for (const fs::path &entry : entries)
        visit(entry);
}

}  // namespace

Result<std::string> reviewFileText(const ReviewPart &part, std::int64_t index, const ReviewOrigin &origin, const ReviewPictures &pictures)
{
    const Image &image = part.frame->active->frame->image;
    if (!pictures.encode)
        return Error{ErrorCode::Unsupported, "nothing here writes pictures"};
    if (!sizeFits(image.width(), image.height()))
        return Error{ErrorCode::InvalidInput, "larger than a kept picture may be"};
    const auto picture = pictures.encode(image.view());
    if (!picture)
        return picture.error();
    ordered_json opinions = ordered_json::array();
    for (const ReviewOpinion &opinion : part.opinions)
        opinions.push_back({opinion.by, static_cast<int>(opinion.truth)});
    const ordered_json head{{"number", part.number},
                            {"index", index},
                            {"failed_by_b", part.failedByB},
                            {"label", part.label},
                            {"box", toJson(part.box)},
                            {"opinions", std::move(opinions)},
                            {"sequence", part.frame->active->frame->sequence},
                            {"size", {image.width(), image.height()}},
                            {"picture_sha256", hashOf(*picture)},
                            {"active_sha256", origin.activeSha256},
                            {"shadow_sha256", origin.shadowSha256},
                            {"active", toJson(*part.frame->active)},
                            {"shadow", toJson(*part.frame->shadow)}};
    std::string text = withChecksum(head.dump(-1, ' ', false, json::error_handler_t::replace), ChecksumForm::OneLine);
    if (text.size() > kMaxReviewHeadBytes || picture->size() > kMaxReviewPictureBytes)
        return Error{ErrorCode::InvalidInput, "larger than a kept part may be"};
    return text.append(1, '\n').append(*picture);
}

Result<ReviewPart> reviewFrom(std::string_view file, std::uint64_t number, const DiscordantPart &told, const ReviewOrigin &origin, const ReviewPictures &pictures)
{
    const std::size_t end = file.substr(0, kMaxReviewHeadBytes + 1).find('\n');
    if (end == std::string_view::npos || file.size() - end - 1 > kMaxReviewPictureBytes)
        return Error{ErrorCode::InvalidInput, "no part that was kept here"};
    const std::string_view head = file.substr(0, end), picture = file.substr(end + 1);
    if (auto whole = verifyChecksum(head, ChecksumForm::OneLine); !whole)
        return whole.error();
    try {
        const json j = json::parse(head);
        if (!j.contains("checksum"))
            refuse("it has no checksum");
        if (integerFrom<std::uint64_t>(j.at("number")) != number || integerFrom<std::int64_t>(j.at("index")) != told.index || j.at("failed_by_b").get<bool>() != told.failedByB
            || j.at("active_sha256").get<std::string>() != origin.activeSha256 || j.at("shadow_sha256").get<std::string>() != origin.shadowSha256)
            return Error{ErrorCode::NotFound, "it is a part of another comparison"};
        const json &size = listOf(j.at("size"), 2, 2);
        const int width = integerFrom<int>(size[0]), height = integerFrom<int>(size[1]);
        if (!sizeFits(width, height) || j.at("picture_sha256").get<std::string>() != hashOf(picture))
            refuse("its picture is another one");
        if (!pictures.decode)
            return Error{ErrorCode::Unsupported, "nothing here reads pictures"};
        auto image = pictures.decode({reinterpret_cast<const std::uint8_t *>(picture.data()), picture.size()}, width, height);
        if (!image)
            return image.error();
        auto frame = std::make_shared<Frame>();
        frame->sequence = integerFrom<std::uint64_t>(j.at("sequence"));
        frame->image = std::move(*image);
        auto compared = std::make_shared<ComparedFrame>();
        compared->active = judgedFrom(j.at("active"), frame, origin.activeLabels);
        compared->shadow = judgedFrom(j.at("shadow"), frame, origin.shadowLabels);
        compared->difference = Difference::Verdict;
        ReviewPart part{number, std::move(compared), boxFrom(listOf(j.at("box"), 4, 4)), textFrom(j.at("label")), told.failedByB};
        for (const json &opinion : listOf(j.at("opinions"), 0, kMostOpinions)) {
            listOf(opinion, 2, 2);
            part.opinions.push_back({textFrom(opinion[0]), enumFrom(opinion[1], Truth::Even)});
        }
        return part;
    } catch (const std::bad_alloc &) {
        return Error{ErrorCode::OutOfMemory, "no memory for the picture"};
    } catch (const std::exception &e) {
        return Error{ErrorCode::InvalidInput, e.what()};
    }
}

Result<void> ReviewStore::write(const WaitingReviews &waiting)
{
    if (!isFolderName(waiting.station))
        return Error{ErrorCode::Unsupported, "no folder may be named " + waiting.station.substr(0, 64)};
    const fs::path folder = m_folder / waiting.station;
    std::map<std::uint64_t, Written> &written = m_written[waiting.station];
    Result<void> first;
    const auto fail = [&first](const Error &error) {
        if (first)
            first = error;
    };
    for (const ReviewPart &part : waiting.parts) {
        if (!part.frame || part.number >= waiting.discordant.size())
            continue;
        const Written now{part.frame->active->frame->capturedAt, part.opinions};
        if (const auto known = written.find(part.number); known != written.end() && known->second == now)
            continue;
        const auto text = reviewFileText(part, waiting.discordant[part.number].index, waiting.origin, m_pictures);
        if (!text) {
            if (text.error().code == ErrorCode::InvalidInput || text.error().code == ErrorCode::Unsupported)
                written[part.number] = now;  // it will not fit the next time either: it is told once, and asked about until the next start
            fail(text.error());
            continue;
        }
        std::error_code error;
        fs::create_directories(folder, error);
        if (const auto replaced = replaceFile(folder / (std::to_string(part.number) + kEnding), *text); replaced)
            written[part.number] = now;
        else
            fail(replaced.error());
    }
    return first;
}

std::vector<ReviewPart> ReviewStore::read(const StationId &station, const std::set<std::uint64_t> &numbers, const std::vector<DiscordantPart> &discordant, const ReviewOrigin &origin)
{
    std::vector<ReviewPart> parts;
    if (!isFolderName(station))
        return parts;
    for (auto newest = numbers.rbegin(); newest != numbers.rend() && std::ssize(parts) < kMostWaitingReviews; ++newest) {
        const std::uint64_t number = *newest;
        const auto file = readSmallFile(m_folder / station / (std::to_string(number) + kEnding), kMaxReviewHeadBytes + 1 + kMaxReviewPictureBytes);
        if (!file || number >= discordant.size())
            continue;
        if (auto part = reviewFrom(*file, number, discordant[number], origin, m_pictures)) {
            m_written[station][number] = {part->frame->active->frame->capturedAt, part->opinions};
            parts.push_back(std::move(*part));
        }
    }
    std::ranges::reverse(parts);
    return parts;
}

void ReviewStore::keepOnly(const std::map<StationId, std::set<std::uint64_t>> &kept)
{
    std::error_code ignored;
    eachEntry(m_folder, [&](const fs::path &folder) {
        const StationId station = folder.filename().string();
        if (!isFolderName(station) || !fs::is_directory(fs::symlink_status(folder, ignored)))
            return;
        const auto wanted = kept.find(station);
        eachEntry(folder, [&](const fs::path &file) {
            const auto number = numberOf(file);
            const bool unfinished = file.extension() == ".lineside-new";
            if (unfinished || (number && (wanted == kept.end() || !wanted->second.contains(*number))))
                fs::remove(file, ignored);
            if (number && (wanted == kept.end() || !wanted->second.contains(*number)))
                m_written[station].erase(*number);
        });
        if (wanted == kept.end())
            fs::remove(folder, ignored);  // stays where something else is in it
    });
    std::erase_if(m_written, [&](const auto &station) { return !kept.contains(station.first); });
}

}  // namespace lineside
