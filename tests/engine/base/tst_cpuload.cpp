// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/cpuload.h"

#include "base/processors.h"

#include <QtTest>

using namespace lineside;

class TestCpuLoad : public QObject {
    Q_OBJECT

    static constexpr const char *kText = "cpu  900 0 0 900 0 0 0 0 0 0\n"
                                         "cpu0 100 10 30 800 50 1 2 7 90 0\n"
                                         "cpu1 500 0 0 500 0 0 0 0 0 0\n"
                                         "cpu12 1 1 1 1 1 1 1 1 1 1\n"
                                         "intr 12 0 3\n";

private slots:
    void all_but_idling_and_waiting_for_a_disk_is_busy_and_guests_are_not_counted_twice()
    {
        const auto times = cpuTimes(kText, std::vector{0});
        QVERIFY(times);
        QCOMPARE(times->busy, std::uint64_t{100 + 10 + 30 + 1 + 2 + 7});
        QCOMPARE(times->all, std::uint64_t{1000});
    }
    void only_the_processors_that_are_asked_for_count()
    {
        QCOMPARE(cpuTimes(kText, std::vector{0, 1})->all, std::uint64_t{2000});
        QCOMPARE(cpuTimes(kText, std::vector{1})->all, std::uint64_t{1000});
        QCOMPARE(cpuTimes(kText, std::vector{12})->all, std::uint64_t{8});
    }
    void a_text_that_says_nothing_of_them_gives_no_figure_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("another processor") << QByteArray("cpu7 1 1 1 1\n");
        QTest::newRow("no numbers") << QByteArray("cpu0 a b c\n");
        QTest::newRow("the sum only") << QByteArray("cpu  1 1 1 1\n");
        QTest::newRow("cut off") << QByteArray("cpu0");
    }
    void a_text_that_says_nothing_of_them_gives_no_figure()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!cpuTimes(std::string_view(text.constData(), static_cast<std::size_t>(text.size())), std::vector{0}));
    }
    void this_computer_has_a_figure_from_the_second_look_on()
    {
        CpuLoad load(allowedProcessors());
        QVERIFY(!load.sinceLast());
        std::optional<double> share;
        QTRY_VERIFY(share || (share = load.sinceLast()));
        QVERIFY(*share >= 0 && *share <= 1);
    }
    void without_processors_there_is_none()
    {
        CpuLoad load({});
        QVERIFY(!load.sinceLast());
        QVERIFY(!load.sinceLast());
    }
    void the_mean_is_of_the_last_five_looks_and_looks_without_a_figure_do_not_count()
    {
        BusyWindow window;
        QVERIFY(!window.mean());
        window.add(std::nullopt);
        QVERIFY(!window.mean());
        window.add(1.0);
        QCOMPARE(*window.mean(), 1.0);
        window.add(0.5);
        QCOMPARE(*window.mean(), 0.75);
        for (int i = 0; i < 5; ++i)
            window.add(0.25);
        window.add(std::nullopt);
        QCOMPARE(*window.mean(), 0.25);
    }
};

QTEST_GUILESS_MAIN(TestCpuLoad)
#include "tst_cpuload.moc"
