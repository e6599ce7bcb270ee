// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/goldencheck.h"

#include "parts/goldenverdict.h"

#include <string>
#include <utility>

namespace lineside {
namespace {

constexpr std::size_t kMostTold = 20;  ///< frames that a refusal names

std::string saidOf(const GoldenFrame &frame, const PartJudgement &found)
{
    std::string words = std::to_string(frame.id) + ": " + toString(frame.expected) + " expected, " + toString(found.verdict) + " found";
    if (found.reason != VerdictReason::None)
        words += std::string(" (") + toString(found.reason) + (found.label.empty() ? "" : " ") + std::string(found.label) + ")";
    return words;
}

}  // namespace

Result<Image> readGolden(const GoldenStore &store, const GoldenFrame &frame, const std::function<Result<Image>(std::span<const std::uint8_t>, int, int)> &decode)
{
    if (!decode)
        return Error{ErrorCode::Unsupported, "nothing here reads pictures"};
    const auto bytes = store.picture(frame.id);
    if (!bytes)
        return bytes.error();
    auto image = decode({reinterpret_cast<const std::uint8_t *>(bytes->data()), bytes->size()}, frame.width, frame.height);
    if (image && (image->width() != frame.width || image->height() != frame.height))
        return Error{ErrorCode::InvalidInput, store.pictureFile(frame.id).string() + " is of another size"};
    return image;
}

GoldenAnswer askGolden(const GoldenQuestion &question, const GoldenMeans &means)
{
    GoldenAnswer answer;
    answer.unread = question.store->open();
    answer.terms = {question.store->additions(), question.detect, question.rule};
    const std::vector<KeptFrame> frames = question.store->frames();
    std::size_t asked = 0, right = 0, done = 0;
    std::string others;
    for (const KeptFrame &kept : frames) {
        if (means.cancelled()) {
            answer.refusal = Refusal{RefusalReason::Cancelled, {}, {}, {}};
            return answer;
        }
        if (means.onShare)
            means.onShare(static_cast<double>(done++) / static_cast<double>(frames.size()));
        const auto image = readGolden(*question.store, kept.frame, means.decode);
        if (!image) {
            if (image.error().code != ErrorCode::NotFound || question.store->knows(kept.frame.id))  // else it was dropped meanwhile
                answer.unread.push_back({image.error().code, question.store->pictureFile(kept.frame.id).filename().string() + ": " + image.error().detail});
            continue;
        }
        const auto seen = means.detect(image->view());
        if (!seen) {
            answer.refusal = seen.error();
            return answer;
        }
        ++asked;
        const PartJudgement found = judgeFramed(*seen, question.rule, kept.box, kept.frame.label);
        if (meets(kept.frame.expected, found.verdict)) {
            ++right;
            continue;
        }
        if (asked - right <= kMostTold)
            others += (others.empty() ? "" : "; ") + saidOf(kept.frame, found);
        else if (asked - right == kMostTold + 1)
            others += "; ...";
    }
    if (means.onShare)
        means.onShare(1);
    if (right < asked)
        answer.refusal = Refusal{RefusalReason::GoldenFrames, std::to_string(asked), std::to_string(right), std::move(others)};
    return answer;
}

}  // namespace lineside
