// SPDX-License-Identifier: GPL-3.0-or-later
#include "vet/vetmain.h"

#include "base/mappedfile.h"
#include "base/writeall.h"
#include "model/vetting.h"
#include "weights/canonicalfile.h"

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include <unistd.h>

namespace lineside {

VetReport vetOpenFile(const VetRequest &request)
{
    VetReport report;
    report.sandbox = enterSandbox(request.limits, {kOfferedFd}, {STDOUT_FILENO, kCanonicalFd});
    if (request.onlySandboxed && !report.sandbox.closed()) {
        report.refusal = Refusal{RefusalReason::NoSandbox, {}, {}, "this system cannot take a process its rights"};
        return report;
    }
    const MappedFile mapped(kOfferedFd, request.fileBytes);
    if (!mapped) {
        report.refusal = Refusal{errno == ENOMEM ? RefusalReason::Memory : RefusalReason::Unreadable, {}, {}, std::string("map: ") + std::strerror(errno)};
        return report;
    }
    auto file = readWeights(mapped.bytes(), request.read);
    if (!file) {
        report.refusal = file.error();
        return report;
    }
    report.refusal = checkContract(file->network->info, request.contract);
    report.format = file->format;
    if (report.refusal)
        return report;
    try {
        weights::writeCanonical(*file->network, [](std::span<const std::byte> bytes) {
            if (!writeAll(kCanonicalFd, bytes))
                throw std::runtime_error(std::string("write: ") + std::strerror(errno));
        });
    } catch (const std::exception &e) {  // no space for it, or no memory
        report.refusal = Refusal{RefusalReason::Memory, {}, {}, e.what()};
    }
    return report;
}

}  // namespace lineside
