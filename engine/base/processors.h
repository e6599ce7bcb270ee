// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

namespace lineside {

/// The numbers of the processors that the calling thread may run on, ascending; empty where the system does not say.
std::vector<int> allowedProcessors();

/// Maker, family, model, stepping and name of the first processor, as /proc/cpuinfo has them; empty where that says nothing.
std::string processorModel();

/// From now on the calling thread, and the threads that it starts, run on these only. False: not done; they run where they did.
bool keepThisThreadOn(std::span<const int> processors);

}  // namespace lineside
