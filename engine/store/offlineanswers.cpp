// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/offlineanswers.h"

#include "store/checksum.h"
#include "store/configfile.h"
#include "store/files.h"
#include "store/recordjson.h"
#include "store/sha256.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <span>
#include <stdexcept>
#include <utility>

namespace lineside {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t kMostBytesOfOne = kMostOfflineAnswersBytes / (2 * kMostAnsweredComparisons);  ///< of the texts in the answers of a comparison
constexpr std::size_t kLongestText = 4096;
constexpr std::size_t kKeyDigits = 64;

bool failsByB(const OfflineDisagreement &place)
{
    return place.b == Verdict::Fail || place.b == Verdict::Unsure;
}

std::string textFrom(const json &j)
{
    std::string text = j.get<std::string>();
    if (text.size() > kLongestText)
        throw std::invalid_argument("too long a text");
    return text;
}

float coordinateFrom(const json &j)
{
    const double value = j.get<double>();
    if (!(std::abs(value) <= 1e6))
        throw std::out_of_range("no such place in a picture");
    return static_cast<float>(value);
}

OfflineAnswer answerFrom(const json &j)
{
    const json &box = j.at("box");
    const int truth = integerFrom<int>(j.at("truth"));
    if (!box.is_array() || box.size() != 4 || truth <= static_cast<int>(Truth::Unknown) || truth > static_cast<int>(Truth::Even))
        throw std::invalid_argument("no such answer");
    return {textFrom(j.at("picture")), textFrom(j.at("label")), {coordinateFrom(box[0]), coordinateFrom(box[1]), coordinateFrom(box[2]), coordinateFrom(box[3])}, j.at("failed_by_b").get<bool>(), static_cast<Truth>(truth),
            textFrom(j.at("by"))};
}

ordered_json toJson(const OfflineAnswer &a)
{
    return {{"picture", a.picture}, {"label", a.label}, {"box", {a.box.x1, a.box.y1, a.box.x2, a.box.y2}}, {"failed_by_b", a.failedByB}, {"truth", static_cast<int>(a.truth)}, {"by", a.by}};
}

}  // namespace

bool OfflineAnswer::isOf(const OfflineDisagreement &place) const
{
    const auto near = [](float x, float y) { return std::abs(x - y) <= 1; };
    return place.picture == picture && place.label == label && failsByB(place) == failedByB && near(place.box.x1, box.x1) && near(place.box.y1, box.y1) && near(place.box.x2, box.x2) && near(place.box.y2, box.y2);
}

std::string comparisonKey(const OfflineRequest &request, const std::string &sha256OfA, const std::string &sha256OfB, const StationConfig &counts)
{
    Config config;
    config.stations.emplace_back();
    StationConfig &station = config.stations.back();
    station.id = station.name = "counts";
    station.rule = counts.rule;
    station.detect = counts.detect;
    station.comparison = counts.comparison;
    const std::string settings = request.station.empty() ? std::string() : formatConfig(config);
    Sha256 sum;
    for (const std::string &part : {sha256OfA, sha256OfB, request.input.string(), request.labels.string(), std::string(request.sequence ? "sequence" : "stills"), settings}) {
        const std::string whole = std::to_string(part.size()) + ':' + part;
        sum.add(std::as_bytes(std::span(whole)));
    }
    return sum.hex();
}

std::vector<OfflineAnswer> answersOf(const OfflineReport &report, const std::vector<OfflineAnswer> &before)
{
    std::vector<OfflineAnswer> answers;
    std::size_t bytes = 0;
    const auto add = [&](OfflineAnswer answer) {
        bytes += answer.picture.size() + answer.label.size() + answer.by.size();
        const bool fits = bytes <= kMostBytesOfOne && std::max({answer.picture.size(), answer.label.size(), answer.by.size()}) <= kLongestText;
        if (fits && answers.size() < OfflineReport::kMaxDisagreements)
            answers.push_back(std::move(answer));
    };
    for (const OfflineDisagreement &place : report.disagreements) {
        if (!place.truth && place.review != Truth::Unknown)
            add({place.picture, place.label, place.box, failsByB(place), place.review, place.reviewedBy});
    }
    for (const OfflineAnswer &answer : before) {
        if (std::ranges::none_of(report.disagreements, [&](const OfflineDisagreement &place) { return answer.isOf(place); }))
            add(answer);
    }
    return answers;
}

std::string offlineAnswersText(const std::vector<OfflineAnswers> &all)
{
    ordered_json list = ordered_json::array();
    for (const OfflineAnswers &c : all) {
        ordered_json answers = ordered_json::array();
        for (const OfflineAnswer &a : c.answers)
            answers.push_back(toJson(a));
        list.push_back({{"of", c.of}, {"answers", std::move(answers)}});
    }
    // Names of files are bytes: what is no text in them is written as such, and is not found again.
    return ordered_json{{"comparisons", std::move(list)}}.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

Result<std::vector<OfflineAnswers>> offlineAnswersFrom(std::string_view text)
{
    if (text.size() > kMostOfflineAnswersBytes)
        return Error{ErrorCode::InvalidInput, "too long"};
    try {
        const json whole = json::parse(text);
        const json &list = whole.at("comparisons");
        if (!list.is_array() || list.size() > kMostAnsweredComparisons)
            throw std::invalid_argument("not a list of comparisons");
        std::vector<OfflineAnswers> all;
        for (const json &c : list) {
            OfflineAnswers one;
            one.of = c.at("of").get<std::string>();
            const json &answers = c.at("answers");
            if (one.of.size() != kKeyDigits || !answers.is_array() || answers.size() > OfflineReport::kMaxDisagreements)
                throw std::invalid_argument("no answers to a comparison");
            for (const json &a : answers)
                one.answers.push_back(answerFrom(a));
            all.push_back(std::move(one));
        }
        return all;
    } catch (const std::exception &error) {
        return Error{ErrorCode::InvalidInput, error.what()};
    }
}

Result<void> OfflineAnswerFile::read()
{
    if (std::exchange(m_read, true))
        return {};
    const auto text = readSmallFile(m_file, kMostOfflineAnswersBytes);
    if (!text)
        return text.error().code == ErrorCode::NotFound ? Result<void>() : Result<void>(text.error());
    if (const auto whole = verifyChecksum(*text, ChecksumForm::OneLine); !whole)
        return whole.error();
    auto all = offlineAnswersFrom(*text);
    if (!all)
        return all.error();
    m_all = *std::move(all);
    return {};
}

Result<std::vector<OfflineAnswer>> OfflineAnswerFile::of(const std::string &key)
{
    const std::lock_guard lock(m_mutex);
    if (const auto there = read(); !there)
        return there.error();
    const auto found = std::ranges::find(m_all, key, &OfflineAnswers::of);
    return found == m_all.end() ? std::vector<OfflineAnswer>() : found->answers;
}

Result<void> OfflineAnswerFile::keep(const std::string &key, const OfflineReport &report)
{
    const std::lock_guard lock(m_mutex);
    (void)read();  // what cannot be read is replaced
    OfflineAnswers now{key, {}};
    const auto known = std::ranges::find(m_all, key, &OfflineAnswers::of);
    now.answers = answersOf(report, known == m_all.end() ? std::vector<OfflineAnswer>() : known->answers);
    if (known != m_all.end())
        m_all.erase(known);
    if (!now.answers.empty())
        m_all.insert(m_all.begin(), std::move(now));
    if (m_all.size() > kMostAnsweredComparisons)
        m_all.resize(kMostAnsweredComparisons);
    std::string text = withChecksum(offlineAnswersText(m_all), ChecksumForm::OneLine);
    while (text.size() > kMostOfflineAnswersBytes) {  // of names that are longer once they are written
        m_all.pop_back();
        text = withChecksum(offlineAnswersText(m_all), ChecksumForm::OneLine);
    }
    return replaceFile(m_file, text, kSecretMode);
}

}  // namespace lineside
