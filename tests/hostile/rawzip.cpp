// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostile/rawzip.h"

#include <zlib.h>

#include <stdexcept>

namespace lineside::test {
namespace {

std::string localHeader(const RawEntry &e)
{
    const std::string name = e.localName.value_or(e.name);
    return "PK\x03\x04" + little(e.needed, 2) + little(e.localFlags.value_or(e.flags), 2) + little(e.localMethod.value_or(e.method), 2) + little(0, 4)
           + little(e.localCrc.value_or(e.crc.value_or(crc32(e.data))), 4) + little(e.localStored.value_or(std::uint32_t(e.data.size())), 4)
           + little(e.localSize.value_or(e.size.value_or(std::uint32_t(e.data.size()))), 4) + little(name.size(), 2) + little(e.localExtra.size(), 2) + name
           + e.localExtra;
}

std::string directoryHeader(const RawEntry &e, std::size_t at)
{
    return "PK\x01\x02" + little(e.madeBy, 2) + little(e.needed, 2) + little(e.flags, 2) + little(e.method, 2) + little(0, 4)
           + little(e.crc.value_or(crc32(e.data)), 4) + little(e.stored.value_or(std::uint32_t(e.data.size())), 4)
           + little(e.size.value_or(std::uint32_t(e.data.size())), 4) + little(e.name.size(), 2) + little(e.extra.size(), 2) + little(e.comment.size(), 2)
           + little(e.disk, 2) + little(0, 2) + little(e.attributes, 4) + little(e.offset.value_or(std::uint32_t(at)), 4) + e.name + e.extra + e.comment;
}

}  // namespace

std::string little(std::uint64_t value, int width)
{
    std::string bytes;
    for (int i = 0; i < width; ++i)
        bytes += char(value >> (8 * i));
    return bytes;
}

std::uint32_t crc32(std::string_view bytes)
{
    return std::uint32_t(::crc32(0, reinterpret_cast<const Bytef *>(bytes.data()), uInt(bytes.size())));
}

std::string deflated(std::string_view bytes)
{
    z_stream stream{};
    if (deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("cannot deflate");
    std::string out(deflateBound(&stream, uLong(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    const int result = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    if (result != Z_STREAM_END)
        throw std::runtime_error("cannot deflate");
    return out;
}

RawZip::RawZip(const std::vector<std::pair<std::string, std::string>> &records)
{
    for (const auto &[name, data] : records) {
        entries.emplace_back();
        entries.back().name = name;
        entries.back().data = data;
    }
}

std::string RawZip::bytes() const
{
    std::string file = before, directory;
    std::size_t listed = 0;
    for (const RawEntry &e : entries) {
        if (e.inDirectory) {
            directory += directoryHeader(e, file.size());
            ++listed;
        }
        file += localHeader(e) + e.data;
    }
    file += beforeDirectory;
    const std::size_t directoryAt = file.size();
    file += directory + beforeEnd;
    if (zip64) {
        const std::size_t endAt = file.size();
        const std::uint64_t many = count64.value_or(listed);
        file += "PK\x06\x06" + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 4) + little(0, 4) + little(many, 8) + little(many, 8)
                + little(directorySize64.value_or(directory.size()), 8) + little(directoryOffset64.value_or(directoryAt), 8);
        file += "PK\x06\x07" + little(0, 4) + little(end64Offset.value_or(endAt), 8) + little(1, 4);
    }
    file += "PK\x05\x06" + little(disk, 2) + little(directoryDisk, 2) + little(countHere.value_or(count.value_or(std::uint16_t(listed))), 2)
            + little(count.value_or(std::uint16_t(listed)), 2) + little(directorySize.value_or(std::uint32_t(directory.size())), 4)
            + little(directoryOffset.value_or(std::uint32_t(directoryAt)), 4) + little(commentLength.value_or(std::uint16_t(comment.size())), 2) + comment;
    return file + after;
}

}  // namespace lineside::test
