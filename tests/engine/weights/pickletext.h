// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Pieces of a pickle, as torch writes them, put together as texts: pickle(dict({{text("epoch"), integer(-1)}})).
namespace lineside::test::pickletext {

std::string pickle(const std::string &value);  ///< with protocol and stop

std::string none();
std::string boolean(bool value);
std::string integer(std::int64_t value);
std::string real(double value);
std::string text(std::string_view value);
std::string tuple(const std::vector<std::string> &items);
std::string list(const std::vector<std::string> &items);
using Pairs = std::vector<std::pair<std::string, std::string>>;
std::string dict(const Pairs &pairs);
std::string attributes(const Pairs &pairs);  ///< dict whose keys are given as plain names
std::string global(std::string_view module, std::string_view name);
std::string call(const std::string &function, const std::vector<std::string> &arguments);
/// An object of a class with a state.
std::string object(std::string_view module, std::string_view name, const std::string &state);
/// `type` is for example "FloatStorage"; row-major, whole storage.
std::string tensor(std::string_view type, std::string_view key, const std::vector<std::int64_t> &shape);
std::string tensor(std::string_view type, std::string_view key, std::int64_t numel, std::int64_t offset, const std::vector<std::int64_t> &shape,
                   const std::vector<std::int64_t> &strides);

}  // namespace lineside::test::pickletext
