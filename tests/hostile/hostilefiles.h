// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/refusal.h"

#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

/// Files that somebody made to hurt whoever opens them, and files that are broken: all of them are to be refused. None can do harm
/// here: what they would run is `exit 1`, what they would read or write is below /nowhere.
namespace lineside::test {

using Random = std::mt19937;

struct HostileFile {
    std::string name;   ///< within its kind
    std::string bytes;
};
using HostileFiles = std::vector<HostileFile>;

/// One way to attack a reader. Value type.
struct HostileKind {
    std::string name;                    ///< what it attacks, for people
    std::string published;               ///< identifiers of the advisories that describe it, if there are
    std::vector<RefusalReason> reasons;  ///< those that fit
    std::function<HostileFiles(Random &)> make;
};

/// All kinds, in an order that never changes.
std::vector<HostileKind> hostileKinds();
/// The files of one kind: the same at every call with the same seed.
HostileFiles filesOf(const HostileKind &kind, std::uint32_t seed = 1);

/// For those who write kinds.
using HostileKinds = std::vector<HostileKind>;
HostileKinds zipKinds();
HostileKinds zipLieKinds();
HostileKinds pickleKinds();
HostileKinds globalKinds();
HostileKinds tensorKinds();
HostileKinds checkpointKinds();
HostileKinds torchScriptKinds();
HostileKinds onnxKinds();
HostileKinds choiceKinds();
HostileKinds irKinds();
HostileKinds onnxIntegerKinds();
HostileKinds metadataKinds();
HostileKinds otherFormatKinds();
HostileKinds foundKinds();

/// A kind of a single file.
HostileKind kindOf(std::string name, std::vector<RefusalReason> reasons, std::function<std::string()> bytes, std::string published = {});
/// `text` with `from` replaced everywhere. Ends the program if `from` is not there: a kind that changes nothing would be no attack.
std::string replaced(std::string text, std::string_view from, std::string_view to);

}  // namespace lineside::test
