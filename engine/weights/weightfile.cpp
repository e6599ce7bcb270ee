// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/weightfile.h"

#include "base/mappedfile.h"
#include "weights/checkpoint.h"
#include "weights/irfile.h"
#include "weights/offeredfile.h"
#include "weights/onnxinfo.h"
#include "weights/otherformats.h"
#include "weights/refused.h"
#include "weights/sniff.h"
#include "weights/torchscript.h"
#include "weights/ziparchive.h"

#include <cerrno>
#include <cstring>
#include <new>
#include <span>

namespace lineside {
namespace {

using namespace weights;

/// An export holds one head; which one was decided when it was made.
void checkHeadChoice(const NetworkInfo &info, HeadChoice choice)
{
    const bool endToEnd = info.head == HeadKind::EndToEnd;
    if ((choice == HeadChoice::OneToOne && !endToEnd) || (choice == HeadChoice::OneToMany && endToEnd))
        refuse(RefusalReason::UnsupportedLayer, "the file does not hold the head that was asked for", toString(info.head));
}

WeightFile fileOf(WeightFormat format, NetworkSpec network)
{
    WeightFile file;
    file.format = format;
    file.network = std::make_shared<const NetworkSpec>(std::move(network));
    return file;
}

WeightFile exported(WeightFormat format, NetworkSpec network, const ReadOptions &options)
{
    checkHeadChoice(network.info, options.head);
    return fileOf(format, std::move(network));
}

WeightFile readZip(std::span<const std::byte> bytes, const ReadOptions &options)
{
    const ZipArchive archive(bytes);
    if (archive.has("constants.pkl") || archive.hasFolder("code"))
        return exported(WeightFormat::TorchScript, readTorchScript(archive, options), options);
    if (archive.has("data.pkl"))
        return fileOf(WeightFormat::Pt, readCheckpoint(archive, options));
    const std::string other = otherArchive(archive);
    if (!other.empty())
        refuse(RefusalReason::NotAModel, "a zip of another format", other);
    if (const auto ir = findIr(archive))
        return exported(WeightFormat::OpenVino, readIr(archive, *ir, options), options);
    refuse(RefusalReason::ZipWithoutModel, "a zip with no network in it");
}

WeightFile read(std::span<const std::byte> bytes, const ReadOptions &options)
{
    WeightFile file = sniff(bytes) == Container::Zip ? readZip(bytes, options) : exported(WeightFormat::Onnx, readOnnx(bytes, options), options);
    file.sizeBytes = bytes.size();
    return file;
}

}  // namespace

const char *toString(WeightFormat format) noexcept
{
    switch (format) {
    case WeightFormat::Pt: return "pt";
    case WeightFormat::TorchScript: return "torchscript";
    case WeightFormat::Onnx: return "onnx";
    case WeightFormat::OpenVino: return "openvino";
    }
    return "unknown";
}

Result<WeightFile, Refusal> readWeights(std::span<const std::byte> bytes, const ReadOptions &options)
{
    try {
        return read(bytes, options);
    } catch (const Refused &refused) {
        return refused.refusal;
    } catch (const std::bad_alloc &) {
        return Refusal{RefusalReason::Memory, {}, {}, "out of memory while reading"};
    } catch (const std::exception &error) {
        return Refusal{RefusalReason::Internal, {}, {}, error.what()};
    }
}

Result<WeightFile, Refusal> readWeightFile(const std::filesystem::path &path, const ReadOptions &options)
{
    const auto offered = OfferedFile::open(path, options.maxBytes);
    if (!offered)
        return offered.error();
    const MappedFile mapped(offered->fd(), offered->size());
    if (!mapped)
        return Refusal{RefusalReason::Unreadable, {}, {}, std::string("map: ") + std::strerror(errno)};
    auto file = readWeights(mapped.bytes(), options);
    if (const auto changed = offered->changed())
        return *changed;
    if (file)
        file->path = path;
    return file;
}

}  // namespace lineside
