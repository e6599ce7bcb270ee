// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/trialrecord.h"

#include "store/checksum.h"
#include "store/recordjson.h"

#include <cmath>

namespace lineside {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

double notNegative(const json &j)
{
    const auto number = j.get<double>();
    if (!std::isfinite(number) || number < 0)
        throw std::out_of_range("a number below nothing");
    return number;
}

TrialRecord recordFrom(const json &j)
{
    TrialRecord record;
    TrialConditions &under = record.conditions;
    under.sha256 = j.at("sha256").get<std::string>();
    under.identity = j.at("identity").get<std::string>();
    under.lanes = integerFrom<int>(j.at("lanes"));
    under.settings.confidence = static_cast<float>(notNegative(j.at("confidence")));
    under.settings.iou = static_cast<float>(notNegative(j.at("iou")));
    under.settings.maxDetections = integerFrom<int>(j.at("max_detections"));
    ExecutorChoice &found = record.choice;
    found.backend = j.at("backend").get<std::string>();
    found.device = j.at("device").get<std::string>();
    found.precision = j.at("precision").get<std::string>();
    found.fastAgrees = j.at("fast_agrees").get<bool>();
    found.fastMs = notNegative(j.at("fast_ms"));
    found.exactMs = notNegative(j.at("exact_ms"));
    found.comparedBoxes = integerFrom<int>(j.at("compared_boxes"));
    return record;
}

}  // namespace

std::string formatTrial(const TrialRecord &record)
{
    const auto &[under, found] = record;
    const ordered_json j{{"version", 1},
                         {"sha256", under.sha256},
                         {"identity", under.identity},
                         {"lanes", under.lanes},
                         {"confidence", under.settings.confidence},
                         {"iou", under.settings.iou},
                         {"max_detections", under.settings.maxDetections},
                         {"backend", found.backend},
                         {"device", found.device},
                         {"precision", found.precision},
                         {"fast_agrees", found.fastAgrees},
                         {"fast_ms", found.fastMs},
                         {"exact_ms", found.exactMs},
                         {"compared_boxes", found.comparedBoxes}};
    return withChecksum(j.dump(2, ' ', false, json::error_handler_t::replace) + "\n", ChecksumForm::Lines);
}

Result<TrialRecord> parseTrial(const std::string &text)
{
    if (text.size() > kMaxTrialBytes)
        return Error{ErrorCode::InvalidInput, "too large"};
    if (auto whole = verifyChecksum(text, ChecksumForm::Lines); !whole)
        return whole.error();
    try {
        TrialRecord record = recordFrom(json::parse(text));
        if (formatTrial(record) != text)
            return Error{ErrorCode::InvalidInput, "not as it is written here"};
        return record;
    } catch (const std::bad_alloc &) {
        throw;  // says nothing of the text
    } catch (const std::exception &e) {
        return Error{ErrorCode::InvalidInput, e.what()};
    }
}

}  // namespace lineside
