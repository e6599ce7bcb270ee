// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/changemeant.h"

#include "lineside/modeldifference.h"

#include <string>

namespace lineside {
namespace {

std::string joined(const Labels &labels)
{
    std::string text;
    for (const std::string &label : labels)
        text += (text.empty() ? "" : ", ") + label;
    return text;
}

std::string text(const ModelDifference::Size &size)
{
    return std::to_string(size.width) + " x " + std::to_string(size.height);
}

std::string text(const ModelDifference &d)
{
    std::string words;
    const auto add = [&words](const std::string &part) { words += (words.empty() ? "" : ", ") + part; };
    if (!d.gone.empty())
        add("labels gone: " + joined(d.gone));
    if (!d.added.empty())
        add("labels added: " + joined(d.added));
    if (d.resized())
        add("input " + text(d.inputThen) + " instead of " + text(d.inputNow));
    return words;
}

}  // namespace

std::optional<CommandError> changeNotMeant(const EngineSnapshot &snapshot, const std::vector<StationId> &stations, const ModelId &model)
{
    std::string detail;
    for (const StationDifference &at : differencesAt(snapshot, stations, model))
        detail += at.station + ": " + text(at.difference) + "; ";
    if (detail.empty())
        return std::nullopt;
    return CommandError{"change_not_meant", detail + "--accept-change says that this is meant"};
}

}  // namespace lineside
