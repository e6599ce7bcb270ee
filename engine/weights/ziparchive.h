// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lineside::weights {

/// A torch archive in memory: a zip whose entries all lie under one prefix ("best/data.pkl"). Its directory is checked
/// against limits before anything is allocated for it, every record against its checksum. Names are given and taken
/// without the prefix. The bytes must outlive it. Throws Refused. Not shared between threads: one thread at a time.
class ZipArchive {
public:
    explicit ZipArchive(std::span<const std::byte> bytes);
    ~ZipArchive();
    ZipArchive(const ZipArchive &) = delete;
    ZipArchive &operator=(const ZipArchive &) = delete;

    const std::vector<std::string> &names() const noexcept { return m_names; }
    bool inOneFolder() const noexcept { return m_inOneFolder; }  ///< all entries have the prefix, and there is one
    bool has(std::string_view name) const;
    bool hasFolder(std::string_view folder) const;  ///< any record below "folder/"
    std::uint64_t size(std::string_view name) const;  ///< uncompressed bytes; the record must exist

    /// The whole record. Refused as Truncated if it is not there, as Corrupt if it is larger than maxBytes or damaged.
    std::vector<std::byte> read(std::string_view name, std::uint64_t maxBytes) const;
    std::string readText(std::string_view name, std::uint64_t maxBytes) const;

private:
    struct Record {
        std::uint64_t index = 0;
        std::uint64_t size = 0;
    };
    struct Handle;

    const Record *find(std::string_view name) const;

    std::unique_ptr<Handle> m_handle;
    bool m_inOneFolder = false;
    std::vector<std::string> m_names;  // in the order of the directory
    std::unordered_map<std::string, Record> m_records;
};

}  // namespace lineside::weights
