// SPDX-License-Identifier: GPL-3.0-or-later
#include "signature/blake2b.h"

#include <sodium.h>

#include <fstream>
#include <vector>

namespace lineside {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

}  // namespace

Result<Blake2bDigest> blake2bOfFile(const std::filesystem::path &file, const std::function<bool()> &goOn)
{
    if (sodium_init() < 0)
        return Error{ErrorCode::Internal, "libsodium does not start"};
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return Error{ErrorCode::Io, file.string() + ": cannot be read"};
    Blake2bDigest digest;
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, digest.size());
    std::vector<char> piece(kPiece);
    while (stream) {
        if (!goOn())
            return Error{ErrorCode::Cancelled, {}};
        stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char *>(piece.data()), static_cast<unsigned long long>(stream.gcount()));
    }
    if (!stream.eof())
        return Error{ErrorCode::Io, file.string() + ": cannot be read to its end"};
    crypto_generichash_final(&state, digest.data(), digest.size());
    return digest;
}

}  // namespace lineside
