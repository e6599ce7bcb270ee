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

void readOpenVino(const ZipArchive &archive, const IrRecords &records, const ReadOptions &options, WeightFile &file)
{
    file.format = WeightFormat::OpenVino;
    auto network = std::make_shared<NetworkSpec>(readIr(archive, records, options));
    file.info = network->info;
    file.network = std::move(network);
    checkHeadChoice(file.info, options.head);
}

void readZip(std::span<const std::byte> bytes, const ReadOptions &options, WeightFile &file)
{
    const ZipArchive archive(bytes);
    if (archive.has("constants.pkl") || archive.hasFolder("code")) {
        file.format = WeightFormat::TorchScript;
        auto network = std::make_shared<NetworkSpec>(readTorchScript(archive, options));
        file.info = network->info;
        file.network = std::move(network);
        checkHeadChoice(file.info, options.head);
    } else if (archive.has("data.pkl")) {
        file.format = WeightFormat::Pt;
        auto network = std::make_shared<NetworkSpec>(readCheckpoint(archive, options));
        file.info = network->info;
        file.network = std::move(network);
    } else {
        const std::string other = otherArchive(archive);
        if (!other.empty())
            refuse(RefusalReason::NotAModel, "a zip of another format", other);
        if (const auto ir = findIr(archive))
            return readOpenVino(archive, *ir, options, file);
        refuse(RefusalReason::ZipWithoutModel, "a zip with no network in it");
    }
}

void readProtobuf(std::span<const std::byte> bytes, const ReadOptions &options, WeightFile &file)
{
    file.format = WeightFormat::Onnx;
    readOnnx(bytes, options, file);
    checkHeadChoice(file.info, options.head);
}

WeightFile read(std::span<const std::byte> bytes, const ReadOptions &options)
{
    WeightFile file;
    file.sizeBytes = bytes.size();
    if (sniff(bytes) == Container::Zip)
        readZip(bytes, options, file);
    else
        readProtobuf(bytes, options, file);
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
