// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QString>

namespace lineside {

/// The words, numbers and times that tables and pages share, in the language and locale in force now. UI thread only.
class Words {
    Q_DECLARE_TR_FUNCTIONS(Words)

public:
    static QString text(const std::string &utf8) { return QString::fromStdString(utf8); }
    static QString text(const ModelId &id) { return text(id.text()); }
    static QString modelOr(const std::optional<ModelId> &id, const QString &otherwise);
    static QString labels(const Labels &labels);  ///< all, separated by commas

    static QString bytes(std::uint64_t bytes);  ///< "310 MB": decimal units, as the sizes on a data sheet
    static QString milliseconds(double ms);     ///< "12.4 ms"
    static QString number(std::uint64_t value);
    static QString percent(double share);       ///< 0…1 → "4.2 %"
    static QString size(int width, int height); ///< "640 × 640"

    static QDateTime local(WallTime time);
    static QString clock(WallTime time);        ///< "13:05:12"
    static QString clockMs(WallTime time);      ///< "2026-03-02 13:05:12.431"
    static QString since(WallTime time);        ///< the clock today, date and clock before

    static QString notAvailable();
    static QString modelState(ModelState state);
    static QString format(const std::string &format);
    static QString sourceKind(SourceKind kind);
    static QString eventKind(EventKind kind);
    static QString verdict(Verdict verdict);
    /// Why a command or a test was not carried out, for the operator.
    static QString error(const Error &error);

    static const StationSnapshot *station(const EngineSnapshot &snapshot, const StationId &id);
    static QString stationName(const EngineSnapshot &snapshot, const StationId &id);  ///< the id where there is no name
};

}  // namespace lineside
