// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memoryinfo.h"

#include <QRegularExpression>
#include <QTest>

#include <linux/mempolicy.h>
#include <malloc.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <barrier>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

using namespace lineside;

namespace {

/// Heaps of the C library, by its own report; 0 where a sanitizer took its place.
int heaps()
{
    char *text = nullptr;
    std::size_t size = 0;
    std::FILE *out = open_memstream(&text, &size);
    malloc_info(0, out);
    std::fclose(out);
    const QString report = QString::fromUtf8(text, static_cast<qsizetype>(size));
    std::free(text);
    return static_cast<int>(report.count(QRegularExpression(QStringLiteral("<heap nr="))));
}

constexpr std::size_t kPages = 64;

/// In how many pieces the kernel keeps what is between two addresses (proc_pid_maps(5)).
int piecesBetween(const char *begin, const char *end)
{
    std::ifstream maps("/proc/self/maps");
    int pieces = 0;
    for (std::string line; std::getline(maps, line);) {
        std::uintptr_t from = 0, to = 0;
        if (std::sscanf(line.c_str(), "%" SCNxPTR "-%" SCNxPTR, &from, &to) == 2)
            pieces += from < reinterpret_cast<std::uintptr_t>(end) && to > reinterpret_cast<std::uintptr_t>(begin);
    }
    return pieces;
}

}  // namespace

class TestHeaps : public QObject {
    Q_OBJECT

private slots:
    void every_thread_has_a_heap_of_its_own()
    {
        if (heaps() == 0)
            QSKIP("A sanitizer brings its own heap.");
        const int threads = 8 * static_cast<int>(std::thread::hardware_concurrency()) + 8;  // more than are shared unasked
        std::barrier all(threads + 1);
        std::vector<std::jthread> running;
        for (int i = 0; i < threads; ++i) {
            running.emplace_back([&] {
                const std::unique_ptr<char, decltype(&std::free)> mine(static_cast<char *>(std::malloc(4000)), &std::free);
                all.arrive_and_wait();
                all.arrive_and_wait();
            });
        }
        all.arrive_and_wait();
        const int found = heaps();
        all.arrive_and_wait();
        QVERIFY2(found > threads, qPrintable(QStringLiteral("%1 heaps for %2 threads").arg(found).arg(threads + 1)));
    }

    void pieces_of_memory_that_were_bound_to_a_node_are_joined_and_keep_what_is_in_them()
    {
        const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
        void *mapped = mmap(nullptr, kPages * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        QVERIFY(mapped != MAP_FAILED);
        const auto begin = static_cast<char *>(mapped), end = begin + kPages * page;
        std::iota(begin, end, '\0');
        QCOMPARE(piecesBetween(begin, end), 1);
        for (char *at = begin; at < end; at += 2 * page) {
            if (syscall(SYS_mbind, at, page, MPOL_LOCAL, nullptr, 0ul, 0u) != 0)
                QSKIP("Nothing can be bound to a node here.");
        }
        QCOMPARE(piecesBetween(begin, end), static_cast<int>(kPages));
        returnFreeMemory();
        QCOMPARE(piecesBetween(begin, end), 1);
        std::vector<char> as(kPages * page);
        std::iota(as.begin(), as.end(), '\0');
        QVERIFY(std::equal(begin, end, as.begin()));
        munmap(mapped, kPages * page);
    }
};

int main(int argc, char **argv)
{
    separateHeaps();
    TestHeaps tests;
    return QTest::qExec(&tests, argc, argv);
}

#include "tst_heaps.moc"
