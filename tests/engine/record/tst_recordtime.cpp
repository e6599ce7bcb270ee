// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/parts.h"
#include "record/recordtime.h"

#include <QtTest>

#include <cstdlib>
#include <ctime>

using namespace lineside;
using namespace lineside::test;

class TestRecordTime : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3");
        ::tzset();
    }
    void a_moment_is_written_in_utc_to_the_microsecond()
    {
        QCOMPARE(isoTime(second(45.00025)), std::string("2026-03-01T00:00:45.000250Z"));
        QCOMPARE(isoTime(wallTimeOf(-1)), std::string("1969-12-31T23:59:59.999999Z"));
        QCOMPARE(timeFrom(isoTime(second(86399.999999))), std::optional(second(86399.999999)));
    }
    void moments_are_read_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("expected");  // seconds of 2026-03-01
        QTest::newRow("UTC") << "2026-03-01T07:45:12Z" << 27912.0;
        QTest::newRow("a fraction") << "2026-03-01T00:00:01.25Z" << 1.25;
        QTest::newRow("more digits than are kept") << "2026-03-01T00:00:01.2500009Z" << 1.25;
        QTest::newRow("no seconds") << "2026-03-01T07:45Z" << 27900.0;
        QTest::newRow("a space") << "2026-03-01 07:45Z" << 27900.0;
        QTest::newRow("east") << "2026-03-01T07:45+02:00" << 20700.0;
        QTest::newRow("west") << "2026-03-01T07:45-0330" << 40500.0;
        QTest::newRow("this computer's, in winter") << "2026-03-01T07:45" << 24300.0;
        QTest::newRow("this computer's day") << "2026-03-01" << -3600.0;
        QTest::newRow("this computer's, in summer") << "2026-07-01T00:00" << 122 * 86400.0 - 7200;
    }
    void moments_are_read()
    {
        QFETCH(QString, text);
        QFETCH(double, expected);
        QCOMPARE(timeFrom(text.toStdString()), std::optional(second(expected)));
    }
    void what_is_no_moment_is_refused()
    {
        for (const char *text : {"", "now", "2026", "2026-3-1", "2026-02-29", "2026-13-01", "2026-03-01T", "2026-03-01T24:00", "2026-03-01T07:60", "2026-03-01T07:45:60",
                                 "2026-03-01T07:45Zulu", "2026-03-01T07:45+15:00", "2026-03-01T07:45:12.Z", "2026-03-01T07", "9999-01-01", "1969-12-31", "+026-03-01",
                                 "2026-03-01T-1:00", "2026-03-01T07:45 ", "2026-03-01T07:45+2"})
            QVERIFY2(!timeFrom(text), text);
    }
};

QTEST_GUILESS_MAIN(TestRecordTime)
#include "tst_recordtime.moc"
