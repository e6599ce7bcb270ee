// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/otherformats.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace lineside::weights {
namespace {

using namespace std::string_view_literals;

struct Signature {
    std::size_t at;
    std::string_view bytes;
    const char *name;
};

constexpr Signature kSignatures[] = {
    {4, "TFL3"sv, "TensorFlow Lite"},
    {4, "ET12"sv, "ExecuTorch"},
    {4, "PTMF"sv, "PyTorch Mobile"},
    {0, "ptrt"sv, "TensorRT"},
    {0, "ftrt"sv, "TensorRT"},
    {0, "GGUF"sv, "GGUF"},
    {0, "RKNN"sv, "RKNN"},
    {0, "7767517\n"sv, "NCNN"},
    {0, "\x89HDF\r\n\x1a\n"sv, "Keras (HDF5)"},
    {0, "\x93NUMPY"sv, "NumPy"},
    {0, "\0\0\0\0\x02\0\0\0\x05\0\0\0"sv, "Darknet"},
    {0, "\0\0\0\0\x01\0\0\0\0\0\0\0"sv, "Darknet"},
    {0, "\x1f\x8b"sv, "gzip"},
    {0, "7z\xbc\xaf\x27\x1c"sv, "7z"},
    {0, "Rar!\x1a\x07"sv, "RAR"},
    {0, "\xfd" "7zXZ\0"sv, "xz"},
    {0, "\x28\xb5\x2f\xfd"sv, "Zstandard"},
    {257, "ustar"sv, "tar"},
};

/// Ultralytics puts its metadata before a TensorRT engine: their length, then a JSON object.
bool isEngineWithMetadata(std::string_view text)
{
    constexpr std::size_t kMaxMetadata = 1u << 20;
    if (text.size() < 8 || text[4] != '{')
        return false;
    std::size_t length = 0;
    for (std::size_t i = 4; i-- > 0;)
        length = (length << 8) | static_cast<unsigned char>(text[i]);
    return length >= 2 && length <= kMaxMetadata && text.size() - 4 >= length && text[3 + length] == '}';
}

bool isPickle(std::string_view text)
{
    return text.size() >= 4 && text[0] == '\x80' && text[1] >= 2 && text[1] <= 5 && text.back() == '.';
}

}  // namespace

std::string otherFormat(std::span<const std::byte> bytes)
{
    const std::string_view text(reinterpret_cast<const char *>(bytes.data()), bytes.size());
    for (const Signature &signature : kSignatures) {
        if (text.size() >= signature.at && text.substr(signature.at).starts_with(signature.bytes))
            return signature.name;
    }
    constexpr std::size_t kBeginning = 1024;
    if (text.starts_with("<?xml") && text.substr(0, kBeginning).find("<net ") != std::string_view::npos)
        return "OpenVINO IR";
    if (isEngineWithMetadata(text))
        return "TensorRT";
    return isPickle(text) ? "Python pickle" : std::string();
}

std::string otherArchive(const ZipArchive &archive)
{
    const auto &names = archive.names();
    const auto any = [&](auto matches) { return std::any_of(names.begin(), names.end(), matches); };
    const auto ends = [&](std::string_view end) { return any([=](const std::string &name) { return name.ends_with(end); }); };
    const auto holds = [&](std::string_view part) { return any([=](const std::string &name) { return name.find(part) != std::string::npos; }); };
    if (ends("archive_format") || holds("data/aotinductor/") || ends("serialized_exported_program.json"))
        return "PyTorch export (.pt2)";
    if (archive.has("config.json") && ends("model.weights.h5"))
        return "Keras";
    if (holds("com.apple.CoreML"))
        return "Core ML";
    if (ends("saved_model.pb"))
        return "TensorFlow SavedModel";
    if (ends("MAR-INF/MANIFEST.json"))
        return "TorchServe";
    if (ends(".data/extern_modules"))
        return "PyTorch package";
    if (ends(".ncnn.param"))
        return "NCNN";
    const bool numpy = !names.empty() && std::all_of(names.begin(), names.end(), [](const std::string &name) { return name.ends_with(".npy"); });
    return numpy ? "NumPy" : std::string();
}

}  // namespace lineside::weights
