// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detect/detector.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace lineside {

/// Sees nothing or what it is told to, or does not work; says when it runs. A double for tests.
class ScriptedExecutor final : public Executor {
public:
    struct Script {
        bool fails = false;
        std::function<void()> whileRunning;
        std::vector<float> output = std::vector<float>(6);  ///< boxes by column: centre, size, a score for each of two classes
    };
    explicit ScriptedExecutor(std::shared_ptr<Script> script, std::string precision = "f32", Labels labels = {"Bottle", "Cap"})
        : m_script(std::move(script)), m_info{"scripted", "CPU", std::move(precision)}
    {
        m_network.labels = std::move(labels);
        m_network.inputWidth = m_network.inputHeight = 32;
        m_network.head = HeadKind::AnchorFree;
    }
    const ExecutorInfo &info() const noexcept override { return m_info; }
    const NetworkInfo &network() const noexcept override { return m_network; }
    std::span<float> input() noexcept override { return m_input; }
    Result<TensorView> run() override
    {
        if (m_script->whileRunning)
            m_script->whileRunning();
        if (m_script->fails)
            return Error{ErrorCode::Internal, "broken"};
        return TensorView{m_script->output.data(), {1, 6, static_cast<std::int64_t>(m_script->output.size() / 6)}, 3};
    }

private:
    std::shared_ptr<Script> m_script;
    NetworkInfo m_network;
    ExecutorInfo m_info;
    std::vector<float> m_input = std::vector<float>(3 * 32 * 32);
};

inline void grey(ImageView, MutableImageView target)
{
    std::fill_n(target.pixels, target.strideBytes * target.height, std::uint8_t{51});
}

}  // namespace lineside
