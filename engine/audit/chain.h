// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lineside::audit {

// The last members of each line: "n", its running number from 1, then "chain", then the checksum of the line.
//   chain = SHA-256(chain of the line before, as its 64 digits, and the line's own bytes before `,"chain":`)
// Before the first line stands a chain of 64 zeros.

inline constexpr std::size_t kMaxLineBytes = 1 << 16;          ///< of the history, without its end; no line is longer
inline constexpr std::uint64_t kCheckpointEvery = 100;         ///< lines whose number this divides are checkpoints

/// How far a chain has come. Value type.
struct ChainHead {
    std::uint64_t number = 0;           ///< of the newest line; 0: none yet
    std::string value = std::string(64, '0');

    bool operator==(const ChainHead &) const = default;
};

/// Bytes of the file that are no part of the chain, right before the line that says so: what a power cut left of a line ("torn"), or, by the
/// line of number 1, all that is older than the chain ("before"). Value type.
struct Aside {
    std::uint64_t bytes = 0;
    std::uint64_t lines = 0;  ///< ends of lines among them
    std::string sha256;

    bool operator==(const Aside &) const = default;
};

/// One more line of the chain, without an end of line, and `head` after it. `object`: of one line, with members.
std::string linkLine(std::string object, const std::optional<Aside> &aside, ChainHead &head);

/// A line as it says of itself to be linked; views into its text.
struct LinkedLine {
    std::string_view covered;  ///< what the chain value is over
    std::uint64_t number = 0;
    std::string_view value;
    bool checksumRight = false;
};

/// Empty: that is no line of a chain. Pure.
std::optional<LinkedLine> parseLinkedLine(std::string_view line);

/// The chain value of a line after that one. Pure.
std::string chainValue(std::string_view before, std::string_view covered);

/// Whether the line is the next after `head`, byte by byte, whatever it says to be aside. Pure.
bool follows(const LinkedLine &line, const ChainHead &head);

}  // namespace lineside::audit
