// SPDX-License-Identifier: GPL-3.0-or-later
#include "premadesource.h"

#include "pipeline/pacedsource.h"

#include <cstring>
#include <utility>

namespace lineside::bench {
namespace {

constexpr std::size_t kPictures = 8;

class PremadeReader final : public PictureReader {
public:
    PremadeReader(std::shared_ptr<const Pictures> pictures, double fps) : m_pictures(std::move(pictures)), m_fps(fps) {}

    Result<double> open() override { return m_fps; }
    Result<std::shared_ptr<Frame>> next(FramePool &pool) override
    {
        const ImageView picture = (*m_pictures)[m_next++ % m_pictures->size()].view();
        std::shared_ptr<Frame> frame = pool.acquire(picture.width, picture.height);
        std::memcpy(frame->image.view().pixels, picture.pixels, static_cast<std::size_t>(picture.strideBytes * picture.height));
        return frame;
    }
    Result<void> rewind() override { return {}; }

private:
    const std::shared_ptr<const Pictures> m_pictures;
    const double m_fps;
    std::size_t m_next = 0;
};

}  // namespace

std::shared_ptr<const Pictures> drawPictures(const DemoLine &line)
{
    auto pictures = std::make_shared<Pictures>();
    std::vector<TruthBox> unused;
    for (std::size_t i = 0; i < kPictures; ++i) {
        pictures->emplace_back(line.config().width, line.config().height);
        line.render(100 + i, pictures->back().view(), unused);
    }
    return pictures;
}

std::unique_ptr<FrameSource> makePremadeSource(std::shared_ptr<const Pictures> pictures, double fps)
{
    return std::make_unique<PacedSource>(std::make_unique<PremadeReader>(std::move(pictures), fps), PlaySettings{fps, true, "premade"});
}

}  // namespace lineside::bench
