// SPDX-License-Identifier: GPL-3.0-or-later
// Files of other programs under the name of weights: some run code where they are opened, some are honest mistakes.
#include "engine/weights/pickletext.h"
#include "hostile/hostilefiles.h"
#include "hostile/rawzip.h"

namespace lineside::test {
namespace {

using enum RefusalReason;
using namespace std::string_literals;

HostileKind file(const std::string &name, std::vector<RefusalReason> reasons, const std::string &bytes, const std::string &published = {})
{
    return kindOf("other format: " + name, std::move(reasons), [bytes] { return bytes; }, published);
}

std::string padded(std::string front, std::size_t size = 4096)
{
    front.resize(std::max(front.size(), size), '\0');
    return front;
}

std::string safetensors(const std::string &header)
{
    return little(header.size(), 8) + header + std::string(8, '\0');
}

}  // namespace

HostileKinds otherFormatKinds()
{
    const std::string json = R"({"task": "detect", "names": {"0": "a"}})";
    return {
        file("TensorFlow Lite", {NotAModel}, padded("\x1c\0\0\0TFL3"s)),
        file("ExecuTorch", {NotAModel}, padded("\x1c\0\0\0ET12"s)),
        file("PyTorch Mobile, a flatbuffer", {NotAModel}, padded("\x1c\0\0\0PTMF"s), "CVE-2025-3121"),
        file("TensorRT engine", {NotAModel}, padded("ptrt\x05\0\0\0"s)),
        file("TensorRT engine with metadata", {NotAModel}, padded(little(json.size(), 4) + json + "ptrt"s)),
        file("GGUF", {NotAModel}, padded("GGUF\x03\0\0\0"s + little(1ull << 60, 8) + little(1ull << 60, 8))),
        file("Keras in HDF5", {NotAModel}, padded("\x89HDF\r\n\x1a\n"s), "CVE-2025-9905"),
        file("Keras archive with a layer that is code", {NotAModel},
             RawZip({{"metadata.json", "{}"}, {"config.json", R"({"class_name": "Lambda", "config": {"function": "exit 1"}})"}, {"model.weights.h5", "\x89HDF\r\n\x1a\n"}}).bytes(), "CVE-2024-3660, CVE-2025-1550"),
        file("PyTorch export with a library", {NotAModel},
             RawZip({{"yolo/archive_format", "pt2"}, {"yolo/data/aotinductor/model/model.so", "\x7f" "ELF\x02\x01\x01"}, {"yolo/byteorder", "little"}}).bytes(), "CVE-2026-4538"),
        file("PyTorch export of the first kind", {NotAModel}, RawZip({{"serialized_exported_program.json", "{}"}, {"version", "1"}}).bytes()),
        file("PyTorch package", {NotAModel}, RawZip({{"p/.data/extern_modules", "os\n"}, {"p/evil.py", "exit(1)\n"}}).bytes()),
        file("TorchServe archive", {NotAModel}, RawZip({{"MAR-INF/MANIFEST.json", R"({"model": {"handler": "evil.py"}})"}, {"evil.py", "exit(1)\n"}}).bytes(), "CVE-2023-43654"),
        file("Core ML package", {NotAModel}, RawZip({{"m.mlpackage/Manifest.json", "{}"}, {"m.mlpackage/Data/com.apple.CoreML/model.mlmodel", "\x08\x07"}}).bytes()),
        file("TensorFlow SavedModel", {NotAModel}, RawZip({{"m/saved_model.pb", "\x08\x01"}, {"m/variables/variables.index", ""}}).bytes(), "CVE-2023-5245"),
        file("NCNN text", {NotAModel}, "7767517\n3 3\nInput in0 0 1 in0\n"),
        file("NCNN archive", {NotAModel}, RawZip({{"m/model.ncnn.param", "7767517\n"}, {"m/model.ncnn.bin", ""}}).bytes()),
        file("RKNN", {NotAModel}, padded("RKNN"s)),
        file("Darknet", {NotAModel}, padded("\0\0\0\0\x02\0\0\0\x05\0\0\0"s)),
        file("OpenVINO description alone", {NotAModel}, "<?xml version=\"1.0\"?>\n<net name=\"Model0\" version=\"11\">\n<layers/></net>\n"),
        file("XML with entities in entities", {NotAModel}, "<?xml version=\"1.0\"?>\n<!DOCTYPE n [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///nowhere\">]>\n<net name=\"&b;&c;\"/>\n"),
        file("NumPy array of objects", {NotAModel}, padded("\x93NUMPY\x01\0v\0{'descr': '|O', 'fortran_order': False, 'shape': (1,), }"s), "CVE-2019-6446"),
        file("NumPy archive of objects", {NotAModel}, RawZip({{"a.npy", "\x93NUMPY"}, {"b.npy", "\x93NUMPY"}}).bytes(), "CVE-2019-6446"),
        file("pickle under the name of weights", {NotAModel}, pickletext::pickle(pickletext::call(pickletext::global("os", "system"), {pickletext::text("exit 1")})), "CVE-2025-10155, CVE-2025-1889"),
        file("pickle of the first protocol", {NotAModel}, "cos\nsystem\n(S'exit 1'\ntR."),
        file("joblib", {NotAModel}, "\x80\x04\x95\x10\0\0\0\0\0\0\0\x8c\x06joblib\x94."s, "CVE-2024-34997"),
        file("torch before 1.6", {OldFormat}, "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02M\xe9\x03.\x80\x02}q\0."s + pickletext::pickle(pickletext::call(pickletext::global("os", "system"), {pickletext::text("exit 1")}))),
        file("torch before 0.1.10, a tar", {NotAModel}, padded(std::string(257, '\0') + "ustar\0"s + "00"s)),
        file("a tar with a name that leads elsewhere", {NotAModel}, padded("../../nowhere/x"s + std::string(242, '\0') + "ustar\0"s + "00"s), "CVE-2007-4559"),
        file("7z, as nullifAI used it", {NotAModel}, padded("7z\xbc\xaf\x27\x1c\0\x04"s)),
        file("gzip", {NotAModel}, padded("\x1f\x8b\x08\0"s)),
        file("xz", {NotAModel}, padded("\xfd" "7zXZ\0"s)),
        file("Zstandard", {NotAModel}, padded("\x28\xb5\x2f\xfd"s)),
        file("RAR", {NotAModel}, padded("Rar!\x1a\x07\x01\0"s)),
        file("program", {NotAModel}, padded("\x7f" "ELF\x02\x01\x01"s)),
        file("Windows program", {NotAModel}, padded("MZ\x90"s)),
        file("script", {NotAModel}, "#!/bin/sh\nexit 1\n"),
        file("page of a login", {NotAModel}, "<!DOCTYPE html><html><body>Please log in</body></html>"),
        file("answer of a server", {NotAModel}, "{\"error\": \"Repository not found\"}"),
        file("Git LFS pointer", {GitLfsPointer}, "version https://git-lfs.github.com/spec/v1\noid sha256:65840\nsize 167694583\n"),
        file("nothing", {Empty}, ""),
        file("zeros", {NotAModel}, std::string(100'000, '\0')),
        file("ones", {NotAModel}, std::string(100'000, '\xff')),
        {"other format: safetensors", "", {StateDict}, [](Random &) {
             HostileFiles files;
             const std::pair<const char *, std::string> headers[] = {{"good", R"({"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})"}, {"offsets outside", R"({"w":{"dtype":"F32","shape":[1],"data_offsets":[0,999999]}})"}, {"nested deep", "{\"a\":" + std::string(10'000, '[')},
                                                                     {"the same name twice", R"({"w":{},"w":{}})"}, {"not JSON", "{never closed"}};
             for (const auto &[name, header] : headers)
                 files.push_back({name, safetensors(header)});
             files.push_back({"a header of 100 MB", little(99u << 20, 8) + "{}"});
             return files;
         }},
        {"other format: noise", "", {NotAModel, Truncated, Corrupt}, [](Random &random) {
             HostileFiles files;
             for (int i = 0; i < 10; ++i) {
                 std::string bytes(1000 + random() % 5000, '\0');
                 for (char &c : bytes)
                     c = char(random());
                 files.push_back({std::to_string(i), bytes});
             }
             return files;
         }},
    };
}

}  // namespace lineside::test
