// SPDX-License-Identifier: GPL-3.0-or-later
#include "canary/provedfewer.h"

#include "decide/wilson.h"

#include <algorithm>
#include <cmath>

namespace lineside {
namespace {

constexpr double kSigma = 2.33;
constexpr double kTolerance = 0.01;  // of parts, without any proof

}  // namespace

double provedFewer(const AbStatus &verdict)
{
    if (verdict.state != AbState::AtLeastAsGood || verdict.contradicted || verdict.onlyAFailed <= 0)
        return 0;
    return wilsonBounds(verdict.onlyAFailed, verdict.parts, kSigma).upper;
}

FewerRule fewerRule(double proved)
{
    const FewerRule usual;
    if (proved <= 0)
        return usual;
    const double share = std::min(1.0, kTolerance + proved);
    const int block = std::clamp(static_cast<int>(std::floor(usual.tolerance / share)), 1, usual.block);
    return {block, block * share};
}

}  // namespace lineside
