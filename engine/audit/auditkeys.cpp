// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/auditkeys.h"

#include "store/files.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace lineside::audit {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxSmallFile = 1 << 16;

/// Whoever looks into it by hand can still see what it says.
void setAside(const fs::path &file, const Error &why)
{
    spdlog::error("{} is damaged and set aside: {}", file.string(), why.detail);
    std::error_code ignored;
    fs::rename(file, file.string() + ".damaged", ignored);
}

Result<SigningPair> readOrMake(const fs::path &file)
{
    const auto kept = readSmallFile(file, kMaxSmallFile);
    if (!kept && kept.error().code != ErrorCode::NotFound && kept.error().code != ErrorCode::InvalidInput)
        return kept.error();  // another time it may be read
    auto pair = kept ? SigningPair::fromSecretText(*kept) : Result<SigningPair>(kept.error());
    if (pair)
        return pair;
    if (pair.error().code != ErrorCode::NotFound)
        setAside(file, pair.error());
    auto fresh = SigningPair::make();
    if (!fresh)
        return fresh;
    if (auto written = replaceFile(file, fresh->secretText(), kSecretMode); !written)
        return written.error();
    return fresh;
}

}  // namespace

Result<SigningPair> openAuditKey(const fs::path &dataDir)
{
    const fs::path secret = dataDir / kSecretKeyFile, shown = dataDir / kPublicKeyFile;
    for (const char *name : {kSecretKeyFile, kPublicKeyFile, kCheckpointFile})
        removeUnfinished(dataDir / name);
    auto pair = readOrMake(secret);
    if (!pair)
        return pair;
    auto keys = readPublicKeys(shown);
    if (!keys && keys.error().code == ErrorCode::InvalidInput)
        setAside(shown, keys.error());
    else if (!keys && keys.error().code != ErrorCode::NotFound)
        return keys.error();
    std::vector<minisign::PublicKey> all = keys ? std::move(*keys) : std::vector<minisign::PublicKey>();
    if (std::find(all.begin(), all.end(), pair->publicKey()) == all.end()) {
        all.push_back(pair->publicKey());
        if (auto written = replaceFile(shown, publicKeysText(all)); !written)
            return written.error();
    }
    return pair;
}

Result<std::vector<minisign::PublicKey>> readPublicKeys(const fs::path &file)
{
    const auto text = readSmallFile(file, kMaxSmallFile);
    if (!text)
        return text.error();
    auto keys = parsePublicKeys(*text);
    return keys ? std::move(keys) : Error{ErrorCode::InvalidInput, file.string() + ": " + keys.error().detail};
}

Result<Checkpoint> readCheckpoint(const fs::path &file)
{
    const auto text = readSmallFile(file, kMaxSmallFile);
    if (!text)
        return text.error();
    auto checkpoint = parseCheckpoint(*text);
    return checkpoint ? std::move(checkpoint) : Error{ErrorCode::InvalidInput, file.string() + ": " + checkpoint.error().detail};
}

}  // namespace lineside::audit
