// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

class QAbstractItemModel;

namespace lineside {

/// Tables as comma-separated values (RFC 4180, UTF-8 with a byte order mark, so that spreadsheets read Chinese).
class Csv {
public:
    /// Header and rows as the model shows them now.
    static QString table(const QAbstractItemModel &model);
    static QString field(const QString &text);
    /// Replaces the file as a whole. Empty: written; else the system's words on why not.
    static QString write(const QString &path, const QString &csv);
    /// The same with these bytes alone.
    static QString writeBytes(const QString &path, const QByteArray &bytes);
};

}  // namespace lineside
