// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "opencv/imagefile.h"

#include <QString>

#include <map>
#include <utility>

namespace lineside::test {

/// Pictures from the disk, each read once. One thread at a time.
class PictureFiles {
public:
    /// Without a pixel where the file cannot be read.
    const Image &at(const QString &path)
    {
        const auto known = m_pictures.find(path);
        if (known != m_pictures.end())
            return known->second;
        auto image = readImageFile(path.toStdString());
        return m_pictures.emplace(path, image ? *std::move(image) : Image()).first->second;
    }

private:
    std::map<QString, Image> m_pictures;
};

}  // namespace lineside::test
