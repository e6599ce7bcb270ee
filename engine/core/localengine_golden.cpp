// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localengine.h"

namespace lineside {

void LocalEngine::keepGolden(const StationId &station, std::uint64_t, Done done, Actor)
{
    post([done = std::move(done), station] { done(Error{ErrorCode::Unsupported, station}); });
}

void LocalEngine::dropGolden(const StationId &station, std::uint64_t, Done done, Actor)
{
    post([done = std::move(done), station] { done(Error{ErrorCode::Unsupported, station}); });
}

std::vector<GoldenFrame> LocalEngine::goldenFrames(const StationId &) const
{
    return {};
}

void LocalEngine::goldenPicture(const StationId &station, std::uint64_t, std::function<void(Result<FramePtr>)> done)
{
    post([done = std::move(done), station] { done(Error{ErrorCode::NotFound, station}); });
}

}  // namespace lineside
