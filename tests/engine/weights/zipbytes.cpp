// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/zipbytes.h"

#include <zip.h>

#include <stdexcept>

namespace lineside::test {

namespace {

constexpr time_t kWritten = 1'000'000'000;

}  // namespace

std::string zipBytes(const ZipEntries &entries, bool deflated)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_t *zip = target ? zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error) : nullptr;
    if (!zip)
        throw std::runtime_error("cannot make a zip");
    zip_source_keep(target);
    for (const auto &[name, bytes] : entries) {
        zip_source_t *source = zip_source_buffer(zip, bytes.data(), bytes.size(), 0);
        const zip_int64_t index = source ? zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8) : -1;
        // The same entries are the same bytes, whenever they are written.
        if (index < 0 || zip_set_file_compression(zip, zip_uint64_t(index), deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0) != 0 || zip_file_set_mtime(zip, zip_uint64_t(index), kWritten, 0) != 0)
            throw std::runtime_error("cannot add " + name);
    }
    if (zip_close(zip) != 0)
        throw std::runtime_error("cannot finish a zip");
    std::string bytes;
    zip_stat_t stat;
    if (zip_source_stat(target, &stat) == 0 && zip_source_open(target) == 0) {
        bytes.resize(stat.size);
        if (zip_source_read(target, bytes.data(), bytes.size()) != zip_int64_t(bytes.size()))
            bytes.clear();
        zip_source_close(target);
    }
    zip_source_free(target);
    return bytes;
}

}  // namespace lineside::test
