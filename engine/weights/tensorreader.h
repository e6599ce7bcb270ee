// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/networkspec.h"
#include "weights/pickle.h"
#include "weights/ziparchive.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace lineside::weights {

/// Turns the tensors of a checkpoint into float32 in C order. Sizes, strides and offsets are data from outside: each is
/// checked against the storage's record before it is used. Reads only the storages that are asked for. The archive and the
/// tree must outlive it. Throws Refused (Truncated, Corrupt, NotFinite, UnsupportedLayer for a type). One thread at a time:
/// not shared between threads.
class TensorReader {
public:
    /// `folder` has the storages: "data" of a checkpoint.
    TensorReader(const ZipArchive &archive, const PickleTree &tree, std::string folder = "data")
        : m_archive(archive), m_tree(tree), m_folder(std::move(folder))
    {
    }

    /// `what` names the tensor in a refusal, e.g. "model.2.cv1.conv.weight".
    ConstTensor read(const PickleNode &tensor, const std::string &what);

    /// Without reading the data; checked to be sane. Rank at most 8.
    std::vector<std::int64_t> shape(const PickleNode &tensor, const std::string &what) const;

    /// Whether its elements are numbers with fractions, not whole numbers or truth values.
    bool isFloating(const PickleNode &tensor, const std::string &what) const;

    /// Refuses a tensor whose data are not in the file (Truncated), without reading them.
    void checkPresent(const PickleNode &tensor, const std::string &what) const;

private:
    std::string record(const PickleNode &tensor, const std::string &what) const;
    std::vector<std::int64_t> integers(PickleRef tuple, const std::string &what) const;

    const ZipArchive &m_archive;
    const PickleTree &m_tree;
    std::string m_folder;
    std::uint64_t m_bytesRead = 0;
    std::uint64_t m_elementsMade = 0;
};

}  // namespace lineside::weights
