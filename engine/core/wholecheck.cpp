// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wholecheck.h"

#include "record/recordfile.h"
#include "record/sealcheck.h"

#include <chrono>
#include <system_error>
#include <utility>
#include <vector>

namespace lineside {

Result<AuditReport> checkHistoryAndRecord(const std::filesystem::path &dataDir, audit::HistoryCheck check)
{
    const auto begin = std::chrono::steady_clock::now();
    std::vector<StationSeal> seals;
    const auto goOn = check.goOn;
    check.seal = [&](const HistoryEvent &e) { seals.push_back({e.station, *e.seal}); };
    auto report = audit::verifyHistory(dataDir, std::move(check));
    if (!report || report->broken)
        return report;
    const auto file = recordFileOf(dataDir);
    std::error_code ignored;
    if (seals.empty() && !std::filesystem::exists(file, ignored))
        return report;
    auto record = checkSeals(file, seals, goOn);
    if (!record)
        return record.error().code == ErrorCode::Cancelled ? record.error() : Error{record.error().code, file.string() + ": " + record.error().detail};
    report->record = std::move(*record);
    report->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return report;
}

}  // namespace lineside
