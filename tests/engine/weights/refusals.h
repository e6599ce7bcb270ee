// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/refused.h"
#include "weights/weightfile.h"

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QTemporaryDir>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace lineside::test {

inline std::span<const std::byte> asBytes(std::string_view text)
{
    return std::as_bytes(std::span(text.data(), text.size()));
}

/// "read", or the code of the reason why an inner reader refused.
template <class Function>
QString outcome(Function function)
{
    try {
        function();
        return QStringLiteral("read");
    } catch (const weights::Refused &refused) {
        return QString::fromLatin1(toString(refused.refusal.reason));
    }
}

inline QString outcome(const Result<WeightFile, Refusal> &result)
{
    return result ? QStringLiteral("read") : QString::fromLatin1(toString(result.error().reason));
}

/// A file in a folder that goes away with it.
class TemporaryFile {
public:
    explicit TemporaryFile(std::string_view bytes)
    {
        QFile file(QString::fromStdString(path()));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), qint64(bytes.size())) != qint64(bytes.size()))
            qFatal("cannot write a temporary file");
    }
    std::string path() const { return m_folder.filePath(QStringLiteral("model")).toStdString(); }

private:
    QTemporaryDir m_folder;
};

inline Result<WeightFile, Refusal> readBytes(std::string_view bytes, const ReadOptions &options = {})
{
    return readWeightFile(TemporaryFile(bytes).path(), options);
}

}  // namespace lineside::test
