// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/format.h"

#include <QLocale>
#include <QtTest>

using namespace lineside;

/// Numbers, sizes and times as an operator reads them.
class TstFormat : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void sizes_have_three_digits_at_most_before_the_unit_changes_data()
    {
        QTest::addColumn<quint64>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << quint64{0} << "0 bytes";
        QTest::newRow("999") << quint64{999} << "999 bytes";
        QTest::newRow("kB") << quint64{1000} << "1.0 kB";
        QTest::newRow("99.95 kB") << quint64{99'950} << "100 kB";
        QTest::newRow("MB") << quint64{6'230'000} << "6.2 MB";
        QTest::newRow("nearly a MB") << quint64{999'600} << "1.0 MB";
        QTest::newRow("nearly a GB") << quint64{999'600'000} << "1.0 GB";
        QTest::newRow("GB") << quint64{2'000'000'000} << "2.0 GB";
    }
    void sizes_have_three_digits_at_most_before_the_unit_changes()
    {
        QFETCH(quint64, bytes);
        QTEST(Format::bytes(bytes), "text");
    }

    void times_and_rates()
    {
        QCOMPARE(Format::ms(12.44), QStringLiteral("12.4 ms"));
        QCOMPARE(Format::ms(1240), QStringLiteral("1,240 ms"));
        QCOMPARE(Format::fps(30.04), QStringLiteral("30"));
        QCOMPARE(Format::fps(9.46), QStringLiteral("9.5"));
        QCOMPARE(Format::fps(29.6), QStringLiteral("30"));
        QCOMPARE(Format::percent(0.0213), QStringLiteral("2.1 %"));
        QCOMPARE(Format::count(1'802), QStringLiteral("1,802"));
        QCOMPARE(Format::age(std::chrono::seconds(119)), QStringLiteral("119 s"));
        QCOMPARE(Format::age(std::chrono::minutes(90)), QStringLiteral("90 min"));
        QCOMPARE(Format::age(std::chrono::hours(3)), QStringLiteral("3 h"));
        QCOMPARE(Format::age(std::chrono::seconds(-5)), QStringLiteral("0 s"));
    }

    void a_clock_says_the_day_where_it_is_not_today()
    {
        const auto wall = [](const QDateTime &time) { return WallTime(std::chrono::milliseconds(time.toMSecsSinceEpoch())); };
        const QDateTime noon(QDate::currentDate(), QTime(12, 5, 7, 431));
        QCOMPARE(Format::clock(wall(noon)), QStringLiteral("12:05"));
        QCOMPARE(Format::clockSeconds(wall(noon)), QStringLiteral("12:05:07"));
        QCOMPARE(Format::clockMs(wall(noon)), QStringLiteral("12:05:07.431"));
        const QDateTime old(QDate(2026, 3, 2), QTime(13, 5, 12));
        QCOMPARE(Format::clock(wall(old)), QStringLiteral("2026-03-02 13:05"));
        QCOMPARE(Format::dateTime(wall(old)), QStringLiteral("2026-03-02 13:05:12"));
    }
};

QTEST_MAIN(TstFormat)
#include "tst_format.moc"
