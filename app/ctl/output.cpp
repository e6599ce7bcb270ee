// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/output.h"

#include "common/commanderror.h"

#include <iostream>

namespace lineside::ctl {
namespace {

using nlohmann::ordered_json;

int refuseWith(const CommandError &error, bool json)
{
    if (json)
        print({{"error", {{"code", error.code}, {"detail", error.detail}}}});
    else
        std::cerr << "linesidectl: " << error.code << (error.detail.empty() ? "" : ": ") << error.detail << std::endl;
    return kRefused;
}

}  // namespace

std::string jsonLine(const ordered_json &object)
{
    // Names of files and labels may hold bytes that are no UTF-8.
    return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

void print(const ordered_json &object)
{
    std::cout << jsonLine(object) << std::endl;
}

int refuse(const Refusal &refusal, bool json)
{
    return refuseWith(commandError(refusal), json);
}

int refuse(const Error &error, bool json)
{
    return refuseWith(commandError(error), json);
}

int unwritten()
{
    std::cerr << "linesidectl: io: the answer could not be written" << std::endl;
    return kRefused;
}

int finish(int result)
{
    return std::cout.flush() || result != kDone ? result : unwritten();
}

}  // namespace lineside::ctl
