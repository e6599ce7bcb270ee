// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/decisions.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <thread>

namespace lineside::test {

/// What the model of each version sees in every picture: a bottle, or a bottle and a cap that is to be rejected, or nothing; or it does not run; or it sees the bottle late, after `kLate`.
enum class Sight { Bottle, Cap, Nothing, Broken, Late };
inline constexpr std::chrono::milliseconds kLate{400};
using Sights = std::array<std::atomic<Sight>, 4>;

class SightedExecutor final : public Executor {
public:
    SightedExecutor(const NetworkInfo &network, const Sights &sights) : m_stub(network), m_sight(sights[static_cast<std::size_t>(std::atoi(network.producer.c_str()))]) {}
    const ExecutorInfo &info() const noexcept override { return m_stub.info(); }
    const NetworkInfo &network() const noexcept override { return m_stub.network(); }
    std::span<float> input() noexcept override { return m_stub.input(); }
    Result<TensorView> run() override
    {
        const Sight sight = m_sight;
        if (sight == Sight::Broken)
            return Error{ErrorCode::Internal, "broken"};
        if (sight == Sight::Late)
            std::this_thread::sleep_for(kLate);
        m_output[4] = sight == Sight::Bottle || sight == Sight::Late ? 0.9f : 0.01f;
        m_output[5] = sight == Sight::Cap ? 0.9f : 0.01f;
        return TensorView{m_output.data(), {1, 6, 1}, 3};
    }

private:
    StubExecutor m_stub;
    const std::atomic<Sight> &m_sight;
    std::array<float, 6> m_output{16, 16, 8, 8, 0, 0};
};

}  // namespace lineside::test
