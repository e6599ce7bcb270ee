// SPDX-License-Identifier: GPL-3.0-or-later
#include "stillexecutor.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace lineside::bench {
namespace {

constexpr int kSide = 64;  ///< of the input, pixels
constexpr std::size_t kBoxes = 3;

class StillExecutor final : public Executor {
public:
    explicit StillExecutor(NetworkInfo network)
        : m_network(std::move(network)), m_input(3 * kSide * kSide), m_output((4 + m_network.labels.size()) * kBoxes)
    {
        m_network.inputWidth = m_network.inputHeight = kSide;
        m_network.head = HeadKind::AnchorFree;
    }

    const ExecutorInfo &info() const noexcept override { return m_info; }
    const NetworkInfo &network() const noexcept override { return m_network; }
    std::span<float> input() noexcept override { return m_input; }

    Result<TensorView> run() override
    {
        ++m_runs;
        // [4+nc, A]; scores and places change, so that tags are drawn anew as they are in life.
        const float step = static_cast<float>(m_runs % 50);
        const float boxes[kBoxes][4] = {{20 + step / 2, 32, 12, 28}, {20 + step / 2, 20, 6, 6}, {20 + step / 2, 36, 10, 10}};
        const std::size_t classes[kBoxes] = {0, 1, 3};
        std::fill(m_output.begin(), m_output.end(), 0.0f);
        for (std::size_t i = 0; i < kBoxes; ++i) {
            for (std::size_t side = 0; side < 4; ++side)
                m_output[side * kBoxes + i] = boxes[i][side];
            m_output[(4 + classes[i] % m_network.labels.size()) * kBoxes + i] = 0.5f + step / 100;
        }
        return TensorView{m_output.data(), {1, static_cast<std::int64_t>(4 + m_network.labels.size()), kBoxes}, 3};
    }

private:
    NetworkInfo m_network;
    ExecutorInfo m_info{"still", "CPU", "f32"};
    std::vector<float> m_input, m_output;
    std::size_t m_runs = 0;
};

}  // namespace

std::unique_ptr<Executor> makeStillExecutor(NetworkInfo network)
{
    return std::make_unique<StillExecutor>(std::move(network));
}

}  // namespace lineside::bench
