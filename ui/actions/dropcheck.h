// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>

class QMimeData;

namespace lineside {

/// What is being dragged or pasted, judged by names alone: a server that does not answer must not hold the window. What a file
/// really is, and whether it is there, is found out later and elsewhere, and told on its card. Value type.
struct DropCheck {
    Q_DECLARE_TR_FUNCTIONS(DropCheck)

public:
    QStringList files;  ///< that can be offered; a signature that came with its file, or the rest of an export whose .xml came, is part of it and not among them
    QString reason;     ///< why (some of) it cannot; empty where all can

    bool possible() const { return !files.isEmpty(); }

    /// Whether the name is one that only a weight file has.
    static bool isWeightName(const QString &path);
    static DropCheck of(const QMimeData &data);
    static DropCheck ofFiles(const QStringList &paths);
    /// A path as it may be typed or pasted: plain, in quotes, or as file://; empty where the text is none.
    static QString pathFromText(const QString &text);

private:
    void add(const QString &offered, const QStringList &together);
};

}  // namespace lineside
