// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/format.h"

#include <QLocale>

#include <cmath>

namespace lineside {

QString Format::bytes(std::uint64_t bytes)
{
    const QLocale locale;
    const double n = static_cast<double>(bytes);
    const auto digits = [](double value) { return value < 99.95 ? 1 : 0; };
    if (n < 1e3)
        return tr("%1 bytes").arg(locale.toString(static_cast<qulonglong>(bytes)));
    // A figure that would be rounded up to 1,000 belongs to the next unit.
    if (n < 999.5e3)
        return tr("%1 kB").arg(locale.toString(n / 1e3, 'f', digits(n / 1e3)));
    if (n < 999.5e6)
        return tr("%1 MB").arg(locale.toString(n / 1e6, 'f', digits(n / 1e6)));
    return tr("%1 GB").arg(locale.toString(n / 1e9, 'f', digits(n / 1e9)));
}

QString Format::ms(double ms)
{
    return tr("%1 ms").arg(QLocale().toString(ms, 'f', ms < 99.95 ? 1 : 0));
}

QString Format::fps(double fps)
{
    const double tenth = std::round(fps * 10) / 10;
    return QLocale().toString(tenth, 'f', tenth == std::floor(tenth) || tenth >= 20 ? 0 : 1);
}

QString Format::count(std::uint64_t n)
{
    return QLocale().toString(static_cast<qulonglong>(n));
}

QString Format::percent(double share)
{
    return tr("%1 %", "share in percent").arg(QLocale().toString(share * 100, 'f', 1));
}

QString Format::wholePercent(double share)
{
    return tr("%1 %", "share in percent").arg(QLocale().toString(qRound(share * 100)));
}

QString Format::age(std::chrono::steady_clock::duration age)
{
    const auto seconds = std::max<long long>(0, std::chrono::duration_cast<std::chrono::seconds>(age).count());
    if (seconds < 120)
        return tr("%1 s", "seconds").arg(seconds);
    if (seconds < 7200)
        return tr("%1 min", "minutes").arg(seconds / 60);
    return tr("%1 h", "hours").arg(seconds / 3600);
}

QDateTime Format::local(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(
        std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count());
}

// Times are written the same way in every language: a line that runs around the clock has no use for AM and PM.
QString Format::clock(WallTime time)
{
    const QDateTime at = local(time);
    return at.toString(at.date() == QDate::currentDate() ? QStringLiteral("HH:mm") : QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString Format::clockSeconds(WallTime time)
{
    return local(time).toString(QStringLiteral("HH:mm:ss"));
}

QString Format::clockMs(WallTime time)
{
    return local(time).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString Format::dateTime(WallTime time)
{
    return local(time).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

}  // namespace lineside
