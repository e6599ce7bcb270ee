// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/table.h"

#include <algorithm>

namespace lineside::ctl {
namespace {

/// Places on a terminal where each character takes one.
std::size_t widthOf(const std::string &utf8)
{
    return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

std::string tableText(const std::vector<std::vector<std::string>> &rows)
{
    std::vector<std::size_t> widths;
    for (const auto &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], widthOf(row[i]));
    }
    std::string text;
    for (const auto &row : rows) {
        for (std::size_t i = 0; i + 1 < row.size(); ++i)
            text += row[i] + std::string(widths[i] - widthOf(row[i]) + 2, ' ');
        text += row.empty() ? "\n" : row.back() + '\n';
    }
    return text;
}

}  // namespace lineside::ctl
