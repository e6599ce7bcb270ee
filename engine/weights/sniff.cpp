// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/sniff.h"

#include "weights/otherformats.h"
#include "weights/refused.h"

#include <cstdint>
#include <string_view>

namespace lineside::weights {
namespace {

// The first pickle of a torch file from before 1.6: protocol 2 and a ten-byte magic number.
constexpr char kOldTorch[] = "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";

bool isSafetensors(std::span<const std::byte> bytes)
{
    if (bytes.size() < 10 || std::to_integer<char>(bytes[8]) != '{')
        return false;
    std::uint64_t header = 0;
    for (int i = 7; i >= 0; --i)
        header = (header << 8) | std::to_integer<std::uint64_t>(bytes[std::size_t(i)]);
    return header >= 2 && header <= (100u << 20);
}

}  // namespace

Container sniff(std::span<const std::byte> bytes)
{
    const std::string_view text(reinterpret_cast<const char *>(bytes.data()), bytes.size());
    if (text.starts_with("version https://git-lfs.github.com/spec/"))
        refuse(RefusalReason::GitLfsPointer, "a pointer of Git LFS");
    if (text.starts_with(std::string_view(kOldTorch, sizeof kOldTorch - 1)))
        refuse(RefusalReason::OldFormat, "saved by torch before 1.6");
    if (text.starts_with("PK\x03\x04") || text.starts_with("PK\x05\x06"))
        return Container::Zip;
    if (text == "PK" || text == "PK\x03")
        refuse(RefusalReason::Truncated, "the first bytes of a zip and nothing else");
    if (isSafetensors(bytes))
        refuse(RefusalReason::StateDict, "safetensors: named tensors and no network");
    if (const std::string other = otherFormat(bytes); !other.empty())
        refuse(RefusalReason::NotAModel, "a file of another format", other);
    // An ONNX file begins with its version: field 1, a small number. Anything longer is left to the reader.
    if (text.size() >= 16 && text[0] == 0x08 && text[1] >= 1 && text[1] <= 32)
        return Container::Protobuf;
    refuse(RefusalReason::NotAModel, "none of the known formats");
}

}  // namespace lineside::weights
