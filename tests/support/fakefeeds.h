// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fakeengine.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace lineside::test {

/// Moving pictures for every station of a FakeEngine, 1280 × 720 at 30 a second, judged at once, from a thread of its own.
/// The pixels are drawn once: what is measured with it is what the screens do with pictures, not what making them costs.
class FakeFeeds {
public:
    explicit FakeFeeds(FakeEngine &engine)
    {
        for (std::size_t i = 0; i < engine.state.stations.size(); ++i) {
            const StationSnapshot &s = engine.state.stations[i];
            Lane lane{&engine.feedOf(s.config.id), s.active.value_or(ModelId{}), {}};
            for (int k = 0; k < kRing; ++k) {
                auto frame = std::make_shared<Frame>();
                frame->image.resize(1280, 720);
                auto *pixel = reinterpret_cast<std::uint32_t *>(frame->image.view().pixels);
                for (int p = 0; p < 1280 * 720; ++p)
                    pixel[p] = 0xFF000000U | static_cast<std::uint32_t>((p * 7 + k * 40000) & 0xFFFFFF);
                lane.ring.push_back(std::move(frame));
            }
            m_lanes.push_back(std::move(lane));
        }
        m_thread = std::thread([this] { run(); });
    }
    ~FakeFeeds()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_ending = true;
        }
        m_wake.notify_all();
        m_thread.join();
    }
    FakeFeeds(const FakeFeeds &) = delete;
    FakeFeeds &operator=(const FakeFeeds &) = delete;

    std::uint64_t frames() const { return m_frames; }

private:
    static constexpr int kRing = 4;

    struct Lane {
        FakeFeed *feed;
        ModelId model;
        std::vector<std::shared_ptr<Frame>> ring;
    };

    void run()
    {
        auto next = std::chrono::steady_clock::now();
        std::unique_lock lock(m_mutex);
        for (std::uint64_t n = 1; !m_ending; ++n) {
            for (Lane &lane : m_lanes) {
                // A frame that somebody still looks at is left alone.
                const auto free = std::ranges::find_if(lane.ring, [](const auto &f) { return f.use_count() == 1; });
                if (free == lane.ring.end())
                    continue;
                (*free)->sequence = n;
                (*free)->capturedAt = std::chrono::steady_clock::now();
                const FramePtr frame = *free;
                lane.feed->setNewest(frame);
                lane.feed->setJudged(makeJudged(frame, "Bottle 0.97 @520,120 160x420\nCap 0.91 @560,122 70x60\nLabel 0.88 @530,330 140x120",
                                                lane.model));
                ++m_frames;
            }
            next += std::chrono::microseconds(33'333);
            m_wake.wait_until(lock, next, [this] { return m_ending; });
        }
    }

    std::vector<Lane> m_lanes;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_ending = false;
    std::atomic<std::uint64_t> m_frames{0};
    std::thread m_thread;
};

}  // namespace lineside::test
