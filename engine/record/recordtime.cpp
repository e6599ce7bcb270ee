// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/recordtime.h"

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <ctime>

namespace lineside {
namespace {

/// What is left of a text to read.
class Rest {
public:
    explicit Rest(std::string_view text) : m_text(text) {}

    bool empty() const { return m_text.empty(); }
    bool take(char c)
    {
        if (m_text.empty() || m_text.front() != c)
            return false;
        m_text.remove_prefix(1);
        return true;
    }
    /// Exactly so many digits.
    std::optional<int> digits(std::size_t count)
    {
        if (m_text.size() < count)
            return std::nullopt;
        int value = 0;
        for (const char c : m_text.substr(0, count)) {
            if (c < '0' || c > '9')
                return std::nullopt;
            value = value * 10 + (c - '0');
        }
        m_text.remove_prefix(count);
        return value;
    }
    /// Of a second; up to the microsecond, further digits are left out.
    std::optional<int> fraction()
    {
        int value = 0, unit = 100'000;
        bool any = false;
        while (const auto digit = digits(1)) {
            value += *digit * unit;
            unit /= 10;
            any = true;
        }
        return any ? std::optional(value) : std::nullopt;
    }

private:
    std::string_view m_text;
};

struct Zone {
    bool local = false;
    std::chrono::minutes ahead{0};
};

std::optional<Zone> takeZone(Rest &rest)
{
    if (rest.empty())
        return Zone{true, {}};
    if (rest.take('Z'))
        return Zone{};
    const bool west = rest.take('-');
    if (!west && !rest.take('+'))
        return std::nullopt;
    const auto hours = rest.digits(2);
    rest.take(':');
    const auto minutes = rest.empty() ? std::optional(0) : rest.digits(2);
    if (!hours || !minutes || *hours > 14 || *minutes > 59)
        return std::nullopt;
    return Zone{false, std::chrono::minutes((west ? -1 : 1) * (*hours * 60 + *minutes))};
}

}  // namespace

std::string isoTime(WallTime time)
{
    using namespace std::chrono;
    const auto micro = floor<microseconds>(time);
    const auto day = floor<days>(micro);
    const year_month_day date(day);
    const hh_mm_ss clock(micro - day);
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", int(date.year()), unsigned(date.month()), unsigned(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                  static_cast<int>(clock.subseconds().count()));
    return text;
}

std::optional<WallTime> timeFrom(std::string_view iso)
{
    using namespace std::chrono;
    Rest rest(iso);
    const auto y = rest.digits(4);
    const auto m = rest.take('-') ? rest.digits(2) : std::nullopt;
    const auto d = rest.take('-') ? rest.digits(2) : std::nullopt;
    // WallTime counts nanoseconds, which end in 2262.
    if (!y || !m || !d || *y < 1970 || *y > 2261)
        return std::nullopt;
    const year_month_day date(year(*y), month(static_cast<unsigned>(*m)), day(static_cast<unsigned>(*d)));
    if (!date.ok())
        return std::nullopt;
    int h = 0, min = 0, s = 0, micro = 0;
    if (rest.take('T') || rest.take(' ')) {
        const auto hours = rest.digits(2);
        const auto minutes = rest.take(':') ? rest.digits(2) : std::nullopt;
        const auto seconds = rest.take(':') ? rest.digits(2) : std::optional(0);
        const auto fraction = rest.take('.') ? rest.fraction() : std::optional(0);
        if (!hours || !minutes || !seconds || !fraction || *hours > 23 || *minutes > 59 || *seconds > 59)
            return std::nullopt;
        h = *hours, min = *minutes, s = *seconds, micro = *fraction;
    }
    const auto zone = takeZone(rest);
    if (!zone || !rest.empty())
        return std::nullopt;
    if (!zone->local)
        return WallTime(sys_days(date) + hours(h) + minutes(min) + seconds(s) + microseconds(micro) - zone->ahead);
    std::tm local{};
    local.tm_year = *y - 1900;
    local.tm_mon = *m - 1;
    local.tm_mday = *d;
    local.tm_hour = h;
    local.tm_min = min;
    local.tm_sec = s;
    local.tm_isdst = -1;
    return system_clock::from_time_t(std::mktime(&local)) + microseconds(micro);
}

}  // namespace lineside
