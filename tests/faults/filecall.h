// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "faults/tracedprocess.h"

#include <optional>
#include <string>
#include <vector>

namespace lineside::test {

/// A system call that reads or changes a file or a folder, as far as tests of disks want to know.
struct FileCall {
    enum Kind { Open, Close, Read, Write, Sync, Rename, Unlink, MakeFolder, RemoveFolder, Resize, Mode, Look, List, NotExpected } kind = Open;
    std::string path;  ///< absolute; of a rename the old name
    std::string to;    ///< of a rename
    int fd = -1;       ///< where it is about an open file
    bool creates = false, truncates = false, writes = false;  ///< of Open
};

/// Their numbers, all that `fileCallBelow` knows; NotExpected among them, which the product does not make: a test that meets one must fail
/// rather than leave it out.
const std::vector<long> &fileCallNumbers();

/// What the stopped thread is about to do, where that is below `folder` (absolute, without links). Reads the memory of the process.
std::optional<FileCall> fileCallBelow(const std::string &folder, const SystemCall &call);

}  // namespace lineside::test
