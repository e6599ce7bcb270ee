// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/people.h"
#include "lineside/result.h"

#include <filesystem>
#include <functional>
#include <optional>

namespace lineside {

// Files of the data folder, mode 0600.
inline constexpr char kPeopleFile[] = "people.json";
inline constexpr char kPeopleCopyFile[] = "people.copy.json";  ///< the same once more, for when that is damaged
inline constexpr char kPeopleLockFile[] = "people.lock";       ///< held by whoever changes them; empty

/// What the files say.
struct ReadPeople {
    People people;
    std::optional<Error> damage;  ///< why the copy serves, which may be older by one change: to be told to people
};

/// Who is what here. Nobody where neither file is there; where one is, and none can be believed, an error and never nobody: whoever
/// damages them must not become whatever he likes. Blocks on the disk. Any thread.
Result<ReadPeople> readPeople(const std::filesystem::path &dataDir);

/// Reads them, has them changed, writes them and says who they are then: on the disk when it returns, with the copy. Makes the data folder where there is none.
/// An error of `change` is returned, and nothing is written then. Busy: somebody else changes them at this moment. Where writing
/// failed half way, the change may be in one of the files, and in force. Blocks on the disk. Any thread, any process.
Result<People> changePeople(const std::filesystem::path &dataDir, const std::function<Result<void>(People &)> &change);

}  // namespace lineside
