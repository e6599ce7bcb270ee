// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/refusal.h"
#include "lineside/result.h"

#include <nlohmann/json.hpp>

#include <string>

namespace lineside::ctl {

inline constexpr int kDone = 0;
inline constexpr int kUsage = 2;
inline constexpr int kRefused = 3;

/// One object as a line, without its end: valid JSON, whatever bytes names of files and labels hold.
std::string jsonLine(const nlohmann::ordered_json &object);
/// One object a line on standard output.
void print(const nlohmann::ordered_json &object);

/// Tells why something was not done, as JSON on standard output or as text on standard error; answers kRefused.
int refuse(const Refusal &refusal, bool json);
int refuse(const Error &error, bool json);

/// Tells that the answer could not be written; answers kRefused.
int unwritten();
/// The program's exit code: `result`, unless the answer could not be written, for example to a full disk.
int finish(int result);

}  // namespace lineside::ctl
