// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/commanderror.h"
#include "common/waitteller.h"
#include "lineside/engine.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

class QObject;

namespace lineside {

using Imported = std::function<void(Result<ModelId, CommandError>)>;

/// A version of the library by its name, "line-v3".
std::optional<ModelId> libraryModel(const EngineSnapshot &snapshot, const std::string &text);

/// Offers a weight file, to `station` or for the library alone, and waits for what comes of it. `path` is absolute; another text names no version, and is answered so. `done` is called once, on the thread of `context`.
void importModel(Engine &engine, const std::string &path, std::optional<StationId> station, std::shared_ptr<WaitTeller> teller, Imported done, QObject *context);

}  // namespace lineside
