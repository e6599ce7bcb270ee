// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/framepool.h"

#include <QtTest>

#include <thread>

using namespace lineside;

class TestFramePool : public QObject {
    Q_OBJECT
private slots:
    void a_released_frame_is_used_again_with_the_same_memory()
    {
        FramePool pool;
        auto frame = pool.acquire(64, 48);
        frame->sequence = 7;
        frame->truth.push_back({{}, "Cap"});
        const std::uint8_t *const memory = frame->image.view().pixels;
        frame.reset();
        QCOMPARE(pool.idle(), 1U);
        frame = pool.acquire(64, 48);
        QCOMPARE(static_cast<const void *>(frame->image.view().pixels), static_cast<const void *>(memory));
        QCOMPARE(frame->sequence, 0U);
        QVERIFY(frame->truth.empty());
    }
    void a_frame_that_is_held_is_not_given_out_twice()
    {
        FramePool pool;
        const auto a = pool.acquire(8, 8), b = pool.acquire(8, 8);
        QVERIFY(a->image.view().pixels != b->image.view().pixels);
    }
    void frames_may_outlive_the_pool()
    {
        std::shared_ptr<Frame> frame;
        {
            FramePool pool;
            frame = pool.acquire(16, 16);
        }
        frame->image.view().pixels[0] = 1;
        frame.reset();
    }
    void only_so_many_unused_frames_are_kept()
    {
        FramePool pool(2);
        {
            const auto a = pool.acquire(8, 8), b = pool.acquire(8, 8), c = pool.acquire(8, 8);
        }
        QCOMPARE(pool.idle(), 2U);
    }
    void another_size_is_fitted()
    {
        FramePool pool;
        pool.acquire(8, 8).reset();
        const auto frame = pool.acquire(100, 50);
        QCOMPARE(frame->image.width(), 100);
        QCOMPARE(frame->image.height(), 50);
    }
    void a_large_picture_begins_where_a_huge_page_can()
    {
        FramePool pool;
        const auto large = pool.acquire(1280, 720);
        QCOMPARE(reinterpret_cast<std::uintptr_t>(large->image.view().pixels) % PictureMemory<std::uint8_t>::kHugePage, std::uintptr_t{0});
        QCOMPARE(large->image.view().strideBytes, std::ptrdiff_t{1280 * 4});
        QCOMPARE(large->image.view().height, 720);
        large->image.view().pixels[1280 * 720 * 4 - 1] = 1;
    }
    void implausible_sizes_take_no_memory()
    {
        FramePool pool;
        QVERIFY(!pool.acquire(0, 10));
        QVERIFY(!pool.acquire(10, -1));
        QVERIFY(!pool.acquire(20'000, 10));
        QVERIFY(!pool.acquire(16'000, 16'000));
    }
    void many_threads_may_use_it_at_once()
    {
        FramePool pool(4);
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&pool] {
                for (int i = 0; i < 2000; ++i) {
                    const auto a = pool.acquire(32, 32);
                    const auto b = pool.acquire(16, 16);
                    a->image.view().pixels[0] = b->image.view().pixels[0] = 5;
                }
            });
        threads.clear();
        QVERIFY(pool.idle() >= 1 && pool.idle() <= 4);
    }
};

QTEST_APPLESS_MAIN(TestFramePool)
#include "tst_framepool.moc"
