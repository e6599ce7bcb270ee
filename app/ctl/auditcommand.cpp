// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/commands.h"

#include "audit/auditkeys.h"
#include "common/installation.h"
#include "core/wholecheck.h"
#include "ctl/audittext.h"
#include "ctl/output.h"
#include "store/recordjson.h"

#include <iostream>

namespace lineside::ctl {

int auditVerify(const AuditOptions &o)
{
    audit::HistoryCheck check;
    if (!o.key.empty()) {
        auto keys = audit::readPublicKeys(o.key);
        if (!keys)
            return refuse(keys.error(), o.json);
        check.keys = std::move(*keys);
    }
    if (!o.since.empty()) {
        auto since = audit::parseCheckpoint(o.since);
        if (!since)
            since = audit::readCheckpoint(o.since);
        if (!since)
            return refuse(since.error(), o.json);
        check.since = std::move(*since);
    }
    const auto report = checkHistoryAndRecord(findInstallation(o.config).dataDir, std::move(check));
    if (!report)
        return refuse(report.error(), o.json);
    if (o.json)
        print(auditJson(*report));
    else
        std::cout << auditText(*report) << std::endl;
    return report->broken || (report->record && report->record->broken) ? kRefused : kDone;
}

int auditHead(const AuditOptions &o)
{
    const auto newest = audit::readCheckpoint(findInstallation(o.config).dataDir / audit::kCheckpointFile);
    if (!newest)
        return refuse(newest.error(), o.json);
    if (o.json)
        print({{"checkpoint", audit::text(*newest)}, {"number", newest->head.number}, {"head", newest->head.value}, {"at_ms", toMs(newest->at)},
               {"key", minisign::line(newest->key)}});
    else
        std::cout << audit::text(*newest) << std::endl;
    return kDone;
}

}  // namespace lineside::ctl
