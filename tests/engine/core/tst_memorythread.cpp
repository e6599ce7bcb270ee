// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/memorythread.h"

#include "base/memoryinfo.h"
#include "base/taskrunner.h"

#include <QtTest>

#include <atomic>
#include <future>
#include <memory>
#include <thread>
#include <vector>

#include <sys/resource.h>

using namespace lineside;

class TestMemoryThread : public QObject {
    Q_OBJECT

private slots:
    void it_looks_at_once_with_the_priority_of_the_line()
    {
        std::promise<int> priority;
        std::once_flag once;
        const MemoryThread memory([&] { std::call_once(once, [&] { priority.set_value(getpriority(PRIO_PROCESS, 0)); }); }, returnFreeMemory);
        QCOMPARE(priority.get_future().get(), getpriority(PRIO_PROCESS, 0));
    }
    void what_was_freed_is_given_back_when_the_call_returns()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("the sanitizer has an allocator of its own, which keeps what is freed");
#endif
        MemoryThread memory([] {}, returnFreeMemory);
        std::uint64_t full = 0, after = 0;
        std::thread([&] {
            setThisThreadPriority(ThreadPriority::Low);
            // Small pieces, as those of a network's description: large ones go back to the system by themselves.
            std::vector<std::unique_ptr<std::vector<char>>> pieces;
            for (int i = 0; i < 4096; ++i)
                pieces.push_back(std::make_unique<std::vector<char>>(16'384, 'x'));
            pieces.push_back(std::make_unique<std::vector<char>>(16'384, 'x'));
            full = readMemoryInfo().processResident;
            pieces.erase(pieces.begin(), pieces.end() - 1);  // the last one holds the top of the heap
            memory.returnFree();
            after = readMemoryInfo().processResident;
        }).join();
        QVERIFY2(after + 48'000'000 < full, qPrintable(QString("%1 after %2").arg(after).arg(full)));
    }
    void what_it_is_told_to_give_back_with_runs_on_its_own_thread()
    {
        std::promise<std::thread::id> look, giveBack;
        std::once_flag looked;
        MemoryThread memory([&] { std::call_once(looked, [&] { look.set_value(std::this_thread::get_id()); }); },
                            [&] { giveBack.set_value(std::this_thread::get_id()); });
        memory.returnFree();
        QVERIFY(giveBack.get_future().get() == look.get_future().get());
    }
    void many_may_ask_at_the_same_time()
    {
        MemoryThread memory([] {}, returnFreeMemory);
        std::atomic<int> returned = 0;
        std::vector<std::thread> askers;
        for (int i = 0; i < 8; ++i)
            askers.emplace_back([&] {
                memory.returnFree();
                ++returned;
            });
        for (std::thread &asker : askers)
            asker.join();
        QCOMPARE(returned.load(), 8);
    }
};

QTEST_GUILESS_MAIN(TestMemoryThread)
#include "tst_memorythread.moc"
