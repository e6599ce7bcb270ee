// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "record/verdictreader.h"

#include <functional>
#include <string_view>
#include <vector>

namespace lineside {

enum class ExportForm {
    Csv,        ///< RFC 4180 in UTF-8, a line of names first; made so that a spreadsheet takes nothing for a formula
    JsonLines,  ///< one object a line
};

/// Takes the next piece of text; false: no more is wanted.
using ExportSink = std::function<bool(std::string_view)>;

/// Writes parts as a text, some at a time: however many there are, a thousand are in memory. Times are ISO 8601 in UTC. Boxes are
/// "label score left,top,right,bottom" in a field of CSV, apart by "; ". Errors as VerdictReader, and Cancelled: the sink wants no more.
/// `stations` one after the other.
Result<void> exportVerdicts(VerdictReader &reader, const std::vector<StationId> &stations, WallTime from, WallTime to, ExportForm form, const ExportSink &sink);

// Answers that are short, in the same two forms.
std::string exportModels(const StationId &station, const std::vector<ModelUse> &uses, ExportForm form, bool names);  ///< `names`: the first line of CSV
std::string exportTouched(const std::vector<ModelTouch> &touched, ExportForm form);
std::string exportGaps(const std::vector<RecordGap> &gaps, ExportForm form);

}  // namespace lineside
