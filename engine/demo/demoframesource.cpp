// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demoframesource.h"

#include "pipeline/pacedsource.h"
#include "pipeline/picturereader.h"

#include <optional>

namespace lineside {
namespace {

class DemoReader final : public PictureReader {
public:
    explicit DemoReader(const DemoLineConfig &config) : m_config(config) {}

    Result<double> open() override
    {
        if (!m_line)
            m_line.emplace(m_config);  // draws its parts once: on the source's thread, not on the caller's
        m_next = 0;
        return m_line->config().fps;
    }
    Result<std::shared_ptr<Frame>> next(FramePool &pool) override
    {
        std::shared_ptr<Frame> frame = pool.acquire(m_line->config().width, m_line->config().height);
        m_line->render(m_next++, frame->image.view(), frame->truth);
        return frame;
    }
    Result<void> rewind() override
    {
        m_next = 0;
        return {};
    }

private:
    const DemoLineConfig m_config;
    std::optional<DemoLine> m_line;
    std::uint64_t m_next = 0;
};

}  // namespace

std::unique_ptr<FrameSource> makeDemoFrameSource(const DemoLineConfig &config)
{
    return std::make_unique<PacedSource>(std::make_unique<DemoReader>(config), PlaySettings{config.fps, true, "demo-line"});
}

}  // namespace lineside
