// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/signaturefile.h"

#include "signature/minisign.h"
#include "store/files.h"

namespace lineside {

Result<std::optional<std::string>, Refusal> readSignatureBeside(std::filesystem::path file)
{
    file += kSignatureEnding;
    const auto text = readSmallFile(file, minisign::kMaxSignatureBytes);
    if (!text && text.error().code == ErrorCode::NotFound)
        return std::optional<std::string>();
    if (!text)
        return Refusal{RefusalReason::BadSignature, {}, {}, text.error().detail};
    return std::optional(*text);
}

}  // namespace lineside
