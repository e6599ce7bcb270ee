// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/ziparchive.h"

#include "weights/refused.h"
#include "weights/zipdirectory.h"

#include <zip.h>

#include <algorithm>

namespace lineside::weights {
namespace {

constexpr std::size_t kMaxEntries = 20000;
constexpr std::size_t kMaxNameLength = 512;
constexpr std::uint64_t kMaxInflated = 64ull << 20;   // one deflated record: TorchScript code, small tensors
constexpr std::uint64_t kMaxLargeRatio = 4;           // of a larger one: weights, which hardly get smaller
constexpr std::uint64_t kMaxTotalSize = 4ull << 30;
constexpr std::uint64_t kMaxRatio = 200;              // of a deflated record; tables of constants reach some 50

RefusalReason reasonOf(int zipError)
{
    switch (zipError) {
    case ZIP_ER_EOF:
    case ZIP_ER_NOZIP:
        return RefusalReason::Truncated;
    case ZIP_ER_MEMORY:
        return RefusalReason::Memory;
    default:
        return RefusalReason::Corrupt;
    }
}

/// An error before there is an archive to keep it; it owns the text that it is told with.
class ZipError {
public:
    ZipError() { zip_error_init(&m_error); }
    ~ZipError() { zip_error_fini(&m_error); }
    ZipError(const ZipError &) = delete;
    ZipError &operator=(const ZipError &) = delete;
    zip_error_t *get() { return &m_error; }

private:
    zip_error_t m_error;
};

[[noreturn]] void refuseZip(zip_error_t *error, const std::string &what)
{
    refuse(reasonOf(zip_error_code_zip(error)), what + ": " + zip_error_strerror(error));
}

void checkName(const std::string &name)
{
    const bool bad = name.empty() || name.size() > kMaxNameLength || name.front() == '/' || name.find('\\') != std::string::npos
                     || ("/" + name + "/").find("/../") != std::string::npos;
    if (bad)
        refuse(RefusalReason::Corrupt, "zip entry with a forbidden name", name.substr(0, 80));
}

/// The first path component of the one record named "…/data.pkl", with its slash; empty for a flat or foreign zip.
std::string prefixOf(const std::vector<std::string> &names)
{
    std::string prefix;
    int seen = 0;
    for (const std::string &name : names) {
        const auto slash = name.find('/');
        if (slash != std::string::npos && name.compare(slash, std::string::npos, "/data.pkl") == 0) {
            prefix = name.substr(0, slash + 1);
            ++seen;
        }
    }
    if (seen > 1)
        refuse(RefusalReason::Corrupt, "zip with several data.pkl");
    return prefix;
}

}  // namespace

struct ZipArchive::Handle {
    zip_t *zip = nullptr;
    ~Handle()
    {
        if (zip)
            zip_discard(zip);
    }
};

ZipArchive::ZipArchive(std::span<const std::byte> bytes) : m_handle(std::make_unique<Handle>())
{
    checkZipDirectory(bytes, kMaxEntries);

    ZipError error;
    zip_source_t *source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, error.get());
    if (!source)
        refuseZip(error.get(), "zip");
    m_handle->zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, error.get());
    if (!m_handle->zip) {
        zip_source_free(source);
        refuseZip(error.get(), "zip directory");
    }

    const zip_int64_t count = zip_get_num_entries(m_handle->zip, 0);
    std::vector<std::string> fullNames;
    std::vector<Record> records;
    std::uint64_t stored = 0, total = 0;
    for (zip_int64_t i = 0; i < count; ++i) {
        zip_stat_t stat;
        if (zip_stat_index(m_handle->zip, zip_uint64_t(i), ZIP_FL_ENC_RAW, &stat) != 0)
            refuseZip(zip_get_error(m_handle->zip), "zip entry");
        constexpr zip_uint64_t kNeeded = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
        if ((stat.valid & kNeeded) != kNeeded)
            refuse(RefusalReason::Corrupt, "zip entry without a size");
        const std::string name = stat.name;
        checkName(name);
        if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
            refuse(RefusalReason::Corrupt, "encrypted zip entry", name);
        if (stat.comp_method == ZIP_CM_STORE) {
            if (stat.size != stat.comp_size)
                refuse(RefusalReason::Corrupt, "stored zip entry with two sizes", name);
            stored += stat.size;
        } else if (stat.comp_method != ZIP_CM_DEFLATE || (stat.size > kMaxInflated && stat.size / kMaxLargeRatio > stat.comp_size)
                   || stat.size / kMaxRatio > stat.comp_size + 1) {
            refuse(RefusalReason::Corrupt, "zip entry compressed in a forbidden way", name);
        }
        total += stat.size;
        if (stat.size > kMaxTotalSize || total > kMaxTotalSize || stored > bytes.size())
            refuse(RefusalReason::Corrupt, "zip entries larger than the file can hold", name);
        fullNames.push_back(name);
        records.push_back(Record{std::uint64_t(i), stat.size});
    }

    const std::string prefix = prefixOf(fullNames);
    m_inOneFolder = !prefix.empty() && std::all_of(fullNames.begin(), fullNames.end(), [&](const std::string &name) { return name.starts_with(prefix); });
    for (std::size_t i = 0; i < fullNames.size(); ++i) {
        std::string name = fullNames[i];
        if (!prefix.empty() && name.compare(0, prefix.size(), prefix) == 0)
            name.erase(0, prefix.size());
        if (!m_records.emplace(name, records[i]).second)
            refuse(RefusalReason::Corrupt, "zip with the same name twice", name);
        m_names.push_back(std::move(name));
    }
}

ZipArchive::~ZipArchive() = default;

const ZipArchive::Record *ZipArchive::find(std::string_view name) const
{
    const auto it = m_records.find(std::string(name));
    return it == m_records.end() ? nullptr : &it->second;
}

bool ZipArchive::has(std::string_view name) const
{
    return find(name) != nullptr;
}

bool ZipArchive::hasFolder(std::string_view folder) const
{
    const std::string start = std::string(folder) + "/";
    return std::any_of(m_names.begin(), m_names.end(), [&](const std::string &name) { return name.starts_with(start); });
}

std::uint64_t ZipArchive::size(std::string_view name) const
{
    const Record *record = find(name);
    return record ? record->size : 0;
}

std::vector<std::byte> ZipArchive::read(std::string_view name, std::uint64_t maxBytes) const
{
    const Record *record = find(name);
    if (!record)
        refuse(RefusalReason::Truncated, "the archive lacks a record", std::string(name));
    if (record->size > maxBytes)
        refuse(RefusalReason::Corrupt, "record too large", std::string(name));

    const std::unique_ptr<zip_file_t, int (*)(zip_file_t *)> file(zip_fopen_index(m_handle->zip, record->index, 0), zip_fclose);
    if (!file)
        refuseZip(zip_get_error(m_handle->zip), "record " + std::string(name));
    std::vector<std::byte> bytes(record->size);
    std::uint64_t done = 0;
    while (done < record->size) {
        const zip_int64_t n = zip_fread(file.get(), bytes.data() + done, record->size - done);
        if (n < 0)
            refuseZip(zip_file_get_error(file.get()), "record " + std::string(name));
        if (n == 0)
            refuse(RefusalReason::Truncated, "record ends early", std::string(name));
        done += std::uint64_t(n);
    }
    // The checksum is compared when the end is met, so the end has to be asked for.
    std::byte beyond{};
    const zip_int64_t rest = zip_fread(file.get(), &beyond, 1);
    if (rest < 0)
        refuseZip(zip_file_get_error(file.get()), "record " + std::string(name));
    if (rest > 0)
        refuse(RefusalReason::Corrupt, "record longer than the directory says", std::string(name));
    return bytes;
}

std::string ZipArchive::readText(std::string_view name, std::uint64_t maxBytes) const
{
    const std::vector<std::byte> bytes = read(name, maxBytes);
    return std::string(reinterpret_cast<const char *>(bytes.data()), bytes.size());
}

}  // namespace lineside::weights
