// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/output.h"

#include <iostream>

namespace lineside::ctl {
namespace {

using nlohmann::ordered_json;

int refuseWith(const char *code, const std::string &detail, bool json)
{
    if (json)
        print({{"error", {{"code", code}, {"detail", detail}}}});
    else
        std::cerr << "linesidectl: " << code << (detail.empty() ? "" : ": ") << detail << std::endl;
    return kRefused;
}

}  // namespace

void print(const ordered_json &object)
{
    // Names of files and labels may hold bytes that are no UTF-8; the line must stay valid JSON.
    std::cout << object.dump(-1, ' ', false, ordered_json::error_handler_t::replace) << std::endl;
}

int refuse(const Refusal &refusal, bool json)
{
    std::string detail = refusal.detail;
    if (!refusal.found.empty())
        detail = "found " + refusal.found + (detail.empty() ? "" : "; ") + detail;
    if (!refusal.expected.empty())
        detail = "expected " + refusal.expected + "; " + detail;
    return refuseWith(toString(refusal.reason), detail, json);
}

int refuse(const Error &error, bool json)
{
    return refuseWith(toString(error.code), error.detail, json);
}

}  // namespace lineside::ctl
