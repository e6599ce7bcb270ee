// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/processors.h"

#include <QtTest>

#include <algorithm>
#include <thread>

using namespace lineside;

class TestProcessors : public QObject {
    Q_OBJECT

private slots:
    void this_thread_may_run_somewhere()
    {
        const std::vector<int> allowed = allowedProcessors();
        QCOMPARE(allowed.size(), std::size_t(std::thread::hardware_concurrency()));
        QVERIFY(std::ranges::is_sorted(allowed));
    }
    void its_model_has_a_name_that_stays()
    {
        const std::string model = processorModel();
        QVERIFY(!model.empty());
        QVERIFY(model.find('\n') == model.npos && model.find('\t') == model.npos && model.find(':') == model.npos);
        QCOMPARE(processorModel(), model);
    }
    void a_thread_keeps_to_the_processors_that_it_was_told_and_no_other_does()
    {
        const std::vector<int> before = allowedProcessors();
        bool kept = false;
        std::vector<int> there, ofAChild;
        std::thread([&] {
            kept = keepThisThreadOn(std::vector{before.back()});
            there = allowedProcessors();
            std::thread([&] { ofAChild = allowedProcessors(); }).join();
        }).join();
        QVERIFY(kept);
        QCOMPARE(there, std::vector{before.back()});
        QCOMPARE(ofAChild, there);
        QCOMPARE(allowedProcessors(), before);
    }
    void processors_that_are_not_there_change_nothing()
    {
        const std::vector<int> before = allowedProcessors();
        for (const std::vector<int> &strange : {std::vector<int>{}, std::vector{-1}, std::vector{1 << 20}})
            QVERIFY(!keepThisThreadOn(strange));
        QCOMPARE(allowedProcessors(), before);
    }
};

QTEST_GUILESS_MAIN(TestProcessors)
#include "tst_processors.moc"
