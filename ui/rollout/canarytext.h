// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/review.h"
#include "lineside/snapshot.h"

#include <QCoreApplication>
#include <QString>

namespace lineside {

/// What the page of the canary says of it in sentences, in the language of now. Pure.
class CanaryText {
    Q_DECLARE_TR_FUNCTIONS(lineside::CanaryText)

public:
    static QString title(const EngineSnapshot &snapshot);     ///< "Canary “night”: line-v3, step 1 of 2. Running"
    static QString situation(const EngineSnapshot &snapshot); ///< what was, or what it waits for and what comes then
    static QString evidence(const CanarySnapshot &canary);    ///< how near it is to taking the model back
    static QString steps(const CanaryPlanCheck &check, const EngineSnapshot &snapshot);
    /// What the plan waits for and asks people beside its usual parts and minutes: lots, and whether rejects were right; empty: nothing.
    static QString asks(const CanaryPlan &plan);
    static QString rejected(const RejectReview &part, const EngineSnapshot &snapshot);  ///< "Station 2, rejected at 13:05:12 by line-v3"
    static QString whyRejected(const RejectReview &part);                               ///< "Rejected: Cap is missing"
    /// What keeps the plan from running here, and what should be known of it; empty: nothing.
    static QString faults(const CanaryPlanCheck &check, const EngineSnapshot &snapshot);
    /// Why it was not begun or steered.
    static QString refused(const Error &error);
};

/// Of the threshold that takes the model back, in 0…1.
double shareOf(double log, double threshold);

}  // namespace lineside
