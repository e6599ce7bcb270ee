// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/pickle.h"

namespace lineside::weights {

/// What a call in a pickle stands for.
enum class Reduced {
    Made,   ///< a value that is understood: in `made`
    Same,   ///< one of the arguments itself: in `same`
    Inert,  ///< anything else: stays a name with its arguments
};

/// Reads "call this with these arguments" as data. Only a short list of names that torch and Python write for plain values
/// means anything; nothing is called. Throws Refused where a known name has impossible arguments. Thread-safe.
Reduced reduceCall(const PickleTree &tree, PickleRef callable, PickleRef arguments, PickleNode &made, PickleRef &same);

}  // namespace lineside::weights
