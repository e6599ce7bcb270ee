// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzzing.h"

#include "weights/metadata.h"
#include "weights/pythonliteral.h"

#include <nlohmann/json.hpp>

using namespace lineside;
using namespace lineside::test;

/// A Python literal, and each property of an ONNX file that holds one.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string text(asText(data, size));
    weights::parsePythonLiteral(text);
    for (const char *key : {"names", "args", "imgsz", "shape"})
        accepts([&] { weights::metadataFromProperties({{key, text}}); });
    return 0;
}
