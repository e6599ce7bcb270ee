// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/npz.h"

#include <zip.h>

#include <cstdint>
#include <cstring>
#include <sstream>
#include <stdexcept>

namespace lineside::test {
namespace {

std::string readEntry(const std::string &path, const std::string &name)
{
    int error = 0;
    zip_t *zip = zip_open(path.c_str(), ZIP_RDONLY, &error);
    if (!zip)
        throw std::runtime_error("cannot open " + path);
    zip_stat_t stat;
    zip_file_t *file = zip_stat(zip, name.c_str(), 0, &stat) == 0 ? zip_fopen(zip, name.c_str(), 0) : nullptr;
    std::string bytes(file ? stat.size : 0, '\0');
    const bool whole = file && zip_fread(file, bytes.data(), bytes.size()) == zip_int64_t(bytes.size());
    if (file)
        zip_fclose(file);
    zip_discard(zip);
    if (!whole)
        throw std::runtime_error("cannot read " + name);
    return bytes;
}

}  // namespace

Array readNpz(const std::string &path, const std::string &name)
{
    const std::string bytes = readEntry(path, name + ".npy");
    if (bytes.size() < 10 || bytes.compare(1, 5, "NUMPY") != 0)
        throw std::runtime_error(name + " is not a numpy array");
    const std::size_t length = std::size_t(static_cast<unsigned char>(bytes[8])) + 256 * std::size_t(static_cast<unsigned char>(bytes[9]));
    const std::string header = bytes.substr(10, length);
    Array array;
    const std::size_t open = header.find('(');
    std::istringstream sizes(header.substr(open + 1, header.find(')') - open - 1));
    for (std::string size; std::getline(sizes, size, ',');) {
        if (size.find_first_not_of(' ') != std::string::npos)
            array.shape.push_back(std::stoll(size));
    }
    std::size_t count = 1;
    for (const std::int64_t size : array.shape)
        count *= std::size_t(size);
    array.data.resize(count);
    const char *data = bytes.data() + 10 + length;
    const std::size_t left = bytes.size() - 10 - length;
    if (header.find("'<f4'") != std::string::npos && left == count * 4) {
        std::memcpy(array.data.data(), data, left);
    } else if (header.find("'<u2'") != std::string::npos && left == count * 2) {
        for (std::size_t i = 0; i < count; ++i) {
            std::uint16_t value;
            std::memcpy(&value, data + 2 * i, 2);
            array.data[i] = float(value) / 65535.f;
        }
    } else {
        throw std::runtime_error(name + " is of an unknown type");
    }
    return array;
}

}  // namespace lineside::test
