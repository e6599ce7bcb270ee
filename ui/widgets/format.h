// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QString>

namespace lineside {

/// Numbers, sizes and times as the operator's locale writes them. UI thread only.
class Format {
    Q_DECLARE_TR_FUNCTIONS(Format)

public:
    static QString bytes(std::uint64_t bytes);       ///< "6.2 MB", decimal units
    static QString ms(double ms);                    ///< "12.4 ms"
    static QString fps(double fps);                  ///< "30" or "29.5"
    static QString count(std::uint64_t n);           ///< "1,802"
    static QString wholePercent(double share);       ///< 0…1 → "85 %"
    static QString percent(double share);            ///< 0…1 → "2.0 %"
    static QString age(std::chrono::steady_clock::duration age);  ///< "12 s", "3 min", "2 h"
    static QDateTime local(WallTime time);
    static QString clock(WallTime time);             ///< "13:05"; with the date where it is not today
    static QString clockSeconds(WallTime time);      ///< "13:05:12"
    static QString clockMs(WallTime time);           ///< "13:05:12.431"
    static QString dateTime(WallTime time);          ///< "2026-03-02 13:05:12"
};

}  // namespace lineside
