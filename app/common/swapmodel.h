// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/commanderror.h"
#include "common/waitteller.h"
#include "lineside/engine.h"

#include <functional>
#include <string>

class QObject;

namespace lineside {

/// What is to go on air where. Value type.
struct SwapOrder {
    StationId station;
    std::string model;   ///< absolute path of a weight file, or "name-vN" of the library
    PromotionNote note;  ///< for the history; a station may ask for it
    bool now = false;    ///< a load that would wait begins at once, for that reason
    bool acceptsChange = false;  ///< other labels or another input size than what is on air are meant
};

/// Offers the model, waits until it is ready, promotes. Answers done where it runs there already. Refused, and what is on air stays, where labels or input size would change and that is not meant: a version of the library before
/// it is loaded, a file when it is read, which stays in the library. `waits` is called on the thread of
/// `context` whenever the load begins to wait for something; `done` once, on any thread.
void swapModel(Engine &engine, const SwapOrder &order, Waits waits, std::function<void(Result<void, CommandError>)> done,
               QObject *context);

}  // namespace lineside
