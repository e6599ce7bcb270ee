// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/checksum.h"

#include "store/sha256.h"

#include <algorithm>
#include <span>
#include <string_view>

namespace lineside {
namespace {

/// What stands around the digits, and how many there are of them.
struct Shape {
    std::string_view before, after;
    std::size_t digits;
    std::string_view end;  ///< of an object without a checksum
};

Shape shapeOf(ChecksumForm form)
{
    return form == ChecksumForm::Lines ? Shape{",\n  \"checksum\": \"", "\"\n}\n", 64, "\n}\n"} : Shape{",\"checksum\":\"", "\"}", 16, "}"};
}

std::string digitsFor(std::string_view text, std::size_t count)
{
    Sha256 hash;
    hash.add(std::as_bytes(std::span(text)));
    return hash.hex().substr(0, count);
}

bool isDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

}  // namespace

std::string withChecksum(std::string object, ChecksumForm form)
{
    const Shape shape = shapeOf(form);
    object.resize(object.size() - shape.end.size());
    const std::string digits = digitsFor(object, shape.digits);
    return object.append(shape.before).append(digits).append(shape.after);
}

Result<void> verifyChecksum(std::string_view text, ChecksumForm form)
{
    const Shape shape = shapeOf(form);
    const std::size_t length = shape.before.size() + shape.digits + shape.after.size();
    if (text.size() < length)
        return {};  // an older one
    const std::string_view object = text.substr(0, text.size() - length), end = text.substr(object.size());
    const std::string_view digits = end.substr(shape.before.size(), shape.digits);
    const bool named = end.starts_with(shape.before);
    const bool filled = end.ends_with(shape.after) && std::all_of(digits.begin(), digits.end(), isDigit);
    // One changed byte cannot spoil both.
    if (!named && !filled)
        return {};
    if (!named || !filled || digits != digitsFor(object, shape.digits))
        return Error{ErrorCode::InvalidInput, "its checksum is not right: the file has changed since it was written"};
    return {};
}

}  // namespace lineside
