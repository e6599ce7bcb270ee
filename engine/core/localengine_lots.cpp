// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localengine.h"

namespace lineside {

void LocalEngine::setLot(const StationId &station, std::string, Done done, Actor)
{
    post([done = std::move(done), station] { done(Error{ErrorCode::Unsupported, station}); });
}

void LocalEngine::applyRecording(RecordingPolicy, Done done, Actor)
{
    post([done = std::move(done)] { done(Error{ErrorCode::Unsupported, "recording"}); });
}

}  // namespace lineside
