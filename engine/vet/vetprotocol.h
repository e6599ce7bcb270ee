// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/refusal.h"
#include "lineside/station.h"
#include "sandbox/sandbox.h"
#include "weights/weightfile.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lineside {

// What the engine and the process that reads an offered file say to each other: one text of JSON each way.

/// The descriptors that the reading process begins with, besides its request on 0 and its report on 1.
inline constexpr int kOfferedFd = 3;    ///< the file, open for reading
inline constexpr int kCanonicalFd = 4;  ///< where the canonical network goes

/// The exit status of a reading process that had no memory for a report.
inline constexpr int kVetOutOfMemory = 4;

inline constexpr std::size_t kMaxRequestBytes = 8u << 20;
inline constexpr std::size_t kMaxReportBytes = 8u << 20;

/// What is asked. Value type.
struct VetRequest {
    std::uint64_t fileBytes = 0;
    ReadOptions read;
    StationContract contract;
    SandboxLimits limits;
    bool onlySandboxed = true;  ///< where the system cannot close the process in, it must not begin to read
};

/// What was found. Value type.
struct VetReport {
    SandboxState sandbox;
    std::optional<Refusal> refusal;  ///< else the network was written to `kCanonicalFd`
    WeightFormat format = WeightFormat::Pt;
};

std::string toText(const VetRequest &request);
std::string toText(const VetReport &report);

/// Errors: a text that is no request, or no report. The report may come from a process that was taken over. Pure.
Result<VetRequest> requestFromText(std::string_view text);
Result<VetReport> reportFromText(std::string_view text);

}  // namespace lineside
