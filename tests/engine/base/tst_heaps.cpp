// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memoryinfo.h"

#include <QRegularExpression>
#include <QTest>

#include <barrier>
#include <cstdio>
#include <cstdlib>
#include <malloc.h>
#include <memory>
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
};

int main(int argc, char **argv)
{
    separateHeaps();
    TestHeaps tests;
    return QTest::qExec(&tests, argc, argv);
}

#include "tst_heaps.moc"
